"""Words that were typed are found in the article: where they stand once, or where the claim says which is meant."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from store.locating import MOST_PLACES, locate

TEXT = "قالَ الوزير إن الأجور ارتفعت.\nوقال الوزير إن الأسعار ارتفعت في ٢٠٢٤."


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("الأسعار ارتفعت", "الأسعار ارتفعت"),
        ("الاسعار   ارتفعت", "الأسعار ارتفعت"),
        ("قال الوزير إن الأجور", "قالَ الوزير إن الأجور"),
        ("ارتفعت في 2024", "ارتفعت في ٢٠٢٤"),
        ("ارتفعت.\nوقال", "ارتفعت.\nوقال"),
        ("ارتفعت. وقال", "ارتفعت.\nوقال"),
    ],
)
def test_blanks_marks_and_digits_need_not_agree(words: str, found: str):
    place = locate(TEXT, words).place
    assert place is not None
    assert TEXT[place.start : place.end] == place.words == found


@pytest.mark.parametrize("words", ["", "  ", "الرواتب", "ارتفعت كثيراً"])
def test_what_is_not_there_is_not_found(words: str):
    assert locate(TEXT, words) == locate(TEXT, words, at=3)
    assert locate(TEXT, words).place is None
    assert locate(TEXT, words).places == ()


def test_of_several_places_the_chosen_one_or_the_claims_own_is_taken():
    second = TEXT.index("الوزير", 20)
    found = locate(TEXT, "الوزير")
    assert found.place is None
    assert [place.start for place in found.places] == [TEXT.index("الوزير"), second]
    for place in (locate(TEXT, "الوزير", at=second).place, locate(TEXT, "الوزير", within=[(20, len(TEXT))]).place):
        assert place is not None
        assert place.start == second
    assert locate(TEXT, "الوزير", within=[(0, len(TEXT))]).place is None


def test_words_that_stand_very_often_are_still_found_where_the_claim_is():
    text = "كلمة " * 500
    assert len(locate(text, "كلمة").places) == MOST_PLACES
    place = locate(text, "كلمة", within=[(1000, 1005)]).place
    assert place is not None
    assert place.start == 1000
    place = locate(text, "كلمة", at=2000).place
    assert place is not None
    assert place.start == 2000


@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 60))
@example("\ufdfaa", 0, 1)
@example("a\r\u0000b", 1, 3)
def test_any_words_of_a_text_are_found_at_their_place(text: str, start: int, length: int):
    words = text[start : start + length]
    if words.strip() and words.strip() == words:
        place = locate(text, words, at=start).place
        assert place is not None
        assert (place.start, place.end) == (start, start + len(words))
