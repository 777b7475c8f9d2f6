"""What people decided: reviews, their sources, and half-filled rows. Only ever added."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

import duckdb

from extractors.errors import ClaimdeskError
from store import corrections, statuses, vocabulary
from store.answers import Earlier, digest, draft_id, fingerprint, moment, review_id
from store.bulk import insert_rows
from store.clock import day, utc
from store.connection import Store
from store.tables import columns_of
from store.types import FilledRow, FilledSheet, ImportOutcome, Refusal, ReviewSource

_REVIEWS = columns_of(
    "review_id VARCHAR, seq BIGINT, claim_id VARCHAR, reviewer VARCHAR, role VARCHAR, verdict VARCHAR, "
    "not_checkable_reason VARCHAR, rationale VARCHAR, missing_context VARCHAR, created_at TIMESTAMP, "
    "sheet_id VARCHAR, origin VARCHAR, saved_at TIMESTAMP, answers_review_id VARCHAR, overtaken_by VARCHAR"
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
    """Appends a sheet's corrections, reviews, their sources and its drafts in one transaction.

    The same sheet adds nothing the second time, while a later answer equal to an older one adds a review and
    stands (:mod:`store.answers` says which answers are new). Complete reviews make their claims ``decided``,
    drafts ``in_review``; a withdrawn claim takes reviews and stays withdrawn.

    Returns:
        What was added; with ``refusals`` when a row cannot be stored (unknown claim, verdict without a
        source ...), and then nothing of the sheet was.
    """
    outcome = ImportOutcome(sheet.origin or sheet.sheet_id)
    with store.transaction() as con:
        prepared = corrections.prepare(con, sheet.corrections, outcome.sheet)
        outcome.refusals = [*prepared.refusals, *_refusals(con, sheet, prepared.new_claims())]
        if outcome.refusals:
            return outcome
        when, first = utc(imported_at), _next_seq(con)
        noted = corrections.append(con, prepared, imported_at, sheet_id=sheet.sheet_id, origin=sheet.origin)
        outcome.corrections_new = noted.new
        outcome.drafts = [row.claim_id for row in sheet.drafts]
        if _read_before(con, sheet):
            outcome.reviews_known = len(sheet.reviews)
            return outcome
        new = _add_reviews(con, sheet, first, when, outcome)
        _add_drafts(con, sheet, first + len(new), when)
        _note_import(con, sheet, outcome, when)
        for reviewer in dict.fromkeys(row.reviewer for row in new):
            _decide(con, [row.claim_id for row in new if row.reviewer == reviewer], reviewer, when)
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


def refusals(row: FilledRow) -> list[Refusal]:
    """Why a review of a claim that the store knows cannot be stored; an empty list when it can."""
    return list(_judged(FilledSheet("", "", (row,)), {row.claim_id}))


def insert(
    con: duckdb.DuckDBPyConnection, row: FilledRow, *, at: datetime, sheet_id: str, origin: str, turn: str
) -> str:
    """Appends one review with its sources inside the caller's transaction, even if one that says the same is there.

    Args:
        con: the connection.
        row: the review; :func:`refusals` has found nothing wrong with it.
        at: when it was saved.
        sheet_id: the sheet that it belongs to.
        origin: the name of the file, or "desk".
        turn: tells it from other reviews that say the same, such as the id of the action that made it.

    Returns:
        The review's id.
    """
    key, when = f"{review_id(row)}-{digest(turn)[:8]}", utc(at)
    values = (
        key, _next_seq(con), row.claim_id, row.reviewer, row.role, row.verdict, row.not_checkable_reason or None,
        row.rationale, row.missing_context, when.isoformat(), sheet_id, origin, when.isoformat(),
        row.answers_review_id or None, None,
    )  # fmt: skip
    insert_rows(con, "desk_human.reviews", _REVIEWS, [values])
    insert_rows(con, "desk_human.sources", _SOURCES, list(_source_rows(key, row)))
    return key


def insert_draft(con: duckdb.DuckDBPyConnection, row: FilledRow, *, at: datetime, sheet_id: str, origin: str) -> None:
    """Appends one draft inside the caller's transaction."""
    _add_drafts(con, FilledSheet(sheet_id, origin, (), (row,)), _next_seq(con), utc(at))


def _read_before(con: duckdb.DuckDBPyConnection, sheet: FilledSheet) -> bool:
    """Whether this very state of a file was read already; what is no file has no such state."""
    if not sheet.modified:
        return False
    found = con.execute(
        "SELECT 1 FROM desk_human.sheet_imports WHERE fingerprint = $print LIMIT 1", {"print": fingerprint(sheet)}
    ).fetchone()
    return found is not None


def _note_import(con: duckdb.DuckDBPyConnection, sheet: FilledSheet, outcome: ImportOutcome, when: datetime) -> None:
    if sheet.modified:
        con.execute(
            "INSERT INTO desk_human.sheet_imports SELECT $print, coalesce(max(seq), 0) + 1, $sheet, $origin, $new, "
            "$drafts, $at FROM desk_human.sheet_imports",
            {
                "print": fingerprint(sheet),
                "sheet": sheet.sheet_id,
                "origin": sheet.origin,
                "new": outcome.reviews_new,
                "drafts": len(outcome.drafts),
                "at": when,
            },
        )


