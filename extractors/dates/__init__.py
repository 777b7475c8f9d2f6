"""Dates: find them, and resolve them against the day of publication."""

from __future__ import annotations

from extractors.dates.durations import find_durations
from extractors.dates.find import find_dates

__all__ = ["find_dates", "find_durations"]
