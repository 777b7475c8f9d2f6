"""What holds on any text: offsets, marks that change nothing, time that grows with length."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.dates import find_dates, find_durations
from extractors.language import supported_languages
from extractors.normalise import Folded

PUBLISHED = datetime.fromisoformat("2024-05-15T10:00:00+03:00")
LANGUAGES = ("ar", "en", "fr", "xx")
ROW = (
    "الأحد يومي والاثنين المقبلين منذ ثلاثة أعوام بين ٣ و٧ أيار تموز/يوليو الماضي مطلع عام ٢٠٢٠ 1436 "
    "رمضان هـ أمس نهاية الربع الأول من إلى ألفين وعشر ١٢/٥/٢٠٢٣ last May 3 31 2019 9/11 the first "
    "quarter of a year earlier between and to mid-July 1990s Feb. 29 99/99/9999 0000 century ﷲ 👩‍👩‍👧 "
    "\u202b \u200f ² 𐩀 ١ ' s"
)
WORDS = ROW.split(" ")
MARKS = "\u064b\u064e\u0650\u0651\u0652\u0640\u200f\u202b\u200d"


def found(text: str, language: str, published: datetime | None = PUBLISHED) -> list[tuple[str, str | None, str | None]]:
    folded = Folded(text)
    mentions = find_dates(folded, [(0, len(folded.text))], published, language)
    for length in find_durations(folded, language, mentions):
        assert text[length.start : length.end] == length.text
        assert length.value.startswith("P")
        assert length.seconds is None or length.seconds > 0
        assert not any(length.start < date.end and date.start < length.end for date in mentions)
    for mention in mentions:
        assert text[mention.start : mention.end] == mention.text
        assert mention.start < mention.end
        assert mention.value
        assert (mention.from_date is None) == (mention.to_date is None)
        if mention.from_date and mention.to_date:
            assert datetime.fromisoformat(mention.from_date) <= datetime.fromisoformat(mention.to_date)
    return [(mention.value, mention.from_date, mention.to_date) for mention in mentions]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=14), st.sampled_from(LANGUAGES), st.booleans())
def test_offsets_hold_on_rows_of_date_words(words: list[str], language: str, dated: bool) -> None:
    found(" ".join(words), language, PUBLISHED if dated else None)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80), st.sampled_from(LANGUAGES))
def test_offsets_hold_on_any_text(text: str, language: str) -> None:
    found(text, language)


@settings(max_examples=100, deadline=None)
@given(st.datetimes(), st.lists(st.sampled_from(WORDS), max_size=10))
def test_no_day_of_publication_is_too_early_or_too_late(published: datetime, words: list[str]) -> None:
    found(" ".join(words), "ar", published)
    found(" ".join(words), "en", published)


SENTENCES = [
    "ستعقد اللجنة اجتماعها في شهر تموز/يوليو المقبل بعد أن اجتمعت الأحد الماضي",
    "ارتفعت الأسعار بين عامي ٢٠١٧ و٢٠١٩ ثم تراجعت منذ مطلع عام 2020 وحتى نهاية أيلول",
    "أُغلق الجسر قبل ثلاثة أيام في الثالث والعشرين من شباط، أي في شهر رمضان الماضي",
]


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(SENTENCES), st.data())
def test_marks_change_no_date(sentence: str, data: st.DataObject) -> None:
    places = data.draw(st.lists(st.integers(1, len(sentence) - 1), max_size=25, unique=True))
    marked = sentence
    for place in sorted(places, reverse=True):
        if sentence[place - 1].isalpha() and sentence[place].isalpha():
            marked = marked[:place] + data.draw(st.sampled_from(MARKS)) + marked[place:]
    assert found(marked, "ar") == found(sentence, "ar")


def test_every_language_with_data_compiles() -> None:
    for code in (*supported_languages(), "zz"):
        assert ("2019-03-04", "2019-03-04", "2019-03-04") in found("2019-03-04", code)


HARD = {
    "one long row of dates": "in May 2015 and 3 June 2016, ",
    "weekdays without a stop": "الأحد والاثنين والثلاثاء ",
    "number words": "three and twenty and ",
    "slashes": "1/2/3/4/5/6/",
    "units": "a year ago a year before a day later ",
    "open brackets": "((((أمس (( ",
}


@pytest.mark.parametrize("piece", HARD.values(), ids=HARD.keys())
def test_time_grows_with_length_only(piece: str, grows_in_step: Any) -> None:
    language = "ar" if piece[0] > "z" or "أ" in piece else "en"

    def prepare(characters: int) -> Callable[[], object]:
        folded = Folded(piece * (characters // len(piece)))
        return lambda: find_dates(folded, [(0, len(folded.text))], PUBLISHED, language)

    grows_in_step(prepare, 10_000, 8)


def test_ten_thousand_digits_are_no_date() -> None:
    for text in ("9" * 10_000, "2019" * 2_500, "1" + ",000" * 3_000, "3." * 5_000, "٣/" * 5_000):
        assert found(text, "en") == found(text, "ar") == []
