"""Builders of days, months, years and ranges; None refuses the match."""

from __future__ import annotations

from extractors.dates.captured import Builder, Captured, Settings, is_hijri, loose, step_of, value, year_part
from extractors.dates.expr import Expr, borrow
from extractors.dates.grammar import OTHER
from extractors.dates.tokens import Token

_SMALL_YEAR = 100
_MONTHS = 12
_SHORT = frozenset({"padded", "short_date"})


def _pair(captured: Captured, settings: Settings) -> Token | None:
    """Two names of one month (تموز/يوليو) are one month."""
    name = str(settings.get("of", "month"))
    a, b = captured["a"], captured["b"]
    if a.classes.get(name) != b.classes.get(name):
        return None
    return Token(a.start, (captured.get("close") or b).end, a.classes, a.code)


def _date(captured: Captured, settings: Settings) -> Expr | None:
    day = value(captured, "dd", "nth")
    if day is not None and not 1 <= int(day) <= 31:
        return None
    if settings.get("first") and day is None:
        day = 1
    step, anchored = step_of(captured, settings)
    hijri = is_hijri(captured)
    month = value(captured, "month", "hmonth", "hmonth_zero")
    year = year_part(captured)
    step_unit = "month" if month is None else "year"
    inner = captured["r_month"].expr if "r_month" in captured else None
    if day is None and month is None and inner is None:
        return None
    if month is None and inner is None and step is None and not (settings.get("bare_day") or "weekday" in captured):
        return None
    made = Expr("calendar", "day" if day else "month", year=year, month=month, day=day, step=step, hijri=hijri)
    made.weekday, made.inner, made.anchored, made.name = value(captured, "weekday"), inner, anchored, step_unit
    made.daypart = value(captured, "daypart") or ""
    return made


def _short_date(captured: Captured, settings: Settings) -> Expr | None:
    """22/04 without its year, or with the year set off (22/04/ 1436); before a comma and a year the month is first."""
    token = next(token for token in captured.values() if not _SHORT.isdisjoint(token.classes))
    month, day = next(token.classes[name] for name in _SHORT if name in token.classes)
    year = year_part(captured)
    if settings.get("month_first") and (month, day) != token.classes["written"] and day <= _MONTHS:
        month, day = day, month
    made = Expr("calendar", "day", year=year, month=month, day=day, name="year", weekday=value(captured, "weekday"))
    made.hijri = is_hijri(captured) or (isinstance(year, int) and 1300 < year < 1500)
    return made


def _shift(captured: Captured, settings: Settings) -> Expr:
    made = Expr(
        "shift",
        "day",
        number=int(value(captured, "shift", "night") if {"shift", "night"} & captured.keys() else settings["days"]),
        relative=True,
    )
    made.daypart = value(captured, "daypart") or ""
    made.weekday = value(captured, "weekday")
    return made


def _same_day(captured: Captured, settings: Settings) -> Expr:
    """The day that was spoken of before."""
    return Expr("shift", "day", number=0, relative=True, anchored=True)


def _weekday(captured: Captured, settings: Settings) -> Expr:
    step, anchored = step_of(captured, settings)
    made = Expr("weekday", "weekday", weekday=int(value(captured, "weekday")), step=step, anchored=anchored)
    made.daypart = value(captured, "daypart") or ""
    made.inner = captured["r_week"].expr if "r_week" in captured else None
    made.relative = step is not None
    return made


def _spaced(captured: Captured, settings: Settings) -> Expr | None:
    """26 / 9 / 1436: a numeric date with spaces, the day first unless it cannot be."""
    day, month = (int(captured[k].classes["dd"]) for k in ("a", "b"))
    if month > 12:
        day, month = month, day
    year = year_part(captured)
    if month > 12 or not isinstance(year, int):
        return None
    return Expr("calendar", "day", year=year, month=month, day=day, hijri=1300 < year < 1500)


