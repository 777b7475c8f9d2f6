"""The words and shapes of dates in all languages with data: months, halves of the day, labels, as patterns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from babel.core import Locale

from extractors.intake.phrases import PhraseIndex, page_data, words_of
from extractors.normalise import fold


@dataclass(frozen=True, slots=True)
class Grammar:
    """The compiled patterns over all languages' months and words."""

    months: dict[str, int]
    hijri: dict[str, int]
    dates: tuple[re.Pattern[str], ...]
    hijri_date: re.Pattern[str]
    clock: re.Pattern[str]
    hour: re.Pattern[str]
    zone_before: re.Pattern[str]
    words: PhraseIndex
    morning: frozenset[str]
    noise: frozenset[str]


_SEP = r"[\s,،./-]{1,4}"
_YEAR = r"(?P<y>(?:19|20)\d\d)(?!\d)"
_DAY = r"(?<!\d)(?P<d>\d{1,2})(?:st|nd|rd|th|er)?"
_NUMERIC = (
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)\s?[-/.]\s?(?P<m>\d{1,2})\s?[-/.]\s?(?P<d>\d{1,2})(?!\d)(?:t(?=\d))?"),
    re.compile(r"(?<!\d)(?P<a>\d{1,2})\s?[-/.]\s?(?P<b>\d{1,2})\s?[-/.]\s?(?P<y>(?:19|20)\d\d)(?!\d)"),
)


def _alternatives(names: Any) -> str:
    ordered = sorted({fold(name) for name in names}, key=lambda name: (-len(name), name))
    return "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in ordered) or r"(?!)"


@lru_cache(maxsize=1)
def grammar() -> Grammar:
    """The grammar, compiled once from the data."""
    months, hijri, labels, before = _month_names(), {}, [], []
    am: set[str] = set()
    pm: set[str] = set()
    noise: set[str] = set()
    for _, data in page_data():
        section = data.get("date", {})
        hijri.update({fold(n): int(k) for k, names in section.get("hijri_months", {}).items() for n in names})
        for label in ("published", "updated"):
            labels += [(phrase, label, "") for phrase in section.get(label, ())]
        am.update(map(fold, section.get("am", ())))
        pm.update(map(fold, section.get("pm", ())))
        noise.update(w for phrase in section.get("noise", ()) for w in words_of(fold(phrase)))
        noise.update(w for locale in section.get("locales", ()) for w in _weekdays(locale))
        before += data.get("zones", {}).get("before", ())
    month, other = f"(?P<m>{_alternatives(months)})(?!\\w)", f"(?:\\s?[/(-]\\s?(?:{_alternatives(months)})(?!\\w)\\)?)?"
    half = f"(?P<half>{_half_pattern(am | pm)})"
    return Grammar(
        months,
        hijri,
        (
            *_NUMERIC,
            re.compile(f"{_DAY}(?:{_SEP}(?:of\\s|من\\s)?)?(?<!\\w){month}{other}{_SEP}{_YEAR}"),
            re.compile(f"(?<!\\w){month}{other}{_SEP}{_DAY}{_SEP}{_YEAR}"),
            re.compile(f"(?<!\\d){_YEAR}{_SEP}{month}{other}{_SEP}{_DAY}(?!\\d)"),
        ),
        re.compile(f"{_DAY}{_SEP}(?:من\\s)?(?P<m>{_alternatives(hijri)})(?!\\w){_SEP}(?P<y>1[345]\\d\\d)(?!\\d)"),
        re.compile(
            rf"(?<![\d:.])(?P<h>\d{{1,2}})\s?[:h٫]\s?(?P<n>\d{{2}})(?::(?P<s>\d{{2}}))?(?:\.\d+)?(?!\d)(?:\s?{half})?"
        ),
        re.compile(
            rf"(?<![\d:.])(?P<h>\d{{1,2}})(?:\.(?P<n>\d{{2}}))?\s?{half}|(?<!\d)(?P<mh>[012]\d)(?P<mn>[0-5]\d)(?=\s?(?:gmt|utc|hrs)\b)"
        ),
        re.compile(f"(?<!\\w)(?:{_alternatives(before)})\\s+(?P<name>.{{2,60}})"),
        PhraseIndex(labels),
        frozenset(re.sub(r"[.\s]", "", name) for name in am),
        frozenset(noise),
    )


def _half_pattern(names: set[str]) -> str:
    """Halves of the day, with or without stops between their letters ("p.m.")."""
    ordered = sorted(names, key=lambda name: (-len(name), name))
    parts = [
        r"\.?\s?".join(map(re.escape, name.replace(" ", ""))) if len(name) <= 3 else re.escape(name) for name in ordered
    ]
    return f"(?:{'|'.join(parts) or '(?!)'})(?!\\w)\\.?"


def _month_names() -> dict[str, int]:
    """Folded month names of all languages' locales and lists."""
    months: dict[str, int] = {}
    for _, data in page_data():
        section = data.get("date", {})
        for code in section.get("locales", ()):
            for width in ("wide", "abbreviated"):
                months.update({fold(n).rstrip("."): k for k, n in Locale.parse(code).months["format"][width].items()})
        months.update({fold(n): int(k) for k, names in section.get("months", {}).items() for n in names})
    return {name: number for name, number in months.items() if not name.isdigit()}


def _weekdays(code: str) -> set[str]:
    days = Locale.parse(code).days["format"]
    return {word for width in ("wide", "abbreviated") for name in days[width].values() for word in words_of(fold(name))}


@lru_cache(maxsize=1)
def label_cut() -> re.Pattern[str]:
    """Where a part of a line begins that calls its date that of publication or of a change."""
    names = [n for _, data in page_data() for k in ("published", "updated") for n in data.get("date", {}).get(k, ())]
    return re.compile(f"(?<!\\w)(?:{_alternatives(names)})(?!\\w)")


def without_date_words(words: list[str]) -> list[str]:
    """The words that name no day, month or hour."""
    return [word for word in words if not word.isdigit() and word not in _date_words()]


@lru_cache(maxsize=1)
def _date_words() -> frozenset[str]:
    names = [*grammar().months, *grammar().hijri]
    return frozenset(word for name in names for word in words_of(name)) | grammar().noise
