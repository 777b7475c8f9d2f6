"""Many reviewers at once, a writer beside them, and a power cut: a short form of ``make load``."""

from __future__ import annotations

from pathlib import Path

from benchmarks.deskload import run


def test_every_acknowledged_save_is_there_after_a_power_cut(tmp_path: Path):
    outcome = run(tmp_path, reviewers=5, reviews=40, cuts=1)
    assert outcome.lost == []
    assert outcome.twice == 0
    assert outcome.troubles == []
    assert outcome.written > 0
    assert len(outcome.acknowledged) >= 38, "at most what was under way at the cut went unanswered"
