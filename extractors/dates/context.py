"""What the meaning of a date expression depends on beside its own words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from extractors.dates.calendar import Resolved
from extractors.dates.expr import Expr


@dataclass(frozen=True, slots=True)
class Context:
    """``today`` is the day of publication, ``tense`` past, future or empty, ``previous`` the date spoken of before.

    ``previous_near`` says that ``previous`` stands in the same sentence; ``southern`` turns the seasons round;
    ``next_weekday`` is "next_week" where "next Friday" is that of the next calendar week; ``fiscal_start`` and
    ``school_start`` are the months in which those years begin.
    """

    today: date | None
    tense: str = ""
    previous: Resolved | None = None
    previous_near: bool = False
    southern: bool = False
    next_weekday: str = ""
    fiscal_start: int = 7
    school_start: int = 9

    def anchor(self, expr: Expr) -> date | None:
        """The day that relative words count from: an earlier date where they refer back, else publication."""
        if expr.anchored and self.previous is not None and self.previous.lo is not None:
            return self.previous.lo
        return self.today


Resolve: TypeAlias = Callable[[Expr, Context], Resolved | None]


def year_number(expr: Expr, ctx: Context, resolve: Resolve) -> tuple[int | None, str]:
    """The year that an expression names, and on what basis."""
    part = expr.year
    if isinstance(part, int):
        return part, "explicit"
    if isinstance(part, Expr):
        found = resolve(part, ctx)
        return (found.lo.year, "relative") if found and found.lo else (None, "relative")
    return None, ""


def unresolved(value: str, unit: str) -> Resolved:
    """A value without days, for want of a day of publication."""
    return Resolved(value, None, None, unit, "relative")
