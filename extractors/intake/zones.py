"""Names of clocks: a city, a country, an agency or an abbreviation, in any language with data or CLDR names."""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime
from functools import lru_cache
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from babel.core import Locale, get_global

from extractors.intake.phrases import Hit, PhraseIndex, page_data, words_of
from extractors.language import UNIVERSAL, language_data
from extractors.normalise import fold

_OWN, _CLDR, _COUNTRY, AGENCY = "own", "city", "country", "agency"
_SHORT = "short"


@lru_cache(maxsize=1)
def place_index() -> PhraseIndex:
    """Every name of a place or agency to its zone; an international agency stands with the empty zone."""
    entries: list[tuple[str, str, str]] = []
    for _, data in page_data():
        for zone, names in data.get("zones", {}).get("names", {}).items():
            entries += [(name, _OWN, zone) for name in names]
        for zone, names in data.get("zones", {}).get("short", {}).items():
            entries += [(name, _SHORT, zone) for name in names]
        for zone, names in data.get("agencies", {}).items():
            entries += [(name, AGENCY, zone) for name in names]
        for locale in data.get("date", {}).get("locales", ()):
            entries += _cldr_names(Locale.parse(locale))
    return PhraseIndex(entries)


def _cldr_names(locale: Locale) -> list[tuple[str, str, str]]:
    """A locale's exemplar cities, and its countries where one clock holds for a country."""
    cities = [(names["city"], _CLDR, zone) for zone, names in locale.time_zones.items() if "city" in names]
    known = [zone for zone in get_global("zone_territories") if "/" in zone and not zone.startswith("Etc")]
    cities += [(zone.rsplit("/", 1)[-1].replace("_", " "), _CLDR, zone) for zone in known]
    countries = [(name, _COUNTRY, country_zone(code)) for code, name in locale.territories.items()]
    return cities + [entry for entry in countries if entry[2]]


@lru_cache(maxsize=512)
def country_zone(code: str) -> str:
    """The clock of a country by its ISO code, "" where it has several and none is the nation's own."""
    capital = language_data(UNIVERSAL, "page").get("zones", {}).get("capital", {})
    if code in capital:
        return str(capital[code])
    zones = get_global("territory_zones").get(code, [])
    return str(zones[0]) if len(zones) == 1 else ""


def places_in(words: list[str], *, dateline: bool = False) -> list[Hit]:
    """The places and agencies in a list of folded words, without those inside a longer name; longest first.

    Abbreviations of places count only in a ``dateline``.
    """
    taken: list[Hit] = []
    hits = [hit for hit in place_index().hits(words) if dateline or hit.kind != _SHORT]
    for hit in sorted(hits, key=lambda h: (h.start - h.end, h.start, _RANK[h.kind])):
        if all(hit.end <= other.start or hit.start >= other.end for other in taken):
            taken.append(hit)
    return taken


_RANK = {_OWN: 0, _SHORT: 0, AGENCY: 1, _COUNTRY: 2, _CLDR: 3}


def first_zone(words: list[str], *, dateline: bool = False) -> str:
    """The zone of the first place that has one, "" when there is none."""
    places = sorted(places_in(words, dateline=dateline), key=lambda hit: hit.start)
    return next((hit.value for hit in places if hit.value), "")


def url_zone(url: str) -> str:
    """The clock of the country that an address ends in, "" for a worldwide ending."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    ending = host.rsplit(".", 1)[-1].upper()
    return country_zone({"UK": "GB"}.get(ending, ending)) if re.fullmatch("[A-Z]{2}", ending) else ""


def only_country_zone(text: str) -> str:
    """The zone that the places of a text share or most of them do, "" where none is named twice as often as others.

    An article that names the places of one clock above all is that country's own news.
    """
    words = words_of(fold(text))[:4000]
    zones = Counter(hit.value for hit in places_in_order(words) if hit.value and _plain_name(hit, words))
    zones.update(zone for zone in map(_adjective_zone, words) if zone)
    (zone, most), (_, second) = [*zones.most_common(2), ("", 0), ("", 0)][:2]
    return zone if most >= 2 * second else ""


def money_zone(text: str) -> str:
    """The zone of the one country whose money a text counts in by its own signs, "" for none or several."""
    zones = {zone for zone, signs in _money() if signs.search(text)}
    return next(iter(zones)) if len(zones) == 1 else ""


@lru_cache(maxsize=1)
def _money() -> list[tuple[str, re.Pattern[str]]]:
    listed = [(z, signs) for _, data in page_data() for z, signs in data.get("zones", {}).get("signs", {}).items()]
    found = []
    for zone, signs in listed:
        either = "|".join(map(re.escape, signs))
        found.append((zone, re.compile(rf"(?<!\w)(?:{either})\s?\d|\d\s?(?:{either})(?!\w)")))
    return found


def _adjective_zone(word: str) -> str:
    """The zone of the country that an adjective is of («المصرية»), "" for any other word."""
    for article, endings, stems in _adjectives():
        if word.startswith(article):
            for ending in endings:
                stem = word[len(article) : -len(ending)] if word.endswith(ending) else ""
                if stem in stems:
                    return stems[stem]
    return ""


@lru_cache(maxsize=1)
def _adjectives() -> list[tuple[str, tuple[str, ...], dict[str, str]]]:
    """For languages that say how: the article, the endings, and the stems of the countries' names."""
    rules = []
    for _, data in page_data():
        rule = data.get("zones", {}).get("adjective", {})
        locales = data.get("date", {}).get("locales", ())
        if rule and locales:
            article, dropped = fold(rule["article"]), sorted(map(fold, rule["dropped"]), key=len, reverse=True)
            names = {fold(name): country_zone(code) for code, name in Locale.parse(locales[0]).territories.items()}
            stems = {_stem(name.removeprefix(article), dropped): zone for name, zone in names.items() if zone}
            rules.append((article, tuple(map(fold, rule["endings"])), {s: z for s, z in stems.items() if len(s) >= 3}))
    return rules


def _stem(name: str, dropped: list[str]) -> str:
    return next((name.removesuffix(end) for end in dropped if name.endswith(end)), name)


def places_in_order(words: list[str]) -> list[Hit]:
    """Places from left to right, the longest at each word: linear, for whole texts."""
    found: list[Hit] = []
    at = 0
    for hit in place_index().hits(words):
        if hit.start >= at and hit.kind in (_OWN, _COUNTRY):
            found.append(hit)
            at = hit.end
    return found


def _plain_name(hit: Hit, words: list[str]) -> bool:
    """Whether a name is long enough not to be an everyday word ("et", "la") in running text."""
    return sum(len(word) for word in words[hit.start : hit.end]) >= 4


def offset_at(zone: str, local: datetime) -> datetime:
    """A local time with the offset that its zone had on that day."""
    aware = local.replace(tzinfo=ZoneInfo(zone))
    return datetime.fromisoformat(aware.isoformat())
