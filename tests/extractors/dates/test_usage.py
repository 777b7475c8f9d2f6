"""Dates as newsrooms write them: words that only look like months, tense at a distance, budget years, sets of days."""

from __future__ import annotations

from datetime import datetime

import pytest

from extractors.dates import find_dates
from extractors.normalise import Folded
from extractors.sentences import split_sentences

PUBLISHED = datetime.fromisoformat("2024-10-16T09:00:00+01:00")


def spans(text: str, language: str = "en") -> list[tuple[str, str | None, str | None]]:
    folded = Folded(text)
    sentences = split_sentences(folded.text, language, folded.cased())
    found = find_dates(folded, sentences, PUBLISHED, language)
    return [(mention.text, mention.from_date, mention.to_date) for mention in found]


@pytest.mark.parametrize(
    "text",
    [
        "May the best side win.",
        "The bridge may march into history.",
        "March against cuts drew thousands.",
        "Jan Kovar signed the lease.",
        "The line works 24/7.",
    ],
)
def test_words_and_names_that_look_like_months_are_no_dates(text: str) -> None:
    assert spans(text) == []


@pytest.mark.parametrize(
    ("text", "mention", "first", "last"),
    [
        ("The council met in May.", "May", "2024-05-01", "2024-05-31"),
        ("May was dry and cold.", "May", "2024-05-01", "2024-05-31"),
        ("Some 20 years ago the mill closed.", "20 years ago", "2004-01-01", "2004-12-31"),
        ("The mill closed a year and a half ago.", "a year and a half ago", "2023-04-01", "2023-04-30"),
        ("It fell to 4% in June, from 6% twelve months earlier.", "twelve months earlier", "2023-06-01", "2023-06-30"),
        ("It was 9% on 31 May, 4% twelve months earlier.", "twelve months earlier", "2023-05-31", "2023-05-31"),
        ("The fair opened on 3 May 2023. In the same month it closed.", "the same month", "2023-05-01", "2023-05-31"),
        ("Sales fell in the same month last year.", "the same month last year", "2023-10-01", "2023-10-31"),
        ("The ferry will sail next Thursday.", "next Thursday", "2024-10-24", "2024-10-24"),
        ("They were planning to reopen the lift on Friday.", "Friday", "2024-10-18", "2024-10-18"),
        ("Patients will be sent to Ashby, Corby and Welland from Monday.", "Monday", "2024-10-21", "2024-10-21"),
        ("It was not until Tuesday that he spoke.", "Tuesday", "2024-10-15", "2024-10-15"),
        ("Until Monday, they had not been told.", "Monday", "2024-10-14", "2024-10-14"),
        ("The pool was shut until late July.", "late July", "2024-07-21", "2024-07-31"),
        ("The board has decided to sell in early March.", "early March", "2025-03-01", "2025-03-10"),
        ("Polls open on Sunday.", "Sunday", "2024-10-20", "2024-10-20"),
        ("The council of Leeds, in England, spent it in the 2023/24 financial year.", "2023/24 financial year",
         "2023-04-01", "2024-03-31"),
        ("The agency in Washington spent it in fiscal year 2023.", "fiscal year 2023", "2022-10-01", "2023-09-30"),
        ("In 2023-24 fewer babies were born.", "2023-24", "2023-07-01", "2024-06-30"),
        ("The last Friday of August this year was the worst.", "The last Friday of August this year",
         "2024-08-30", "2024-08-30"),
        ("The last week of May 2020 was dry.", "The last week of May 2020", "2020-05-25", "2020-05-31"),
        ("In the last half of 2023 exports fell.", "the last half of 2023", "2023-07-01", "2023-12-31"),
        ("It rained on 3 and 4 May.", "3 and 4 May", "2024-05-03", "2024-05-04"),
        ("On May 3 and 20 people were hurt.", "May 3", "2024-05-03", "2024-05-03"),
        ("The fire will be lit on Bonfire Night.", "Bonfire Night", "2024-11-05", "2024-11-05"),
        ("In the year 1445 AH it rose.", "the year 1445 AH", "2023-07-19", "2024-07-06"),
        ("It was signed on 15/10/ 2014.", "15/10/ 2014", "2014-10-15", "2014-10-15"),
        ("Due by 8/12, 2015, it was late.", "8/12, 2015", "2015-08-12", "2015-08-12"),
    ],
)  # fmt: skip
def test_english_usage(text: str, mention: str, first: str, last: str) -> None:
    assert (mention, first, last) in spans(text)


@pytest.mark.parametrize(
    ("text", "mention", "first", "last"),
    [
        ("بدأت الأعمال في يونيو 2023، وفي الشهر نفسه أُغلق الطريق.", "الشهر نفسه", "2023-06-01", "2023-06-30"),
        ("استقرت الأسعار في الشهر نفسه من العام الماضي.", "الشهر نفسه من العام الماضي", "2023-10-01", "2023-10-31"),
        ("أُغلق المصنع قبل عام ونصف العام.", "قبل عام ونصف العام", "2023-04-01", "2023-04-30"),
        ("هطل المطر يومي 3 و4 أيار 2023.", "3 و4 أيار 2023", "2023-05-03", "2023-05-04"),
        ("صدر القرار بتاريخ 15/10/ 1436هـ.", "15/10/ 1436هـ", "2015-07-31", "2015-07-31"),
        ("صدر الاثنين 17 شوال 1436هـ قرار.", "الاثنين 17 شوال 1436هـ", "2015-08-03", "2015-08-03"),
        ("تُوّج النادي في موسم 2022-23.", "2022-23", "2022-07-01", "2023-06-30"),
    ],
)
def test_arabic_usage(text: str, mention: str, first: str, last: str) -> None:
    assert (mention, first, last) in spans(text, "ar")


def test_a_range_keeps_only_the_ends_that_lie_in_it() -> None:
    found = spans("The road was shut from late May to early June.")
    assert ("from late May to early June", "2024-05-21", "2024-06-10") in found
    assert not [first for _, first, _ in found if first and first > "2024-06-30"]
