"""From text to runs of date tokens: a cheap look for trigger words, then tokens only around them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from extractors.dates.expr import Expr
from extractors.dates.lexicon import PIECE, WORD, Entry, Lexicon
from extractors.dates.numeric import NUMERIC, read
from extractors.dates.numbers import add_words, number_classes, spelled_classes
from extractors.dates.tokens import Token

_BEFORE, _AFTER = 60, 70
_LONGEST_NUMBER = 6
_LOOK = re.compile(rf"{NUMERIC.pattern}|{PIECE.pattern}")
_NUMBER_WORDS = frozenset({"num", "nth", "scale", "ten"})


def windows(lexicon: Lexicon, text: str) -> Iterator[tuple[int, int]]:
    """Stretches of text around the trigger words, merged where they meet."""
    triggers = lexicon.triggers
    spots = [match.span() for match in WORD.finditer(text) if match.group() in triggers]
    numeric = [match.span() for match in NUMERIC.finditer(text)]
    if numeric:
        spots = sorted(spots + numeric)
    start = end = None
    for at, stop in spots:
        if start is None or end is None:
            start = max(0, at - _BEFORE)
        elif at - _BEFORE > end:
            yield _trim(text, start, end)
            start = at - _BEFORE
        end = stop + _AFTER
    if start is not None and end is not None:
        yield _trim(text, start, end)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Cut at white space, so that no word is read in half."""
    start, end = max(0, start), min(len(text), end)
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start += 1
        if start >= end:
            return start, end
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end -= 1
    return start, end


def runs(
    lexicon: Lexicon,
    text: str,
    original_upper: Callable[[int], bool],
    start: int,
    end: int,
    day_first: Callable[[], bool],
) -> Iterator[list[Token]]:
    """Unbroken rows of tokens that the lexicon knows, numbers in words added up."""
    pieces = _pieces(text, start, end)
    row: list[Token] = []
    i = 0
    while i < len(pieces):
        word, at, stop = pieces[i]
        if row and "\n" in text[row[-1].end : at] and text.count("\n", row[-1].end, at) > 1:
            yield from _finish(lexicon, row)
            row = []
        if word.isdigit() and (word not in lexicon.forms or _entry(lexicon, pieces, i)[0] is None):
            i = _number(lexicon, pieces, i, row)
            continue
        entry, used = _entry(lexicon, pieces, i)
        if entry is not None and not (entry.needs_capital and not original_upper(at)):
            if entry.clitic:
                clitic_end = at + entry.clitic_length
                row.append(Token(at, clitic_end, {entry.clitic: True}, lexicon.clitic_codes[entry.clitic]))
            row.append(Token(at + entry.clitic_length, pieces[i + used - 1][2], entry.classes, entry.code))
            i += used
            continue
        numeric = NUMERIC.fullmatch(word)
        if numeric is not None:
            when = read(numeric, day_first())
            if when is not None:
                expr = Expr("calendar", "day", year=when.year, month=when.month, day=when.day)
                classes = expr.classes()
                row.append(Token(at, stop, dict.fromkeys(classes, True), lexicon.codes.of(classes), expr))
                i += 1
                continue
        if (
            word in lexicon.clitic_digits
            and i + 1 < len(pieces)
            and pieces[i + 1][1] == stop
            and pieces[i + 1][0].isdigit()
        ):
            name = lexicon.clitic_digits[word]
            row.append(Token(at, stop, {name: True}, lexicon.clitic_codes[name]))
        elif word in lexicon.punctuation:
            name, code = lexicon.punctuation[word]
            row.append(Token(at, stop, {name: True}, code))
        elif row:
            yield from _finish(lexicon, row)
            row = []
        i += 1
    if row:
        yield from _finish(lexicon, row)


def _pieces(text: str, start: int, end: int) -> list[tuple[str, int, int]]:
    """Words, figures and signs with their offsets; a hyphen inside a compound (mid-July) is no more than a space."""
    found = [(m.group(), m.start(), m.end()) for m in _LOOK.finditer(text, start, end)]
    if not any(piece[0] == "-" for piece in found):
        return found
    return [piece for i, piece in enumerate(found) if piece[0] != "-" or not _joins_words(found, i)]


def _joins_words(pieces: list[tuple[str, int, int]], i: int) -> bool:
    if not 0 < i < len(pieces) - 1:
        return False
    before, after = pieces[i - 1], pieces[i + 1]
    glued = before[2] == pieces[i][1] and pieces[i][2] == after[1]
    return glued and (before[0].isalpha() or after[0].isalpha())


def _entry(lexicon: Lexicon, pieces: list[tuple[str, int, int]], i: int) -> tuple[Entry | None, int]:
    for entry in lexicon.forms.get(pieces[i][0], ()):
        size = len(entry.tail)
        if not size or tuple(p[0] for p in pieces[i + 1 : i + 1 + size]) == entry.tail:
            return entry, 1 + size
    return None, 0


def _number(lexicon: Lexicon, pieces: list[tuple[str, int, int]], i: int, row: list[Token]) -> int:
    """A number in digits, with a suffix that clings to it (3rd, 1960s) and thousands or decimals that spoil it."""
    word, at, stop = pieces[i]
    if i + 2 < len(pieces) and pieces[i + 1][0] in ".," and pieces[i + 1][1] == stop:
        if pieces[i + 2][1] == pieces[i + 1][2] and pieces[i + 2][0].isdigit():
            last = i + 2
            while last + 2 < len(pieces) and pieces[last + 1][0] in ".," and pieces[last + 2][0].isdigit():
                last += 2
            row.append(Token(at, pieces[last][2], {"fraction": word}, lexicon.codes.of(["fraction"])))
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


def _finish(lexicon: Lexicon, row: list[Token]) -> Iterator[list[Token]]:
    """Add up number words."""
    if not any(_NUMBER_WORDS & t.classes.keys() and "digits" not in t.classes for t in row):
        yield row
        return
    out: list[Token] = []
    i = 0
    while i < len(row):
        token = row[i]
        spelled = bool(_NUMBER_WORDS & token.classes.keys()) and "digits" not in token.classes
        added = add_words(row, i) if spelled else None
        if added is not None:
            used, classes, _ = added
            out.append(Token(token.start, row[i + used - 1].end, classes, lexicon.codes.of(classes)))
            i += used
            continue
        if (
            spelled
            and len(_NUMBER_WORDS & token.classes.keys())
            and "nth" not in token.classes
            and "num" in token.classes
        ):
            out.append(_plain_number(lexicon, token))
        elif "nth" in token.classes and len(token.classes) == 1 and 1 <= int(token.classes["nth"]) <= 31:
            value = int(token.classes["nth"])
            out.append(Token(token.start, token.end, {"nth": value, "dd": value}, lexicon.codes.of(["nth", "dd"])))
        else:
            out.append(token)
        i += 1
    yield out


def _plain_number(lexicon: Lexicon, token: Token) -> Token:
    """One number word alone has the same roles as its digits, but is no year and no day of a numeric date."""
    if len(token.classes) > 1:
        return token
    classes = spelled_classes(int(token.classes["num"]))
    return Token(token.start, token.end, classes, lexicon.codes.of(classes))
