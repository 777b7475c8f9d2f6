"""Find the dates of a text and resolve them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
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
_LOOK = 6_000
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
            out.extend(finder.mentions(token))
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


def _with_year(expr: Expr | None, year: int) -> Expr | None:
    """A day or month without its year, or a part of one, in a year; None for what has no year to be given."""
    if expr is None or not year:
        return None
    if expr.kind == "part":
        inner = _with_year(expr.inner, year)
        return replace(expr, inner=inner) if inner else None
    return replace(expr, year=year) if expr.kind == "calendar" and expr.year is None and expr.month else None


def _within(part: DateMention, whole: DateMention) -> bool:
    """Whether the days of a date lie inside those of another; where either has none, nothing speaks against it."""
    if not (part.from_date and part.to_date and whole.from_date and whole.to_date):
        return True
    return whole.from_date <= part.from_date and part.to_date <= whole.to_date


def _is_fiscal(expr: Expr | None) -> bool:
    return expr is not None and (expr.unit == "fiscal" or _is_fiscal(expr.inner) or isinstance(expr.year, Expr))


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

    def mentions(self, token: Token) -> Iterator[DateMention]:
        """The mention of an expression and of the dates inside it, without those that tense put outside of it."""
        whole = self.mention(token)
        if whole is not None:
            yield whole
        for part in token.parts:
            found = self.mention(part)
            if found is not None and whole is not None and not _within(found, whole):
                found = self._in_year_of(part, whole)
            if found is not None:
                yield found

    def _in_year_of(self, part: Token, whole: DateMention) -> DateMention | None:
        """An end of a range with the year that puts it inside the range, None where no year does."""
        for day in (whole.from_date, whole.to_date):
            dated = _with_year(part.expr, int((day or "0")[:4]))
            found = self.mention(Token(part.start, part.end, part.classes, part.code, dated)) if dated else None
            if found is not None and _within(found, whole):
                return found
        return None

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

    def _fiscal_start(self, sentence: tuple[int, int]) -> int:
        """The month in which the budget's year begins at the place meant, by the names in the sentence and the head."""
        text = self.folded.text
        for span in (sentence, (0, _HEAD), (0, _LOOK)):
            for month, places in self.words.fiscal:
                if places.search(text, *span):
                    return month
        return int(self.words.data.get("fiscal_start", 7))

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
            previous=self.period if expr.kind == "same" and "itself" not in expr.flags else self.previous,
            previous_near=near,
            next_weekday=str(data.get("next_weekday", "")),
            fiscal_start=self._fiscal_start(sentence) if _is_fiscal(expr) else 0,
            school_start=int(data.get("school_start", 9)),
        )
