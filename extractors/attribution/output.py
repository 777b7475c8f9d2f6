"""Frames as the attributions of the output: spans of source, cue and content in the text itself."""

from __future__ import annotations

from extractors.analysis import Analysis
from extractors.attribution.scene import Frame
from extractors.types import Attribution, Source, Span

_NEAR = 12


def attributions_of(analysis: Analysis, frames: list[Frame]) -> list[Attribution]:
    """One attribution a saying, in text order, claim or not; a quotation that goes on behind its speaker is one."""
    sayings: list[list[Frame]] = []
    for frame in frames:
        same = [s for s in sayings[-_NEAR:] if frame.continues and _same_saying(s[0], frame)]
        begun = max(same, key=lambda s: (s[0].direct, s[0].content), default=None)
        if begun is not None:
            begun.append(frame)
        else:
            sayings.append([frame])
    return [
        Attribution(
            source=_source(analysis, saying[0]),
            cue=_span(analysis, (saying[0].cue.first, saying[0].cue.past)) if saying[0].cue else None,
            content=_content(analysis, (saying[0].content[0], saying[-1].content[1])),
            direct=saying[0].direct,
        )
        for saying in sayings
    ]


def _same_saying(begun: Frame, frame: Frame) -> bool:
    return begun.governs and begun.source == frame.source and begun.mood == frame.mood


def _span(analysis: Analysis, tokens: tuple[int, int]) -> Span:
    start, end = analysis.original_span(*tokens)
    return Span(start, end, analysis.text[start:end])


def _content(analysis: Analysis, tokens: tuple[int, int]) -> Span:
    """The content without the comma or stop that ends it."""
    first, past = tokens
    while past - 1 > first and analysis.tokens.words[past - 1] in ",،.;؛:":
        past -= 1
    start, end = analysis.said_span(first, past)
    return Span(start, end, analysis.text[start:end])


def _source(analysis: Analysis, frame: Frame) -> Source | None:
    if frame.source is None:
        return None
    span = _span(analysis, frame.source)
    return Source(span.start, span.end, span.text, frame.name or span.text)
