"""docs/schema.md and the store say the same, column by column."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from store import Store
from store.export import public_views

DOCS = (Path(__file__).resolve().parents[2] / "docs" / "schema.md").read_text("utf-8")
SECTIONS = dict(re.findall(r"^## `(\w+)`\n(.*?)(?=^## |\Z)", DOCS, flags=re.MULTILINE | re.DOTALL))
ROW = re.compile(r"^\| `(\w+)` \| (\S+) \| (.+) \|$", flags=re.MULTILINE)


def test_the_docs_name_the_views_that_there_are(store: Store):
    assert sorted(SECTIONS) == public_views(store)


@pytest.mark.parametrize("view", sorted(SECTIONS))
def test_every_column_is_described_with_its_type(store: Store, view: str):
    described = {name: kind for name, kind, _ in ROW.findall(SECTIONS[view])}
    assert described == {row[0]: row[1] for row in store.con.execute(f"DESCRIBE {view}").fetchall()}
    assert all(text.endswith(".") for _, _, text in ROW.findall(SECTIONS[view]))
