"""The gate before publication: quick, without Great Expectations, and by the rules of the standards."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from checks.gate import publication_findings
from extractors.errors import ClaimdeskError
from store import connect

ROOT = Path(__file__).resolve().parents[2]


def codes(path: Path, claim_id: str = "c-a1") -> list[str]:
    with connect(path, read_only=True) as store:
        return [finding.code for finding in publication_findings(store.con, [claim_id])[claim_id]]


def spoil(path: Path, sql: str) -> None:
    with connect(path) as store:
        store.con.execute(sql)


def test_a_sound_claim_passes_and_nothing_is_left_behind(sound: Path):
    with connect(sound, read_only=True) as store:
        assert publication_findings(store.con, ["c-a1", "c-a2"]) == {"c-a1": [], "c-a2": []}
        left = store.con.execute("SELECT table_name FROM duckdb_tables() WHERE temporary").fetchall()
    assert left == []


def test_a_claim_without_a_verdict_is_held_whatever_its_status(sound: Path):
    spoil(
        sound, "DELETE FROM desk_human.sources; DELETE FROM desk_human.reviews; DELETE FROM desk_human.claim_statuses"
    )
    assert codes(sound) == ["REV-05"]


def test_a_claim_under_way_is_held_to_the_standards_by_the_gate_alone(sound: Path):
    spoil(
        sound,
        "UPDATE desk_human.claim_statuses SET status = 'second_review'; UPDATE desk_human.reviews SET rationale = ''",
    )
    assert codes(sound) == ["IFC-08"]


def test_blocking_findings_come_first_and_say_what_to_do(sound: Path):
    spoil(sound, "UPDATE desk_human.sources SET accessed_on = NULL; DELETE FROM desk_human.claimant_replies")
    with connect(sound, read_only=True) as store:
        first, second = publication_findings(store.con, ["c-a1"])["c-a1"]
    assert (first.code, first.blocks, second.code, second.blocks) == ("IFC-05", True, "IFC-12", False)
    assert "Ask the claimant" in first.hint
    assert "اسأل" in first.hint_ar


@pytest.mark.parametrize(
    ("first", "second", "held"),
    [
        ("https://news.records.co.uk/1", "https://www.records.co.uk/2", True),
        ("https://records.co.uk/1", "https://harbour.co.uk/2", False),
        ("https://records.example/1", "https://coast.example/2", True),
    ],
)
def test_independent_sources_have_owners_of_their_own(sound: Path, first: str, second: str, *, held: bool):
    spoil(
        sound,
        f"UPDATE desk_human.sources SET tier = 'secondary', url = '{first}' WHERE source_id = 'z-a1'; "
        "INSERT INTO desk_human.sources SELECT * "
        f"REPLACE ('z-a1-b' AS source_id, '{second}' AS url) FROM desk_human.sources WHERE source_id = 'z-a1'",
    )
    assert ("IFC-02" in codes(sound)) is held


def test_one_publisher_on_two_hosts_is_one_source(sound: Path):
    spoil(
        sound,
        "UPDATE desk_human.sources SET tier = 'secondary', publisher = 'Records'; "
        "INSERT INTO desk_human.sources SELECT * REPLACE ('z-a1-b' AS source_id, ' records' AS publisher, "
        "'https://other.example/' AS url) FROM desk_human.sources WHERE source_id = 'z-a1'",
    )
    assert codes(sound) == ["IFC-02"]


@pytest.mark.parametrize(
    ("success", "reason", "held"), [(True, "", False), (False, "blocked by robots.txt", False), (False, "", True)]
)
def test_a_source_is_archived_or_it_is_said_why_not(sound: Path, reason: str, *, success: bool, held: bool):
    spoil(
        sound,
        "UPDATE desk_human.sources SET archive_url = ''; INSERT INTO desk_human.archive_attempts VALUES "
        f"('t', 1, 'http://www.port.example/log/', 'warc', {success}, '', '', 0, '{reason}', 'x', now())",
    )
    assert ("IFC-03" in codes(sound)) is held


def test_an_editor_settles_what_readers_see_differently(sound: Path):
    spoil(sound, "UPDATE desk_human.reviews SET verdict = 'misleading' WHERE review_id = 'r-a1'")
    assert codes(sound) == ["IFC-07"]
    spoil(sound, "UPDATE desk_human.reviews SET role = 'editor', answers_review_id = 'r-a1' WHERE review_id = 'q-a1'")
    assert codes(sound) == []


def test_a_corrected_speaker_is_asked_instead(sound: Path):
    spoil(
        sound,
        "DELETE FROM desk_human.claimant_replies; INSERT INTO desk_human.corrections VALUES ('k', 1, 'c-a1', "
        "'a1', 1, 'speaker', 0, NULL, NULL, '', '', NULL, NULL, '', 'ليلى', '', now(), '', 'desk')",
    )
    assert codes(sound) == []
    assert codes(sound, "c-a2") == ["IFC-05"]


def test_what_another_article_breaks_holds_nobody(sound: Path):
    spoil(sound, "UPDATE desk_machine.claims SET check_worthiness = 7 WHERE claim_id = 'c-a2'")
    assert codes(sound) == []
    assert codes(sound, "c-a2") == ["CLM-05"]


def test_an_unknown_claim_is_named(sound: Path):
    with pytest.raises(ClaimdeskError, match="no claim c-gone"):
        codes(sound, "c-gone")


def test_it_does_not_wait_for_great_expectations(sound: Path):
    code = (
        "import sys; from store import connect; from checks.gate import publication_findings as f\n"
        "with connect(sys.argv[1], read_only=True) as s: print(f(s.con, ['c-a1']))\n"
        "print({'great_expectations', 'sqlalchemy'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(sound)],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert (done.stdout, done.stderr) == ("{'c-a1': []}\nset()\n", "")
