"""Filled sheets back to reviews."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sheets.filled import read_sheet
from sheets.validating import Judge, claim_ids
from store import reviews
from store.connection import Store
from store.reading import known_claims
from store.types import ImportOutcome


def import_sheet(store: Store, path: Path, imported_at: datetime) -> ImportOutcome:
    """Reads one filled sheet (.html, .xlsx, or either file of a CSV pair) into the store.

    All or nothing: one refused cell, and nothing of the sheet is stored. Rows with a verdict become
    reviews; half-filled ones are kept as drafts and listed; untouched ones are passed over. The same
    sheet imported again adds nothing.

    Args:
        store: an open, writable store.
        path: the sheet.
        imported_at: the time of import; a source published after it is refused.

    Raises:
        ClaimdeskError: the file is no sheet, it is too big, or a required column is missing.
    """
    raw = read_sheet(path)
    judge = Judge(raw, known_claims(store, claim_ids(raw)), imported_at)
    # A workbook names no time for each answer, so that of the file tells an old copy from a new state of it.
    filled = replace(judge.sheet(), modified=str(path.stat().st_mtime_ns))
    if judge.refusals:
        return ImportOutcome(sheet=raw.name, refusals=judge.refusals)
    outcome = reviews.record(store, filled, imported_at)
    outcome.sheet = raw.name
    return outcome
