"""Attribution frames: which cue, with which source, governs which stretch of the text."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.analysis import Analysis
from extractors.attribution.cues import Cue, find_cues
from extractors.attribution.sources import Range, main_subject, source_after, source_before
from extractors.language import language_data
from extractors.quotes import Quote

_COMMAS = frozenset(",،؛;")
_MIN_QUOTE = 4
_OPENER_REACH = 34


@dataclass(slots=True)
class Frame:
    """A cue with its source and content, all as token ranges.

    ``shell`` are the tokens that only introduce (cue, source, link words); ``parenthetical`` says that the
    shell stands inside the content and is part of its span; ``name`` is the resolved source, filled later.
    """

    cue: Cue | None
    mood: str
    content: Range
    source: Range | None = None
    shell: list[Range] = field(default_factory=list)
    direct: bool = False
    parenthetical: bool = False
    name: str = ""
    source_type: str = "person"


class _Finder:
    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.words = analysis.tokens.words
        syntax = language_data(analysis.language, "lexicon").get("syntax", {})
        self.behind_verb: bool = syntax.get("source_side", "before") == "after"
        self.bare_content: bool = bool(syntax.get("bare_content", False))
        self.no_opener = analysis.lexicon.forms.get("no_opener_behind", frozenset())
        self.quote_at: dict[int, Quote] = {q.opening: q for q in analysis.quotes if q.closing - q.opening > _MIN_QUOTE}
        self.closing_at: dict[int, Quote] = {q.closing: q for q in self.quote_at.values()}
        self.inside: set[int] = {i for q in self.quote_at.values() for i in range(q.opening + 1, q.closing)}

    def sentence(self, first: int, past: int) -> list[Frame]:
        cues = [cue for cue in find_cues(self.analysis, first, past) if cue.first not in self.inside]
        frames: list[Frame] = []
        for position, cue in enumerate(cues):
            if frames and cue.first < frames[-1].content[0]:
                continue
            limit = next((c.first for c in cues[position + 1 :] if c.form in ("verb", "relay", "appears")), past)
            frame = self._frame(cue, first, past, limit, frames)
            if frame is not None:
                frames.append(frame)
        _close_siblings(self, frames, past)
        return frames

    def _frame(self, cue: Cue, first: int, past: int, limit: int, frames: list[Frame]) -> Frame | None:
        if cue.form == "said_tail":
            return self._tail(cue, first, past, frames)
        if cue.form == "preposition":
            return self._preposition(cue, first, past, frames)
        if cue.form == "relay":
            return self._relay(cue, past)
        opener = self._opener(cue.past, min(limit, cue.past + _OPENER_REACH))
        if cue.form == "participle":
            return self._participle(cue, first, past, opener, frames)
        if cue.form == "appears":
            return self._verb_with_opener(cue, first, opener, past, frames) if opener else None
        if opener is not None:
            return self._verb_with_opener(cue, first, opener, past, frames)
        return self._verb_alone(cue, first, past, frames)

    def _opener(self, first: int, past: int) -> tuple[int, int] | None:
        """Where the shell ends and where the content starts, for the first content opener in a token range."""
        for index in range(first, past):
            if self.words[index] == ":" or index in self.quote_at:
                start = index + 1 if self.words[index] == ":" else index
                return index, start + 1 if start in self.quote_at else start
            hit = self.analysis.has(index, "complementiser")
            if hit is not None and (index == first or self.words[index - 1] not in self.no_opener):
                start = index + hit.length
                while (again := self.analysis.has(start, "complementiser")) and start < past:
                    start += again.length
                if start < past and self.words[start] == ":":
                    start += 1
                return index, start + 1 if start in self.quote_at and self._whole(start) else start
        return None

    def _whole(self, opening: int) -> bool:
        """Whether a quotation is all of the content, rather than a part of a longer clause."""
        closing = self.quote_at[opening].closing
        return closing + 1 >= len(self.words) or not self.analysis.tokens.is_word(closing + 1)

    def _verb_with_opener(
        self, cue: Cue, first: int, opener: tuple[int, int], past: int, frames: list[Frame]
    ) -> Frame | None:
        shell_end, start = opener
        between = source_after(self.analysis, cue.past, self._unlinked(cue.past, shell_end)) if self.behind_verb else None
        before = source_before(self.analysis, self._clause_start(first, frames), cue.first)
        source = between or before if self.behind_verb else before or source_after(self.analysis, cue.past, shell_end)
        return self._make(cue, source, shell_end, start, past)

    def _unlinked(self, first: int, past: int) -> int:
        """The end of the source before a link word such as «على» in «شدد ... على أن»."""
        while past > first and self.analysis.has(past - 1, "cue_link"):
            past -= 1
        return past

    def _make(self, cue: Cue, source: Range | None, shell_end: int, start: int, past: int) -> Frame | None:
        quote = self.quote_at.get(start - 1)
        end = quote.closing if quote is not None and self._whole(start - 1) else past
        if start >= end:
            return None
        begin = min(cue.first, source[0]) if source else cue.first
        return Frame(cue, cue.mood, (start, end), source, [(begin, max(shell_end, start))], direct=quote is not None)

    def _participle(
        self, cue: Cue, first: int, past: int, opener: tuple[int, int] | None, frames: list[Frame]
    ) -> Frame | None:
        source = next((f.source for f in reversed(frames) if f.source), None)
        if source is None:
            source = main_subject(self.analysis, first, cue.first, behind_verb=self.behind_verb)
        near = opener is not None and opener[0] - cue.past <= 4
        start = opener[1] if near and opener else self._past_links(cue.past)
        if start >= past:
            return None
        frame = self._make(cue, None, cue.past, start, past)
        if frame is not None:
            frame.source = source
        return frame

    def _past_links(self, index: int) -> int:
        while index < len(self.words) and self.analysis.has(index, "cue_link"):
            index += 1
        return index

    def _relay(self, cue: Cue, past: int) -> Frame | None:
        """«نقلت وكالة عن فلان قوله إن ...»: the innermost source stands behind the second word of the relay."""
        link = next((i for i in range(cue.past, min(past, cue.past + 14)) if self.analysis.has(i, "relay_link")), None)
        opener = self._opener(link + 1, min(past, link + _OPENER_REACH)) if link else None
        if link is None or opener is None:
            return None
        return self._make(cue, source_after(self.analysis, link + 1, opener[0]), opener[0], opener[1], past)

    def _verb_alone(self, cue: Cue, first: int, past: int, frames: list[Frame]) -> Frame | None:
        """A cue without an opener: content before it, an event as its object, or a bare clause behind it."""
        before = self._content_before(cue, first, past)
        if before is not None:
            return before
        event = next((i for i in range(cue.past, min(past, cue.past + 12)) if self.analysis.has(i, "event_noun")), None)
        subject = source_before(self.analysis, self._clause_start(first, frames), cue.first)
        if event is not None and cue.mood in ("assert", "deny", "allege", "predict") and self.behind_verb:
            source = source_after(self.analysis, cue.past, self._unlinked(cue.past, event)) or subject
            return self._make(cue, source, event, event, past)
        if self.bare_content and subject is not None and cue.past < past - 1:
            return self._make(cue, subject, cue.past, cue.past, past)
        if cue.mood == "assert" or not self.behind_verb:
            return None
        source = source_after(self.analysis, cue.past, past)
        start = source[1] if source else cue.past
        return self._make(cue, source or subject, start, start, past)

    def _content_before(self, cue: Cue, first: int, past: int) -> Frame | None:
        """Quotation or clause first, attribution after: «"..."، يقول الرجل», "..., the bank said."."""
        words, tokens = self.words, self.analysis.tokens
        source: Range | None
        if cue.first > first and (words[cue.first - 1] in _COMMAS or cue.first - 1 in self.closing_at):
            source = source_after(self.analysis, cue.past, past)
            mark, shell_past = cue.first - 1, source[1] if source else cue.past
        elif not self.behind_verb and (mark_at := self._mark_before(cue.first, first)) is not None:
            rest = cue.past
            if rest < past and tokens.is_word(rest) and not self.analysis.has(rest, "source_stop", "addressee"):
                return None
            source, mark, shell_past = source_before(self.analysis, mark_at + 1, cue.first), mark_at, cue.past
        else:
            return None
        while mark > first and (words[mark] in _COMMAS or mark in self.closing_at) and mark - 1 in self.closing_at:
            mark -= 1
        quote = self.closing_at.get(mark) or self.closing_at.get(mark - 1)
        start, end = (quote.opening + 1, quote.closing) if quote else (first, mark)
        if start >= end:
            return None
        frame = Frame(cue, cue.mood, (start, end), source, [(mark, shell_past)], direct=quote is not None)
        if quote is None and shell_past < past and words[shell_past] in _COMMAS and tokens.is_word(min(shell_past + 1, past - 1)):
            frame.content, frame.parenthetical = (first, past), True
        return frame

    def _mark_before(self, index: int, first: int) -> int | None:
        """The comma or closing quotation mark right before the noun phrase that ends at ``index``."""
        for at in range(index - 1, max(first, index - 14) - 1, -1):
            if self.words[at] in _COMMAS or at in self.closing_at:
                return at
            if self.analysis.has(at, "verb"):
                return None
        return None

    def _preposition(self, cue: Cue, first: int, past: int, frames: list[Frame]) -> Frame | None:
        source = source_after(self.analysis, cue.past, past)
        if source is None or self.analysis.has(source[0], "legal_basis"):
            return None
        start = self._clause_start(first, frames)
        opening = all(not self.analysis.tokens.is_word(i) for i in range(start, cue.first))
        end = source[1]
        if opening:
            begin = end + 1 if end < past and self.words[end] in _COMMAS else end
            return Frame(cue, "assert", (begin, past), source, [(cue.first, begin)]) if begin < past else None
        content = (start, cue.first)
        frame = Frame(cue, "assert", content, source, [(cue.first, end)])
        if end < past - 1 and self.analysis.tokens.is_word(min(end + 1, past - 1)):
            frame.content, frame.parenthetical = (start, past), True
        return frame

    def _tail(self, cue: Cue, first: int, past: int, frames: list[Frame]) -> Frame | None:
        """«حسب قولها»: the source is the speaker who was named last; what stands before is the content."""
        if frames and frames[-1].content[1] >= cue.first and frames[-1].source is not None:
            frames[-1].content = (frames[-1].content[0], min(frames[-1].content[1], cue.first))
            frames[-1].shell.append((cue.first, cue.past))
            return None
        source = source_after(self.analysis, cue.past, past) if cue.past < past else None
        content, parenthetical = (self._clause_start(first, frames), cue.first), False
        if source is None and cue.past < past - 1:
            content, parenthetical = (content[0], past), True
        quote = self.closing_at.get(cue.first - 1) or self.closing_at.get(cue.first - 2)
        if quote is not None:
            content = (quote.opening + 1, quote.closing)
        if content[0] >= content[1]:
            return None
        shell_past = source[1] if source else cue.past
        return Frame(cue, "assert", content, source, [(cue.first, shell_past)], quote is not None, parenthetical)

    def _clause_start(self, first: int, frames: list[Frame]) -> int:
        """Where the clause of a cue begins: behind the last sibling frame, or the start of the sentence."""
        return frames[-1].content[0] if frames else first


def _close_siblings(finder: _Finder, frames: list[Frame], past: int) -> None:
    """Ends a content where a sibling attribution begins; one that is inside it stays inside."""
    for position, frame in enumerate(frames):
        for later in frames[position + 1 :]:
            if later.parenthetical or not later.shell:
                continue
            at = later.shell[0][0]
            if frame.content[0] < at < frame.content[1] and _is_sibling(finder, frame, later, at):
                frame.content = (frame.content[0], _before_opener(finder, at))
                break


def _is_sibling(finder: _Finder, frame: Frame, later: Frame, at: int) -> bool:
    if later.cue is not None and later.cue.form in ("participle", "preposition", "said_tail"):
        return True
    before = at - 1
    while before > frame.content[0] and finder.analysis.has(before, "clause_opener", "source_filler"):
        before -= 1
    glued = finder.words[at] not in finder.analysis.lexicon.all_forms and finder.behind_verb
    return finder.words[before] in _COMMAS or glued


def _before_opener(finder: _Finder, at: int) -> int:
    end = at
    while end > 0 and (
        finder.words[end - 1] in _COMMAS or finder.analysis.has(end - 1, "clause_opener", "source_filler")
    ):
        end -= 1
    return end


def find_frames(analysis: Analysis) -> list[Frame]:
    """All attribution frames of a text, in text order; sources are token ranges, names are not resolved yet."""
    finder = _Finder(analysis)
    frames: list[Frame] = []
    for first, past in analysis.sentence_ranges:
        frames.extend(finder.sentence(first, past))
    return frames
