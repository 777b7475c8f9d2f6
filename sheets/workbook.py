"""The XLSX sheet: drop-downs, locked machine columns, right-to-left where the reader's language is."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from copy import copy
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sheets import answers, fixes, labels, tables
from sheets.naming import FORMAT_VERSION
from sheets.tables import Column
from sheets.view import SheetView

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

ABOUT = "about"
_LAST_SOURCE_ROW = 2000
_LAST_PRINTED = next(number for number, column in enumerate(tables.CLAIMS, start=1) if column.name == "reviewer")
# In points, and in lines: what is longer is read in the article.
_LINE, _MOST_LINES = 15, 12
# A constant, so that equal sheets are equal bytes.
FIXED_TIME = datetime(2000, 1, 1)
_ZIP_TIME = (2000, 1, 1, 0, 0, 0)


def xlsx(view: SheetView) -> bytes:
    """The workbook of one sheet; the same view gives the same bytes."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    if sheet is None:
        sheet = book.create_sheet()
    sheet.title = "claims"
    _fill_claims(sheet, view)
    _fill_sources(book.create_sheet("sources"), view)
    _fill_about(book.create_sheet(ABOUT), view)
    book.properties.creator = "claimdesk"
    book.properties.title = view.sheet_id
    book.properties.created = book.properties.modified = FIXED_TIME
    return _frozen(book)


def _fill_claims(sheet: Worksheet, view: SheetView) -> None:
    last = max(3, len(view.cards) + 2)
    styles = _head(sheet, tables.CLAIMS, view)
    _fill(sheet, tables.CLAIMS, tables.claim_rows(view), styles)
    _lists(sheet, tables.CLAIMS, last, view.interface)
    sheet.freeze_panes = "C3"
    sheet.print_area = f"A1:{_letter(_LAST_PRINTED)}{last}"
    sheet.auto_filter.ref = f"A2:{_letter(len(tables.CLAIMS))}{last}"
    _protect(sheet)


def _fill_sources(sheet: Worksheet, view: SheetView) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    styles = _head(sheet, tables.SOURCES, view)
    _fill(sheet, tables.SOURCES, tables.source_rows(view), styles)
    _lists(sheet, tables.SOURCES, _LAST_SOURCE_ROW, view.interface)
    if view.cards:
        # The drop-down offers the claims' words, which people know; the ids stay allowed.
        words = DataValidation("list", formula1=f"claims!$B$3:$B${len(view.cards) + 2}", allow_blank=True)
        words.showErrorMessage = False
        words.add(f"A3:A{_LAST_SOURCE_ROW}")
        sheet.add_data_validation(words)
    sheet.freeze_panes = "B3"
    _protect(sheet)


def _fill(
    sheet: Worksheet, columns: Sequence[Column], rows: Iterable[Sequence[str | float]], styles: list[Any]
) -> None:
    for number, row in enumerate(rows, start=3):
        for index, value in enumerate(row):
            cell: Any = sheet.cell(number, index + 1)
            # One shared style a column: setting fonts and fills cell by cell takes ten times as long.
            cell._style = copy(styles[index])
            _write(cell, value, columns[index])
        # Programs that do not fit rows to their text on opening would show its first line alone.
        sheet.row_dimensions[number].height = _LINE * min(
            _MOST_LINES, max(map(_lines_of, row, columns[:_LAST_PRINTED]))
        )


