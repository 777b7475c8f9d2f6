"""Find the dates of a text and resolve them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime

from extractors.dates.calendar import Resolved
from extractors.dates.context import Context
from extractors.dates.expr import Expr
from extractors.dates.grammar import Grammar
from extractors.dates.lexer import Reader, windows
from extractors.dates.lexicon import Lexicon, lexicon
from extractors.dates.numeric import day_before_month
from extractors.dates.parse import parse
from extractors.dates.plausible import plausible
from extractors.dates.resolve import resolve
from extractors.dates.tense import Tense, sentence_at, tense_of
from extractors.dates.tokens import Token
from extractors.normalise import Folded
from extractors.tokens import tokens_of
from extractors.types import DateMention

# Where an article says what place it is about, in characters.
_HEAD = 300
_SHORT, _REMEMBERED = 60, 50_000
_PERIODS = frozenset({"quarter", "half", "month", "year", "period", "fiscal"})
_NEEDS_TENSE = frozenset(
    {"calendar", "weekday", "holiday", "ordinal", "season", "range", "part", "week_of", "ago", "weekend"}
)


def find_dates(
    folded: Folded, sentences: Sequence[tuple[int, int]], published: datetime | None, language: str
) -> list[DateMention]:
    """Every date expression of a text, in its order, resolved against publication in its own zone.

    Args:
        folded: the text and its folded copy.
        sentences: half-open offsets into ``folded.text``, in order.
        published: the time of publication with its zone, or None; then relative dates stay unresolved.
        language: the code whose ``dates.toml`` is used, ``xx`` where it has none.
    """
    words = lexicon(language)
    text = folded.text
    today = published.date() if published is not None else None
    finder = _Finder(words, tense_of(language), folded, sentences, today)
    spots = windows(words.known, tokens_of(folded))
    order: list[bool] = []

    def day_first() -> bool:
        if not order:
            order.append(day_before_month(text, published, words.data))
        return order[0]

    out: list[DateMention] = []
    for start, end in spots:
        for token in expressions(words, words.grammar, folded, (start, end), day_first):
            out.extend(m for part in (token, *token.parts) if (m := finder.mention(part)) is not None)
    return out


def expressions(
    words: Lexicon, grammar: Grammar, folded: Folded, spot: tuple[int, int], day_first: Callable[[], bool]
) -> Iterator[Token]:
    """The tokens of one stretch of text that became expressions."""
    written = folded.original[slice(*folded.span(*spot))]
    if written in grammar.barren:
        return
    found = False
    for row in Reader(words, folded, day_first, all_rows=grammar is words.durations).runs(*spot):
        for token in parse(words, row, grammar):
            if token.expr is not None:
                found = True
                yield token
    # Only a figure is read by what stands around it; other words come again and say as little each time.
    if found or len(written) > _SHORT or len(grammar.barren) >= _REMEMBERED:
        return
    if not any(map(str.isnumeric, written)):
        grammar.barren.add(written)


def _is_season(expr: Expr) -> bool:
    return expr.kind == "season" or (expr.inner is not None and expr.inner.kind == "season")


class _Finder:
    """Resolves one expression after another, remembering the date spoken of before."""

    def __init__(
        self, words: Lexicon, tense: Tense, folded: Folded, sentences: Sequence[tuple[int, int]], today: date | None
    ) -> None:
        self.words, self.tense, self.folded, self.sentences, self.today = words, tense, folded, sentences, today
        self.starts = [s for s, _ in sentences]
        self.previous: Resolved | None = None
        self.period: Resolved | None = None
        self.previous_sentence = (-1, -1)

    def mention(self, token: Token) -> DateMention | None:
        """The mention of one expression, None when it is none after all."""
        expr, text = token.expr, self.folded.text
        if expr is None or not plausible(self.words, text, token):
            return None
        sentence = sentence_at(self.sentences, self.starts, token.start, len(text))
        found = resolve(expr, self._context(expr, token, sentence))
        if found is None:
            return None
        if found.lo is not None and found.unit != "ref" and (not expr.relative or expr.anchored):
            self.previous, self.previous_sentence = found, sentence
            if found.unit in _PERIODS and not expr.relative:
                self.period = found
        start, end = self.folded.span(token.start, token.end)
        return DateMention(
            start,
            end,
            self.folded.original[start:end],
            found.value,
            found.lo.isoformat() if found.lo else None,
            found.hi.isoformat() if found.hi else None,
            found.basis if found.lo or found.unit == "ref" else "relative",
        )

    def _southern(self, sentence: tuple[int, int]) -> bool:
        """Whether the place meant lies in the south: by the names in the sentence and at the head of the article."""
        if self.words.southern is None:
            return False
        text = self.folded.text
        return any(self.words.southern.search(text, *span) for span in (sentence, (0, _HEAD)))

    def _context(self, expr: Expr, token: Token, sentence: tuple[int, int]) -> Context:
        data = self.words.data
        tense = (
            self.tense.around(self.folded.text, token.start, token.end, sentence) if expr.kind in _NEEDS_TENSE else ""
        )
        near = self.previous_sentence == sentence
        return Context(
            today=self.today,
            southern=_is_season(expr) and self._southern(sentence),
            tense=tense,
            previous=self.period if expr.kind == "same" else self.previous,
            previous_near=near,
            fiscal_start=int(data.get("fiscal_start", 7)),
            school_start=int(data.get("school_start", 9)),
        )
