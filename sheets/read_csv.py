"""A filled CSV pair as rows of cells: the claims, and the sources beside them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from extractors.errors import ClaimdeskError
from sheets.clean import unguard_formula
from sheets.raw import Cell, RawSheet, read_table
from sheets.tablefiles import SUFFIXES

MAX_BYTES = 20_000_000
MAX_ROWS = 20_000
_DELIMITERS = ",;\t"
# Also "claims.csv" with "sources.csv", and "x.claims (1).csv" with "x.sources (1).csv".
_PAIRED = re.compile(r"(.*)(claims|sources)([^/]*\.csv)", re.IGNORECASE)


def pair_of(path: Path) -> tuple[Path, Path]:
    """The claims file and the sources file that belong together, from either of them.

    Raises:
        ClaimdeskError: the name is none of a pair, or there is no claims file.
    """
    found = _PAIRED.fullmatch(path.name)
    if found is None:
        raise ClaimdeskError(
            "this CSV file is none of a sheet's pair", where=path.name, allowed="NAME.claims.csv with NAME.sources.csv"
        )
    claims, sources = (
        path.with_name(f"{found[1]}{found[2] if part == found[2].lower() else part}{found[3]}") for part in SUFFIXES
    )
    if not claims.is_file():
        raise ClaimdeskError("the claims are missing", where=path.name, next_step=f"Put {claims.name} beside it")
    return claims, sources


def read_csv(path: Path) -> RawSheet:
    """Reads a pair; without a sources file there are no sources.

    Raises:
        ClaimdeskError: not a pair, too big, not text, a required column is missing.
    """
    claims, sources = pair_of(path)
    raw = RawSheet(claims.name)
    raw.claims = read_table(claims.name, "claims", rows_of(claims))
    if sources.is_file():
        raw.sources = read_table(sources.name, "sources", rows_of(sources))
    else:
        raw.sources_note = f" ({sources.name} is not beside this file)"
    return raw


def rows_of(path: Path) -> Iterator[tuple[int, list[Cell]]]:
    """Row numbers as people count them, and cells. Raises ClaimdeskError when the file is no CSV."""
    text = _decode(path)
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for number, row in enumerate(reader, start=1):
            if number > MAX_ROWS:
                raise ClaimdeskError("the file has too many rows", where=path.name, allowed=f"up to {MAX_ROWS}")
            # Spreadsheet programs save a formula's value; a formula itself comes only from elsewhere.
            yield number, [Cell(unguard_formula(cell), formula=cell.startswith("=")) for cell in row]
    except csv.Error as error:
        raise ClaimdeskError(f"the file is no CSV: {error}", where=f"{path.name}, line {reader.line_num}") from error


def _decode(path: Path) -> str:
    if path.stat().st_size > MAX_BYTES:
        raise ClaimdeskError("the file is too big for a sheet", where=path.name, allowed="up to 20 MB")
    content = path.read_bytes()
    # Windows-1256 is what Excel writes on an Arabic system when it is not asked for UTF-8.
    for encoding in ("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "cp1256"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise ClaimdeskError("the file is no text", where=path.name, next_step="Save it as “CSV UTF-8”")
