"""Articles to review sheets in a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from extractors.errors import ClaimdeskError
from sheets import pages, view
from sheets.filled import is_filled
from sheets.naming import place
from sheets.tablefiles import csv_pair
from sheets.view import SheetView
from sheets.workbook import xlsx
from store.reading import SheetArticle

_WRITERS: dict[str, Callable[[SheetView], dict[str, bytes]]] = {
    "html": lambda sheet: {".html": pages.html(sheet).encode("utf-8", "replace")},
    "xlsx": lambda sheet: {".xlsx": xlsx(sheet)},
    "csv": csv_pair,
    "md": lambda sheet: {".md": pages.markdown(sheet).encode("utf-8", "replace")},
}
FORMATS = tuple(_WRITERS)


def render_sheets(
    articles: Iterable[SheetArticle],
    directory: Path,
    formats: Sequence[str] = ("html", "xlsx"),
    *,
    role: str = "checker",
) -> list[Path]:
    """Writes one sheet an article and format, and returns their paths (CSV gives two a sheet).

    With the role ``second`` the sheets are blind: no earlier verdict, rationale, source or draft is in them.

    Files that hold the same already are left alone. A file that a person has filled in is never
    overwritten: the new sheet then gets a number ("name.2.html").

    Raises:
        ClaimdeskError: an unknown format, or the folder cannot be written.
    """
    unknown = [name for name in formats if name not in _WRITERS]
    if unknown:
        raise ClaimdeskError(f"unknown sheet format {unknown[0]!r}", allowed=", ".join(FORMATS))
    paths: list[Path] = []
    try:
        for article in articles:
            sheet = view.build(article, role)
            for name in dict.fromkeys(formats):
                paths.extend(place(directory, sheet.stem, _WRITERS[name](sheet), is_filled))
    except OSError as error:
        raise ClaimdeskError(
            f"the sheets cannot be written: {error.strerror or error}",
            where=str(error.filename or directory),
            next_step="Choose another folder with --sheets, or make this one writable",
        ) from error
    return paths
