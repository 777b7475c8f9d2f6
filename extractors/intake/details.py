"""What a page says beside its body: outlet, author, place, and from these the clock it goes by."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.intake.dateline import strip_dateline
from extractors.intake.lines import Kind, Line
from extractors.intake.phrases import furniture_index, words_of
from extractors.intake.published import Stamp, as_published, combined, read_stamps
from extractors.intake.zones import first_zone, only_country_zone, places_in, url_zone
from extractors.normalise import fold

_CUT = re.compile(r"\s*[|•·]\s*|\s+[-–—]\s+|\s{2,}")
_SIGN = re.compile(r"^\W*(?:©|\([cC]\)|copyright|حقوق)\W*", re.I)


def find_outlet(shown: Sequence[Line], title: Line | None, body_words: set[str]) -> str:
    """The name over the page that its foot repeats, or that has a publisher's word in it; "" where neither is."""
    heads = [line for line in shown[:8] if line is not title and line.words and len(line.words) <= 6]
    feet = " ".join(" ".join(line.words) for line in shown if _SIGN.match(line.text) or line.kind is Kind.FURNITURE)
    for line in heads:
        if line.kind is Kind.OTHER and f" {line.key} " in f" {feet} ":
            return line.text
    for line in heads:
        if line.kind is Kind.OTHER and any(hit.kind == "outlet" for hit in furniture_index().hits(line.words)):
            return line.text
    return next((name for line in shown if (name := _owner(line.text))), "")


def _owner(text: str) -> str:
    """Who claims the copyright of a page: the words between the year and the next stop."""
    sign = _SIGN.match(text)
    if not sign:
        return ""
    rest = re.sub(r"^[\W\d]+", "", text[sign.end() :])
    name = re.split(r"[.|،,]", rest, maxsplit=1)[0].strip()
    known = list(furniture_index().hits(words_of(fold(name))))
    return name if name and len(name.split()) <= 6 and not any(hit.kind == "strong" for hit in known) else ""


def find_author(shown: Sequence[Line]) -> str:
    """The names in the first author's line, without its label and without a trade."""
    for line in shown:
        if line.kind is Kind.BYLINE:
            for part in _CUT.split(line.text):
                name = _without_label(part)
                if name:
                    return name
    return ""


def _without_label(part: str) -> str:
    words = words_of(fold(part))
    hits = list(furniture_index().hits(words))
    label = max((hit.end for hit in hits if hit.kind == "byline" and hit.start == 0), default=0)
    if any(hit.kind == "role" for hit in hits) and not label:
        return ""
    tokens = part.split()
    return " ".join(tokens[label:]).strip(" :،,/-–") if label < len(tokens) and not places_in(words[label:]) else ""


def find_published(shown: Sequence[Line], body: Sequence[Line], url: str, outlet: str, language: str) -> str | None:
    """The publication time that a page states, on the clock of its line, its place, its outlet or its country."""
    dateline = strip_dateline(body[0].text)[0] if body else ""
    stamps = [stamp for line in shown if line.kind is Kind.DATE for stamp in line.stamps]
    stamp = combined(stamps) or combined(_stamps_of(dateline, language))
    if stamp is None:
        return None
    return as_published(stamp, "" if stamp.zone else _clock(shown, body, dateline, url, outlet))


def _stamps_of(dateline: str, language: str) -> list[Stamp]:
    return read_stamps(dateline, language)


def _clock(shown: Sequence[Line], body: Sequence[Line], dateline: str, url: str, outlet: str) -> str:
    """The zone of the nearest plain hint; "" where the page leaves it open."""
    kinds = (Kind.DATELINE, Kind.BYLINE, Kind.DATE)
    near = [line.words for line in shown if line.kind in kinds]
    hints = [words_of(fold(dateline)), *near, words_of(fold(outlet))]
    for words in hints:
        zone = first_zone([word for word in words if len(word) > 2])
        if zone:
            return zone
    furniture = [word for line in shown if line.kind in (Kind.FURNITURE, Kind.MENU) for word in line.words]
    outside = {
        hit.value for hit in places_in(furniture) if hit.value and hit.end - hit.start + len(furniture[hit.start]) > 4
    }
    if url_zone(url):
        return url_zone(url)
    if len(outside) == 1:
        return next(iter(outside))
    return only_country_zone("\n".join(line.text for line in body))
