"""A second reader's sheet shows nothing of what the first one wrote, and comes back as a second review."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from sheets_filling import claim_ids, fill_csv, fill_html, fill_xlsx
from sheets_samples import IMPORTED_AT, as_sheet, english

from sheets.importing import import_sheet
from sheets.render import FORMATS, render_sheets
from store import reviews, statuses
from store.appearances import Appearance
from store.connection import Store
from store.reading import sheet_articles
from store.types import FilledRow, FilledSheet, ReviewSource

SECRETS = ("Wilhelmina", "forty cranes counted", "secret.example", "Harbour Ledger", "half a thought")


@pytest.fixture
def blind(desk: Store, sheets: Path) -> dict[str, Path]:
    """Sheets of a claim that has a first verdict and a draft, by suffix."""
    first, second = claim_ids(sheets / "en-port.html")[:2]
    source = ReviewSource("https://secret.example/a", "Harbour Ledger", stance="refutes", tier="primary")
    done = FilledRow(first, "Wilhelmina", "false", "", "forty cranes counted", sources=(source,))
    half = FilledRow(second, "Wilhelmina", rationale="half a thought")
    assert reviews.record(desk, FilledSheet("s0", "x", (done,), (half,)), IMPORTED_AT).refusals == []
    statuses.set_status(desk, [first, second], "second_review", by="Ed", at=IMPORTED_AT)
    chosen = sheet_articles(desk, status="second_review")
    paths = render_sheets(chosen, sheets / "second", FORMATS, role="second")
    return {"".join(path.suffixes[1:]): path for path in paths}


def test_nothing_of_the_first_reader_is_in_any_file(blind: dict[str, Path]) -> None:
    for path in blind.values():
        content = path.read_bytes()
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as book:
                content = b"".join(book.read(name) for name in book.namelist())
        assert b"two cranes" in content or b"4.2 million" in content or path.name.endswith("sources.csv")
        assert [secret for secret in SECRETS if secret.encode() in content] == []


def test_a_blind_sheet_names_other_articles_without_their_verdicts(prepared: Path, tmp_path: Path) -> None:
    seen = Appearance("c9", "The Ledger", "Cargo again", "2025-01-02", "false")
    sheet = as_sheet(english())
    sheet = replace(sheet, claims=[replace(claim, appearances=(seen,)) for claim in sheet.claims])
    (shown,) = render_sheets([sheet], tmp_path, ("html",))
    (hidden,) = render_sheets([sheet], tmp_path / "blind", ("html",), role="second")
    marked = '<b><span data-t="verdict.false">'
    assert "Cargo again" in shown.read_text("utf-8")
    assert "Cargo again" in hidden.read_text("utf-8")
    assert marked in shown.read_text("utf-8")
    assert marked not in hidden.read_text("utf-8")


def test_it_comes_back_as_a_second_review(desk: Store, blind: dict[str, Path]) -> None:
    row = {"verdict": "not_checkable", "not_checkable_reason": "vague", "reviewer": "Omar"}
    first = claim_ids(blind[".html"])[0]
    answers = {first: {**row, "rationale": "html"}}
    html = fill_html(blind[".html"], lambda a: a.update(reviewer="Omar", answers=answers))
    xlsx = fill_xlsx(blind[".xlsx"], [{**row, "rationale": "xlsx"}], [])
    csv = fill_csv(blind[".claims.csv"], lambda rows: rows[0].update(row, rationale="csv"))
    for path in (html, xlsx, csv):
        outcome = import_sheet(desk, path, IMPORTED_AT)
        assert (outcome.refusals, outcome.reviews_new) == ([], 1)
    found = desk.con.execute("SELECT rationale, role FROM reviews WHERE reviewer = 'Omar' ORDER BY 1").fetchall()
    assert found == [("csv", "second"), ("html", "second"), ("xlsx", "second")]
