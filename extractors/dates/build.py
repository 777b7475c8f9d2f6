"""Builders: from what a rule captured to an expression; None refuses the match."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from extractors.dates.expr import Expr, borrow
from extractors.dates.grammar import OTHER
from extractors.dates.tokens import Token

Captured = Mapping[str, Token]
Settings = Mapping[str, Any]
_SMALL_YEAR = 100
_STEPS = {"last": (-1, False), "this": (0, False), "next": (1, False), "prev": (-1, True), "following": (1, True)}


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
    said = value(captured, "rel") or settings.get("rel")
    return _STEPS[said] if said else (None, False)


def _pair(captured: Captured, settings: Settings) -> Token | None:
    """Two names of one month (تموز/يوليو) are one month."""
    name = str(settings.get("of", "month"))
    a, b = captured["a"], captured["b"]
    if a.classes.get(name) != b.classes.get(name):
        return None
    return Token(a.start, (captured.get("close") or b).end, a.classes, a.code)


def _year(captured: Captured, settings: Settings) -> Expr | None:
    year = value(captured, "yyyy", "num")
    if year is None or not 1 <= int(year) <= 2199:
        return None
    # "One year", "a year of 12 ..." are counts; years of few digits come with their era.
    if int(year) < _SMALL_YEAR and not {"hijri", "gregorian", "bc"} & captured.keys() and not settings.get("bc"):
        return None
    hijri = "hijri" in captured or (
        not settings.get("gregorian") and bool(settings.get("hijri_before", 0) > year > 1300)
    )
    if settings.get("bc"):
        return Expr("calendar", "year", year=-int(year))
    made = Expr("calendar", "year", year=int(year), hijri=hijri and "gregorian" not in captured)
    made.flags = frozenset({"bare"}) if settings.get("bare") else made.flags
    return made


def _short_year(captured: Captured, settings: Settings) -> Expr:
    short = int(value(captured, "yy"))
    return Expr("calendar", "year", year=short + (2000 if short < 50 else 1900))


def year_part(captured: Captured) -> int | Expr | None:
    """A year that was given in digits or as an expression of its own (last year)."""
    for token in (captured.get("d_year"), captured.get("yyyy")):
        if token is not None and token.expr is not None:
            return token.expr.year if token.expr.kind == "calendar" else token.expr
    year = value(captured, "yyyy")
    return None if year is None else int(year)


def _date(captured: Captured, settings: Settings) -> Expr | None:
    day = value(captured, "dd", "nth")
    if day is not None and not 1 <= int(day) <= 31:
        return None
    if settings.get("first") and day is None:
        day = 1
    step, anchored = step_of(captured, settings)
    hijri = "hmonth" in captured or "hmonth_zero" in captured
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


def _unit(captured: Captured, settings: Settings) -> Expr | None:
    """Last week, this year, the next three months."""
    unit = value(captured, "the_unit", "unit", "unit2", "the_unit2") or settings.get("unit")
    step, anchored = step_of(captured, settings)
    dual = "unit2" in captured or "the_unit2" in captured
    count = value(captured, "num", "the_num") or (2 if dual else settings.get("count"))
    if step is None:
        return None
    plural = any("plural" in token.classes or "the_plural" in token.classes for token in captured.values())
    kind = "period" if count or plural or settings.get("vague") else "unit"
    made = Expr(kind, "period" if kind == "period" else unit, step=step, anchored=anchored, relative=True, name=unit)
    made.number = int(count) if count else None
    made.flags = frozenset(settings.get("flags", ()))
    return made


def _ago(captured: Captured, settings: Settings) -> Expr | None:
    """Three days ago, two weeks from now, four years later."""
    unit = str(value(captured, "unit", "unit2", "the_unit"))
    count = value(captured, "num") or (2 if "unit2" in captured else 1)
    if settings.get("count"):
        count = settings["count"]
    if "fraction" in captured:
        return None
    made = Expr("ago", unit, number=int(count), step=int(settings["dir"]), relative=True, name=unit)
    made.anchored = bool(settings.get("anchored"))
    made.flags = frozenset(settings.get("flags", ()))
    if "num" not in captured and any("plural" in token.classes for token in captured.values()):
        made.flags |= {"vague"}
    extra = captured["unit_b"].classes["unit"] if "unit_b" in captured else None
    if "b" in captured:
        made.inner = captured["b"].expr
    made.other = (
        Expr("count", str(extra), number=int(captured["num_b"].classes["num"] if "num_b" in captured else 1))
        if extra
        else None
    )
    return made


def _short_date(captured: Captured, settings: Settings) -> Expr | None:
    """22/04 without its year."""
    pair = next((t.classes[k] for t in captured.values() for k in ("padded", "short_date") if k in t.classes), None)
    return pair and Expr("calendar", "day", month=pair[0], day=pair[1], name="year", weekday=value(captured, "weekday"))


def _shift(captured: Captured, settings: Settings) -> Expr:
    made = Expr(
        "shift", "day", number=int(value(captured, "shift") if "shift" in captured else settings["days"]), relative=True
    )
    made.daypart = value(captured, "daypart") or ""
    made.weekday = value(captured, "weekday")
    return made


def _same_day(captured: Captured, settings: Settings) -> Expr:
    """The day that was spoken of before."""
    return Expr("shift", "day", number=0, relative=True, anchored=True)


def _first_n(captured: Captured, settings: Settings) -> Expr | None:
    """The first nine months of a year."""
    count, nth = value(captured, "num", "the_num"), value(captured, "nth")
    unit = value(captured, "unit", "the_unit")
    year = captured["d_year"].expr if "d_year" in captured else _loose(captured["yyyy"], settings)
    if nth != 1 or not count or year is None or unit not in ("month", "week", "day", "quarter"):
        return None
    return Expr("first_n", "period", number=int(count), name=str(unit), inner=year)


def _nothing(captured: Captured, settings: Settings) -> Token:
    """A set phrase with date words that is no date (year after year); no rule sees it any more."""
    tokens = sorted(captured.values(), key=lambda token: token.start)
    return Token(tokens[0].start, tokens[-1].end, {}, OTHER)


def _weekday(captured: Captured, settings: Settings) -> Expr:
    step, anchored = step_of(captured, settings)
    made = Expr("weekday", "weekday", weekday=int(value(captured, "weekday")), step=step, anchored=anchored)
    made.daypart = value(captured, "daypart") or ""
    made.inner = captured["r_week"].expr if "r_week" in captured else None
    made.relative = step is not None
    return made


def _ordinal(captured: Captured, settings: Settings) -> Expr | None:
    """The third quarter of 2016, the first half of last year, the second week of May."""
    unit = value(captured, "sub") or settings.get("unit", "weekday")
    number = int(value(captured, "nth", "num") or settings.get("number") or 0)
    if not 1 <= abs(number) <= {"quarter": 4, "half": 2, "week": 53}.get(unit, 366):
        return None
    step, anchored = step_of(captured, settings)
    made = Expr("ordinal", unit, year=year_part(captured), number=number, step=step, anchored=anchored)
    made.inner = next((captured[k].expr for k in ("d_month", "base") if k in captured), None)
    if made.inner is None and "month" in captured:
        made.inner = Expr("calendar", "month", month=value(captured, "month"), year=made.year, name="year")
    made.weekday = value(captured, "weekday")
    made.flags = frozenset({"fiscal"}) if "fiscal" in captured else frozenset()
    return made


def _season(captured: Captured, settings: Settings) -> Expr:
    step, anchored = step_of(captured, settings)
    made = Expr("season", "season", year=year_part(captured), name=str(value(captured, "season")), step=step)
    made.anchored, made.relative = anchored, step is not None
    return made


def _year_kind(captured: Captured, settings: Settings) -> Expr | None:
    """A fiscal or school year, by one year, by two, or by last / this / next."""
    kind = str(value(captured, "year_kind") or settings.get("unit"))
    first, second = value(captured, "yyyy"), None
    if "a" in captured:
        first = captured["a"].classes.get("yyyy")
        second = captured["b"].classes.get("yyyy") or captured["b"].classes.get("yy")
    step, anchored = step_of(captured, settings)
    if "d_year" in captured and first is None:
        part = year_part(captured)
        first = part if isinstance(part, int) else None
    if second is not None and first is not None and int(second) not in (int(first) + 1, (int(first) + 1) % 100):
        return None
    made = Expr("year_kind", kind, year=int(first) if first else None, step=step, anchored=anchored)
    made.number, made.relative = (2 if second is not None else None), step is not None
    return made


def _decade(captured: Captured, settings: Settings) -> Expr | None:
    start = int(value(captured, "decades", "decade") or 0)
    if "century_nth" in captured:
        start = (int(captured["century_nth"].classes["nth"]) - 1) * 100 + start % 100
    elif start < 100:
        start += 1900 if start >= 30 or settings.get("old") else 2000
    return Expr("decade", "decade", number=start // 10) if start % 10 == 0 else None


def _century(captured: Captured, settings: Settings) -> Expr:
    step, anchored = step_of(captured, settings)
    number = value(captured, "nth", "num")
    made = Expr("century", "century", number=int(number) if number else None, step=step, anchored=anchored)
    made.hijri = "hijri" in captured
    return made


def _part(captured: Captured, settings: Settings) -> Expr | None:
    """Early, mid or late, the start or the end of something."""
    if "base" in captured:
        inner = captured["base"].expr or _loose(captured["base"], settings)
    else:
        unit = str(value(captured, "unit", "the_unit"))
        inner = Expr("unit", unit, step=0, relative=True, name=unit)
    if inner is None or inner.kind in ("part", "ref"):
        return None
    made = Expr(
        "part", inner.unit, inner=inner, part=str(value(captured, "part") or settings["part"]), relative=inner.relative
    )
    return made


def _range(captured: Captured, settings: Settings) -> Expr | None:
    a, b = captured["a"], captured["b"]
    left, right = a.expr or _loose(a, settings), b.expr or _loose(b, settings)
    if left is None or right is None:
        return None
    if right.kind == "open_day" or (left.kind == "open_day" and (right.kind, right.unit) != ("calendar", "day")):
        return None
    made = Expr("range", right.unit, inner=left, other=right, relative=left.relative and right.relative)
    made.step = step_of(captured, settings)[0]
    made.flags = frozenset(settings.get("flags", ()))
    return made


def _loose(token: Token, settings: Settings) -> Expr | None:
    """An end of a range that borrows what it lacks from the other end (between 3 and 7 May)."""
    classes = token.classes
    if "yyyy" in classes:
        return Expr("calendar", "year", year=int(classes["yyyy"]))
    if "month" in classes:
        return Expr("calendar", "month", month=int(classes["month"]), name="year")
    if "weekday" in classes:
        return Expr("weekday", "weekday", weekday=int(classes["weekday"]))
    if "dd" in classes:
        return Expr("open_day", "day", day=int(classes["dd"]))
    return None


def _holiday(captured: Captured, settings: Settings) -> Expr:
    step, anchored = step_of(captured, settings)
    made = Expr("holiday", "holiday", year=year_part(captured), name=str(value(captured, "holiday")), step=step)
    made.anchored, made.daypart = anchored, str(value(captured, "eve") or "")
    return made


def _event(captured: Captured, settings: Settings) -> Expr:
    return Expr("event", "day", name=str(value(captured, "event")))


def _ref(captured: Captured, settings: Settings) -> Expr:
    return Expr("ref", "ref", name=str(value(captured, "ref") or settings["name"]), relative=True)


def _ended(captured: Captured, settings: Settings) -> Expr | None:
    """The three months that ended on a day."""
    until = captured["until"].expr or _loose(captured["until"], settings)
    count = value(captured, "num", "the_num") or settings.get("count")
    unit = value(captured, "unit", "the_unit") or settings.get("unit")
    if until is None or not count:
        return None
    return Expr("ended", "period", number=int(count), name=str(unit), inner=until)


def _same(captured: Captured, settings: Settings) -> Expr:
    """The same period of another year, by the period that was spoken of before."""
    made = Expr("same", "period", year=year_part(captured), step=settings.get("back"), relative=True, anchored=True)
    made.number = int(settings.get("number", 1))
    made.name = str(value(captured, "sub", "unit", "the_unit") or settings.get("unit", ""))
    return made


def _boundary(captured: Captured, settings: Settings) -> Expr | None:
    """After since, until or by, the start or end of something is its boundary day."""
    inner = captured["d"].expr
    if inner is None or inner.kind != "part" or inner.part != settings["part"]:
        return None
    return Expr("part", inner.unit, inner=inner.inner, part=f"{inner.part}_DAY", relative=inner.relative)


def _weekend(captured: Captured, settings: Settings) -> Expr:
    """The weekend that tense points to."""
    return Expr("weekend", "weekend", relative=True)


def _quarter(captured: Captured, settings: Settings) -> Expr:
    """The quarter that was spoken of before, else the last one that is over."""
    return Expr("same", "quarter", relative=True, anchored=True, number=0, name="quarter")


def _year_end(captured: Captured, settings: Settings) -> Expr:
    inner = Expr("unit", "year", step=0, relative=True, name="year")
    return Expr("part", "year", inner=inner, part="END_DAY", relative=True)


def _week_of(captured: Captured, settings: Settings) -> Expr | None:
    inner = captured["base"].expr
    return None if inner is None else Expr("week_of", "week", inner=inner, name=str(settings.get("unit", "week")))


def own_parts(expr: Expr, captured: Captured) -> tuple[Token, ...]:
    """The dates inside a range or a period that are dates by themselves too (between 3 March and 9 September)."""
    if expr.kind == "ended":
        return _standing(captured["until"], expr.inner)
    if expr.kind == "range" and expr.inner is not None and expr.inner.kind != "open_day":
        return (*_standing(captured["a"], borrow(expr.inner, expr.other)), *_standing(captured["b"], expr.other))
    return ()


def _standing(token: Token, expr: Expr | None) -> tuple[Token, ...]:
    return (Token(token.start, token.end, token.classes, token.code, expr),) if expr is not None else ()


def _duration(captured: Captured, settings: Settings) -> Expr | None:
    """Three days, an hour and a half, two years and a month: (number, unit) pairs, the last perhaps a half more."""
    unit = value(captured, "unit", "unit2", "clock", "clock2", "the_unit", "the_clock")
    count = 2.0 if "unit2" in captured or "clock2" in captured else float(value(captured, "num", "the_num") or 1)
    if "fraction" in captured:
        written = str(value(captured, "fraction"))
        if not re.fullmatch(r"\d+\.\d+", written):
            return None
        count = float(written)
    if "half" in captured:
        count = 0.5 if settings.get("only_half") else count + 0.5
    made = Expr("duration", str(unit), name=f"{count:g}")
    made.inner = next((captured[k].expr for k in ("a",) if k in captured), None)
    if settings.get("join"):
        first, second = captured["a"].expr, captured["b"].expr
        return None if first is None or second is None else Expr("duration", first.unit, name=first.name, inner=second)
    if "few" in captured:
        made.name = "X"
    return made


BUILDERS: dict[str, Callable[[Captured, Settings], Expr | Token | None]] = {
    "pair": _pair, "year": _year, "short_year": _short_year, "date": _date, "unit": _unit, "ago": _ago,
    "shift": _shift, "weekday": _weekday, "ordinal": _ordinal, "season": _season, "year_kind": _year_kind,
    "decade": _decade, "century": _century, "part": _part, "range": _range, "holiday": _holiday, "event": _event,
    "ref": _ref, "ended": _ended, "same": _same, "boundary": _boundary, "week_of": _week_of,
    "duration": _duration,
    "same_day": _same_day,
    "nothing": _nothing,
    "first_n": _first_n,
    "short_date": _short_date,
    "weekend": _weekend, "quarter": _quarter, "year_end": _year_end,
}  # fmt: skip
