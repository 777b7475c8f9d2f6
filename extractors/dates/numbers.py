"""Numbers inside date expressions: digits with their possible roles, and words added up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from extractors.dates.tokens import Token

_TEEN = 10
_SPELLED = frozenset({"num", "nth", "ten", "scale"})


def number_classes(value: int, digits: int) -> frozenset[str]:
    """The roles a whole number can play: a count, a day, a month, a year of two or four digits."""
    names = {"num"}
    if digits <= 2:
        names |= {"dd"} if 1 <= value <= 31 else set()
        names |= {"mm"} if 1 <= value <= 12 else set()
        names |= {"yy"} if digits == 2 else set()
    if digits == 4 and 1000 <= value <= 2199:
        names |= {"yyyy"}
    return frozenset(names)


_SAMPLES = ((0, 1), (1, 1), (0, 2), (1, 2), (15, 2), (32, 2), (100, 3), (1, 4), (1500, 4), (3000, 5))
NUMBER_CLASS_SETS: tuple[frozenset[str], ...] = (
    *{number_classes(value, digits) for value, digits in _SAMPLES},
    *map(frozenset, (["num", "word"], ["num", "yyyy", "word"], ["nth"], ["nth", "dd"])),
    *map(frozenset, (["decades"], ["fraction"], ["padded"], ["short_date"])),
    *map(frozenset, (["clear", "padded"], ["clear", "short_date"])),
)


def add_words(tokens: Sequence[Token], at: int) -> tuple[int, Mapping[str, Any], int] | None:
    """Read number words from token ``at``: how many tokens, the classes, the value; None when only one plain word."""
    total = group = 0
    last = 0
    ordinal = False
    used = i = at
    while i < len(tokens):
        token = tokens[i]
        if "and" in token.classes and i > at and i + 1 < len(tokens):
            i += 1
            continue
        if not (_SPELLED & token.classes.keys()) or "digits" in token.classes:
            break
        joined = i > at and "and" in tokens[i - 1].classes
        step = _take(token, group, last, joined, first=i == at)
        if step is None:
            break
        total, group, last, closes = step[0] + total, step[1], step[2], step[3]
        ordinal = ordinal or "nth" in token.classes
        i += 1
        used = i
        if closes:
            total, group = total, 0
    value = total + group
    if used - at < 2:
        return None
    if ordinal:
        return used - at, {"nth": value, "dd": value} if 1 <= value <= 31 else {"nth": value}, value
    return used - at, spelled_classes(value), value


def spelled_classes(value: int) -> dict[str, int]:
    """A number in words is a count or a year, but no bare day of a month ("a March morning" is not 1 March)."""
    names = number_classes(value, len(str(value))) & {"num", "yyyy"}
    return {**dict.fromkeys(names, value), "word": value}


def _take(token: Token, group: int, last: int, joined: bool, *, first: bool) -> tuple[int, int, int, bool] | None:
    """Add one word: (added to the total, new group, this word's size, whether the group is closed)."""
    if "scale" in token.classes:
        scale = int(token.classes["scale"])
        if scale >= 1000:
            return (group or 1) * scale, 0, scale, True
        return 0, (group or 1) * scale if group < 10 else group * scale, scale, False
    size = int(next(token.classes[k] for k in ("num", "nth", "ten") if k in token.classes))
    if first:
        return 0, size, size, False
    if last in range(10, 21) and 10 <= size < 100 and not joined:
        return 0, group * 100 + size, size, False
    fits = (
        (last >= 100 and size < last)
        or (1 <= last <= 9 and size >= 10 and size % 10 == 0 and size < 100 and (joined or size == _TEEN))
        or (20 <= last <= 90 and last % 10 == 0 and 1 <= size <= 9)
    )
    return (0, group + size, size, False) if fits else None