def _add_reviews(
    con: duckdb.DuckDBPyConnection, sheet: FilledSheet, first: int, when: datetime, outcome: ImportOutcome
) -> list[FilledRow]:
    earlier = Earlier.of(con, sheet)
    new = [(row, answer) for row in sheet.reviews if (answer := earlier.add(row, when)) is not None]
    outcome.reviews_new, outcome.reviews_known = len(new), len(sheet.reviews) - len(new)
    rows = [
        (
            answer.review_id,
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
            answer.saved_at.isoformat() if answer.saved_at else None,
            row.answers_review_id or None,
            answer.overtaken_by,
        )
        for n, (row, answer) in enumerate(new)
    ]
    insert_rows(con, "desk_human.reviews", _REVIEWS, rows)
    sources = [source for row, answer in new for source in _source_rows(answer.review_id, row, sheet.read_on)]
    insert_rows(con, "desk_human.sources", _SOURCES, sources)
    return [row for row, _ in new]


def _source_rows(key: str, row: FilledRow, read_on: str = "") -> Iterator[tuple[Any, ...]]:
    for position, source in enumerate(row.sources):
        yield (
            "s" + digest([key, position]),
            key,
            row.claim_id,
            position,
            source.url,
            source.title,
            source.publisher,
            source.published_on or None,
            source.accessed_on or read_on or None,
            source.archive_url,
            source.quote,
            source.stance,
            source.tier,
        )


def _add_drafts(con: duckdb.DuckDBPyConnection, sheet: FilledSheet, first: int, when: datetime) -> None:
    """The last state of a draft, and any timed one that is known, is not added again."""
    ids = [draft_id(sheet.sheet_id, row) for row in sheet.drafts]
    known, latest = _known_drafts(con, sheet)
    rows: list[tuple[Any, ...]] = []
    for plain, row in zip(ids, sheet.drafts, strict=True):
        turn = known.get(plain, 0)
        if latest.get(row.claim_id) == plain or (turn and row.saved_at):
            continue
        sources = json.dumps([asdict(source) for source in row.sources], ensure_ascii=False)
        said = (row.reviewer, row.role, row.verdict, row.not_checkable_reason, row.rationale, row.missing_context)
        place = (f"{plain}-{turn}" if turn else plain, first + len(rows), sheet.sheet_id, row.claim_id)
        rows.append((*place, *said, sources, when.isoformat(), sheet.origin))
        known[plain], latest[row.claim_id] = turn + 1, plain
    insert_rows(con, "desk_human.drafts", _DRAFTS, rows)


def _known_drafts(con: duckdb.DuckDBPyConnection, sheet: FilledSheet) -> tuple[dict[str, int], dict[str, str]]:
    """How often each state of this sheet's drafts is stored, and the last state by claim."""
    rows = con.execute(
        "SELECT split_part(draft_id, '-', 1), claim_id FROM desk_human.drafts WHERE sheet_id = $sheet "
        "AND claim_id IN (SELECT unnest($ids::VARCHAR[])) ORDER BY seq",
        {"sheet": sheet.sheet_id, "ids": [row.claim_id for row in sheet.drafts]},
    ).fetchall()
    times: dict[str, int] = {}
    for plain, _ in rows:
        times[plain] = times.get(plain, 0) + 1
    return times, {claim: plain for plain, claim in rows}


def _decide(con: duckdb.DuckDBPyConnection, claim_ids: list[str], reviewer: str, when: datetime) -> None:
    open_statuses = [key for key in vocabulary.load().keys("status") if key not in ("decided", "withdrawn")]
    statuses.append(con, claim_ids, "decided", by=reviewer, at=when, reason="review", only_from=open_statuses)


def _refusals(con: duckdb.DuckDBPyConnection, sheet: FilledSheet, added: set[str]) -> Iterator[Refusal]:
    """The last gate: a sheet's reader has looked at every cell, but not only sheets may come here."""
    known = _known_claims(con, [row.claim_id for row in (*sheet.reviews, *sheet.drafts)]) | added
    yield from _judged(sheet, known)


def _judged(sheet: FilledSheet, known: set[str]) -> Iterator[Refusal]:
    rows = [*sheet.reviews, *sheet.drafts]
    words = vocabulary.load()
    name = sheet.origin or sheet.sheet_id
    for row in rows:
        if row.claim_id not in known:
            yield Refusal(name, row.where, "claim_id", row.claim_id, "a claim that this store knows")
        try:
            moment(row.saved_at)
        except ValueError:
            yield Refusal(name, row.where, "saved_at", row.saved_at, "an ISO 8601 time, such as 2026-03-02T12:00:00Z")
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
        "SELECT claim_id FROM claims WHERE claim_id IN (SELECT unnest($ids::VARCHAR[]))",
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
