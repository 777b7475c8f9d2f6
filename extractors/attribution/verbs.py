"""Frames around finite reporting verbs: content behind them, before them, or as their object."""

from __future__ import annotations

from extractors.attribution.cues import MOODS, Cue
from extractors.attribution.phrases import phrase_end
from extractors.attribution.scene import ASIDE, COMMAS, OPENER_REACH, Frame, Range, Scene
from extractors.attribution.sources import main_subject, source_after, source_before

_SUBJECT_REACH = 16
_EVENT_REACH = 14
_RESULT_REACH = 60
_MIN_SAYING = 4
_APPOSITION = 30
_NO_TAGS = ("call", "wish", "deny", "ask")
_PARTICIPLES = tuple(f"participle_{mood}" for mood in MOODS)
_REST_OPENERS = ("clause_opener", "result_opener", "relative", "preposition", *_PARTICIPLES)
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
    before = _content_before(scene, cue, clause, past)
    if before is not None:
        return before
    if scene.behind_verb:
        return _object(scene, cue, clause, past)
    return _bare_clause(scene, cue, clause, past, earlier)


def _naming(scene: Scene, cue: Cue, clause: int, past: int) -> Frame | None:
    """ "The mayor called the plan 'a gift'": who is named and as what, up to the end of the phrase."""
    subject = _subject(scene, clause, cue.first) if cue.first > clause else None
    if subject is None or cue.past >= past or (not scene.tokens.is_word(cue.past) and cue.past not in scene.quote_at):
        return None
    end = phrase_end(scene, cue.past, past)
    return scene.make(cue, subject, cue.past, cue.past, end) if end > cue.past else None


