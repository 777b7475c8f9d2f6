"""French figures, names and sentences; dates have their own tests beside those of other languages."""

from __future__ import annotations

from datetime import datetime

import pytest

from extractors.dates import find_dates
from extractors.entities import find_entities
from extractors.normalise import Folded
from extractors.quantities import find_quantities
from extractors.sentences import split_sentences

AMOUNTS = [
    ("19 millions d'euros", 19_000_000, "EUR"),
    ("1,2 milliard de dirhams", 1_200_000_000, "MAD"),
    ("48 000 hectares", 48_000, "hectares"),
    ("quarante-deux lits", 42, "lits"),
    ("cent soixante soignants", 160, "soignants"),
    ("mille cinq cents emplois", 1_500, "emplois"),
    ("deux cent mille habitants", 200_000, "habitants"),
    ("trois cent vingt-cinq maisons", 325, "maisons"),
    ("nonante-deux francs suisses", 92, "CHF"),
    ("45 %", 45, "%"),
    ("3,5 pour cent", 3.5, "%"),
    ("2 points de pourcentage", 2, "points de pourcentage"),
    ("trois quarts des élèves", 0.75, "élèves"),
    ("un tiers des élèves", 1 / 3, "élèves"),
    ("la moitié des crédits", 0.5, "crédits"),
    ("une dizaine de villages", 10, "villages"),
    ("un lit sur huit", 0.125, ""),
    ("deux millions et demi de réfugiés", 2_500_000, "réfugiés"),
    ("un demi-million de dollars", 500_000, "USD"),
    ("12 milliards de francs CFA", 12_000_000_000, "XOF"),
    ("70 M€", 70, "M€"),
    ("cent euros", 100, "EUR"),
    ("cent habitants", 100, "habitants"),
]


@pytest.mark.parametrize(("text", "value", "unit"), AMOUNTS)
def test_amount(text: str, value: float, unit: str) -> None:
    (found,) = find_quantities(Folded(f"On a compté {text}."), "fr")
    assert found.value == pytest.approx(value)
    assert found.unit == unit


@pytest.mark.parametrize(
    "text",
    ["Un homme a été arrêté.", "Selon l'article 5 du code.", "L'un des voisins dormait.", "À 18h30, il pleuvait."],
)
def test_no_amount(text: str) -> None:
    assert find_quantities(Folded(text), "fr") == []


def test_range_shares_unit_and_scale() -> None:
    found = find_quantities(Folded("Il faudra entre 10 et 15 millions de dollars."), "fr")
    assert [(q.value, q.unit) for q in found] == [(10_000_000, "USD"), (15_000_000, "USD")]


NAMES = [
    ("Le directeur, Yann Le Guellec, conteste.", "Yann Le Guellec", "PER"),
    ("Il a été reçu à l’Élysée.", "Élysée", "ORG"),
    ("D'après l'Insee, les prix montent.", "Insee", "ORG"),
    ("La ministre Awa Diop est arrivée.", "Awa Diop", "PER"),
    ("Ils vivent au Burkina Faso depuis 2010.", "Burkina Faso", "LOC"),
    ("La SNCF a supprimé des trains.", "SNCF", "ORG"),
    ("Selon la Banque de France, le crédit ralentit.", "Banque de France", "ORG"),
    ("Le marché de Bamako a rouvert.", "Bamako", "LOC"),
]


@pytest.mark.parametrize(("text", "name", "label"), NAMES)
def test_name(text: str, name: str, label: str) -> None:
    assert (name, label) in [(e.text, e.label) for e in find_entities(Folded(text), "fr")]


@pytest.mark.parametrize("text", ["Les riverains attendent.", "Mardi, il pleuvait.", "Selon eux, rien ne presse."])
def test_no_name(text: str) -> None:
    assert find_entities(Folded(text), "fr") == []


@pytest.mark.parametrize(
    "text",
    [
        "M. Maubert a vu Mme Diop. Elle riait.",
        "Le Dr. Kébé est venu à 9 h. Il est reparti.",
        "Il en faut env. 40 par an. C'est peu.",
    ],
)
def test_abbreviation_ends_no_sentence(text: str) -> None:
    folded = Folded(text)
    assert len(split_sentences(folded.text, "fr", text)) == 2


DATES = [
    ("Le chantier s'achèvera d'ici la fin de l'année.", "fin de l'année", "2024-12-31", "2024-12-31"),
    ("Les prix ont monté depuis le début de l'année.", "début de l'année", "2024-01-01", "2024-01-01"),
    ("La taxe a expiré à la fin du mois de mars 2021.", "la fin du mois de mars 2021", "2021-03-31", "2021-03-31"),
    ("Le procès s'ouvrira dans dix jours.", "dans dix jours", "2024-05-25", "2024-05-25"),
    ("Ils se sont réunis les 3 et 4 mai.", "les 3 et 4 mai", "2024-05-03", "2024-05-04"),
    ("La ville était tombée en mars-avril 2012.", "mars-avril 2012", "2012-03-01", "2012-04-30"),
    ("Le lac était à 24 %, contre 27 % à la même date de 2023.", "à la même date de 2023", "2023-05-15", "2023-05-15"),
    ("J'ai attendu trois heures dimanche.", "dimanche", "2024-05-12", "2024-05-12"),
]


@pytest.mark.parametrize(("text", "mention", "first", "last"), DATES)
def test_date(text: str, mention: str, first: str, last: str) -> None:
    folded, published = Folded(text), datetime.fromisoformat("2024-05-15T10:00:00+02:00")
    found = find_dates(folded, [(0, len(folded.text))], published, "fr")
    assert (mention, first, last) in [(d.text, d.from_date, d.to_date) for d in found]
