"""What a page says beside its body: outlet, author, place, and from these the clock it goes by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extractors.intake.cleaning import Page
from extractors.intake.dateline import strip_dateline
from extractors.intake.datewords import without_date_words
from extractors.intake.lines import Kind, Line
from extractors.intake.phrases import furniture_index, words_of
from extractors.intake.published import Stamp, as_published, combined, read_stamps
from extractors.intake.zones import first_zone, money_zone, only_country_zone, places_in, url_zone
from extractors.normalise import fold

_CUT = re.compile(r"\s*[|•·]\s*|\s+[-–—]\s+|\s{2,}")
_NAMES_CUT = re.compile(r"\s*[|•·:/]\s*|\s+[-–—]\s+|\s{2,}")
_SIGN = re.compile(r"(?:©|\([cC]\)|copyright)\W*", re.I)


def find_outlet(shown: Sequence[Line], body: Sequence[Line], title: Line | None) -> str:
    """The name over the page that its foot repeats, or that has a publisher's word in it; "" where neither is."""
    heads = [line for line in _above(shown, body) if line is not title and line.words and len(line.words) <= 6]
    feet = " ".join(line.key for line in shown if _SIGN.search(line.text) or line.kind is Kind.FURNITURE)
    for line in heads:
        if line.kind is Kind.OTHER and f" {line.key} " in f" {feet} ":
            return line.text
    for line in heads:
        if line.kind is Kind.OTHER and any(hit.kind == "outlet" for hit in furniture_index().hits(line.words)):
            return line.text
    return next((name for line in shown if (name := _owner(line.text))), "")


def _owner(text: str) -> str:
    """Who claims the copyright of a page: the words between the year and the next stop."""
    sign = _SIGN.search(text)
    if not sign:
        return ""
    rest = re.sub(r"^[\W\d]+", "", text[sign.end() :])
    name = re.split(r"[.|،,]", rest, maxsplit=1)[0].strip()
    known = list(furniture_index().hits(words_of(fold(name))))
    return name if name and len(name.split()) <= 6 and not any(hit.kind == "strong" for hit in known) else ""


def _above(shown: Sequence[Line], body: Sequence[Line]) -> list[Line]:
    """The lines over the first paragraph, eight at most."""
    first = next((at for at, line in enumerate(shown) if body and line is body[0]), len(shown))
    return list(shown[: min(first, 8)])


def find_author(shown: Sequence[Line], body: Sequence[Line]) -> str:
    """The names in the first author's line, without its label and without a trade."""
    for line in shown:
        if line.kind is Kind.BYLINE:
            for part in _NAMES_CUT.split(line.look):
                name = _without_label(part)
                if name:
                    return name
    heads = _above(shown, body)
    last = next((at for at, line in enumerate(shown) if body and line is body[-1]), len(shown))
    below = {line.key for line in shown[last:] if line.kind is Kind.OTHER}
    return _name_by_date(heads, below)


def _name_by_date(heads: list[Line], repeated: set[str]) -> str:
    """A short line that stands again below the body, or "Name | Outlet" beside the date, where no label tells."""
    for line in heads:
        if line.kind is Kind.OTHER and line.key in repeated and len(line.words) in (2, 3) and not places_in(line.words):
            return line.text
    for line in heads:
        parts = _CUT.split(line.look)
        if line.kind is Kind.DATE and len(parts) > 1 and _is_name(parts[0]):
            return parts[0]
    for line, other in pairwise(heads):
        if line.kind is Kind.OTHER and other.kind is Kind.DATE and _is_written_name(line):
            return line.text
    for line, other in pairwise(heads):
        for near, date in ((line, other), (other, line)):
            parts = _CUT.split(near.text)
            if (
                date.kind is Kind.DATE
                and near.kind is Kind.MENU
                and len(parts) == 2
                and len(parts[0].split()) in (2, 3)
            ):
                return parts[0]
    return ""


def _is_written_name(line: Line) -> bool:
    """Whether a line right above the date is a name in capitals and no publisher's."""
    capitals = all(token[:1].isupper() for token in line.text.split())
    return capitals and _is_name(line.text) and len(line.words) <= 3


