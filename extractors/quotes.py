"""Quotation spans: nested pairs, straight marks by turns, marks that are never closed."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from extractors.tokens import Tokens

_PAIRS = {"«": "»", "“": "”", "„": "“", "‹": "›", "「": "」"}
_CLOSING = frozenset(_PAIRS.values())
_STRAIGHT = frozenset(('"', "''"))
_MARKS = _CLOSING | _STRAIGHT | frozenset(_PAIRS) | {"'"}
_MAX_DEPTH = 8
_SINGLE_REACH = 400
_OPENS, _CLOSES, _MAY_CLOSE = "opens", "closes", "may close"


class Quote(NamedTuple):
    """Token range of a quotation: ``opening`` and ``closing`` are its marks (``closing`` past the end if unclosed)."""

    opening: int
    closing: int


def find_quotes(tokens: Tokens) -> list[Quote]:
    """Outermost quotations in order; a paragraph break closes what is still open. Linear in the tokens."""
    quotes: list[Quote] = []
    stack: list[tuple[str, int]] = []
    single_end: int | None = None
    text, starts, ends = tokens.folded.text, tokens.starts, tokens.ends
    last = 0
    for index in [index for index, word in enumerate(tokens.words) if word in _MARKS]:
        word = tokens.words[index]
        if stack and (broken := text.find("\n", ends[last], starts[index])) >= 0:
            quotes.append(Quote(stack[0][1], bisect_left(starts, broken)))
            stack.clear()
        last = index
        if word == "'":
            if not stack and _single(tokens, index) == _OPENS:
                single_end = _single_end(tokens, index)
                if single_end is not None or _written(tokens, index) == "‘":
                    stack.append(("’", index))
            elif stack and index == single_end:
                del stack[1:]
                _close(stack, quotes, index)
        elif word in _STRAIGHT:
            if stack and stack[-1][0] == "”" and _ends_word(tokens, index):
                _close(stack, quotes, index)
            else:
                _toggle(stack, quotes, '"', index)
        elif stack and word in _CLOSING and (word == stack[-1][0] or (word == "”" and stack[-1][0] == '"')):
            _close(stack, quotes, index)
        elif word in _PAIRS and len(stack) < _MAX_DEPTH:
            stack.append((_PAIRS[word], index))
    if stack:
        broken = text.find("\n", ends[last])
        quotes.append(Quote(stack[0][1], bisect_left(starts, broken) if broken >= 0 else len(tokens)))
    return quotes


def _ends_word(tokens: Tokens, index: int) -> bool:
    """Whether a mark touches what stands before it and not what stands behind: it can only close."""
    text, at, past = tokens.folded.text, tokens.starts[index], tokens.ends[index]
    return at > 0 and not text[at - 1].isspace() and not text[past : past + 1].isalnum()


def _single_end(tokens: Tokens, opening: int) -> int | None:
    """Where a quotation in single marks ends: behind punctuation; else at the first mark that may be an apostrophe."""
    perhaps: int | None = None
    for index in range(opening + 1, min(len(tokens), opening + _SINGLE_REACH)):
        if "\n" in tokens.folded.text[tokens.ends[index - 1] : tokens.starts[index]]:
            break
        side = _single(tokens, index) if tokens.words[index] == "'" else ""
        if side == _CLOSES:
            return index
        if side == _OPENS:
            break
        if side == _MAY_CLOSE and perhaps is None:
            perhaps = index
    return perhaps


def _single(tokens: Tokens, index: int) -> str:
    """What a single mark is, told by the character as written and what it touches; empty inside a word."""
    text, at = tokens.folded.text, tokens.starts[index]
    written = _written(tokens, index)
    spaced_before = at == 0 or text[at - 1].isspace() or text[at - 1] in '(["'
    if written == "‘" or (written == "'" and spaced_before):
        return _OPENS
    if text[at + 1 : at + 2].isalnum():
        return ""
    return _MAY_CLOSE if text[at - 1 : at].isalnum() else _CLOSES


def _written(tokens: Tokens, index: int) -> str:
    """A mark as it is written, before folding."""
    return tokens.folded.original[tokens.folded.at(tokens.starts[index])]


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
