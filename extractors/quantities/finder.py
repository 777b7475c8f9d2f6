"""Quantities of a text: numbers, their units, and what ranges, lists and ratios share."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from extractors.normalise import Folded
from extractors.quantities.context import digit_runs, is_no_amount
from extractors.quantities.lexicon import Kind, Lexicon, lexicon
from extractors.quantities.numbers import Number, Reader
from extractors.quantities.ratios import with_ratios
from extractors.quantities.scan import scan
from extractors.quantities.units import Measured, measure, word_before
from extractors.tokens import tokens_of
from extractors.types import Quantity

_SENTENCE_END = re.compile(r"[.!?؟](?:\s|$)|\n")
_NEAR = 90
_DEFINITE_NOUN = re.compile(r" ([^\W\d_]+)")
_GAP = 8
_CAPITALS = 40
_PLAIN = (Kind.DIGITS, Kind.SMALL, Kind.TEN_SUFFIX, Kind.HUNDRED)


def find_quantities(folded: Folded, language: str, taken: Sequence[tuple[int, int]] = ()) -> list[Quantity]:
    """Every amount in the text, in order.

    Args:
        folded: the text and its folded copy.
        language: the code of its language; without data of its own digits, percent and currency signs are read.
        taken: spans in the text's own offsets that are something else already (dates); nothing in them counts.

    Returns:
        Quantities with ``value`` as a plain number and half-open offsets into the text itself. ``unit`` is "%"
        for percent, a currency's code for a sign or code, otherwise what is counted, as written.
    """
    lex = lexicon(language)
    text = folded.text
    tokens = scan(tokens_of(folded), lex)
    if not tokens:
        return []
    numbers = with_ratios(text, Reader(text, tokens, lex).numbers(), lex)
    made = _measured(folded, numbers, lex, _Taken(taken))
    _share(text, made, lex)
    return [_quantity(folded, one) for one in made]


class _Taken:
    """Spans that no quantity may touch."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._ends: list[int] = []
        for _, end in ordered:
            self._ends.append(max(end, self._ends[-1]) if self._ends else end)

    def touches(self, start: int, end: int) -> bool:
        """Whether any taken span overlaps this one."""
        before = bisect_left(self._starts, end)
        return before > 0 and bisect_right(self._ends, start, 0, before) < before


def _measured(folded: Folded, numbers: list[Number], lex: Lexicon, taken: _Taken) -> list[Measured]:
    text = folded.text
    codes = digit_runs(text, numbers)
    found: list[Measured] = []
    refused: Number | None = None
    for index, number in enumerate(numbers):
        if index in codes or taken.touches(*folded.span(number.start, number.end)):
            continue
        _as_fraction(text, number, lex)
        made = measure(text, number, lex)
        if found and _adds_half(text, found[-1], number, lex):
            continue
        if number.kind == Kind.DEFINITE and not _counts_noun_before(text, made, lex):
            continue
        if number.form in lex.sets["ones"] and lex.ones_counted_before:
            _name_before(text, made)
        at = folded.at(number.start)
        around = folded.original[max(0, at - _CAPITALS) : at]
        named = number.form != "" and folded.original[at : at + 1].isupper() and _behind_name(around)
        if named or is_no_amount(text, around, made, lex) or _goes_on_refused(text, refused, made, lex):
            refused = number
        else:
            found.append(made)
    return found


def _behind_name(before: str) -> bool:
    """Whether a capitalised word stands right before a capitalised number, inside a sentence: "Court Three"."""
    last = before[before.rstrip().rfind(" ") + 1 :]
    return before[-1:] == " " and last[:1].isupper() and last.rstrip().isalpha()


def _goes_on_refused(text: str, refused: Number | None, made: Measured, lex: Lexicon) -> bool:
    """Whether a bare number goes on a list whose first was no amount ("المادتان 5 و6", "sections 4, 5 and 6")."""
    if refused is None or made.unit or made.number.scale > 1 or made.number.kind != refused.kind:
        return False
    gap = text[refused.end : made.number.start] if made.number.start - refused.end < _GAP else ""
    return gap != "" and (lex.list_gap.fullmatch(gap) is not None or lex.range_gap.fullmatch(gap) is not None)


