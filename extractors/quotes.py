"""Quotation spans: nested pairs, straight marks by turns, marks that are never closed."""

from __future__ import annotations

from typing import NamedTuple

from extractors.tokens import Tokens

_PAIRS = {"«": "»", "“": "”", "„": "“", "‹": "›", "「": "」"}
_CLOSING = frozenset(_PAIRS.values())
_STRAIGHT = frozenset(('"', "''"))
_MAX_DEPTH = 8


class Quote(NamedTuple):
    """Token range of a quotation: ``opening`` and ``closing`` are its marks (``closing`` past the end if unclosed)."""

    opening: int
    closing: int


def find_quotes(tokens: Tokens) -> list[Quote]:
    """Outermost quotations in order; a paragraph break closes what is still open. Linear in the tokens."""
    quotes: list[Quote] = []
    stack: list[tuple[str, int]] = []
    text, starts, ends = tokens.folded.text, tokens.starts, tokens.ends
    for index, word in enumerate(tokens.words):
        if stack and index and "\n" in text[ends[index - 1] : starts[index]]:
            quotes.append(Quote(stack[0][1], index))
            stack.clear()
        if word == "'":
            side = _single(tokens, index)
            if side == "‘" and not stack:
                stack.append(("’", index))
            elif side == "’" and stack and stack[-1][0] == "’":
                _close(stack, quotes, index)
        elif word in _STRAIGHT:
            _toggle(stack, quotes, '"', index)
        elif stack and word == stack[-1][0] and word in _CLOSING:
            _close(stack, quotes, index)
        elif word in _PAIRS and len(stack) < _MAX_DEPTH:
            stack.append((_PAIRS[word], index))
    if stack:
        quotes.append(Quote(stack[0][1], len(tokens)))
    return quotes


def _single(tokens: Tokens, index: int) -> str:
    """What a single mark is, told by the character as written and the spaces around it; empty for an apostrophe."""
    folded, at = tokens.folded, tokens.starts[index]
    written = folded.original[folded.at(at)]
    spaced_before = at == 0 or folded.text[at - 1].isspace() or folded.text[at - 1] in '(["'
    if written == "‘" or (written == "'" and spaced_before):
        return "‘"
    after = folded.text[at + 1 : at + 2]
    return "’" if not after.isalnum() and (written == "’" or folded.text[at - 1] in ",.!?") else ""


def _toggle(stack: list[tuple[str, int]], quotes: list[Quote], word: str, index: int) -> None:
    if any(mark == word for mark, _ in stack):
        while stack[-1][0] != word:
            stack.pop()
        _close(stack, quotes, index)
    elif len(stack) < _MAX_DEPTH:
        stack.append((word, index))


def _close(stack: list[tuple[str, int]], quotes: list[Quote], index: int) -> None:
    _, opening = stack.pop()
    if not stack:
        quotes.append(Quote(opening, index))
