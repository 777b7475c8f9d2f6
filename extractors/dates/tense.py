"""Whether the clause around a date looks back or ahead, by the verb that stands nearest to it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from extractors.dates.lexicon import lexicon
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
        "_boundary",
        "_chain",
        "_cues",
        "_known",
        "_not_future",
        "_patterns",
        "_seen",
        "_skip",
        "_turns",
    )

    def __init__(self, data: dict[str, Any]) -> None:
        self._known = {fold(w): "past" for w in data.get("past", ())}
        self._known.update({fold(w): "future" for w in data.get("future", ())})
        self._known.update(
            {
                fold(w): ""
                for w in [*data.get("past_not", ()), *data.get("future_not", ())]
                if fold(w) not in self._known
            }
        )
        self._cues = [
            (" " + fold(phrase), tense) for tense in ("future", "past") for phrase in data.get(f"{tense}_before", ())
        ]
        self._seen: dict[str, str] = {}
        self._skip = {fold(w) for w in data.get("skip", ())}
        self._boundary = {fold(w) for w in data.get("boundary", ())}
        self._turns = {fold(w) for w in data.get("turns_future", ())}
        self._chain = {fold(w) for w in data.get("past_chain", ())}
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
        """The tense of the nearest verb, first within the clause, then within the sentence."""
        cue = self._cue(text, start)
        if cue:
            return cue
        lo, hi = max(sentence[0], start - _REACH), min(sentence[1], end + _REACH)
        best, best_cost, last, chained = "", 10_000, "", False
        for match in WORD.finditer(text, lo, hi):
            if start <= match.start() < end:
                continue
            word = match.group()
            tense = self.of(word) or ("past" if word in self._skip and _touches(match, start, end) else "")
            if (tense == "past" and last in self._turns) or (word in self._turns and last in self._before_turn):
                tense = "future"
            # "Was supposed to begin" looks back, however the rest of the chain reads.
            chained = word in self._chain or (chained and bool(tense or word in self._turns or word in self._known))
            if chained and tense == "future":
                tense = "past"
            last = word
            if not tense:
                continue
            before = match.end() <= start
            between = text[match.end() : start] if before else text[end : match.start()]
            cost = len(between) + (0 if before else 12) + _BARRIER * self._barriers(between)
            if cost < best_cost:
                best, best_cost = tense, cost
        return "" if best == "future" and best_cost >= _BARRIER else best

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
    return Tense(dict(lexicon(language).data.get("tense", {})))


def sentence_at(sentences: Sequence[tuple[int, int]], starts: Sequence[int], at: int, length: int) -> tuple[int, int]:
    """The sentence that holds an offset; the whole text where there is none."""
    i = bisect_right(starts, at) - 1
    return sentences[i] if 0 <= i < len(sentences) and at < sentences[i][1] else (0, length)
