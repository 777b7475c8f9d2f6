"""Resolving ranges and lists: each end lends the other what it lacks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from extractors.dates.calendar import Resolved
from extractors.dates.context import Context, Resolve
from extractors.dates.expr import Expr, borrow


def _range(expr: Expr, ctx: Context, resolve: Resolve) -> Resolved | None:
    left, right = expr.inner, expr.other
    if left is None or right is None:
        return None
    if expr.step is not None:
        right = _stepped(right, expr.step)
        left = _stepped(left, expr.step)
    last = resolve(right, ctx)
    first = resolve(borrow(left, right), ctx)
    if first is None or last is None:
        return None
    value = f"{first.value}/{last.value}"
    if first.lo is None or last.hi is None:
        return Resolved(value, None, None, "period", "relative")
    lo, hi = first.lo, last.hi
    if left.kind == "weekday" and right.kind == "weekday" and hi < lo:
        if ctx.tense == "future" or expr.step == 1:
            hi += timedelta(days=7)
        else:
            lo -= timedelta(days=7)
        value = f"{lo.isoformat()}/{hi.isoformat()}"
    if hi < lo:
        first = resolve(_previous_year(left, right, last), ctx)
        if first is None or first.lo is None or first.lo > hi:
            return None
        lo, value = first.lo, f"{first.value}/{last.value}"
    bases = {first.basis, last.basis}
    basis = next((b for b in ("fuzzy", "relative", "year_inferred") if b in bases), "explicit")
    return Resolved(value, lo, hi, "period", basis)


def _stepped(expr: Expr, step: int) -> Expr:
    return replace(expr, step=step) if expr.step is None and expr.year is None else expr


def _previous_year(left: Expr, right: Expr, last: Resolved) -> Expr:
    """From November to 3 March 2021 begins in 2020."""
    year = last.hi.year - 1 if last.hi else None
    return replace(borrow(left, right), year=year, step=None)


RANGES: dict[str, Callable[[Expr, Context, Resolve], Resolved | None]] = {"range": _range}
