"""Attitudes and acts of speech that say nothing checkable: "backs the plan", "her hope of a deal".

They are attributions of the output, so that a reader finds who stands where; they govern no claim.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

from extractors.analysis import Analysis
from extractors.attribution.cues import MOODS, Cue, is_noun
from extractors.attribution.phrases import phrase_end
from extractors.attribution.scene import Frame, Range, Scene, scene_of
from extractors.attribution.sources import source_before
from extractors.hits import Hit

_VERBS = ("stance_verb", *(f"{form}_{mood}" for form in ("verb", "participle") for mood in MOODS))
_SAYINGS = ("assert", "deny", "allege")
_CLAUSE = ("complementiser", "infinitive_mark")


def with_stances(analysis: Analysis, frames: list[Frame]) -> list[Frame]:
    """The frames, and those of every verb and noun of attitude that is no frame's cue, in text order."""
    if not analysis.lexicon.forms.get("stance_verb"):
        return frames
    scene = scene_of(analysis)
    taken = {i for f in frames for first, past in f.shell for i in range(first, past)}
    taken.update(i for f in frames if f.cue for i in range(f.cue.first, f.cue.past))
    found: list[Frame] = []
    for first, past in analysis.sentence_ranges:
        found.extend(_in_sentence(scene, first, past, taken))
    return sorted((*frames, *found), key=lambda frame: (frame.shell[0][0], not frame.continues))


def outermost(analysis: Analysis, frames: list[Frame]) -> list[Frame]:
    """Without the attitudes told inside somebody else's words, which are part of what is said there.

    Only where attitudes are looked for at all: a language without a list of them keeps its frames.
    """
    if not analysis.lexicon.forms.get("stance_verb"):
        return frames
    size = len(analysis.tokens)
    depth = [0] * (size + 1)
    for frame in frames:
        if frame.cue is not None:
            depth[frame.content[0]] += 1
            depth[min(size, frame.content[1])] -= 1
    depth = list(accumulate(depth))

    def inside(frame: Frame, cue: Cue) -> bool:
        own = frame.content[0] <= cue.first < frame.content[1]
        return depth[cue.first] > own

    return [f for f in frames if f.cue is None or f.mood in _SAYINGS or not inside(f, f.cue)]


def _in_sentence(scene: Scene, first: int, past: int, taken: set[int]) -> Iterator[Frame]:
    clause = busy = first
    for index in scene.analysis.within(_LOOKED_AT, first, past):
        if index < busy:
            continue
        hidden = scene.has(index, "impersonal")
        if hidden is not None:
            busy = index + hidden.length
            continue
        hit = None if index in taken or index in scene.inside else scene.has(index, *_MAKERS)
        if hit is None or index + hit.length >= past:
            continue
        frame = _MAKERS[hit.kind](scene, hit, index, clause, past)
        busy = index + hit.length
        if frame is not None:
            yield frame
            clause = busy


def _verb(scene: Scene, hit: Hit, index: int, clause: int, past: int) -> Frame | None:
    if (hit.length == 1 and _is_name(scene, index)) or scene.listed(index, "stance_never"):
        return None
    behind = index + hit.length
    content = None if scene.listed(behind, "passive_link") else _content(scene, behind, past)
    if content is None:
        return None
    source = source_before(scene.analysis, clause, index) if index > clause else None
    return _frame(Cue(index, behind, "stance", "opinion"), content, source)


def _hedge(scene: Scene, hit: Hit, index: int, clause: int, past: int) -> Frame | None:
    """ "The party seems to agree": nobody is named, and the whole clause is the content."""
    subject = source_before(scene.analysis, clause, index) if index > clause else None
    content = _content(scene, index + hit.length, past)
    if subject is None or content is None:
        return None
    return _frame(Cue(index, index + hit.length, "stance", "opinion"), (subject[0], content[1]), None)


def _is_name(scene: Scene, index: int) -> bool:
    """Whether a word is a noun in its place: behind an article or an owner, or as its list says."""
    if scene.listed(index - 1, "article") or scene.listed(index - 1, "possessive"):
        return True
    return scene.listed(index, "noun_or_verb") and is_noun(scene.analysis, index, 1)


def _noun(scene: Scene, hit: Hit, index: int, clause: int, past: int) -> Frame | None:
    """ "her hope of a deal": the owner in front is the source, what stands behind the link is the content."""
    behind = index + hit.length
    link = scene.has(behind, "stance_link")
    if link is None:
        return None
    start = behind + link.length
    content = _content(scene, behind if scene.has(behind, *_CLAUSE) else start, past)
    if content is None:
        return None
    owner = index - 1
    source = None
    if owner >= clause and (scene.listed(owner, "pronoun") or scene.words[owner].endswith(("'s", "s'"))):
        source = (owner, index)
    return _frame(Cue(index, start, "stance", "opinion"), content, source)


def _frame(cue: Cue, content: Range, source: Range | None) -> Frame:
    return Frame(cue, cue.mood, content, source, [(cue.first, cue.past)], governs=False)


def _content(scene: Scene, start: int, past: int) -> Range | None:
    """From a cue to the end of its object or clause."""
    while start < past and scene.has(start, "cue_link") and not scene.has(start, *_CLAUSE):
        start += 1
    if start >= past or not (scene.tokens.is_word(start) or start in scene.quote_at):
        return None
    end = phrase_end(scene, start, past)
    return (start, end) if any(scene.tokens.is_word(i) for i in range(start, end)) else None


_MAKERS = {**dict.fromkeys(_VERBS, _verb), "stance_noun": _noun, "stance_hedge": _hedge}
_LOOKED_AT = frozenset((*_MAKERS, "impersonal"))
