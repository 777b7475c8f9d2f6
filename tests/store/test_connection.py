"""Opening a store: where it is, who may read it, what happens when it cannot be opened."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from extractors.errors import ClaimdeskError
from store import Store, connect, runs

HOLD = """
import sys, time
import duckdb
con = duckdb.connect(sys.argv[1])
print("held", flush=True)
time.sleep(float(sys.argv[2]))
con.close()
"""


def hold(path: Path, seconds: float) -> subprocess.Popen[str]:
    """Another process that holds the file for a while."""
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path), str(seconds)], stdout=subprocess.PIPE, encoding="utf-8"
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    return holder


def tables(store: Store) -> list[str]:
    return [row[0] for row in store.con.execute("SHOW TABLES").fetchall()]


def test_a_new_store_has_the_views_of_the_contract(store: Store):
    assert {"articles", "claims", "claim_dates", "claim_quantities", "claim_entities", "attributions"} <= set(
        tables(store)
    )
    assert {"reviews", "sources", "verdicts", "check_results", "rejects", "runs"} <= set(tables(store))


def test_the_environment_names_the_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    connect().close()
    monkeypatch.setenv("CLAIMDESK_STORE", "team.duckdb")
    connect().close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["claimdesk.duckdb", "team.duckdb"]


def test_files_are_for_their_owner_only(store_path: Path):
    before = os.umask(0o022)
    try:
        with connect(store_path) as store:
            with store.transaction() as con:
                con.execute("INSERT INTO desk_machine.rejects VALUES ('r', 's', 'x', 'd', TIMESTAMP '2026-01-01')")
            files = sorted(store_path.parent.glob("store.duckdb*"))
            assert len(files) == 2, "the file and its log"
            assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
        assert os.umask(0o022) == 0o022, "the umask is as it was"
    finally:
        os.umask(before)


def test_opening_twice_loses_nothing_and_changes_nothing(store_path: Path):
    with connect(store_path) as store:
        store.con.execute("INSERT INTO desk_machine.rejects VALUES ('r', 's', 'x', 'd', TIMESTAMP '2026-01-01')")
        applied = store.con.execute("SELECT * FROM desk_meta.migrations").fetchall()
    with connect(store_path) as store:
        assert store.con.execute("SELECT count(*) FROM rejects").fetchone() == (1,)
        assert store.con.execute("SELECT * FROM desk_meta.migrations").fetchall() == applied


def test_a_renamed_or_attached_store_opens_by_itself(store_path: Path, tmp_path: Path):
    connect(store_path).close()
    moved = store_path.rename(tmp_path / "elsewhere.duckdb")
    con = duckdb.connect()
    con.execute(f"ATTACH '{moved}' AS other (READ_ONLY)")
    assert con.execute("SELECT count(*) FROM other.verdicts").fetchone() == (0,)
    con.close()


@pytest.mark.parametrize(
    ("content", "what"),
    [(b"", "not a DuckDB"), (b"PK\x03\x04 not a database " * 400, "not a DuckDB")],
    ids=["empty", "other"],
)
def test_a_file_that_is_no_store_is_left_alone(store_path: Path, content: bytes, what: str):
    store_path.write_bytes(content)
    with pytest.raises(ClaimdeskError, match=what):
        connect(store_path)
    assert store_path.read_bytes() == content


def test_a_duckdb_file_of_somebody_else_is_left_alone(store_path: Path):
    con = duckdb.connect(str(store_path))
    con.execute("CREATE TABLE budget (year INTEGER)")
    con.close()
    with pytest.raises(ClaimdeskError, match=r"no claimdesk store .*budget"):
        connect(store_path)
    con = duckdb.connect(str(store_path))
    assert con.execute("SELECT DISTINCT schema_name FROM duckdb_tables()").fetchall() == [("main",)]
    con.close()


def test_a_folder_is_no_store(tmp_path: Path):
    with pytest.raises(ClaimdeskError, match="folder") as caught:
        connect(tmp_path)
    assert "claimdesk.duckdb" in caught.value.next_step


def test_a_place_that_is_not_there_is_named(tmp_path: Path):
    with pytest.raises(ClaimdeskError, match="cannot be written there"):
        connect(tmp_path / "no" / "such" / "folder.duckdb")


def test_reading_needs_a_store_and_makes_none(store_path: Path):
    with pytest.raises(ClaimdeskError, match=r"no store here.*claimdesk run"):
        connect(store_path, read_only=True)
    assert not store_path.exists()


@pytest.mark.parametrize("name", ["ducklake:sqlite:desk.db", "ducklake:postgres:dbname", ":memory:"])
def test_targets_of_other_kinds_are_refused_with_what_works(name: str):
    with pytest.raises(ClaimdeskError) as caught:
        connect(name)
    assert "ducklake:postgres:dbname=" in caught.value.allowed or "DuckDB file" in caught.value.allowed


@pytest.mark.parametrize("keep", [0.3, 0.9])
def test_a_truncated_store_is_said_to_be_damaged(store_path: Path, keep: float):
    with connect(store_path) as store:
        store.con.execute("INSERT INTO desk_machine.rejects SELECT 'r', i::VARCHAR, 'x', md5(i::VARCHAR), "
                          "TIMESTAMP '2026-01-01' FROM range(50000) AS t(i)")  # fmt: skip
    whole = store_path.read_bytes()
    store_path.write_bytes(whole[: int(len(whole) * keep)])
    with pytest.raises(ClaimdeskError, match="damaged"), connect(store_path) as store, store.transaction() as con:
        con.execute("SELECT max(detail) FROM rejects").fetchall()


def test_a_reading_store_refuses_to_write(store_path: Path):
    connect(store_path).close()
    with (
        connect(store_path, read_only=True) as store,
        pytest.raises(ClaimdeskError, match="for reading only"),
        store.transaction(),
    ):
        pass


@pytest.mark.parametrize(("trouble", "raised"), [(None, ClaimdeskError), (KeyboardInterrupt(), KeyboardInterrupt)])
def test_a_transaction_is_all_or_nothing(store: Store, trouble: BaseException | None, raised: type[BaseException]):
    def work() -> None:
        with store.transaction() as con:
            con.execute("INSERT INTO desk_machine.rejects VALUES ('r', 's', 'x', 'd', TIMESTAMP '2026-01-01')")
            if trouble is not None:
                raise trouble
            con.execute("INSERT INTO desk_machine.rejects VALUES (NULL, 's', 'x', 'd', TIMESTAMP '2026-01-01')")

    with pytest.raises(raised):
        work()
    assert store.con.execute("SELECT count(*) FROM rejects").fetchone() == (0,)


@pytest.mark.parametrize("read_only", [False, True])
def test_it_waits_until_another_process_lets_go(store_path: Path, read_only: bool):
    connect(store_path).close()
    holder = hold(store_path, 1.0)
    began = time.monotonic()
    with connect(store_path, read_only=read_only, wait_seconds=20) as store:
        assert "claims" in tables(store)
    assert time.monotonic() - began < 15
    holder.wait()


def test_it_says_which_process_holds_the_store(store_path: Path):
    connect(store_path).close()
    holder = hold(store_path, 30)
    try:
        with pytest.raises(ClaimdeskError, match=f"in use by process {holder.pid} .*0.3 seconds") as caught:
            connect(store_path, wait_seconds=0.3)
    finally:
        holder.kill()
        holder.wait()
    assert caught.value.where == str(store_path)
    assert "try again" in caught.value.next_step


def test_it_says_when_this_very_process_holds_the_store(store_path: Path):
    with connect(store_path), pytest.raises(ClaimdeskError, match="another connection of this same process"):
        connect(store_path, read_only=True, wait_seconds=0.1)


WRITE = """
import sys
from datetime import UTC, datetime
from store import connect, runs
for n in range(5):
    with connect(sys.argv[1]) as store:
        runs.start_run(store, f"{sys.argv[2]}-{n}", datetime.now(UTC))
