"""Folding: what writers vary at will is one, and every folded span leads back to the text's own words."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from extractors.normalise import Folded, fold

_CHARS = st.one_of(
    st.characters(),
    st.sampled_from("ابتثةىيأإآٱؤئءﷲﻻﷺﭐﻣ١٢٣۴۵۶٪٫٬ـًٌٍَُِّْٰ\u200f\u200b\u2067\ufeff\u00ad éÉßİǅﬁ½²Ⅻ…’‘–\u00a0\u0301😀"),
)
texts = st.text(_CHARS, max_size=60)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("مُحَمَّدٌ", "محمد"),
        ("كـــتـاب", "كتاب"),
        ("أإآٱا", "ااااا"),
        ("مدرسة", "مدرسه"),
        ("مستشفى", "مستشفي"),
        ("مسؤول شؤون", "مسوول شوون"),
        ("ﻻ", "لا"),
        ("ﷲ", "الله"),
        ("ﻣﺤﻤﺪ", "محمد"),
        ("کتاب ایران", "كتاب ايران"),
        ("٢٠٢٤ و۲۰۲۴", "2024 و2024"),
        ("٥٫٣٪", "5.3%"),
        ("a\u200bb\u2067c\u2069\ufeff", "abc"),
        ("It’s", "it's"),
        ("École", "école"),
        ("ﬁve", "five"),
        ("2020–21", "2020-21"),
        ("20\u00a0000", "20 000"),
        ("", ""),
    ],
)
def test_variants_fold_to_one(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("text", "word", "own"),
    [
        ("قَالَ مُحَمَّدٌ أمس", "محمد", "مُحَمَّدٌ"),
        ("كـــتاب جديد", "كتاب", "كـــتاب"),
        ("ﷲ أعلم", "الله", "ﷲ"),
        ("x\u200f20\u200f%", "20", "20\u200f"),
        ("a ﬁve b", "five", "ﬁve"),
        ("a ﬁve b", "ive", "ﬁve"),
        ("رقم ٢٠٢٤", "2024", "٢٠٢٤"),
        ("😀 نعم", "نعم", "نعم"),
    ],
)
def test_a_folded_word_leads_back_to_the_word_as_written(text: str, word: str, own: str) -> None:
    folded = Folded(text)
    at = folded.text.index(word)
    start, end = folded.span(at, at + len(word))
    assert text[start:end] == own


@settings(max_examples=200, deadline=None)
@given(texts, st.data())
def test_a_span_leads_to_text_that_folds_to_it(text: str, data: st.DataObject) -> None:
    folded = Folded(text)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    first, past = folded.span(start, end)
    assert 0 <= first <= past <= len(text)
    assert (first == past) == (start == end)
    # A ligature is taken whole, so what the span covers may be more than was asked for, never less.
    assert folded.text[start:end] in fold(text[first:past])


@settings(max_examples=200, deadline=None)
@given(texts)
def test_spans_keep_the_order_of_the_text(text: str) -> None:
    folded = Folded(text)
    places = [folded.at(i) for i in range(len(folded.text) + 1)]
    assert places == sorted(places)
    assert places[-1] == len(text)
    if folded.text:
        first, past = folded.span(0, len(folded.text))
        assert fold(text[first:past]) == folded.text


@settings(max_examples=200, deadline=None)
@given(texts)
@example("ﷺ")
@example("٣½")
@example("İ")
@example("ﬀ\u0640\u0640")
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@settings(max_examples=200, deadline=None)
@given(texts, texts)
def test_what_folding_drops_joins_no_pieces_and_loses_no_letter(one: str, other: str) -> None:
    plain = fold(f"{one} {other}")
    assert " " in plain
    assert fold(one).strip() in plain
    assert Folded(f"{one} {other}").original == f"{one} {other}"


@settings(deadline=None)
@given(texts, st.integers(0, 3))
def test_a_long_text_folds_as_its_parts_do(text: str, marks: int) -> None:
    padding = "كِتاب Straße " * 40 + "…" * marks
    long = Folded(padding + "\n" + text)
    parts = Folded(padding + "\n"), Folded(text)
    assert long.text.lower() == (parts[0].text + parts[1].text).lower()
    tail = len(parts[0].text)
    moved = len(parts[0].original)
    assert [long.at(tail + i) for i in range(len(parts[1].text) + 1)] == [
        moved + parts[1].at(i) for i in range(len(parts[1].text) + 1)
    ]
    assert len(long.cased()) == len(long.text)
