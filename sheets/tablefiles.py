"""The CSV pair of a sheet: UTF-8 with a byte order mark, so that Arabic opens right in Excel."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from sheets import tables
from sheets.clean import guard_formula
from sheets.tables import Column
from sheets.view import SheetView

SUFFIXES = {"claims": ".claims.csv", "sources": ".sources.csv"}


def csv_pair(view: SheetView) -> dict[str, bytes]:
    """File suffix to content, for the claims and the sources."""
    return {
        SUFFIXES["claims"]: _csv(tables.CLAIMS, view.interface, tables.claim_rows(view)),
        SUFFIXES["sources"]: _csv(tables.SOURCES, view.interface, tables.source_rows(view)),
    }


def _csv(columns: Sequence[Column], language: str, rows: Iterable[Sequence[str | float]]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow([column.name for column in columns])
    writer.writerow([tables.label(column, language) for column in columns])
    for row in rows:
        writer.writerow([guard_formula(value) if isinstance(value, str) else value for value in row])
    return stream.getvalue().encode("utf-8-sig")
