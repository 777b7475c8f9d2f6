"""Statuses of claims: an append-only history, of which the last row counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import duckdb

from extractors.errors import ClaimdeskError
from store import vocabulary
from store.clock import utc
from store.connection import Store

MACHINE = "claimdesk"
"""Who changed a status when no person did."""

_LATEST = (
    "SELECT claim_id, arg_max(status, seq) AS status, arg_max(changed_by, seq) AS changed_by, "
    "arg_max(assignee, seq) AS assignee, max(seq) AS seq FROM desk_human.claim_statuses GROUP BY claim_id"
)


def set_status(
    store: Store, claim_ids: Sequence[str], status: str, *, by: str, at: datetime, reason: str = "", assignee: str = ""
) -> int:
    """Gives claims a status; one that they have already, with the same assignee, adds nothing.

    Returns:
        How many claims changed.

    Raises:
        ClaimdeskError: no such status, or a claim that the store does not know.
    """
    if status not in vocabulary.load().keys("status"):
        allowed = ", ".join(vocabulary.load().keys("status"))
        raise ClaimdeskError(f"{status!r} is no status", where=store.target, allowed=allowed)
    with store.transaction() as con:
        unknown = con.execute(
            "SELECT i.claim_id FROM (SELECT unnest($ids::VARCHAR[]) AS claim_id) AS i "
            "ANTI JOIN claims AS c ON c.claim_id = i.claim_id ORDER BY ALL LIMIT 1",
            {"ids": list(claim_ids)},
        ).fetchone()
        if unknown is not None:
            raise ClaimdeskError(f"the store knows no claim {unknown[0]}", where=store.target)
        return append(con, claim_ids, status, by=by, at=utc(at), reason=reason, assignee=assignee)


def append(
    con: duckdb.DuckDBPyConnection,
    claim_ids: Sequence[str],
    status: str,
    *,
    by: str,
    at: datetime,
    reason: str,
    assignee: str | None = None,
    only_from: Sequence[str] | None = None,
) -> int:
    """Adds a status row to each claim whose status, or assignee, this changes; inside the caller's transaction.

    ``only_from`` names the statuses that it may follow; ``assignee`` None keeps the present one.
    """
    row = con.execute(
        f"WITH latest AS ({_LATEST}), now AS ("  # noqa: S608 - our own text
        "SELECT DISTINCT i.claim_id, coalesce(l.status, 'new') AS status, coalesce(l.assignee, '') AS assignee, "
        "coalesce(l.seq, 0) AS seq FROM (SELECT unnest($ids::VARCHAR[]) AS claim_id) AS i "
        "LEFT JOIN latest AS l ON l.claim_id = i.claim_id) "
        "INSERT INTO desk_human.claim_statuses "
        "SELECT claim_id, seq + 1, $status, $at, $by, $reason, coalesce($assignee, assignee) FROM now "
        "WHERE (status <> $status OR assignee <> coalesce($assignee, assignee)) "
        "AND ($only_from IS NULL OR list_contains($only_from::VARCHAR[], status)) ORDER BY claim_id",
        {
            "ids": list(claim_ids),
            "status": status,
            "at": at,
            "by": by,
            "reason": reason,
            "assignee": assignee,
            "only_from": None if only_from is None else list(only_from),
        },
    ).fetchone()
    return int(row[0]) if row else 0


def withdraw_vanished(
    con: duckdb.DuckDBPyConnection, articles: Sequence[str], ids: Sequence[str], at: datetime
) -> None:
    """Withdraws the claims of these articles that are not among ``ids``; they and their reviews stay."""
    vanished = con.execute(
        "SELECT claim_id FROM desk_machine.claims WHERE article_id IN (SELECT unnest($articles::VARCHAR[])) "
        "AND claim_id NOT IN (SELECT unnest($ids::VARCHAR[])) ORDER BY claim_id",
        {"articles": list(articles), "ids": list(ids)},
    ).fetchall()
    append(con, [row[0] for row in vanished], "withdrawn", by=MACHINE, at=at, reason="vanished from the article")


def return_withdrawn(con: duckdb.DuckDBPyConnection, ids: Sequence[str], at: datetime) -> None:
    """Gives claims that the machine had withdrawn their earlier status, or the one that their reviews give them."""
    con.execute(
        f"WITH latest AS ({_LATEST}), back AS ("  # noqa: S608 - our own text
        "SELECT * FROM latest WHERE status = 'withdrawn' AND changed_by = $machine "
        "AND claim_id IN (SELECT unnest($ids::VARCHAR[]))), "
        "before AS (SELECT s.claim_id, arg_max(s.status, s.seq) AS status FROM desk_human.claim_statuses AS s "
        "JOIN back USING (claim_id) WHERE s.status <> 'withdrawn' GROUP BY s.claim_id) "
        "INSERT INTO desk_human.claim_statuses "
        "SELECT back.claim_id, back.seq + 1, "
        "CASE WHEN coalesce(before.status, 'new') IN ('new', 'assigned', 'in_review') "
        "AND back.claim_id IN (SELECT claim_id FROM desk_human.reviews) THEN 'decided' "
        "ELSE coalesce(before.status, 'new') END, $at, $machine, 'back in the article', back.assignee "
        "FROM back LEFT JOIN before ON before.claim_id = back.claim_id ORDER BY back.claim_id",
        {"ids": list(ids), "at": at, "machine": MACHINE},
    )