def _days_of_month(captured: Captured, settings: Settings) -> Expr | None:
    """May 7 to 9: one month for both days; joined by "and" they are one after the other (May 3 and 4)."""
    first, last = (int(captured[k].classes["dd"]) for k in ("a", "b"))
    if settings.get("next_day") and last != first + 1:
        return None
    right = Expr("calendar", "day", year=year_part(captured), month=value(captured, "month"), day=last, name="year")
    return Expr("range", "day", inner=Expr("open_day", "day", day=first), other=right)


def _holiday(captured: Captured, settings: Settings) -> Expr:
    step, anchored = step_of(captured, settings)
    made = Expr("holiday", "holiday", year=year_part(captured), name=str(value(captured, "holiday")), step=step)
    made.anchored, made.daypart = anchored, str(value(captured, "eve") or "")
    return made


def _event(captured: Captured, settings: Settings) -> Expr:
    return Expr("event", "day", name=str(value(captured, "event")))


def _ref(captured: Captured, settings: Settings) -> Expr:
    return Expr("ref", "ref", name=str(value(captured, "ref") or settings["name"]), relative=True)


def _range(captured: Captured, settings: Settings) -> Expr | None:
    a, b = captured["a"], captured["b"]
    left, right = a.expr or loose(a, settings), b.expr or loose(b, settings)
    if left is None or right is None:
        return None
    if right.kind == "open_day" or (left.kind == "open_day" and (right.kind, right.unit) != ("calendar", "day")):
        return None
    if is_hijri(captured):
        left.hijri = right.hijri = True
    made = Expr("range", right.unit, inner=left, other=right, relative=left.relative and right.relative)
    made.step = step_of(captured, settings)[0]
    made.flags = frozenset(settings.get("flags", ()))
    return made


def own_parts(expr: Expr, captured: Captured) -> tuple[Token, ...]:
    """The dates inside a range or a period that are dates by themselves too (between 3 March and 9 September)."""
    if expr.kind == "ended":
        return _standing(captured["until"], expr.inner)
    if expr.kind == "first_n":
        return _standing(captured["d_year"] if "d_year" in captured else captured["yyyy"], expr.inner)
    if expr.kind == "range" and expr.inner is not None and expr.inner.kind != "open_day":
        return (*_standing(captured["a"], borrow(expr.inner, expr.other)), *_standing(captured["b"], expr.other))
    return ()


def _standing(token: Token, expr: Expr | None) -> tuple[Token, ...]:
    return (Token(token.start, token.end, token.classes, token.code, expr),) if expr is not None else ()


def _nothing(captured: Captured, settings: Settings) -> Token:
    """A set phrase with date words that is no date (year after year); no rule sees it any more."""
    tokens = sorted(captured.values(), key=lambda token: token.start)
    return Token(tokens[0].start, tokens[-1].end, {}, OTHER)


def _year(captured: Captured, settings: Settings) -> Expr | None:
    year = value(captured, "yyyy", "num")
    if year is None or not 1 <= int(year) <= 2199:
        return None
    # "One year", "a year of 12 ..." are counts; years of few digits come with their era.
    if int(year) < _SMALL_YEAR and not {"hijri", "gregorian", "bc"} & captured.keys() and not settings.get("bc"):
        return None
    hijri = is_hijri(captured) or settings.get("hijri_before", 0) > year > 1300
    if settings.get("bc"):
        return Expr("calendar", "year", year=-int(year))
    made = Expr("calendar", "year", year=int(year), hijri=hijri)
    made.flags = frozenset({"bare"}) if settings.get("bare") else made.flags
    return made


def _short_year(captured: Captured, settings: Settings) -> Expr:
    short = int(value(captured, "yy"))
    return Expr("calendar", "year", year=short + (2000 if short < 50 else 1900))


DAY_BUILDERS: dict[str, Builder] = {
    "pair": _pair,
    "year": _year,
    "short_year": _short_year,
    "date": _date,
    "shift": _shift,
    "weekday": _weekday,
    "range": _range,
    "spaced": _spaced,
    "days_of_month": _days_of_month,
    "holiday": _holiday,
    "event": _event,
    "ref": _ref,
    "same_day": _same_day,
    "nothing": _nothing,
    "short_date": _short_date,
}
