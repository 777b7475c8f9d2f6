"""Filled sheets back to reviews."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from sheets import fixes
from sheets.filled import read_sheet
from sheets.raw import RawSheet
from sheets.typed import Typed, filled_cells
from sheets.typed import read as read_typed
from sheets.validating import Judge, claim_ids
from store import corrections, reviews
from store.clock import utc
from store.connection import Store
from store.corrections import Standing
from store.placing import article_texts, claim_places
from store.reading import known_claims
from store.types import ImportOutcome, Refusal


def import_sheet(store: Store, path: Path, imported_at: datetime) -> ImportOutcome:
    """Reads one filled sheet (.html, .xlsx, or either file of a CSV pair) into the store.

    All or nothing: one refused cell, and nothing of the sheet is stored. Rows with a verdict become
    reviews; half-filled ones are kept as drafts and listed; untouched ones are passed over. The same
    sheet imported again adds nothing. A table's sources without a day of reading get the day on which it was last
    saved, which an HTML sheet notes itself.

    Args:
        store: an open, writable store.
        path: the sheet.
        imported_at: the time of import; a source published after it is refused.

    Raises:
        ClaimdeskError: the file is no sheet, it is too big, or a required column is missing.
    """
    raw = read_sheet(path)
    typed = _typed(store, raw)
    judge = Judge(raw, known_claims(store, claim_ids(raw)), imported_at)
    # A workbook names no time for each answer, so that of the file tells an old copy from a new state of it.
    modified, read_on = str(path.stat().st_mtime_ns), _read_on(raw, path, imported_at)
    filled = replace(judge.sheet(), modified=modified, read_on=read_on)
    if typed.refusals or judge.refusals:
        refusals = _in_their_worksheet(raw, [*typed.refusals, *judge.refusals])
        return ImportOutcome(sheet=raw.name, refusals=refusals)
    outcome = reviews.record(store, filled, imported_at)
    outcome.sheet = raw.name
    outcome.refusals = _in_their_worksheet(raw, outcome.refusals)
    return outcome


def _read_on(raw: RawSheet, path: Path, imported_at: datetime) -> str:
    """The day on which a table was last saved: its sources were read then, where nobody wrote another day."""
    if path.suffix.lower() not in (".xlsx", ".csv"):
        return ""
    saved_on = raw.saved_on or datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat()
    return min(saved_on, utc(imported_at).date().isoformat())


def _typed(store: Store, raw: RawSheet) -> Typed:
    """The corrections of a table, located in the articles' texts; an HTML sheet has no such cells."""
    judged = Typed({}, {}, {})
    if filled_cells(raw):
        judged.places = claim_places(store, claim_ids(raw))
        named = {raw.article_id, *(row.text("article_id").strip() for row in raw.claims)}
        judged.texts = article_texts(store, sorted(named | {place.article_id for place in judged.places.values()}))
        found: dict[str, list[Standing]] = {}
        for one in corrections.standing(store.con, list(judged.places)):
            found.setdefault(one.claim_id, []).append(one)
        judged.standing = {claim_id: fixes.shown(rows) for claim_id, rows in found.items()}
        read_typed(raw, judged)
    return judged


def _in_their_worksheet(raw: RawSheet, refusals: list[Refusal]) -> list[Refusal]:
    """Refusals with the worksheet that their row stands in, so that a copy can mark the cell."""
    sheets = {row.where: row.sheet for row in raw.claims}
    return [replace(one, sheet=sheets.get(one.row, one.sheet)) if one.sheet == raw.name else one for one in refusals]
