"""What left the house: publications, their corrections and retractions. Only ever added."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

import duckdb

from store.clock import utc


@dataclass(frozen=True, slots=True)
class Publication:
    """A row of ``publications``."""

    publication_id: str
    claim_id: str
    action: str
    verdict: str
    review_id: str
    url: str
    note: str
    published_by: str
    published_at: datetime
    seq: int


def of_claim(con: duckdb.DuckDBPyConnection, claim_id: str) -> list[Publication]:
    """Every publication of a claim, the first first; the last is what stands outside."""
    rows = con.execute(
        "SELECT publication_id, claim_id, action, verdict, review_id, url, note, published_by, published_at, seq "
        "FROM desk_human.publications WHERE claim_id = $claim ORDER BY seq",
        {"claim": claim_id},
    ).fetchall()
    return [Publication(*row) for row in rows]


def standing(con: duckdb.DuckDBPyConnection, claim_id: str) -> tuple[str, str] | None:
    """The verdict that stands for a claim, and its review's id."""
    row = con.execute(
        "SELECT verdict, review_id FROM desk_human.reviews WHERE claim_id = $claim AND overtaken_by IS NULL "
        "ORDER BY seq DESC, review_id LIMIT 1",
        {"claim": claim_id},
    ).fetchone()
    return (row[0], row[1]) if row else None


def add(
    con: duckdb.DuckDBPyConnection,
    claim_id: str,
    action: str,
    *,
    verdict: str,
    review_id: str,
    url: str,
    note: str,
    by: str,
    at: datetime,
    key: str,
) -> None:
    """Adds a publication inside the caller's transaction; ``key`` makes its id."""
    con.execute(
        "INSERT INTO desk_human.publications SELECT $id, coalesce(max(seq), 0) + 1, $claim, $action, $verdict, "
        "$review, $url, $note, $by, $at FROM desk_human.publications",
        {
            "id": "p" + hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:24],
            "claim": claim_id,
            "action": action,
            "verdict": verdict,
            "review": review_id,
            "url": url,
            "note": note,
            "by": by,
            "at": utc(at),
        },
    )
