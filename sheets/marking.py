"""The article's text cut into paragraphs and segments, each knowing the claims and the sentence it belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text inside the same claims.

    ``claims`` are 1-based numbers, the shortest claim first; ``opens`` those that begin here.
    """

    text: str
    claims: tuple[int, ...] = ()
    sentence: int = 0
    opens: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the article, its segments joined give its text; ``start`` is its offset in the article."""

    segments: list[Segment] = field(default_factory=list)
    heading: bool = False
    start: int = 0


def mark(
    text: str, claims: Sequence[tuple[int, int]], sentences: Sequence[tuple[int, int]], title: str = ""
) -> list[Paragraph]:
    """Cuts ``text`` at every line end, claim and sentence border.

    Args:
        text: the article's text.
        claims: the half-open spans of the claims; they may nest and overlap.
        sentences: for each claim the span of its sentence.
        title: a first line that equals it becomes a heading.
    """
    spans = [(max(0, start), min(len(text), end)) for start, end in claims]
    distinct = {span: number for number, span in enumerate(dict.fromkeys(sentences), start=1)}
    cuts = sorted({edge for span in (*spans, *distinct) for edge in span if 0 <= edge <= len(text)})
    seen: set[int] = set()
    paragraphs: list[Paragraph] = []
    for line in _LINE.finditer(text):
        start, end = line.span()
        if not line.group().strip():
            continue
        edges = [start, *(cut for cut in cuts if start < cut < end), end]
        segments = [_segment(text, a, b, spans, distinct, seen) for a, b in pairwise(edges)]
        heading = not paragraphs and bool(title) and line.group().strip() == title.strip()
        paragraphs.append(Paragraph(segments, heading, start))
    return paragraphs


def _segment(
    text: str,
    start: int,
    end: int,
    spans: Sequence[tuple[int, int]],
    sentences: dict[tuple[int, int], int],
    seen: set[int],
) -> Segment:
    inside = [n for n, (a, b) in enumerate(spans, start=1) if a <= start and end <= b]
    inside.sort(key=lambda n: (spans[n - 1][1] - spans[n - 1][0], n))
    sentence = next((n for (a, b), n in sentences.items() if a <= start and end <= b), 0)
    opens = tuple(sorted(n for n in inside if n not in seen))
    seen.update(inside)
    return Segment(text[start:end], tuple(inside), sentence, opens)
