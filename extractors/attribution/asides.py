"""Sayings that are an aside of their sentence: "while the agency says ..., residents ...", "X, who says ..., left"."""

from __future__ import annotations

from collections.abc import Callable

from extractors.attribution.scene import COMMAS, Frame, Scene

_AUXILIARIES = 3
_REACH = 120
_SAME_CLAUSE = ("relative", "clause_opener", "coordinator", "result_opener", "preposition")
_SUBJECT = 14


def close_aside(scene: Scene, frame: Frame, first: int) -> None:
    """Ends the content of a subordinate saying at the comma behind which the main clause begins.

    Args:
        scene: the text.
        frame: a frame whose content stands behind its cue; others stay as they are.
        first: token where the sentence begins.
    """
    if frame.cue is None or frame.cue.form != "verb" or frame.content[0] < frame.cue.past:
        return
    if _opens_sentence(scene, frame, first):
        end = _comma_before(scene, frame, _begins_clause)
    elif _is_relative(scene, frame):
        end = _comma_before(scene, frame, lambda scene, index: scene.has_verb(index, index + 1))
    else:
        return
    if end is not None:
        frame.content = (frame.content[0], end)


def _opens_sentence(scene: Scene, frame: Frame, first: int) -> bool:
    """Whether a word such as "while" or "when" makes the saying a clause in front of the main one."""
    at = frame.cue.first if frame.cue else 0
    begin = min(at, frame.source[0]) if frame.source else at
    if begin > at:
        return False
    if begin == at and frame.mood == "ask" and scene.listed(begin, "asked"):
        return begin - first <= 1
    before = begin - 1
    while before > first and scene.listed(before, "article"):
        before -= 1
    return before >= first and before - first <= 1 and scene.listed(before, "subordinator")


def _is_relative(scene: Scene, frame: Frame) -> bool:
    """Whether the subject of the saying is a relative pronoun behind a comma."""
    at = frame.cue.first - 1 if frame.cue else -1
    for _ in range(_AUXILIARIES):
        if at > 0 and scene.listed(at, "relative"):
            return scene.words[at - 1] in COMMAS
        at -= 1
    return False


def _comma_before(scene: Scene, frame: Frame, begins: Callable[[Scene, int], bool]) -> int | None:
    first, past = frame.content
    index = first
    while index < min(past - 1, first + _REACH):
        quote = scene.quote_at.get(index)
        if quote is not None:
            index = quote.closing + 1
            continue
        if index > first + 1 and scene.words[index] in COMMAS and begins(scene, index + 1):
            return index
        index += 1
    return None


def _begins_clause(scene: Scene, index: int) -> bool:
    """Whether a subject and its verb follow before the next mark, rather than more of the clause before."""
    if scene.has(index, *_SAME_CLAUSE) or not scene.tokens.is_word(index):
        return False
    past = min(len(scene.words), index + _SUBJECT)
    mark = next((i for i in range(index, past) if not scene.tokens.is_word(i)), past)
    return scene.has_verb(index + 1, mark)
