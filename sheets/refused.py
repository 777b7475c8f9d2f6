"""A copy of a spreadsheet that was refused, with every refused cell marked and its reason beside it."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sheets import labels
from sheets.clean import guard_formula
from sheets.naming import write_atomically
from sheets.raw import field_of
from sheets.read_csv import pair_of, rows_of
from sheets.reasons import message
from store.types import Refusal

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_NAME = re.compile(
    r"(?P<base>.*?)(?P<copy>\.refused(?:\.(?P<number>\d+))?)?(?P<rest>\.(?:(?:claims|sources)[^/.]*\.csv|xlsx))",
    re.IGNORECASE,
)
_MARK = "FFF4B183"
_AUTHOR = "claimdesk"
_HEADER_WITHIN = 10


def write_copy(path: Path, refusals: Sequence[Refusal], language: str | None = None) -> list[Path]:
    """Writes the marked copy beside a refused XLSX or CSV sheet, under a name that nobody has yet.

    A workbook gets a coloured cell with a comment, a CSV pair a further column. Both can be mended and imported. An
    HTML sheet tells what is wrong itself, so there is no copy of one.

    Args:
        path: the sheet that was refused; it stays as it is.
        refusals: why.
        language: of the reasons; None takes the one that the sheet's second header row is in.

    Returns:
        The files that were written; none for an HTML sheet.
    """
    kind = path.suffix.lower()
    if kind == ".xlsx":
        return [_workbook(path, refusals, language)]
    return _pair(path, refusals, language) if kind == ".csv" else []


def _workbook(path: Path, refusals: Sequence[Refusal], language: str | None) -> Path:
    from openpyxl import load_workbook

    book = load_workbook(path)
    for sheet in book.worksheets:
        found = _by_row(refusals, f"[{sheet.title.strip().casefold()}]")
        if found:
            _mark(sheet, found, language)
    stream = io.BytesIO()
    book.save(stream)
    goal = _numbered(path, _free(path, ()))
    write_atomically(goal, stream.getvalue())
    return goal


def _mark(sheet: Worksheet, found: Mapping[int, list[Refusal]], language: str | None) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    heads = [[str(cell.value or "") for cell in row] for row in sheet.iter_rows(max_row=_HEADER_WITHIN)]
    columns, spoken = _columns(sheet.title, heads), language or _language(heads)
    for number, refused in found.items():
        said: dict[int, list[str]] = defaultdict(list)
        for refusal in refused:
            said[columns.get(refusal.column, columns.get("claim_id", 0))].append(message(refusal, spoken))
        for column, lines in said.items():
            cell: Any = sheet.cell(number, column + 1)
            cell.fill = PatternFill("solid", start_color=_MARK)
            cell.comment = Comment("\n".join(lines), _AUTHOR, height=120, width=320)


def _pair(path: Path, refusals: Sequence[Refusal], language: str | None) -> list[Path]:
    claims, sources = pair_of(path)
    written = []
    number = _free(claims, (sources,))
    for part in (claims, sources):
        if part.is_file():
            rows = [[guard_formula(cell.text) for cell in row] for _, row in rows_of(part)]
            goal = _numbered(part, number)
            write_atomically(goal, _with_reasons(rows, _by_row(refusals, part.name), language))
            written.append(goal)
    return written


def _with_reasons(rows: list[list[str]], found: Mapping[int, list[Refusal]], language: str | None) -> bytes:
    spoken = language or _language(rows[:_HEADER_WITHIN])
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    for number, row in enumerate(rows, start=1):
        head = labels.load().text("refusal.column", spoken) if number == 1 else ""
        said = "; ".join(f"{refusal.column}: {message(refusal, spoken)}" for refusal in found.get(number, ()))
        writer.writerow([*row, head or said])
    return stream.getvalue().encode("utf-8-sig")


def _by_row(refusals: Sequence[Refusal], part: str) -> dict[int, list[Refusal]]:
    """The refusals of one worksheet or file, by the number of their row."""
    found: dict[int, list[Refusal]] = defaultdict(list)
    for refusal in refusals:
        number = refusal.row.removeprefix("row ")
        if refusal.sheet.endswith(part) and number.isdigit():
            found[int(number)].append(refusal)
    return found


def _columns(worksheet: str, heads: Sequence[Sequence[str]]) -> dict[str, int]:
    """Field names by the column under which a header row has them."""
    kind = worksheet.strip().casefold()
    for row in heads:
        named = {name: index for index, text in enumerate(row) if (name := field_of(kind, text))}
        if "claim_id" in named:
            return named
    return {}


def _language(heads: Sequence[Sequence[str]]) -> str:
    """The interface language whose labels stand most often in the header rows."""
    words = labels.load()
    shown = {text.strip() for row in heads for text in row if text.strip()}
    spoken = {
        code: sum(entry.get(code) in shown for key, entry in words.words.items() if key.startswith("column."))
        for code in words.languages
    }
    return max(spoken, key=lambda code: (spoken[code], code == labels.FALLBACK))


def latest(files: Iterable[Path]) -> list[Path]:
    """The files of a folder without those of which there is a marked copy, and of copies the last one."""
    kept: dict[tuple[Path, str, str], tuple[int, Path]] = {}
    for file in files:
        base, number, rest = _parts(file)
        key = (file.parent, base.lower(), rest.lower())
        if key not in kept or kept[key][0] < number:
            kept[key] = (number, file)
    return [file for _, file in kept.values()]


def _parts(file: Path) -> tuple[str, int, str]:
    """What a sheet's name begins with, which copy it is (0: the sheet itself), and what the name ends with."""
    found = _NAME.fullmatch(file.name)
    if found is None:
        return file.name, 0, ""
    number = int(found["number"] or 1) if found["copy"] else 0
    return found["base"], number, found["rest"]


def _free(path: Path, mates: Sequence[Path]) -> int:
    """The number of the next copy, of a sheet and all that belongs to it."""
    number = 1
    while any(_numbered(mate, number).exists() for mate in (path, *mates)):
        number += 1
    return number


def _numbered(part: Path, number: int) -> Path:
    """``x.xlsx`` as ``x.refused.xlsx``, ``x.claims.csv`` as ``x.refused.claims.csv``; a pair stays a pair."""
    base, _, rest = _parts(part)
    return part.with_name(f"{base}.refused{f'.{number}' if number > 1 else ''}{rest}")
