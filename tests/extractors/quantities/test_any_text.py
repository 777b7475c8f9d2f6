"""What must hold for any text: offsets, marks that change nothing, time that grows with length."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.normalise import Folded
from extractors.quantities import find_quantities

_PIECES = [
    "مليارين", "ونصف", "المليار", "مليون", "و200", "ألف", "آلاف", "بين", "بالمئة", "%", "٪", "١٢", "٬", "٫٥", "خمس",
    "السكان", "ثلاثة", "أرباع", "من كل", "واحد", "ﻻ", "ـ", "\u200f", "\u064b", "\u0651", "half", "a", "million", "one",
    "in", "five", "$", "£", "3", "4.5", "-", "to", "and", "percent", "bn", "(", ")", ",", "،", ".", " ", " ", " ", "\n",
    "٣", "۴", "½", "²", "😀", "İ", "ß", "\u00a0", "/", ":", "0", "00", "1,000", "Rs", "year-old",
]  # fmt: skip
_text = st.one_of(st.text(max_size=120), st.lists(st.sampled_from(_PIECES), max_size=40).map("".join))


@settings(max_examples=200, deadline=None)
@given(_text, st.sampled_from(["ar", "en", "zz"]))
def test_offsets_hold_on_any_text(text: str, language: str) -> None:
    last = 0
    for quantity in find_quantities(Folded(text), language):
        assert text[quantity.start : quantity.end] == quantity.text != ""
        assert quantity.start >= last
        assert math.isfinite(quantity.value)
        last = quantity.start


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=30).map(" ".join), st.integers(0, 10_000))
def test_what_is_taken_is_never_touched(text: str, seed: int) -> None:
    start = seed % (len(text) + 1)
    end = min(len(text), start + 1 + seed % 7)
    for quantity in find_quantities(Folded(text), "ar", [(start, end)] if end > start else []):
        assert "".join(text[quantity.start : quantity.end].split()) != ""
        number_at = next((i for i in range(quantity.start, quantity.end) if text[i].isalnum()), quantity.end)
        assert number_at != start or quantity.unit != ""


@pytest.mark.parametrize(
    "text",
    [
        "رصدت الحكومة مليارين ونصف المليار دولار لخمس محافظات",
        "أيد القرار سبعة وثلاثون عضوا مقابل اثني عشر",
        "تراجع الإنتاج ثلاثة أرباع الكمية خلال أربع سنوات ونصف",
        "بين أربعين وخمسين بالمئة من السكان",
    ],
)
def test_tashkeel_and_tatweel_change_nothing(text: str) -> None:
    plain = [(q.value, q.text) for q in find_quantities(Folded(text), "ar")]
    marks = "\u064e\u064f\u0650\u0651\u0652\u0640"
    marked = "".join(c + (marks[i % len(marks)] if c.isalpha() else "") for i, c in enumerate(text))
    dressed = find_quantities(Folded(marked), "ar")
    assert [q.value for q in dressed] == [value for value, _ in plain]
    bare = [q.text.translate({ord(mark): None for mark in marks}) for q in dressed]
    assert bare == [shown for _, shown in plain]


@pytest.mark.parametrize(
    "piece",
    [
        "7",
        "7 ",
        "7,",
        "7.",
        "مليون ",
        "و",
        "ونصف ",
        "ثلاثة و",
        "one in ",
        "$ ",
        "% ",
        "(7) ",
        "million ",
        "1-",
        "بين 4 و",
    ],
)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_time_is_linear_on_hard_text(piece: str, language: str, grows_in_step: Any) -> None:
    def prepare(length: int) -> Callable[[], object]:
        folded = Folded(piece * (length // len(piece)))
        return lambda: find_quantities(folded, language)

    grows_in_step(prepare, 5_000, 8)
