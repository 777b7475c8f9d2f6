"""The record of runs, rejects and check results."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from extractors.errors import ClaimdeskError
from store import Store, quality, runs
from store.types import CheckResult, Reject, RunCounts


def test_a_run_from_start_to_finish(store: Store, now: datetime):
    runs.start_run(store, "r1", now)
    runs.start_run(store, "r1", now + timedelta(hours=1))
    started = store.con.execute("SELECT run_id, started_at, finished_at, status FROM runs").fetchall()
    assert started == [("r1", now.replace(tzinfo=None), None, "running")]
    runs.finish_run(store, "r1", now + timedelta(minutes=1), "completed", RunCounts(1, 2, 3, 4, 5))
    finished = store.con.execute(
        "SELECT finished_at - started_at, status, articles_new, articles_updated, articles_unchanged, "
        "articles_rejected, claims FROM runs"
    ).fetchall()
    assert finished == [(timedelta(minutes=1), "completed", 1, 2, 3, 4, 5)]


def test_a_run_that_never_started_cannot_finish(store: Store, now: datetime):
    with pytest.raises(ClaimdeskError, match="never started"):
        runs.finish_run(store, "r9", now, "completed", RunCounts())


def test_rejects_are_added_once_a_run(store: Store, now: datetime):
    bad = Reject("in/empty.txt", "empty", "الملف فارغ")
    runs.add_rejects(store, "r1", [bad, bad, Reject("in/x.bin", "binary", "")], now)
    runs.add_rejects(store, "r1", [bad], now)
    runs.add_rejects(store, "r2", [bad], now)
    found = store.con.execute("SELECT run_id, source, reason, detail FROM rejects ORDER BY ALL").fetchall()
    assert found == [
        ("r1", "in/empty.txt", "empty", "الملف فارغ"),
        ("r1", "in/x.bin", "binary", ""),
        ("r2", "in/empty.txt", "empty", "الملف فارغ"),
    ]


def test_check_results_keep_their_sample(store: Store, now: datetime):
    failed = CheckResult("claims", "CLM-01", "Holds", False, 2, ("c1", "c2"), "warns", "صحيح")
    quality.record(store, "r1", [failed, CheckResult("claims", "CLM-02", "Holds", True)], now)
    found = store.con.execute(
        "SELECT code, success, failing_rows, sample, severity, sentence_ar FROM check_results ORDER BY code"
    ).fetchall()
    assert found == [("CLM-01", False, 2, ["c1", "c2"], "warns", "صحيح"), ("CLM-02", True, 0, [], "warns", "")]
