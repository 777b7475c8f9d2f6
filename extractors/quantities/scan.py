"""The tokens of a text that can be part of a number: figures, number words, compounds of several words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from extractors.quantities.digits import digits_value
from extractors.quantities.lexicon import Kind, Lexicon, Word
from extractors.tokens import Tokens

_TOKEN = re.compile(r"(\d+(?:[.,]\d+)*)|[^\W\d_]+")


class Token(NamedTuple):
    """A number word or digits in the folded text; ``start`` is after a particle written as one with it."""

    start: int
    end: int
    word: Word
    outer: int
    form: str


def scan(words: Tokens, lexicon: Lexicon) -> list[Token]:
    """Every token of the folded text that can be part of a number, in one pass over its words."""
    tokens: list[Token] = []
    text = words.folded.text
    get, attached = lexicon.words.get, lexicon.attached
    last: re.Match[str] | None = None
    for match in _pieces(words, lexicon):
        form = match.group()
        if match.lastindex:
            start, end = match.span()
            if lexicon.space_groups and tokens and _continues_group(text, tokens[-1], form, start):
                start, form = tokens[-1].start, tokens.pop().form + form
            value = digits_value(form)
            before = last.group() if last is not None and last.end() == start else ""
            if value is not None and (not before or before in attached or before in lexicon.currencies_before):
                joins = before != "" and lexicon.joined.match(f" {before}") is not None
                outer = start - len(before)
                tokens.append(Token(start, end, Word(Kind.DIGITS, value, 0, joins), outer, form))
        else:
            word = get(form)
            if word is not None:
                start = match.start()
                tokens.append(Token(start + word.prefix, match.end(), word, start, form))
        last = match
    return _compounded(text, tokens, lexicon)


def _compounded(text: str, tokens: list[Token], lexicon: Lexicon) -> list[Token]:
    """The tokens with those inside one compound number put together ("quatre-vingt-dix-sept" is one of 97)."""
    pattern, values = lexicon.compounds
    if pattern is None or not tokens:
        return tokens
    found: list[Token] = []
    at = 0
    for match in pattern.finditer(text):
        while at < len(tokens) and tokens[at].end <= match.start():
            found.append(tokens[at])
            at += 1
        while at < len(tokens) and tokens[at].start < match.end():
            at += 1
        form = match.group()
        word = Word(Kind.SMALL, values[form.replace("-", " ")])
        found.append(Token(match.start(), match.end(), word, match.start(), form))
    return [*found, *tokens[at:]]


def _pieces(words: Tokens, lexicon: Lexicon) -> Iterator[re.Match[str]]:
    """Number words and figures, with the letters that cling to a figure."""
    text, starts, ends = words.folded.text, words.starts, words.ends
    done = 0
    for index in words.worth(lexicon.words):
        at = max(done, starts[index])
        # A figure behind a letter («و1.5») goes on behind the end of its token.
        while at < ends[index] and (found := _TOKEN.search(text, at)) and found.start() < ends[index]:
            yield found
            at = done = found.end()


def _continues_group(text: str, before: Token, form: str, start: int) -> bool:
    """Whether these digits are the next three of a number whose thousands are set apart by spaces."""
    return (
        before.word.kind == Kind.DIGITS
        and text[before.end : start] == " "
        and form[:3].isdigit()
        and not form[3:4].isdigit()
        and (len(before.form) <= 3 or before.end - before.start > len(before.form))
        and before.form.isdigit()
    )
