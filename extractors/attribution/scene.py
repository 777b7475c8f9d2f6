"""What attribution needs to see of a text: its quotations, its cues' surroundings, and a language's syntax."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from extractors.analysis import Analysis
from extractors.attribution.cues import Cue
from extractors.hits import Hit
from extractors.language import language_data
from extractors.normalise import fold
from extractors.quotes import Quote

COMMAS = frozenset(",،؛;")
ASIDE = frozenset(",،")
_ENDS = frozenset(".!?؟")
_MIN_QUOTE = 3
_MIN_TAGGED = 3
_SPEECH = 7
_MARKS = 3
_DATELINE = 12
_DASHES = frozenset("-–—/")
TAG_MARKS = frozenset(",!?")
_TAG_REACH = 6
# A content longer than any speech that a newspaper prints is a mark that was never closed.
MAX_CONTENT = 1500
OPENER_REACH = 34

Range = tuple[int, int]


@dataclass(slots=True)
class Frame:
    """A cue with its source and content, all as token ranges.

    ``shell`` are the tokens that only introduce (cue, source, link words); ``parenthetical`` says that the
    shell stands inside the content and is part of its span; ``name`` and ``source_type`` are filled when
    sources are resolved. ``presupposed`` is an event that the speaker takes for granted and draws a conclusion
    from («زيادة القوات تؤكد أن ...»). ``continues`` marks a frame without a cue that goes on with the quotation
    of the frame before. A frame that does not ``governs`` is in the output only: it makes no claim.
    """

    cue: Cue | None
    mood: str
    content: Range
    source: Range | None = None
    shell: list[Range] = field(default_factory=list)
    direct: bool = False
    parenthetical: bool = False
    presupposed: Range | None = None
    continues: bool = False
    governs: bool = True
    name: str = ""
    source_type: str = "person"


class Scene:
    """One text, seen by the frame makers; everything they share is looked up here."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.tokens = analysis.tokens
        self.words = analysis.tokens.words
        self.has = analysis.has
        syntax = language_data(analysis.language, "lexicon").get("syntax", {})
        self.behind_verb: bool = syntax.get("source_side", "before") == "after"
        self.bare_content: bool = bool(syntax.get("bare_content", False))
        self.genitive: dict[str, str] = {
            fold(k): fold(v)
            for k, v in {**syntax.get("genitive_prefixes", {}), **syntax.get("dative_prefixes", {})}.items()
        }
        self.forms = analysis.lexicon.forms
        verbs = analysis.within(analysis.lexicon.verbs, 0, len(self.words))
        self.verbs: list[int] = [i for i in verbs if not self.listed(i - 1, "article")]
        self.quote_at: dict[int, Quote] = {q.opening: q for q in analysis.quotes if self._is_speech(q)}
        self.closing_at: dict[int, Quote] = {q.closing: q for q in self.quote_at.values()}
        self.closings: list[int] = sorted(self.closing_at)
        self.elided: tuple[str, ...] = analysis.elided
        self.inside: set[int] = {i for q in self.quote_at.values() for i in range(q.opening + 1, q.closing)}

    def _is_speech(self, quote: Quote) -> bool:
        """Whether quotation marks hold somebody's words, rather than a name or a single term."""
        length = quote.closing - quote.opening - 1
        if not length:
            return False
        before = quote.opening - 1
        cue = before - 1 if before > 0 and self.words[before] in ASIDE else before
        colon = before >= 0 and self.words[before] == ":"
        behind = quote.closing + 1
        if self.behind_verb and behind < len(self.words) and self.words[behind] in ASIDE:
            behind += 1
        said = before >= 0 and self.has(cue, "verb_assert") is not None
        if said and not colon and self.behind_verb and self._is_source(quote, behind):
            return False
        introduced = colon or said
        if length >= _MIN_TAGGED * self.behind_verb and self.has(behind, "verb_assert") is not None:
            return True
        if not self.behind_verb and self._is_tagged(quote):
            return True
        long_enough = length >= _SPEECH or self.has_verb(quote.opening + 1, quote.closing)
        return introduced or (length >= _MIN_QUOTE and long_enough)

    def _is_source(self, quote: Quote, behind: int) -> bool:
        """Whether marks right behind the verb hold who speaks: «وشدد “الجهني” على», «وذكرت "وكالة الأنباء"، أن»."""
        if quote.closing - quote.opening - 1 < _MIN_QUOTE:
            return True
        return self.has(behind, "complementiser") is not None and not self.has_verb(quote.opening + 1, quote.closing)

    def _is_tagged(self, quote: Quote) -> bool:
        """Whether a quotation that ends in a comma or exclamation is followed by who says it: '"Not one," he said.'"""
        if quote.closing + 1 >= len(self.words) or self.words[quote.closing - 1] not in TAG_MARKS:
            return False
        if "\n" in self.gap(quote.closing):
            return False
        for index in range(quote.closing + 1, min(len(self.words), quote.closing + 1 + _TAG_REACH)):
            if not self.tokens.is_word(index):
                return False
            if self.has(index, "verb_assert", "verb_ask"):
                return True
        return False

    def listed(self, index: int, kind: str) -> bool:
        """Whether the bare word at a token is on a list (no phrase, no clitic)."""
        return 0 <= index < len(self.words) and self.words[index] in self.forms.get(kind, ())

    def last_closing(self, first: int, past: int) -> int | None:
        """The last closing mark of a quotation in a token range."""
        at = bisect_left(self.closings, past) - 1
        return self.closings[at] if at >= 0 and self.closings[at] >= first else None

    def mark_before(self, index: int) -> bool:
        """Whether a comma or the end of a quotation stands right before a token."""
        return index > 0 and (self.words[index - 1] in COMMAS or index - 1 in self.closing_at)

    def opener(self, first: int, past: int) -> tuple[int, int] | None:
        """Where the shell ends and where the content starts, for the first content opener in a token range."""
        index = first
        while index < past:
            if self.words[index] == ":" or index in self.quote_at:
                start = index + 1 if self.words[index] == ":" else index
                return index, self.into_quote(start)
            if self.elided and self.words[index].startswith(self.elided) and self.words[index] not in self.elided:
                return index, index
            hit = self.has(index, "complementiser")
            if hit is not None and (index == first or not self._goes_on(index, hit)):
                start = index + hit.length
                while start < past and (again := self.has(start, "complementiser")):
                    start += again.length
                if start < past and self.words[start] == ":":
                    start += 1
                return index, self.into_quote(start)
            index += 1
        return None

    def _goes_on(self, index: int, hit: Hit) -> bool:
        """Whether a word that could open content belongs to a clause of time or to an earlier saying («، وأن»)."""
        joined = self.words[index - 1] in ASIDE and self.analysis.lexicon.with_clitic(hit)
        return joined or self.listed(index - 1, "no_opener_behind")

    def into_quote(self, start: int) -> int:
        """Past the opening mark, when a quotation is all of the content rather than a part of a longer clause."""
        quote = self.quote_at.get(start)
        return start + 1 if quote is not None and self.whole(quote) else start

    def whole(self, quote: Quote) -> bool:
        """Whether a quotation ends its sentence or is followed by a mark, rather than by more of the clause."""
        behind = quote.closing + 1
        if behind >= len(self.words) or not self.tokens.is_word(behind) or self.words[quote.closing - 1] in _ENDS:
            return True
        return "\n" in self.gap(quote.closing)

    def gap(self, index: int) -> str:
        """The white space between a token and the next one."""
        return self.tokens.folded.text[self.tokens.ends[index] : self.tokens.starts[index + 1]]

    def unlinked(self, first: int, past: int) -> int:
        """The end of the source before a link word such as «على» in «شدد ... على أن»."""
        while past > first and self.has(past - 1, "cue_link"):
            past -= 1
        return past

    def past_links(self, index: int) -> int:
        """The first token behind link words."""
        while index < len(self.words) and self.has(index, "cue_link"):
            index += 1
        return index

    def has_verb(self, first: int, past: int) -> bool:
        """Whether a finite verb of any list stands in a token range."""
        at = bisect_left(self.verbs, first)
        return at < len(self.verbs) and self.verbs[at] < past

    def make(self, cue: Cue, source: Range | None, shell_end: int, start: int, past: int) -> Frame | None:
        """A frame whose content begins at ``start`` and runs to the end of its quotation or to ``past``."""
        quote = self.quote_at.get(start - 1)
        end = min(quote.closing if quote is not None and self.whole(quote) else past, start + MAX_CONTENT)
        if not any(self.tokens.is_word(i) for i in range(start, min(end, start + _MARKS))):
            return None
        # A verb between the subject and the cue is a statement of its own: "The team took samples and found that ...".
        beside = source is not None and not self.has_verb(source[1], cue.first)
        begin = min(cue.first, source[0]) if source and beside else cue.first
        direct = quote is not None and end == quote.closing
        return Frame(cue, cue.mood, (start, end), source, [(begin, max(shell_end, start))], direct=direct)


def scene_of(analysis: Analysis) -> Scene:
    """The scene of a text, looked at once however many ask for it."""
    if analysis.scene is None:
        analysis.scene = Scene(analysis)
    return analysis.scene


def behind_dateline(analysis: Analysis, first: int, past: int) -> int:
    """The token behind names that a paper puts before its news: «اسم المراسل- الوكالة- المدينة: ...»."""
    words = analysis.tokens.words
    for index in range(first, min(past - 1, first + _DATELINE)):
        if words[index] == ":":
            before = words[first:index]
            ends = any(word == "." and len(words[at - 1]) > 1 for at, word in enumerate(before, start=first))
            named = any(word in _DASHES for word in before) and not any(word in ',،«"“' for word in before)
            return index + 1 if named and not ends else first
    return first
