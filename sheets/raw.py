"""A sheet as it came back: rows of cells under known columns, nothing judged yet."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from extractors.errors import ClaimdeskError
from extractors.normalise import fold
from sheets import labels
from sheets.fixes import Fixes
from sheets.tables import WORKSHEETS, Column

REQUIRED = {
    "claims": ("claim_id", "claim_text", "verdict", "rationale", "missing_context", "reviewer"),
    "sources": (
        "claim_id", "url", "title", "publisher", "published_on", "accessed_on", "archive_url", "quote", "stance",
        "tier",
    ),
}  # fmt: skip
_HEADER_WITHIN = 10


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text, whether it holds a formula instead of a value, and where it links to."""

    text: str = ""
    formula: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row as its writer sees it: the sheet and row to name in a refusal, and its cells by field name."""

    sheet: str
    where: str
    cells: dict[str, Cell]

    def text(self, name: str) -> str:
        """The cell's text, empty where the column is missing."""
        return self.cells.get(name, _EMPTY).text


@dataclass(slots=True)
class RawSheet:
    """All that a sheet holds; ``claim_ids`` are those it was rendered with, when it says so."""

    name: str
    sheet_id: str = ""
    article_id: str = ""
    extractor_version: str = ""
    prefilled: str = ""
    claim_ids: tuple[str, ...] = ()
    claims: list[RawRow] = field(default_factory=list)
    sources: list[RawRow] = field(default_factory=list)
    sources_note: str = ""
    article_version: int = 0
    role: str = ""
    reviewer: str = ""
    fixes: dict[str, Fixes] = field(default_factory=dict)
    added: list[dict[str, Any]] = field(default_factory=list)
    correctors: dict[str, str] = field(default_factory=dict)
    saved_on: str = ""


_EMPTY = Cell()


def read_table(name: str, worksheet: str, rows: Iterable[tuple[int, Sequence[Cell]]]) -> list[RawRow]:
    """The rows under the header, their cells by field name; empty rows and repeated headers are left out.

    Args:
        name: the sheet's name, for messages.
        worksheet: "claims" or "sources".
        rows: row numbers as people count them, and cells.

    Raises:
        ClaimdeskError: no header row, a required column is missing or stands there twice.
    """
    known = _known_names(WORKSHEETS[worksheet])
    columns: dict[int, str] = {}
    found: list[RawRow] = []
    for number, cells in rows:
        if not columns:
            if number > _HEADER_WITHIN:
                break
            if any(known.get(_plain(cell.text)) == "claim_id" for cell in cells) or _looks_like_header(cells, known):
                columns = _columns(name, worksheet, cells, known)
            continue
        values = {field_name: cells[i] for i, field_name in columns.items() if i < len(cells)}
        if not any(cell.text or cell.formula for cell in values.values()):
            continue
        if known.get(_plain(values.get("claim_id", _EMPTY).text)) == "claim_id":
            continue
        found.append(RawRow(name, f"row {number}", values))
    if not columns:
        raise ClaimdeskError(
            f"there is no header row among the first {_HEADER_WITHIN} rows",
            where=name,
            allowed=", ".join(REQUIRED[worksheet]),
            next_step="Give a sheet that `claimdesk sheets` rendered",
        )
    return found


def _looks_like_header(cells: Sequence[Cell], known: dict[str, str]) -> bool:
    return sum(_plain(cell.text) in known for cell in cells) >= 3


def _columns(name: str, worksheet: str, cells: Sequence[Cell], known: dict[str, str]) -> dict[int, str]:
    columns: dict[int, str] = {}
    strangers: list[str] = []
    for index, cell in enumerate(cells):
        column = known.get(_plain(cell.text))
        if column is None:
            strangers.extend([cell.text] if cell.text else [])
        elif column in columns.values():
            raise ClaimdeskError(
                f"the column {column!r} stands there twice", where=name, next_step="Delete or rename one of the two"
            )
        else:
            columns[index] = column
    missing = [column for column in REQUIRED[worksheet] if column not in columns.values()]
    # A misspelt optional column would lose what was written in it.
    optional = [column.name for column in WORKSHEETS[worksheet] if column.human and column.name not in columns.values()]
    missing.extend(column for column in optional if column not in missing and _closest(column, strangers))
    if missing:
        raise _missing(name, missing[0], strangers)
    return columns


def _missing(name: str, column: str, strangers: list[str]) -> ClaimdeskError:
    near = _closest(column, strangers)
    seen = ", ".join(repr(stranger) for stranger in strangers[:8])
    if near:
        next_step = f"Rename the column {near!r} back to {column!r}"
    else:
        next_step = f"Columns not known here: {seen}" if seen else f"Put a column {column!r} in the header row"
    allowed = ", ".join(sorted(labels.load().forms("column", column)))
    return ClaimdeskError(f"the column {column!r} is missing", where=name, allowed=allowed, next_step=next_step)


def _closest(column: str, strangers: list[str]) -> str:
    """The unknown heading that was most likely meant."""
    forms = [_plain(form) for form in labels.load().forms("column", column)]
    for stranger in strangers:
        if difflib.get_close_matches(_plain(stranger), forms, n=1, cutoff=0.75):
            return stranger
    return ""


def field_of(worksheet: str, heading: str) -> str:
    """The field that a heading names in any language; empty where it names none of the worksheet."""
    return _known_names(WORKSHEETS[worksheet]).get(_plain(heading), "") if worksheet in WORKSHEETS else ""


def _known_names(columns: Sequence[Column]) -> dict[str, str]:
    words = labels.load()
    names = {_plain(words.text(column.label, code)): column.name for column in columns for code in words.languages}
    return names | {_plain(column.name): column.name for column in columns}


def _plain(text: str) -> str:
    return " ".join(fold(text).replace("_", " ").split())
