"""Spans of the civil calendar and their TIMEX3 values. Every span is inclusive."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

SEASONS = {"spring": ("SP", 3), "summer": ("SU", 6), "autumn": ("FA", 9), "winter": ("WI", 12)}
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a mention stands for: TIMEX3 value, inclusive days (None when open), unit and basis."""

    value: str
    lo: date | None
    hi: date | None
    unit: str
    basis: str = "explicit"


def day(when: date, basis: str = "explicit") -> Resolved:
    """One day."""
    return Resolved(when.isoformat(), when, when, "day", basis)


def week(of: date, basis: str = "explicit") -> Resolved:
    """The week, Monday to Sunday, that holds a day."""
    monday = of - timedelta(days=of.weekday())
    year, number, _ = of.isocalendar()
    return Resolved(f"{year:04d}-W{number:02d}", monday, monday + 6 * _DAY, "week", basis)


def weekend(of: date, basis: str = "explicit") -> Resolved:
    """Saturday and Sunday of the week that holds a day."""
    whole = week(of)
    monday = of - timedelta(days=of.weekday())
    return Resolved(f"{whole.value}-WE", monday + 5 * _DAY, monday + 6 * _DAY, "weekend", basis)


def month(year: int, number: int, basis: str = "explicit") -> Resolved:
    """A month of a year; ``number`` may run over either end of the year."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    last = calendar.monthrange(year, number)[1]
    return Resolved(f"{year:04d}-{number:02d}", date(year, number, 1), date(year, number, last), "month", basis)


def months(year: int, number: int, count: int, value: str, unit: str, basis: str = "explicit") -> Resolved:
    """``count`` months from a month on, under a value of their own."""
    return Resolved(value, month(year, number).lo, month(year, number + count - 1).hi, unit, basis)


def quarter(year: int, number: int, basis: str = "explicit") -> Resolved:
    """A quarter; ``number`` may run over either end of the year."""
    year, number = year + (number - 1) // 4, (number - 1) % 4 + 1
    return months(year, 3 * number - 2, 3, f"{year:04d}-Q{number}", "quarter", basis)


def half(year: int, number: int, basis: str = "explicit") -> Resolved:
    """A half year; ``number`` may run over either end of the year."""
    year, number = year + (number - 1) // 2, (number - 1) % 2 + 1
    return months(year, 6 * number - 5, 6, f"{year:04d}-H{number}", "half", basis)


def season(year: int, name: str, southern: bool = False, basis: str = "explicit") -> Resolved:
    """A meteorological season; winter runs on into the next year, in the south it is turned round by six months."""
    code, first = SEASONS[name]
    return months(year, (first + 5) % 12 + 1 if southern else first, 3, f"{year:04d}-{code}", "season", basis)


def year(number: int, basis: str = "explicit") -> Resolved:
    """A civil year; years before the calendar's reach have a value but no days."""
    if not 1 <= number <= 9999:
        return Resolved(f"BC{-number:04d}" if number < 0 else f"{number:04d}", None, None, "year", basis)
    return Resolved(f"{number:04d}", date(number, 1, 1), date(number, 12, 31), "year", basis)


def years(first: int, last: int, value: str, unit: str, basis: str = "explicit") -> Resolved:
    """A run of whole years."""
    return Resolved(value, date(max(first, 1), 1, 1), date(last, 12, 31), unit, basis)


def span_of(unit: str, when: date, basis: str = "explicit") -> Resolved:
    """The calendar unit that holds a day."""
    if unit == "week":
        return week(when, basis)
    if unit == "weekend":
        return weekend(when, basis)
    if unit == "month":
        return month(when.year, when.month, basis)
    if unit == "quarter":
        return quarter(when.year, (when.month + 2) // 3, basis)
    if unit == "half":
        return half(when.year, (when.month + 5) // 6, basis)
    if unit == "year":
        return year(when.year, basis)
    if unit == "decade":
        start = when.year // 10 * 10
        return years(start, start + 9, f"{start // 10:03d}", "decade", basis)
    if unit == "century":
        start = (when.year - 1) // 100 * 100 + 1
        return years(start, start + 99, f"{when.year // 100:02d}", "century", basis)
    return day(when, basis)


def move(when: date, unit: str, count: int) -> date | None:
    """A day so many units later (earlier when negative); None outside the calendar."""
    factor = {
        "quarter": 3,
        "half": 6,
        "season": 3,
        "year": 12,
        "fiscal": 12,
        "school": 12,
        "decade": 120,
        "century": 1200,
    }
    try:
        if unit in ("day", "week", "weekend", "hour", "minute", "second"):
            days = count * 7 if unit in ("week", "weekend") else count if unit == "day" else 0
            return when + timedelta(days=days)
        total = when.year * 12 + when.month - 1 + count * factor.get(unit, 1)
        target, number = total // 12, total % 12 + 1
        return date(target, number, min(when.day, calendar.monthrange(target, number)[1]))
    except (OverflowError, ValueError):
        return None


_ORDER = ("day", "week", "month", "quarter", "half", "year", "decade", "century")


def too_coarse(anchor: str, unit: str) -> bool:
    """Whether an anchor is too coarse to count such units from: two days after "1977" are no day that anybody knows."""
    return anchor in _ORDER and unit in _ORDER and _ORDER.index(anchor) > _ORDER.index(unit)
