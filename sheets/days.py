"""Days as people write them in a cell, read into YYYY-MM-DD."""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import lru_cache

from extractors.normalise import fold

_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t ]00:00(?::00(?:\.0+)?)?)?$")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$")
_DAY_NAME = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s*[-,،]?\s*([^\W\d_][^\d,،]*?)\.?\s*[-,،]?\s*(\d{4})\s*م?$")
_NAME_DAY = re.compile(r"([^\W\d_][^\d,،]*?)\.?\s*(\d{1,2})(?:st|nd|rd|th)?\s*[,،]?\s*(\d{4})$")


def parse_day(cell: str) -> str | None:
    """The day as YYYY-MM-DD; None when the cell holds no full day.

    Digits of any script, day before month, month names of every language that sheets are read in.
    """
    text = " ".join(fold(cell).split())
    if found := _YEAR_FIRST.match(text):
        year, month, day = found.groups()
        return _iso(year, int(month), day)
    if found := _DAY_FIRST.match(text):
        day, month, year = found.groups()
        return _iso(year, int(month), day)
    if found := _DAY_NAME.match(text):
        day, name, year = found.groups()
        return _iso(year, _months().get(name.strip()), day)
    if found := _NAME_DAY.match(text):
        name, day, year = found.groups()
        return _iso(year, _months().get(name.strip()), day)
    return None


def _iso(year: str, month: int | None, day: str) -> str | None:
    try:
        return date(int(year), month or 0, int(day)).isoformat()
    except ValueError:
        return None


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    """Folded month names to numbers, from every regional form of the sheets' languages (يوليو, تموز, جويلية)."""
    from babel import Locale
    from babel.localedata import locale_identifiers

    from sheets import labels

    languages = labels.load().languages
    names: dict[str, int] = {}
    for identifier in sorted(locale_identifiers()):
        if identifier.split("_")[0] not in languages:
            continue
        months = Locale.parse(identifier).months
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in months[context][width].items():
                    names.setdefault(fold(name).strip(" ."), number)
    return names


def period(first: str, last: str) -> str:
    """The TIMEX3 value of the days from first to last: a day, a month, a year, or both days."""
    begins, ends = date.fromisoformat(first), date.fromisoformat(last)
    if first == last:
        return first
    if (begins.month, begins.day, ends.month, ends.day, begins.year) == (1, 1, 12, 31, ends.year):
        return f"{begins.year:04}"
    whole = begins.day == 1 and ends.day == calendar.monthrange(ends.year, ends.month)[1]
    return first[:7] if whole and first[:7] == last[:7] else f"{first}/{last}"
