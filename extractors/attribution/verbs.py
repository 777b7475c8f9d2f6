"""Frames around finite reporting verbs: content behind them, or as their object (before them: ``inverted``)."""

from __future__ import annotations

from extractors.attribution.cues import MOODS, Cue
from extractors.attribution.inverted import SUBJECT_REACH, content_before, mark_of_subject, nothing_said, subject_of
from extractors.attribution.phrases import past_addressee, phrase_end
from extractors.attribution.scene import COMMAS, OPENER_REACH, TAG_MARKS, Frame, Range, Scene
from extractors.attribution.sources import source_after, source_before

_EVENT_REACH = 14
_RESULT_REACH = 60
_MIN_SAYING = 4
_APPOSITION = 30
_PARTICIPLES = tuple(f"participle_{mood}" for mood in MOODS)
_EVENTS = frozenset(("event_noun", "event_by"))
_OBJECT_MOODS = ("assert", "deny", "allege", "predict")


def verb_frame(scene: Scene, cue: Cue, clause: int, past: int, limit: int, earlier: Range | None) -> Frame | None:
    """The frame of a finite verb.

    Args:
        scene: the text.
        cue: the verb.
        clause: token where its clause begins.
        past: end of the sentence.
        limit: where the next finite cue begins; its opener is not ours.
        earlier: the source of the frame before in the sentence, if any.
    """
    if scene.listed(cue.first, "names_object") and cue.mood == "opinion":
        return _naming(scene, cue, clause, past)
    if _tags_quote(scene, cue, clause):
        return content_before(scene, cue, clause, past)
    opener = scene.opener(cue.past, min(limit, cue.past + OPENER_REACH))
    if opener is not None and (
        _of_another(scene, cue, opener[0]) if scene.bare_content else _behind_object(scene, cue, opener[0])
    ):
        opener = None
    if opener is not None and _inside_clause(scene, cue, opener[0]):
        bare = _bare_clause(scene, cue, clause, past, earlier)
        if bare is not None:
            return bare
    if opener is not None and not _said_before(scene, cue, clause, opener[0]):
        return _with_opener(scene, cue, clause, opener, past, earlier)
    before = content_before(scene, cue, clause, past)
    if before is not None:
        return before
    if scene.behind_verb:
        return None if scene.has(cue.first, "needs_opener") else _object(scene, cue, clause, past)
    return _bare_clause(scene, cue, clause, past, earlier)


def _tags_quote(scene: Scene, cue: Cue, clause: int) -> bool:
    """Whether a quotation that ends in a comma stands right before the subject: '"...," he said in a film that ...'."""
    if scene.behind_verb or cue.mood != "assert":
        return False
    if scene.last_closing(max(clause, cue.first - SUBJECT_REACH), cue.first) is None:
        return False
    mark = mark_of_subject(scene, cue, clause)
    return mark is not None and mark in scene.closing_at and scene.words[mark - 1] in TAG_MARKS


def _naming(scene: Scene, cue: Cue, clause: int, past: int) -> Frame | None:
    """ "The mayor called the plan 'a gift'": who is named and as what, up to the end of the phrase."""
    subject = subject_of(scene, clause, cue.first) if cue.first > clause else None
    if subject is None or cue.past >= past or (not scene.tokens.is_word(cue.past) and cue.past not in scene.quote_at):
        return None
    end = phrase_end(scene, cue.past, past)
    return scene.make(cue, subject, cue.past, cue.past, end) if end > cue.past else None


def _inside_clause(scene: Scene, cue: Cue, opener: int) -> bool:
    """Whether a quotation is only a part of what is said: 'he says the mayor "cannot win"'."""
    if opener not in scene.quote_at or opener - cue.past < 2 or not scene.listed(cue.first, "plain_speech"):
        return False
    between = range(cue.past, opener)
    return all(scene.tokens.is_word(i) or scene.words[i] == "'" for i in between) and not nothing_said(
        scene, cue, opener
    )


