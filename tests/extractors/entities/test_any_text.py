"""What must hold for names in any text, and for the lists that other rooms read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.entities import find_entities
from extractors.language import language_data
from extractors.normalise import Folded, fold

_PIECES = [
    "وزير", "وزارة", "الخارجية", "الأمريكي", "محمد", "عبد", "الله", "بن", "السيد", "رئيس", "جامعة", "بغداد", "«", "»",
    "مدينة", "العراق", "وبالعراق", "للعراق", "الولايات", "المتحدة", "على", "علي", "ﷲ", "ﻻ", "ـ", "\u064b", "\u200f",
    "د.", "President", "Joe", "Biden", "of", "and", "Bank", "England", "U.S.", "’s", "'", "-", "Ltd", "NATO", "The",
    "Ǆ", "İ", " ", " ", " ", " ", ".", ",", "\n", "(", ")", "1", "😀", "ß", "É", "e\u0301",
]  # fmt: skip
_text = st.one_of(st.text(max_size=120), st.lists(st.sampled_from(_PIECES), max_size=40).map("".join))


@settings(max_examples=200, deadline=None)
@given(_text, st.sampled_from(["ar", "en", "fr", "zz"]))
def test_offsets_hold_and_names_do_not_overlap(text: str, language: str) -> None:
    last = 0
    for entity in find_entities(Folded(text), language):
        assert text[entity.start : entity.end] == entity.text != ""
        assert entity.start >= last
        assert entity.label in {"PER", "ORG", "LOC", "MISC"}
        last = entity.end


@pytest.mark.parametrize(
    "text",
    [
        "قال وزير الخارجية الأمريكي أنتوني بلينكن في بغداد",
        "أعلنت وزارة الصحة المصرية والبنك المركزي في القاهرة",
        "زار الشيخ محمد بن راشد جامعة دمشق",
    ],
)
def test_tashkeel_and_tatweel_change_no_name(text: str) -> None:
    plain = [(e.text, e.label) for e in find_entities(Folded(text), "ar")]
    marks = "\u064e\u064f\u0650\u0651\u0652\u0640"
    marked = "".join(c + (marks[i % len(marks)] if c.isalpha() else "") for i, c in enumerate(text))
    bare = [
        (e.text.translate({ord(mark): None for mark in marks}), e.label) for e in find_entities(Folded(marked), "ar")
    ]
    assert plain
    assert bare == plain


@pytest.mark.parametrize(
    ("piece", "language"),
    [
        ("وزير ", "ar"), ("وزير الخارجية ", "ar"), ("محمد ", "ar"), ("بن ", "ar"), ("جامعة ", "ar"), ("«", "ar"),
        ("ا", "ar"), ("شركة «", "ar"), ("Bank ", "en"), ("Bank of ", "en"), ("Joe ", "en"), ("President ", "en"),
        ("A", "en"), ("A.", "en"), ("A-", "en"), ("A’", "en"), ("Mr. ", "en"), ("The ", "en"), ("Ab and ", "en"),
    ],
)  # fmt: skip
def test_time_is_linear_on_hard_text(piece: str, language: str, grows_in_step: Any) -> None:
    def prepare(length: int) -> Callable[[], object]:
        folded = Folded(piece * (length // len(piece)) + " x")
        return lambda: find_entities(folded, language)

    grows_in_step(prepare, 5_000, 8)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_lists_are_broad_and_say_nothing_twice(language: str) -> None:
    data = language_data(language, "entities")
    assert len({fold(word) for word in data["roles"]["words"]}) >= 200
    for words in (data["roles"]["words"], data["organisations"]["heads"], data["documents"]["heads"]):
        assert len(words) == len(set(words))
        assert all(word == word.strip() for word in words)
