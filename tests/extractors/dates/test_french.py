"""French dates, read by data alone; published Wednesday 15 May 2024 in Paris."""

from __future__ import annotations

from datetime import datetime

import pytest

from extractors.dates import find_dates
from extractors.normalise import Folded

PUBLISHED = datetime.fromisoformat("2024-05-15T10:00:00+02:00")

CASES = [
    ("La digue a cédé le 12 janvier 2016.", "12 janvier 2016", "2016-01-12", "2016-01-12"),
    ("La digue a cédé mardi 7 mai.", "mardi 7 mai", "2024-05-07", "2024-05-07"),
    ("La gare rouvrira mardi.", "mardi", "2024-05-21", "2024-05-21"),
    ("La gare a rouvert avant-hier.", "avant-hier", "2024-05-13", "2024-05-13"),
    ("La gare ferme après-demain.", "après-demain", "2024-05-17", "2024-05-17"),
    ("L'usine a fermé l'an dernier.", "l'an dernier", "2023-01-01", "2023-12-31"),
    ("Le jury se réunira la semaine prochaine.", "la semaine prochaine", "2024-05-20", "2024-05-26"),
    ("L'usine a fermé il y a environ vingt ans.", "il y a environ vingt ans", "2004-01-01", "2004-12-31"),
    ("Les prix baissent depuis début 2019.", "début 2019", "2019-01-01", "2019-01-01"),
    ("Le tunnel a fermé à la mi-juillet.", "la mi-juillet", "2023-07-11", "2023-07-20"),
    ("Le chantier s'achèvera d'ici fin 2025.", "fin 2025", "2025-12-31", "2025-12-31"),
    ("Les loyers ont doublé dans les années 1990.", "les années 1990", "1990-01-01", "1999-12-31"),
    ("Le moulin date du XIXe siècle.", "du XIXe siècle", "1801-01-01", "1900-12-31"),
    ("La foire a eu lieu du 3 au 7 mai.", "du 3 au 7 mai", "2024-05-03", "2024-05-07"),
    ("Elle a dirigé la banque entre 2017 et 2019.", "entre 2017 et 2019", "2017-01-01", "2019-12-31"),
    ("Ils ont défilé le 1er mai.", "1er mai", "2024-05-01", "2024-05-01"),
    ("Les ventes ont chuté en septembre.", "septembre", "2023-09-01", "2023-09-30"),
]


@pytest.mark.parametrize(("text", "mention", "first", "last"), CASES)
def test_expression_resolves_to_its_days(text: str, mention: str, first: str, last: str) -> None:
    folded = Folded(text)
    found = find_dates(folded, [(0, len(folded.text))], PUBLISHED, "fr")
    assert (mention, first, last) in [(d.text, d.from_date, d.to_date) for d in found]
