"""The walk of the README, with the installed command: run, fill, import, ask for the verdicts."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

SOURCE = {
    "url": "https://example.org/port/report-2023.pdf",
    "title": "التقرير السنوي",
    "publisher": "هيئة الميناء",
    "published_on": "2024-02-01",
    "accessed_on": "2024-05-10",
    "quote": "دخلت الميناء 1180 سفينة",
    "stance": "refutes",
    "tier": "أولي",
}

UNKNOWN = "c00000000000000000000"


def table(claimdesk: Any, sql: str, *arguments: str) -> list[dict[str, Any]]:
    done = claimdesk("sql", sql, "--format", "jsonl", *arguments)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def fill(sheet: Path, answer: dict[str, str], source: dict[str, str] | None) -> str:
    """Fills the first claim of a workbook and gives its id."""
    book = load_workbook(sheet)
    claims, sources = book["claims"], book["sources"]
    columns = {cell.value: cell.column for cell in claims[1]}
    row = next(
        row
        for row in range(2, claims.max_row + 1)
        if str(claims.cell(row, columns["claim_id"]).value)[0] == "c"
        and claims.cell(row, columns["claim_id"]).value != "claim_id"
        and re.fullmatch(r"[a-z0-9]+", str(claims.cell(row, columns["claim_id"]).value))
    )
    claim_id = str(claims.cell(row, columns["claim_id"]).value)
    for name, value in answer.items():
        claims.cell(row, columns[name], value)
    if source:
        places = {cell.value: cell.column for cell in sources[1]}
        for name, value in ({"claim_id": claim_id} | source).items():
            sources.cell(3, places[name], value)
    book.save(sheet)
    return claim_id


def test_the_run_says_what_it_did(newsroom):
    done = newsroom.run
    assert done.returncode == 1, done.stderr
    counts = dict(re.findall(r"^(articles \w+|claims|checks \w+) +(\d+) *$", done.stdout, re.MULTILINE))
    assert counts["articles new"] == "5"
    assert counts["articles rejected"] == "2"
    assert int(counts["claims"]) >= 5
    assert int(counts["checks passed"]) > 0
    assert "sheets-out" in done.stdout
    assert re.search(r"feed\.jsonl:3: broken_json: ", done.stderr)
    assert re.search(r"empty\.txt: empty: ", done.stderr)
    assert "publication date" in done.stderr
    assert "Traceback" not in done.stderr
    assert "prefect" not in done.stderr.lower()


def test_old_encodings_are_read_and_a_missing_date_stays_unresolved(newsroom, claimdesk):
    rows = table(claimdesk, "select text from articles where text like '%جسر%' order by text")
    assert [row["text"].split()[3] for row in rows] == ["النخيل", "الوادي"]
    dates = table(
        claimdesk,
        "select d.text, from_date, to_date from claim_dates d join claims using (claim_id) join articles a "
        "using (article_id) where a.text like '%شجرة%'",
    )
    assert all(row["from_date"] is None and row["to_date"] is None for row in dates)


def test_from_the_workbook_to_the_verdict(newsroom, claimdesk):
    answer = {"verdict": "غير صحيح", "rationale": "التقرير يقول 1180", "reviewer": "سلمى"}
    claim = fill(newsroom.sheets / "harbour.xlsx", answer, SOURCE)
    done = claimdesk("import", "sheets-out/harbour.xlsx")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 reviews new" in done.stdout
    [verdict] = table(claimdesk, "select * from verdicts")
    assert (verdict["claim_id"], verdict["verdict"], verdict["decided_by"]) == (claim, "false", "سلمى")
    [source] = table(claimdesk, "select * from sources")
    assert (source["url"], source["stance"], source["tier"]) == (SOURCE["url"], "refutes", "primary")
    again = claimdesk("import", "sheets-out/harbour.xlsx")
    assert again.returncode == 0
    assert "0 reviews new, 1 known" in again.stdout


@pytest.mark.parametrize(
    ("answer", "source", "named"),
    [
        ({"verdict": "mostly true", "rationale": "x", "reviewer": "r"}, SOURCE, "mostly true"),
        ({"verdict": "true", "rationale": "x", "reviewer": "r"}, None, "source"),
        (
            {"claim_id": "c0000000000000000", "verdict": "true", "rationale": "x", "reviewer": "r"},
            None,
            "c0000000000000000",
        ),
    ],
)
def test_a_refused_cell_is_named_and_nothing_of_the_sheet_is_kept(newsroom, claimdesk, answer, source, named):
    fill(newsroom.sheets / "harbour.xlsx", answer, source)
    done = claimdesk("import", "sheets-out/harbour.xlsx")
    assert done.returncode == 1
    assert "refused" in done.stderr
    assert named in done.stderr
    assert "Allowed" in done.stderr
    assert table(claimdesk, "select * from reviews") == []


def test_a_half_filled_row_is_kept_as_a_draft(newsroom, claimdesk):
    fill(newsroom.sheets / "harbour.xlsx", {"rationale": "أنتظر رد الهيئة", "reviewer": "سلمى"}, None)
    done = claimdesk("import", "sheets-out/harbour.xlsx")
    assert done.returncode == 0, done.stderr
    assert "1 half filled" in done.stdout
    assert table(claimdesk, "select * from reviews") == []


def test_a_good_sheet_goes_in_beside_a_file_that_is_none(newsroom, claimdesk):
    fill(newsroom.sheets / "harbour.xlsx", {"verdict": "true", "rationale": "x", "reviewer": "r"}, SOURCE)
    (newsroom.folder / "notes.xlsx").write_bytes(b"no workbook")
    done = claimdesk("import", "notes.xlsx", "sheets-out/harbour.xlsx")
    assert done.returncode == 1
    assert "notes.xlsx" in done.stderr
    assert len(table(claimdesk, "select * from reviews")) == 1
    assert claimdesk("import", "notes.xlsx").returncode == 2


def test_running_again_changes_nothing(newsroom, claimdesk):
    for bad in ("empty.txt",):
        (newsroom.folder / "articles" / bad).unlink()
    feed = newsroom.folder / "articles" / "feed.jsonl"
    feed.write_text("".join(feed.read_text("utf-8").splitlines(keepends=True)[:-1]), "utf-8")
    before = {path: path.stat().st_mtime_ns for path in newsroom.sheets.iterdir()}
    claims = table(claimdesk, "select * from claims order by all")
    done = claimdesk("run", "articles")
    assert done.returncode == 0, done.stderr
    assert re.search(r"articles unchanged +5", done.stdout)
    assert {path: path.stat().st_mtime_ns for path in newsroom.sheets.iterdir()} == before
    assert table(claimdesk, "select * from claims order by all") == claims


def test_a_run_in_which_nothing_can_be_read(newsroom, claimdesk):
    done = claimdesk("run", "articles/empty.txt", "--store", "other.duckdb", "--sheets", "other")
    assert done.returncode == 2
    assert "empty.txt: empty" in done.stderr


def test_sheets_of_what_still_needs_review(newsroom, claimdesk):
    shutil.rmtree(newsroom.sheets)
    done = claimdesk("sheets", "--article", "library", "--format", "html,csv,md", "--sheets", "fresh")
    assert done.returncode == 0, done.stderr
    names = {path.name for path in (newsroom.folder / "fresh").iterdir()}
    assert names == {"library.html", "library.claims.csv", "library.sources.csv", "library.md"}
    nobody = claimdesk("sheets", "--assignee", "nobody")
    assert nobody.returncode == 2
    assert "Next:" in nobody.stderr
    assert claimdesk("sheets", "--format", "pdf").returncode == 2


def test_the_whole_store_is_checked_with_a_report(newsroom, claimdesk):
    done = claimdesk("check", "--report", "report.html")
    assert done.returncode in (0, 1), done.stderr
    assert "checks passed" in done.stdout
    assert (newsroom.folder / "report.html").stat().st_size > 1000
    assert (done.returncode == 1) == ("FAILED" in done.stdout)
    assert "Traceback" not in done.stderr


def test_sql_in_three_shapes_and_by_name(newsroom, claimdesk):
    sql = "select article_id, title from articles where article_id in ('harbour', 'library') order by 1"
    assert "توسعة الميناء تبدأ في الخريف" in claimdesk("sql", sql).stdout
    rows = list(csv.DictReader(io.StringIO(claimdesk("sql", sql, "--format", "csv").stdout)))
    assert [row["article_id"] for row in rows] == ["harbour", "library"]
    assert rows == table(claimdesk, sql)
    listed = claimdesk("sql", "--list", "--format", "jsonl")
    assert listed.returncode == 0
    for query in map(json.loads, listed.stdout.splitlines()):
        if "<" not in query["parameters"]:
            assert claimdesk("sql", "--name", query["name"]).returncode == 0, query["name"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("delete from claims",),
        ("select * from nothing",),
        ("select 1; select 2",),
        ("copy claims to 'out.csv'",),
        ("--name", "no_such_query"),
        ("--name", "no_such_query", "select 1"),
        (),
        ("select 1", "--param", "novalue"),
    ],
)
def test_sql_that_is_refused(newsroom, claimdesk, arguments):
    done = claimdesk("sql", *arguments)
    assert done.returncode == 2
    assert done.stderr.startswith(("Error:", "Usage:"))
    assert "Traceback" not in done.stderr
    assert not (newsroom.folder / "out.csv").exists()


@pytest.mark.parametrize("shape", ["csv", "jsonl", "parquet"])
def test_export(newsroom, claimdesk, shape):
    done = claimdesk("export", shape, "--output", "out")
    assert done.returncode == 0, done.stderr
    files = [newsroom.folder / line for line in done.stdout.splitlines()]
    assert {"articles", "claims", "verdicts"} <= {path.stem for path in files}
    assert all(path.is_file() for path in files)


def test_claimreview_asks_for_its_publisher(newsroom, claimdesk):
    done = claimdesk("export", "claimreview")
    assert done.returncode == 2
    assert "CLAIMDESK_PUBLISHER_NAME" in done.stderr
