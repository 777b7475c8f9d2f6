"""Written figures to values."""

from __future__ import annotations

import re

_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?")
_INDIAN = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?")
_LONGEST = 24


def digits_value(form: str) -> float | None:
    """The value of a written figure, or None for what is no number (versions, dotted dates, too long)."""
    if len(form) > _LONGEST:
        return None
    if _GROUPED.fullmatch(form) or _INDIAN.fullmatch(form):
        comma = "," if form.count(",") and not (form.count(".") > 1) else "."
        return float(form.replace(comma, "").replace(",", "."))
    marks = form.count(".") + form.count(",")
    if marks > 1 or (form[0] == "0" and len(form) > 1 and form[1] not in ".,"):
        return None
    return float(form.replace(",", "."))
