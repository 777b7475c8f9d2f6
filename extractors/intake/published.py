"""When an article was published: dates, times and zones as pages write them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, timezone
from functools import lru_cache
from itertools import pairwise

from extractors.intake.datewords import grammar, label_cut
from extractors.intake.phrases import page_data, words_of
from extractors.intake.zones import offset_at, places_in
from extractors.language import language_data
from extractors.normalise import fold

_MAX_LINE = 300
_OFFSET = re.compile(r"(?:\b(?:gmt|utc)\s?)?(?<![\d-])([+-])\s?(\d{1,2})(?::?(\d{2}))?(?![\d:/.-])")
_DOTTED = re.compile(r"(?<![\d.])(?P<h>\d{1,2})\.(?P<n>[0-5]\d)(?![\d.%])")
_HYPHENED = str.maketrans(dict.fromkeys("‐—―", "-"))
NOON = time(12, 0)
"""Stands for the hour where a page names only the day."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What one line says about publication; ``rest`` are the words that are neither date nor its dressing."""

    day: date | None = None
    at: time | None = None
    zone: str = ""
    offset: timedelta | None = None
    label: str = ""
    rest: tuple[str, ...] = ()


def read_stamps(line: str, language: str) -> list[Stamp]:
    """The stamps of a line, one for each "published" or "updated" in it; empty when it has neither day nor time."""
    if len(line) > _MAX_LINE:
        return []
    text = fold(line).translate(_HYPHENED)
    stamps = [_read_part(part, language) for part in _parts(text)]
    return [stamp for stamp in stamps if stamp.day or stamp.at]


def _parts(text: str) -> list[str]:
    """A line cut at bars and before each label, so that a label rules what follows it."""
    parts: list[str] = []
    for piece in re.split(r"\s*[|•·]\s*", text):
        starts = [m.start() for m in label_cut().finditer(piece) if m.start()]
        bounds = [0, *starts, len(piece)]
        parts += [piece[a:b] for a, b in pairwise(bounds) if piece[a:b].strip()]
    return _joined(parts)


def _joined(parts: list[str]) -> list[str]:
    """A part without a day of its own goes with the one before it ("March 9, 2024 | 6:10 p.m.")."""
    joined: list[str] = []
    for part in parts:
        if joined and not label_cut().match(part) and _find_date(part, "")[0] is None:
            joined[-1] += " | " + part
        else:
            joined.append(part)
    return joined


def _read_part(part: str, language: str) -> Stamp:
    day, rest = _find_date(part, language)
    at, rest = _find_time(rest, day is not None)
    offset, rest = _find_offset(rest) if at else (None, rest)
    zone, rest = _find_zone(grammar().clock.sub(" ", rest), at is not None)
    words = words_of(rest)
    label, words = _take_label(words)
    noise = grammar().noise
    left = tuple(word for word in words if word not in noise and not word.isdigit())
    return Stamp(day, at, zone, offset, label, left)


def _take_label(words: list[str]) -> tuple[str, list[str]]:
    """Whether the words call the date that of publication or of a change; and the words without it."""
    hit = next(iter(grammar().words.hits(words)), None)
    if hit is None:
        return "", words
    kinds = [h for h in grammar().words.hits(words) if h.start == hit.start]
    longest = max(kinds, key=lambda h: h.end)
    return longest.kind, words[: hit.start] + words[longest.end :]


def _find_date(text: str, language: str) -> tuple[date | None, str]:
    """The first Gregorian day (a Hijri one only where it stands alone), and the text without any of them."""
    words = grammar()
    found: date | None = None
    for pattern in words.dates:
        for match in pattern.finditer(text):
            day = _day_of(match, language)
            if day and (found is None or match.start() == 0):
                found = day
        if found:
            text = pattern.sub(" ", text)
    hijri = words.hijri_date.search(text)
    if hijri:
        found = found or _from_hijri(int(hijri["y"]), words.hijri[_name(hijri["m"])], int(hijri["d"]))
        text = words.hijri_date.sub(" ", text)
    return found, text


def _name(matched: str) -> str:
    return re.sub(r"\s+", " ", matched)


