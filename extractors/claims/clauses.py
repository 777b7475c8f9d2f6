"""Segments cut where their parts can be true or false independently."""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from itertools import accumulate

from extractors.analysis import Analysis
from extractors.attribution.cues import MOODS
from extractors.claims.segments import Segment
from extractors.language import language_data

_COMMAS = frozenset(",،؛;-–—")
_STRONG = frozenset("؛;")
_OPENERS = (
    "hard_opener", "cause_opener", "result_opener", "clause_opener", "coordinator", "complementiser", "relative",
    "relative_bare", "verb_maybe", "share_opener", "then", "after_event",
)  # fmt: skip
_TIME_MARKS = frozenset("-|")
_MIN_TOKENS = 3
_NEAR = 40
_SUBJECT = 5
# What opened the next clause, or began to, and stays behind when that one is somebody's saying.
_LEFT_OVER = ("clause_opener", "hard_opener", "head_pointer", "coordinator")
_REPORTING = tuple(f"verb_{mood}" for mood in MOODS)

Range = tuple[int, int]


class Evidence:
    """Which tokens carry figures and dates: what makes a part of a sentence stand on its own."""

    def __init__(self, analysis: Analysis) -> None:
        starts = analysis.token_offsets
        self.figures = _covered(starts, [(q.start, q.end) for q in analysis.quantities])
        self.dates = _covered(starts, [(d.start, d.end) for d in analysis.dates])
        syntax = language_data(analysis.language, "lexicon").get("syntax", {})
        self.verb_first: bool = syntax.get("source_side") == "after"
        self.joined_articles = tuple(syntax.get("joined_articles", ()))
        self.openers = _openers(analysis, _COMMAS if self.verb_first else _STRONG)

    def any(self, marked: list[int], first: int, past: int) -> bool:
        """Whether a mark falls into a token range; ``marked`` is a running count."""
        return marked[past] > marked[first]

    def both(self, first: int, cut: int, past: int) -> bool:
        """Whether a figure or date stands on either side of a cut."""
        return all(
            self.any(self.figures, lo, hi) or self.any(self.dates, lo, hi) for lo, hi in ((first, cut), (cut, past))
        )

    def within(self, marked: list[int], index: int) -> bool:
        """Whether both this token and the one before belong to marked spans."""
        return marked[index + 1] > marked[index] > (marked[index - 1] if index else 0)


def _openers(analysis: Analysis, marks: frozenset[str]) -> list[int]:
    """The tokens at which a clause may begin, in order: openers, joined verbs and nouns, what follows a mark."""
    found = {index for kind in _OPENERS for index in analysis.places.get(kind, ())}
    hits, lexicon = analysis.hits, analysis.lexicon
    joined = [kind for kind in analysis.places if kind == "event_noun" or kind.startswith("verb")]
    for index in {index for kind in joined for index in analysis.places[kind]} - found:
        if any((h.kind == "event_noun" or h.kind.startswith("verb")) and lexicon.with_clitic(h) for h in hits[index]):
            found.add(index)
    found.update(index + 1 for index, word in enumerate(analysis.tokens.words) if word in marks)
    return sorted(found)


def _covered(starts: list[int], spans: list[Range]) -> list[int]:
    """Running count of the tokens that start inside any of the spans."""
    marks = [0] * (len(starts) + 1)
    for start, end in spans:
        first, past = bisect_left(starts, start), bisect_left(starts, end)
        marks[first + 1 : past + 1] = [1] * (past - first)
    return list(accumulate(marks))


def split_clauses(analysis: Analysis, segment: Segment, evidence: Evidence) -> list[Range]:
    """Token ranges of the clauses of a segment, trimmed of conjunctions and marks at their edges."""
    cuts = [segment.first]
    aside = _aside(analysis.tokens.words, segment)
    openers = evidence.openers
    low, high = bisect_right(openers, segment.first), bisect_left(openers, segment.past)
    for index in openers[low:high]:
        if index not in aside and (
            _opens_clause(analysis, index, cuts[-1], segment.past, evidence)
            or _goes_on(analysis, segment, index, cuts[-1])
        ):
            cuts.append(index)
    cuts = [
        cut for at, cut in enumerate(cuts) if not at or _says(analysis, cut, [*cuts, segment.past][at + 1], evidence)
    ]
    cuts.append(segment.past)
    clauses: list[Range] = []
    for first, past in itertools.pairwise(cuts):
        trimmed = _trim(analysis, first, aside.start if first < aside.start and past == aside.stop else past)
        if trimmed is not None:
            clauses.append(trimmed)
    return clauses


def _says(analysis: Analysis, first: int, past: int, evidence: Evidence) -> bool:
    """Whether a part that was cut off has anything to say; what has not goes on with the part before."""
    return (
        analysis.tokens.words[first - 1] in _STRONG
        or analysis.holds(first, past, "event_noun", "share_opener", "result_opener")
        or _predicate(analysis, first, past, evidence)
    )


