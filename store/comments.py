"""What people say to each other about a claim, and whether who made it was asked."""

from __future__ import annotations

import hashlib
from datetime import datetime

import duckdb

from extractors.errors import ClaimdeskError
from store import vocabulary
from store.clock import utc


def add_comment(con: duckdb.DuckDBPyConnection, claim_id: str, author: str, text: str, at: datetime, key: str) -> None:
    """Adds a comment inside the caller's transaction; ``key`` makes its id."""
    con.execute(
        "INSERT INTO desk_human.comments SELECT $id, coalesce(max(seq), 0) + 1, $claim, $author, $text, $at "
        "FROM desk_human.comments",
        {"id": _identity("k", key), "claim": claim_id, "author": author, "text": text, "at": utc(at)},
    )


def add_reply(
    con: duckdb.DuckDBPyConnection, claim_id: str, author: str, state: str, text: str, at: datetime, key: str
) -> None:
    """Adds the state of asking the claimant inside the caller's transaction.

    Raises:
        ClaimdeskError: no such state.
    """
    states = vocabulary.load().keys("reply")
    if state not in states:
        raise ClaimdeskError(f"{state!r} is no state of a reply", where=claim_id, allowed=", ".join(states))
    con.execute(
        "INSERT INTO desk_human.claimant_replies SELECT $id, coalesce(max(seq), 0) + 1, $claim, $state, $text, "
        "$author, $at FROM desk_human.claimant_replies",
        {"id": _identity("q", key), "claim": claim_id, "state": state, "text": text, "author": author, "at": utc(at)},
    )


def _identity(prefix: str, key: str) -> str:
    return prefix + hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:24]
