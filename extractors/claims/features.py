"""Named, documented features of a stretch of text: what check-worthiness is a weighted sum of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from typing import NamedTuple

from extractors.analysis import Analysis
from extractors.attribution import Frame
from extractors.attribution.cues import MOODS
from extractors.claims import style
from extractors.claims.clauses import Evidence
from extractors.claims.wording import Wording

LEXICAL = (
    "vote", "law", "record", "change", "cause", "history", "future", "schedule", "modality", "obligation", "wish_word",
    "agreement", "evaluation", "emotive", "first_person", "second_person", "vague", "negation", "boilerplate",
)  # fmt: skip
"""Features that say: at least one word of the list of that name is in the text (see ``lang/<code>/moods.toml``)."""

DESCRIPTIONS = {
    "figure": "a number, an amount or a share",
    "several_figures": "two numbers or more",
    "date": "a date or period",
    "past_date": "a date that lies before publication",
    "named_actor": "a named person, organisation or place",
    "several_actors": "two named people, organisations or places, or more",
    "event_head": "it begins with a noun that names an event, or with what came of one",
    "official": "a statement or document is said to contain it",
    "verb": "a finite verb that news uses for events and states",
    "event_noun": "a noun that names an event",
    "reported": "somebody is said to have said it",
    "own_saying": "the writer is the one who says it: I hope, we believe",
    "direct": "it stands in quotation marks as somebody's words",
    "short": "fewer than five words, and not both a verb and a figure among them",
    "long": "more than 25 words",
    "question": "a question mark, or a question word in front",
    "exclamation": "an exclamation mark",
    "several_evaluations": "two evaluating words or more",
    "dense_evaluation": "more than a tenth of the words evaluate or move",
    **{f"mood_{mood}": f"the cue shows that the speaker does: {mood}" for mood in MOODS if mood != "assert"},
    **{name: f"a word of the list '{name}'" for name in LEXICAL},
    **style.DESCRIPTIONS,
}  # fmt: skip

_ORDER = {name: place for place, name in enumerate(DESCRIPTIONS)}


class Feature(NamedTuple):
    """A feature that holds, and the words that showed it (folded; empty where no words did)."""

    name: str
    text: str = ""


@dataclass
class Context:
    """What is known of the whole article when a part of it is weighed."""

    analysis: Analysis
    evidence: Evidence
    entities: list[int]

    @cached_property
    def wording(self) -> Wording:
        """The words of the article that features ask for."""
        return Wording(self.analysis)

    @cached_property
    def words(self) -> list[int]:
        """Running count of the tokens that are words or numbers, not marks."""
        return [0, *accumulate([int(word[0].isalnum()) for word in self.analysis.tokens.words])]


def find_features(context: Context, first: int, past: int, frame: Frame | None) -> list[Feature]:
    """The features that hold for a token range, each at most once, in a fixed order."""
    analysis, evidence = context.analysis, context.evidence
    found: dict[str, str] = {}
    counts = context.wording.read(first, past, found)
    figures = _runs(evidence.figures, first, past)
    if figures:
        found["figure"] = ""
    if figures > 1:
        found["several_figures"] = ""
    if evidence.any(evidence.dates, first, past):
        found["date"] = ""
        if _past_date(analysis, first, past):
            found["past_date"] = ""
    if context.entities[past] > context.entities[first]:
        found["named_actor"] = ""
        if context.entities[past] - context.entities[first] > 1:
            found["several_actors"] = ""
    if analysis.has(first, "event_noun", "event_by"):
        found["event_head"] = ""
    result = analysis.has(first, "result_opener") or (past - first > 1 and analysis.has(first + 1, "result_opener"))
    if result:
        found["verb"], found["event_head"] = result.form, ""
    if frame is not None:
        _voice(analysis, frame, found)
    length = context.words[past] - context.words[first]
    if counts.evaluations > 1:
        found["several_evaluations"] = ""
    if length and counts.charged / length > 0.1:
        found["dense_evaluation"] = ""
    _shape(analysis, first, past, length, found)
    style.find_style(analysis, (first, past), length, counts.stance, found)
    return [Feature(name, found[name]) for name in sorted(found, key=_ORDER.__getitem__)]


def _voice(analysis: Analysis, frame: Frame, found: dict[str, str]) -> None:
    found["reported"] = ""
    if frame.source is not None and analysis.has(frame.source[0], "first_person"):
        found["own_saying"] = ""
    if frame.direct:
        found["direct"] = ""
    if frame.source_type == "document" or (frame.cue is not None and frame.cue.form == "appears"):
        found["official"] = ""
    if frame.mood != "assert":
        found[f"mood_{frame.mood}"] = ""


def _shape(analysis: Analysis, first: int, past: int, length: int, found: dict[str, str]) -> None:
    words = analysis.tokens.words
    if length < 5 and not {"figure", "verb"} <= found.keys():
        found["short"] = ""
    if length > 25:
        found["long"] = ""
    if length > 40:
        found["very_long"] = ""
    ending = words[past - 1 : min(past + 2, len(words))]
    if "?" in ending or "؟" in ending:
        found["question"] = ""
    elif analysis.has(first, "question"):
        found["question"] = words[first]
    if "!" in ending:
        found["exclamation"] = ""


def _runs(counts: list[int], first: int, past: int) -> int:
    """How many marked spans begin in a token range, from a running count."""
    if counts[past] == counts[first]:
        return 0
    runs = 0
    inside = False
    for before, after in pairwise(counts[first : past + 1]):
        if after > before and not inside:
            runs += 1
        inside = after > before
    return runs


def _past_date(analysis: Analysis, first: int, past: int) -> bool:
    if analysis.published is None:
        return False
    start, end = analysis.original_span(first, past)
    today = analysis.published.date().isoformat()
    return any(d.to_date is not None and d.to_date < today for d in analysis.date_index.inside(start, end))
