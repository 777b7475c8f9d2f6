"""What a number counts: percent, currency, or the noun beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.quantities.lexicon import Kind, Lexicon
from extractors.quantities.numbers import Number

_NEXT = re.compile(r"(?: ?\) ?| |-| (?=\())([^\W\d_]+(?:'s)?)")
_GLUED = re.compile(r"[^\W\d_]+")
_WORD_BEFORE = re.compile(r"([^\W\d_]+)\.? ?\(? ?$")
_ARTICLE = re.compile(r" [^\W\d_]{1,3} ")
_PERCENT_BEFORE = re.compile(r"(?:^|[^\d\s%] ?)(%) ?$")
_BACK = 24


@dataclass(slots=True)
class Measured:
    """A number with its unit, still in folded offsets; ``known`` when the unit is no mere neighbouring noun."""

    number: Number
    start: int
    end: int
    value: float
    unit: str
    unit_span: tuple[int, int] | None
    known: bool


def word_before(text: str, at: int) -> str:
    """The word that stands directly before this place (an opening bracket between them does not count)."""
    found = _WORD_BEFORE.search(text, max(0, at - _BACK), at)
    return found.group(1) if found else ""


def measure(text: str, number: Number, lexicon: Lexicon) -> Measured:
    """The number with what it counts, as far as the words beside it say it."""
    made = Measured(number, number.start, number.end, number.value, "", None, False)
    if number.kind == Kind.PAIR:
        made.unit_span, made.known = (number.start, number.end), True
        made.unit = text[number.start : number.end]
        return made
    if number.kind == Kind.RATIO:
        return made
    if number.kind == Kind.FRACTION and lexicon.before_scale is not None:
        _after_article(text, made, lexicon)
    made.known or _percent(text, made, lexicon) or _currency(text, made, lexicon) or _abbreviated(text, made, lexicon)
    if not made.known:
        _noun(text, made, lexicon)
    return made


def _percent(text: str, made: Measured, lexicon: Lexicon) -> bool:
    found = lexicon.percent.match(text, made.end)
    if found is not None:
        made.unit, made.end = "%", found.end()
        if found["points"] is not None:
            made.unit, made.unit_span = found["points"], found.span("points")
    elif (sign := _PERCENT_BEFORE.search(text, max(0, made.start - 3), made.start)) is not None:
        made.unit, made.start = "%", sign.start(1)
    else:
        return False
    made.known = True
    return True


def _after_article(text: str, made: Measured, lexicon: Lexicon) -> None:
    """ "half a percentage point": the unit of a fraction stands behind an article."""
    found = _ARTICLE.match(text, made.end)
    if found is None or lexicon.before_scale is None or lexicon.before_scale.match(found.group()) is None:
        return
    end, made.end = made.end, found.end() - 1
    if not _percent(text, made, lexicon):
        _noun(text, made, lexicon)
    if made.unit:
        made.known = True
    else:
        made.end = end


def _currency(text: str, made: Measured, lexicon: Lexicon) -> bool:
    found = lexicon.currency_after.match(text, made.end)
    if found is not None:
        made.unit, made.unit_span, made.end = lexicon.currencies_after[found[1]], found.span(1), found.end()
        made.known = True
    before = lexicon.currency_before.search(text, max(0, made.start - 6), made.start)
    if before is not None and made.number.kind == Kind.DIGITS:
        made.unit, made.start, made.known = lexicon.currencies_before[before[1]], before.start(1), True
    return made.known


def _abbreviated(text: str, made: Measured, lexicon: Lexicon) -> bool:
    if made.number.kind != Kind.DIGITS:
        return False
    start = made.end + (text[made.end : made.end + 1] in (" ", "-"))
    found = _GLUED.match(text, start)
    if found is None or found.group() not in lexicon.sets["abbreviations"]:
        return False
    # A short word after a space is a unit only where it is no word of the language too ("5 in ten").
    if start != made.end and found.group() in lexicon.sets["stops"]:
        return False
    made.unit, made.unit_span, made.end, made.known = found.group(), found.span(), found.end(), True
    return True


def _noun(text: str, made: Measured, lexicon: Lexicon) -> None:
    """The noun after the number: the next word, or the first plural of the few that follow."""
    first: re.Match[str] | None = None
    at, plural = made.end, made.value != 1
    for step in range(lexicon.lookahead):
        found = _NEXT.match(text, at)
        if found is None or not _can_be_counted(found[1], lexicon):
            if step == 0 and found is not None and found[1] in lexicon.sets["partitives"]:
                _partitive(text, found.end(), made, lexicon)
            break
        first = first or found
        at = found.end()
        if plural and is_plural(found[1], lexicon):
            first = found
            break
    if first is None:
        return
    end = first.end()
    tail = _NEXT.match(text, end)
    if tail is not None and tail[1] in lexicon.sets["tails"]:
        end = tail.end()
    made.unit, made.unit_span, made.end = text[first.start(1) : end], (first.start(1), end), end


def _partitive(text: str, at: int, made: Measured, lexicon: Lexicon) -> None:
    """ "20 من النواب", "140 of my 400 cows": what it is part of is named, the span stays with the number."""
    for _ in range(lexicon.lookahead):
        found = _NEXT.match(text, at)
        if found is None:
            return
        at = found.end()
        if lexicon.lookahead == 1 or is_plural(found[1], lexicon):
            made.unit, made.unit_span = found[1], found.span(1)
            return


def _can_be_counted(word: str, lexicon: Lexicon) -> bool:
    sets = lexicon.sets
    if word in sets["stops"] or word.startswith(lexicon.endings["stop_prefixes"]):
        return False
    if word[:1] in sets["stop_initials"]:
        return word in sets["initial_nouns"]
    return word not in lexicon.words


def is_plural(word: str, lexicon: Lexicon) -> bool:
    """Whether a word has the shape of a plural, in languages whose data gives plural endings."""
    if word in lexicon.sets["plurals"]:
        return True
    ends = lexicon.endings
    return word.endswith(ends["plural_endings"]) and not word.endswith(ends["singular_endings"])
