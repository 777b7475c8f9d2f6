"""Dates: find them, and resolve them against the day of publication."""

from __future__ import annotations

from extractors.dates.find import find_dates, find_durations

__all__ = ["find_dates", "find_durations"]