def _name_before(text: str, made: Measured) -> None:
    """The noun before a word for "one" is what it counts; the span stays with the number."""
    made.unit, made.unit_span, made.end = word_before(text, made.number.start), None, made.number.end
    if made.unit:
        start = text.rindex(made.unit, 0, made.number.start)
        made.unit_span = (start, start + len(made.unit))


def _as_fraction(text: str, number: Number, lex: Lexicon) -> None:
    """A number word before a definite noun may be a fraction ("خمس السكان")."""
    value = lex.part_of.get(number.form)
    after = _DEFINITE_NOUN.match(text, number.end) if value is not None else None
    if value is not None and after is not None and after[1].startswith(lex.article):
        number.value = value


def _adds_half(text: str, before: Measured, number: Number, lex: Lexicon) -> bool:
    """ "ثلاث سنوات ونصف": a fraction joined after the unit belongs to the number before it."""
    if number.kind != Kind.FRACTION or not number.joins or number.scale > 1 or not before.unit:
        return False
    gap = text[before.end : number.start]
    after = _DEFINITE_NOUN.match(text, number.end)
    counted = after is not None and (after[1].startswith(lex.article) or after[1] not in lex.sets["stops"])
    same = after is not None and (
        after[1].removeprefix(lex.article) == before.unit or after[1] in lex.sets["of_the_unit"]
    )
    if len(gap) > 2 or gap[:1] != " " or (counted and not same) or before.value != int(before.value):
        return False
    before.value += number.value * before.number.scale
    before.end = number.end
    return True


def _counts_noun_before(text: str, made: Measured, lex: Lexicon) -> bool:
    noun = word_before(text, made.number.start)
    if not noun.startswith(lex.endings["stop_prefixes"]):
        return False
    start = text.rindex(noun, 0, made.number.start)
    made.start, made.end = start, made.number.end
    made.unit, made.unit_span, made.known = noun, (start, start + len(noun)), True
    return True


def _share(text: str, made: list[Measured], lex: Lexicon) -> None:
    """Gives a number without a unit that of the range or list it stands in, first backwards, then forwards."""
    for index in range(len(made) - 2, -1, -1):
        _share_back(text, made[index], made[index + 1], lex)
    for before, one in pairwise(made):
        if one.number.kind in _PLAIN and not one.unit and before.unit and one.number.scale == before.number.scale == 1:
            gap = text[before.end : one.start]
            if len(gap) <= _NEAR and not _SENTENCE_END.search(gap):
                one.unit, one.unit_span = before.unit, before.unit_span


def _share_back(text: str, first: Measured, second: Measured, lex: Lexicon) -> None:
    gap_start, gap_end = first.number.end, second.start
    if first.unit or gap_end - gap_start > _NEAR // 4 or gap_end < gap_start:
        return
    gap = text[gap_start:gap_end]
    opened = lex.opener is not None and lex.opener.search(text, max(0, first.start - 24), first.start) is not None
    closes = lex.closing_gap is not None and lex.closing_gap.fullmatch(gap) is not None
    ranged = lex.range_gap.fullmatch(gap) is not None or (opened and (closes or second.number.joins))
    listed = lex.list_gap.fullmatch(gap) is not None or (second.number.joins and gap.strip() == "")
    if "," in gap or "،" in gap:
        listed = listed and first.number.kind == second.number.kind == Kind.DIGITS
    if not ranged and not listed:
        return
    if first.number.kind in (Kind.RATIO, Kind.FRACTION):
        return
    first.unit, first.unit_span, first.known = second.unit, second.unit_span, second.known
    scale = second.number.scale
    if ranged and first.number.scale == 1 and scale >= 1000 and first.value < second.value / scale * 1.0001:
        first.value *= scale


def _quantity(folded: Folded, made: Measured) -> Quantity:
    start, end = folded.span(made.start, made.end)
    unit = made.unit
    if made.unit_span is not None and folded.text[slice(*made.unit_span)] == unit:
        unit_start, unit_end = folded.span(*made.unit_span)
        unit = folded.original[unit_start:unit_end]
    # Fifteen digits are what a double holds: 2.07 million times a thousand has no tail of nines.
    value = float(f"{made.value:.15g}")
    return Quantity(start, end, folded.original[start:end], int(value) if value == int(value) else value, unit)