def _aside(words: list[str], segment: Segment) -> range:
    """The tokens of an attribution in parentheses, with the mark behind it: no clause begins there."""
    if segment.frame is None or not segment.frame.parenthetical:
        return range(0)
    start = segment.frame.shell[0][0]
    return range(start - (words[start - 1] in _COMMAS), segment.frame.shell[-1][1] + 1)


def _opens_clause(analysis: Analysis, index: int, start: int, past: int, evidence: Evidence) -> bool:
    words = analysis.tokens.words
    if words[index - 1] in _STRONG:
        return True
    if index - start < _MIN_TOKENS or past - index < _MIN_TOKENS or _inside_mention(evidence, index):
        return False
    comma = words[index - 1] in _COMMAS
    if comma and _comes_back(analysis, index, past):
        return False
    if _figured_relative(analysis, index, start, past, evidence):
        return True
    if analysis.has(index, "hard_opener") is not None:
        return _named(analysis, index, past) or _predicate(analysis, index + 1, past, evidence)
    if analysis.has(index, "cause_opener") is not None:
        return _named(analysis, index, past)
    if analysis.words_in(index, "after_event") and analysis.has(index + 1, "event_noun") is not None:
        return evidence.any(evidence.figures, index, past) and _predicate(analysis, start, index, evidence)
    if _coordinated_verb(analysis, index):
        return _predicate(analysis, start, index, evidence) and _stands_alone(analysis, index, start, past, evidence)
    return (comma and _opens_behind_comma(analysis, index, start, past, evidence)) or _joined_phrase(
        analysis, index, start, past, evidence
    )


def _named(analysis: Analysis, index: int, past: int) -> bool:
    """Whether a verb or the noun of an event follows right behind an opener."""
    return analysis.holds(index + 1, min(past, index + 5), "event_noun", "verb")


def _goes_on(analysis: Analysis, segment: Segment, index: int, start: int) -> bool:
    """Whether a further complement of the same saying begins: "said the road is open, that it cost ..."."""
    if segment.frame is None or analysis.tokens.words[index - 1] not in _COMMAS:
        return False
    if analysis.has(index, "complementiser") is None or segment.past - index < _MIN_TOKENS:
        return False
    before, behind = range(start, index)[-_NEAR:], range(index + 1, segment.past)[:_NEAR]
    return all(analysis.holds(part.start, part.stop, "verb") for part in (before, behind))


def _comes_back(analysis: Analysis, index: int, past: int) -> bool:
    """Whether the clause around an insertion goes on behind it: "The council, which has 40 members, approved ..."."""
    if analysis.has(index, "relative", "clause_opener") is None:
        return False
    for comma in range(index + 1, min(past, index + _NEAR) - 1):
        if analysis.tokens.words[comma] in _COMMAS:
            hits = analysis.hits.get(comma + 1, ())
            return any(h.kind.startswith("verb") and not analysis.lexicon.with_clitic(h) for h in hits)
    return False


def _stands_alone(analysis: Analysis, index: int, start: int, past: int, evidence: Evidence) -> bool:
    """Whether what a conjunction adds says something by itself, rather than going on with a charged list of verbs."""
    if evidence.any(evidence.figures, index, past) or evidence.any(evidence.dates, index, past):
        return True
    return not analysis.holds(start, index, "emotive", "evaluation")


def _inside_mention(evidence: Evidence, index: int) -> bool:
    return evidence.within(evidence.dates, index) or evidence.within(evidence.figures, index)


def _opens_behind_comma(analysis: Analysis, index: int, start: int, past: int, evidence: Evidence) -> bool:
    """Openers that need the comma before them, and what stands apart only where it has a figure or date."""
    both = evidence.both(start, index, past)
    if both and (analysis.has(index, "verb_maybe") is not None or _without_joint(analysis, index, start, evidence)):
        return True
    if _named_clause(analysis, index, start, past, evidence):
        return True
    if analysis.has(index, "share_opener") is not None:
        return evidence.any(evidence.figures, start, index)
    joined = analysis.has(index, "event_noun")
    if both and joined is not None and analysis.lexicon.with_clitic(joined):
        return True
    if analysis.has(index, "coordinator") is not None:
        return analysis.holds(index + 1, past, "verb")
    if analysis.has(index, "result_opener") is not None:
        return evidence.any(evidence.figures, index, past) or evidence.any(evidence.dates, index, past)
    opener = analysis.has(index, "clause_opener")
    return opener is not None and _predicate(analysis, index + opener.length, past, evidence)


def _without_joint(analysis: Analysis, index: int, start: int, evidence: Evidence) -> bool:
    """A clause that begins with its verb right behind a comma, and does not go on behind an insertion."""
    if not evidence.verb_first or analysis.has(index, "verb", "verb_particle") is None:
        return False
    if analysis.has(index, "event_noun", *_REPORTING) is not None:
        return False
    words = analysis.tokens.words
    comma = next((i for i in range(index - 2, max(start, index - _NEAR), -1) if words[i] in _COMMAS), None)
    if comma is not None and analysis.has(comma + 1, "relative", "clause_opener") is not None:
        return False
    return any(analysis.has(i, "verb") for i in range(start, index if comma is None else comma))


