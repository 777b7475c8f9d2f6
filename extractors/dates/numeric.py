"""Numeric dates: ISO, and day and month in the order that the article itself shows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

NUMERIC = re.compile(r"(?<![\d/.\-,:])(\d{1,4})([/.\-])(\d{1,2})\2(\d{1,4})(?![\d]|[/.\-,:]\d)")
DAY_MONTH = re.compile(r"(?<![\d/.\-,:])(\d{1,2})/(\d{1,2})(?![\d%]|[/.\-,:]\d)")


def read(match: re.Match[str], day_first: bool) -> date | None:
    """The date of a match, by the given order where the figures leave it open."""
    a, b, c = int(match[1]), int(match[3]), int(match[4])
    if len(match[1]) == 4:
        return _date(a, b, c) or _date(a, c, b)
    if len(match[1]) == 3 or len(match[4]) == 3 or len(match[4]) == 1:
        return None
    year = c if len(match[4]) == 4 else c + (2000 if c < 50 else 1900)
    if not 1000 <= year <= 2199:
        return None
    if match[2] == "." and len(match[4]) == 2 and len(match[1]) == 1 and len(match[3]) == 1:
        return None
    first, second = (a, b) if day_first else (b, a)
    return _date(year, second, first) or _date(year, first, second)


def read_short(match: re.Match[str], day_first: bool) -> tuple[int, int] | None:
    """Month and day of "22/04"; None where the figures cannot be both."""
    a, b = int(match[1]), int(match[2])
    day, month = (a, b) if day_first else (b, a)
    if not 1 <= month <= 12:
        day, month = month, day
    return (month, day) if 1 <= month <= 12 and 1 <= day <= 31 else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1000 <= year <= 2199 else None
    except ValueError:
        return None


def day_before_month(text: str, published: datetime | None, data: Mapping[str, Any]) -> bool:
    """Whether the day stands first: by unambiguous dates, by which order keeps clear of the future, by offset."""
    votes = 0
    tied: list[tuple[date, date]] = []
    for match in NUMERIC.finditer(text):
        if len(match[1]) == 4:
            continue
        a, b = int(match[1]), int(match[3])
        if a > 12 >= b:
            votes += 1
        elif b > 12 >= a:
            votes -= 1
        elif a != b:
            left, right = read(match, True), read(match, False)
            if left and right:
                tied.append((left, right))
    if votes:
        return votes > 0
    default = bool(data.get("day_first", True))
    offset = published.utcoffset() if published is not None else None
    if offset is not None and offset.total_seconds() / 3600 in data.get("month_first_offsets", ()):
        default = False
    if published is not None and tied:
        today = published.date()
        future_first = sum(1 for left, _ in tied if left > today)
        future_second = sum(1 for _, right in tied if right > today)
        if future_first != future_second and min(future_first, future_second) == 0:
            return future_first < future_second
    return default
