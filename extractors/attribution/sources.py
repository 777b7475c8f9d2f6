"""Noun phrases that can be a source: after a cue, before it, or the subject of the sentence."""

from __future__ import annotations

from functools import lru_cache

from extractors.analysis import Analysis
from extractors.attribution.cues import MOODS
from extractors.hits import Hit
from extractors.language import language_data

_MAX_SOURCE = 24
_REACH_BACK = 60
_BREAKS = frozenset(".!?؟;؛:\n")
_MAX_TITLE = 4
_COMMAS = frozenset(",،")
_NO_APPOSITION = (
    "source_stop", "source_filler", "complementiser", "addressee", "relative", "verb",
    *(f"participle_{mood}" for mood in MOODS),
)  # fmt: skip
_SAYING = frozenset(f"verb_{mood}" for mood in MOODS)

Range = tuple[int, int]


def source_after(analysis: Analysis, first: int, past: int, *, addressed: bool = True) -> Range | None:
    """The source that begins right behind a cue, up to an adverbial, an addressee or the content.

    Args:
        analysis: the text.
        first, past: token range to look in.
        addressed: whether the cue may have an addressee; a report or statement has an author in its place.
    """
    words = analysis.tokens.words
    first = _skip(analysis, first, past)
    addressed = addressed and analysis.has(first, "statement", "document") is None
    if first < past and _stops(analysis, first, addressed):
        return None
    limit = min(past, first + _MAX_SOURCE)
    index = first
    while index < limit:
        word = words[index]
        if word in _BREAKS and (index == first or _breaks(words, index)):
            break
        if word in _COMMAS and _ends_at_comma(analysis, index, limit):
            break
        kept = analysis.has(index, "source_keep") or _names_author(analysis, index)
        if index > first and not kept and (_stops(analysis, index, addressed) or analysis.has(index, "source_number")):
            break
        index += kept.length if index > first and kept else 1
    return _trim(analysis, first, _end_of_person(analysis, first, index))


def _names_author(analysis: Analysis, index: int) -> Hit | None:
    """A word behind which the author of a poll or paper is named: "a poll by Gallup"."""
    named = index + 1 < len(analysis.tokens) and analysis.tokens.is_capital(index + 1)
    return analysis.has(index, "author_link") if named else None


def source_before(analysis: Analysis, first: int, past: int) -> Range | None:
    """The source that ends right before a cue: the last noun phrase of the clause."""
    words = analysis.tokens.words
    joiners = _joiners(analysis.language)
    start = first = max(first, past - _REACH_BACK)
    for index in range(past - 1, first - 1, -1):
        if index in analysis.speech_ends and index < past - 1:
            start = index + 1
            break
        if index > first and analysis.words_in(index, "subject_break"):
            start = index + 1
            break
        if joiners and past - index > 1 and analysis.has(index, "complementiser"):
            start = index + 1
            break
        if joiners and words[index] in _COMMAS and past - index > 1 and _new_clause(analysis, first, index, joiners):
            start = index + 1
            break
        if _breaks(words, index) or (words[index] in _COMMAS and past - index > 1 and _opens_subject(analysis, index)):
            start = index + 1
            break
    start = _skip(analysis, start, past)
    while past - start > 1 and analysis.has(past - 1, "auxiliary"):
        past -= 1
    return _trim(analysis, start, past)


@lru_cache(maxsize=64)
def _joiners(language: str) -> tuple[str, ...]:
    """Conjunctions that are written onto the next word, in a language whose clause begins with its verb by habit."""
    data = language_data(language, "lexicon")
    verb_first = data.get("syntax", {}).get("source_side") == "after"
    return tuple(data.get("proclitics", ())) if verb_first else ()


def _new_clause(analysis: Analysis, first: int, comma: int, joiners: tuple[str, ...]) -> bool:
    """Whether a clause with a verb of its own ends at a comma, behind which a conjunction opens the next one."""
    joined = analysis.tokens.words[comma + 1].startswith(joiners) and not analysis.has(comma + 1, "verb")
    return joined and any(analysis.has(i, "verb") for i in range(first, comma))


def _breaks(words: list[str], index: int) -> bool:
    """Whether a mark ends what stands before a source; the stop behind a short title or an initial does not."""
    return words[index] in _BREAKS and not (words[index] == "." and index and len(words[index - 1]) <= _MAX_TITLE)


def main_subject(analysis: Analysis, first: int, past: int, *, behind_verb: bool) -> Range | None:
    """The subject of a clause whose verb is no cue: the noun phrase beside its first finite verb.

    Args:
        analysis: the text.
        first, past: token range of the clause.
        behind_verb: whether the language puts the subject behind the verb by habit.
    """
    verb = analysis.first_in(first, past, "verb")
    if verb is None and behind_verb:
        verb = next(iter(analysis.within(_SAYING, first, past)), None)
    if verb is None:
        return None
    before = source_before(analysis, first, verb) if verb > first else None
    if before is not None and not (behind_verb and analysis.has(before[0], "source_stop")):
        return before
    if not behind_verb:
        return None
    end = analysis.first_in(verb + 2, past, "event_noun")
    return source_after(analysis, verb + 1, past if end is None else end)


def _end_of_person(analysis: Analysis, first: int, past: int) -> int:
    """The end of the last person named in a range, so that the object behind the name is left out."""
    if first >= past:
        return past
    start, end = analysis.original_span(first, past)
    people = [e.end for e in analysis.entity_index.inside(start, end) if e.label == "PER"]
    if not people:
        return past
    stop = max(people)
    behind = [i for i in range(first, past) if analysis.original_span(i, i + 1)[0] >= stop]
    if not behind or (len(behind) == 1 and analysis.has(behind[0], "role") is None):
        return past
    while past > first and analysis.original_span(past - 1, past)[0] >= stop:
        past -= 1
    return past


def _stops(analysis: Analysis, index: int, addressed: bool) -> bool:
    if analysis.has(index, "complementiser", "relative") or (addressed and analysis.has(index, "addressee")):
        return True
    return analysis.words_in(index, "source_stop")


def _ends_at_comma(analysis: Analysis, comma: int, limit: int) -> bool:
    """A comma goes on with the name or role in apposition, and ends the source before anything else."""
    after = comma + 1
    if after >= limit:
        return True
    return bool(analysis.has(after, *_NO_APPOSITION) or analysis.tokens.words[after] in '"«“')


def _opens_subject(analysis: Analysis, comma: int) -> bool:
    """Whether what stands behind a comma begins the subject, rather than going on with an apposition."""
    return True if comma == 0 else analysis.has(comma + 1, "source_filler") is not None


def _skip(analysis: Analysis, first: int, past: int) -> int:
    """Past commas, fillers and clitic words that are no part of a name."""
    while first < past:
        word = analysis.tokens.words[first]
        filler = analysis.has(first, "source_filler")
        if word in _COMMAS or word in "-–—":
            first += 1
        elif filler is not None and first + filler.length <= past:
            first += filler.length
        else:
            break
    return first


def _trim(analysis: Analysis, first: int, past: int) -> Range | None:
    words = analysis.tokens.words
    while past > first and (not analysis.tokens.is_word(past - 1)) and words[past - 1] not in '»”")':
        past -= 1
    while first < past and not analysis.tokens.is_word(first) and words[first] not in '«“"(':
        first += 1
    if first < past and analysis.has(first, "no_source", "verb_particle") is not None:
        return None
    return (first, past) if any(analysis.tokens.is_word(i) for i in range(first, past)) else None
