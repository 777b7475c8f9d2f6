"""Which part of a noun phrase can speak: what a source carries too much is cut off, and what nobody says is refused.

Only for a language whose subject stands behind the verb: there a source is read forward, over words that no mark ends.
"""

from __future__ import annotations

from functools import lru_cache

from extractors.analysis import Analysis
from extractors.attribution.cues import MOODS
from extractors.attribution.sources import source_after
from extractors.hits import Hit
from extractors.language import language_data
from extractors.normalise import fold

_COMMAS = frozenset(",،")
_SPEAKING = tuple(f"verb_{mood}" for mood in MOODS)
_HEADS = ("statement", "document", "anonymous", "role")
_BEHIND_COMMA = (
    *_SPEAKING, "verb", "relative", "complementiser", "verb_particle", "event_noun", "deed", "source_end",
    "source_declines",
)  # fmt: skip

Range = tuple[int, int]


class _Nouns:
    """How a language writes its noun phrases."""

    def __init__(self, language: str) -> None:
        syntax = language_data(language, "lexicon").get("syntax", {})
        self.verb_first: bool = syntax.get("source_side") == "after"
        self.definite: tuple[str, ...] = tuple(fold(a) for a in syntax.get("attached_articles", ()))
        self.prepositions: tuple[str, ...] = tuple(fold(p) for p in syntax.get("attached_prepositions", ()))
        self.never: tuple[str, ...] = tuple(fold(p) for p in syntax.get("never_source_prefixes", ()))
        organisations = language_data(language, "entities").get("organisations", {}).get("heads", ())
        self.organisations = frozenset(fold(w) for w in organisations)


_nouns = lru_cache(maxsize=64)(_Nouns)


def able_to_speak(analysis: Analysis, source: Range) -> Range | None:
    """The part of a source that names who speaks, or None where nobody does.

    Args:
        analysis: the text.
        source: the token range that was taken for a source.
    """
    nouns = _nouns(analysis.language)
    if not nouns.verb_first:
        return source
    first, past = _without_clause(analysis, *source)
    first = _behind_verb(analysis, first, past)
    past = _before_date(analysis, first, _end(analysis, nouns, first, past))
    while past > first and (analysis.words_in(past - 1, "source_end") or not _closes(analysis, past - 1)):
        past -= 1
    if first >= past or _cannot(analysis, nouns, first):
        return None
    return first, past


def _without_clause(analysis: Analysis, first: int, past: int) -> Range:
    """Of a clause that begins with its verb («وظهر الرجل في التسجيل») the subject: that is who is named."""
    at = first
    while at + 1 < past and _is_verb(analysis, at):
        at += 1
    return source_after(analysis, at, past) or (past, past) if at > first else (first, past)


def _before_date(analysis: Analysis, first: int, past: int) -> int:
    """Where a name ends that a date stands behind («مسح للوكالة الأسبوع الماضي»); a year may belong to it."""
    if first >= past:
        return past
    start, end = analysis.original_span(first, past)
    dated = next((d for d in analysis.date_index.inside(start, end) if d.basis != "explicit"), None)
    return past if dated is None else analysis.token_at(dated.start)


def _behind_verb(analysis: Analysis, first: int, past: int) -> int:
    """Past the verb of saying that a clause begins with, and a pronoun behind it («أفاد به الناطق»)."""
    at = first
    if _joined_saying(analysis, at) is not None or analysis.has(at, "complementiser") is not None:
        at += 1
    while at < past and analysis.words_in(at, "source_pronoun"):
        at += 1
    return at


def _joined_saying(analysis: Analysis, index: int) -> Hit | None:
    """A verb of saying that begins a clause: it carries a conjunction, or means nothing but saying."""
    hit = analysis.has(index, *_SPEAKING)
    if hit is None or hit.length > 1 or analysis.has(index, *_HEADS) is not None:
        return None
    plain = analysis.tokens.words[index] in analysis.lexicon.forms.get("plain_saying", ())
    return hit if plain or analysis.lexicon.with_clitic(hit) else None


