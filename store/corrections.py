"""What people set right in the machine's findings, beside the machine's own values. Only ever added.

A correction is one kind of one claim: its ``span``, ``speaker`` or ``date``, a ``split`` into pieces, a claim that the
machine missed (``add``), or ``not_a_claim``. The latest of each kind stands. Pieces and added claims are claims of
their own from then on: the view ``claims`` shows them, and they take reviews.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import duckdb

from store import correcting, statuses
from store.bulk import insert_rows
from store.clock import utc
from store.connection import Store
from store.correcting import KINDS, TAKEN_BACK, Found, human_id
from store.tables import columns_of
from store.types import Correction, Refusal

__all__ = [
    "KINDS", "TAKEN_BACK", "Correction", "Prepared", "Recorded", "Standing", "append", "human_id", "prepare", "record",
    "say_the_same", "standing",
]  # fmt: skip

_CORRECTIONS = columns_of(
    "correction_id VARCHAR, seq BIGINT, claim_id VARCHAR, article_id VARCHAR, article_version INTEGER, kind VARCHAR, "
    "position INTEGER, start_char INTEGER, end_char INTEGER, text VARCHAR, value VARCHAR, from_date DATE, "
    "to_date DATE, machine_value VARCHAR, reviewer VARCHAR, note VARCHAR, created_at TIMESTAMP, sheet_id VARCHAR, "
    "origin VARCHAR"
)
_OPEN = ("new", "assigned", "in_review", "second_review", "decided")


@dataclass(frozen=True, slots=True)
class Standing:
    """A row of the correction that stands for its claim and kind; days are YYYY-MM-DD or empty."""

    claim_id: str
    kind: str
    position: int
    start: int | None
    end: int | None
    text: str
    value: str
    from_date: str
    to_date: str
    machine_value: str
    reviewer: str
    note: str
    created_at: datetime
    article_version: int


@dataclass(slots=True)
class Recorded:
    """How many corrections were new and how many were known; with ``refusals``, nothing was stored."""

    new: int = 0
    known: int = 0
    refusals: list[Refusal] = field(default_factory=list)


def record(
    store: Store, corrections: Sequence[Correction], at: datetime, *, sheet_id: str = "", origin: str = "desk"
) -> Recorded:
    """Appends corrections in a transaction of their own; one refusal, and none of them is stored.

    Args:
        store: an open, writable store.
        corrections: the rows; those of one claim and kind make one correction, in their order.
        at: the time of recording.
        sheet_id: the sheet that they come from, empty for the desk.
        origin: the name of the file, or "desk".
    """
    with store.transaction() as con:
        prepared = prepare(con, corrections, origin or sheet_id)
        if prepared.refusals:
            return Recorded(refusals=prepared.refusals)
        return append(con, prepared, at, sheet_id=sheet_id, origin=origin)


@dataclass(slots=True)
class Prepared:
    """Corrections that were judged: the rows as they will be stored, or what was refused."""

    rows: list[Correction] = field(default_factory=list)
    machine_values: list[str] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)

    def new_claims(self) -> set[str]:
        """The ids of the claims that these corrections add or split off."""
        added = {row.claim_id for row in self.rows if row.kind == "add"}
        return added | {row.value for row in self.rows if row.kind == "split" and row.value}


def prepare(con: duckdb.DuckDBPyConnection, corrections: Sequence[Correction], name: str) -> Prepared:
    """Judges corrections against the store, without storing any; ``name`` is that of the sheet, for refusals."""
    if not corrections:
        return Prepared()
    found = _found(con, corrections)
    refused = list(correcting.refusals(corrections, found, name))
    if refused:
        return Prepared(refusals=refused)
    rows = list(correcting.settled(corrections, found))
    return Prepared(rows, [found.machine_value(row) for row in rows])


def append(con: duckdb.DuckDBPyConnection, prepared: Prepared, at: datetime, *, sheet_id: str, origin: str) -> Recorded:
    """Adds prepared corrections inside the caller's transaction.

    A correction that says what stands already adds nothing, nor does one that was recorded before (the same words,
    reviewer and time of saving, or the same sheet where no time is known).
    """
    outcome, when = Recorded(), utc(at)
    machine = dict(zip(prepared.rows, prepared.machine_values, strict=True))
    batches = _batches(prepared.rows)
    stand = _batches(standing(con, [claim_id for claim_id, _ in batches], taken_back=True))
    known = _known(con, [_id(rows, sheet_id) for rows in batches.values()])
    first = _next_seq(con)
    new: list[tuple[Any, ...]] = []
    moving: list[list[Correction]] = []
    for key, rows in batches.items():
        identity, now = _id(rows, sheet_id), stand.get(key, [])
        idle = rows[0].position == TAKEN_BACK and not now
        if idle or identity in known or _says(rows) == _says(now):
            outcome.known += 1
            continue
        outcome.new += 1
        moving.append(rows)
        for row in rows:
            place = (f"{identity}-{row.position}", first + len(new))
            new.append((*place, *_row(row, machine[row]), when.isoformat(), sheet_id, origin))
    insert_rows(con, "desk_human.corrections", _CORRECTIONS, new)
    for rows in moving:
        _move(con, rows, when)
    return outcome


def standing(con: duckdb.DuckDBPyConnection, claim_ids: Sequence[str], *, taken_back: bool = False) -> list[Standing]:
    """The rows of the corrections that stand for these claims, by claim, kind and position.

    Args:
        con: a connection.
        claim_ids: the claims.
        taken_back: also the kinds that were taken back, as one row with the position :data:`TAKEN_BACK`.
    """
    rows = con.execute(
        "SELECT claim_id, kind, position, start_char, end_char, text, value, coalesce(from_date::VARCHAR, ''), "
        "coalesce(to_date::VARCHAR, ''), machine_value, reviewer, note, created_at, article_version FROM corrections "
        "WHERE claim_id IN (SELECT unnest($ids::VARCHAR[])) "
        "QUALIFY seq >= max(CASE WHEN position <= 0 THEN seq END) OVER (PARTITION BY claim_id, kind) "
        "ORDER BY claim_id, kind, position",
        {"ids": list(claim_ids)},
    ).fetchall()
    return [row for values in rows if (row := Standing(*values)).position != TAKEN_BACK or taken_back]


def say_the_same(rows: Sequence[Correction], now: Sequence[Standing]) -> bool:
    """Whether prepared rows say just what stands, whoever said it."""
    return _says(rows) == _says(now)


def _batches(rows: Iterable[Any]) -> dict[tuple[str, str], list[Any]]:
    found: dict[tuple[str, str], list[Any]] = {}
    for row in rows:
        found.setdefault((row.claim_id, row.kind), []).append(row)
    return found


def _says(rows: Sequence[Any]) -> list[tuple[Any, ...]]:
    """What a correction says, whoever said it: two that say the same are the same."""
    return [(r.position, r.start, r.end, r.text, r.value, r.from_date, r.to_date, r.note) for r in rows]


def _id(rows: Sequence[Correction], sheet_id: str) -> str:
    first = rows[0]
    # A time of saving tells "A, then B, then A" apart; without one, the sheet is all there is to go by.
    again = first.saved_at or sheet_id
    content = [first.claim_id, first.kind, first.reviewer, again, [list(said) for said in _says(rows)]]
    return "k" + hashlib.sha256(json.dumps(content, sort_keys=True).encode("ascii")).hexdigest()[:24]


def _row(row: Correction, machine_value: str) -> tuple[Any, ...]:
    return (
        row.claim_id, row.article_id, row.article_version, row.kind, row.position, row.start, row.end, row.text,
        row.value, row.from_date or None, row.to_date or None, machine_value, row.reviewer, row.note,
    )  # fmt: skip


def _found(con: duckdb.DuckDBPyConnection, corrections: Sequence[Correction]) -> Found:
    """What the rows are judged by: the claims they name, and the texts that their offsets count in."""
    ids = [row.claim_id for row in corrections if row.claim_id]
    claims = con.execute(_CLAIMS.format("desk_machine.claims"), {"ids": ids}).fetchall()
    # Those that people added are in the view alone, which has to put every claim together first.
    if others := set(ids).difference(row[0] for row in claims):
        claims += con.execute(_CLAIMS.format("claims"), {"ids": sorted(others)}).fetchall()
    dates = con.execute(
        "SELECT claim_id, text, value, coalesce(from_date::VARCHAR, ''), coalesce(to_date::VARCHAR, '') "
        "FROM claim_dates WHERE claim_id IN (SELECT unnest($ids::VARCHAR[])) ORDER BY claim_id, position",
        {"ids": ids},
    ).fetchall()
    articles = {row[1] for row in claims} | {row.article_id for row in corrections if row.article_id}
    versions = con.execute(
        "SELECT article_id, version FROM desk_machine.articles WHERE article_id IN (SELECT unnest($ids::VARCHAR[]))",
        {"ids": sorted(articles)},
    ).fetchall()
    texts = con.execute(
        "SELECT article_id, version, text FROM desk_machine.article_versions "
        "WHERE article_id IN (SELECT unnest($ids::VARCHAR[]))",
        {"ids": sorted(articles)},
    ).fetchall()
    return Found(
        {row[0]: correcting.FoundClaim(*row) for row in claims},
        dict(versions),
        {(article_id, version): text for article_id, version, text in texts},
        dates,
    )


_CLAIMS = (
    "SELECT claim_id, article_id, article_version, start_char, end_char, claim_text, kind, coalesce(speaker, ''), "
    "speaker_type, coalesce(cue, ''), coalesce(stance, '') FROM {} WHERE claim_id IN (SELECT unnest($ids::VARCHAR[]))"
)


def _move(con: duckdb.DuckDBPyConnection, rows: Sequence[Correction], when: datetime) -> None:
    """What a correction means for the status: what is no claim, or is in pieces, leaves the queue, and may return."""
    first = rows[0]
    back = first.position == TAKEN_BACK
    own = [first.claim_id]
    if first.kind == "add":
        _set_aside(con, own, first.reviewer, when, "taken back") if back else _return(con, own, first.reviewer, when)
    elif first.kind in ("not_a_claim", "split"):
        _return(con, own, first.reviewer, when) if back else _set_aside(con, own, first.reviewer, when, first.kind)
    if first.kind == "split":
        pieces = [row.value for row in rows if row.value]
        before = con.execute(
            "SELECT DISTINCT value FROM desk_human.corrections WHERE claim_id = $id AND kind = 'split' "
            "AND position >= 0 ORDER BY value",
            {"id": first.claim_id},
        ).fetchall()
        _set_aside(con, [p for (p,) in before if p not in pieces], first.reviewer, when, "taken back")
        _return(con, pieces, first.reviewer, when)


def _set_aside(con: duckdb.DuckDBPyConnection, ids: Sequence[str], by: str, when: datetime, reason: str) -> None:
    statuses.append(con, ids, "withdrawn", by=by, at=when, reason=reason, only_from=_OPEN)


def _return(con: duckdb.DuckDBPyConnection, ids: Sequence[str], by: str, when: datetime) -> None:
    rows = con.execute(
        "SELECT DISTINCT claim_id FROM desk_human.reviews WHERE claim_id IN (SELECT unnest($ids::VARCHAR[]))",
        {"ids": list(ids)},
    ).fetchall()
    reviewed = {row[0] for row in rows}
    for status, chosen in (
        ("decided", [one for one in ids if one in reviewed]),
        ("new", [one for one in ids if one not in reviewed]),
    ):
        statuses.append(con, chosen, status, by=by, at=when, reason="a claim again", only_from=("withdrawn",))


def _known(con: duckdb.DuckDBPyConnection, ids: Sequence[str]) -> set[str]:
    rows = con.execute(
        "SELECT DISTINCT split_part(correction_id, '-', 1) FROM desk_human.corrections "
        "WHERE split_part(correction_id, '-', 1) IN (SELECT unnest($ids::VARCHAR[]))",
        {"ids": list(ids)},
    ).fetchall()
    return {row[0] for row in rows}


def _next_seq(con: duckdb.DuckDBPyConnection) -> int:
    row = con.execute("SELECT coalesce(max(seq), 0) + 1 FROM desk_human.corrections").fetchone()
    return int(row[0]) if row else 1
