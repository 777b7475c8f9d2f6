"""What people decided: reviews, their sources, and half-filled rows. Only ever added."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

import duckdb

from extractors.errors import ClaimdeskError
from store import statuses, vocabulary
from store.bulk import insert_rows
from store.clock import day, utc
from store.connection import Store
from store.tables import columns_of
from store.types import FilledRow, FilledSheet, ImportOutcome, Refusal, ReviewSource

_REVIEWS = columns_of(
    "review_id VARCHAR, seq BIGINT, claim_id VARCHAR, reviewer VARCHAR, role VARCHAR, verdict VARCHAR, "
    "not_checkable_reason VARCHAR, rationale VARCHAR, missing_context VARCHAR, created_at TIMESTAMP, "
    "sheet_id VARCHAR, origin VARCHAR"
)
_SOURCES = columns_of(
    "source_id VARCHAR, review_id VARCHAR, claim_id VARCHAR, position INTEGER, url VARCHAR, title VARCHAR, "
    "publisher VARCHAR, published_on DATE, accessed_on DATE, archive_url VARCHAR, quote VARCHAR, stance VARCHAR, "
    "tier VARCHAR"
)
_DRAFTS = columns_of(
    "draft_id VARCHAR, seq BIGINT, sheet_id VARCHAR, claim_id VARCHAR, reviewer VARCHAR, role VARCHAR, "
    "verdict VARCHAR, not_checkable_reason VARCHAR, rationale VARCHAR, missing_context VARCHAR, sources VARCHAR, "
    "created_at TIMESTAMP, origin VARCHAR"
)


def record(store: Store, sheet: FilledSheet, imported_at: datetime) -> ImportOutcome:
    """Appends a sheet's reviews, their sources and its drafts in one transaction.

    Review ids are hashes of content, so the same sheet adds nothing the second time. Complete reviews make
    their claims ``decided``, drafts ``in_review``; a withdrawn claim takes reviews and stays withdrawn.

    Returns:
        What was added; with ``refusals`` when a row cannot be stored (unknown claim, verdict without a
        source ...), and then nothing of the sheet was.
    """
    outcome = ImportOutcome(sheet.origin or sheet.sheet_id)
    with store.transaction() as con:
        outcome.refusals = list(_refusals(con, sheet))
        if outcome.refusals:
            return outcome
        when = utc(imported_at)
        new = _add_reviews(con, sheet, when, outcome)
        _add_drafts(con, sheet, when, outcome)
        for row in new:
            _decide(con, row, when)
        for row in sheet.drafts:
            statuses.append(
                con,
                [row.claim_id],
                "in_review",
                by=row.reviewer or statuses.MACHINE,
                at=when,
                reason="draft",
                only_from=("new", "assigned"),
            )
    return outcome


def review_id(row: FilledRow) -> str:
    """The hash of what a review says: claim, reviewer, verdict, rationale, missing context, reason and sources."""
    content = [row.claim_id, row.reviewer, row.verdict, row.rationale, row.missing_context, row.not_checkable_reason]
    return "r" + _digest([*content, [asdict(source) for source in row.sources]])


def _add_reviews(
    con: duckdb.DuckDBPyConnection, sheet: FilledSheet, when: datetime, outcome: ImportOutcome
) -> list[FilledRow]:
    rows = {review_id(row): row for row in sheet.reviews}
    known = _known(con, "reviews", "review_id", list(rows))
    new = {key: row for key, row in rows.items() if key not in known}
    outcome.reviews_new, outcome.reviews_known = len(new), len(rows) - len(new)
    first = _next_seq(con)
    insert_rows(
        con,
        "desk_human.reviews",
        _REVIEWS,
        [
            (
                key,
                first + n,
                row.claim_id,
                row.reviewer,
                row.role,
                row.verdict,
                row.not_checkable_reason or None,
                row.rationale,
                row.missing_context,
                when.isoformat(),
                sheet.sheet_id,
                sheet.origin,
            )
            for n, (key, row) in enumerate(new.items())
        ],
    )
    insert_rows(con, "desk_human.sources", _SOURCES, [r for key, row in new.items() for r in _source_rows(key, row)])
    return list(new.values())


def _source_rows(key: str, row: FilledRow) -> Iterator[tuple[Any, ...]]:
    for position, source in enumerate(row.sources):
        yield (
            "s" + _digest([key, position]),
            key,
            row.claim_id,
            position,
            source.url,
            source.title,
            source.publisher,
            source.published_on or None,
            source.accessed_on or None,
            source.archive_url,
            source.quote,
            source.stance,
            source.tier,
        )


def _add_drafts(con: duckdb.DuckDBPyConnection, sheet: FilledSheet, when: datetime, outcome: ImportOutcome) -> None:
    """A state of a draft that is known already is listed, and not added again, also when a later one followed it."""
    outcome.drafts = [row.claim_id for row in sheet.drafts]
    rows: dict[str, tuple[Any, ...]] = {}
    first = _next_seq(con)
    for row in sheet.drafts:
        sources = json.dumps([asdict(source) for source in row.sources], ensure_ascii=False)
        said = (row.reviewer, row.role, row.verdict, row.not_checkable_reason, row.rationale, row.missing_context)
        draft_id = "d" + _digest([sheet.sheet_id, row.claim_id, *said, sources])
        place = (draft_id, first + len(rows), sheet.sheet_id, row.claim_id)
        rows[draft_id] = (*place, *said, sources, when.isoformat(), sheet.origin)
    known = _known(con, "drafts", "draft_id", list(rows))
    insert_rows(con, "desk_human.drafts", _DRAFTS, [row for key, row in rows.items() if key not in known])


def _decide(con: duckdb.DuckDBPyConnection, row: FilledRow, when: datetime) -> None:
    open_statuses = [key for key in vocabulary.load().keys("status") if key not in ("decided", "withdrawn")]
    statuses.append(con, [row.claim_id], "decided", by=row.reviewer, at=when, reason="review", only_from=open_statuses)


def _refusals(con: duckdb.DuckDBPyConnection, sheet: FilledSheet) -> Iterator[Refusal]:
    """The last gate: a sheet's reader has looked at every cell, but not only sheets may come here."""
    rows = [*sheet.reviews, *sheet.drafts]
    known = _known_claims(con, [row.claim_id for row in rows])
    words = vocabulary.load()
    name = sheet.origin or sheet.sheet_id
    for row in rows:
        if row.claim_id not in known:
            yield Refusal(name, row.where, "claim_id", row.claim_id, "a claim that this store knows")
    for row in sheet.reviews:
        if not row.reviewer.strip():
            yield Refusal(name, row.where, "reviewer", row.reviewer, "the name of who decided")
        if row.verdict not in words.keys("verdict"):
            yield Refusal(name, row.where, "verdict", row.verdict, ", ".join(words.keys("verdict")))
        reasons = words.keys("not_checkable_reason")
        if row.verdict == "not_checkable" and row.not_checkable_reason not in reasons:
            yield Refusal(name, row.where, "not_checkable_reason", row.not_checkable_reason, ", ".join(reasons))
        if row.verdict != "not_checkable" and row.not_checkable_reason:
            yield Refusal(name, row.where, "not_checkable_reason", row.not_checkable_reason, "empty for this verdict")
        if row.verdict != "not_checkable" and not row.sources:
            yield Refusal(name, row.where, "sources", "", "at least one source for this verdict")
        for source in row.sources:
            yield from _source_refusals(name, row.where, source)


