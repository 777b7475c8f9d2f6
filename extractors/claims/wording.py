"""Words of the lists in a stretch of text, and how many of them take a stance; one pass over what was found."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from typing import NamedTuple

from extractors.analysis import Analysis
from extractors.language import language_data

_STANCE = frozenset(
    ("intensifier", "absolute", "rhetoric", "irony", "praise", "blame", "figurative", "evaluation", "emotive")
)
_LISTS = _STANCE | {
    "vote", "law", "record", "change", "cause", "history", "future", "schedule", "modality", "obligation", "wish_word",
    "agreement", "first_person", "second_person", "vague", "negation", "boilerplate", "verb", "event_noun",
    "connective", "abstract", "generic", "role", "time_word", "measure", "being", "past", "existential",
}  # fmt: skip
_READ = _LISTS | {"wondering"}
_BY_ENDING = ("past", "qualifier")
_LONG_ENOUGH = 5


class Counts(NamedTuple):
    """How many words evaluate, how many evaluate or move, and how many show any stance."""

    evaluations: int
    charged: int
    stance: int


class Wording:
    """The words of an article that the lists of features know."""

    def __init__(self, analysis: Analysis) -> None:
        self._hits, self._words = analysis.hits, analysis.tokens.words
        self._places = analysis.within(_READ | analysis.lexicon.verbs, 0, len(self._words))
        self._endings = [
            (kind, [at for at, word in enumerate(self._words) if len(word) > _LONG_ENOUGH and word.endswith(tails)])
            for kind, tails in _endings(analysis.language)
        ]

    def read(self, first: int, past: int, found: dict[str, str]) -> Counts:
        """Adds to ``found`` each list with its first word in the token range, and counts the words of stance."""
        seen: dict[str, int] = dict.fromkeys(_STANCE, 0)
        busy: dict[str, int] = {}
        places, hits = self._places, self._hits
        for index in places[bisect_left(places, first) : bisect_left(places, past)]:
            for kind, length, form in hits[index]:
                if kind not in _LISTS:
                    if kind == "wondering" and index > first:
                        found.setdefault(kind, form)
                    elif kind.startswith("verb_"):
                        found.setdefault("verb", form)
                elif index + length <= past:
                    found.setdefault(kind, form)
                    if kind in seen and busy.get(kind, 0) <= index:
                        seen[kind] += 1
                        busy[kind] = index + length
        for kind, ends in self._endings:
            at = bisect_left(ends, first)
            if at < len(ends) and ends[at] < past:
                found.setdefault(kind, self._words[ends[at]])
        return Counts(seen["evaluation"], seen["evaluation"] + seen["emotive"], sum(seen.values()))


@lru_cache(maxsize=64)
def _endings(language: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Lists of a language that know their words by the ending."""
    lists = language_data(language, "moods")
    return tuple((kind, tuple(lists[kind]["endings"])) for kind in _BY_ENDING if "endings" in lists.get(kind, ()))
