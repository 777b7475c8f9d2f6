"""The number words, units and contexts of a language, folded and compiled once from ``quantities.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import Any, NamedTuple

from extractors.language import language_data
from extractors.normalise import fold


class Kind(IntEnum):
    """What a number word does in a number."""

    DIGITS = 0
    SMALL = 1
    TEN_SUFFIX = 2
    TEEN_START = 3
    HUNDRED = 4
    SCALE = 5
    SCALE_PLURAL = 6
    SCALE_DUAL = 7
    SCALE_DEFINITE = 8
    FRACTION = 9
    FRACTION_PLURAL = 10
    FRACTION_DEFINITE = 11
    DEFINITE = 12
    ABBREVIATION = 13
    PAIR = 14
    RATIO = 15


class Word(NamedTuple):
    """One form of a number word; ``prefix`` letters before it belong to a particle, ``joins`` when that is "and"."""

    kind: Kind
    value: float
    prefix: int = 0
    joins: bool = False


_TABLES = {
    "small": Kind.SMALL,
    "ten_suffixes": Kind.TEN_SUFFIX,
    "teen_starts": Kind.TEEN_START,
    "hundreds": Kind.HUNDRED,
    "scales": Kind.SCALE,
    "scale_plurals": Kind.SCALE_PLURAL,
    "scale_duals": Kind.SCALE_DUAL,
    "fractions": Kind.FRACTION,
    "fraction_plurals": Kind.FRACTION_PLURAL,
}
# These never take a particle, or already carry one.
_BARE_TABLES = {
    "scale_definite": Kind.SCALE_DEFINITE,
    "fraction_definite": Kind.FRACTION_DEFINITE,
    "definite": Kind.DEFINITE,
    "abbreviations": Kind.ABBREVIATION,
}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything that reading figures in one language needs; all words folded."""

    words: dict[str, Word]
    compounds: tuple[re.Pattern[str] | None, dict[str, float]]
    part_of: dict[str, float]
    scale_alone: dict[str, float]
    attached: frozenset[str]
    article: str
    units_first: bool
    digits_join: bool
    juxtapose: bool
    space_groups: bool
    lone_scales: bool
    before_scale: re.Pattern[str] | None
    joined: re.Pattern[str]
    fraction_gap: re.Pattern[str]
    percent: re.Pattern[str]
    currency_before: re.Pattern[str]
    currency_after: re.Pattern[str]
    currencies_before: dict[str, str]
    currencies_after: dict[str, str]
    range_gap: re.Pattern[str]
    list_gap: re.Pattern[str]
    closing_gap: re.Pattern[str] | None
    opener: re.Pattern[str] | None
    ratio_gap: re.Pattern[str] | None
    ratio_one_before: bool
    clock_after: re.Pattern[str] | None
    ages_after: re.Pattern[str] | None
    sets: dict[str, frozenset[str]]
    endings: dict[str, tuple[str, ...]]
    lookahead: int
    comma_ages: bool
    ones_counted_before: bool


