"""What looks like a date and is none: counts that could be years, figures with a unit or a currency."""

from __future__ import annotations

import re

from extractors.dates.expr import Expr
from extractors.dates.lexicon import Lexicon
from extractors.dates.tokens import Token

_BEFORE_FIGURE = re.compile(r"[$£€¥#№]\s?$|[\d.,:/\-+]$")
_AFTER_FIGURE = re.compile(r"\s?(?:[%$£€¥°]|[.,:/]\d|-\d)")
# "In 2019 and 2020" where the conjunction clings to the figure.
_YEAR_AND = re.compile(r"(?<!\d)(?:1[89]|20)\d\d\s*[,،]?\s*[^\W\d_]$")
_NEXT_WORD = re.compile(r"[\s\-]+([^\W_]+)")
_LAST_WORD = re.compile(r"([^\W_]+)\s+$")
_OPENING = '«“"„'
_FIRST_BARE, _LAST_BARE = 1900, 2099


def plausible(words: Lexicon, text: str, token: Token) -> bool:
    """Whether a token's expression may be a date where it stands."""
    expr = token.expr
    if expr is None or _is_quoted_name(text, token) or _ends_title(words, text, token):
        return False
    if expr.kind == "decade" and _is_age(words, text, token):
        return False
    if expr.kind == "weekday" and _last_is(words, text, token, "not_after"):
        return False
    if expr.kind == "period" and _next_is(words, text, token, "not_before"):
        return False
    if expr.kind == "calendar" and expr.unit == "month" and expr.year is None and expr.step is None:
        return _is_month(words, text, token)
    if expr.kind == "ago" and "near" in expr.flags:
        return not _next_is(words, text, token, "after_event")
    return "bare" not in expr.flags or _plausible_year(words, text, token, expr)


def _plausible_year(words: Lexicon, text: str, token: Token, expr: Expr) -> bool:
    """Whether a figure that stands alone may be a year, by what stands around it."""
    if not isinstance(expr.year, int) or not _FIRST_BARE <= expr.year <= _LAST_BARE:
        return False
    if _BEFORE_FIGURE.search(text, max(0, token.start - 2), token.start) or _AFTER_FIGURE.match(text, token.end):
        return False
    after = _NEXT_WORD.match(text, token.end)
    before = _LAST_WORD.search(text, max(0, token.start - 24), token.start)
    cued = before is not None and before[1] in words.data.get("before_year", ())
    cued = cued or _YEAR_AND.search(text, max(0, token.start - 12), token.start) is not None
    if not text[token.start : token.end].isdecimal():
        return cued and expr.year % 1000 != 0
    nouns = words.data.get("counted", ())
    if after and after[1] in nouns:
        return False
    if before and before[1] in words.data.get("before_count", ()):
        return False
    needs_cue = bool(words.data.get("year_needs_cue"))
    return not needs_cue or after is None or cued


def _is_month(words: Lexicon, text: str, token: Token) -> bool:
    """Whether a month without day and year is one: no "May" that allows, no "March" that walks, no Jan of a name."""
    word = text[token.start : token.end]
    if word in words.data.get("short_months", ()):
        return _last_is(words, text, token, "month_after")
    if word not in words.data.get("lone_months", ()):
        return True
    return _last_is(words, text, token, "month_after") or _next_is(words, text, token, "month_before")


def _is_quoted_name(text: str, token: Token) -> bool:
    """A lone word right behind an opening quotation mark is a name: «نيسان» the maker of cars, "May" the singer."""
    word = text[token.start : token.end]
    return word.isalpha() and token.start > 0 and text[token.start - 1] in _OPENING


def _ends_title(words: Lexicon, text: str, token: Token) -> bool:
    """A word for the year that is the end of an office: «الأمين العام السابق»."""
    ends = tuple(words.data.get("title_ends", ()))
    return text.startswith(ends, token.start) and _last_is(words, text, token, "titles")


def _last_is(words: Lexicon, text: str, token: Token, listed: str) -> bool:
    before = _LAST_WORD.search(text, max(0, token.start - 24), token.start)
    return before is not None and before[1] in words.data.get(listed, ())


def _is_age(words: Lexicon, text: str, token: Token) -> bool:
    """In his thirties, في الثلاثينات من عمره."""
    around = text[max(0, token.start - 8) : token.start].split() + text[token.end : token.end + 40].split()[:4]
    return any(word.strip("،,.") in words.data.get("age", ()) for word in around)


def _next_is(words: Lexicon, text: str, token: Token, listed: str) -> bool:
    after = _NEXT_WORD.match(text, token.end)
    return after is not None and after[1] in words.data.get(listed, ())
