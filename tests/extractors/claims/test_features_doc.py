"""The page on features says what the code says, and a review sheet can name every feature."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from extractors.claims.features import DESCRIPTIONS
from extractors.claims.table import features_page

ROOT = Path(__file__).parents[3]
SHOWN = ("ar", "en", "xx")


def test_the_page_on_features_is_current() -> None:
    page = (ROOT / "docs" / "features.md").read_text(encoding="utf-8")
    assert page == features_page(SHOWN), "write it anew: python -m extractors.claims.table ar en xx > docs/features.md"


def test_the_page_has_a_row_for_every_feature() -> None:
    rows = {line.split("|")[1].strip() for line in features_page(SHOWN).splitlines() if line.startswith("| `")}
    assert rows == {f"`{name}`" for name in DESCRIPTIONS}


@pytest.mark.parametrize("name", DESCRIPTIONS)
def test_a_review_sheet_can_name_the_feature_in_both_languages(name: str) -> None:
    labels = tomllib.loads((ROOT / "sheets" / "labels.toml").read_text(encoding="utf-8"))["feature"]
    assert labels[name]["ar"].strip()
    assert labels[name]["en"].strip()
    assert labels[name]["ar"] != labels[name]["en"]
