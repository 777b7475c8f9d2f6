"""Copies of sources: what each address means, every attempt to keep a copy of it, and what is kept of which source."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb

from extractors.errors import ClaimdeskError
from store import addresses
from store.bulk import insert_rows
from store.clock import utc
from store.connection import Store
from store.tables import columns_of

STATES = ("kept", "elsewhere", "failed", "not_tried", "no_address")
"""kept: a copy of ours; elsewhere: an archive's address was given; failed: tried, and no attempt succeeded."""
MOST_ON_A_PAGE = 200
"""Up to this many addresses, a page also counts the claims that lean on the outlet that made them."""
_NO_LIMIT = 10_000_000
FILTERS = ("", *STATES, "duplicate", "own_outlet")
_SQL = Path(__file__).parent / "archiving_sql"
_ADDRESSES = columns_of("url VARCHAR, address VARCHAR, host VARCHAR, site VARCHAR, is_archive BOOLEAN, problem VARCHAR")
_ATTEMPTS = columns_of(
    "attempt_id VARCHAR, seq BIGINT, url VARCHAR, archiver VARCHAR, success BOOLEAN, location VARCHAR, "
    "sha256 VARCHAR, bytes BIGINT, reason VARCHAR, requested_by VARCHAR, tried_at TIMESTAMP"
)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt to keep a copy: a ``location`` where it succeeded, a ``reason`` in words where it did not."""

    url: str
    archiver: str
    success: bool
    location: str = ""
    sha256: str = ""
    bytes: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SourceState:
    """One address that sources rest on.

    ``state`` is one of :data:`STATES`; ``reason`` says why the last attempt failed, or why the address is none;
    ``claim_ids`` holds up to five claims of ``claims``; ``own_outlet`` counts the claims whose only sources are
    of the outlet that made the claim.
    """

    address: str
    url: str
    title: str
    publisher: str
    host: str
    state: str
    claims: int
    claim_ids: tuple[str, ...]
    own_outlet: int
    attempts: int
    location: str
    archive_url: str
    sha256: str
    reason: str
    tried_at: datetime | None
    accessed_on: Any


@dataclass(frozen=True, slots=True)
class PastAttempt:
    """An attempt as it stands on record."""

    archiver: str
    success: bool
    location: str
    sha256: str
    bytes: int
    reason: str
    requested_by: str
    tried_at: datetime


def note_addresses(store: Store) -> int:
    """Writes down what the addresses of sources mean that came since the last time; gives how many were new."""
    return write_addresses(store, [address_row(url) for url in new_addresses(store.con)])


def new_addresses(con: duckdb.DuckDBPyConnection) -> list[str]:
    """The addresses of sources, and of the articles that their claims stand in, that nobody has looked at yet."""
    return [row[0] for row in con.execute(_statement("new_addresses")).fetchall()]


def write_addresses(store: Store, rows: Sequence[tuple[str, str, str, str, bool, str]]) -> int:
    """Writes down rows of :func:`address_row`; those that somebody else has noted since are left out."""
    if not rows:
        return 0
    with store.transaction() as con:
        urls = {"urls": [row[0] for row in rows]}
        there = con.execute(
            "SELECT url FROM desk_machine.source_addresses WHERE url IN (SELECT unnest($urls::VARCHAR[]))", urls
        ).fetchall()
        known = {row[0] for row in there}
        new = [row for row in rows if row[0] not in known]
        insert_rows(con, "desk_machine.source_addresses", _ADDRESSES, new)
    return len(new)


def has_new_addresses(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether a source has an address that nobody has looked at yet."""
    found = con.execute(
        "SELECT 1 FROM desk_human.sources AS s ANTI JOIN desk_machine.source_addresses AS a ON a.url = s.url "
        "WHERE s.url <> '' LIMIT 1"
    ).fetchone()
    return found is not None


