"""English date expressions, each class; published Wednesday 15 May 2024 in London unless a case says otherwise."""

from __future__ import annotations

from datetime import datetime

import pytest

from extractors.dates import find_dates
from extractors.normalise import Folded
from extractors.types import DateMention

PUBLISHED = datetime.fromisoformat("2024-05-15T10:00:00+01:00")
NEW_YORK = datetime.fromisoformat("2024-05-15T10:00:00-04:00")


def dates(text: str, published: datetime | None = PUBLISHED, language: str = "en") -> list[DateMention]:
    folded = Folded(text)
    return find_dates(folded, [(0, len(folded.text))], published, language)


def spans(text: str, published: datetime | None = PUBLISHED) -> list[tuple[str, str | None, str | None]]:
    return [(d.text, d.from_date, d.to_date) for d in dates(text, published)]


CASES = [
    (
        "Two piers will shut in June and the other by the end of March, the port confirmed.",
        "the end of March",
        "2025-03-31",
        "2025-03-31",
    ),
    (
        "The pit caved in during the second half of January 2023.",
        "the second half of January 2023",
        "2023-01-16",
        "2023-01-31",
    ),
    ("The dam opened on March 4, 2019.", "March 4, 2019", "2019-03-04", "2019-03-04"),
    ("The dam opened on 4 March 2019.", "4 March 2019", "2019-03-04", "2019-03-04"),
    ("The dam opened on the 4th of March 2019.", "the 4th of March 2019", "2019-03-04", "2019-03-04"),
    ("The dam opened on Sept. 27, 1989.", "Sept. 27, 1989", "1989-09-27", "1989-09-27"),
    ("The dam opened on 2019-03-04.", "2019-03-04", "2019-03-04", "2019-03-04"),
    ("The dam opened in January 2020.", "January 2020", "2020-01-01", "2020-01-31"),
    ("The firm was founded in 1987.", "1987", "1987-01-01", "1987-12-31"),
    ("The pier closed yesterday.", "yesterday", "2024-05-14", "2024-05-14"),
    ("The vote will be held tomorrow.", "tomorrow", "2024-05-16", "2024-05-16"),
    ("The vote was held the day before yesterday.", "the day before yesterday", "2024-05-13", "2024-05-13"),
    ("Crews cleared the road on Sunday.", "Sunday", "2024-05-12", "2024-05-12"),
    ("Crews will clear the road on Sunday.", "Sunday", "2024-05-19", "2024-05-19"),
    ("The trial resumes on Friday.", "Friday", "2024-05-17", "2024-05-17"),
    ("Crews cleared the road last Sunday.", "last Sunday", "2024-05-12", "2024-05-12"),
    ("Output fell last year.", "last year", "2023-01-01", "2023-12-31"),
    ("Output fell last month.", "last month", "2024-04-01", "2024-04-30"),
    ("The panel meets next week.", "next week", "2024-05-20", "2024-05-26"),
    ("Prices rose this week.", "this week", "2024-05-13", "2024-05-19"),
    ("It closed last November.", "last November", "2023-11-01", "2023-11-30"),
    ("It closed in May.", "May", "2024-05-01", "2024-05-31"),
    ("It closed in September.", "September", "2023-09-01", "2023-09-30"),
    ("It will close in March.", "March", "2025-03-01", "2025-03-31"),
    ("The mill shut three days ago.", "three days ago", "2024-05-12", "2024-05-12"),
    ("The mill shut twenty-five years ago.", "twenty-five years ago", "1999-01-01", "1999-12-31"),
    ("Digging was due to start by the end of March.", "the end of March", "2024-03-31", "2024-03-31"),
    ("The bridge has been shut since early 2019.", "early 2019", "2019-01-01", "2019-01-01"),
    ("The bridge was shut in early 2019.", "early 2019", "2019-01-01", "2019-03-31"),
    ("The auction was called off in mid-July.", "mid-July", "2023-07-11", "2023-07-20"),
    ("The tender was cancelled in late April.", "late April", "2024-04-21", "2024-04-30"),
    ("Sales were up during the first quarter of 2023.", "the first quarter of 2023", "2023-01-01", "2023-03-31"),
    ("Sales rose in the second half of last year.", "the second half of last year", "2023-07-01", "2023-12-31"),
    ("Third-quarter profit fell.", "Third-quarter", "2023-07-01", "2023-09-30"),
    ("Ice came in the winter of 2011.", "the winter of 2011", "2011-12-01", "2012-02-29"),
    ("Rents soared in the 1990s.", "the 1990s", "1990-01-01", "1999-12-31"),
    ("Rents soared in the seventies.", "the seventies", "1970-01-01", "1979-12-31"),
    ("The mill dates from the 18th century.", "the 18th century", "1701-01-01", "1800-12-31"),
    ("Rents climbed 7 percent over the 12 months to April.", "the 12 months to April", "2023-05-01", "2024-04-30"),
    ("Sales in the first nine months of 2022 fell.", "the first nine months of 2022", "2022-01-01", "2022-09-30"),
    ("Sales fell in Q2 2023.", "Q2 2023", "2023-04-01", "2023-06-30"),
    (
        "Pay rose in the three months to the end of April.",
        "the three months to the end of April",
        "2024-02-01",
        "2024-04-30",
    ),
    ("Arrests rose in the year to March 2024.", "the year to March 2024", "2023-04-01", "2024-03-31"),
    ("The fair ran May 7-9.", "May 7-9", "2024-05-07", "2024-05-09"),
    ("Sales fell the year before last.", "the year before last", "2022-01-01", "2022-12-31"),
    ("The town had no school a decade ago.", "a decade ago", "2014-01-01", "2014-12-31"),
    ("Fires spread across Chile in the summer of 2019.", "the summer of 2019", "2019-12-01", "2020-02-29"),
    ("He quit on 3 May 2021; two years later he was back.", "two years later", "2023-01-01", "2023-12-31"),
    ("The fair ran from 3 to 7 May.", "from 3 to 7 May", "2024-05-03", "2024-05-07"),
    ("She led the bank between 2017 and 2019.", "between 2017 and 2019", "2017-01-01", "2019-12-31"),
    ("She led the bank in 2017-2019.", "2017-2019", "2017-01-01", "2019-12-31"),
    ("The fiscal year 2023-2024 ended well.", "fiscal year 2023-2024", "2023-07-01", "2024-06-30"),
    ("Shops closed on Christmas Day.", "Christmas Day", "2023-12-25", "2023-12-25"),
    ("Shops closed on Easter Monday 2019.", "Easter Monday 2019", "2019-04-22", "2019-04-22"),
    ("Shops closed on Thanksgiving.", "Thanksgiving", "2023-11-23", "2023-11-23"),
    ("Queues grew before Eid al-Fitr 2023.", "Eid al-Fitr 2023", "2023-04-21", "2023-04-23"),
    ("Prices rose during Ramadan 1445.", "Ramadan 1445", "2024-03-11", "2024-04-09"),
    ("Security tightened after 9/11.", "9/11", "2001-09-11", "2001-09-11"),
    ("The act passed in nineteen eighty-four.", "nineteen eighty-four", "1984-01-01", "1984-12-31"),
]