def _lines_of(value: str | float, column: Column) -> int:
    """How many lines a cell takes, about: a character is as wide as a unit of a column's width."""
    if not isinstance(value, str) or column.hidden:
        return 1
    return sum(1 + len(line) // column.width for line in value.split("\n"))


def _fill_about(sheet: Worksheet, view: SheetView) -> None:
    facts: list[tuple[str, str]] = [
        ("format", FORMAT_VERSION),
        ("sheet_id", view.sheet_id),
        ("article_id", view.article_id),
        ("title", view.title),
        ("language", view.language),
        ("role", view.role),
        ("extractor_version", view.extractor_version),
        ("prefilled", answers.digest(view.drafts, fixes.shown_cells(view.corrections))),
        *(("claim", card.claim_id) for card in view.cards),
    ]
    for number, (key, value) in enumerate(facts, start=1):
        for index, text in enumerate((key, value), start=1):
            cell: Any = sheet.cell(number, index)
            _text(cell, text)
    sheet.sheet_state = "hidden"
    sheet.protection.sheet = True


def _head(sheet: Worksheet, columns: Sequence[Column], view: SheetView) -> list[Any]:
    """Headings, widths and column styles; the styles are returned, for the cells."""
    from openpyxl.worksheet.properties import PageSetupProperties

    styles: list[Any] = []
    known: dict[tuple[object, ...], Any] = {}
    for index, column in enumerate(columns, start=1):
        for row, text in ((1, column.name), (2, tables.label(column, view.interface))):
            cell: Any = sheet.cell(row, index, text)
            cell._style = copy(_style(known, cell, ("head", row, column.human)))
        dimension: Any = sheet.column_dimensions[_letter(index)]
        dimension.width, dimension.hidden = column.width, column.hidden
        # The column's own style holds for cells that nobody has written yet: empty source rows stay open.
        dimension._style = copy(_style(known, dimension, ("column", column.human, _number_format(column))))
        styles.append(dimension._style)
    sheet.sheet_view.rightToLeft = labels.load().directions[view.interface] == "rtl"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "2:2"
    return styles


def _style(known: dict[tuple[object, ...], Any], styled: Any, wanted: tuple[object, ...]) -> Any:
    """The style of a heading (its row, whose column) or of a column (whose, number format), made once a worksheet."""
    from openpyxl.styles import Alignment, Font, PatternFill, Protection

    if wanted not in known:
        if wanted[0] == "head":
            styled.font = Font(size=8, color="6B6B6B") if wanted[1] == 1 else Font(bold=True)
            styled.fill = PatternFill("solid", fgColor="D9ECEA" if wanted[2] else "EFEBE1")
            styled.alignment = Alignment(vertical="center", wrap_text=True)
        else:
            styled.alignment = Alignment(vertical="top", wrap_text=True)
            styled.protection = Protection(locked=not wanted[1])
            styled.number_format = wanted[2]
        known[wanted] = styled._style
    return known[wanted]


def _write(cell: Cell, value: str | float, column: Column) -> None:
    if value == "":
        return
    if isinstance(value, float):
        cell.value = value
    elif column.date and _is_day(value):
        # Through data_type, since setting a date as value would change the column's number format.
        cell.value, cell.number_format = date.fromisoformat(value), _number_format(column)
    else:
        _text(cell, value)


def _number_format(column: Column) -> str:
    """Text cells are never read as numbers, so a typed "true" or "1/2" stays what it is."""
    return "yyyy-mm-dd" if column.date else "0.00" if column.name == "check_worthiness" else "@"


def _text(cell: Cell, value: str) -> None:
    """Text stays text, whatever it starts with; the quote prefix tells spreadsheet programs so."""
    cell.value = value[: tables.CELL_LIMIT]
    cell.data_type = "s"
    if value[:1] in "=+-@":
        cell.quotePrefix = True


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _lists(sheet: Worksheet, columns: Sequence[Column], last: int, language: str) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    words = labels.load()
    for index, column in enumerate(columns, start=1):
        if not column.vocabulary:
            continue
        shown = ",".join(words.text(key, language) for key in words.words if key.startswith(f"{column.vocabulary}."))
        rule = DataValidation("list", formula1=f'"{shown}"', allow_blank=True, showErrorMessage=True)
        rule.errorTitle, rule.error = tables.label(column, language), shown[:250]
        rule.add(f"{_letter(index)}3:{_letter(index)}{last}")
        sheet.add_data_validation(rule)


def _protect(sheet: Worksheet) -> None:
    """Without a password: it guards against slips, not against people."""
    protection = sheet.protection
    protection.sheet = True
    protection.formatColumns = protection.formatRows = protection.formatCells = False
    protection.sort = protection.autoFilter = False


def _letter(index: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(index)


def _frozen(book: Workbook) -> bytes:
    """The workbook's bytes with every time in them fixed, so that an unchanged sheet is an unchanged file."""
    from openpyxl.writer.excel import ExcelWriter

    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_STORED) as archive:
        # Workbook.save would stamp the present time on the document's properties.
        ExcelWriter(book, archive).write_data()
    packed = io.BytesIO()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name.startswith("xl/worksheets/"):
                # A height that nobody set by hand: the row grows with what is typed into it.
                content = content.replace(b' customHeight="1"', b"")
            target.writestr(zipfile.ZipInfo(name, _ZIP_TIME), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
