"""Figures in a text: numbers in digits and words, percent, money, things, ranges and ratios."""

from __future__ import annotations

from extractors.quantities.finder import find_quantities

__all__ = ["find_quantities"]