def record(store: Store, attempts: Sequence[Attempt], *, requested_by: str, at: datetime) -> None:
    """Adds attempts, the failed ones too.

    Raises:
        ClaimdeskError: an attempt failed without a reason, or the store cannot be written.
    """
    for attempt in attempts:
        if not attempt.success and not attempt.reason.strip():
            raise ClaimdeskError("an attempt that failed needs its reason", where=attempt.url)
    when = utc(at).isoformat()
    with store.transaction() as con:
        row = con.execute("SELECT coalesce(max(seq), 0) FROM desk_human.archive_attempts").fetchone()
        first = row[0] + 1 if row else 1
        rows = [
            (
                "t" + uuid.uuid4().hex[:24],
                first + n,
                attempt.url,
                attempt.archiver,
                attempt.success,
                attempt.location,
                attempt.sha256,
                attempt.bytes,
                attempt.reason,
                requested_by,
                when,
            )
            for n, attempt in enumerate(attempts)
        ]
        insert_rows(con, "desk_human.archive_attempts", _ATTEMPTS, rows)


def waiting(con: duckdb.DuckDBPyConnection, claim_ids: Sequence[str] | None = None, *, again: bool = True) -> list[str]:
    """The addresses, sorted, of which no copy is kept.

    Args:
        con: an open store's connection.
        claim_ids: of the sources of these claims only; None takes all.
        again: also those that an earlier attempt failed for.
    """
    found: list[str] = []
    for state in ("not_tried", "failed") if again else ("not_tried",):
        found += [entry.address for entry in states(con, show=state, claim_ids=claim_ids, limit=_NO_LIMIT)[1]]
    return sorted(found)


def states(
    con: duckdb.DuckDBPyConnection,
    *,
    show: str = "",
    hidden: Sequence[str] = (),
    claim_ids: Sequence[str] | None = None,
    offset: int = 0,
    limit: int = 50,
) -> tuple[int, list[SourceState]]:
    """How many addresses there are, and a page of them, the ones that most claims rest on first.

    Args:
        con: an open store's connection.
        show: one of :data:`FILTERS`; empty shows all.
        hidden: claims whose sources the reader may not see yet.
        claim_ids: only sources of these claims.
        offset: how many to leave out.
        limit: how many at most.

    Raises:
        ClaimdeskError: no such filter.
    """
    if show not in FILTERS:
        raise ClaimdeskError(f"{show!r} is no filter of sources", allowed=", ".join(filter(None, FILTERS)))
    rows = con.execute(
        _states(leaning=show == "own_outlet" or limit <= MOST_ON_A_PAGE),
        {
            "show": show,
            "hidden": list(hidden),
            "only": None if claim_ids is None else list(claim_ids),
            "limit": limit,
            "offset": offset,
        },
    ).fetchall()
    found = [SourceState(*(*row[1:8], tuple(row[8]), *row[9:])) for row in rows]
    return (rows[0][0] if rows else 0), found


def attempts_of(con: duckdb.DuckDBPyConnection, address: str) -> list[PastAttempt]:
    """Every attempt to keep a copy of an address, the last one first."""
    rows = con.execute(
        "SELECT archiver, success, location, sha256, bytes, reason, requested_by, tried_at "
        "FROM desk_human.archive_attempts WHERE url = $address ORDER BY seq DESC",
        {"address": address},
    ).fetchall()
    return [PastAttempt(*row) for row in rows]


def address_row(url: str) -> tuple[str, str, str, str, bool, str]:
    """What an address means: as it is written, its one spelling, host, site, whether an archive, why it is none."""
    try:
        address = addresses.normalise(url)
    except ClaimdeskError as error:
        return url, url, "", "", False, error.what
    return url, address.url, address.host, address.site, addresses.is_archive(address), ""


def _states(*, leaning: bool) -> str:
    # DuckDB leaves out what nothing asks for, and who leans on the own outlet is dear to find.
    own = "coalesce((SELECT own_outlet FROM leant WHERE leant.address = m.address), 0)" if leaning else "0"
    return _statement("states").format(own_outlet=own)


@lru_cache(maxsize=8)
def _statement(name: str) -> str:
    return (_SQL / f"{name}.sql").read_text("utf-8")
