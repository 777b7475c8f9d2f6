"""Backups, moves and damage: nothing is lost on the way, and what was lost is said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from extractors.errors import ClaimdeskError
from extractors.types import Extraction
from store import backup, connect, ducklake, moving, reviews, runs
from store.types import FilledRow, FilledSheet, ReviewSource
from store.writing import write_batch
from tests.conftest import Claimdesk


@pytest.fixture
def filled(target: str, make: Callable[..., Extraction], now: datetime) -> str:
    """A store with rows in most views, on each of the two kinds."""
    with connect(target) as store:
        runs.start_run(store, "r1", now)
        write_batch(store, "r1", [make(), make("a2")], now)
        write_batch(store, "r1", [make(claims=())], now)
        source = ReviewSource(
            "https://water.example/report", "تقرير", "هيئة", "2026-02-01", "", "", "ق", "refutes", "primary"
        )
        row = FilledRow(make("a2").claims[0].claim_id, "هدى", "false", sources=(source,))
        assert not reviews.record(store, FilledSheet("s1", "s1.html", (row,)), now).refusals
    return target


def test_a_backup_is_made_while_the_store_is_open_and_comes_back_the_same(filled: str, tmp_path: Path, now: datetime):
    before = moving.read_everything(filled)
    with connect(filled, read_only=True):
        path, copied = backup.make(filled, tmp_path / "kept", now)
    assert path.exists()
    assert copied == moving.read_everything(path) == before
    assert sum(p.rows for p in copied) > 20
    _, restored = backup.restore(path, tmp_path / "again.duckdb", now)
    assert restored == before
    assert not list(tmp_path.rglob("*.partial"))


def test_every_store_moves_into_a_lake_and_back(filled: str, empty_lake, tmp_path: Path):
    before = moving.read_everything(filled)
    lake = empty_lake.copy(tmp_path / "other-rows")
    assert moving.move(filled, lake) == before
    assert moving.move(lake, tmp_path / "back.duckdb") == moving.read_everything(lake) == before
    ducklake.forget(lake)


def test_a_store_with_rows_is_no_place_to_move_to(filled: str, tmp_path: Path, now: datetime):
    other = tmp_path / "other.duckdb"
    with connect(other) as store:
        runs.start_run(store, "theirs", now)
    before = moving.read_everything(other)
    with pytest.raises(ClaimdeskError, match="has rows already"):
        moving.move(filled, other)
    assert moving.read_everything(other) == before


def test_a_move_that_fails_midway_leaves_nothing(store_path: Path, tmp_path: Path, now: datetime):
    with connect(store_path) as store:
        runs.start_run(store, "r", now)
        store.con.execute("ALTER TABLE desk_machine.runs ADD COLUMN of_nobody INTEGER")
    with pytest.raises(ClaimdeskError):
        moving.move(store_path, tmp_path / "new.duckdb")
    assert not (tmp_path / "new.duckdb").exists()


def test_nothing_is_overwritten_silently(filled: str, tmp_path: Path, now: datetime):
    path, _ = backup.make(filled, tmp_path / "kept.duckdb", now)
    with pytest.raises(ClaimdeskError, match="a file already"):
        backup.make(filled, path, now)
    there = tmp_path / "there.duckdb"
    with connect(there) as store:
        runs.start_run(store, "theirs", now)
    with pytest.raises(ClaimdeskError, match="a store already"):
        backup.restore(path, there, now)
    aside, _ = backup.restore(path, there, now, replace=True)
    assert aside is not None
    with connect(aside, read_only=True) as store:
        assert store.con.execute("SELECT run_id FROM runs").fetchall() == [("theirs",)]


def damaged(path: Path, now: datetime) -> bytes:
    with connect(path) as store:
        store.con.execute(
            "INSERT INTO desk_machine.rejects SELECT 'r', i::VARCHAR, 'x', md5(i::VARCHAR), "
            "TIMESTAMP '2026-01-01' FROM range(50000) AS t(i)"
        )
    backup.make(path, None, now)
    return path.read_bytes()


def test_a_flipped_bit_is_found_by_reading_everything_and_the_backup_is_offered(store_path: Path, now: datetime):
    whole = bytearray(damaged(store_path, now))
    said: list[ClaimdeskError] = []
    for at in range(300_000, len(whole), 262_144):
        flipped = bytearray(whole)
        flipped[at] ^= 4
        store_path.write_bytes(flipped)
        try:
            moving.read_everything(store_path)
        except ClaimdeskError as error:
            said.append(error)
    assert said
    assert all("damaged" in error.what and "backups" in error.next_step for error in said)


def test_the_commands_make_verify_restore_and_move(
    claimdesk: Claimdesk, store_path: Path, tmp_path: Path, now: datetime
):
    with connect(store_path) as store:
        runs.start_run(store, "r", now)
    made = claimdesk("backup", "--store", store_path)
    assert made.returncode == 0, made.stderr
    (kept,) = (tmp_path / "backups").iterdir()
    assert claimdesk("backup", "--verify", kept).returncode == 0
    assert claimdesk("restore", kept, "--store", tmp_path / "new.duckdb").returncode == 0
    assert claimdesk("restore", kept, "--store", tmp_path / "new.duckdb").returncode == 2
    moved = claimdesk("migrate-store", store_path, tmp_path / "moved.duckdb")
    assert moved.returncode == 0
    assert "runs" in moved.stdout
