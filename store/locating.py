"""Where words that somebody typed stand in an article: exactly as typed, else whatever blanks and marks they have."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Protocol, TypeVar

from extractors.normalise import Folded, fold
from store.correcting import printable

MOST_PLACES = 20
"""Places that are told apart; words that stand more often are no way to name one."""
_AROUND, _SLACK = 40, 4


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand: half-open offsets in the article's text, and what stands before and after them."""

    start: int
    end: int
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Located:
    """What became of a look-up: one ``place``, or none with the ``places`` among which it has to be chosen."""

    place: Place | None
    places: tuple[Place, ...] = ()


class Spanned(Protocol):
    """Anything with half-open offsets."""

    @property
    def start(self) -> int: ...  # noqa: D102

    @property
    def end(self) -> int: ...  # noqa: D102


class Placed(Spanned, Protocol):
    """A claim with its place and that of its sentence, as half-open offsets."""

    @property
    def sentence_start(self) -> int: ...  # noqa: D102

    @property
    def sentence_end(self) -> int: ...  # noqa: D102


class NotPlaced(Exception):
    """A piece without a place of its own: the ``n``-th, which is ``problem``: "nowhere", "often" or "twice"."""

    def __init__(self, problem: str, n: int) -> None:
        super().__init__(problem, n)
        self.problem, self.n = problem, n


S = TypeVar("S", bound=Spanned)


def outermost(spans: Sequence[S]) -> list[S]:
    """Those that are no part of another, in order: of "from May to June" not May and June again."""
    return [
        span
        for span in spans
        if not any(
            o.start <= span.start and span.end <= o.end and (o.start, o.end) != (span.start, span.end) for o in spans
        )
    ]


def around(claim: Placed) -> list[tuple[int, int]]:
    """Where the words of a correction are sought first: in the claim, then in its sentence."""
    return [(claim.start, claim.end), (claim.sentence_start, claim.sentence_end)]


def pieces(text: str, lines: Sequence[str], claim: Placed) -> list[Place]:
    """The places of the pieces that a claim is split into, one a line, in their order.

    Raises:
        NotPlaced: a piece stands nowhere, too often to be meant, or is one that was named already.
    """
    places: list[Place] = []
    for n, line in enumerate(lines, start=1):
        found = locate(text, line, within=around(claim), after=places[-1].end if places else 0)
        if found.place is None:
            raise NotPlaced("often" if found.places else "nowhere", n)
        if any((one.start, one.end) == (found.place.start, found.place.end) for one in places):
            raise NotPlaced("twice", n)
        places.append(found.place)
    return places


def locate(
    text: str, words: str, *, at: int | None = None, within: Sequence[tuple[int, int]] = (), after: int = 0
) -> Located:
    """The place of words in a text.

    Words that stand once are found; of several places the one that begins at ``at`` is taken, else the only one in the
    first of the spans ``within`` that holds any, else none, and the reader has to choose.

    Args:
        text: the article's text.
        words: what was typed or copied; blanks, vowel marks and hamza carriers need not agree.
        at: the offset that was chosen, or where the words were selected in the article.
        within: half-open spans in which the words are sought first, the narrowest first.
        after: of several places inside such a span the first from here on is taken, for pieces in their order.
    """
    if at is not None:
        here = _spans(text, words, at, at + _SLACK * (len(words) + _AROUND), most=1)
        if here and here[0][0] == at:
            return Located(_place(text, *here[0]))
    found = _spans(text, words, 0, len(text))
    chosen = found[0] if len(found) == 1 else None
    for first, last in within if len(found) > 1 else ():
        inside = _spans(text, words, first, last)
        if inside:
            later = [span for span in inside if span[0] >= after] if after else []
            chosen = inside[0] if len(inside) == 1 else later[0] if later else None
            break
    if chosen is not None:
        return Located(_place(text, *chosen))
    return Located(None, tuple(_place(text, *span) for span in found))


def _spans(text: str, words: str, first: int, last: int, most: int = MOST_PLACES) -> list[tuple[int, int]]:
    """The first places of the words between two offsets; exactly as they are, else folded."""
    part = text[first:last]
    exact = re.escape(printable(words).strip())
    found = [match.span() for match in islice(re.finditer(exact, printable(part)), most)] if exact else []
    if not found and (sought := fold(printable(words)).split()):
        copy = Folded(part)
        pattern = re.compile(r"\s+".join(map(re.escape, sought)))
        found = [copy.span(*match.span()) for match in islice(pattern.finditer(copy.text), most)]
    return [(first + start, first + end) for start, end in found]


def _place(text: str, start: int, end: int) -> Place:
    return Place(start, end, text[max(0, start - _AROUND) : start], text[start:end], text[end : end + _AROUND])
