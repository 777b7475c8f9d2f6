"""Corrections of the machine that were typed into a spreadsheet."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sheets_filling import GOOD_SOURCE, fill_csv, fill_xlsx
from sheets_samples import AR_TEXT, IMPORTED_AT

from sheets.filled import is_filled
from sheets.importing import import_sheet
from sheets.refused import write_copy
from sheets.render import render_sheets
from store.connection import Store
from store.reading import sheet_articles

AREA, WORKS, COST, RISE, CRACKS, VOTE = range(6)
WHO = {"reviewer": "ليلى"}
MISSED = "السد الجديد في وادي النخيل"


def typed(**cells: Any) -> dict[str, Any]:
    return {**WHO, **cells}


def corrected(desk: Store) -> dict[str, tuple[Any, ...]]:
    rows = desk.con.execute(
        "SELECT c.claim_text, k.claim_text, k.speaker, k.dates, k.pieces, k.not_a_claim, k.added, k.corrected_by "
        "FROM corrected_claims AS k LEFT JOIN desk_machine.claims AS c ON c.claim_id = k.claim_id"
    ).fetchall()
    return {row[0] or row[1]: row[1:] for row in rows}


def give(desk: Store, path: Path, rows: dict[int, dict[str, Any]], sources: list[dict[str, Any]] | None = None) -> Any:
    fill_xlsx(path, [rows.get(number, {}) for number in range(max(rows) + 1)], sources or [])
    return import_sheet(desk, path, IMPORTED_AT)


def test_every_kind_of_correction_comes_in_beside_the_machine(desk: Store, sheets: Path) -> None:
    rows = {
        AREA: typed(claim_text_corrected="يروي 5 آلاف هكتار", speaker_corrected="وزارة الري"),
        WORKS: typed(date_from_corrected="١/٣/٢٠٢٥", date_to_corrected="15 مارس 2025"),
        COST: typed(split="الكلفة بلغت 120 مليون دولار\nبزيادة 15% عن التقدير الأول"),
        RISE: typed(not_a_claim="نعم"),
        CRACKS: typed(speaker_corrected="-"),
    }
    outcome = give(desk, sheets / "ar-dam.xlsx", rows)
    assert (outcome.refusals, outcome.corrections_new) == ([], 6)
    found = corrected(desk)
    assert found["السد الجديد في وادي النخيل يروي 5 آلاف هكتار"][:2] == ("يروي 5 آلاف هكتار", "وزارة الري")
    assert found["أعماله انتهت في مارس الماضي"][2] == ["مارس الماضي = 2025-03-01/2025-03-15"]
    cost = next(value for key, value in found.items() if key.startswith("الكلفة"))
    assert len(cost[3]) == 2
    assert found["بزيادة 15% عن التقدير الأول"][4] is True
    assert found["وجود تشققات في جسم السد"][1] == ""
    assert {value[6] for value in found.values()} == {"ليلى"}


def test_a_row_of_words_alone_is_a_claim_that_was_missed_and_may_carry_a_verdict(desk: Store, sheets: Path) -> None:
    row = typed(claim_text_corrected=MISSED, speaker_corrected="سالم الحداد", verdict="true", rationale="يؤكده المسح.")
    source = {"claim_id": MISSED, **GOOD_SOURCE, "stance": "supports"}
    outcome = give(desk, sheets / "ar-dam.xlsx", {6: row}, [source])
    assert (outcome.refusals, outcome.reviews_new, outcome.corrections_new) == ([], 1, 2)
    rows = desk.con.execute(
        "SELECT c.claim_text, c.start_char, c.speaker, v.verdict, s.url FROM claims AS c "
        "JOIN verdicts AS v USING (claim_id) JOIN sources AS s USING (review_id)"
    ).fetchall()
    assert rows == [(MISSED, AR_TEXT.index(MISSED), "سالم الحداد", "true", "https://example.org/data")]


@pytest.mark.parametrize(
    ("cells", "column", "said"),
    [
        ({"claim_text_corrected": "السد القديم"}, "claim_text_corrected", "كلمات كما هي في نص المقال"),
        ({"split": "بزيادة 15%"}, "split", "جزءان على الأقل"),
        ({"split": "بزيادة 15%\nغير موجود"}, "split", "كلمات كما هي في نص المقال"),
        ({"date_from_corrected": "أمس"}, "date_from_corrected", "يوم مثل"),
        ({"date_from_corrected": "2025-03-01", "date_to_corrected": "2025-02-01"}, "date_to_corrected", "يوم"),
        ({"date_to_corrected": "2025-02-01"}, "date_to_corrected", "يوم أخير لكل يوم أول"),
        ({"not_a_claim": "ربما"}, "not_a_claim", "«نعم»"),
        ({"speaker_corrected": "=1+1"}, "speaker_corrected", "نص بلا معادلة"),
        ({"speaker_corrected": "وزارة الري", "reviewer": ""}, "reviewer", "اسم"),
    ],
)
def test_what_cannot_be_read_is_refused_in_its_cell_and_nothing_comes_in(
    desk: Store, sheets: Path, cells: dict[str, Any], column: str, said: str
) -> None:
    path = sheets / "ar-dam.xlsx"
    outcome = give(desk, path, {RISE: typed(**cells), AREA: typed(speaker_corrected="وزارة الري")})
    assert [refusal.column for refusal in outcome.refusals] == [column]
    assert desk.con.execute("SELECT count(*) FROM corrections").fetchone() == (0,)
    (copy,) = write_copy(path, outcome.refusals, "ar")
    claims = load_workbook(copy)["claims"]
    marked = {claims.cell(1, c.column).value: c.comment.text for r in claims.iter_rows() for c in r if c.comment}
    assert list(marked) == [column]
    assert said in marked[column]


def test_words_that_stand_twice_have_to_be_told_apart(desk: Store, sheets: Path) -> None:
    outcome = give(desk, sheets / "ar-dam.xlsx", {6: typed(claim_text_corrected="السد")})
    assert [refusal.code for refusal in outcome.refusals] == ["words_often"]


def test_a_sheet_shows_what_was_set_right_and_given_back_unchanged_says_nothing(desk: Store, sheets: Path) -> None:
    rows = {
        AREA: typed(claim_text_corrected="يروي 5 آلاف هكتار", speaker_corrected="وزارة الري"),
        WORKS: typed(date_from_corrected=date(2025, 3, 1), date_to_corrected=date(2025, 3, 15)),
    }
    assert give(desk, sheets / "ar-dam.xlsx", rows).corrections_new == 3
    articles = [a for a in sheet_articles(desk) if a.article_id == "ar-dam"]
    again = render_sheets(articles, sheets / "again", ["xlsx", "csv", "html"])
    table = next(path for path in again if path.suffix == ".xlsx")
    assert not is_filled(table)
    shown = load_workbook(table)["claims"]
    names = {cell.value: cell.column for cell in shown[1]}
    assert shown.cell(3, names["speaker_corrected"]).value == "وزارة الري"
    assert shown.cell(4, names["date_to_corrected"]).value.date() == date(2025, 3, 15)
    before = desk.con.execute("SELECT count(*) FROM corrections").fetchone()
    for path in again:
        if not path.name.endswith(".sources.csv"):
            outcome = import_sheet(desk, path, IMPORTED_AT + timedelta(days=1))
            assert (outcome.refusals, outcome.corrections_new) == ([], 0)
    assert desk.con.execute("SELECT count(*) FROM corrections").fetchone() == before
    back = give(desk, table, {AREA: typed(speaker_corrected="سالم الحداد")})
    assert (back.refusals, back.corrections_new) == ([], 1)
    assert corrected(desk)["السد الجديد في وادي النخيل يروي 5 آلاف هكتار"][1] is None


def test_a_csv_pair_carries_corrections_too(desk: Store, sheets: Path) -> None:
    path = sheets / "ar-dam.claims.csv"

    def change(rows: list[dict[str, str]]) -> None:
        rows[VOTE].update(typed(speaker_corrected="رئيس البرلمان"))
        rows.append(dict.fromkeys(rows[0], "") | typed(claim_text_corrected=MISSED, not_a_claim=""))

    fill_csv(path, change)
    assert is_filled(path)
    outcome = import_sheet(desk, path, IMPORTED_AT)
    assert (outcome.refusals, outcome.corrections_new) == ([], 2)
    assert MISSED in corrected(desk)


def test_a_verdict_on_what_is_no_claim_is_refused(desk: Store, sheets: Path) -> None:
    row = typed(verdict="not_checkable", not_checkable_reason="opinion", not_a_claim="yes")
    outcome = give(desk, sheets / "ar-dam.xlsx", {RISE: row})
    assert [refusal.code for refusal in outcome.refusals] == ["verdict_on_no_claim"]


def test_a_piece_stands_for_itself_alone(desk: Store, sheets: Path) -> None:
    piece = "بزيادة 15% عن التقدير"
    outcome = give(desk, sheets / "ar-dam.xlsx", {RISE: typed(split=f"{piece}\n{piece}")})
    assert [(refusal.column, refusal.code) for refusal in outcome.refusals] == [("split", "piece_twice")]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"claim_id": "c0000000000000000"}, "unknown_claim"),
        ({"claim_id": ""}, "unknown_claim"),
        ({"claim_text": "كلمات ادعاء آخر"}, "claim_as_rendered"),
    ],
)
def test_a_correction_of_no_claim_of_the_sheet_is_refused_and_not_lost(
    desk: Store, sheets: Path, change: dict[str, str], code: str
) -> None:
    outcome = give(desk, sheets / "ar-dam.xlsx", {RISE: typed(speaker_corrected="وزارة الري", **change)})
    assert [refusal.code for refusal in outcome.refusals] == [code]


def test_two_rows_of_one_claim_do_not_overwrite_each_other(desk: Store, sheets: Path) -> None:
    path = sheets / "ar-dam.claims.csv"

    def change(rows: list[dict[str, str]]) -> None:
        rows[RISE].update(typed(speaker_corrected="وزارة الري"))
        rows.append(rows[RISE] | typed(speaker_corrected="البرلمان"))

    fill_csv(path, change)
    assert [refusal.code for refusal in import_sheet(desk, path, IMPORTED_AT).refusals] == ["one_row"]


def test_a_new_row_is_sought_in_the_article_that_it_names(desk: Store, sheets: Path) -> None:
    path = sheets / "ar-dam.claims.csv"
    words = typed(claim_text_corrected=MISSED, article_id="ar-dam")

    def change(rows: list[dict[str, str]]) -> None:
        rows[:] = [dict.fromkeys(rows[0], "") | words]

    fill_csv(path, change)
    outcome = import_sheet(desk, path, IMPORTED_AT)
    assert (outcome.refusals, outcome.corrections_new) == ([], 1)