def _behind_object(scene: Scene, cue: Cue, opener: int) -> bool:
    """Whether an opener stands behind the object of a cue, a comma and a link: «أعلنت ... إغلاق ...، على أن»."""
    comma = opener - 2
    if comma <= cue.past or scene.words[comma] not in COMMAS or not scene.has(opener - 1, "cue_link"):
        return False
    return any(scene.has(i, "event_noun") for i in range(cue.past + 1, comma))


def _said_before(scene: Scene, cue: Cue, clause: int, opener: int) -> bool:
    """Whether what a cue introduces stands before it, and an opener behind it belongs to something else."""
    if scene.quote_at.get(opener):
        return _behind_quote(scene, cue, clause, opener)
    quoted = cue.first - 1 in scene.closing_at or (scene.mark_before(cue.first) and cue.first - 2 in scene.closing_at)
    return scene.behind_verb and quoted and any(scene.words[i] in COMMAS for i in range(cue.past, opener))


def _behind_quote(scene: Scene, cue: Cue, clause: int, opener: int) -> bool:
    """Whether a quotation stands before a cue or its subject, so that one behind it only goes on with it."""
    if scene.mark_before(cue.first):
        if scene.behind_verb or cue.first - 1 in scene.closing_at:
            return True
        begins = max(clause, cue.first - _APPOSITION)
        quoted = any(i in scene.closing_at for i in range(begins, cue.first))
        return opener > cue.past + 1 and (quoted or not scene.listed(cue.past - 1, "addressing"))
    return not scene.behind_verb and mark_of_subject(scene, cue, clause) in scene.closing_at


def _of_another(scene: Scene, cue: Cue, opener: int) -> bool:
    """Whether a "that" belongs to a verb behind the cue: "he said the tax was a price that all would pay"."""
    word = scene.words[opener] != ":" and opener not in scene.quote_at
    if word and scene.analysis.holds(cue.past, opener, *_PARTICIPLES):
        return True
    return word and scene.has_verb(cue.past, opener)


def _with_opener(
    scene: Scene, cue: Cue, clause: int, opener: tuple[int, int], past: int, earlier: Range | None
) -> Frame | None:
    shell_end, start = opener
    behind = source_after(scene.analysis, cue.past, scene.unlinked(cue.past, shell_end)) or _topic(scene, cue, clause)
    if scene.behind_verb and behind is None and earlier is not None and _goes_on(scene, cue, clause):
        going_on = scene.make(cue, None, shell_end, start, past)
        if going_on is not None:
            going_on.source = earlier
        return going_on
    if scene.behind_verb:
        source = behind or source_before(scene.analysis, clause, cue.first)
    else:
        tells = scene.listed(cue.past - 1, "addressing")
        inverted = scene.mark_before(cue.first) and behind is not None and not tells
        source = behind if inverted else subject_of(scene, clause, cue.first) or behind
    frame = scene.make(cue, source, shell_end, start, past)
    if frame is not None and source is not None and scene.has(source[0], "event_noun"):
        frame.mood, frame.source, frame.presupposed = "opinion", None, source
        frame.shell = [(cue.first, max(shell_end, start))]
    elif frame is not None and source is not None and _subordinate(scene, clause, source[0]):
        frame.shell = [(shell_end, max(shell_end, start))]
    return frame


def _topic(scene: Scene, cue: Cue, clause: int) -> Range | None:
    """Who is set before a verb that a conjunction joins to it: «أما المركز فأفاد بأن»."""
    at = next((i for i in range(cue.first - 2, clause - 1, -1) if scene.listed(i, "topic_opener")), None)
    return source_after(scene.analysis, at + 1, cue.first, addressed=False) if at is not None else None


def _goes_on(scene: Scene, cue: Cue, clause: int) -> bool:
    """Whether the speaker of the sentence goes on: the verb has a conjunction on it, or no subject of its own."""
    return _coordinated(scene, cue) or source_before(scene.analysis, clause, cue.first) is None


