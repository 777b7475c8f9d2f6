"""Countries, regions and the great cities of the time zones, in any language, from the CLDR data that Babel carries."""

from __future__ import annotations

from functools import lru_cache

_NO_PLACES = frozenset({"001", "EU", "EZ", "UN", "ZZ", "QO", "XA", "XB"})

# Research stations are no news, and some are called like everyday things.
_NO_REGIONS = frozenset({"Etc", "Antarctica"})


@lru_cache(maxsize=64)
def cldr_places(language: str) -> tuple[str, ...]:
    """The names of territories, continents and zone cities as this language writes them; none for an unknown one."""
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError, TypeError):
        return ()
    names = {str(name) for code, name in locale.territories.items() if code not in _NO_PLACES}
    for zone, entry in locale.time_zones.items():
        region, _, city = str(zone).rpartition("/")
        if region and region not in _NO_REGIONS:
            # Where a language writes a city as English does, CLDR gives no name of its own.
            names.add(str(entry.get("city") or city.replace("_", " ")))
    return tuple(sorted(filter(None, names)))
