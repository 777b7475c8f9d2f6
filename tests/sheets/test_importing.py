"""Filled sheets into a real store: what comes in, what is refused and by which name, what is kept as a draft."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from sheets_filling import GOOD_SOURCE, claim_ids, fill_csv, fill_html, fill_xlsx
from sheets_samples import IMPORTED_AT

from extractors.errors import ClaimdeskError
from sheets.importing import import_sheet
from sheets.render import render_sheets
from store.connection import Store
from store.reading import sheet_articles
from store.types import ImportOutcome

GOOD_ROW = {"verdict": "partly_true", "rationale": "الرقم المنشور أقل.", "reviewer": "ليلى"}


def take(desk: Store, path: Path) -> ImportOutcome:
    return import_sheet(desk, path, IMPORTED_AT)


def counted(desk: Store) -> tuple[int, int, int]:
    row = desk.con.execute(
        "SELECT (SELECT count(*) FROM reviews), (SELECT count(*) FROM sources), "
        "(SELECT count(*) FROM desk_human.drafts)"
    ).fetchone()
    assert row is not None
    return row


def test_a_workbook_filled_by_a_program_becomes_reviews(desk: Store, sheets: Path) -> None:
    reason = {"verdict": "غير قابل للتحقق", "not_checkable_reason": "توقع", "reviewer": "ليلى"}
    path = fill_xlsx(
        sheets / "ar-dam.xlsx",
        [{**GOOD_ROW, "verdict": "صحيح جزئياً", "missing_context": "التقدير قديم"}, reason],
        [
            {
                "claim_id": 0,
                **GOOD_SOURCE,
                "stance": "يدحض",
                "tier": "أولي",
                "published_on": date(2025, 1, 2),
                "accessed_on": "٢٠/١١/٢٠٢٦",
            }
        ],
    )
    outcome = take(desk, path)
    assert (outcome.refusals, outcome.reviews_new, outcome.drafts) == ([], 2, [])
    rows = desk.con.execute(
        "SELECT verdict, rationale, missing_context, reviewer FROM reviews ORDER BY verdict"
    ).fetchall()
    assert rows == [("not_checkable", "", "", "ليلى"), ("partly_true", "الرقم المنشور أقل.", "التقدير قديم", "ليلى")]
    source = desk.con.execute(f"SELECT {', '.join(GOOD_SOURCE)} FROM sources").fetchall()
    assert source == [
        (
            "https://example.org/data",
            "جدول",
            "مكتب الإحصاء",
            date(2025, 1, 2),
            date(2026, 11, 20),
            "https://archive.example/1",
            "118 مليون",
            "refutes",
            "primary",
        )
    ]
    assert {v for (v,) in desk.con.execute("SELECT verdict FROM verdicts").fetchall()} == {
        "not_checkable",
        "partly_true",
    }


@pytest.mark.parametrize("suffix", [".html", ".xlsx", ".claims.csv", ".sources.csv"])
def test_the_same_sheet_twice_adds_nothing(desk: Store, sheets: Path, suffix: str) -> None:
    path = filled(sheets, suffix)
    first, before = take(desk, path), counted(desk)
    second = take(desk, path)
    assert (first.refusals, first.reviews_new, len(first.drafts)) == ([], 1, 1)
    assert (second.refusals, second.reviews_new, second.reviews_known) == ([], 0, 1)
    assert counted(desk) == before == (1, 1, 1)


def filled(sheets: Path, suffix: str) -> Path:
    """One complete row and one with a rationale only, in a sheet of any format."""
    path = sheets / f"en-port{suffix}"
    row = {**GOOD_ROW, "reviewer": "Mona"}
    if suffix == ".xlsx":
        return fill_xlsx(
            path, [row, {"rationale": "To be looked up", "reviewer": "Mona"}], [{"claim_id": 0, **GOOD_SOURCE}]
        )
    if suffix == ".html":
        first, second = claim_ids(path)[:2]

        def answer(answers: dict[str, Any]) -> None:
            answers["reviewer"] = "Mona"
            answers["answers"] = {first: {**row, "sources": [GOOD_SOURCE]}, second: {"rationale": "To be looked up"}}

        return fill_html(path, answer)
    first = claim_ids(sheets / "en-port.html")[0]

    def write(rows: list[dict[str, str]]) -> None:
        rows[0].update(row)
        rows[1].update(rationale="To be looked up", reviewer="Mona")

    fill_csv(sheets / "en-port.claims.csv", write)
    fill_csv(sheets / "en-port.sources.csv", lambda rows: rows.append({"claim_id": first, **GOOD_SOURCE}))
    return path


def test_an_untouched_sheet_is_passed_over(desk: Store, sheets: Path) -> None:
    for name in ("ar-dam.html", "ar-dam.xlsx", "ar-dam.claims.csv"):
        assert take(desk, sheets / name) == ImportOutcome(name)
    assert counted(desk) == (0, 0, 0)


BAD_ROWS: list[tuple[str, dict[str, Any], str, str]] = [
    ("made-up verdict", {"verdict": "mostly fine"}, "verdict", "partly_true"),
    ("no reason", {"verdict": "not_checkable"}, "not_checkable_reason", "opinion"),
    ("odd reason", {"verdict": "not_checkable", "not_checkable_reason": "dull"}, "not_checkable_reason", "opinion"),
    ("reason without need", {"not_checkable_reason": "opinion"}, "not_checkable_reason", "empty"),
    ("no reviewer", {"reviewer": "  "}, "reviewer", "name"),
    ("another claim's words", {"claim_text": "Something else entirely"}, "claim_text", "4.2 million"),
    ("unknown claim", {"claim_id": "c-nobody-knows"}, "claim_id", "knows"),
    ("another article", {"article_id": "ar-dam"}, "article_id", "en-port"),
    ("another sheet", {"sheet_id": "s0"}, "sheet_id", "s"),
    ("formula", {"rationale": "=1+1"}, "rationale", "formula"),
    ("endless text", {"missing_context": "x" * 32_500}, "missing_context", "characters"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "column", "allowed"), [row[1:] for row in BAD_ROWS], ids=[row[0] for row in BAD_ROWS]
)
def test_a_bad_cell_of_a_claim_is_named(
    desk: Store, sheets: Path, change: dict[str, Any], column: str, allowed: str
) -> None:
    good = {"verdict": "not_checkable", "not_checkable_reason": "vague", "reviewer": "Mona"}
    path = fill_xlsx(
        sheets / "en-port.xlsx", [{**GOOD_ROW, "reviewer": "Mona", **change}, good], [{"claim_id": 0, **GOOD_SOURCE}]
    )
    outcome = take(desk, path)
    assert [(r.row, r.column) for r in outcome.refusals if r.sheet.endswith("[claims]")] == [("row 3", column)]
    assert allowed in outcome.refusals[0].allowed
    assert outcome.refusals[0].sheet == "en-port.xlsx [claims]"
    # All or nothing: the good row did not go in either.
    assert counted(desk) == (0, 0, 0)


TOMORROW = (IMPORTED_AT + timedelta(days=2)).date().isoformat()
BAD_SOURCES: list[tuple[str, Any]] = [
    ("url", "javascript:alert(1)"), ("url", ""), ("url", "example.org"), ("url", "https://"), ("archive_url", "file:///etc"),
    ("published_on", "31/2/2024"), ("published_on", TOMORROW), ("accessed_on", "soon"), ("accessed_on", TOMORROW),
    ("stance", ""), ("stance", "likes"), ("tier", ""), ("tier", "third"), ("title", "=HYPERLINK(\"https://x.org\")"),
    ("claim_id", "c-nobody-knows"),
]  # fmt: skip


@pytest.mark.parametrize(("column", "value"), BAD_SOURCES)
def test_a_bad_cell_of_a_source_is_named(desk: Store, sheets: Path, column: str, value: Any) -> None:
    path = fill_xlsx(
        sheets / "ar-dam.xlsx",
        [GOOD_ROW],
        [{"claim_id": 0, **GOOD_SOURCE}, {"claim_id": 0, **GOOD_SOURCE, column: value}],
    )
    (refusal,) = take(desk, path).refusals
    assert (refusal.sheet, refusal.row, refusal.column) == ("ar-dam.xlsx [sources]", "row 4", column)
    assert refusal.value == value
    assert refusal.allowed
    assert counted(desk) == (0, 0, 0)


def test_a_verdict_without_a_source_is_refused(desk: Store, sheets: Path) -> None:
    (refusal,) = take(desk, fill_xlsx(sheets / "ar-dam.xlsx", [GOOD_ROW], [])).refusals
    assert (refusal.row, refusal.column) == ("row 3", "sources")
    assert "at least one source" in refusal.allowed


@pytest.mark.parametrize(
    ("row", "sources"),
    [
        ({"rationale": "نصف"}, []),
        ({"missing_context": "سياق"}, []),
        ({"not_checkable_reason": "رأي"}, []),
        ({}, [{"claim_id": 0, "url": "https://example.org/half"}]),
        ({"rationale": "x"}, [{"claim_id": 0, "title": "no address yet"}]),
    ],
)
def test_half_filled_rows_are_kept_as_drafts(
    desk: Store, sheets: Path, tmp_path: Path, row: dict[str, str], sources: list[dict[str, Any]]
) -> None:
    outcome = take(desk, fill_xlsx(sheets / "ar-dam.xlsx", [row], sources))
    assert (outcome.refusals, outcome.reviews_new) == ([], 0)
    assert outcome.drafts == claim_ids(sheets / "ar-dam.html")[:1]
    # The draft stands in the next sheet, to be carried on.
    (path,) = render_sheets(sheet_articles(desk, article_ids=["ar-dam"]), tmp_path / "next", ("xlsx",))
    assert take(desk, path).drafts == outcome.drafts
    assert counted(desk) == (0, 0, 1)


def test_columns_are_found_by_name_in_either_language(desk: Store, sheets: Path) -> None:
    path = filled(sheets, ".xlsx")
    book = load_workbook(path)
    for name in ("claims", "sources"):
        book[name].delete_rows(1)
        book[name].insert_cols(2)
        book[name].cell(1, 2).value = "my own notes"
        book[name].cell(2, 2).value = "whatever"
    sheet = book["claims"]
    headings = {cell.value: cell.column for cell in sheet[1]}
    old, new = headings["Verdict"], sheet.max_column + 1
    for row in range(1, sheet.max_row + 1):
        sheet.cell(row, new).value = sheet.cell(row, old).value
        sheet.cell(row, old).value = None
    sheet.cell(1, new).value = "الحكم"
    book.save(path)
    outcome = take(desk, path)
    assert (outcome.refusals, outcome.reviews_new, len(outcome.drafts)) == ([], 1, 1)


@pytest.mark.parametrize(
    ("worksheet", "column"), [("claims", "verdict"), ("claims", "rationale"), ("sources", "url"), ("sources", "tier")]
)
def test_a_renamed_required_column_is_named(desk: Store, sheets: Path, worksheet: str, column: str) -> None:
    path = filled(sheets, ".xlsx")
    book = load_workbook(path)
    book[worksheet].delete_rows(2)
    cell = next(cell for cell in book[worksheet][1] if cell.value == column)
    cell.value = f"{column}x"
    book.save(path)
    with pytest.raises(ClaimdeskError) as error:
        take(desk, path)
    assert f"{column!r} is missing" in error.value.what
    assert worksheet in error.value.where
    assert f"{column}x" in error.value.next_step


def test_a_misspelt_optional_column_is_not_lost(desk: Store, sheets: Path) -> None:
    path = filled(sheets, ".xlsx")
    book = load_workbook(path)
    book["claims"].delete_rows(2)
    next(cell for cell in book["claims"][1] if cell.value == "not_checkable_reason").value = "not_checkable_reasons"
    book.save(path)
    with pytest.raises(ClaimdeskError, match="not_checkable_reasons"):
        take(desk, path)


def test_a_row_given_twice_is_refused(desk: Store, sheets: Path) -> None:
    path = filled(sheets, ".xlsx")
    book = load_workbook(path)
    book["claims"].append([cell.value for cell in book["claims"][3]])
    book.save(path)
    (refusal,) = take(desk, path).refusals
    assert refusal.column == "claim_id"
    assert "row 3" in refusal.allowed


def test_excel_makes_true_a_boolean_and_it_is_read(desk: Store, sheets: Path) -> None:
    path = fill_xlsx(sheets / "ar-dam.xlsx", [{**GOOD_ROW, "verdict": True}], [{"claim_id": 0, **GOOD_SOURCE}])
    assert take(desk, path).reviews_new == 1
    assert desk.con.execute("SELECT verdict FROM reviews").fetchall() == [("true",)]


def test_a_date_cell_with_a_time_is_a_day(desk: Store, sheets: Path) -> None:
    source = {"claim_id": 0, **GOOD_SOURCE, "published_on": datetime(2024, 7, 1, 13, 5)}
    assert take(desk, fill_xlsx(sheets / "ar-dam.xlsx", [GOOD_ROW], [source])).reviews_new == 1
    assert desk.con.execute("SELECT published_on FROM sources").fetchall() == [(date(2024, 7, 1),)]


def test_a_titled_link_is_unwrapped(desk: Store, sheets: Path) -> None:
    path = fill_xlsx(sheets / "ar-dam.xlsx", [GOOD_ROW], [{"claim_id": 0, **GOOD_SOURCE}])
    book = load_workbook(path)
    cell: Any = book["sources"]["B3"]
    cell.hyperlink = "https://example.org/titled"
    cell.value = "بيان الوزارة"
    book.save(path)
    assert take(desk, path).reviews_new == 1
    assert desk.con.execute("SELECT url FROM sources").fetchall() == [("https://example.org/titled",)]


def test_a_source_may_name_its_claim_by_its_words(desk: Store, sheets: Path) -> None:
    path = sheets / "en-port.xlsx"
    words = load_workbook(path)["claims"]["B3"].value
    outcome = take(desk, fill_xlsx(path, [GOOD_ROW], [{"claim_id": f" {words}\u200f", **GOOD_SOURCE}]))
    assert (outcome.refusals, outcome.reviews_new) == ([], 1)


def test_html_answers_of_another_sheet_are_refused(desk: Store, sheets: Path) -> None:
    path = filled(sheets, ".html")
    with pytest.raises(ClaimdeskError, match="another sheet"):
        take(desk, fill_html(path, lambda answers: answers.update(sheet_id="s0")))


def test_a_changed_claim_in_html_is_refused(desk: Store, sheets: Path) -> None:
    path = filled(sheets, ".html")
    page = path.read_text(encoding="utf-8").replace(
        '"text":"The port of Halden handled', '"text":"The port of Halden lost'
    )
    path.write_text(page, encoding="utf-8")
    (refusal,) = take(desk, path).refusals
    assert (refusal.row, refusal.column) == ("claim 1", "claim_text")


def test_a_csv_pair_without_its_sources_says_so(desk: Store, sheets: Path) -> None:
    path = filled(sheets, ".claims.csv")
    (sheets / "en-port.sources.csv").unlink()
    (refusal,) = take(desk, path).refusals
    assert "en-port.sources.csv is not beside this file" in refusal.allowed


@pytest.mark.parametrize(("encoding", "delimiter"), [("utf-16", "\t"), ("cp1256", ";"), ("utf-8", ",")])
def test_csv_as_spreadsheet_programs_save_it(desk: Store, sheets: Path, encoding: str, delimiter: str) -> None:
    import csv
    import io

    filled(sheets, ".claims.csv")
    for name in ("en-port.claims.csv", "en-port.sources.csv"):
        rows = list(csv.reader(io.StringIO((sheets / name).read_text(encoding="utf-8-sig"), newline="")))
        out = io.StringIO(newline="")
        csv.writer(out, delimiter=delimiter).writerows(rows)
        (sheets / name).write_bytes(out.getvalue().encode(encoding))
    outcome = take(desk, sheets / "en-port.claims.csv")
    assert (outcome.refusals, outcome.reviews_new, len(outcome.drafts)) == ([], 1, 1)


@pytest.mark.parametrize(
    ("claims", "sources"), [("claims.csv", "sources.csv"), ("x.claims (1).csv", "x.sources (1).csv")]
)
def test_a_renamed_csv_pair_is_still_a_pair(desk: Store, sheets: Path, claims: str, sources: str) -> None:
    filled(sheets, ".claims.csv").rename(sheets / claims)
    (sheets / "en-port.sources.csv").rename(sheets / sources)
    for name in (claims, sources):
        assert take(desk, sheets / name).refusals == []
    assert counted(desk) == (1, 1, 1)


def test_a_formula_in_csv_is_refused(desk: Store, sheets: Path) -> None:
    path = filled(sheets, ".claims.csv")
    fill_csv(path, lambda rows: rows[0].update(rationale="=cmd|' /C calc'!A0"))
    (refusal,) = take(desk, path).refusals
    assert (refusal.sheet, refusal.row, refusal.column) == ("en-port.claims.csv", "row 3", "rationale")


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 130_000_000)


def far_cell(path: Path) -> None:
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "claims"
    sheet["XFD1048576"] = "far"
    book.create_sheet("sources")
    book.save(path)


NO_SHEETS: list[tuple[str, Callable[[Path], object]]] = [
    ("a.xlsx", lambda path: path.write_bytes(b"no zip")),
    ("b.xlsx", bomb),
    ("c.xlsx", far_cell),
    ("d.xlsx", lambda path: Workbook().save(path)),
    ("e.html", lambda path: path.write_text("<p>Any page</p>")),
    ("f.html", lambda path: path.write_bytes(b" " * 20_000_001)),
    ("g.html", lambda path: path.write_text('<script type="application/json" id="claimdesk-sheet">[[[</script>')),
    ("h.csv", lambda path: path.write_text("a,b\n1,2\n")),
    ("i.claims.csv", lambda path: path.write_text("a,b\n1,2\n")),
    ("j.claims.csv", lambda path: path.write_bytes(b"claim_id\x00,claim_text\n")),
    ("k.pdf", lambda path: path.write_bytes(b"%PDF")),
    ("l.sources.csv", lambda path: path.write_text("claim_id,url\n")),
    ("m.html", lambda path: None),
]  # fmt: skip


@pytest.mark.parametrize(("name", "make"), NO_SHEETS, ids=[name for name, _ in NO_SHEETS])
def test_what_is_no_sheet_is_said_so(desk: Store, tmp_path: Path, name: str, make: Callable[[Path], object]) -> None:
    make(tmp_path / name)
    with pytest.raises(ClaimdeskError) as error:
        take(desk, tmp_path / name)
    assert name.split(".", maxsplit=1)[0] in error.value.where


@pytest.mark.parametrize("format_", ["xlsx", "csv"])
def test_a_source_without_a_day_of_reading_was_read_when_the_table_was_saved(
    desk: Store, sheets: Path, format_: str
) -> None:
    source = {**GOOD_SOURCE, "accessed_on": ""}
    if format_ == "xlsx":
        path = fill_xlsx(sheets / "ar-dam.xlsx", [GOOD_ROW], [{"claim_id": 0, **source}])
        book = load_workbook(path)
        book.save(path)
        saved = load_workbook(path).properties.modified.date()
    else:
        path = fill_csv(sheets / "ar-dam.claims.csv", lambda rows: rows[0].update(GOOD_ROW))
        first = claim_ids(sheets / "ar-dam.html")[0]
        fill_csv(sheets / "ar-dam.sources.csv", lambda rows: rows.append({"claim_id": first, **source}))
        day = datetime(2026, 11, 20, 12)
        os.utime(path, (day.timestamp(), day.timestamp()))
        saved = day.date()
    for later in (timedelta(days=30), timedelta(days=60)):
        outcome = import_sheet(desk, path, IMPORTED_AT + later)
        assert outcome.refusals == []
    # Saved again on a later day, with nothing changed in it: no other answer.
    if format_ == "xlsx":
        load_workbook(path).save(path)
    else:
        os.utime(path, ((day + timedelta(days=5)).timestamp(),) * 2)
    assert import_sheet(desk, path, IMPORTED_AT + timedelta(days=90)).reviews_new == 0
    assert desk.con.execute("SELECT accessed_on FROM sources").fetchall() == [(saved,)]
