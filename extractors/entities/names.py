"""What a language's ``entities.toml`` and CLDR say about names, folded and compiled once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from extractors.entities.gazetteer import cldr_places
from extractors.language import language_data
from extractors.normalise import fold

_SPELT = re.compile(r"[^\W\d_](?:[.&'’]?[^\W\d_])*[.']?")


class Mark:
    """What a word can be the start of; plain integers, since an enum's "&" costs more than all the rest here."""

    ROLE = 1
    TITLE = 2
    ORG_HEAD = 4
    PLACE_HEAD = 8
    GIVEN = 16
    AMBIGUOUS = 32
    PHRASE = 64


class Form(NamedTuple):
    """A form in the text: what it marks, the letters of its particles, whether it has the article, its base."""

    mark: int
    prefix: int
    definite: bool
    base: str


class Phrase(NamedTuple):
    """The words of a fixed name after its first, its label, and whether it needs a cue before it."""

    rest: tuple[str, ...]
    label: str
    ambiguous: bool


@dataclass(frozen=True, slots=True)
class Names:
    """Everything the names finder needs in one language; all words folded."""

    capitals: bool
    article: str
    forms: dict[str, Form]
    phrases: dict[str, tuple[Phrase, ...]]
    sets: dict[str, frozenset[str]]
    shapes: dict[str, tuple[str, ...]]
    stems: frozenset[str]
    preposition_forms: frozenset[str]
    acronym_least: int
    acronym_most: int
    acronym_never: frozenset[str]


_SHAPES = ("verbal", "no_name", "no_place", "plurals", "joined", "conjoined", "adjectives", "weak")
_LISTS = {
    "writing": ("article_forms",),
    "openers": ("vague", "named", "breakers", "loose"),
    "people": (
        "given",
        "ambiguous_given",
        "links",
        "surnames",
        "titles",
        "courtesies",
        "never",
        "after_role",
        "suffixes",
    ),
    "places": ("heads", "openers", "loose_heads", "compound", "cues"),
    "capitals": ("common", "adjectives", "connectors", "binding", "joining", "particles", "events"),
}


@lru_cache(maxsize=64)
def names(language: str) -> Names:
    """The compiled names' data of a language, or the universal one where it has none."""
    data = language_data(language, "entities")
    writing, places = data.get("writing", {}), data.get("places", {})
    acronyms = data.get("organisations", {}).get("acronyms", {})
    article = fold(writing.get("article", ""))
    ambiguous = frozenset(fold(name.strip()) for name in places.get("ambiguous", ()))
    shapes = {name: tuple(map(fold, data.get("shapes", {}).get(name, ()))) for name in _SHAPES}
    place_names = [*cldr_places(language), *places.get("names", ())]
    dropped = frozenset(map(fold, data.get("capitals", {}).get("connectors", ())))
    phrases = _phrases(place_names, data.get("organisations", {}).get("names", ()), ambiguous, dropped)
    return Names(
        capitals=writing.get("capitals", True),
        article=article,
        forms=_forms(data, phrases, article),
        phrases=phrases,
        sets={
            f"{table}.{name}": frozenset(map(fold, data.get(table, {}).get(name, ())))
            for table, lists in _LISTS.items()
            for name in lists
        },
        shapes=shapes,
        stems=frozenset(stem(fold(name), article, shapes["weak"]) for name in place_names),
        preposition_forms=frozenset(writing.get("preposition_forms", ())),
        acronym_least=acronyms.get("least", 2),
        acronym_most=acronyms.get("most", 6),
        acronym_never=frozenset(acronyms.get("never", ())),
    )


def _phrases(
    places: Iterable[str], bodies: Iterable[str], ambiguous: frozenset[str], dropped: frozenset[str]
) -> dict[str, tuple[Phrase, ...]]:
    """Fixed names by their first word, the longest first; small words inside a capitalised name do not count."""
    found: dict[str, dict[tuple[str, ...], Phrase]] = {}
    for label, listed in (("LOC", places), ("ORG", bodies)):
        for name in listed:
            folded = fold(name)
            words = tuple(word for word in folded.replace("-", " ").split() if word not in dropped)
            if not words or "(" in folded or any(not _SPELT.fullmatch(word) for word in words):
                continue
            needs_cue = folded in ambiguous
            found.setdefault(words[0], {})[words[1:]] = Phrase(words[1:], label, needs_cue)
    return {first: tuple(sorted(rest.values(), key=lambda p: -len(p.rest))) for first, rest in found.items()}


def _forms(data: dict[str, Any], phrases: dict[str, tuple[Phrase, ...]], article: str) -> dict[str, Form]:
    people, openers = data.get("people", {}), data.get("openers", {})
    vague = frozenset(map(fold, openers.get("vague", ())))
    marks: dict[str, int] = dict.fromkeys(phrases, Mark.PHRASE)

    def add(words: Iterable[str], mark: int) -> None:
        for word in map(fold, words):
            if " " not in word:
                marks[word] = marks.get(word, 0) | mark

    add(data.get("roles", {}).get("words", ()), Mark.ROLE)
    add(people.get("titles", ()), Mark.TITLE)
    add((h for h in data.get("organisations", {}).get("heads", ()) if fold(h) not in vague), Mark.ORG_HEAD)
    add(data.get("places", {}).get("heads", ()), Mark.PLACE_HEAD)
    add(people.get("given", ()), Mark.GIVEN)
    add(people.get("ambiguous_given", ()), Mark.GIVEN | Mark.AMBIGUOUS)
    return _written_forms(marks, data.get("writing", {}), article)


def _written_forms(marks: dict[str, int], writing: dict[str, Any], article: str) -> dict[str, Form]:
    """Each word alone, with particles, and with the article and particles."""
    prefixes = [fold(prefix) for prefix in writing.get("prefixes", ())]
    articles = [fold(form) for form in writing.get("article_forms", ())]
    forms: dict[str, Form] = {}
    for word, mark in marks.items():
        definite = bool(article) and word.startswith(article)
        bare = word[len(article) :] if definite else word
        for form in articles:
            if definite or mark & (Mark.ROLE | Mark.ORG_HEAD | Mark.PLACE_HEAD):
                forms[form + bare] = Form(mark, max(0, len(form) - len(article)), True, word)
        if not definite:
            for prefix in prefixes:
                forms.setdefault(prefix + word, Form(mark, len(prefix), False, word))
    for word, mark in marks.items():
        definite = bool(article) and word.startswith(article)
        known = forms.get(word)
        both = mark | known.mark if known is not None and known.prefix == 0 else mark
        forms[word] = Form(both, 0, definite, word)
    return forms


def stem(name: str, article: str, weak: tuple[str, ...]) -> str:
    """What an adjective of the place is made from: without the article and the last weak letters."""
    bare = name[len(article) :] if article and name.startswith(article) else name
    return bare.rstrip("".join(weak))
