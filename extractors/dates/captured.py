"""What builders share: reading values, steps and years out of what a rule captured."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from extractors.dates.expr import Expr
from extractors.dates.tokens import Token

Captured = Mapping[str, Token]
Settings = Mapping[str, Any]
Builder: TypeAlias = Callable[[Captured, Settings], Expr | Token | None]
_HIJRI = frozenset({"hijri", "hmonth", "hmonth_zero"})
_STEPS = {
    "last": (-1, False),
    "this": (0, False),
    "next": (1, False),
    "last2": (-2, False),
    "next2": (2, False),
    "prev": (-1, True),
    "following": (1, True),
}


def value(captured: Captured, *names: str) -> Any:
    """The value of the first of these classes that was captured."""
    for name in names:
        classes = captured[name].classes if name in captured else {}
        found = next((classes[each] for each in (name, *names) if each in classes), None)
        if found is not None:
            return found
    return None


def step_of(captured: Captured, settings: Settings) -> tuple[int | None, bool]:
    """Last, this or next as -1, 0 or 1, and whether it counts from an earlier date (the previous month)."""
    said = value(captured, "rel", "rel2", "this_rel") or settings.get("rel")
    return _STEPS[said] if said else (None, False)


def is_hijri(captured: Captured) -> bool:
    """Whether the words name the Hijri calendar."""
    return any(not _HIJRI.isdisjoint(token.classes) for token in captured.values())


def year_part(captured: Captured) -> int | Expr | None:
    """A year that was given in digits or as an expression of its own (last year)."""
    for token in (captured.get("d_year"), captured.get("yyyy")):
        if token is not None and token.expr is not None:
            return token.expr.year if token.expr.kind == "calendar" else token.expr
    year = value(captured, "yyyy")
    return None if year is None else int(year)


def loose(token: Token, settings: Settings) -> Expr | None:
    """An end of a range that borrows what it lacks from the other end (between 3 and 7 May)."""
    classes = token.classes
    if "yyyy" in classes:
        return Expr("calendar", "year", year=int(classes["yyyy"]))
    if "month" in classes:
        return Expr("calendar", "month", month=int(classes["month"]), name="year")
    if "hmonth" in classes:
        return Expr("calendar", "month", month=int(classes["hmonth"]), name="year", hijri=True)
    if "weekday" in classes:
        return Expr("weekday", "weekday", weekday=int(classes["weekday"]))
    if "dd" in classes:
        return Expr("open_day", "day", day=int(classes["dd"]))
    return None
