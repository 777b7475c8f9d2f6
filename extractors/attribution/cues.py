"""Words that say that somebody says something."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from extractors.analysis import Analysis
from extractors.hits import Hit
from extractors.language import language_data

MOODS = ("assert", "deny", "allege", "opinion", "call", "wish", "predict", "ask")
_OPENER_REACH = 14
_PLAIN = ("preposition", "said_tail", "said_as", "relay", "appears")
_CUES = frozenset([f"{form}_{mood}" for form in ("verb", "participle") for mood in MOODS] + list(_PLAIN))
_FOUND_BY_LIST = _CUES | {"impersonal"}
_MAY_BE_CUES = _FOUND_BY_LIST | {"verb", "participle_shape", "saying_first"}
_MOOD_VERBS = tuple(f"verb_{mood}" for mood in MOODS)


class Cue(NamedTuple):
    """A cue as token range ``[first, past)``.

    ``form`` is verb, participle, preposition, said_tail, said_as, relay or appears; ``mood`` tells what the
    speaker does (assert, deny, allege, opinion, call, wish, predict, ask).
    """

    first: int
    past: int
    form: str
    mood: str


def find_cues(analysis: Analysis, first: int, past: int) -> list[Cue]:
    """Cues between two tokens, left to right, longest first where lists overlap.

    A phrase of the list ``impersonal` («يذكر أن») is nobody's saying and hides the cue in it.
    """
    cues: list[Cue] = []
    busy = first
    for index in analysis.within(_MAY_BE_CUES, first, past):
        if index < busy:
            continue
        hit = next((h for h in analysis.hits[index] if h.kind in _FOUND_BY_LIST), None)
        if hit is None and not (cues and _waits(analysis, cues[-1], index)):
            shaped = _by_opener(analysis, index, first, past)
            if shaped is not None:
                cues.append(shaped)
                busy = shaped.past
        if hit is None or index + hit.length > past:
            continue
        if hit.kind == "impersonal":
            busy = index + hit.length
        elif _is_free_participle(analysis, index, hit) or not _is_other(analysis, index, hit):
            if hit.kind in _PLAIN:
                end, form, mood = index + hit.length, hit.kind, "assert"
            else:
                end = _without_complementiser(analysis, index, hit.length)
                form, mood = hit.kind.split("_")
            cues.append(Cue(index, end, form, mood))
            busy = end
    return cues


def _waits(analysis: Analysis, cue: Cue, index: int) -> bool:
    """Whether a verb of saying shortly before still waits for its opener («أفادت الشركة التي اكتشفت الخلل بأن»)."""
    if cue.form != "verb" or index - cue.past > _OPENER_REACH or not _is_verb_first(analysis.language):
        return False
    marks = analysis.tokens.words[cue.past : index]
    return not analysis.holds(cue.past, index, "complementiser") and not any(word in ",،.:;!?؟؛" for word in marks)


def _by_opener(analysis: Analysis, index: int, first: int, past: int) -> Cue | None:
    """A verb or participle on no list of cues, shown to be one by the word that opens what is said."""
    if analysis.has(index, "participle_shape"):
        near = range(index + 1, min(past, index + 3))
        follows = index > 0 and not analysis.tokens.is_word(index - 1)
        if follows and analysis.holds(near.start, near.stop, "complementiser"):
            return Cue(index, index + 1, "participle", "assert")
    if analysis.has(index, "verb"):
        return _before_opener(analysis, index, past, "strong_complementiser")
    if index == first and analysis.has(index, "saying_first"):
        return _before_opener(analysis, index, past, "complementiser")
    return None


def _before_opener(analysis: Analysis, index: int, past: int, opener: str) -> Cue | None:
    """A verb shown to be a cue by an opener of a class behind it, with no other verb and no mark between."""
    reach = min(past, index + _OPENER_REACH)
    if not analysis.holds(index + 1, reach, opener):
        return None
    for at in range(index + 1, reach):
        if analysis.has(at, opener):
            return None if is_noun(analysis, index, 1) else Cue(index, index + 1, "verb", "assert")
        if analysis.tokens.words[at] in ".:;!?؟؛" or analysis.has(at, "verb"):
            return None
    return None


def _without_complementiser(analysis: Analysis, index: int, length: int) -> int:
    """A listed phrase may end in the word that opens the content («وجد أن»), which is no part of the cue."""
    end = index + length
    return end - 1 if length > 1 and analysis.has(end - 1, "complementiser") else end


def _is_free_participle(analysis: Analysis, index: int, hit: Hit) -> bool:
    """Whether a participle hangs on the clause before: behind a comma, or behind a word such as "by"."""
    if not hit.kind.startswith("participle") or not index:
        return False
    return analysis.tokens.words[index - 1] in ",،" or analysis.has(index - 1, "participle_link") is not None


def _is_other(analysis: Analysis, index: int, hit: Hit) -> bool:
    """Whether a word on a list of cues is a noun here: what is counted («140 طالباً»), or what somebody is not."""
    if not index or not hit.kind.startswith("participle"):
        return is_noun(analysis, index, hit.length)
    counted = analysis.tokens.words[index - 1][0].isdigit()
    return counted or analysis.has(index - 1, "verb_particle") is not None or is_noun(analysis, index, hit.length)


@lru_cache(maxsize=64)
def _is_verb_first(language: str) -> bool:
    """Whether clauses of a language begin with their verb by habit."""
    return bool(language_data(language, "lexicon").get("syntax", {}).get("source_side") == "after")


def _begins_clause(analysis: Analysis, index: int) -> bool:
    """Whether a word stands where a clause begins with its verb: «من جهته، ذكر ...»."""
    return (
        not analysis.tokens.is_word(index - 1) or analysis.has(index - 1, "verb_particle", "clause_opener") is not None
    )


def is_noun(analysis: Analysis, index: int, length: int) -> bool:
    """Whether a word that may be verb or noun is a noun here, by what stands around it."""
    words, forms = analysis.tokens.words, analysis.lexicon.forms
    if length > 1 or not index:
        return False
    before = words[index - 1]
    if before in forms.get("determiner", ()) or before.endswith(("'s", "s'")):
        return True
    if words[index] not in forms.get("noun_or_verb", ()):
        return False
    if before in forms.get("noun_modifier", ()) or analysis.has(index - 1, *_MOOD_VERBS) is not None:
        return True
    if before in forms.get("pronoun", ()) or (analysis.tokens.is_capital(index - 1) and index > 1):
        return False
    following = index + 1
    ends = following >= len(words) or not analysis.tokens.is_word(following)
    if _is_verb_first(analysis.language):
        return not _begins_clause(analysis, index) and (ends or not analysis.has(following, "complementiser"))
    return not ends and not analysis.has(following, "complementiser", "infinitive_mark")
