"""Stretches of a sentence that one voice speaks: contents of attributions, and what is left to the outlet."""

from __future__ import annotations

from typing import NamedTuple

from extractors.analysis import Analysis
from extractors.attribution import Frame
from extractors.attribution.scene import behind_dateline

OWN, SHELL = -1, -2
_PREDICATES = ("verb", "result_opener")


class Segment(NamedTuple):
    """Token range ``[first, past)`` inside one sentence; ``frame`` is None in the outlet's own voice."""

    first: int
    past: int
    frame: Frame | None
    sentence: int


def find_segments(analysis: Analysis, frames: list[Frame]) -> list[Segment]:
    """Maximal runs of tokens with the same innermost attribution, in text order, without the introducing words."""
    owner = [OWN] * len(analysis.tokens)
    for index, frame in enumerate(frames):
        first, past = frame.content
        owner[first:past] = [index] * (past - first)
    for frame in frames:
        if not frame.parenthetical:
            for first, past in frame.shell:
                owner[first:past] = [SHELL] * (past - first)
    segments: list[Segment] = []
    for number, (first, past) in enumerate(analysis.sentence_ranges):
        start = first = behind_dateline(analysis, first, past)
        for index in range(first + 1, past + 1):
            if index == past or owner[index] != owner[start]:
                if owner[start] >= 0 or (owner[start] == OWN and _says_something(analysis, first, past, start, index)):
                    segments.append(Segment(start, index, frames[owner[start]] if owner[start] >= 0 else None, number))
                start = index
    return segments


def _says_something(analysis: Analysis, first: int, past: int, start: int, end: int) -> bool:
    """Whether what an attribution leaves of its sentence is a clause: it is whole, or has a verb of its own."""
    if (start, end) == (first, past):
        return True
    return analysis.holds(start, end, *_PREDICATES)
