"""From an expression to a value and its days, by publication day, tense and the date spoken of before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from extractors.dates import calendar as cal
from extractors.dates import hijri
from extractors.dates.anchored import ANCHORED
from extractors.dates.calendar import Resolved
from extractors.dates.context import Context, Resolve, unresolved, year_number
from extractors.dates.expr import Expr
from extractors.dates.holidays import hijri_holiday_span, holiday_span
from extractors.dates.periods import PERIODS
from extractors.dates.ranges import RANGES

_FAR, _NEAR = 290, 60


def resolve(expr: Expr, ctx: Context) -> Resolved | None:
    """The value and days of an expression; None when it is no date after all (31 June)."""
    resolver = _RESOLVERS.get(expr.kind)
    if resolver is None:
        return None
    try:
        return resolver(expr, ctx)
    except (OverflowError, ValueError):
        return None


def _calendar(expr: Expr, ctx: Context) -> Resolved | None:
    if expr.hijri:
        return _hijri(expr, ctx)
    year, basis = year_number(expr, ctx, resolve)
    if expr.unit == "year":
        return cal.year(year, "explicit") if year is not None else None
    if expr.month is None:
        return _day_of_month(expr, ctx)
    if year is None and isinstance(expr.year, Expr):
        return unresolved(f"XXXX-{expr.month:02d}" + (f"-{expr.day:02d}" if expr.day else ""), expr.unit)
    if year is None:
        return _yearless(expr, ctx)
    return _month_day(year, expr, basis)


def _month_day(year: int, expr: Expr, basis: str) -> Resolved | None:
    month = expr.month or 1
    return cal.day(date(year, month, expr.day), basis) if expr.day else cal.month(year, month, basis)


def _yearless(expr: Expr, ctx: Context) -> Resolved | None:
    """A month or a day without its year takes the year that words or tense imply."""
    month = expr.month or 1
    today = ctx.anchor(expr)
    if today is None:
        if expr.day:
            date(2024, month, expr.day)
        return unresolved(f"XXXX-{month:02d}" + (f"-{expr.day:02d}" if expr.day else ""), expr.unit)
    options = [found for y in range(today.year - 8, today.year + 9) if (found := _try_month_day(y, expr)) is not None]
    options = _on_weekday(options, expr, today)
    if not options:
        return None
    before = [o for o in options if o.lo and o.lo <= today] or options[:1]
    after = [o for o in options if o.hi and o.hi >= today] or options[-1:]
    chosen: Resolved
    if expr.step is not None:
        basis = "relative"
        if expr.step < 0:
            chosen = ([o for o in before if o.hi and o.hi < today] or options[:1])[-1]
        elif expr.step > 0:
            chosen = next((o for o in after if o.lo and o.lo > today), options[-1])
        else:
            chosen = min(options, key=lambda o: abs((_middle(o) - today).days))
    else:
        basis = "year_inferred"
        if ctx.tense == "future":
            chosen = _unless_far(after[0], before[-1], today, expr)
        elif ctx.tense == "past":
            chosen = _unless_far(before[-1], after[0], today, expr)
        elif ctx.tense == "near":
            chosen = min(options, key=lambda o: _gap(o, today))
        else:
            chosen = min(options, key=lambda o: _distance(o, today))
    return replace(chosen, basis=basis)


def _unless_far(chosen: Resolved, other: Resolved, today: date, expr: Expr) -> Resolved:
    """A day nearly a year away gives way to one weeks away on the other side: verbs mislead more than that."""
    if expr.day is None:
        return chosen
    return other if _gap(chosen, today) > _FAR and _gap(other, today) < _NEAR else chosen


def _gap(option: Resolved, today: date) -> int:
    return abs((_middle(option) - today).days)


def _distance(option: Resolved, today: date) -> int:
    """Days from today, those to come weighing a little more: news looks back."""
    days = (_middle(option) - today).days
    return days * 4 if days > 0 else -days


def _on_weekday(options: list[Resolved], expr: Expr, today: date) -> list[Resolved]:
    """Only the years round publication in which the day falls on the weekday named, where there are any."""
    if expr.weekday is None:
        return options
    near = [o for o in options if o.lo and abs((o.lo - today).days) < 500 and o.lo.weekday() == expr.weekday - 1]
    return near or options


def _try_month_day(year: int, expr: Expr) -> Resolved | None:
    try:
        found = _month_day(year, expr, "year_inferred")
    except ValueError:
        return None
    return found


def _middle(span: Resolved) -> date:
    lo, hi = span.lo or date.min, span.hi or date.min
    return lo + (hi - lo) / 2


def _day_of_month(expr: Expr, ctx: Context) -> Resolved | None:
    """A day of this, last or next month, or the nearest one before or after by tense."""
    if expr.day is None:
        return None
    today = ctx.anchor(expr)
    if expr.inner is not None:
        month = resolve(expr.inner, ctx)
        if month is None or month.lo is None:
            return unresolved(f"XXXX-XX-{expr.day:02d}", "day")
        return cal.day(month.lo.replace(day=expr.day), month.basis)
    if today is None:
        return unresolved(f"XXXX-XX-{expr.day:02d}", "day")
    shift = expr.step or 0
    options = []
    for offset in range(-13, 14) if expr.step is None else (shift,):
        first = cal.month(today.year, today.month + offset).lo
        if first is None:
            continue
        try:
            options.append(first.replace(day=expr.day))
        except ValueError:
            continue
    if expr.weekday is not None:
        options = [o for o in options if o.weekday() == expr.weekday - 1] or options
    if not options:
        return None
    if expr.step is not None:
        return cal.day(options[0], "relative")
    if ctx.tense == "future":
        return cal.day(next(o for o in options if o >= today), "year_inferred")
    return cal.day([o for o in options if o <= today][-1], "year_inferred")


def _hijri(expr: Expr, ctx: Context) -> Resolved | None:
    year, basis = year_number(expr, ctx, resolve)
    if expr.month is None:
        span = hijri.year_span(year) if year else None
        return Resolved(_interval(span), *span, "year", "explicit") if span else None
    if year is None:
        base = hijri.year_at(ctx.today) if ctx.today else None
        if ctx.today is None or base is None:
            return unresolved("XXXX", expr.unit)
        spans = [s for y in range(base - 2, base + 3) if (s := _hijri_span(y, expr)) is not None]
        return _choose(spans, ctx.today, expr, ctx)
    if year > 1500:
        span = next(
            (s for y in (year - 580, year - 579, year - 578) if (s := _hijri_span(y, expr)) and s[0].year == year), None
        )
    else:
        span = _on_named_day(_hijri_span(year, expr), expr.weekday)
    return Resolved(_interval(span), *span, expr.unit, basis) if span else None


def _on_named_day(span: tuple[date, date] | None, weekday: int | None) -> tuple[date, date] | None:
    """The day before or after where its weekday is named: months begin by sight a day apart from the tables."""
    if span is None or weekday is None or span[0] != span[1]:
        return span
    ahead = (weekday - 1 - span[0].weekday() + 3) % 7 - 3
    moved = span[0] + timedelta(days=ahead)
    return (moved, moved) if abs(ahead) <= 1 else span


def _hijri_span(year: int, expr: Expr) -> tuple[date, date] | None:
    if expr.month is None:
        return None
    if expr.day is None:
        return hijri.month_span(year, expr.month)
    found = hijri.day_of(year, expr.month, expr.day)
    return (found, found) if found else None


def _interval(span: tuple[date, date]) -> str:
    return span[0].isoformat() if span[0] == span[1] else f"{span[0].isoformat()}/{span[1].isoformat()}"


def _choose(spans: list[tuple[date, date]], today: date, expr: Expr, ctx: Context) -> Resolved | None:
    """Of the yearly returns of a month or holiday, the one that words or tense mean."""
    before = [s for s in spans if (s[1] < today if expr.step == -1 else s[0] <= today)]
    after = [s for s in spans if (s[0] > today if expr.step == 1 else s[1] >= today)]
    if expr.step == 1 or (expr.step is None and ctx.tense == "future"):
        pick = after[:1]
    elif expr.step == -1 or (expr.step is None and ctx.tense == "past"):
        pick = before[-1:]
    else:
        pick = sorted(spans, key=lambda s: abs((s[0] - today).days))[:1]
    basis = "relative" if expr.step is not None else "year_inferred"
    nearest = min(spans, key=lambda s: abs((s[0] - today).days), default=None)
    if pick and nearest and expr.step is None and _days(pick[0], today) > _FAR > _NEAR > _days(nearest, today):
        pick = [nearest]
    return Resolved(_interval(pick[0]), pick[0][0], pick[0][1], expr.unit, basis) if pick else None


def _days(span: tuple[date, date], today: date) -> int:
    return abs((span[0] - today).days)


def _shift(expr: Expr, ctx: Context) -> Resolved | None:
    """Today, yesterday, tomorrow; a weekday named beside it decides where the two disagree."""
    anchor = ctx.anchor(expr)
    if anchor is None:
        return unresolved("PRESENT_REF" if not expr.number else "XXXX-XX-XX", "day")
    if expr.anchored and ctx.previous is not None and ctx.previous.unit != "day":
        return None
    when = anchor + timedelta(days=expr.number or 0)
    if expr.weekday is not None:
        ahead = (expr.weekday - 1 - when.weekday()) % 7
        when += timedelta(days=ahead if ahead <= 3 else ahead - 7)
    return cal.day(when, "relative")


def _weekday(expr: Expr, ctx: Context) -> Resolved | None:
    wanted = (expr.weekday or 1) - 1
    if expr.inner is not None:
        week = resolve(expr.inner, ctx)
        if week is not None and week.lo is not None:
            return cal.day(week.lo + timedelta(days=wanted), "relative")
    today = ctx.anchor(expr)
    if today is None:
        return unresolved(f"XXXX-WXX-{wanted + 1}", "day")
    back = (today.weekday() - wanted) % 7
    ahead = (wanted - today.weekday()) % 7
    if expr.step is not None and expr.step < 0:
        return cal.day(today - timedelta(days=(back or 7) - 7 * (expr.step + 1)), "relative")
    if expr.step == 1 and ctx.next_weekday == "next_week" and not expr.anchored:
        return cal.day(today + timedelta(days=7 + wanted - today.weekday()), "relative")
    if expr.step is not None and expr.step > 0:
        return cal.day(today + timedelta(days=(ahead or 7) + 7 * (expr.step - 1)), "relative")
    if expr.step == 0:
        return cal.day(today + timedelta(days=wanted - today.weekday()), "relative")
    if ctx.tense in ("future", "near"):
        return cal.day(today + timedelta(days=ahead or 7), "relative")
    return cal.day(today - timedelta(days=back), "relative")


def _holiday(expr: Expr, ctx: Context) -> Resolved | None:
    year, basis = year_number(expr, ctx, resolve)
    if year is not None:
        span = hijri_holiday_span(expr.name, year) or holiday_span(expr.name, year)
        found = Resolved(_interval(span), *span, "day", basis) if span else None
    elif ctx.today is None:
        fixed = expr.name.partition(":")[0]
        return unresolved(f"XXXX-{fixed}" if fixed[:2].isdecimal() and len(fixed) == 5 else "XXXX", "day")
    else:
        returns = [holiday_span(expr.name, ctx.today.year + offset) for offset in (-2, -1, 0, 1, 2)]
        found = _choose([s for s in returns if s], ctx.today, expr, ctx)
    if found and found.lo and expr.daypart == "eve":
        return cal.day(found.lo - timedelta(days=1), found.basis)
    return found


def _event(expr: Expr, ctx: Context) -> Resolved | None:
    return cal.day(date.fromisoformat(expr.name), "explicit")


def _ref(expr: Expr, ctx: Context) -> Resolved | None:
    if expr.name == "PRESENT_REF" and ctx.today is not None:
        return Resolved(expr.name, ctx.today, ctx.today, "ref", "fuzzy")
    return Resolved(expr.name, None, None, "ref", "fuzzy")


def _with_resolver(
    of: Callable[[Expr, Context, Resolve], Resolved | None],
) -> Callable[[Expr, Context], Resolved | None]:
    return lambda expr, ctx: of(expr, ctx, resolve)


_RESOLVERS: dict[str, Callable[[Expr, Context], Resolved | None]] = {
    "calendar": _calendar, "shift": _shift, "weekday": _weekday, "holiday": _holiday, "event": _event, "ref": _ref,
    **{kind: _with_resolver(of) for kind, of in {**PERIODS, **ANCHORED, **RANGES}.items()},
}  # fmt: skip
