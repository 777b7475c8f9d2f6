"""The house vocabulary: what people type is understood, what they mean otherwise is not guessed."""

from __future__ import annotations

import pytest

from extractors.errors import ClaimdeskError
from store import vocabulary

WORDS = vocabulary.load()


def test_the_verdicts_are_those_of_the_contract_in_its_order():
    assert WORDS.keys("verdict") == (
        "true", "partly_true", "missing_context", "misleading", "false", "unproven", "not_checkable",
    )  # fmt: skip


@pytest.mark.parametrize("name", sorted(WORDS.lists))
def test_every_key_has_a_label_in_both_languages_that_leads_back_to_it(name: str):
    for key in WORDS.keys(name):
        for language in ("ar", "en"):
            assert WORDS.parse(name, WORDS.label(name, key, language)) == key
        assert WORDS.parse(name, key) == key


@pytest.mark.parametrize(
    ("cell", "key"),
    [
        ("غَيْرُ صَحِيحٍ", "false"), ("  صحيح ", "true"), ("صحيح جزئيا", "partly_true"), ("PARTLY_TRUE", "partly_true"),
        ("Partly  true", "partly_true"), ("\u200fمضلّل\u200f", "misleading"), ("غير قابل\u00a0للتحقق", "not_checkable"),
        ("", None), ("صح", None), ("true false", None),
    ],
)  # fmt: skip
def test_a_cell_is_read_as_people_type(cell: str, key: str | None):
    assert WORDS.parse("verdict", cell) == key


def test_a_language_without_labels_gets_english_ones():
    assert WORDS.labels("tier", "fr") == {"primary": "Primary", "secondary": "Secondary"}


def test_what_is_not_there_is_named():
    with pytest.raises(ClaimdeskError, match="no vocabulary 'mood'"):
        WORDS.keys("mood")
    with pytest.raises(ClaimdeskError, match="'maybe' is no verdict"):
        WORDS.label("verdict", "maybe", "en")
