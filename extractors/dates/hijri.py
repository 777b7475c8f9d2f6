"""Hijri dates by the Umm al-Qura calendar, with their Gregorian days."""

from __future__ import annotations

from datetime import date, timedelta

_FIRST, _LAST = 1343, 1500


def month_span(year: int, month: int) -> tuple[date, date] | None:
    """First and last Gregorian day of a Hijri month; None outside the calendar's tables (1343 to 1500)."""
    from hijridate import Hijri

    if not _FIRST <= year <= _LAST or not 1 <= month <= 12:
        return None
    first = Hijri(year, month, 1)
    start = date(*first.to_gregorian().datetuple())
    return start, start + timedelta(days=first.month_length() - 1)


def year_span(year: int) -> tuple[date, date] | None:
    """First and last Gregorian day of a Hijri year."""
    first, last = month_span(year, 1), month_span(year, 12)
    return (first[0], last[1]) if first and last else None


def day_of(year: int, month: int, day: int) -> date | None:
    """The Gregorian day of a Hijri date; None where there is no such day."""
    span = month_span(year, month)
    if span is None or not 1 <= day <= (span[1] - span[0]).days + 1:
        return None
    return span[0] + timedelta(days=day - 1)


def year_at(day: date) -> int | None:
    """The Hijri year of a Gregorian day."""
    from hijridate import Gregorian

    try:
        return int(Gregorian(day.year, day.month, day.day).to_hijri().year)
    except (OverflowError, ValueError):
        return None
