"""Holidays as data: a fixed day, a weekday of a month, days from Easter (west or east), or a Hijri day.

A holiday's value in the language's list is its name here (``12-25``, ``11-thu4``, ``easter+1``, ``hijri-10-01:3``).
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from extractors.dates.hijri import day_of, year_at

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def holiday_span(rule: str, year: int) -> tuple[date, date] | None:
    """First and last day of a holiday in a civil year; None when the rule gives none.

    Rules: ``MM-DD``, ``MM-wdN`` (N from 1, -1 the last), ``easter+N``, ``orthodox+N``, ``hijri-MM-DD``; ``:N`` after
    any of them is its length in days.
    """
    rule, _, length = rule.partition(":")
    first = _first(rule, year)
    return None if first is None else (first, first + timedelta(days=int(length or 1) - 1))


def hijri_holiday_span(rule: str, year: int) -> tuple[date, date] | None:
    """A Hijri holiday in a Hijri year; None for other holidays and for years of other calendars."""
    match = re.fullmatch(r"hijri-(\d\d)-(\d\d)(?::(\d+))?", rule)
    first = day_of(year, int(match[1]), int(match[2])) if match else None
    return (first, first + timedelta(days=int(match[3] or 1) - 1)) if match and first else None


def _first(rule: str, year: int) -> date | None:
    if match := re.fullmatch(r"(\d\d)-(\d\d)", rule):
        return date(year, int(match[1]), int(match[2]))
    if match := re.fullmatch(r"(\d\d)-([a-z]{3})(-?\d)(?:\+(\d+))?", rule):
        found = weekday_of_month(year, int(match[1]), _WEEKDAYS.index(match[2]), int(match[3]))
        return found and found + timedelta(days=int(match[4] or 0))
    if match := re.fullmatch(r"(easter|orthodox)([+-]\d+)", rule):
        return easter(year, match[1] == "orthodox") + timedelta(days=int(match[2]))
    if match := re.fullmatch(r"hijri-(\d\d)-(\d\d)", rule):
        return _hijri_in(year, int(match[1]), int(match[2]))
    return None


def _hijri_in(year: int, month: int, day: int) -> date | None:
    """The first such Hijri day in a civil year."""
    base = year_at(date(year, 1, 1))
    if base is None:
        return None
    for hijri_year in (base, base + 1):
        found = day_of(hijri_year, month, day)
        if found is not None and found.year == year:
            return found
    return None


def weekday_of_month(year: int, month: int, weekday: int, nth: int) -> date | None:
    """The nth such weekday of a month (Monday is 0); -1 is the last, None when there is none."""
    if nth < 0:
        after = date(year + month // 12, month % 12 + 1, 1)
        return after - timedelta(days=(after.weekday() - weekday - 1) % 7 + 1)
    first = date(year, month, 1)
    found = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    return found if found.month == month else None


def easter(year: int, orthodox: bool = False) -> date:
    """Easter Sunday in the civil calendar, by the Gregorian (Butcher) or the Julian (Meeus) reckoning."""
    if orthodox:
        d = (19 * (year % 19) + 15) % 30
        e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
        month, day = divmod(d + e + 114, 31)
        return date(year, month, day + 1) + timedelta(days=year // 100 - year // 400 - 2)
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)