def _day_of(match: re.Match[str], language: str) -> date | None:
    parts = match.groupdict()
    year = int(parts["y"])
    if "a" in parts:
        first, second = int(parts["a"]), int(parts["b"])
        month_first = _order(language) == "mdy"
        month, day = (first, second) if (month_first and first <= 12) or second > 12 else (second, first)
    else:
        month = int(parts["m"]) if parts["m"].isdigit() else grammar().months[_name(parts["m"])]
        day = int(parts["d"])
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _order(language: str) -> str:
    return str(language_data(language, "page").get("date", {}).get("order", "dmy"))


def _from_hijri(year: int, month: int, day: int) -> date | None:
    from hijridate import Hijri

    try:
        return date(*Hijri(year, month, day).to_gregorian().datetuple())
    except (ValueError, OverflowError):
        return None


def _find_time(text: str, dated: bool) -> tuple[time | None, str]:
    """The first time of day, and the text without it; "13.40" is one only beside a day."""
    words = grammar()
    for pattern in (words.clock, words.hour, *([_DOTTED] if dated else [])):
        for match in pattern.finditer(text):
            at = _time_of(match.groupdict())
            if at is not None:
                return at, text[: match.start()] + " " + text[match.end() :]
    return None, text


def _time_of(parts: dict[str, str | None]) -> time | None:
    hour, minute = int(parts.get("mh") or parts["h"] or 0), int(parts.get("mn") or parts["n"] or 0)
    half = re.sub(r"[.\s]", "", parts.get("half") or "")
    if half and hour <= 12:
        hour = hour % 12 + (0 if half in grammar().morning else 12)
    try:
        return time(hour, minute, int(parts.get("s") or 0))
    except ValueError:
        return None


def _find_offset(text: str) -> tuple[timedelta | None, str]:
    match = _OFFSET.search(text)
    if not match:
        return None, text
    shift = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    if shift > timedelta(hours=14):
        return None, text
    return (shift if match[1] == "+" else -shift), text[: match.start()] + " " + text[match.end() :]


def _find_zone(text: str, timed: bool) -> tuple[str, str]:
    """The zone that a line names: after "by the clock of", or any short name beside a time."""
    said = grammar().zone_before.search(text)
    words = words_of(said["name"] if said else text)
    places = [hit for hit in places_in(words) if hit.value]
    if not places or not (said or timed):
        return "", text
    chosen = min(places, key=lambda hit: hit.start)
    named = {at for hit in places for at in range(hit.start, hit.end)}
    left = [word for at, word in enumerate(words) if at not in named and word not in _zone_tails()]
    return chosen.value, (text[: said.start()] + " " if said else "") + " ".join(left)


@lru_cache(maxsize=1)
def _zone_tails() -> frozenset[str]:
    return frozenset(
        w for _, data in page_data() for n in data.get("zones", {}).get("after", ()) for w in words_of(fold(n))
    )


def as_published(stamp: Stamp, fallback_zone: str) -> str | None:
    """ISO 8601 with the offset of that day, or without one where no clock is known; noon where no hour is."""
    if stamp.day is None:
        return None
    local = datetime.combine(stamp.day, stamp.at or NOON)
    zone = stamp.zone or fallback_zone
    if stamp.offset is not None:
        return local.replace(tzinfo=timezone(stamp.offset)).isoformat()
    return (offset_at(zone, local) if zone else local).isoformat()


def combined(stamps: list[Stamp]) -> Stamp | None:
    """One stamp out of a page's: the publication's own, its missing hour or zone from the others of that day."""
    dated = [stamp for stamp in stamps if stamp.day]
    if not dated:
        return None
    first = next((stamp for stamp in stamps if stamp.label == "published"), None)
    if first and first.day is None and not any(stamp.label == "published" for stamp in dated):
        dated = [replace(first, day=dated[0].day)]
    chosen = min(dated, key=lambda s: ({"published": 0, "": 1, "updated": 2}[s.label], s.at is None))
    for other in stamps:
        same_day = other.day in (None, chosen.day)
        if chosen.at is None and other.at and same_day:
            chosen = replace(chosen, at=other.at, zone=other.zone or chosen.zone, offset=other.offset)
        if not chosen.zone and other.zone and same_day and chosen.offset is None:
            chosen = replace(chosen, zone=other.zone)
    return chosen
