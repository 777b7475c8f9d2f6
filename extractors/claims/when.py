"""The dates that say when a claim holds: its own, or those that stand beside it, but never the day of the saying."""

from __future__ import annotations

from datetime import date

from extractors.analysis import Analysis
from extractors.claims.segments import Segment
from extractors.types import DateMention

_SAYING_DAYS = 7


def dates_of(analysis: Analysis, segment: Segment, start: int, end: int) -> list[DateMention]:
    """The dates in a clause; where it has none, those of its voice in the sentence, then those beside it.

    Args:
        analysis: the text, with its dates and frames.
        segment: the stretch of one voice that the clause is part of.
        start, end: original offsets of the clause.
    """
    inside = analysis.date_index.inside(start, end)
    if inside:
        return inside
    same_voice = analysis.date_index.inside(*analysis.original_span(segment.first, segment.past))
    return _if_one(analysis, same_voice or _beside(analysis, segment))


def _if_one(analysis: Analysis, dates: list[DateMention]) -> list[DateMention]:
    """Dates beside a clause hold for it only where they are one: of several, nobody says which is meant.

    What is announced for a day to come is announced in its own clause.
    """
    if len({(d.from_date, d.to_date) for d in dates}) != 1:
        return []
    today = analysis.published.date().isoformat() if analysis.published else ""
    return [] if today and (dates[0].from_date or "") > today else dates


def _beside(analysis: Analysis, segment: Segment) -> list[DateMention]:
    """Dates of the same sentence that stand in nobody else's words and are not the day on which it was said."""
    sentence = analysis.original_span(*analysis.sentence_ranges[segment.sentence])
    found = analysis.date_index.inside(*sentence)
    if not found:
        return []
    first, past = analysis.sentence_ranges[segment.sentence]
    inside = [f for f in analysis.frames if f.content[0] < past and f.content[1] > first]
    if segment.frame is not None:
        shells = [analysis.original_span(*shell) for shell in segment.frame.shell if shell[0] < shell[1]]
        return [d for d in found if any(lo <= d.start < hi for lo, hi in shells) and not _is_saying(analysis, d)]
    if any(not f.parenthetical for f in inside):
        return []
    return found


def _is_saying(analysis: Analysis, mention: DateMention) -> bool:
    """Whether a date beside a cue is the day of the saying: one day, shortly before publication."""
    if mention.from_date is None or mention.to_date is None or analysis.published is None:
        return True
    if mention.from_date != mention.to_date:
        return False
    days = (analysis.published.date() - date.fromisoformat(mention.from_date)).days
    return 0 <= days <= _SAYING_DAYS and mention.basis != "explicit"
