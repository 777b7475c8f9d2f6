"""Frames as the attributions of the output: spans of source, cue and content in the text itself."""

from __future__ import annotations

from extractors.analysis import Analysis
from extractors.attribution.scene import Frame
from extractors.types import Attribution, Source, Span


def attributions_of(analysis: Analysis, frames: list[Frame]) -> list[Attribution]:
    """One attribution a frame, in text order, claim or not."""
    return [
        Attribution(
            source=_source(analysis, frame),
            cue=_span(analysis, (frame.cue.first, frame.cue.past)) if frame.cue else None,
            content=_content(analysis, frame.content),
            direct=frame.direct,
        )
        for frame in frames
    ]


def _span(analysis: Analysis, tokens: tuple[int, int]) -> Span:
    start, end = analysis.original_span(*tokens)
    return Span(start, end, analysis.text[start:end])


def _content(analysis: Analysis, tokens: tuple[int, int]) -> Span:
    """The content without the comma or stop that ends it."""
    first, past = tokens
    while past - 1 > first and analysis.tokens.words[past - 1] in ",،.;؛:":
        past -= 1
    return _span(analysis, (first, past))


def _source(analysis: Analysis, frame: Frame) -> Source | None:
    if frame.source is None:
        return None
    span = _span(analysis, frame.source)
    return Source(span.start, span.end, span.text, frame.name or span.text)
