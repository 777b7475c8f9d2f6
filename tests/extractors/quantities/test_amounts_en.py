"""English figures, and what a language without data still gives."""

from __future__ import annotations

import pytest

from extractors.normalise import Folded
from extractors.quantities import find_quantities


def found(text: str, language: str = "en") -> list[tuple[float, str]]:
    return [(quantity.value, quantity.unit) for quantity in find_quantities(Folded(text), language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("about $4 million", [(4_000_000, "USD")]),
        ("a 30-million-euro plan", [(30_000_000, "EUR")]),
        ("£21,500 a year", [(21_500, "GBP")]),
        ("worth 1.2bn", [(1_200_000_000, "")]),
        ("raised $5m from donors", [(5_000_000, "USD")]),
        ("Rs 300 crore", [(3_000_000_000, "INR")]),
        ("US$12 billion", [(12_000_000_000, "USD")]),
        ("7.5 percent", [(7.5, "%")]),
        ("7.5 per cent", [(7.5, "%")]),
        ("25 basis points", [(25, "basis points")]),
        ("half a percentage point", [(0.5, "percentage point")]),
        ("two fifths of the catch", [(0.4, "")]),
        ("two-thirds of members", [(0.666666666666, "members")]),
        ("a third of the wells", [(0.333333333333, "wells")]),
        ("one in five", [(0.2, "")]),
        ("one well in five", [(0.2, "")]),
        ("nine out of ten", [(0.9, "")]),
        ("half of the wells", [(0.5, "wells")]),
        ("half a million people", [(500_000, "people")]),
        ("two and a half million", [(2_500_000, "")]),
        ("two hundred and fifty-three thousand voters", [(253_000, "voters")]),
        ("a dozen boats", [(12, "boats")]),
        ("40,000 rural water systems", [(40_000, "systems")]),
        ("60 of my 250 goats", [(60, ""), (250, "goats")]),
        ("one hour", [(1, "hour")]),
        ("4 to 7 percent", [(4, "%"), (7, "%")]),
        ("between 4.5 and 4.75 percent", [(4.5, "%"), (4.75, "%")]),
        ("3 to 5 million people", [(3_000_000, "people"), (5_000_000, "people")]),
        ("six counts of theft and one of forgery", [(6, "counts"), (1, "counts")]),
        ("The vote was 52-48", [(52, ""), (48, "")]),
    ],
)
def test_amount(text: str, expected: list[tuple[float, str]]) -> None:
    assert found(text) == [(pytest.approx(value), unit) for value, unit in expected]


@pytest.mark.parametrize(
    "text",
    [
        "under the Harbour Act 1998",
        "Article 5 and section 12",
        "at 10:26",
        "at 8 p.m.",
        "at 9am sharp",
        "aged 45",
        "a 34-year-old man",
        "Jane Roe, 52, denied it",
        "call 555-0123-4567",
        "+44 20 7946 0958",
        "an F-16 jet",
        "COVID-19",
        "version 2.0.1",
        "the 25th time",
        "in the 1980s",
        "in 2016 the port closed",
        "the 2008 election",
        "hundreds of thousands of birds",
        "millions of birds",
        "no one knows",
        "one of the most",
        "the first half",
        "the third quarter",
        "on page 14",
        "see example.org/17",
        "sections 4, 5 and 6",
    ],
)
def test_no_quantity(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12,5 % des élèves", [(12.5, "%")]),
        ("3 500 euros", [(3_500, "euros")]),
        ("1 250 000 personnes", [(1_250_000, "personnes")]),
        ("€7 oder 5€", [(7, "EUR"), (5, "EUR")]),
    ],
)
def test_a_language_without_data_reads_digits(text: str, expected: list[tuple[float, str]]) -> None:
    assert found(text, "zz") == expected
