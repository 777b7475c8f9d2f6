"""The results of data-quality checks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from store.bulk import insert_rows
from store.clock import utc
from store.connection import Store
from store.types import CheckResult

_COLUMNS = [
    ("run_id", "VARCHAR"),
    ("suite", "VARCHAR"),
    ("code", "VARCHAR"),
    ("severity", "VARCHAR"),
    ("sentence", "VARCHAR"),
    ("sentence_ar", "VARCHAR"),
    ("success", "BOOLEAN"),
    ("failing_rows", "BIGINT"),
    ("sample", "VARCHAR[]"),
    ("checked_at", "TIMESTAMP"),
]


def record(store: Store, run_id: str, results: Sequence[CheckResult], checked_at: datetime) -> None:
    """Adds what the checks of a run found; earlier results stay."""
    when = utc(checked_at).isoformat()
    rows = [
        (
            run_id,
            result.suite,
            result.code,
            result.severity,
            result.sentence,
            result.sentence_ar,
            result.success,
            result.failing_rows,
            list(result.sample),
            when,
        )
        for result in results
    ]
    with store.transaction() as con:
        insert_rows(con, "desk_machine.check_results", _COLUMNS, rows)
