"""Words that say that somebody says something."""

from __future__ import annotations

from typing import NamedTuple

from extractors.analysis import Analysis

MOODS = ("assert", "deny", "allege", "opinion", "call", "wish", "predict", "ask")
_FORMS = ("verb", "participle")
_CUE_KINDS = frozenset(
    [f"{form}_{mood}" for form in _FORMS for mood in MOODS] + ["preposition", "said_tail", "relay", "appears"]
)


class Cue(NamedTuple):
    """A cue as token range ``[first, past)``.

    ``form`` is verb, participle, preposition, said_tail, relay or appears; ``mood`` tells what the
    speaker does (assert, deny, allege, opinion, call, wish, predict, ask).
    """

    first: int
    past: int
    form: str
    mood: str


def find_cues(analysis: Analysis, first: int, past: int) -> list[Cue]:
    """Cues between two tokens, left to right, longest first where lists overlap."""
    cues: list[Cue] = []
    busy = first
    for index in range(first, past):
        if index < busy:
            continue
        hit = next((h for h in analysis.hits.get(index, ()) if h.kind in _CUE_KINDS), None)
        if hit is None or index + hit.length > past:
            continue
        form, _, mood = hit.kind.partition("_")
        if hit.kind == "said_tail":
            form, mood = "said_tail", "assert"
        cues.append(Cue(index, index + hit.length, form, mood or "assert"))
        busy = index + hit.length
    return cues
