"""Resolving what counts from another date: ago and later, the same period of another year, what ended on a day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from extractors.dates import calendar as cal
from extractors.dates.calendar import Resolved
from extractors.dates.context import Context, Resolve, unresolved, year_number
from extractors.dates.expr import Expr

_DAY = timedelta(days=1)


def _ago(expr: Expr, ctx: Context, resolve: Resolve) -> Resolved | None:
    """Three years ago is that whole year, three days ago that day; "later" counts from the date before."""
    step, count = expr.step or 1, expr.number or 1
    if "vague" in expr.flags:
        if step > 0 and ctx.tense != "future":
            return None
        return Resolved("PAST_REF" if step < 0 else "FUTURE_REF", None, None, "ref", "fuzzy")
    if step > 0 and expr.anchored and not ctx.previous_near and ctx.tense == "past":
        return None
    base = _base(expr, ctx, resolve)
    if expr.anchored and base != ctx.today and ctx.previous and cal.too_coarse(ctx.previous.unit, expr.name):
        return None
    if base is None:
        return unresolved("PAST_REF" if step < 0 else "FUTURE_REF", expr.unit)
    moved = cal.move(base, expr.name, step * count)
    if moved is not None and expr.other is not None:
        moved = cal.move(moved, expr.other.unit, step * (expr.other.number or 1))
    if moved is None:
        return None
    fine = expr.other.unit if expr.other is not None else "year" if expr.name in ("decade", "century") else expr.name
    previous = ctx.previous
    whole_years = fine == "month" and count % 12 == 0
    units = ("quarter", "month", "half", "day") if whole_years else ("quarter", "month", "half")
    if expr.anchored and previous and previous.unit in units and (fine == "year" or whole_years):
        return cal.span_of(previous.unit, moved, "relative")
    return cal.span_of(fine, moved, "relative")


def _base(expr: Expr, ctx: Context, resolve: Resolve) -> date | None:
    if expr.inner is not None:
        inner = resolve(expr.inner, ctx)
        return inner.lo if inner else None
    if "near" in expr.flags and not ctx.previous_near:
        return ctx.today
    return ctx.anchor(expr)


def _ended(expr: Expr, ctx: Context, resolve: Resolve) -> Resolved | None:
    until = resolve(expr.inner, ctx) if expr.inner is not None else None
    if until is None or until.hi is None:
        return None
    lo = cal.move(until.hi + _DAY, expr.name, -(expr.number or 1))
    if lo is None:
        return None
    same_quarter = expr.number == 3 and expr.name == "month" and lo.month % 3 == 1 and lo.day == 1
    value = cal.span_of("quarter", lo).value if same_quarter else f"{lo.isoformat()}/{until.hi.isoformat()}"
    return Resolved(value, lo, until.hi, "quarter" if same_quarter else "period", until.basis)


def _first_n(expr: Expr, ctx: Context, resolve: Resolve) -> Resolved | None:
    year = resolve(expr.inner, ctx) if expr.inner is not None else None
    if year is None or year.lo is None or expr.number is None:
        return None
    end = cal.move(year.lo, expr.name, expr.number)
    if end is None:
        return None
    hi = end - _DAY
    unit = {(3, "month"): "quarter", (6, "month"): "half"}.get((expr.number, expr.name), "period")
    value = cal.span_of(unit, year.lo).value if unit != "period" else f"{year.lo.isoformat()}/{hi.isoformat()}"
    return Resolved(value, year.lo, hi, unit, year.basis)


def _same(expr: Expr, ctx: Context, resolve: Resolve) -> Resolved | None:
    """The period spoken of before, in another year."""
    previous = ctx.previous
    if expr.number == 0:
        return _that_quarter(ctx)
    if "itself" in expr.flags:
        known = previous is not None and previous.lo is not None and not cal.too_coarse(previous.unit, expr.name)
        return cal.span_of(expr.name, previous.lo, "relative") if known and previous and previous.lo else None
    if previous is None and ctx.today is not None and expr.name in ("day", "week", "month", "quarter"):
        previous = cal.span_of(expr.name, ctx.today)
    if previous is None or previous.lo is None or previous.hi is None:
        past = cal.move(ctx.today, "year", -1) if ctx.today and expr.step else None
        return cal.year(past.year, "relative") if past else Resolved("PAST_REF", None, None, "ref", "fuzzy")
    year, _ = year_number(expr, ctx, resolve)
    unit = previous.unit if previous.unit in ("quarter", "month", "half", "day", "week", "year") else "period"
    back = -(expr.number or 1) if year is None else year - previous.lo.year
    lo, hi = cal.move(previous.lo, "year", back), cal.move(previous.hi, "year", back)
    if lo is None or hi is None:
        return None
    if unit == "period":
        return Resolved(f"{lo.isoformat()}/{hi.isoformat()}", lo, hi, "period", "relative")
    return cal.span_of(unit, lo, "relative")


def _that_quarter(ctx: Context) -> Resolved | None:
    """The quarter spoken of before, else the last one that is over."""
    if ctx.previous is not None and ctx.previous.unit == "quarter":
        return replace(ctx.previous, basis="relative")
    past = cal.move(ctx.today, "quarter", -1) if ctx.today else None
    return cal.span_of("quarter", past, "relative") if past else None


def _weekend(expr: Expr, ctx: Context, resolve: Resolve) -> Resolved | None:
    """Past: the latest weekend begun by then; future: the next one that is not over."""
    if ctx.today is None:
        return unresolved("XXXX-WXX-WE", "weekend")
    this = cal.weekend(ctx.today, "relative")
    if ctx.tense == "future" or (this.lo and this.lo <= ctx.today):
        return this
    return cal.weekend(ctx.today - 7 * _DAY, "relative")


def _week_of(expr: Expr, ctx: Context, resolve: Resolve) -> Resolved | None:
    inner = resolve(expr.inner, ctx) if expr.inner is not None else None
    return cal.span_of(expr.name, inner.lo, inner.basis) if inner and inner.lo else None


ANCHORED: dict[str, Callable[[Expr, Context, Resolve], Resolved | None]] = {
    "ago": _ago,
    "ended": _ended,
    "same": _same,
    "week_of": _week_of,
    "weekend": _weekend,
    "first_n": _first_n,
}
