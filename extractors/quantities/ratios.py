"""Ratios: two numbers that stand for their quotient ("one in five", «امرأة من كل ثلاث»)."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.quantities.lexicon import Kind, Lexicon
from extractors.quantities.numbers import Number

_NEAR = 40
_NEXT = re.compile(r" ([^\W\d_]+)")
_NOUN_BEFORE = re.compile(r"(?<!\w)[^\W\d_]+$")
# "17 in 2016" is no ratio: people speak of small wholes and of round ones.
_ROUND = frozenset({25, 30, 40, 50, 100, 1000, 10_000, 100_000, 1_000_000})
_SMALL = 20


def with_ratios(text: str, numbers: list[Number], lexicon: Lexicon) -> list[Number]:
    """The numbers with each ratio's two made one; the list itself where the language has no ratios."""
    if lexicon.ratio_gap is None:
        return numbers
    out: list[Number] = []
    for number in numbers:
        made = _with_number(text, out[-1], number, lexicon) if out else None
        if made is not None:
            out[-1] = made
            continue
        made = _with_noun(text, number, lexicon) if lexicon.ratio_one_before else None
        out.append(made or number)
    return out


def _with_number(text: str, first: Number, second: Number, lexicon: Lexicon) -> Number | None:
    if second.start - first.end > _NEAR or lexicon.ratio_gap is None:
        return None
    found = lexicon.ratio_gap.fullmatch(text, first.end, second.start)
    if found is None or not _whole(text, second, lexicon) or not 0 < first.value < second.value:
        return None
    if first.value != int(first.value) or (found["noun"] and first.value != 1) or first.kind == Kind.RATIO:
        return None
    return replace(first, end=second.end, value=first.value / second.value, kind=Kind.RATIO, form="", last=second.last)


def _with_noun(text: str, second: Number, lexicon: Lexicon) -> Number | None:
    """The noun before stands for one of it."""
    start = max(0, second.start - _NEAR)
    found = (
        next((m for m in lexicon.ratio_gap.finditer(text, start, second.start)), None) if lexicon.ratio_gap else None
    )
    if found is None or found.end() != second.start or not _whole(text, second, lexicon):
        return None
    noun = _NOUN_BEFORE.search(text, start, found.start())
    if noun is None:
        return None
    return replace(second, start=noun.start(), value=1 / second.value, kind=Kind.RATIO, form="")


def _whole(text: str, number: Number, lexicon: Lexicon) -> bool:
    """Whether this number can be the whole that a ratio is of."""
    if not (2 <= number.value <= _SMALL and number.value == int(number.value)) and number.value not in _ROUND:
        return False
    after = _NEXT.match(text, number.end)
    return after is None or after[1] not in lexicon.sets["ratio_not_before"]
