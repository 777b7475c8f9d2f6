"""What stands before a reporting verb: the quotation or clause that it attributes, and its subject."""

from __future__ import annotations

from extractors.attribution.cues import MOODS, Cue
from extractors.attribution.scene import ASIDE, COMMAS, TAG_MARKS, Frame, Range, Scene
from extractors.attribution.sources import main_subject, source_after, source_before

SUBJECT_REACH = 16
_SPEAKING = ("verb_assert", "verb_ask")
_NO_TAGS = ("call", "wish", "deny", "ask")
_REST_OPENERS = (
    "clause_opener", "result_opener", "relative", "preposition", *(f"participle_{mood}" for mood in MOODS),
)  # fmt: skip


def content_before(scene: Scene, cue: Cue, clause: int, past: int) -> Frame | None:
    """Quotation or clause first, attribution after: «"..."، يقول الرجل», "..., the bank said on Thursday."."""
    source: Range | None
    if _has_object(scene, cue):
        return None
    addressing = scene.listed(cue.past - 1, "addressing")
    if not addressing and scene.mark_before(cue.first) and _inverted(scene, cue, clause, past):
        source, mark = source_after(scene.analysis, cue.past, past), cue.first - 1
        shell_past = source[1] if source else cue.past
    elif not scene.behind_verb and (found := mark_of_subject(scene, cue, clause)) is not None:
        mark = found
        in_quote = mark in scene.closing_at
        if not in_quote and not nothing_said(scene, cue, past):
            return None
        source, shell_past = subject_of(scene, mark + 1, cue.first), cue.past
    else:
        return None
    return _before_frame(scene, cue, source, (mark, shell_past), clause, past)


def _has_object(scene: Scene, cue: Cue) -> bool:
    """Whether a verb has its object written onto it, so that nothing before it is what it says: «اختتمها ب...»."""
    hit = scene.has(cue.first, f"verb_{cue.mood}")
    return scene.behind_verb and hit is not None and scene.analysis.lexicon.with_object(hit)


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
    hit = scene.has(cue.first, f"verb_{cue.mood}")
    # A verb that carries a conjunction begins the next clause: «..., وأضاف اللاعب هدفاً».
    if source is None or (hit is not None and scene.analysis.lexicon.with_clitic(hit)):
        return False
    ends = (
        source[1] >= past - 1 or not scene.tokens.is_word(source[1]) or scene.has(source[1], "source_stop", "relative")
    )
    said = scene.tokens.is_capital(source[0]) or scene.has_verb(clause, cue.first - 1)
    return bool(ends) and said and not scene.has_verb(source[0], source[1])


def subject_of(scene: Scene, clause: int, verb: int) -> Range | None:
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


def mark_of_subject(scene: Scene, cue: Cue, clause: int) -> int | None:
    """The comma or closing quotation mark before the subject of a verb that ends an attribution."""
    reach = max(clause, cue.first - SUBJECT_REACH)
    closing = scene.last_closing(reach, cue.first)
    if closing is not None:
        tagged = scene.words[closing - 1] in TAG_MARKS and not scene.analysis.holds(closing + 1, cue.first, *_SPEAKING)
        return closing if tagged or not scene.has_verb(closing + 1, cue.first) else None
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


def nothing_said(scene: Scene, cue: Cue, past: int) -> bool:
    """Whether no content follows a verb: it ends the sentence, or an adverbial or addressee stands behind it."""
    after = cue.past
    if after >= past or not scene.tokens.is_word(after) or scene.listed(cue.past - 1, "addressing"):
        return True
    if scene.has(after, "infinitive_mark") and not scene.listed(cue.first, "plain_speech"):
        return False
    return scene.has(after, "source_stop", "addressee") is not None and scene.has(after, "pronoun") is None
