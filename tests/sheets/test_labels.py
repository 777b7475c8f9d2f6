"""Every word that a sheet may show has a label in every interface language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from extractors.claims.features import DESCRIPTIONS
from sheets import labels
from sheets.pages import TEMPLATES
from store import vocabulary


def test_every_label_exists_in_every_language() -> None:
    words = labels.load()
    gaps = [key for key, entry in words.words.items() for code in words.languages if not entry.get(code)]
    assert gaps == []


@pytest.mark.parametrize("feature", sorted(DESCRIPTIONS))
def test_every_feature_of_the_score_is_explained_in_plain_words(feature: str) -> None:
    assert labels.load().known(f"feature.{feature}")


def test_placeholders_are_the_same_in_every_language() -> None:
    for key, entry in labels.load().words.items():
        assert len({tuple(sorted(re.findall(r"\{\w+\}", word))) for word in entry.values()}) == 1, key


def test_every_word_that_templates_name_is_known() -> None:
    groups = "ui|card|form|need|report"
    named: set[str] = set()
    for path in TEMPLATES.glob("*.v1.*"):
        named.update(re.findall(rf'"((?:{groups})\.[a-z_]+)"', Path(path).read_text(encoding="utf-8")))
    assert len(named) > 60
    assert sorted(key for key in named if not labels.load().known(key)) == []


def test_no_label_is_shared_within_a_list_or_between_columns() -> None:
    words = labels.load()
    for group in ("verdict", "not_checkable_reason", "stance", "tier"):
        for code in words.languages:
            shown = list(vocabulary.load().labels(group, code).values())
            assert len(shown) == len(set(shown))


def test_an_unknown_key_falls_back_to_plain_letters() -> None:
    assert labels.load().text("feature.some_new_feature", "ar") == "some new feature"
