"""Running the checks: what is checked, what comes back, and that nothing leaves the machine."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from checks import run_checks
from checks.expectations import Expectation, all_expectations
from extractors.errors import ClaimdeskError
from store import connect, quality

ROOT = Path(__file__).resolve().parents[2]


def test_a_sound_store_passes_and_is_not_touched(sound: Path):
    before = sound.read_bytes()
    results = run_checks(str(sound), "r1")
    assert [result.code for result in results] == [expectation.code for expectation in all_expectations()]
    assert [result for result in results if not result.success] == []
    assert sound.read_bytes() == before


def test_an_empty_store_passes(store_path: Path):
    connect(store_path).close()
    assert all(result.success for result in run_checks(str(store_path), "r1"))


def test_chosen_articles_are_checked_and_no_others(sound: Path):
    with connect(sound) as store:
        store.con.execute("UPDATE desk_machine.claims SET check_worthiness = 7 WHERE claim_id IN ('c-a1', 'c-a2')")
    (broken,) = [r for r in run_checks(str(sound), "r1", article_ids=["a2", "a3", "x' OR '1'='1"]) if not r.success]
    assert (broken.code, broken.failing_rows, broken.sample) == ("CLM-05", 1, ("c-a2",))
    results = run_checks(str(sound), "r1", article_ids=["a3"])
    assert all(result.success for result in results)
    whole = {expectation.code for expectation in all_expectations() if expectation.whole}
    assert whole
    assert whole.isdisjoint(result.code for result in results)


def test_a_result_names_ten_rows_and_counts_all(sound: Path):
    with connect(sound) as store:
        store.con.execute("INSERT INTO desk_machine.claim_reasons SELECT printf('c-%04d', i), 0, 'f', 0.5, '' "
                          "FROM range(500) AS t(i)")  # fmt: skip
    (broken,) = [result for result in run_checks(str(sound), "r1") if not result.success]
    assert broken.failing_rows == 500
    assert broken.sample == tuple(f"c-{n:04d}" for n in range(10))


def test_results_go_into_the_store(sound: Path):
    results = run_checks(str(sound), "r1")
    with connect(sound) as store:
        quality.record(store, "r1", results, datetime(2026, 3, 2, tzinfo=UTC))
        counted = store.con.execute("SELECT count(*), bool_and(success) FROM check_results").fetchone()
    assert counted == (len(results), True)


def test_a_check_that_cannot_run_is_an_error_and_no_pass(sound: Path, monkeypatch: pytest.MonkeyPatch):
    broken = Expectation("XXX-01", "store", "warns", "Holds", "صحيح", "SELECT nothing_of_that_name AS id FROM claims")
    monkeypatch.setattr("checks.running.all_expectations", lambda: (broken,))
    with pytest.raises(ClaimdeskError, match=r"XXX-01 did not run .*nothing_of_that_name"):
        run_checks(str(sound), "r1")


def test_a_missing_store_is_named(tmp_path: Path):
    with pytest.raises(ClaimdeskError, match="no store here"):
        run_checks(str(tmp_path / "none.duckdb"), "r1")


ALONE = """
import os, socket, sys

def refused(*args, **kwargs):
    raise SystemExit("somebody opened a connection")

socket.socket.connect = socket.create_connection = socket.getaddrinfo = refused
from checks import run_checks
heavy = {"great_expectations", "pandas", "sqlalchemy"} & set(sys.modules)
if heavy:
    raise SystemExit(f"loaded too early: {heavy}")
results = run_checks(sys.argv[1], "r1")
print(len(results), all(result.success for result in results))
"""


def test_it_is_quiet_sends_nothing_and_leaves_nothing_behind(sound: Path, tmp_path: Path):
    home = tmp_path / "home"
    home.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", ALONE, str(sound)],
        capture_output=True,
        encoding="utf-8",
        cwd=home,
        env={**os.environ, "HOME": str(home), "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert (done.stdout, done.stderr, done.returncode) == (f"{len(all_expectations())} True\n", "", 0)
    assert list(home.rglob("*")) == []


def test_it_waits_while_somebody_writes(sound: Path):
    hold = "import duckdb, sys, time; c = duckdb.connect(sys.argv[1]); print('held', flush=True); time.sleep(0.8)"
    holder = subprocess.Popen([sys.executable, "-c", hold, str(sound)], stdout=subprocess.PIPE)
    assert holder.stdout is not None
    holder.stdout.readline()
    assert all(result.success for result in run_checks(str(sound), "r1"))
    assert holder.wait(timeout=10) == 0