def _inside_clause(scene: Scene, cue: Cue, opener: int) -> bool:
    """Whether a quotation is only a part of what is said: 'he says the mayor "cannot win"'."""
    if opener not in scene.quote_at or opener - cue.past < 2 or not scene.listed(cue.first, "plain_speech"):
        return False
    between = range(cue.past, opener)
    return all(scene.tokens.is_word(i) or scene.words[i] == "'" for i in between) and not _nothing_said(
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
    return not scene.behind_verb and _mark_of_subject(scene, cue, clause) in scene.closing_at


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
    behind = source_after(scene.analysis, cue.past, scene.unlinked(cue.past, shell_end))
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
        source = behind if inverted else _subject(scene, clause, cue.first) or behind
    frame = scene.make(cue, source, shell_end, start, past)
    if frame is not None and source is not None and scene.has(source[0], "event_noun"):
        frame.mood, frame.source, frame.presupposed = "opinion", None, source
        frame.shell = [(cue.first, max(shell_end, start))]
    elif frame is not None and source is not None and _subordinate(scene, clause, source[0]):
        frame.shell = [(shell_end, max(shell_end, start))]
    return frame


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


def _subject(scene: Scene, clause: int, verb: int) -> Range | None:
    """The noun phrase before a verb; with an apposition between commas, the phrase before that too."""
    if verb > clause and scene.listed(verb - 1, "coordinator"):
        return main_subject(scene.analysis, clause, verb - 1, behind_verb=scene.behind_verb)
    if verb > clause and scene.words[verb - 1] in COMMAS:
        opening = next((i for i in range(verb - 2, clause, -1) if scene.words[i] in COMMAS), None)
        if opening is not None:
            head = source_before(scene.analysis, clause, opening)
            if head is None:
                return None
            relative = scene.has(opening + 1, "relative")
            return head if relative else (head[0], verb - 1)
    if verb - 2 >= clause and scene.listed(verb - 1, "relative"):
        return _antecedent(scene, clause, verb - 1)
    return source_before(scene.analysis, clause, verb)


def _antecedent(scene: Scene, clause: int, relative: int) -> Range | None:
    """The noun phrase that "which" or "who" stands for: from its determiner to the comma before the pronoun."""
    past = relative - 1 if scene.words[relative - 1] in COMMAS else relative
    start = next((i for i in range(past - 1, clause, -1) if scene.listed(i, "article")), None)
    return (start, past) if start is not None else source_before(scene.analysis, clause, past)


def _content_before(scene: Scene, cue: Cue, clause: int, past: int) -> Frame | None:
    """Quotation or clause first, attribution after: «"..."، يقول الرجل», "..., the bank said on Thursday."."""
    source: Range | None
    addressing = scene.listed(cue.past - 1, "addressing")
    if not addressing and scene.mark_before(cue.first) and _inverted(scene, cue, clause, past):
        source, mark = source_after(scene.analysis, cue.past, past), cue.first - 1
        shell_past = source[1] if source else cue.past
    elif not scene.behind_verb and (found := _mark_of_subject(scene, cue, clause)) is not None:
        mark = found
        in_quote = mark in scene.closing_at
        if not in_quote and not _nothing_said(scene, cue, past):
            return None
        source, shell_past = _subject(scene, mark + 1, cue.first), cue.past
    else:
        return None
    return _before_frame(scene, cue, source, (mark, shell_past), clause, past)


def _before_frame(scene: Scene, cue: Cue, source: Range | None, shell: Range, clause: int, past: int) -> Frame | None:
    mark, shell_past = shell
    while mark > clause and mark - 1 in scene.closing_at:
        mark -= 1
    quote = scene.closing_at.get(mark) or (scene.closing_at.get(mark - 1) if mark else None)
    start, end = (quote.opening + 1, quote.closing) if quote else (clause, mark)
    if quote is not None and _ends_in_quote(scene, clause, quote.opening):
        start, end, quote = clause, quote.closing + 1, None
    if quote is None and scene.bare_content and cue.mood in _NO_TAGS:
        return None
    aside = quote is None and shell_past + 1 < past and scene.words[shell_past] in ASIDE
    if start >= end or (quote is None and not aside and not scene.has_verb(start, end)):
        return None
    frame = Frame(
        cue, cue.mood, (start, end), source, [(mark, _adverbial_end(scene, shell_past, past))], quote is not None
    )
    if aside:
        rest_is_clause = scene.has(shell_past + 1, *_REST_OPENERS) is not None
        if not rest_is_clause and not scene.listed(shell_past + 1, "relative"):
            frame.content, frame.parenthetical = (start, past), True
    return frame


def _ends_in_quote(scene: Scene, clause: int, opening: int) -> bool:
    """Whether a quotation is the end of a clause that is said as a whole: 'The work was "long overdue", she said.'"""
    joined = opening > clause and scene.tokens.is_word(opening - 1)
    return joined and scene.bare_content and scene.has_verb(clause, opening)


def _adverbial_end(scene: Scene, index: int, past: int) -> int:
    """The end of «on Thursday», "in a video": words up to the next comma that hold no verb belong to the shell."""
    end = index
    while end < past and scene.words[end] not in COMMAS and end not in scene.quote_at:
        end += 1
    return index if scene.has_verb(index, end) else end


def _inverted(scene: Scene, cue: Cue, clause: int, past: int) -> bool:
    """Whether the source stands behind the verb, with the content in front of both."""
    source = source_after(scene.analysis, cue.past, past)
    if cue.first - 1 in scene.closing_at or cue.first - 2 in scene.closing_at:
        return True
    if source is None:
        return False
    ends = (
        source[1] >= past - 1 or not scene.tokens.is_word(source[1]) or scene.has(source[1], "source_stop", "relative")
    )
    said = scene.tokens.is_capital(source[0]) or scene.has_verb(clause, cue.first - 1)
    return bool(ends) and said and not scene.has_verb(source[0], source[1])


def _mark_of_subject(scene: Scene, cue: Cue, clause: int) -> int | None:
    """The comma or closing quotation mark before the subject of a verb that ends an attribution."""
    reach = max(clause, cue.first - _SUBJECT_REACH)
    closing = next((i for i in range(cue.first - 1, reach - 1, -1) if i in scene.closing_at), None)
    if closing is not None:
        return None if scene.has_verb(closing + 1, cue.first) else closing
    apposition = scene.words[cue.first - 1] in COMMAS
    for at in range(cue.first - (2 if apposition else 1), reach - 1, -1):
        if scene.words[at] in COMMAS:
            if apposition:
                apposition = False
                continue
            return at
        if scene.listed(at, "relative") and not apposition and not scene.has_verb(at + 1, cue.first):
            return None
    return None


def _nothing_said(scene: Scene, cue: Cue, past: int) -> bool:
    """Whether no content follows a verb: it ends the sentence, or an adverbial or addressee stands behind it."""
    after = cue.past
    if after >= past or not scene.tokens.is_word(after) or scene.listed(cue.past - 1, "addressing"):
        return True
    if scene.has(after, "infinitive_mark") and not scene.listed(cue.first, "plain_speech"):
        return False
    return scene.has(after, "source_stop", "addressee") is not None and scene.has(after, "pronoun") is None


def _object(scene: Scene, cue: Cue, clause: int, past: int) -> Frame | None:
    """A verb whose object is an event («أعلن ... إلغاء أربع رحلات»), a result, or something nobody can check."""
    before = source_before(scene.analysis, clause, cue.first)
    reach = min(past, cue.past + _EVENT_REACH)
    event = next(iter(scene.analysis.within(_EVENTS, cue.past, reach)), None)
    if event is not None and cue.mood in _OBJECT_MOODS:
        source = source_after(scene.analysis, cue.past, scene.unlinked(cue.past, event)) or before
        return scene.make(cue, source, event, event, past)
    by = scene.analysis.first_in(cue.past, reach, "event_by")
    source = source_after(scene.analysis, cue.past, past if by is None else by) or before
    if cue.mood == "assert":
        reach = min(past, cue.past + _RESULT_REACH)
        result = scene.analysis.first_in(cue.past, reach, "result_opener")
        return scene.make(cue, source, result, result, past) if result is not None and source is not None else None
    start = source[1] if source and source[0] >= cue.past else cue.past
    return scene.make(cue, source, start, start, past)


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
    return scene.has(cue.past, "verb") is not None or not _nothing_said(scene, cue, past)


def _bare_clause(scene: Scene, cue: Cue, clause: int, past: int, earlier: Range | None) -> Frame | None:
    """Content that follows without a word that opens it: "he said there was no evidence"."""
    subject = _subject(scene, clause, cue.first) or (earlier if scene.listed(cue.first - 1, "coordinator") else None)
    if subject is None or cue.past >= past - 1 or cue.mood == "deny":
        return None
    if cue.mood in ("assert", "allege") and not (
        _says(scene, cue, past) if scene.listed(cue.first, "plain_speech") else _clause_follows(scene, cue.past, past)
    ):
        return None
    if cue.mood == "call" and not any(scene.listed(i, "infinitive") for i in range(cue.past, min(past, cue.past + 9))):
        return None
    start = cue.past
    if scene.listed(cue.past - 1, "addressing") and (object_ := source_after(scene.analysis, cue.past, past)):
        start = object_[1]
    return scene.make(cue, subject, start, start, past) if start < past else None
