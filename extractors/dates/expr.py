"""A date expression as read, before the calendar is asked: fields that the words gave, the rest open."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

UNITS = (
    "day", "week", "weekend", "month", "quarter", "half", "season", "year", "fiscal", "school", "decade", "century",
    "weekday", "period", "ref", "holiday", "hour", "minute", "second", "duration",
)  # fmt: skip


@dataclass(slots=True)
class Expr:
    """What an expression says.

    ``kind`` says how to resolve it (see ``resolve``), ``unit`` how fine it is, ``step`` -1, 0, 1 for last,
    this, next; ``number`` is a quarter, half, decade, century, count or ordinal; ``inner`` and ``other`` are
    the expressions it is built on.
    """

    kind: str
    unit: str
    year: int | Expr | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    number: int | None = None
    step: int | None = None
    name: str = ""
    part: str = ""
    daypart: str = ""
    inner: Expr | None = None
    other: Expr | None = None
    hijri: bool = False
    anchored: bool = False
    relative: bool = False
    flags: frozenset[str] = field(default_factory=frozenset)

    def classes(self) -> frozenset[str]:
        """The classes under which rules see this expression."""
        return expr_classes("duration" if self.kind == "duration" else self.unit, self.relative)


def expr_classes(unit: str, relative: bool) -> frozenset[str]:
    """``d_day`` for a day, and ``r_year`` too where the expression itself points from now (last year)."""
    base = {"d", f"d_{unit}"}
    return frozenset(base | {f"r_{unit}", "r"} if relative else base)


EXPR_CLASS_SETS = tuple(expr_classes(unit, relative) for unit in UNITS for relative in (False, True))


def append(first: Expr, last: Expr) -> Expr:
    """A chain of expressions, the last one hung on the end (a year, a month and 21 days)."""
    return replace(first, inner=last if first.inner is None else append(first.inner, last))


def borrow(left: Expr, right: Expr | None) -> Expr:
    """The left end of a range, with what it leaves for the right end to say (between 3 and 7 May)."""
    if right is None:
        return left
    if left.kind == "open_day":
        return replace(right, day=left.day, weekday=left.weekday)
    if left.kind == right.kind == "weekday" and left.step is None:
        return replace(left, step=right.step)
    if left.kind == "calendar" and right.kind == "calendar" and left.year is None and left.month is not None:
        return replace(left, year=right.year, step=left.step if left.step is not None else right.step)
    return left
