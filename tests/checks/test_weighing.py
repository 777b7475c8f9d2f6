"""What one is told of the standards while writing a review is what the gate says of it once it is saved."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from checks.gate import publication_findings
from checks.weighing import Subject, Weighed, weigh
from store import connect, standards
from store.types import FilledRow, ReviewSource

SOURCE = ReviewSource("https://records.example/1", "Register", "Ministry", "2026-03-01", "2026-03-02",
                      "https://archive.example/1", "", "supports", "primary")  # fmt: skip
ROW = FilledRow("c-a1", "Third", "true", "", "Because of the register", "", "editor", (SOURCE,))


def told(path: Path, row: FilledRow, *, blind: bool = False, verdicts: dict[str, str] | None = None) -> list[Weighed]:
    with connect(path, read_only=True) as store:
        [values] = store.con.execute(
            "SELECT c.claim_id, c.article_id, c.kind, coalesce(c.speaker, ''), c.speaker_type, a.outlet, a.url "
            "FROM claims AS c JOIN articles AS a USING (article_id) WHERE claim_id = 'c-a1'"
        ).fetchall()
        found = weigh(store.con, Subject(*values), row, verdicts or {}, blind=blind)
        left = store.con.execute("SELECT table_name FROM duckdb_tables() WHERE temporary").fetchall()
    assert left == [], "nothing is left on the connection"
    return found


def gate(path: Path, row: FilledRow) -> set[str]:
    """The standards that the gate finds unmet once the review is the one that decides."""
    from datetime import datetime

    from store import reviews

    with connect(path) as store:
        with store.transaction() as con:
            reviews.insert(con, row, at=datetime(2026, 3, 3), sheet_id="s", origin="test", turn="t")
        findings = publication_findings(store.con, ["c-a1"])["c-a1"]
    return {finding.code for finding in findings if finding.code.startswith("IFC")}


CASES = {
    "sound": ROW,
    "no source": replace(ROW, sources=()),
    "no reason": replace(ROW, rationale=" … "),
    "false on one secondary": replace(ROW, verdict="false", sources=(
        replace(SOURCE, tier="secondary", stance="refutes"),)),
    "false on two": replace(ROW, verdict="false", sources=(
        replace(SOURCE, tier="secondary", stance="refutes"),
        replace(SOURCE, url="https://other.example/2", publisher="Other", tier="secondary", stance="refutes"))),
    "false that a source supports": replace(ROW, verdict="false"),
    "no copy": replace(ROW, sources=(replace(SOURCE, archive_url=""),)),
    "the outlet alone": replace(ROW, sources=(replace(SOURCE, url="https://coast.example/x", publisher=""),)),
    "missing context unsaid": replace(ROW, verdict="missing_context"),
    "missing context said": replace(ROW, verdict="missing_context", missing_context="Since April"),
    "an older source": replace(ROW, sources=(replace(SOURCE, published_on="1999-01-01"),)),
    "no day of reading": replace(ROW, sources=(replace(SOURCE, accessed_on=""),)),
    "not checkable": replace(ROW, verdict="not_checkable", not_checkable_reason="opinion", sources=()),
    "unproven": replace(ROW, verdict="unproven"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_the_form_and_the_gate_say_the_same(sound: Path, name: str):
    row = CASES[name]
    found = told(sound, row)
    assert [one.rule.code for one in found] == [
        rule.code for rule in standards.load().rules if row.verdict in rule.verdicts
    ]
    assert {one.rule.code for one in found if not one.met} == gate(sound, row)


def test_without_a_verdict_there_is_nothing_to_meet(sound: Path):
    assert told(sound, replace(ROW, verdict="")) == []


def test_a_blind_reader_is_told_nothing_that_depends_on_others(sound: Path):
    found = told(sound, replace(ROW, role="second"), blind=True, verdicts={"First": "false"})
    assert {one.rule.code for one in found if one.met is None} == {
        rule.code for rule in standards.load().rules if rule.needs == "store" and "true" in rule.verdicts
    }


def test_readers_that_differ_are_told_unless_an_editor_settles(sound: Path):
    def agree(role: str, verdict: str) -> bool | None:
        found = told(sound, replace(ROW, role=role, verdict=verdict), verdicts={"First": "true"})
        return next(one.met for one in found if one.rule.test == "readers_agree")

    assert agree("second", "true") is True
    assert agree("second", "unproven") is False
    assert agree("editor", "unproven") is True


@pytest.mark.parametrize(
    "odd", ["javascript:alert(1)", "not an address", "'; DROP TABLE reviews; --", "\u202e", "x" * 9000]
)
def test_what_is_half_typed_or_hostile_is_weighed_all_the_same(sound: Path, odd: str):
    source = ReviewSource(odd, odd, odd, odd, odd, odd, odd, odd, odd)
    found = told(sound, replace(ROW, rationale=odd, missing_context=odd, sources=(source, ReviewSource(odd))))
    assert {one.rule.code for one in found}
