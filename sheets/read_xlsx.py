"""A filled XLSX sheet as rows of cells. Sizes are checked before anything is unpacked."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractors.errors import ClaimdeskError
from sheets.raw import Cell, RawSheet, read_table
from sheets.workbook import ABOUT, FIXED_TIME

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

MAX_BYTES = 20_000_000
MAX_UNPACKED = 120_000_000
MAX_RATIO = 200
MAX_PARTS = 2_000
MAX_ROWS = 20_000
MAX_COLUMNS = 200
_NO_SHEET = "Give a sheet that `claimdesk sheets` rendered, saved as .xlsx"


def read_xlsx(path: Path) -> RawSheet:
    """Reads the worksheets ``claims`` and ``sources``, and what ``about`` says of the sheet.

    Raises:
        ClaimdeskError: no workbook, too big, a worksheet or a required column is missing.
    """
    _check_sizes(path)
    book = _open(path)
    raw = RawSheet(path.name)
    _read_about(raw, book)
    # What the workbook says itself goes with it, wherever it is copied to.
    changed = book.properties.modified
    raw.saved_on = changed.date().isoformat() if changed and changed != FIXED_TIME else ""
    for name in ("claims", "sources"):
        sheet = _worksheet(path, book, name)
        setattr(raw, name, read_table(f"{path.name} [{name}]", name, _rows(path, sheet)))
    return raw


def _check_sizes(path: Path) -> None:
    """What the archive declares; zipfile never unpacks more than that."""
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise ClaimdeskError("the file is too big for a sheet", where=path.name, allowed="up to 20 MB")
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise ClaimdeskError("this is no XLSX file", where=path.name, next_step=_NO_SHEET) from error
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED or unpacked > MAX_RATIO * max(size, 50_000):
        raise ClaimdeskError(
            "the file would unpack to far more than a sheet holds",
            where=path.name,
            allowed=f"up to {MAX_UNPACKED // 1_000_000} MB in {MAX_PARTS} parts",
        )


def _open(path: Path) -> Workbook:
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            # Spreadsheet programs add parts that we do not need; their loss here is no news to the reader.
            warnings.simplefilter("ignore")
            return load_workbook(path)
    except Exception as error:  # openpyxl raises nearly anything on a broken file
        raise ClaimdeskError("this XLSX file is broken", where=path.name, next_step=_NO_SHEET) from error


def _worksheet(path: Path, book: Workbook, name: str) -> Worksheet:
    for title in book.sheetnames:
        if title.strip().casefold() == name:
            sheet: Any = book[title]
            break
    else:
        found = ", ".join(repr(title) for title in book.sheetnames[:8])
        raise ClaimdeskError(
            f"there is no worksheet {name!r}", where=path.name, allowed=f"claims, sources (found: {found})"
        )
    if sheet.max_row > MAX_ROWS or sheet.max_column > MAX_COLUMNS:
        raise ClaimdeskError(
            f"the worksheet reaches to row {sheet.max_row}, column {sheet.max_column}",
            where=f"{path.name} [{name}]",
            allowed=f"up to {MAX_ROWS} rows and {MAX_COLUMNS} columns",
            next_step="Delete the empty rows and columns behind the last claim",
        )
    return sheet  # type: ignore[no-any-return]


def _rows(path: Path, sheet: Worksheet) -> Iterator[tuple[int, list[Cell]]]:
    for number, row in enumerate(sheet.iter_rows(), start=1):
        yield number, [_cell(cell) for cell in row]


def _cell(cell: Any) -> Cell:
    value = cell.value
    if value is None:
        return _NOTHING
    if cell.data_type == "f":
        return Cell(str(getattr(value, "text", value)), formula=True)
    link = cell.hyperlink.target if cell.hyperlink else None
    return Cell(_text(value), link=link or "")


_NOTHING = Cell()


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        # A time of day in a date cell is the spreadsheet's, not the writer's.
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _read_about(raw: RawSheet, book: Workbook) -> None:
    if ABOUT not in book.sheetnames:
        return
    sheet: Any = book[ABOUT]
    if sheet.max_row > MAX_ROWS:
        return
    claims: list[str] = []
    for key, value in sheet.iter_rows(max_col=2, values_only=True):
        if key in ("sheet_id", "article_id", "extractor_version", "prefilled", "role"):
            setattr(raw, str(key), _text(value) if value is not None else "")
        elif key == "claim":
            claims.append(str(value))
    raw.claim_ids = tuple(claims)