def _is_name(part: str) -> bool:
    """Whether two to four words beside a date may be a name: no figure, place or furniture among them."""
    words = words_of(fold(part))
    plain = not any(word.isdigit() for word in words) and not places_in(words) and not read_stamps(part, "")
    return (
        2 <= len(words) <= 4 and plain and without_date_words(words) == words and not any(furniture_index().hits(words))
    )


def _without_label(part: str) -> str:
    words = words_of(fold(part))
    hits = list(furniture_index().hits(words))
    label = max((hit.end for hit in hits if hit.kind == "byline" and hit.start == 0), default=0)
    roles = [hit.start for hit in hits if hit.kind == "role" and hit.start >= label]
    if roles and not label and min(roles) < 2:
        return ""
    tokens = re.split(r"\s*[,،]\s", part)[0].split()
    tail = min(roles, default=len(words))
    if len(words) == len(part.split()):
        tokens = tokens[:tail]
    return " ".join(tokens[label:]).strip(" :،,/-–") if label < len(tokens) and not places_in(words[label:]) else ""


def find_published(page: Page, url: str, outlet: str, language: str) -> str | None:
    """The publication time that a page states, on the clock of its line, its place, its outlet or its country."""
    shown, body = page.shown, page.body
    dateline = strip_dateline(body[0].text)[0] if body else ""
    stamps = [stamp for line in shown if line.kind is Kind.DATE for stamp in line.stamps]
    stamp = combined(stamps) or combined(_stamps_of(dateline, language))
    if stamp is None:
        return None
    return as_published(stamp, "" if stamp.zone else _clock(page, dateline, url, outlet))


def _stamps_of(dateline: str, language: str) -> list[Stamp]:
    return read_stamps(dateline, language)


def _clock(page: Page, dateline: str, url: str, outlet: str) -> str:
    """The zone of the nearest plain hint; "" where the page leaves it open."""
    shown, body, title = page.shown, page.body, page.title
    datelines = [words_of(fold(dateline)), *(line.words for line in shown if line.kind is Kind.DATELINE)]
    near = [line.words for line in shown if line.kind is Kind.DATE]
    near += [words_of(fold(part)) for line in shown if line.kind is Kind.BYLINE for part in _places_of(line.text)]
    heads = [line for line in _above(shown, body) if line.kind is Kind.OTHER and line is not title]
    named = [words for words in (words_of(fold(outlet)), *(line.words for line in heads)) if len(words) <= 6]
    found = (
        _first_of(datelines, dateline=True)
        or _first_of(near)
        or url_zone(url)
        or _first_of(named)
        or _furniture_zone(shown)
    )
    told = [line for line in shown if line.kind is Kind.CAPTION] + [line for line in heads if len(line.words) > 6]
    written = "\n".join(line.text for line in [*([title] if title else []), *told, *body])
    return found or only_country_zone(written) or money_zone(written)


def _first_of(hints: Sequence[list[str]], *, dateline: bool = False) -> str:
    """The first zone that one of these lines of words names, "" when none does."""
    return next((zone for words in hints if (zone := first_zone(words, dateline=dateline))), "")


def _places_of(byline: str) -> list[str]:
    """The parts of an author's line that are a place and nothing else."""
    found = []
    for part in re.split(r"\s*[|،,:/()-]\s*", byline):
        words = words_of(fold(part))
        if words and sum(hit.end - hit.start for hit in places_in(words)) == len(words):
            found.append(part)
    return found


def _furniture_zone(shown: Sequence[Line]) -> str:
    """The one zone of all places in menus and notices, "" when they name several or none."""
    kinds = (Kind.FURNITURE, Kind.MENU)
    words = [word for line in shown if line.kind in kinds and not line.stamps for word in line.words]
    zones = {hit.value for hit in places_in(words) if hit.value and len("".join(words[hit.start : hit.end])) > 2}
    return next(iter(zones)) if len(zones) == 1 else ""
