"""docs/checks.md lists the checks as they are."""

from __future__ import annotations

import re
from pathlib import Path

from checks.expectations import all_expectations

DOCS = (Path(__file__).resolve().parents[2] / "docs" / "checks.md").read_text("utf-8")


def test_the_docs_list_every_check():
    listed = re.findall(r"^\| ([A-Z]{3}-\d\d) \| (\w+) \| (.+) · (.+) \|$", DOCS, flags=re.MULTILINE)
    assert listed == [(e.code, e.severity, e.en, e.ar) for e in all_expectations()]
