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
_BY_ENDING = ("past", "qualifier")
_LONG_ENOUGH = 5


class Counts(NamedTuple):
    """How many words evaluate, how many evaluate or move, and how many show any stance."""

    evaluations: int
    charged: int
    stance: int


def read_words(analysis: Analysis, first: int, past: int, found: dict[str, str]) -> Counts:
    """Adds to ``found`` each list with its first word in the token range, and counts the words of stance."""
    seen: dict[str, int] = dict.fromkeys(_STANCE, 0)
    busy: dict[str, int] = {}
    hits, order = analysis.hits, analysis.hit_order
    for index in order[bisect_left(order, first) : bisect_left(order, past)]:
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
    for kind, tails in _endings(analysis.language):
        for word in analysis.tokens.words[first:past]:
            if len(word) > _LONG_ENOUGH and word.endswith(tails):
                found.setdefault(kind, word)
                break
    return Counts(seen["evaluation"], seen["evaluation"] + seen["emotive"], sum(seen.values()))


@lru_cache(maxsize=64)
def _endings(language: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Lists of a language that know their words by the ending."""
    lists = language_data(language, "moods")
    return tuple((kind, tuple(lists[kind]["endings"])) for kind in _BY_ENDING if "endings" in lists.get(kind, ()))
