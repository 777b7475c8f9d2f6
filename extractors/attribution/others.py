"""Frames around participles, prepositions, relays and tags: attribution without a finite verb of its own."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate

from extractors.attribution.cues import Cue
from extractors.attribution.phrases import phrase_end
from extractors.attribution.plausible import able_to_speak
from extractors.attribution.scene import ASIDE, COMMAS, OPENER_REACH, Frame, Range, Scene
from extractors.attribution.sources import main_subject, source_after, source_before

_NEAR = 4
_RELAY_REACH = 14
_LABEL = 12
_TAG = 14


def participle_frame(
    scene: Scene, cue: Cue, first: int, past: int, source: Range | None, *, said: bool
) -> Frame | None:
    """«مؤكداً أن ...»: the source is the speaker of the frame before, or the subject of the sentence.

    Args:
        scene: the text.
        cue: the participle.
        first, past: token range of the sentence.
        source: who was named for an earlier saying in the sentence.
        said: whether there is an earlier saying: where it names nobody («وذكر أن ...»), its subject is no speaker.
    """
    if source is None and not said:
        source = main_subject(scene.analysis, first, cue.first, behind_verb=scene.behind_verb)
    if scene.listed(cue.first, "names_object") and cue.mood == "opinion":
        past = phrase_end(scene, cue.past, past)
        frame = scene.make(cue, None, cue.past, cue.past, past) if cue.past < past else None
        if frame is not None:
            frame.source = source
        return frame
    opener = scene.opener(cue.past, min(past, cue.past + _NEAR))
    start = opener[1] if opener is not None else scene.into_quote(scene.past_links(cue.past))
    if start >= past:
        return None
    frame = scene.make(cue, None, cue.past, start, past)
    if frame is not None:
        frame.source = source
    return frame


def relay_frame(scene: Scene, cue: Cue, past: int) -> Frame | None:
    """«نقلت وكالة عن فلان قوله إن ...»: the innermost source stands behind the second word of the relay."""
    reach = min(past, cue.past + _RELAY_REACH)
    link = next(((i, hit) for i in range(cue.past, reach) if (hit := scene.has(i, "relay_link"))), None)
    if link is None:
        return None
    index, hit = link
    if scene.behind_verb:
        opener = scene.opener(index + 1, min(past, index + OPENER_REACH))
        if opener is None:
            return None
        source = source_after(scene.analysis, index + 1, opener[0])
        return scene.make(cue, source, opener[0], opener[1], past)
    source = source_after(scene.analysis, cue.past, index)
    start = index + hit.length
    return scene.make(cue, source, start, scene.into_quote(start), past)


def preposition_frame(scene: Scene, cue: Cue, clause: int, past: int, before: Frame | None) -> Frame | None:
    """«بحسب تقرير ...»: in front it governs what follows, behind it what stands before, in the middle both.

    Behind an attribution ("the agency reported, citing a diplomat") it governs nothing: that one's source spoke.
    """
    if scene.bare_content and before is not None and cue.first - 1 <= before.shell[-1][1] <= cue.first:
        return None
    comma = next((i for i in range(cue.past, past) if scene.words[i] in COMMAS), past)
    source = source_after(scene.analysis, cue.past, comma, addressed=False)
    if source is None or _is_ground(scene, source[0]) or able_to_speak(scene.analysis, source) is None:
        return None
    end = source[1]
    if _in_front(scene, clause, cue.first):
        while end < past and scene.words[end] not in COMMAS and end - source[1] < _RELAY_REACH:
            end += 1
        end = end if end < past and scene.words[end] in COMMAS else source[1]
        begin = end + 1 if end < past and scene.words[end] in COMMAS else end
        return Frame(cue, "assert", (begin, past), source, [(cue.first, begin)]) if begin < past else None
    frame = Frame(cue, "assert", (clause, cue.first), source, [(cue.first, end)])
    if end + 1 < past and scene.words[end] in ASIDE and _goes_on(scene, end + 1):
        frame.content, frame.parenthetical = (clause, past), True
    return frame


def _in_front(scene: Scene, clause: int, cue: int) -> bool:
    """Whether nothing but fillers stands before a cue in its clause."""
    return all(not scene.tokens.is_word(i) or scene.has(i, "source_filler") for i in range(clause, cue))


def _is_ground(scene: Scene, index: int) -> bool:
    """Whether a law or plan, and nobody's words, stands behind the preposition («وفقاً للدستور»)."""
    grounds = scene.forms.get("legal_basis", frozenset())
    if scene.listed(index, "determiner") and scene.listed(index + 1, "legal_basis"):
        return True
    word = scene.words[index]
    bare = {word, *(new + word[len(old) :] for old, new in scene.genitive.items() if word.startswith(old))}
    return bool(bare & grounds)