"""


def test_two_processes_that_write_in_turns_lose_nothing(store_path: Path):
    connect(store_path).close()
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITE, str(store_path), name], cwd=Path(__file__).parents[2])
        for name in ("left", "right")
    ]
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0]
    with connect(store_path, read_only=True) as store:
        assert store.con.execute("SELECT count(*), count(DISTINCT run_id) FROM runs").fetchone() == (10, 10)


def test_threads_may_open_a_new_store_at_once(store_path: Path):
    def open_and_write(n: int) -> None:
        with connect(store_path) as store:
            runs.start_run(store, f"r{n}", datetime(2026, 3, 2))

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(open_and_write, range(12)))
    with connect(store_path, read_only=True) as store:
        assert store.con.execute("SELECT count(*) FROM runs").fetchone() == (12,)
        assert store.con.execute("SELECT count(*) FROM desk_meta.migrations WHERE number = 1").fetchone() == (1,)


DIE = """
import sys
from store import connect
store = connect(sys.argv[1])
row = "INSERT INTO desk_machine.rejects VALUES (?, 's', 'x', 'd', TIMESTAMP '2026-01-01')"
with store.transaction() as con:
    con.execute(row, ["acknowledged"])
store.con.begin()
store.con.execute(row, ["half"])
print("now", flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("read_only", [True, False])
def test_a_killed_writer_leaves_what_it_had_committed_and_nothing_else(store_path: Path, read_only: bool):
    writer = subprocess.Popen(
        [sys.executable, "-c", DIE, str(store_path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8", cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert writer.stdout is not None
    assert writer.stdout.readline() == "now\n"
    writer.kill()
    writer.wait()
    with connect(store_path, read_only=read_only) as store:
        assert store.con.execute("SELECT run_id FROM rejects").fetchall() == [("acknowledged",)]
