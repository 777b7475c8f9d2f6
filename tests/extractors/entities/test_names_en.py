"""English names by capitals, titles and heads."""

from __future__ import annotations

import pytest

from extractors.entities import find_entities
from extractors.normalise import Folded


def found(text: str) -> list[tuple[str, str]]:
    return [(entity.text, entity.label) for entity in find_entities(Folded(text), "en")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("President Joe Biden spoke.", [("Joe Biden", "PER")]),
        ("Mr. Okafor and Ms. Lindqvist agreed.", [("Okafor", "PER"), ("Lindqvist", "PER")]),
        ("Sen. Maria Delgado Ruiz voted no.", [("Maria Delgado Ruiz", "PER")]),
        ("The mayor, Tom Hale, left. Hale said nothing.", [("Tom Hale", "PER"), ("Hale", "PER")]),
        ("Prime Minister Ingvild Strand's plan", [("Ingvild Strand", "PER")]),
        ("Ursula von der Leyen arrived.", [("Ursula von der Leyen", "PER")]),
        ("said Odalys Ferrant, the harbour's spokeswoman", [("Odalys Ferrant", "PER")]),
        ("Nora Vance of Coastal News won", [("Nora Vance", "PER"), ("Coastal News", "ORG")]),
        ("The Department of Health and Human Services", [("Department of Health and Human Services", "ORG")]),
        ("the Vantaa Institute of Coastal Research said", [("Vantaa Institute of Coastal Research", "ORG")]),
        ("Old Harbour University", [("Old Harbour University", "ORG")]),
        ("Tom Ashby KC objected", [("Tom Ashby", "PER")]),
        ("The FBI and Justice Department agreed", [("FBI", "ORG"), ("Justice Department", "ORG")]),
        ("Helen Crane and the Roads Department", [("Helen Crane", "PER"), ("Roads Department", "ORG")]),
        ("the Society of Civil Engineers warned", [("Society of Civil Engineers", "ORG")]),
        ("the Tavira Water Company and the NRC", [("Tavira Water Company", "ORG"), ("NRC", "ORG")]),
        ("the Bank of England and Harwick Ltd", [("Bank of England", "ORG"), ("Harwick Ltd", "ORG")]),
        ("The Republican National Committee", [("Republican National Committee", "ORG")]),
        ("the United Nations and Larkspur House", [("United Nations", "ORG"), ("Larkspur House", "ORG")]),
        ("in New York and in Ivory Coast", [("New York", "LOC"), ("Ivory Coast", "LOC")]),
        ("The U.S. left Syria.", [("U.S.", "LOC"), ("Syria", "LOC")]),
        ("in Orange County near Lake Tana", [("Orange County", "LOC"), ("Lake Tana", "LOC")]),
        ("Chad Smith flew to Chad", [("Chad Smith", "PER"), ("Chad", "LOC")]),
        ("after Storm Petra passed", [("Storm Petra", "MISC")]),
    ],
)
def test_names(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "On Monday the price rose.",
        "Farming shrank. Online payments will resume in March.",
        "The American voters and Muslims",
        "IN CAPITALS NOTHING CAN BE TOLD APART FROM ANYTHING ELSE",
        "A CEO on TV",
        "it cost 4 GBP",
    ],
)
def test_no_name(text: str) -> None:
    assert found(text) == []
