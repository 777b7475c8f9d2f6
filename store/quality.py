"""The results of data-quality checks, and the rows that they set aside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import duckdb

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


FAILING_ROWS = (
    "CREATE OR REPLACE TEMP TABLE failing_rows (code VARCHAR, severity VARCHAR, subject VARCHAR, subject_id VARCHAR, "
    "article_id VARCHAR, reason VARCHAR, reason_ar VARCHAR)"
)
"""The temporary table, a row a failing row, that :func:`move` compares the quarantine with."""


@dataclass(frozen=True, slots=True)
class Moved:
    """How many rows a check set aside, and how many it released."""

    set_aside: int
    released: int


@dataclass(frozen=True, slots=True)
class Held:
    """A row in quarantine.

    ``subject`` and ``subject_id`` name the row that fails, ``claim_id`` the claim it is of ("" where it is of the
    whole article); ``reason`` and ``reason_ar`` say what should hold and does not.
    """

    code: str
    severity: str
    subject: str
    subject_id: str
    article_id: str
    claim_id: str
    reason: str
    reason_ar: str


def move(con: duckdb.DuckDBPyConnection, run_id: str, at: datetime, *, codes: Sequence[str] | None) -> Moved:
    """Brings the quarantine in line with ``failing_rows``, inside the caller's transaction.

    Args:
        con: the connection.
        run_id: the run whose check it was.
        at: the time that goes into the rows.
        codes: the checks that ran, over the articles of ``checked_articles``; None: all of them, over everything.
    """
    now = {"run": run_id, "at": utc(at)}
    same = "q.code = f.code AND q.subject = f.subject AND q.subject_id = f.subject_id AND q.released_at IS NULL"
    added = con.execute(
        f"MERGE INTO desk_machine.quarantine AS q USING failing_rows AS f ON {same} "  # noqa: S608 - our own text
        "WHEN NOT MATCHED THEN INSERT (code, severity, subject, subject_id, article_id, reason, reason_ar, "
        "set_aside_at, set_aside_run, released_at, released_run) VALUES (f.code, f.severity, f.subject, "
        "f.subject_id, f.article_id, f.reason, f.reason_ar, $at, $run, NULL, NULL)",
        now,
    ).fetchone()
    mended = con.execute(
        "UPDATE desk_machine.quarantine AS q SET released_at = $at, released_run = $run "  # noqa: S608 - our own text
        "WHERE q.released_at IS NULL AND ($codes IS NULL OR (list_contains($codes::VARCHAR[], q.code) "
        "AND q.article_id IN (SELECT article_id FROM checked_articles))) "
        f"AND NOT EXISTS (SELECT 1 FROM failing_rows AS f WHERE {same})",
        now | {"codes": None if codes is None else list(codes)},
    ).fetchone()
    return Moved(int(added[0]) if added else 0, int(mended[0]) if mended else 0)


def findings_of(con: duckdb.DuckDBPyConnection, article_ids: Sequence[str]) -> dict[str, list[Held]]:
    """What is held of these articles and of all that hangs on them, by article; articles without are left out."""
    return _held(con, article_ids, None)


def held_back(con: duckdb.DuckDBPyConnection, article_ids: Sequence[str] | None = None) -> dict[str, list[Held]]:
    """What keeps articles (None: all) from being rendered, by article."""
    return _held(con, article_ids, "blocks_rendering")


def _held(
    con: duckdb.DuckDBPyConnection, article_ids: Sequence[str] | None, severity: str | None
) -> dict[str, list[Held]]:
    rows = con.execute(
        "SELECT q.code, q.severity, q.subject, q.subject_id, q.article_id, "
        "CASE q.subject WHEN 'claim' THEN q.subject_id ELSE coalesce(r.claim_id, s.claim_id, '') END, "
        "q.reason, q.reason_ar FROM quarantine AS q "
        "LEFT JOIN reviews AS r ON q.subject = 'review' AND r.review_id = q.subject_id "
        "LEFT JOIN sources AS s ON q.subject = 'source' AND s.source_id = q.subject_id "
        "WHERE q.released_at IS NULL AND ($severity IS NULL OR q.severity = $severity) "
        "AND ($ids IS NULL OR q.article_id IN (SELECT unnest($ids::VARCHAR[]))) "
        "ORDER BY q.article_id, q.code, q.subject_id",
        {"severity": severity, "ids": None if article_ids is None else list(article_ids)},
    ).fetchall()
    found: dict[str, list[Held]] = {}
    for row in rows:
        held = Held(*row)
        found.setdefault(held.article_id, []).append(held)
    return found
