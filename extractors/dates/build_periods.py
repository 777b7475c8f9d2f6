"""Builders of periods: units from now, quarters, seasons, parts, what counts from an earlier date."""

from __future__ import annotations

import re

from extractors.dates.captured import Builder, Captured, Settings, is_hijri, loose, step_of, value, year_part
from extractors.dates.expr import Expr, append

_ITSELF = frozenset({"day", "week", "month"})


def _unit(captured: Captured, settings: Settings) -> Expr | None:
    """Last week, this year, the next three months."""
    unit = str(value(captured, "the_unit", "unit", "unit2", "the_unit2") or settings.get("unit"))
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
    if "half" in captured:
        if unit != "year":
            return None
        unit, count = "month", 12 * int(count) + 6
    made = Expr(
        "ago", unit, number=int(count), step=int(value(captured, "later") or settings["dir"]), relative=True, name=unit
    )
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


def _first_n(captured: Captured, settings: Settings) -> Expr | None:
    """The first nine months of a year."""
    count, nth = value(captured, "num", "the_num"), value(captured, "nth")
    unit = value(captured, "unit", "the_unit")
    year = captured["d_year"].expr if "d_year" in captured else loose(captured["yyyy"], settings)
    if nth != 1 or not count or year is None or unit not in ("month", "week", "day", "quarter"):
        return None
    return Expr("first_n", "period", number=int(count), name=str(unit), inner=year)


def _ordinal(captured: Captured, settings: Settings) -> Expr | None:
    """The third quarter of 2016, the first half of last year, the second week of May."""
    unit = value(captured, "sub") or settings.get("unit", "weekday")
    number = int(
        value(captured, "nth", "num", "last_nth", "edge", "quarter_name", "half_name") or settings.get("number") or 0
    )
    if not 1 <= abs(number) <= {"quarter": 4, "half": 2, "week": 53}.get(unit, 366):
        return None
    step, anchored = step_of(captured, settings)
    made = Expr("ordinal", unit, year=year_part(captured), number=number, step=step, anchored=anchored)
    made.inner = next((captured[k].expr for k in ("d_month", "base", "r_month") if k in captured), None)
    named = captured.get("month") or captured.get("hmonth")
    if made.inner is None and named is not None:
        made.inner = loose(named, settings)
        if made.inner is not None:
            made.inner.year = made.year
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
    start = int(value(captured, "decades", "decade", "yyyy", "yy") or 0)
    if "century_nth" in captured:
        start = (int(captured["century_nth"].classes["nth"]) - 1) * 100 + start % 100
    elif start < 100:
        start += 1900 if start >= 30 or settings.get("old") else 2000
    return Expr("decade", "decade", number=start // 10) if start % 10 == 0 else None


def _century(captured: Captured, settings: Settings) -> Expr:
    step, anchored = step_of(captured, settings)
    number = value(captured, "nth", "num")
    made = Expr("century", "century", number=int(number) if number else None, step=step, anchored=anchored)
    made.hijri = is_hijri(captured)
    return made


def _part(captured: Captured, settings: Settings) -> Expr | None:
    """Early, mid or late, the start or the end of something."""
    if "base" in captured:
        inner = captured["base"].expr or loose(captured["base"], settings)
    else:
        unit = str(value(captured, "unit", "the_unit"))
        if any("plural" in token.classes or "the_plural" in token.classes for token in captured.values()):
            return None
        inner = Expr("unit", unit, step=0, relative=True, name=unit)
    if inner is None or inner.kind in ("part", "ref"):
        return None
    return Expr(
        "part", inner.unit, inner=inner, part=str(value(captured, "part") or settings["part"]), relative=inner.relative
    )


def _ended(captured: Captured, settings: Settings) -> Expr | None:
    """The three months that ended on a day."""
    until = captured["until"].expr or loose(captured["until"], settings)
    count = value(captured, "num", "the_num") or settings.get("count")
    unit = value(captured, "unit", "the_unit", "unit_year", "unit_week") or settings.get("unit")
    if until is None or not count:
        return None
    return Expr("ended", "period", number=int(count), name=str(unit), inner=until)


def _same(captured: Captured, settings: Settings) -> Expr:
    """The same period of another year, by the period that was spoken of before."""
    made = Expr("same", "period", year=year_part(captured), step=settings.get("back"), relative=True, anchored=True)
    made.number = int(settings.get("number", 1))
    said = str(value(captured, "same") or "")
    made.name = str(value(captured, "sub", "period", "unit", "the_unit") or settings.get("unit") or said)
    # "The same month" without a year is the month itself; "the same period" compares with the year before.
    if made.year is None and "year_ago" not in captured and made.name in _ITSELF:
        made.flags = frozenset({"itself"})
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


def _duration(captured: Captured, settings: Settings) -> Expr | None:
    """Three days, an hour and a half, two years and a month: (number, unit) pairs, the last perhaps a half more."""
    if settings.get("join"):
        first, second = captured["a"].expr, captured["b"].expr
        # "A year and 21 days", where the first unit stands without its number.
        alone = Expr("duration", str(captured["a"].classes.get("unit") or captured["a"].classes.get("clock")), name="1")
        return None if second is None else append(first or alone, second)
    unit = value(captured, "unit", "unit2", "clock", "clock2", "the_unit", "the_clock")
    count = 2.0 if "unit2" in captured or "clock2" in captured else _count(captured, settings)
    if count is None:
        return None
    if "half" in captured:
        count = 0.5 if settings.get("only_half") else count + 0.5
    unsaid = "few" in captured or ("num" not in captured and "fraction" not in captured and _is_plural(captured))
    return Expr("duration", str(unit), name="X" if unsaid else f"{count:g}") if count else None


def _count(captured: Captured, settings: Settings) -> float | None:
    """How many units; None where the figure is none, or an article that means "each" ("twice a day")."""
    if "fraction" in captured:
        written = str(value(captured, "fraction"))
        if re.fullmatch(r"\d{1,3}(?:,\d{3})+", written):
            return float(written.replace(",", ""))
        return float(written) if re.fullmatch(r"\d+\.\d+", written) else None
    number = captured.get("num") or captured.get("the_num")
    if number is None:
        return 1.0
    if "article" in number.classes and not settings.get("led"):
        return None
    count = float(value(captured, "num", "the_num"))
    # Behind its unit a count is in words; digits there are a day, a year or a label.
    if settings.get("behind") and ("digits" in number.classes or (count > 2 and not _is_plural(captured))):
        return None
    return count


def _is_plural(captured: Captured) -> bool:
    return any("plural" in token.classes or "the_plural" in token.classes for token in captured.values())


PERIOD_BUILDERS: dict[str, Builder] = {
    "unit": _unit,
    "ago": _ago,
    "ordinal": _ordinal,
    "season": _season,
    "year_kind": _year_kind,
    "decade": _decade,
    "century": _century,
    "part": _part,
    "ended": _ended,
    "same": _same,
    "boundary": _boundary,
    "week_of": _week_of,
    "duration": _duration,
    "first_n": _first_n,
    "weekend": _weekend,
    "quarter": _quarter,
    "year_end": _year_end,
}