def _coordinated(scene: Scene, cue: Cue) -> bool:
    """Whether a verb carries a conjunction and so, without a subject of its own, keeps the one before («وقال إن»)."""
    return any(
        hit.kind == f"verb_{cue.mood}" and scene.analysis.lexicon.with_clitic(hit)
        for hit in scene.analysis.hits.get(cue.first, ())
    )


def _subordinate(scene: Scene, clause: int, source: int) -> bool:
    """Whether the saying is itself part of a statement: "it came eight weeks after the agency warned that ..."."""
    return source - clause > 2 and scene.listed(source - 1, "subject_break") and scene.has_verb(clause, source - 1)


def _object(scene: Scene, cue: Cue, clause: int, past: int) -> Frame | None:
    """A verb whose object is an event («أعلن ... إلغاء أربع رحلات»), a result, or something nobody can check."""
    before = source_before(scene.analysis, clause, cue.first)
    reach = min(past, cue.past + _EVENT_REACH)
    event = next(iter(scene.analysis.within(_EVENTS, cue.past, reach)), None)
    if event is not None and cue.mood in _OBJECT_MOODS:
        behind = source_after(scene.analysis, cue.past, scene.unlinked(cue.past, event))
        source = before if _behind_person(scene, cue) else behind or before
        return scene.make(cue, source, event, event, past)
    by = scene.analysis.first_in(cue.past, reach, "event_by")
    behind = source_after(scene.analysis, cue.past, past if by is None else by)
    source = before if _behind_person(scene, cue) else behind or before
    if cue.mood == "assert":
        reach = min(past, cue.past + _RESULT_REACH)
        result = scene.analysis.first_in(cue.past, reach, "result_opener")
        return scene.make(cue, source, result, result, past) if result is not None and source is not None else None
    start = source[1] if source and source[0] >= cue.past else cue.past
    return scene.make(cue, source, start, start, past)


def _behind_person(scene: Scene, cue: Cue) -> bool:
    """Whether a person is named right before a verb, who is its subject: «أن رئيس الإقليم مسعود بارزاني أبلغ»."""
    if not cue.first or _coordinated(scene, cue):
        return False
    end = scene.analysis.original_span(cue.first - 1, cue.first)[1]
    return any(e.label == "PER" and e.end == end for e in scene.analysis.entity_index.before(end, 1))


def _clause_follows(scene: Scene, first: int, past: int) -> bool:
    """Whether a subject and a finite verb stand behind a cue, rather than a thing that is added, found or shown."""
    if scene.words[first][0].isdigit() or scene.words[first] in "$£€":
        return False
    for index in range(first, min(past, first + _EVENT_REACH)):
        if scene.words[index] in COMMAS or scene.listed(index, "relative"):
            return False
        if index > first and scene.has(index, *scene.analysis.lexicon.verbs):
            return True
    return False


def _says(scene: Scene, cue: Cue, past: int) -> bool:
    """Whether words that can be a saying follow a verb that means nothing but saying."""
    if cue.past + _MIN_SAYING > past:
        return False
    return scene.has(cue.past, "verb") is not None or not nothing_said(scene, cue, past)


def _bare_clause(scene: Scene, cue: Cue, clause: int, past: int, earlier: Range | None) -> Frame | None:
    """Content that follows without a word that opens it: "he said there was no evidence"."""
    subject = subject_of(scene, clause, cue.first) or (earlier if scene.listed(cue.first - 1, "coordinator") else None)
    if subject is None or cue.past >= past - 1 or cue.mood == "deny":
        return None
    if cue.mood in ("assert", "allege") and not (
        _says(scene, cue, past) if scene.listed(cue.first, "plain_speech") else _clause_follows(scene, cue.past, past)
    ):
        return None
    if cue.mood == "call" and not any(scene.listed(i, "infinitive") for i in range(cue.past, min(past, cue.past + 9))):
        return None
    told = scene.listed(cue.past - 1, "addressing") and cue.mood != "call"
    start = past_addressee(scene, cue.past, past) if told else cue.past
    return scene.make(cue, subject, start, start, past) if start < past else None