def tail_frame(scene: Scene, cue: Cue, clause: int, past: int, frames: list[Frame]) -> Frame | None:
    """«حسب قولها»: the source is the speaker who was named last; what stands before is the content."""
    follows = cue.form == "said_as" and cue.past < past and scene.tokens.is_word(cue.past)
    own_source = source_after(scene.analysis, cue.past, past) if follows else None
    if own_source is None and frames and frames[-1].content[0] < cue.first <= frames[-1].content[1]:
        frames[-1].content = (frames[-1].content[0], cue.first)
        frames[-1].shell.append((cue.first, cue.past))
        return None
    content, parenthetical = (clause, cue.first), False
    shell_past = own_source[1] if own_source else cue.past
    quote = scene.closing_at.get(cue.first - 1) or scene.closing_at.get(cue.first - 2)
    if quote is not None:
        content = (quote.opening + 1, quote.closing)
    elif _in_front(scene, clause, cue.first):
        start = shell_past + (shell_past < past and scene.words[shell_past] in ASIDE)
        content = (start, past)
    elif shell_past + 1 < past and scene.words[shell_past] in ASIDE and _goes_on(scene, shell_past + 1):
        content, parenthetical = (clause, past), True
    if content[0] >= content[1]:
        return None
    return Frame(cue, "assert", content, own_source, [(cue.first, shell_past)], quote is not None, parenthetical)


def colon_frame(scene: Scene, first: int, past: int, frames: list[Frame]) -> Frame | None:
    """A quotation behind a colon that no listed cue opens: its speaker is the subject of the clause before."""
    words = scene.words
    colons = [index for index in range(first, past - 1) if words[index] == ":"]
    if not colons:
        return None
    last_word = next((index for index in range(past - 1, first, -1) if words[index][0].isalpha()), first)
    behind_dash = next((index + 1 for index in range(first, past) if words[index] == "-"), first)
    contents = sorted(frame.content for frame in frames)
    ends = list(accumulate((end for _, end in contents), max))
    for index in colons:
        quote = scene.quote_at.get(index + 1)
        if quote is None or not scene.whole(quote):
            tabular = last_word <= index
            start = behind_dash if behind_dash <= index else first
            label = None if frames or tabular else _label_before(scene, first, start, index)
            if label is not None:
                return Frame(None, "assert", (index + 1, past), label, [(first, index + 1)])
            continue
        before = bisect_left(contents, (index + 3, 0))
        if before and ends[before - 1] > index + 2:
            continue
        begin = _last_clause(scene, first, index)
        source = main_subject(scene.analysis, begin, index, behind_verb=scene.behind_verb)
        return Frame(None, "assert", (index + 2, quote.closing), source, [(begin, index + 2)], direct=True)
    return None


def _last_clause(scene: Scene, first: int, colon: int) -> int:
    """Where the last clause before a colon begins: at a verb with a conjunction written onto it, behind a comma."""
    lexicon = scene.analysis.lexicon
    for index in range(colon - 1, first, -1):
        if scene.words[index - 1] in COMMAS:
            hits = scene.analysis.hits.get(index, ())
            if any(hit.kind == "verb" and lexicon.with_clitic(hit) for hit in hits):
                return index
    return first


def _label_before(scene: Scene, first: int, start: int, colon: int) -> Range | None:
    """A name that labels what follows the colon, as in a live report («مصلحة الأرصاد: ...»)."""
    if start >= colon or colon - start > _LABEL or scene.has_verb(start, colon) or scene.has(start, "no_source"):
        return None
    lo, hi = scene.analysis.original_span(start, colon)
    timed = start > first and ":" in scene.words[first]
    named = any(entity.label in ("PER", "ORG") for entity in scene.analysis.entity_index.inside(lo, hi))
    return source_after(scene.analysis, start, colon) if named or timed else None


def behind_quote_frame(scene: Scene, first: int, past: int) -> Frame | None:
    """A sentence that only says who asked or exclaimed the quotation before it: '"Is that all?" the mayor said.'"""
    quote = scene.closing_at.get(first - 1)
    if quote is None or scene.behind_verb or "\n" in scene.gap(first - 1):
        return None
    reach = min(past, first + _TAG)
    verb = next((i for i in range(first, reach) if scene.has_verb(i, i + 1)), None)
    hit = None if verb is None else scene.has(verb, "verb_assert", "verb_ask")
    if verb is None or hit is None:
        return None
    behind = verb + hit.length
    source = source_before(scene.analysis, first, verb)
    tells = scene.listed(behind - 1, "addressing") or behind >= past or not scene.tokens.is_word(behind)
    # "He said he had ..." and "she added that ..." say something of their own.
    says_more = behind < past and scene.has(behind, "complementiser", "pronoun") is not None
    if source is None or says_more or not (tells or scene.has(behind, "source_stop", "addressee")):
        return None
    cue = Cue(verb, behind, "verb", hit.kind.removeprefix("verb_"))
    return Frame(cue, cue.mood, (quote.opening + 1, quote.closing), source, [(first, past)], direct=True)


def _goes_on(scene: Scene, index: int) -> bool:
    """Whether the clause goes on behind a parenthesis, rather than a new one beginning."""
    hit = scene.has(index, "clause_opener", "hard_opener", "verb", "verb_particle", "verb_assert")
    return hit is None or (not scene.analysis.lexicon.with_clitic(hit) and hit.kind.startswith("verb"))
