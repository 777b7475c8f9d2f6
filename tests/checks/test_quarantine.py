"""Quarantine: failing rows are set aside once, kept, and released when they are mended."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from checks import quarantine, run_checks
from store import connect, quality

NOON = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)


def check(path: Path, run_id: str, article_ids: list[str] | None = None) -> quality.Moved:
    results = run_checks(str(path), run_id, article_ids=article_ids)
    with connect(path) as store:
        return quarantine.update(store, run_id, results, NOON, article_ids=article_ids)


def spoil(path: Path, sql: str) -> None:
    with connect(path) as store:
        store.con.execute(sql)


def rows(path: Path, columns: str = "code, subject, subject_id, article_id, set_aside_run, released_run") -> list[Any]:
    with connect(path, read_only=True) as store:
        return store.con.execute(f"SELECT {columns} FROM quarantine ORDER BY ALL").fetchall()


def test_a_row_is_set_aside_once_kept_and_released(sound: Path):
    assert check(sound, "r2") == quality.Moved(0, 0)
    spoil(sound, "UPDATE desk_machine.claims SET check_worthiness = 7 WHERE claim_id = 'c-a2'")
    assert check(sound, "r3") == quality.Moved(1, 0)
    assert check(sound, "r4") == quality.Moved(0, 0)
    assert rows(sound) == [("CLM-05", "claim", "c-a2", "a2", "r3", None)]
    spoil(sound, "UPDATE desk_machine.claims SET check_worthiness = 0.7 WHERE claim_id = 'c-a2'")
    assert check(sound, "r5") == quality.Moved(0, 1)
    spoil(sound, "UPDATE desk_machine.claims SET check_worthiness = 7 WHERE claim_id = 'c-a2'")
    assert check(sound, "r6") == quality.Moved(1, 0)
    assert rows(sound) == [
        ("CLM-05", "claim", "c-a2", "a2", "r3", "r5"),
        ("CLM-05", "claim", "c-a2", "a2", "r6", None),
    ]


def test_every_kind_of_row_is_tied_to_its_article(sound: Path):
    spoil(sound, "UPDATE desk_human.reviews SET not_checkable_reason = 'vague' WHERE review_id = 'r-a1'; "
                 "UPDATE desk_human.sources SET stance = 'loves' WHERE source_id = 's-a1'; "
                 "UPDATE desk_machine.attributions SET cue = 'x' WHERE article_id = 'a2'; "
                 "UPDATE desk_machine.article_versions SET url = 'x' WHERE article_id = 'a3'; "
                 "INSERT INTO desk_machine.claim_reasons VALUES ('lost', 0, 'verb', 1, '')")  # fmt: skip
    check(sound, "r2")
    assert rows(sound, "code, subject, subject_id, article_id") == [
        ("ART-12", "article", "a3", "a3"),
        ("ATT-01", "attribution", "a2#0", "a2"),
        ("REV-03", "review", "r-a1", "a1"),
        ("SRC-02", "source", "s-a1", "a1"),
        ("STO-01", "store", "lost", ""),
    ]
    with connect(sound, read_only=True) as store:
        found = quality.findings_of(store.con, ["a1", "a2", "sound"])
    assert {name: [(held.code, held.claim_id) for held in of_article] for name, of_article in found.items()} == {
        "a1": [("REV-03", "c-a1"), ("SRC-02", "c-a1")],
        "a2": [("ATT-01", "")],
    }
    assert all(held.reason and held.reason_ar for of_article in found.values() for held in of_article)


def test_a_check_of_some_articles_releases_nothing_of_others(sound: Path):
    spoil(sound, "UPDATE desk_machine.claims SET check_worthiness = 7 WHERE claim_id IN ('c-a1', 'c-a2')")
    check(sound, "r2")
    spoil(sound, "UPDATE desk_machine.claims SET check_worthiness = 0.7")
    assert check(sound, "r3", ["a1"]) == quality.Moved(0, 1)
    assert [row[2] for row in rows(sound) if row[-1] is None] == ["c-a2"]
    assert check(sound, "r4") == quality.Moved(0, 1)


def test_what_blocks_rendering_is_told_apart(sound: Path):
    spoil(sound, "UPDATE desk_machine.claims SET check_worthiness = 7 WHERE claim_id = 'c-a1'; "
                 "UPDATE desk_machine.article_versions SET url = 'x' WHERE article_id = 'a2'")  # fmt: skip
    check(sound, "r2")
    with connect(sound, read_only=True) as store:
        assert {name: [held.code for held in rows] for name, rows in quality.held_back(store.con).items()} == {
            "a1": ["CLM-05"]
        }
        assert quality.held_back(store.con, ["a2", "a3"]) == {}


def test_a_quarantine_does_not_depend_on_the_clock(sound: Path):
    spoil(sound, "UPDATE desk_machine.claims SET check_worthiness = 7 WHERE claim_id = 'c-a1'")
    results = run_checks(str(sound), "r2")
    with connect(sound) as store:
        quarantine.update(store, "r2", results, NOON)
        assert quarantine.update(store, "r3", results, NOON - timedelta(days=3)) == quality.Moved(0, 0)
