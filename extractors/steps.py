"""The steps of extraction as plain functions over an analysis; each needs those above it."""

from __future__ import annotations

from collections.abc import Callable

from extractors.analysis import Analysis
from extractors.attribution import find_frames
from extractors.attribution.output import attributions_of
from extractors.attribution.resolve import resolve_sources
from extractors.attribution.stances import outermost, with_stances
from extractors.claims import build_claims
from extractors.dates import find_dates, find_durations
from extractors.entities import find_entities
from extractors.quantities import find_quantities
from extractors.sentences import split_sentences


def sentences(analysis: Analysis) -> None:
    """Sentence spans, in folded offsets."""
    folded = analysis.folded
    analysis.sentence_spans = split_sentences(folded.text, analysis.language, folded.cased())


def dates(analysis: Analysis) -> None:
    """Date expressions, resolved against publication, and lengths of time that are in none of them."""
    analysis.dates = find_dates(analysis.folded, analysis.sentence_spans, analysis.published, analysis.language)
    analysis.durations = find_durations(analysis.folded, analysis.language, analysis.dates)


def quantities(analysis: Analysis) -> None:
    """Figures with their units; what is already a date is left alone."""
    taken = [(d.start, d.end) for d in analysis.dates]
    analysis.quantities = find_quantities(analysis.folded, analysis.language, taken)


def entities(analysis: Analysis) -> None:
    """Named people, organisations and places by rules; what another component has found stays."""
    if not analysis.entities:
        analysis.entities = find_entities(analysis.folded, analysis.language)


def attribution(analysis: Analysis) -> None:
    """Who says what, with sources resolved."""
    analysis.frames = find_frames(analysis)
    everything = with_stances(analysis, analysis.frames)
    resolve_sources(analysis, everything)
    analysis.attributions = attributions_of(analysis, outermost(analysis, everything))


def claims(analysis: Analysis) -> None:
    """Claims and the scores of sentences."""
    analysis.claims, analysis.sentences = build_claims(analysis, analysis.frames)


STEPS: dict[str, Callable[[Analysis], None]] = {
    "claimdesk_sentences": sentences,
    "claimdesk_dates": dates,
    "claimdesk_quantities": quantities,
    "claimdesk_entities": entities,
    "claimdesk_attribution": attribution,
    "claimdesk_claims": claims,
}
"""Component name to step, in the order of the shipped configuration."""