def _end(analysis: Analysis, nouns: _Nouns, first: int, past: int) -> int:
    """Where the name ends: before a clause about it, or before the object of the verb."""
    words = analysis.tokens.words
    for index in range(first + 1, past):
        if words[index] in _COMMAS:
            if index + 1 < past and analysis.has(index + 1, *_BEHIND_COMMA) is not None:
                return index
        elif any(analysis.words_in(index, kind) for kind in ("source_end", "relative")) or _goes_on(
            analysis, nouns, index
        ):
            return index
    return past


def _goes_on(analysis: Analysis, nouns: _Nouns, index: int) -> bool:
    """Whether a clause about the speaker begins («بيان الوزارة نشرته الوكالة»), or the object of the verb."""
    lexicon = analysis.lexicon
    about = any(hit.kind in lexicon.verbs and lexicon.with_object(hit) for hit in analysis.hits.get(index, ()))
    return (about and not _named(analysis, index)) or _object(analysis, nouns, index)


def _object(analysis: Analysis, nouns: _Nouns, index: int) -> bool:
    """Whether the name of an event stands behind a definite noun: it cannot belong to it («الوزارة احتواء الحريق»)."""
    before = analysis.tokens.words[index - 1]
    if not before.startswith(nouns.definite) or not _deed(analysis, index):
        return False
    word = analysis.tokens.words[index]
    return not word.startswith(nouns.definite) and word not in nouns.organisations and not _named(analysis, index)


def _deed(analysis: Analysis, index: int) -> bool:
    """Whether the name of something that is done stands at a token, without a conjunction."""
    return analysis.words_in(index, "event_noun") or analysis.words_in(index, "deed")


def _is_deed(analysis: Analysis, word: str) -> bool:
    """Whether a word by itself is the name of something that is done."""
    forms = analysis.lexicon.forms
    return word in forms.get("event_noun", ()) or word in forms.get("deed", ())


def _named(analysis: Analysis, index: int) -> bool:
    """Whether a token belongs to a person or an organisation that was recognised."""
    start, end = analysis.original_span(index, index + 1)
    return any(
        e.label in ("PER", "ORG") and e.end >= end for e in analysis.entity_index.before(end, 1) if e.end > start
    )


def _closes(analysis: Analysis, index: int) -> bool:
    return analysis.tokens.is_word(index) or analysis.tokens.words[index] in '»”")'


def _cannot(analysis: Analysis, nouns: _Nouns, first: int) -> bool:
    """Whether a phrase begins with a figure, a preposition, a clause, or the name of what was done."""
    word = analysis.tokens.words[first]
    if (
        (word[0].isdigit() and ":" not in word)
        or analysis.words_in(first, "source_end")
        or analysis.words_in(first, "source_pronoun")
    ):
        return True
    if _named(analysis, first) or analysis.has(first, *_HEADS) is not None:
        return False
    if nouns.never and word.startswith(nouns.never):
        return True
    if word.startswith(nouns.prepositions) and _is_deed(analysis, word[1:]):
        return True
    if word in nouns.organisations:
        return False
    return analysis.has(first, "never_source", "deed", "event_noun", "complementiser", "relative") is not None


def _is_verb(analysis: Analysis, index: int) -> bool:
    """Whether a phrase begins with a listed verb, so that it is a clause and no name («تبيّن»)."""
    hits = analysis.hits.get(index, ())
    verbs = analysis.lexicon.verbs
    lexicon = analysis.lexicon
    listed = any(h.kind in verbs and (h.form in lexicon.forms.get(h.kind, ()) or lexicon.with_clitic(h)) for h in hits)
    return listed and not _named(analysis, index) and analysis.has(index, *_HEADS, "event_noun", "deed") is None
