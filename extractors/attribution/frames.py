"""Attribution frames: which cue, with which source, governs which stretch of the text."""

from __future__ import annotations

from extractors.analysis import Analysis
from extractors.attribution.asides import close_aside
from extractors.attribution.cues import Cue, find_cues
from extractors.attribution.others import (
    behind_quote_frame,
    colon_frame,
    participle_frame,
    preposition_frame,
    relay_frame,
    tail_frame,
)
from extractors.attribution.scene import COMMAS, MAX_CONTENT, Frame, Range, Scene, behind_dateline, scene_of
from extractors.attribution.verbs import verb_frame

# How many attributions of one sentence are compared with each other: a bound for text without full stops.
_NEAR = 40
_COMMENT_REACH = 120
# In tokens: what stands further before a cue is a text without full stops, and no part of what was said.
_LONGEST_CLAUSE = 400
_HELD = ("opinion", "predict", "wish", "call", "ask")
_FINITE = ("verb", "relay", "appears")


def find_frames(analysis: Analysis) -> list[Frame]:
    """All attribution frames of a text, in text order; sources are token ranges, names are not resolved yet."""
    scene = scene_of(analysis)
    frames: list[Frame] = []
    last: Frame | None = None
    for first, past in analysis.sentence_ranges:
        tag = behind_quote_frame(scene, first, past)
        if tag is not None and frames and frames[-1].continues and frames[-1].content == tag.content:
            frames.pop()
        found = [tag] if tag is not None else _sentence_frames(scene, first, past)
        found.extend(_continued(scene, first, past, last, found))
        frames.extend(found)
        if found:
            last = next((f for f in reversed(found[-_NEAR:]) if f.direct), found[-1])
    return frames


def _sentence_frames(scene: Scene, first: int, past: int) -> list[Frame]:
    # Behind the time of a live report stands who says it, and no dateline.
    first = first if ":" in scene.words[first] else behind_dateline(scene.analysis, first, past)
    cues = [cue for cue in find_cues(scene.analysis, first, past) if cue.first not in scene.inside]
    frames: list[Frame] = []
    limits = _limits(scene, cues, past)
    source: Range | None = None
    for cue, limit in zip(cues, limits, strict=True):
        if frames and cue.first < frames[-1].content[0] and cue.first >= frames[-1].shell[0][0]:
            continue
        frame = _frame(scene, cue, first, past, limit, frames, source)
        if frame is not None and not _is_poll(scene, frame):
            if _names_a_need(scene, cue, frame):
                frame.mood = "call"
            elif _warns_of_what_is(scene, cue, frame):
                frame.mood = "assert"
            frames.append(frame)
            source = frame.source or source
    frames.extend(_presupposed(frames))
    by_colon = colon_frame(scene, first, past, frames)
    if by_colon is not None:
        frames.append(by_colon)
        frames.sort(key=lambda frame: frame.shell[0][0])
    _close_siblings(scene, frames)
    for frame in frames:
        _close_at_comment(scene, frame)
        if scene.bare_content and not frame.direct:
            close_aside(scene, frame, first)
    return [frame for frame in frames if frame.content[0] < frame.content[1]]


def _is_poll(scene: Scene, frame: Frame) -> bool:
    """Whether a share of many holds an opinion: that they do is the statement («91 % من المشاركين يرون أن»)."""
    if frame.mood not in _HELD or frame.source is None:
        return False
    start, end = scene.analysis.original_span(*frame.source)
    return any(q.unit == "%" or 0 < q.value < 1 for q in scene.analysis.quantity_index.inside(start, end))


def _names_a_need(scene: Scene, cue: Cue, frame: Frame) -> bool:
    """Whether what is stressed is that something has to be done, and not that it is: «أكد ضرورة خفض الإنفاق»."""
    return frame.mood == "assert" and scene.analysis.holds(cue.past, frame.content[0] + 1, "need_noun")


def _warns_of_what_is(scene: Scene, cue: Cue, frame: Frame) -> bool:
    """Whether a warning is of what is so, and not of what may come: "warned that only two crews work nights"."""
    if frame.mood != "predict" or not scene.has(cue.first, "warning"):
        return False
    first, past = frame.content
    ahead = scene.analysis.holds(first, past, "modality", "future", "obligation")
    return not ahead and scene.has_verb(first, past)


def _limits(scene: Scene, cues: list[Cue], past: int) -> list[int]:
    """For each cue where the next one begins that takes the opener behind it."""
    limits: list[int] = []
    limit = past
    for cue in reversed(cues):
        limits.append(limit)
        limit = cue.first if _takes_opener(scene, cue) else limit
    return limits[::-1]


def _takes_opener(scene: Scene, cue: Cue) -> bool:
    """Whether the word behind a cue that opens content is its own, and not that of a cue before it."""
    if cue.form in _FINITE:
        return True
    return (
        cue.form == "participle" and scene.mark_before(cue.first) and scene.opener(cue.past, cue.past + 3) is not None
    )


def _presupposed(frames: list[Frame]) -> list[Frame]:
    """Events that a conclusion is drawn from are stated by whoever draws it."""
    made = []
    for inner in frames:
        if inner.presupposed is None:
            continue
        first, past = inner.presupposed
        outer = next(
            (f for f in frames[-_NEAR:] if f.content[0] <= first and past <= f.content[1] and f is not inner), None
        )
        if outer is not None:
            made.append(Frame(outer.cue, "assert", (first, past), outer.source, [(first, first)]))
    return made


