"""Resolving periods: units from now, quarters and halves, seasons, fiscal and school years, parts of all these."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from extractors.dates import calendar as cal
from extractors.dates.calendar import Resolved
from extractors.dates.context import Context, Resolve, unresolved, year_number
from extractors.dates.expr import Expr
from extractors.dates.hijri import year_span
from extractors.dates.holidays import weekday_of_month

_DAY = timedelta(days=1)
_LETTERS = {
    "day": "D", "week": "W", "weekend": "WE", "month": "M", "quarter": "Q", "half": "H", "season": "S", "year": "Y",
    "decade": "DE", "century": "CE", "fiscal": "Y", "school": "Y",
}  # fmt: skip
# A lunar year is 0.97 of a solar one; good enough for centuries, which the calendar tables do not reach.
_HIJRA, _LUNAR = 621.57, 0.97023
# A quarter that ended so many days ago is past news: "will" then means the next one of that number.
_STALE = 120
_MIDYEAR = 7
_PER_YEAR = {"quarter": 4, "half": 2}


def _unit(expr: Expr, ctx: Context, resolve: Resolve) -> Resolved | None:
    """Last week, this year, next quarter: the whole calendar unit."""
    anchor, step = ctx.anchor(expr), expr.step or 0
    if expr.unit in ("fiscal", "school"):
        return _year_kind(expr, ctx, resolve)
    if anchor is None:
        return unresolved("PRESENT_REF" if not step else "PAST_REF" if step < 0 else "FUTURE_REF", expr.unit)
    if expr.anchored and anchor != ctx.today and ctx.previous and cal.too_coarse(ctx.previous.unit, expr.unit):
        return None
    moved = cal.move(anchor, expr.unit, step)
    return cal.span_of(expr.unit, moved, "relative") if moved else None


def _period(expr: Expr, ctx: Context, resolve: Resolve) -> Resolved | None:
    """The last three months, the next ten days: counted from the anchor day."""
    anchor, step = ctx.anchor(expr), expr.step or 0
    if expr.number is None:
        return Resolved("PAST_REF" if step < 0 else "FUTURE_REF" if step else "PRESENT_REF", None, None, "ref", "fuzzy")
    value = f"P{expr.number}{_LETTERS.get(expr.name, 'D')}"
    if anchor is None:
        return unresolved(value, "period")
    if step < 0:
        hi = anchor - _DAY if expr.anchored and anchor != ctx.today else anchor
        lo = cal.move(anchor, expr.name, -expr.number)
        return Resolved(value, lo, hi, "period", "relative") if lo else None
    end = cal.move(anchor, expr.name, expr.number)
    return Resolved(value, anchor, end, "period", "relative") if end else None


def _ordinal(expr: Expr, ctx: Context, resolve: Resolve) -> Resolved | None:
    number = expr.number or 1
    if expr.weekday is not None or expr.unit in ("week", "day"):
        return _ordinal_in(expr, ctx, resolve, number)
    if expr.inner is not None:
        return _share(expr, resolve(expr.inner, ctx), number)
    year, basis = year_number(expr, ctx, resolve)
    if year is not None:
        return _sub_year(expr.unit, year, number, basis)
    today = ctx.anchor(expr)
    if today is None:
        return unresolved(f"XXXX-{expr.unit[0].upper()}{number}", expr.unit)
    options = [_sub_year(expr.unit, today.year + offset, number, "year_inferred") for offset in (-1, 0, 1)]
    past = [o for o in options if o.lo and o.lo <= today]
    if expr.step == 0:
        return _sub_year(expr.unit, today.year, number, "relative")
    latest = past[-1]
    stale = latest.hi is not None and (today - latest.hi).days > _STALE
    if expr.step == 1 or (ctx.tense == "future" and stale and expr.step is None):
        return next((o for o in options if o.lo and o.lo > today), latest)
    return latest


def _share(expr: Expr, whole: Resolved | None, number: int) -> Resolved | None:
    """A quarter or half of a fiscal year, a half of a month."""
    if whole is None or whole.lo is None or whole.hi is None or expr.unit not in _PER_YEAR:
        return None
    value = f"{whole.value}-{expr.unit[0].upper()}{number}"
    if whole.unit == "month":
        middle = whole.lo + 14 * _DAY
        lo, hi = (whole.lo, middle) if number == 1 else (middle + _DAY, whole.hi)
        return Resolved(value, lo, hi, "period", whole.basis) if expr.unit == "half" and number in (1, 2) else None
    size = 12 // _PER_YEAR[expr.unit]
    first = cal.month(whole.lo.year, whole.lo.month + size * (number - 1)).lo
    return cal.months(first.year, first.month, size, value, expr.unit, whole.basis) if first else None


def _sub_year(unit: str, year: int, number: int, basis: str) -> Resolved:
    if number < 0:
        number += _PER_YEAR[unit] + 1
    return cal.quarter(year, number, basis) if unit == "quarter" else cal.half(year, number, basis)


def _ordinal_in(expr: Expr, ctx: Context, resolve: Resolve, number: int) -> Resolved | None:
    """The second Sunday of May, the first week of next month, the last day of the year."""
    inner = resolve(expr.inner, ctx) if expr.inner is not None else None
    if inner is None:
        year, basis = year_number(expr, ctx, resolve)
        if year is not None:
            inner = cal.year(year, basis)
        elif ctx.today is not None:
            inner = cal.month(ctx.today.year, ctx.today.month, "relative")
    if inner is None or inner.lo is None or inner.hi is None:
        return None
    if expr.weekday is not None:
        found = weekday_of_month(inner.lo.year, inner.lo.month, expr.weekday - 1, number)
        return cal.day(found, inner.basis) if found else None
    if expr.unit == "day":
        return cal.day(inner.lo + (number - 1) * _DAY if number > 0 else inner.hi, inner.basis)
    if number < 0:
        return replace(cal.week(inner.hi), lo=inner.hi - 6 * _DAY, hi=inner.hi, basis=inner.basis)
    first = inner.lo + timedelta(days=(3 - inner.lo.weekday()) % 7)
    return cal.week(first + timedelta(weeks=number - 1), inner.basis)


def _season(expr: Expr, ctx: Context, resolve: Resolve) -> Resolved | None:
    year, basis = year_number(expr, ctx, resolve)
    if year is not None:
        return cal.season(year, expr.name, ctx.southern, basis)
    today = ctx.anchor(expr)
    if today is None:
        return unresolved(f"XXXX-{cal.SEASONS[expr.name][0]}", "season")
    options = [cal.season(today.year + offset, expr.name, ctx.southern) for offset in (-2, -1, 0, 1)]
    basis = "year_inferred" if expr.step is None else "relative"
    if expr.step == 1 or (expr.step is None and ctx.tense == "future"):
        return replace(
            next(o for o in options if (o.lo and o.lo > today) or (expr.step is None and o.hi and o.hi >= today)),
            basis=basis,
        )
    if expr.step == 0:
        current = next((o for o in options if o.lo and o.hi and o.lo <= today <= o.hi), None)
        return replace(current or cal.season(today.year, expr.name, ctx.southern), basis=basis)
    ended = expr.step == -1
    return replace(
        [o for o in options if o.lo and o.hi and (o.hi < today if ended else o.lo <= today)][-1], basis=basis
    )


def _year_kind(expr: Expr, ctx: Context, resolve: Resolve) -> Resolved | None:
    """A fiscal or school year; named by one year, a fiscal year ends in it and a school year begins in it."""
    start = ctx.fiscal_start if expr.unit == "fiscal" else ctx.school_start
    # What two years name does not begin in January.
    start = _MIDYEAR if start == 1 and expr.number else start
    length = 12 if expr.unit == "fiscal" else 10
    if isinstance(expr.year, int):
        year, basis = expr.year, "explicit"
        hijri = year_span(year)
        if hijri is not None:
            year = hijri[1].year
        if expr.number is None and expr.unit == "fiscal":
            year -= 1 if start > 1 else 0
    else:
        anchor = ctx.anchor(expr)
        if anchor is None:
            return unresolved(
                "PRESENT_REF" if not expr.step else "PAST_REF" if expr.step < 0 else "FUTURE_REF", expr.unit
            )
        year, basis = anchor.year - (anchor.month < start) + (expr.step or 0), "relative"
    value = (
        f"{year:04d}/{year + 1:04d}" if expr.number else f"FY{year + 1:04d}" if expr.unit == "fiscal" else f"{year:04d}"
    )
    return cal.months(year, start, length, value, expr.unit, basis)


def _decade(expr: Expr, ctx: Context, resolve: Resolve) -> Resolved | None:
    start = (expr.number or 0) * 10
    return cal.years(start, start + 9, f"{start // 10:03d}", "decade")


def _century(expr: Expr, ctx: Context, resolve: Resolve) -> Resolved | None:
    if expr.number is None:
        if ctx.today is None:
            return None
        number, basis = (ctx.today.year - 1) // 100 + 1 + (expr.step or 0), "relative"
    else:
        number, basis = expr.number, "explicit"
    start = (number - 1) * 100 + 1
    if expr.hijri:
        first, last = (round(_HIJRA + _LUNAR * each) for each in (start, start + 99))
        return cal.years(first, last, f"{first:04d}/{last:04d}", "century", "fuzzy")
    return cal.years(start, start + 99, f"{number - 1:02d}", "century", basis)


def _part(expr: Expr, ctx: Context, resolve: Resolve) -> Resolved | None:
    whole = resolve(expr.inner, ctx) if expr.inner is not None else None
    if whole is None or whole.lo is None or whole.hi is None:
        return whole
    lo, hi = part_days(whole, expr.part)
    return Resolved(whole.value, lo, hi, "day" if lo == hi else whole.unit, whole.basis if lo == hi else "fuzzy")


def part_days(whole: Resolved, part: str) -> tuple[date, date]:
    """Days of the start, middle or end of a span: thirds of a month, quarters round a year."""
    lo, hi = whole.lo or date.min, whole.hi or date.min
    if part == "END_DAY" and whole.unit in ("decade", "century"):
        part = "END"
    if part == "START_DAY":
        return lo, lo
    if part == "END_DAY":
        return hi, hi
    if whole.unit == "month":
        first, second = lo + 10 * _DAY, lo + 20 * _DAY
    elif whole.unit in ("year", "fiscal", "school"):
        if part == "MID":
            return cal.move(lo, "month", 4) or lo, (cal.move(lo, "month", 8) or hi) - _DAY
        first, second = cal.move(lo, "month", 3) or lo, cal.move(lo, "month", 9) or hi
    elif whole.unit == "week":
        first, second = lo + 2 * _DAY, lo + 4 * _DAY
    elif whole.unit == "decade":
        first, second = date(lo.year + 3, 1, 1), date(lo.year + 7, 1, 1)
    elif whole.unit == "day":
        return lo, hi
    else:
        third = (hi - lo + _DAY) // 3
        first, second = lo + third, lo + 2 * third
    return {"START": (lo, first - _DAY), "MID": (first, second - _DAY), "END": (second, hi)}.get(part, (lo, hi))


PERIODS: dict[str, Callable[[Expr, Context, Resolve], Resolved | None]] = {
    "unit": _unit,
    "period": _period,
    "ordinal": _ordinal,
    "season": _season,
    "year_kind": _year_kind,
    "decade": _decade,
    "century": _century,
    "part": _part,
}
