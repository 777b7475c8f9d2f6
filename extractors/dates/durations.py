"""Lengths of time, which have no days of their own: three weeks, half an hour, لمدة ساعة."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from extractors.dates.expr import Expr
from extractors.dates.find import expressions
from extractors.dates.lexer import windows
from extractors.dates.lexicon import lexicon
from extractors.dates.tokens import Token
from extractors.language import language_data
from extractors.normalise import Folded, fold
from extractors.tokens import tokens_of
from extractors.types import DateMention, Duration

_LETTERS = {
    "day": "D", "week": "W", "weekend": "WE", "month": "M", "quarter": "Q", "half": "H", "season": "S", "year": "Y",
    "decade": "DE", "century": "CE", "fiscal": "Y", "school": "Y",
}  # fmt: skip
_CLOCK = {"hour": "H", "minute": "M", "second": "S"}
_DAY = 86_400
_SECONDS = {
    "second": 1, "minute": 60, "hour": 3_600, "day": _DAY, "weekend": 2 * _DAY, "week": 7 * _DAY, "month": 30 * _DAY,
    "quarter": 90 * _DAY, "season": 90 * _DAY, "half": 180 * _DAY, "year": 365 * _DAY, "fiscal": 365 * _DAY,
    "school": 365 * _DAY, "decade": 3_650 * _DAY, "century": 36_500 * _DAY,
}  # fmt: skip
UNSAID = "X"
"""The count of a duration that says none: "several days" is PXD."""
_OLDEST = 120
_AGE_REACH = 24
_JOINTS = "-/.:\u2044"
_APART = re.compile(r"(?:\(|[,،]\s)$")


class _Ages(NamedTuple):
    """What shows that a count of years is somebody's age: words before it, words behind it, brackets around it."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    bracketed: bool


def find_durations(folded: Folded, language: str, dates: Sequence[DateMention] = ()) -> list[Duration]:
    """Lengths of time in the order of the text, ages and what is part of a date left out.

    Args:
        folded: the text and its folded copy.
        language: the code whose ``dates.toml`` is used, ``xx`` where it has none.
        dates: the dates of the text, in its order.
    """
    words = lexicon(language)
    ages = _ages(language)
    taken = _Taken(dates)
    out: list[Duration] = []
    for spot in windows(words.known_lengths, tokens_of(folded), figures=False):
        for token in expressions(words, words.durations, folded, spot, lambda: True):
            start, end = folded.span(token.start, token.end)
            if taken.touches(start, end) or not _is_length(folded.text, token, ages):
                continue
            found = duration(folded, token)
            if found is not None:
                out.append(found)
    return out


def duration(folded: Folded, token: Token) -> Duration | None:
    """The duration of an expression, None when it is of another kind."""
    if token.expr is None or token.expr.kind != "duration":
        return None
    start, end = folded.span(token.start, token.end)
    return Duration(start, end, folded.original[start:end], _value(token.expr), _length(token.expr))


class _Taken:
    """The spans of dates, asked for in the order of the text."""

    def __init__(self, dates: Sequence[DateMention]) -> None:
        self._spans = sorted((date.start, date.end) for date in dates)
        self._at = 0
        self._reach = 0

    def touches(self, start: int, end: int) -> bool:
        """Whether a date overlaps a span; spans are asked for by rising start."""
        while self._at < len(self._spans) and self._spans[self._at][0] < end:
            self._reach = max(self._reach, self._spans[self._at][1])
            self._at += 1
        return self._reach > start


def _parts(expr: Expr) -> Iterator[Expr]:
    part: Expr | None = expr
    while part is not None:
        yield part
        part = part.inner


def _value(expr: Expr) -> str:
    """The TIMEX3 value: P3D, PT0.5H, P1Y1M21D, PXD where the count is not said."""
    parts = list(_parts(expr))
    dates = {_LETTERS[part.unit]: part.name for part in parts if part.unit in _LETTERS}
    clock = {_CLOCK[part.unit]: part.name for part in parts if part.unit in _CLOCK}
    days = "".join(
        dates[letter] + letter for letter in ("CE", "DE", "Y", "H", "Q", "M", "S", "WE", "W", "D") if letter in dates
    )
    hours = "".join(clock[letter] + letter for letter in "HMS" if letter in clock)
    return f"P{days}" + (f"T{hours}" if hours else "")


def _length(expr: Expr) -> float | None:
    parts = list(_parts(expr))
    if any(part.name == UNSAID for part in parts):
        return None
    return sum(float(part.name) * _SECONDS[part.unit] for part in parts)


def _is_length(text: str, token: Token, ages: _Ages) -> bool:
    """Whether an expression is a length where it stands: no second half of a range or code, no share, no age."""
    before = text[max(0, token.start - _AGE_REACH) : token.start]
    if before[-1:] in _JOINTS and before[-2:-1].isdigit():
        return False
    expr = token.expr
    if expr is None or expr.unit == "quarter":
        return False
    if expr.unit != "year" or expr.inner or expr.name == UNSAID or float(expr.name) >= _OLDEST:
        return True
    if ages.before.search(before) or ages.after.match(text, token.end):
        return False
    return not (ages.bracketed and _APART.search(before) and text[token.end : token.end + 1] in (")", "،", ","))


@lru_cache(maxsize=64)
def _ages(language: str) -> _Ages:
    data = language_data(language, "quantities").get("context", {})
    before = "|".join(re.escape(fold(phrase)) for phrase in data.get("ages_before", ())) or "(?!)"
    behind = [*data.get("ages_after", ()), *lexicon(language).data.get("not_before", ())]
    after = "|".join(re.escape(fold(phrase)) for phrase in behind) or "(?!)"
    return _Ages(
        re.compile(rf"(?<!\w)(?:{before})(?!\w)[^.،,;؛]*$"),
        re.compile(rf"[\s-]*(?:{after})(?!\w)"),
        bool(data.get("bracketed_ages")),
    )