def _source_refusals(name: str, where: str, source: ReviewSource) -> Iterator[Refusal]:
    words = vocabulary.load()
    if not source.url.strip():
        yield Refusal(name, where, "url", source.url, "the address of the source")
    for column, value in (("stance", source.stance), ("tier", source.tier)):
        if value not in words.keys(column):
            yield Refusal(name, where, column, value, ", ".join(words.keys(column)))
    for column, value in (("published_on", source.published_on), ("accessed_on", source.accessed_on)):
        try:
            day(value, where)
        except ClaimdeskError as error:
            yield Refusal(name, where, column, value, error.allowed)


def _known_claims(con: duckdb.DuckDBPyConnection, ids: Sequence[str]) -> set[str]:
    rows = con.execute(
        "SELECT claim_id FROM desk_machine.claims WHERE claim_id IN (SELECT unnest($ids::VARCHAR[]))",
        {"ids": list(ids)},
    ).fetchall()
    return {row[0] for row in rows}


def _known(con: duckdb.DuckDBPyConnection, table: str, key: str, ids: Sequence[str]) -> set[str]:
    rows = con.execute(
        f"SELECT {key} FROM desk_human.{table} WHERE {key} IN (SELECT unnest($ids::VARCHAR[]))",  # noqa: S608
        {"ids": list(ids)},
    ).fetchall()
    return {row[0] for row in rows}


def _next_seq(con: duckdb.DuckDBPyConnection) -> int:
    """One count over reviews and drafts, so that it is known which came later even when the clock was set back."""
    row = con.execute(
        "SELECT greatest((SELECT coalesce(max(seq), 0) FROM desk_human.reviews), "
        "(SELECT coalesce(max(seq), 0) FROM desk_human.drafts)) + 1"
    ).fetchone()
    return int(row[0]) if row else 1


def _digest(content: object) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode("ascii")).hexdigest()[:24]
