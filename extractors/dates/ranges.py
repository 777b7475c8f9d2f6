"""Resolving ranges and lists: each end lends the other what it lacks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

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
        later = _next_after(right, lo, ctx, resolve)
        if later is not None and later.hi is not None:
            last, hi, value = later, later.hi, f"{first.value}/{later.value}"
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


def _next_after(right: Expr, lo: date, ctx: Context, resolve: Resolve) -> Resolved | None:
    """An end without its year is the first one after the beginning (from today through 3 March)."""
    if right.kind != "calendar" or right.year is not None or right.month is None:
        return None
    options = (resolve(replace(right, year=year, step=None), ctx) for year in (lo.year, lo.year + 1))
    return next((found for found in options if found and found.hi and found.hi >= lo), None)


def _previous_year(left: Expr, right: Expr, last: Resolved) -> Expr:
    """From November to 3 March 2021 begins in 2020."""
    year = last.hi.year - 1 if last.hi else None
    return replace(borrow(left, right), year=year, step=None)


RANGES: dict[str, Callable[[Expr, Context, Resolve], Resolved | None]] = {"range": _range}
