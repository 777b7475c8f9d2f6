"""A refused spreadsheet comes back marked, and its mended copy goes in."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sheets_filling import GOOD_SOURCE, claim_ids, fill_csv, fill_xlsx
from sheets_samples import IMPORTED_AT

from sheets.importing import import_sheet
from sheets.reasons import allowed
from sheets.refused import write_copy
from store.connection import Store

ROW = {"verdict": "wahr", "rationale": "Because of the register", "reviewer": "Mona"}


def refused(desk: Store, path: Path, language: str | None = None) -> list[Path]:
    outcome = import_sheet(desk, path, IMPORTED_AT)
    assert outcome.refusals
    return write_copy(path, outcome.refusals, language)


def marks(path: Path, worksheet: str) -> dict[str, str]:
    cells = [cell for row in load_workbook(path)[worksheet].iter_rows() for cell in row if cell.comment]
    return {cell.coordinate: cell.comment.text for cell in cells}


def test_a_workbook_is_marked_where_it_was_refused_and_its_mended_copy_goes_in(desk: Store, sheets: Path) -> None:
    path = fill_xlsx(sheets / "en-port.xlsx", [ROW], [{"claim_id": 0, **GOOD_SOURCE, "url": "somewhere"}])
    before = path.read_bytes()
    (copy,) = refused(desk, path)
    assert copy.name == "en-port.refused.xlsx"
    assert path.read_bytes() == before
    ((where, said),) = marks(copy, "claims").items()
    assert load_workbook(copy)["claims"][where].value == "wahr"
    assert load_workbook(copy)["claims"][where].fill.start_color.rgb == "FFF4B183"
    assert said.startswith("Refused: 'wahr'")
    assert "partly_true" in said
    assert next(iter(marks(copy, "sources").values())).startswith("Refused: 'somewhere'")
    mended = fill_xlsx(copy, [{"verdict": "true"}], [{"claim_id": 0, "url": "https://records.example/1"}])
    outcome = import_sheet(desk, mended, IMPORTED_AT)
    assert (outcome.refusals, outcome.reviews_new) == ([], 1)


def test_the_reasons_are_in_the_language_of_the_sheet_or_the_one_asked_for(desk: Store, sheets: Path) -> None:
    path = fill_xlsx(sheets / "ar-dam.xlsx", [ROW], [])
    (arabic,), (english,) = refused(desk, path), refused(desk, path, "en")
    assert english.name == "ar-dam.refused.2.xlsx"
    assert "مرفوض" in " ".join(marks(arabic, "claims").values())
    assert "صحيح جزئياً (partly_true)" in " ".join(marks(arabic, "claims").values())
    assert "Refused" in " ".join(marks(english, "claims").values())


def test_a_csv_pair_gets_a_column_and_stays_a_pair(desk: Store, sheets: Path) -> None:
    first = claim_ids(sheets / "ar-dam.html")[0]
    path = fill_csv(sheets / "ar-dam.claims.csv", lambda rows: rows[0].update(ROW))
    fill_csv(sheets / "ar-dam.sources.csv", lambda rows: rows.append({"claim_id": first, **GOOD_SOURCE, "tier": "x"}))
    claims, sources = refused(desk, path)
    assert (claims.name, sources.name) == ("ar-dam.refused.claims.csv", "ar-dam.refused.sources.csv")
    head, _, row, *_ = list(csv.reader(claims.open(encoding="utf-8-sig", newline="")))
    assert head[-1] == "ما رُفض"
    assert row[-1].startswith("verdict: مرفوض: 'wahr'")
    fill_csv(claims, lambda rows: rows[0].update(verdict="partly_true"))
    fill_csv(sources, lambda rows: rows[-1].update(tier="primary"))
    outcome = import_sheet(desk, claims, IMPORTED_AT)
    assert (outcome.refusals, outcome.reviews_new) == ([], 1)


def test_an_html_sheet_needs_no_copy(desk: Store, sheets: Path) -> None:
    assert write_copy(sheets / "en-port.html", []) == []


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_reason_is_said_in_full(desk: Store, sheets: Path, language: str) -> None:
    path = fill_xlsx(
        sheets / "en-port.xlsx",
        [
            {**ROW, "reviewer": None},
            {"verdict": "not_checkable", "reviewer": "Mona"},
            {"verdict": "true", "reviewer": "M"},
        ],
        [{"claim_id": 0, **GOOD_SOURCE, "accessed_on": "2199-01-01", "published_on": "soon", "archive_url": "x"}],
    )
    outcome = import_sheet(desk, path, IMPORTED_AT)
    said = [allowed(refusal, language) for refusal in outcome.refusals]
    assert len(said) >= 6
    assert not [words for words in said if not words or "{" in words]
    assert (language == "en") == (said == [refusal.allowed for refusal in outcome.refusals])
