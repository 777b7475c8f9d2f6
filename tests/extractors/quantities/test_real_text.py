"""Figures of real pages: brackets around a figure, decrees, emergency lines, names with a number, ages, the hour."""

from __future__ import annotations

import pytest

from extractors.normalise import Folded
from extractors.quantities import find_quantities


def amounts(text: str, language: str) -> list[tuple[str, float, str]]:
    return [(q.text, q.value, q.unit) for q in find_quantities(Folded(text), language)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ar", "تبلغ مساحة السوق (25) مليون متر مربع", [("25) مليون متر مربع", 25_000_000, "متر مربع")]),
        ("ar", "في السوق (65) شارعاً", [("65) شارعاً", 65, "شارعاً")]),
        ("ar", "صدر الأمر (أ / 90) أمس", []),
        ("ar", "وقع الحادث الساعة الثالثة و9 دقائق", []),
        ("ar", "استمر الاجتماع 3 ساعات و9 دقائق", [("3 ساعات", 3, "ساعات"), ("9 دقائق", 9, "دقائق")]),
        ("ar", "غسلت سامية ( 37 عاما ) الصحون", []),
        ("ar", "خبرته طويلة، وعمره 45 عاما", []),
        ("ar", "تقدم إلى برنامج «جدارة 3» كثيرون", []),
        ("ar", "أُصيب 911 شخصاً", [("911 شخصاً", 911, "شخصاً")]),
        ("en", "She made a 911 call from the barn", []),
        ("en", "The flood hurt 911 people", [("911 people", 911, "people")]),
        ("en", "Support was at one point as low as 19%", [("19%", 19, "%")]),
        ("en", "The lead fell to 9 points. [538]", [("9 points", 9, "points")]),
        ("en", "She has sung there since she was four", []),
        ("en", "The case was heard in Court Three", []),
        ("en", "Dh150,000 was asked for one boat", [("Dh150,000", 150_000, "AED"), ("one boat", 1, "boat")]),
        ("en", "It sold double the figure for 2022", [("double", 2, "")]),
        ("en", "It rains twice a day", []),
        ("en", "“Orbit 13” won 3 prizes", [("3 prizes", 3, "prizes")]),
    ],
)
def test_what_is_an_amount_and_what_is_none(language: str, text: str, expected: list[tuple[str, float, str]]) -> None:
    assert amounts(text, language) == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("quatre-vingt-dix-sept maisons", 97),
        ("soixante et onze blessés", 71),
        ("quatre-vingts ponts", 80),
        ("deux cent quatre-vingt-trois élus", 283),
        ("mille neuf cent quatre-vingt-dix-sept pages", 1997),
        ("vingt et un députés", 21),
        ("dix-sept communes", 17),
        ("quatre-vingt mille arbres", 80_000),
        ("trois mille deux cents salariés", 3_200),
    ],
)
def test_french_compounds_are_one_number(text: str, value: float) -> None:
    ((found, amount, _),) = amounts(text, "fr")
    assert (found, amount) == (text, value)
