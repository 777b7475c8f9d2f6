"""Whether a sheet on disk holds a person's work."""

from __future__ import annotations

from pathlib import Path

from extractors.errors import ClaimdeskError
from sheets import answers
from sheets.raw import RawSheet
from sheets.read_csv import read_csv
from sheets.read_html import read_html
from sheets.read_xlsx import read_xlsx
from sheets.rows import filled_rows, has_formula, name_claims
from sheets.typed import filled_cells

_READERS = {".html": read_html, ".htm": read_html, ".xlsx": read_xlsx, ".csv": read_csv}
SUFFIXES = tuple(_READERS)


def read_sheet(path: Path) -> RawSheet:
    """Reads a sheet of any format that import knows.

    Raises:
        ClaimdeskError: there is no such file, it is no sheet, it is too big, a column is missing.
    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise ClaimdeskError("this is no review sheet", where=str(path), allowed=", ".join(SUFFIXES))
    try:
        raw = reader(path)
    except OSError as error:
        raise ClaimdeskError(f"the file cannot be read: {error.strerror or error}", where=str(path)) from error
    name_claims(raw)
    return raw


def is_filled(path: Path) -> bool:
    """Whether anybody wrote more into this sheet than it was rendered with; a file that is no sheet counts too."""
    if path.suffix == ".md":
        return False
    try:
        raw = read_sheet(path)
    except ClaimdeskError:
        return True
    if any(has_formula(row) for row in (*raw.claims, *raw.sources)):
        return True
    if raw.added:
        return True
    return answers.digest(filled_rows(raw), raw.fixes or filled_cells(raw)) != (raw.prefilled or answers.digest({}))
