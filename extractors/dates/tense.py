"""Whether the clause around a date looks back or ahead, by the verb that stands nearest to it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from extractors.dates.lexicon import lexicon
from extractors.language import language_data
from extractors.lexicon import inflect, word_lists
from extractors.normalise import WORD, fold

_REACH = 160
_CUE_REACH = 24
# What a comma, a conjunction or a colon between verb and date weighs, in characters.
_BARRIER = 60
_REMEMBERED = 50_000
_CLAUSE_END = re.compile(r"[;:!?؟؛\n]|[,،](?=\s)")


class Tense:
    """The verb hints of one language."""

    __slots__ = (
        "_before_turn",
        "_begins",
        "_boundary",
        "_chain",
        "_cues",
        "_far",
        "_known",
        "_near",
        "_not_future",
        "_patterns",
        "_seen",
        "_skip",
        "_soft",
        "_turns",
    )

    def __init__(self, data: dict[str, Any], past_forms: frozenset[str] = frozenset()) -> None:
        self._known = {fold(w): "past" for w in data.get("past", ())}
        self._known.update({fold(w): "future" for w in data.get("future", ())})
        self._known.update(
            {
                fold(w): ""
                for w in [*data.get("past_not", ()), *data.get("future_not", ())]
                if fold(w) not in self._known
            }
        )
        for form in past_forms:
            self._known.setdefault(form, "past")
        cues = [
            (fold(phrase), tense) for tense in ("future", "past", "near") for phrase in data.get(f"{tense}_before", ())
        ]
        self._cues = [(" " + phrase, tense) for phrase, tense in sorted(cues, key=lambda cue: -len(cue[0]))]
        self._soft = {fold(w) for w in data.get("past_perfect", ())}
        self._seen: dict[str, str] = {}
        self._skip = {fold(w) for w in data.get("skip", ())}
        self._boundary = {fold(w) for w in data.get("boundary", ())}
        self._turns = {fold(w) for w in data.get("turns_future", ())}
        self._chain = {fold(w) for w in data.get("past_chain", ())}
        self._far = bool(data.get("far_future"))
        begins = "|".join(fold(word) for word in data.get("begins", ())) or "(?!)"
        self._begins = re.compile(rf"(?<!\w)(?:{begins})\s+$")
        self._near = {fold(w) for w in data.get("near_to", ())}
        self._before_turn = {fold(w) for w in data.get("future_to", ())}
        stems = "|".join(fold(stem) for stem in data.get("future_not_stems", ())) or "(?!)"
        self._not_future = re.compile(f"(?:{stems})")
        # Patterns are written in folded letters: folding them would turn \\W into \\w.
        self._patterns = [
            (tense, re.compile(data[f"{tense}_pattern"]))
            for tense in ("future", "past")
            if data.get(f"{tense}_pattern")
        ]

    def of(self, word: str) -> str:
        """Past, future or neither."""
        found = self._seen.get(word)
        if found is None:
            # Words of the news repeat; the memory is bounded, so that a hostile text cannot fill it.
            if len(self._seen) >= _REMEMBERED:
                self._seen.clear()
            found = self._seen[word] = self._look(word)
        return found

    def _look(self, word: str) -> str:
        known = self._known.get(word)
        if known is not None or word in self._skip:
            return known or ""
        found = next((tense for tense, pattern in self._patterns if pattern.fullmatch(word)), "")
        return "" if found == "future" and self._not_future.match(word) else found

    def around(self, text: str, start: int, end: int, sentence: tuple[int, int]) -> str:
        """The tense of the nearest verb, first within the clause, then within the sentence.

        Past, future or empty; "near" where something was meant to happen, which may lie ahead or behind.
        """
        cue = self._cue(text, start)
        if cue == "near" and not self._looks_back(text, end, sentence):
            return "near" if self._by_verb(text, start, end, sentence) == "past" else "future"
        if cue in ("future", "past"):
            return cue
        return self._by_verb(text, start, end, sentence)

    def _by_verb(self, text: str, start: int, end: int, sentence: tuple[int, int]) -> str:
        lo, hi = max(sentence[0], start - _REACH), min(sentence[1], end + _REACH)
        best, best_cost, last, chained, looked_back, looks_ahead = "", 10_000, "", False, False, False
        for match in WORD.finditer(text, lo, hi):
            if start <= match.start() < end:
                continue
            word = match.group()
            tense = self.of(word) or ("past" if word in self._skip and _touches(match, start, end) else "")
            if (tense == "past" and last in self._turns) or (word in self._turns and last in self._before_turn):
                tense = "future"
            if word in self._turns and last in self._near:
                tense, chained = "near", False
            # "Was supposed to begin" looks back, however the rest of the chain reads.
            chained = word in self._chain or (chained and bool(tense or word in self._turns or word in self._known))
            if chained and tense == "future":
                tense = "past"
            last = word
            if not tense:
                continue
            looked_back, looks_ahead = looked_back or tense == "past", looks_ahead or tense == "future"
            before = match.end() <= start
            between = text[match.end() : start] if before else text[end : match.start()]
            cost = len(between) + (0 if before else 12) + _BARRIER * self._barriers(between)
            if cost < best_cost:
                best, best_cost = tense, cost
        if looks_ahead and self._begins.search(text, max(lo, start - _CUE_REACH), start):
            return "future"
        return "" if best == "future" and best_cost >= _BARRIER and (looked_back or not self._far) else best

    def _looks_back(self, text: str, end: int, sentence: tuple[int, int]) -> bool:
        """Whether a sentence that says "until" goes on to tell of before: "until Monday they had not called"."""
        return bool(self._soft) and not self._soft.isdisjoint(WORD.findall(text, end, min(sentence[1], end + _REACH)))

    def _cue(self, text: str, start: int) -> str:
        """What the words right before a date say of it: "until", "as soon as"."""
        before = text[max(0, start - _CUE_REACH) : start].rstrip()
        return next((tense for phrase, tense in self._cues if before.endswith(phrase)), "")

    def _barriers(self, between: str) -> int:
        found = len(_CLAUSE_END.findall(between))
        return found + sum(1 for word in WORD.findall(between) if word in self._boundary)


def _touches(match: re.Match[str], start: int, end: int) -> bool:
    """Whether a word stands right beside the date: "said Sunday" dates the saying."""
    return 0 <= start - match.end() <= 4 or 0 <= match.start() - end <= 1


@lru_cache(maxsize=64)
def tense_of(language: str) -> Tense:
    """The tense hints of a language, compiled once."""
    data = dict(lexicon(language).data.get("tense", {}))
    return Tense(data, _past_forms(language, data))


def _past_forms(language: str, data: dict[str, Any]) -> frozenset[str]:
    """The past forms of the verbs listed for a language, by their paradigms, where no noun is written so."""
    shape = re.compile(data.get("past_form_pattern") or "(?!)")
    endings = tuple(f"@{name}" for name in data.get("past_paradigms", ()))
    words = language_data(language, "lexicon")
    paradigms, clitics = words.get("paradigms", {}), ("", *words.get("proclitics", ()))
    entries = {
        word
        for kind, listed in word_lists(language).items()
        if endings and kind.startswith("verb")
        for word in listed
        if word.endswith(endings)
    }
    forms = (fold(form) for entry in entries for form in inflect(entry, paradigms))
    return frozenset(clitic + form for form in forms if shape.fullmatch(form) for clitic in clitics)


def sentence_at(sentences: Sequence[tuple[int, int]], starts: Sequence[int], at: int, length: int) -> tuple[int, int]:
    """The sentence that holds an offset; the whole text where there is none."""
    i = bisect_right(starts, at) - 1
    return sentences[i] if 0 <= i < len(sentences) and at < sentences[i][1] else (0, length)