@pytest.mark.parametrize(("text", "mention", "first", "last"), CASES)
def test_expression_resolves_to_its_days(text: str, mention: str, first: str, last: str) -> None:
    assert (mention, first, last) in spans(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Crews are now at work.", "PRESENT_REF"),
        ("The plant recently reopened.", "PAST_REF"),
        ("The plant may reopen in the near future.", "FUTURE_REF"),
        ("Output fell last week.", "2024-W19"),
        ("Sales were up during the first quarter of 2023.", "2023-Q1"),
        ("Ice came in the winter of 2011.", "2011-WI"),
        ("Rents soared in the 1990s.", "199"),
        ("It closed in early 2019.", "2019"),
    ],
)
def test_timex_value(text: str, value: str) -> None:
    assert [d.value for d in dates(text)] == [value]


@pytest.mark.parametrize(
    ("text", "published", "day"),
    [
        ("The letter of 03/04/2023 was read out.", PUBLISHED, "2023-04-03"),
        ("The letter of 03/04/2023 was read out.", NEW_YORK, "2023-03-04"),
        ("The letter of 03/04/2023 was read out.", None, "2023-04-03"),
    ],
)
def test_order_of_day_and_month_follows_the_place(text: str, published: datetime | None, day: str) -> None:
    assert [d.from_date for d in dates(text, published)] == [day]


def test_order_of_day_and_month_follows_the_article_first() -> None:
    text = "The letter of 03/04/2023 answers that of 02/28/2023."
    assert [d.from_date for d in dates(text)] == ["2023-03-04", "2023-02-28"]


def test_an_order_that_lands_in_the_future_is_not_the_one() -> None:
    assert [d.from_date for d in dates("The letter of 04/11/2024 was read out.")] == ["2024-04-11"]


def test_earlier_dates_anchor_later_ones() -> None:
    text = "Output grew 2 percent during the first quarter of 2023. Compared with a year earlier, it was flat."
    assert ("a year earlier", "2022-01-01", "2022-03-31") in spans(text)
    text = "Unemployment slipped to 8 percent in April from 9 percent the previous month."
    assert ("the previous month", "2024-03-01", "2024-03-31") in spans(text)


def test_a_range_keeps_its_ends_as_dates() -> None:
    found = spans("The clinic was shut between 03/04/2023 and 12/09/2023.")
    assert ("03/04/2023", "2023-04-03", "2023-04-03") in found
    assert ("12/09/2023", "2023-09-12", "2023-09-12") in found


@pytest.mark.parametrize(
    "text",
    [
        "He may march on.",
        "A second witness sat down.",
        "The fund lent $2010 to farmers.",
        "It lasted three years.",
        "Version 3.5.2 is out.",
        "Call 555-2010-33.",
        "She sat in the sun.",
        "They got 3/4 of the vote.",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert spans(text) == []


def test_without_publication_nothing_relative_is_resolved() -> None:
    found = dates("It closed last year, on a Monday in July.", None)
    assert [(d.value, d.from_date, d.to_date) for d in found] == [
        ("PAST_REF", None, None),
        ("XXXX-WXX-1", None, None),
        ("XXXX-07", None, None),
    ]
