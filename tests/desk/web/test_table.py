"""docs/desk.md shows the table of the workflow as the store has it."""

from __future__ import annotations

import re
from pathlib import Path

from store import vocabulary, workflow

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "desk.md"


def test_the_document_shows_every_rule():
    rows = dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", DOCUMENT.read_text("utf-8"), re.MULTILINE))
    assert set(rows) == set(workflow.rules())
    for name, rule in workflow.rules().items():
        says, sources, to, who = rows[name].split(" | ")
        assert says == rule.labels["en"]
        assert sources == ", ".join(rule.sources)
        assert to.split(" (")[0] == (rule.to or "the same")
        assert who.split(";")[0] == ", ".join(rule.roles)


def test_rules_speak_of_statuses_that_exist():
    statuses = set(vocabulary.load().keys("status"))
    for rule in workflow.rules().values():
        assert {*rule.sources, *rule.moves, *filter(None, [rule.to])} <= statuses
        assert set(rule.labels) == {"ar", "en"}
