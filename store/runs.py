"""The record of runs, and of inputs that were set aside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from extractors.errors import ClaimdeskError
from store.bulk import insert_rows
from store.clock import utc
from store.connection import Store
from store.types import Reject, RunCounts


def start_run(store: Store, run_id: str, started_at: datetime) -> None:
    """Records that a run has begun; a run of that id that is known already is left as it is."""
    with store.transaction() as con:
        con.execute(
            "INSERT INTO desk_machine.runs SELECT $run, $at, NULL, 'running', 0, 0, 0, 0, 0 "
            "WHERE NOT EXISTS (SELECT 1 FROM desk_machine.runs WHERE run_id = $run)",
            {"run": run_id, "at": utc(started_at)},
        )


def finish_run(store: Store, run_id: str, finished_at: datetime, status: str, counts: RunCounts) -> None:
    """Records how a run ended.

    Args:
        store: a writable store.
        run_id: the id given to :func:`start_run`.
        finished_at: when it ended.
        status: one word, such as completed, completed_with_rejects or failed.
        counts: the sums over its batches.

    Raises:
        ClaimdeskError: no such run was started.
    """
    with store.transaction() as con:
        updated = con.execute(
            "UPDATE desk_machine.runs SET finished_at = $at, status = $status, articles_new = $new, "
            "articles_updated = $updated, articles_unchanged = $unchanged, articles_rejected = $rejected, "
            "claims = $claims WHERE run_id = $run",
            {
                "at": utc(finished_at),
                "status": status,
                "new": counts.articles_new,
                "updated": counts.articles_updated,
                "unchanged": counts.articles_unchanged,
                "rejected": counts.articles_rejected,
                "claims": counts.claims,
                "run": run_id,
            },
        ).fetchone()
        if updated is None or updated[0] == 0:
            raise ClaimdeskError(f"run {run_id} was never started", where=store.target)


def add_rejects(store: Store, run_id: str, rejects: Sequence[Reject], at: datetime) -> None:
    """Adds inputs that a run set aside; one that the run has recorded already is not added twice."""
    when = utc(at).isoformat()
    with store.transaction() as con:
        known = set(
            con.execute(
                "SELECT source, reason, detail FROM desk_machine.rejects WHERE run_id = $run", {"run": run_id}
            ).fetchall()
        )
        new = [
            reject for reject in dict.fromkeys(rejects) if (reject.source, reject.reason, reject.detail) not in known
        ]
        insert_rows(
            con,
            "desk_machine.rejects",
            [(name, "VARCHAR") for name in ("run_id", "source", "reason", "detail")] + [("created_at", "TIMESTAMP")],
            [(run_id, reject.source, reject.reason, reject.detail, when) for reject in new],
        )
