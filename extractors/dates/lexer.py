"""From text to runs of date tokens: a cheap look for trigger words, then tokens only around them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from extractors.dates.expr import Expr
from extractors.dates.lexicon import PUNCTUATION, Entry, Lexicon, Piece, pieces_of
from extractors.dates.numbers import add_words, number_classes, spelled_classes
from extractors.dates.numeric import DAY_MONTH, NUMERIC, read, read_short
from extractors.dates.tokens import Token
from extractors.normalise import WORD, Folded
from extractors.tokens import Tokens

_FIGURES = re.compile(r"\d+/\d|\d+[.\-]\d\d?[.\-]\d")
_DIGITS = frozenset("0123456789")
_FIRST_HIJRI, _LAST_HIJRI = 1343, 1500
_STRONG = 1000
_YEAR_LENGTH = 4
_LONGEST_NUMBER = 6
_MONTHS = 12
# Round the clock, every day: never a day of July.
_SET_PHRASES = ((24, 7), (7, 24))
_NUMBER_WORDS = frozenset({"num", "nth", "scale", "ten"})


def windows(known: Mapping[str, bool], tokens: Tokens, *, figures: bool = True) -> Iterator[tuple[int, int]]:
    """Stretches of neighbouring words that are all known, at least one of them a trigger (a month, a unit, a year).

    ``known`` says of each word of the lexicon whether it is a trigger; figures are known, numeric dates are triggers
    unless ``figures`` is false.
    """
    words = tokens.words
    passed = 0
    mixed = tokens.mixed if figures else [index for index in tokens.mixed if not words[index].isdigit()]
    for spot in sorted({*mixed, *[index for index, word in enumerate(words) if known.get(word)]}):
        if spot < passed:
            continue
        first, passed = spot, spot + 1
        # Only a plain word that nobody knows ends a stretch: marks and figures may stand inside one.
        while first > 0 and _may_go_on(words[first - 1], known):
            first -= 1
        while passed < len(words) and _may_go_on(words[passed], known):
            passed += 1
        yield from _stretches(known, tokens.folded.text, tokens.starts[first], tokens.ends[passed - 1])


def _may_go_on(word: str, known: Mapping[str, bool]) -> bool:
    return word in known or not word.isalpha()


def _stretches(known: Mapping[str, bool], text: str, begin: int, past: int) -> Iterator[tuple[int, int]]:
    look = known.get
    start = end = -1
    hot = False
    for match in WORD.finditer(text, begin, past):
        word = match.group()
        trigger = look(word)
        if trigger is None:
            if word[0] not in _DIGITS:
                if hot:
                    yield _with_signs(text, start, end)
                    hot = False
                start = -1
                continue
            trigger = _FIGURES.match(text, match.start()) is not None
        if start < 0:
            start = match.start()
        end = match.end()
        hot = hot or trigger
    if hot:
        yield _with_signs(text, start, end)


def _with_signs(text: str, start: int, end: int) -> tuple[int, int]:
    """With the apostrophe before ('90s) and the signs after (Jan., a closing bracket)."""
    if start > 0 and text[start - 1] == "'":
        start -= 1
    stop = min(len(text), end + 2)
    while end < stop and not text[end].isalnum() and not text[end].isspace():
        end += 1
    return start, end


class Reader:
    """Reads tokens of one text; ``day_first`` is asked only where a numeric date needs it."""

    __slots__ = ("all_rows", "day_first", "folded", "lexicon")

    def __init__(
        self, lexicon: Lexicon, folded: Folded, day_first: Callable[[], bool], *, all_rows: bool = False
    ) -> None:
        self.all_rows = all_rows
        self.lexicon, self.folded, self.day_first = lexicon, folded, day_first

    def runs(self, start: int, end: int) -> Iterator[list[Token]]:
        """Unbroken rows of tokens that the lexicon knows, numbers in words added up."""
        text = self.folded.text
        forms = self.lexicon.forms
        pieces = pieces_of(text, start, end)
        row: list[Token] = []
        strong = self.all_rows
        i, size = 0, len(pieces)
        while i < size:
            word, at, _ = pieces[i]
            if row and text.count("\n", row[-1].end, at) > 1:
                if strong:
                    yield _finish(self.lexicon, row)
                row, strong = [], self.all_rows
            entries = forms.get(word)
            used = self._word(entries, pieces, i, row) if entries is not None else 0
            if used:
                strong = strong or used > _STRONG
                i += used % _STRONG
            elif used := self._other(pieces, i, row):
                strong = strong or len(word) >= _YEAR_LENGTH
                i += used
            else:
                if strong and row:
                    yield _finish(self.lexicon, row)
                if row:
                    row, strong = [], self.all_rows
                i += 1
        if strong and row:
            yield _finish(self.lexicon, row)

    def _word(self, entries: list[Entry], pieces: list[Piece], i: int, row: list[Token]) -> int:
        """Read a word of the lexicon: how many pieces it took, plus _STRONG where it can carry a date, or 0."""
        at = pieces[i][1]
        for entry in entries:
            size = len(entry.tail)
            if size and tuple([piece[0] for piece in pieces[i + 1 : i + 1 + size]]) != entry.tail:
                continue
            if entry.needs_capital and not self.folded.original[self.folded.at(at)].isupper():
                return 0
            begin, stop = at + entry.clitic_length, pieces[i + size][2]
            forbidden = self.lexicon.not_written.get(self.folded.text[begin:stop])
            if forbidden is not None and forbidden in self.folded.original[slice(*self.folded.span(begin, stop))]:
                return 0
            if entry.clitic:
                row.append(self._sign(entry.clitic, at, at + entry.clitic_length))
            row.append(Token(begin, stop, entry.classes, entry.code))
            return 1 + size + (_STRONG if entry.strong else 0)
        return 0

    def _other(self, pieces: list[Piece], i: int, row: list[Token]) -> int:
        """Read a figure, a sign, or a conjunction that clings to a figure; 0 for a word that is none of ours."""
        word, at, stop = pieces[i]
        if word.isdecimal():
            return _number(self.lexicon, pieces, i, row) - i
        if word[0].isdecimal():
            _figures(self.lexicon, pieces[i], row, self.day_first())
            return 1
        if word in PUNCTUATION:
            row.append(self._sign(PUNCTUATION[word], at, stop))
            return 1
        name = self.lexicon.clitics.get(word)
        if name is not None and i + 1 < len(pieces) and pieces[i + 1][1] == stop and pieces[i + 1][0][0].isdecimal():
            row.append(self._sign(name, at, stop))
            return 1
        return 0

    def _sign(self, name: str, start: int, end: int) -> Token:
        return Token(start, end, {name: True}, self.lexicon.codes.of([name]))


def _figures(lexicon: Lexicon, piece: Piece, row: list[Token], day_first: bool) -> None:
    """A numeric date as a token; one without its year (22/04) is a date only where a rule says so."""
    word, at, stop = piece
    numeric, short = NUMERIC.fullmatch(word), DAY_MONTH.fullmatch(word)
    when = read(numeric, day_first) if numeric is not None else None
    if when is not None:
        expr = Expr("calendar", "day", year=when.year, month=when.month, day=when.day)
        # A year that the news cannot mean in the civil calendar is one of the Hijra.
        expr.hijri = _FIRST_HIJRI <= when.year <= _LAST_HIJRI
        classes: Mapping[str, Any] = dict.fromkeys(expr.classes(), True)
        row.append(Token(at, stop, classes, lexicon.codes.of(classes), expr))
        return
    pair = read_short(short, day_first) if short is not None else None
    if pair is None or short is None:
        row.append(Token(at, stop, {"fraction": word}, lexicon.codes.of(["fraction"])))
        return
    names = {"padded" if "0" in (word[0], word[-2]) and len(word) == 5 else "short_date"}
    written = int(short[1]), int(short[2])
    if max(written) > _MONTHS and written not in _SET_PHRASES:
        names.add("clear")
    row.append(Token(at, stop, {**dict.fromkeys(names, pair), "written": written}, lexicon.codes.of(names)))


def _goes_on(pieces: list[Piece], i: int) -> bool:
    """Whether a decimal or thousands sign and more digits cling to a figure."""
    if i + 2 >= len(pieces) or pieces[i + 1][0] not in ".," or not pieces[i + 2][0].isdecimal():
        return False
    return pieces[i][2] == pieces[i + 1][1] and pieces[i + 1][2] == pieces[i + 2][1]


def _number(lexicon: Lexicon, pieces: list[Piece], i: int, row: list[Token]) -> int:
    """A number in digits, with a suffix that clings to it (3rd, 1960s) and thousands or decimals that spoil it."""
    word, at, stop = pieces[i]
    last = i
    while _goes_on(pieces, last):
        last += 2
    if last > i:
        written = "".join([piece[0] for piece in pieces[i : last + 1]])
        row.append(Token(at, pieces[last][2], {"fraction": written}, lexicon.codes.of(["fraction"])))
        return last + 1
    if len(word) > _LONGEST_NUMBER:
        row.append(Token(at, stop, {"fraction": word}, lexicon.codes.of(["fraction"])))
        return i + 1
    value = int(word)
    glued = i + 1 < len(pieces) and pieces[i + 1][1] == stop
    role = lexicon.suffixes.get(pieces[i + 1][0]) if glued else None
    if role == "nth":
        classes = {"nth": value, "dd": value} if 1 <= value <= 31 else {"nth": value}
        row.append(Token(at, pieces[i + 1][2], classes, lexicon.codes.of(classes)))
        return i + 2
    if role == "decades":
        row.append(Token(at, pieces[i + 1][2], {"decades": value}, lexicon.codes.of(["decades"])))
        return i + 2
    names = number_classes(value, len(word))
    row.append(Token(at, stop, {**dict.fromkeys(names, value), "digits": True}, lexicon.codes.of(names)))
    return i + 1


def _finish(lexicon: Lexicon, row: list[Token]) -> list[Token]:
    """Add up number words."""
    if not any(_spelled(token) for token in row):
        return row
    out: list[Token] = []
    i = 0
    while i < len(row):
        token = row[i]
        added = add_words(row, i) if _spelled(token) else None
        if added is not None:
            used, classes, _ = added
            out.append(Token(token.start, row[i + used - 1].end, classes, lexicon.codes.of(classes)))
            i += used
            continue
        out.append(_plain_number(lexicon, token) if _spelled(token) else token)
        i += 1
    return out


def _spelled(token: Token) -> bool:
    return "digits" not in token.classes and not _NUMBER_WORDS.isdisjoint(token.classes)


def _plain_number(lexicon: Lexicon, token: Token) -> Token:
    """One number word alone: an ordinal can be a day of the month, a cardinal is a count."""
    if len(token.classes) > 1:
        return token
    if "nth" in token.classes and 1 <= int(token.classes["nth"]) <= 31:
        value = int(token.classes["nth"])
        classes = {"nth": value, "dd": value}
    elif "num" in token.classes:
        classes = spelled_classes(int(token.classes["num"]))
    else:
        return token
    return Token(token.start, token.end, classes, lexicon.codes.of(classes))
