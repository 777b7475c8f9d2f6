"""Export: every public view, whole files only, and no formula in a spreadsheet."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from extractors.errors import ClaimdeskError
from extractors.types import Extraction
from store import Store, export
from store.writing import write_batch

TITLES = ["=1+1", "＝1+1", "+966", "-5 درجات", "@all", "\tجدول", "سطر\nثان", 'قال "نعم"', "عادي"]


@pytest.fixture(autouse=True)
def articles(store: Store, make: Callable[..., Extraction], now: datetime) -> None:
    made = [make(f"a{n}", title=title) for n, title in enumerate(TITLES)]
    made[0] = replace(made[0], article=replace(made[0].article, published_at=None))
    write_batch(store, "r1", made, now)


@pytest.mark.parametrize("fmt", export.FORMATS)
def test_every_view_is_a_file_with_all_its_rows(store: Store, tmp_path: Path, fmt: str):
    out = tmp_path / "out"
    files = export.export(store, fmt, out)
    assert [file.name for file in files] == [f"{view}.{fmt}" for view in export.public_views(store)]
    assert sorted(files) == sorted(out.iterdir()), "nothing half-made is left behind"
    reader = {"csv": "read_csv", "parquet": "read_parquet", "jsonl": "read_json"}[fmt]
    for view in ("articles", "claims", "claim_dates", "attributions"):
        there = duckdb.sql(f"SELECT count(*) FROM {reader}('{out / view}.{fmt}')").fetchone()
        assert there == store.con.execute(f"SELECT count(*) FROM {view}").fetchone()


def test_csv_opens_in_a_spreadsheet_without_calculating(store: Store, tmp_path: Path):
    export.export(store, "csv", tmp_path)
    raw = (tmp_path / "articles.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    with (tmp_path / "articles.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    wanted = ["'=1+1", "'＝1+1", "'+966", "'-5 درجات", "'@all", "'\tجدول", *TITLES[6:]]
    assert [row["title"] for row in rows] == wanted
    assert rows[0]["published_at"] == ""
    with (tmp_path / "claims.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert {row["check_worthiness"] for row in csv.DictReader(stream)} == {"0.75"}


def test_json_lines_and_parquet_hold_the_values_as_they_are(store: Store, tmp_path: Path):
    export.export(store, "jsonl", tmp_path)
    export.export(store, "parquet", tmp_path)
    lines = (tmp_path / "articles.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["title"] for line in lines] == TITLES
    parquet = duckdb.sql(f"SELECT * FROM '{tmp_path / 'articles.parquet'}' ORDER BY ALL").fetchall()
    assert parquet == store.con.execute("SELECT * FROM articles ORDER BY ALL").fetchall()


def test_the_same_store_gives_the_same_files(store: Store, tmp_path: Path):
    for folder in ("one", "two"):
        export.export(store, "csv", tmp_path / folder)
    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes()


def test_a_place_that_cannot_be_written_is_named(store: Store, tmp_path: Path):
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(ClaimdeskError, match="taken: cannot write there"):
        export.export(store, "csv", tmp_path / "taken")
    with pytest.raises(ClaimdeskError, match="no export format 'xml'"):
        export.export(store, "xml", tmp_path)


def test_a_quote_in_the_folder_name_is_a_quote(store: Store, tmp_path: Path):
    assert export.export(store, "parquet", tmp_path / "editor's desk")[0].is_file()
