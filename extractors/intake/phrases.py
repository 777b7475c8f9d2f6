"""The lists of ``lang/*/page.toml``, folded once and looked up word by word in linear time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from extractors.language import LANG_DIR, UNIVERSAL, language_data
from extractors.normalise import fold

WORD = re.compile(r"[^\W_]+|©")


def words_of(folded: str) -> list[str]:
    """The words and figures of a folded text, without punctuation."""
    return WORD.findall(folded)


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found in a list of words: half-open word positions, the list's name, and what it stands for."""

    start: int
    end: int
    kind: str
    value: str = ""


class PhraseIndex:
    """Phrases by their first word, so that a line costs its number of words and not the length of the lists."""

    def __init__(self, entries: Iterable[tuple[str, str, str]]) -> None:
        """Takes (phrase, kind, value) triples."""
        self._by_first: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
        for phrase, kind, value in dict.fromkeys(entries):
            words = tuple(words_of(fold(phrase)))
            if words:
                self._by_first.setdefault(words[0], []).append((words, kind, value))
        for choices in self._by_first.values():
            choices.sort(key=lambda choice: -len(choice[0]))

    def hits(self, words: list[str]) -> Iterator[Hit]:
        """Every phrase at every place, longest first at each place; they may overlap."""
        for at, word in enumerate(words):
            for phrase, kind, value in self._by_first.get(word, ()):
                if len(phrase) == 1 or tuple(words[at : at + len(phrase)]) == phrase:
                    yield Hit(at, at + len(phrase), kind, value)


@lru_cache(maxsize=1)
def page_languages() -> tuple[str, ...]:
    """The languages that have a ``page.toml``, the universal one last."""
    own = sorted(p.parent.name for p in LANG_DIR.glob("*/page.toml") if p.parent.name != UNIVERSAL)
    return (*own, UNIVERSAL)


def page_data() -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each language's ``page.toml``; a page of one language carries furniture of others."""
    for code in page_languages():
        yield code, language_data(code, "page")


@lru_cache(maxsize=1)
def furniture_index() -> PhraseIndex:
    """All languages' furniture lists under their own names, and the byline starts and roles."""
    kinds = ("strong", "start", "weak", "list_head", "terminal", "caption_start", "credit", "prompt", "closing")
    entries = []
    for _, data in page_data():
        entries += [(phrase, kind, "") for kind in kinds for phrase in data.get(kind, ())]
        entries += [(phrase, "byline", "") for phrase in data.get("byline", {}).get("start", ())]
        entries += [(phrase, "role", "") for phrase in data.get("byline", {}).get("roles", ())]
        entries += [(phrase, "outlet", "") for phrase in data.get("outlet", {}).get("words", ())]
    return PhraseIndex(entries)