def _frame(
    scene: Scene, cue: Cue, first: int, past: int, limit: int, frames: list[Frame], earlier: Range | None
) -> Frame | None:
    parts = (f for f in frames[-_NEAR:] if f.content[0] <= cue.first and (scene.behind_verb or _parts(f)))
    clause = max(max((f.content[0] for f in parts), default=first), cue.first - _LONGEST_CLAUSE)
    past = min(past, cue.past + MAX_CONTENT)
    if cue.form in ("said_tail", "said_as"):
        return tail_frame(scene, cue, clause, past, frames)
    if cue.form == "preposition":
        return preposition_frame(scene, cue, clause, past, frames[-1] if frames else None)
    if cue.form == "relay":
        return relay_frame(scene, cue, past)
    if cue.form == "participle":
        return participle_frame(scene, cue, first, past, earlier, said=bool(frames))
    frame = verb_frame(scene, cue, clause, past, limit, earlier)
    outer = _coordinated_with(scene, cue, frames)
    if frame is not None and outer is not None and frame.content[0] >= cue.past:
        frame.source = outer.source
        frame.shell = [(cue.first, max(frame.content[0], cue.past))]
    return frame


def _coordinated_with(scene: Scene, cue: Cue, frames: list[Frame]) -> Frame | None:
    """The saying that a second verb of saying without a subject goes on with: "he said it rose and added that ..."."""
    if not scene.bare_content or not frames:
        return None
    at = cue.first - 1
    while at > 0 and scene.listed(at, "auxiliary") and not scene.listed(at, "relative"):
        at -= 1
    before = frames[-1]
    if not scene.listed(at, "coordinator") or before.cue is None or before.cue.form != "verb" or before.direct:
        return None
    return before if before.content[0] < at <= before.content[1] and before.cue.first < at else None


def _parts(frame: Frame) -> bool:
    """Whether a frame begins a part of its sentence, so that a saying behind it looks back no further."""
    return frame.direct or frame.mood in ("assert", "deny", "allege")


def _continued(scene: Scene, first: int, past: int, last: Frame | None, found: list[Frame]) -> list[Frame]:
    """Quotations without a cue of their own, in the paragraph of an attributed one: its speaker goes on."""
    more: list[Frame] = []
    if not any(i in scene.quote_at for i in range(first, past)):
        return more
    covered = {i for f in found for i in range(f.content[0] - 1, f.content[1])}
    for opening in range(first, past):
        quote = scene.quote_at.get(opening)
        if quote is None or opening in covered:
            continue
        earlier = [f for f in found[-_NEAR:] if f.content[0] < opening]
        before = next((f for f in reversed(earlier) if _quotes(scene, f)), earlier[-1] if earlier else last)
        if before is None or not _quotes(scene, before):
            continue
        if not scene.whole(quote) or not _same_paragraph(scene, before, opening):
            continue
        content = (opening + 1, quote.closing)
        covered.update(range(opening, quote.closing))
        shell = [(opening, opening + 1)]
        more.append(Frame(None, before.mood, content, before.source, shell, direct=True, continues=True))
    return more


def _quotes(scene: Scene, frame: Frame) -> bool:
    """Whether what is said is a quotation, or a clause that ends in one."""
    return frame.direct or (scene.bare_content and frame.content[1] - 1 in scene.closing_at)


def _same_paragraph(scene: Scene, before: Frame, opening: int) -> bool:
    text, ends, starts = scene.tokens.folded.text, scene.tokens.ends, scene.tokens.starts
    gap_start = ends[max(before.content[1], before.shell[-1][1]) - 1]
    return "\n" not in text[gap_start : starts[opening]]


def _close_siblings(scene: Scene, frames: list[Frame]) -> None:
    """Ends a content where a sibling attribution begins; one that is inside it stays inside."""
    for position, frame in enumerate(frames):
        for later in frames[position + 1 : position + 1 + _NEAR]:
            if later.shell[0][0] == later.shell[0][1]:
                continue
            at = later.shell[0][0]
            inside = frame.content[0] < at < frame.content[1]
            if inside and not later.parenthetical and _is_sibling(scene, frame, later, at):
                frame.content = (frame.content[0], _before_opener(scene, at))
                break


def _close_at_comment(scene: Scene, frame: Frame) -> None:
    """Ends a content where the outlet takes the word again: «..., الأمر الذي نفته اللجنة»."""
    first, past = frame.content
    for index in range(first + 1, min(past, first + _COMMENT_REACH)):
        if scene.words[index - 1] in COMMAS and scene.has(index, "outlet_opener") and not frame.direct:
            frame.content = (first, index)
            return


def _is_sibling(scene: Scene, frame: Frame, later: Frame, at: int) -> bool:
    if later.cue is not None and later.cue.form in ("participle", "preposition", "said_tail", "said_as"):
        return True
    if scene.bare_content and later.source is not None and later.source == frame.source:
        return True
    before = at - 1
    while before > frame.content[0] and scene.has(before, "clause_opener", "source_filler"):
        before -= 1
    if scene.words[before] in COMMAS:
        return True
    hit = later.cue and scene.has(later.cue.first, f"verb_{later.mood}")
    return bool(hit and scene.analysis.lexicon.with_clitic(hit))


def _before_opener(scene: Scene, at: int) -> int:
    end = at
    while end > 0 and (scene.words[end - 1] in COMMAS or scene.has(end - 1, "clause_opener", "source_filler")):
        end -= 1
    return end
