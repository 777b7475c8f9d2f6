"""What the steps of the pipeline know about one text so far; each adds its part."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from extractors.hits import Hit
from extractors.language import language_data
from extractors.lexicon import Lexicon, lexicon
from extractors.normalise import Folded, fold
from extractors.quotes import Quote, find_quotes
from extractors.spans import SpanIndex
from extractors.tokens import Tokens, tokens_of
from extractors.types import Attribution, Claim, DateMention, Duration, Entity, Quantity, Sentence

if TYPE_CHECKING:
    from extractors.attribution.scene import Frame, Scene

_LONGEST_NAME = 7
QUOTATION_MARKS = frozenset('«»“”"')
STYLE_MARKS = QUOTATION_MARKS | frozenset(";؛….")


@dataclass
class Analysis:
    """The working state of one article; spans in ``sentence_spans`` are folded offsets, all others original ones."""

    text: str
    language: str
    published: datetime | None = None
    article_id: str = ""
    sentence_spans: list[tuple[int, int]] = field(default_factory=list)
    dates: list[DateMention] = field(default_factory=list)
    durations: list[Duration] = field(default_factory=list)
    quantities: list[Quantity] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    scene: Scene | None = None
    frames: list[Frame] = field(default_factory=list)
    attributions: list[Attribution] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    _orders: dict[frozenset[str], list[int]] = field(default_factory=dict)

    @cached_property
    def folded(self) -> Folded:
        """The folded copy to match on."""
        return Folded(self.text)

    @cached_property
    def tokens(self) -> Tokens:
        """Words and marks of the folded copy."""
        return tokens_of(self.folded)

    @cached_property
    def token_offsets(self) -> list[int]:
        """Where each token starts in the text itself."""
        folded = self.folded
        return self.tokens.starts if folded.in_place else [folded.at(start) for start in self.tokens.starts]

    def token_at(self, offset: int) -> int:
        """The token that starts at an offset of the text itself, or the first one behind it."""
        return bisect_left(self.token_offsets, offset)

    @cached_property
    def lexicon(self) -> Lexicon:
        """The word lists of the article's language."""
        return lexicon(self.language)

    @cached_property
    def hits(self) -> dict[int, list[Hit]]:
        """List entries found, by the index of their first token; the May of a date allows nothing."""
        hits = self.lexicon.scan(self.tokens)
        starts = self.token_offsets
        for date in self.dates:
            for index in range(bisect_left(starts, date.start), bisect_left(starts, date.end)):
                if index in hits and any(_allows(hit) for hit in hits[index]):
                    hits[index] = [hit for hit in hits[index] if not _allows(hit)]
        return hits

    @cached_property
    def quotes(self) -> list[Quote]:
        """Outermost quotations, as token ranges."""
        return find_quotes(self.tokens)

    @cached_property
    def speech_ends(self) -> frozenset[int]:
        """Closing marks of quotations that are longer than a name."""
        return frozenset(q.closing for q in self.quotes if q.closing - q.opening > _LONGEST_NAME)

    @cached_property
    def entity_index(self) -> SpanIndex[Entity]:
        """Entities by position; read only when all have been found."""
        return SpanIndex(self.entities)

    @cached_property
    def date_index(self) -> SpanIndex[DateMention]:
        """Dates by position; read only when all have been found."""
        return SpanIndex(self.dates)

    @cached_property
    def duration_index(self) -> SpanIndex[Duration]:
        """Durations by position; read only when all have been found."""
        return SpanIndex(self.durations)

    @cached_property
    def quantity_index(self) -> SpanIndex[Quantity]:
        """Quantities by position; read only when all have been found."""
        return SpanIndex(self.quantities)

    @cached_property
    def sentence_ranges(self) -> list[tuple[int, int]]:
        """Token range of each sentence."""
        return [self.tokens.window(start, end) for start, end in self.sentence_spans]

    @cached_property
    def style_marks(self) -> list[int]:
        """The tokens that are quotation marks, semicolons or dots, in order."""
        return [index for index, word in enumerate(self.tokens.words) if word in STYLE_MARKS]

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """By class, the tokens where an entry of it starts, in order."""
        places: dict[str, list[int]] = {}
        for index, hits in self.hits.items():
            for kind, _, _ in hits:
                if kind in places:
                    places[kind].append(index)
                else:
                    places[kind] = [index]
        return places

    def within(self, kinds: frozenset[str], first: int, past: int) -> list[int]:
        """The tokens of a range where an entry of one of these classes starts, in order."""
        order = self._orders.get(kinds)
        if order is None:
            order = self._orders[kinds] = sorted({i for kind in kinds for i in self.places.get(kind, ())})
        return order[bisect_left(order, first) : bisect_left(order, past)]

    def first_in(self, first: int, past: int, kind: str) -> int | None:
        """The first token of a range where an entry of a class starts, or None."""
        places = self.places.get(kind, [])
        at = bisect_left(places, first)
        return places[at] if at < len(places) and places[at] < past else None

    def holds(self, first: int, past: int, *kinds: str) -> bool:
        """Whether an entry of one of these classes starts inside a token range."""
        for kind in kinds:
            places = self.places.get(kind)
            if places:
                at = bisect_left(places, first)
                if at < len(places) and places[at] < past:
                    return True
        return False

    def has(self, index: int, *kinds: str) -> Hit | None:
        """The longest hit of one of these classes that starts at a token, or None."""
        hits = self.hits.get(index)
        if hits:
            for hit in hits:
                if hit[0] in kinds:
                    return hit
        return None

    def words_in(self, index: int, kind: str) -> bool:
        """Whether a word of a list stands at a token without a clitic."""
        hit = self.has(index, kind)
        return hit is not None and not self.lexicon.with_clitic(hit)

    @cached_property
    def elided(self) -> tuple[str, ...]:
        """What opens what is said and is written onto its first word ("qu'il")."""
        return tuple(map(fold, language_data(self.language, "lexicon").get("syntax", {}).get("elided_openers", ())))

    def said_span(self, first: int, past: int) -> tuple[int, int]:
        """Original offsets of what is said, without an opener that is written onto its first word."""
        start, end = self.tokens.starts[first], self.tokens.ends[past - 1]
        word = self.tokens.words[first]
        opener = next((each for each in self.elided if word.startswith(each) and len(word) > len(each)), "")
        return self.folded.span(start + len(opener), end)

    def original_span(self, first: int, past: int) -> tuple[int, int]:
        """Original offsets of a non-empty token range."""
        return self.folded.span(self.tokens.starts[first], self.tokens.ends[past - 1])


def _allows(hit: Hit) -> bool:
    """Whether a single word is listed as one that makes something possible."""
    return hit.length == 1 and hit.kind == "modality"