def _named_clause(analysis: Analysis, index: int, start: int, past: int, evidence: Evidence) -> bool:
    """A clause that begins with its subject, joined to the one before: «..., والصورة تعود إلى»."""
    if not evidence.joined_articles or not analysis.tokens.words[index].startswith(evidence.joined_articles):
        return False
    if analysis.has(index, "relative", "verb") is not None or not _predicate(analysis, start, index, evidence):
        return False
    if not (evidence.any(evidence.figures, index, past) or evidence.any(evidence.dates, index, past)):
        return False
    for at in range(index + 1, min(past, index + _SUBJECT)):
        if analysis.tokens.words[at] in _COMMAS or analysis.has(at, "relative", "complementiser") is not None:
            return False
        if analysis.has(at, "verb") is not None:
            return True
    return False


def _joined_phrase(analysis: Analysis, index: int, start: int, past: int, evidence: Evidence) -> bool:
    """A second verb with the same subject, or a clause with its own: "slipped 0.6% and has shed a fifth"."""
    if analysis.has(index, "coordinator") is None or index + 1 >= past:
        return False
    behind = index + 1
    if analysis.has(behind, "verb", "result_opener", "finite_aux") is not None:
        alone = analysis.has(behind, "finite_aux") is not None and analysis.holds(start, index, "verb")
        return evidence.both(start, index, past) or alone
    own = analysis.has(behind, "clause_subject") is not None or evidence.any(evidence.figures, behind, behind + 1)
    if not own or not analysis.holds(start, index, "verb") or not evidence.both(start, index, past):
        return False
    words = analysis.tokens.words
    mark = next((i for i in range(behind, min(past, behind + _SUBJECT + 2)) if words[i] in _COMMAS), past)
    return analysis.holds(behind + 1, min(mark, behind + _SUBJECT + 2), "verb")


def _coordinated_verb(analysis: Analysis, index: int) -> bool:
    """A finite verb with a proclitic conjunction written onto it, or behind «ثم»."""
    if analysis.words_in(index, "then") and analysis.has(index + 1, "verb") is not None:
        return True
    lexicon = analysis.lexicon
    return any(
        hit.kind.startswith("verb") and hit.kind != "verb_maybe" and lexicon.with_clitic(hit)
        for hit in analysis.hits.get(index, ())
    )


def _figured_relative(analysis: Analysis, index: int, start: int, past: int, evidence: Evidence) -> bool:
    """A relative clause with a figure of its own behind a clause that says something («... تتسع لأكثر من ...»)."""
    figures = evidence.any(evidence.figures, index, past)
    relative = analysis.has(index, "relative")
    if relative is not None and not evidence.verb_first and analysis.tokens.words[index - 1] not in _COMMAS:
        return False
    if relative is not None:
        dated = analysis.tokens.words[index - 1] in _COMMAS and evidence.any(evidence.dates, index, past)
        verb = analysis.has(index + relative.length, "verb") is not None
        return (figures or dated) and verb and analysis.holds(start, index, "verb")
    if not figures or not analysis.words_in(index, "relative_bare") or analysis.has(index - 1, "verb_particle"):
        return False
    said = analysis.holds(start, index, "verb", "event_noun")
    return said and evidence.any(evidence.figures, start, index)


def _predicate(analysis: Analysis, first: int, past: int, evidence: Evidence) -> bool:
    """Whether a token range says something: a finite verb, or a figure or date beside an event noun."""
    if evidence.any(evidence.figures, first, past) or analysis.holds(first, past, "verb", "record"):
        return True
    return evidence.any(evidence.dates, first, past) and analysis.holds(first, past, "event_noun")


def _trim(analysis: Analysis, first: int, past: int) -> Range | None:
    tokens, words = analysis.tokens, analysis.tokens.words
    odd = words[first:past].count('"') % 2 == 1
    while past > first and not tokens.is_word(past - 1) and (odd or words[past - 1] != '"'):
        if words[past - 1] in "»”)%٪'":
            break
        odd = odd and words[past - 1] != '"'
        past -= 1
    while past - first > _MIN_TOKENS and (
        analysis.words_in(past - 1, "relative") or analysis.words_in(past - 1, "coordinator")
    ):
        past -= 1
    while past - first > _MIN_TOKENS and words[past - 2] in _COMMAS and analysis.has(past - 1, *_LEFT_OVER) is not None:
        past -= 2
    while first < past:
        opener = analysis.has(first, "edge_word", "clause_opener", "hard_opener", "relative")
        if ":" in words[first] and first + 1 < past and words[first + 1] in _TIME_MARKS:
            first += 2
        elif not tokens.is_word(first) and words[first] not in '«“"(£$€':
            first += 1
        elif opener is not None and not _kept(analysis, first, opener.length) and first + opener.length < past:
            first += opener.length
        else:
            break
    if first < past and words[first] == '"' and words[first:past].count('"') % 2:
        first += 1
    return (first, past) if past - first >= 2 else None


def _kept(analysis: Analysis, index: int, length: int) -> bool:
    """Whether an opener is part of the claim's own words, and not just the beginning of a longer one that is not."""
    kept = analysis.has(index, "opener_kept")
    return kept is not None and kept.length >= length