def alternatives(words: Iterable[str]) -> str:
    """A regular expression for any of the words, longest first; it matches nothing where there are none."""
    folded = sorted({fold(word) for word in words}, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", " ") for word in folded) or r"(?!)"


@lru_cache(maxsize=64)
def lexicon(language: str) -> Lexicon:
    """The compiled figures' lexicon of a language, or the universal one where it has none."""
    data = language_data(language, "quantities")
    numbers, units = data.get("numbers", {}), data.get("units", {})
    ones, fractions = data.get("ones", {}), data.get("fractions", {})
    context, ranges, ratios = data.get("context", {}), data.get("ranges", {}), data.get("ratios", {})
    currencies = {side: _folded_keys(data.get("currencies", {}).get(side, {})) for side in ("before", "after")}
    links = alternatives([*ranges.get("links", ())])
    lists = alternatives([*ranges.get("lists", ())])
    return Lexicon(
        words=_words(numbers, units),
        compounds=_compounds(numbers.get("compounds", {})),
        part_of=_folded_keys(numbers.get("part_of", {})),
        scale_alone=_folded_keys(numbers.get("scale_alone", {})),
        attached=_folded_set(numbers.get("attached", ())),
        article=fold(numbers.get("article", "")),
        units_first=numbers.get("units_first", False),
        digits_join=numbers.get("digits_join", False),
        juxtapose=numbers.get("juxtapose", False),
        space_groups=numbers.get("space_groups", False),
        lone_scales=numbers.get("scale_alone_counts", True),
        before_scale=_optional(numbers.get("ones_before_scale", ()), r" ?\b(?:{})[ -]$"),
        joined=re.compile(rf"[ -](?:{alternatives(numbers.get('joins', ()))})[ -]?$"),
        fraction_gap=re.compile(rf"[ -](?:(?:{alternatives(fractions.get('gaps', ()))})[ -])?$"),
        percent=re.compile(
            rf"(?: ?%|[ -]?(?P<words>{alternatives(units.get('percent', ()))})(?!\w)|"
            rf"[ -]?(?P<points>{alternatives(units.get('points', ()))})(?!\w))"
        ),
        currency_before=re.compile(rf"(?:^|(?<=\W))({alternatives(currencies['before'])}) ?$"),
        currency_after=re.compile(rf"[ -]?({alternatives(currencies['after'])})(?!\w)"),
        currencies_before=currencies["before"],
        currencies_after=currencies["after"],
        range_gap=re.compile(rf" ?- ?$| (?:{links}) ?$"),
        list_gap=re.compile(rf" ?(?:{lists}) ?$"),
        closing_gap=_optional(ranges.get("closers", ()), r" (?:{}) ?$"),
        opener=_optional(ranges.get("openers", ()), r"(?<!\w)(?:{}) $"),
        ratio_gap=_ratio_gap(ratios),
        ratio_one_before=ratios.get("one_before", False),
        clock_after=_optional(context.get("clock_after", ()), r" ?(?:{})(?!\w)"),
        ages_after=_optional(context.get("ages_after", ()), r"[ -]?(?:{})(?!\w)"),
        sets=_sets(units, ones, fractions, context, ratios),
        endings={name: tuple(units.get(name, ())) for name in ("stop_prefixes", "plural_endings", "singular_endings")},
        lookahead=units.get("lookahead", 1),
        comma_ages=context.get("comma_ages", False),
        ones_counted_before=ones.get("counted_before", False),
    )


def _compounds(forms: dict[str, float]) -> tuple[re.Pattern[str] | None, dict[str, float]]:
    """Numbers of several words ("quatre-vingt-dix-sept"): what finds them, and their values by words with spaces."""
    values = {fold(form).replace("-", " "): float(value) for form, value in forms.items()}
    either = "|".join(form.replace(" ", "[ -]") for form in sorted(values, key=len, reverse=True))
    return (re.compile(rf"(?<!\w)(?:{either})(?!\w)") if values else None), values


def _words(numbers: dict[str, Any], units: dict[str, Any]) -> dict[str, Word]:
    """Every form of every number word, with the particles that may be written as one with it."""
    plain: dict[str, Word] = {}
    for table, kind in _TABLES.items():
        plain.update({fold(word): Word(kind, float(value)) for word, value in numbers.get(table, {}).items()})
    hundreds = [fold(word) for word in numbers.get("hundreds", {})]
    for stem, value in numbers.get("hundred_stems", {}).items():
        plain.update({fold(stem) + hundred: Word(Kind.SMALL, float(value)) for hundred in hundreds})
    plain.update({fold(word): Word(Kind.PAIR, 2.0) for word in (*_duals(units), *units.get("pairs", ()))})
    joins = {fold(word) for word in numbers.get("joins", ())}
    words: dict[str, Word] = {}
    for prefix in map(fold, numbers.get("prefixes", ())):
        for form, word in plain.items():
            words[prefix + form] = word._replace(prefix=len(prefix), joins=prefix in joins)
    for never in numbers.get("never", ()):
        words.pop(fold(never), None)
    for form, word in plain.items():
        # "وأحد" is written like "واحد": such a form may also be joined to what stands before it.
        words[form] = word._replace(joins=form in words and words[form].joins)
    for table, kind in _BARE_TABLES.items():
        words.update({fold(word): Word(kind, float(value)) for word, value in numbers.get(table, {}).items()})
    return words


def _duals(units: dict[str, Any]) -> Iterator[str]:
    """The forms that say that there are two of a noun."""
    for noun in units.get("pair_nouns", ()):
        bound = next(
            (noun.removesuffix(end) + new for end, new in units["pair_bound"].items() if noun.endswith(end)), noun
        )
        yield from (bound + ending for ending in units["pair_ends"])


def _sets(*tables: dict[str, Any]) -> dict[str, frozenset[str]]:
    """Every list of the tables as a folded set, by its name (the tables share none)."""
    names = (
        "stops", "partitives", "initial_nouns", "plurals", "abbreviations", "tails", "stop_initials",
        "counted_after", "not_before", "not_after", "needs_one", "needs_of", "needs_the", "the", "alone_before",
        "labels", "year_marks", "of_the_unit", "definite_after",
        "clock_before", "ages_before", "bracketed_ages", "years_before", "glued_stops",
        "being", "codes", "code_units", "persons", "one_phrases",
    )  # fmt: skip
    found = {name: _folded_set(word for table in tables[:4] for word in table.get(name, ())) for name in names}
    ones = tables[1]
    found["ones"] = _folded_set(ones.get("words", ()))
    found["ratio_not_before"] = _folded_set(tables[4].get("not_before", ()))
    found["ones_not_before"] = _folded_set(ones.get("pronoun_after", ()))
    found["ones_not_after"] = _folded_set(ones.get("pronoun_before", ()))
    return found


def _ratio_gap(ratios: dict[str, Any]) -> re.Pattern[str] | None:
    noun = r"(?: [^\W\d_]+)?" if ratios.get("noun_between", False) else ""
    return _optional(ratios.get("links", ()), rf"(?P<noun>{noun})[ -](?:{{}})[ -]")


def _optional(words: Iterable[str], frame: str) -> re.Pattern[str] | None:
    words = list(words)
    return re.compile(frame.replace("{}", alternatives(words))) if words else None


def _folded_set(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(fold, words))


def _folded_keys(table: dict[str, Any]) -> dict[str, Any]:
    return {fold(key): value for key, value in table.items()}
