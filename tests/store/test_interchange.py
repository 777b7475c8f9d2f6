"""Everything out and back in: each view is the same, each wrong line is named, and the schemas fit the files."""

from __future__ import annotations

import json
import runpy
import shutil
import stat
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from benchmarks import bigstore
from extractors.errors import ClaimdeskError
from extractors.types import Article, Extraction
from store import connect, interchange
from store.export import public_views
from store.interchange import dump
from store.loading import load
from store.writing import write_batch

ROOT = Path(__file__).resolve().parents[2]
SCHEMAS = ROOT / "docs" / "schemas"


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with rows in every table that a desk fills."""
    path = tmp_path_factory.mktemp("full") / "store.duckdb"
    with connect(path) as store:
        bigstore.fill(store, 400)
        for table in sorted(interchange.tables(store.con)):
            empty = store.con.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
            if empty:
                store.con.execute(f"INSERT INTO {table} VALUES ({', '.join(_made_up(store.con, table))})")
    return path


def _made_up(con: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    values = {"VARCHAR": "'نص'", "DATE": "DATE '2026-03-02'", "TIMESTAMP": "TIMESTAMP '2026-03-02 01:02:03.000456'"}
    return [values.get(column.kind, "1") for column in interchange.tables(con)[table]]


@pytest.fixture
def exported(full: Path, tmp_path: Path) -> Path:
    with connect(full, read_only=True) as store:
        dump(store, "jsonl", tmp_path / "out")
    return tmp_path / "out"


def contents(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    with connect(path, read_only=True) as store:
        names = [*public_views(store), *interchange.tables(store.con)]
        return {name: store.con.execute(f"SELECT * FROM {name} ORDER BY ALL").fetchall() for name in names}


@pytest.mark.parametrize("fmt", interchange.FORMATS)
def test_a_loaded_store_gives_the_same_rows_in_every_view(full: Path, tmp_path: Path, fmt: str):
    out = tmp_path / "a * [folder] of Maya's"
    with connect(full, read_only=True) as store:
        made = dump(store, fmt, out)
        tables = interchange.tables(store.con)
    assert sorted(made) == sorted(out.iterdir())
    assert len(made) == len(tables) + 1
    assert {stat.S_IMODE(path.stat().st_mode) for path in made} == {0o600}
    rows = load(out, tmp_path / "copy.duckdb")
    assert set(rows) == set(tables)
    assert all(rows.values()), "every table had something to lose"
    assert contents(tmp_path / "copy.duckdb") == contents(full)


@given(
    title=st.text(st.characters(exclude_categories=("Cs",)), max_size=40),
    outlet=st.text(st.sampled_from("\x00\u2028\u2029\r\n\t\"\\'{}ﷺ\u0651é\u0301😀,"), max_size=10),
    published=st.sampled_from(
        [None, "2026-03-01T01:30:00+03:00", "0001-01-01T00:00:00", "9999-12-31T23:59:59.999999", "?"]
    ),
)
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_comes_back(tmp_path_factory: pytest.TempPathFactory, title: str, outlet: str, published: str | None):
    folder = tmp_path_factory.mktemp("trip")
    article = Article("a1", f"{title}.", "ar", title, outlet, "", published)
    with connect(folder / "one.duckdb") as store:
        write_batch(store, "r1", [Extraction(article, (), (), (), extractor_version="1")], datetime(2026, 3, 2))
        for fmt in interchange.FORMATS:
            dump(store, fmt, folder / fmt)
    for fmt in interchange.FORMATS:
        load(folder / fmt, folder / f"{fmt}.duckdb")
        assert contents(folder / f"{fmt}.duckdb") == contents(folder / "one.duckdb")


def test_the_schemas_are_those_of_the_tables():
    made = runpy.run_path(str(ROOT / "docs" / "make_schemas.py"))
    there = {path.name: path.read_text("utf-8") for path in SCHEMAS.iterdir()}
    assert there == {name: made["as_text"](schema) for name, schema in made["schemas"]().items()}, (
        "run: python docs/make_schemas.py"
    )


def test_exported_lines_are_what_the_schemas_say(exported: Path):
    files = sorted(path for path in exported.iterdir() if path.suffix == ".jsonl")
    assert {f"{path.stem}.schema.json" for path in files} == {path.name for path in SCHEMAS.iterdir()}
    for path in files:
        schema = json.loads((SCHEMAS / f"{path.stem}.schema.json").read_text("utf-8"))
        Draft202012Validator.check_schema(schema)
        if path.stem in ("reviews", "claim_statuses", "sources", "drafts", "articles", "runs"):
            assert all("description" in column for column in schema["properties"].values()), path.stem
        validator = Draft202012Validator(schema)
        for line in path.read_text("utf-8").split("\n")[:40]:
            if line:
                validator.validate(json.loads(line))


def change(exported: Path, table: str, edit: Callable[[dict[str, Any]], object], line: int = 3) -> None:
    """Edits one line of a file as somebody would who was told how."""
    path = exported / f"{table}.jsonl"
    lines = path.read_text("utf-8").split("\n")
    record = json.loads(lines[line - 1])
    edited = edit(record)
    lines[line - 1] = edited if isinstance(edited, str) else json.dumps(record, ensure_ascii=True)
    path.write_text("\n".join(lines), "utf-8")
    trust(exported, f"desk_human.{table}", f"desk_machine.{table}")


def without(name: str) -> Callable[[dict[str, Any]], None]:
    def edit(record: dict[str, Any]) -> None:
        del record[name]

    return edit


def trust(exported: Path, *tables: str) -> None:
    manifest = json.loads((exported / "manifest.json").read_text("utf-8"))
    for table in tables:
        if table in manifest["tables"]:
            manifest["tables"][table]["sha256"] = ""
    (exported / "manifest.json").write_text(json.dumps(manifest), "utf-8")


HOSTILE: list[tuple[str, str, Callable[[dict[str, Any]], object], str]] = [
    ("unknown field", "reviews", lambda r: r.update(colour="red"), "no field 'colour'"),
    ("missing field", "reviews", without("verdict"), "verdict is missing"),
    ("null", "reviews", lambda r: r.update(verdict=None), "verdict is missing"),
    ("number for text", "reviews", lambda r: r.update(reviewer=7), "reviewer is 7"),
    ("text for number", "reviews", lambda r: r.update(seq="7"), 'seq is "7"'),
    ("fraction", "reviews", lambda r: r.update(seq=7.5), "seq is 7.5"),
    ("boolean for number", "reviews", lambda r: r.update(seq=True), "seq is true"),
    ("too large", "claims", lambda r: r.update(start_char=2**31), "start_char is 2147483648"),
    ("no such day", "sources", lambda r: r.update(published_on="2026-02-30"), "published_on is"),
    ("another time", "reviews", lambda r: r.update(created_at="yesterday"), "created_at is"),
    ("half a character", "reviews", lambda r: r.update(rationale="\ud800"), "rationale is"),
    ("list of numbers", "check_results", lambda r: r.update(sample=[1]), "sample is"),
    ("nested", "claims", lambda r: r.update(claim_text={"$ref": "file:///etc/hosts"}), "claim_text is"),
    ("infinite", "claims", lambda r: json.dumps({**r, "check_worthiness": 7.5}).replace("7.5", "1e999"), "Infinity"),
    ("not a number", "claims", lambda r: r.update(check_worthiness=float("nan")), "NaN"),
    ("a list", "reviews", lambda r: "[]", "no JSON object"),
    ("half a line", "reviews", lambda r: '{"review_id": "r1', "no JSON object"),
    ("twice", "reviews", lambda r: '{"seq": 1, "seq": 2}', "comes twice"),
    ("deep", "reviews", lambda r: "[" * 100_000, "no JSON object"),
]


@pytest.mark.parametrize(("table", "edit", "said"), [case[1:] for case in HOSTILE], ids=[case[0] for case in HOSTILE])
def test_a_wrong_line_is_named_and_nothing_is_left(
    exported: Path, tmp_path: Path, table: str, edit: Callable[[dict[str, Any]], object], said: str
):
    change(exported, table, edit)
    with pytest.raises(ClaimdeskError) as caught:
        load(exported, tmp_path / "copy.duckdb")
    assert said in str(caught.value)
    assert f"{table}.jsonl, line 3" in caught.value.where
    assert not list(tmp_path.glob("copy.duckdb*"))


def test_a_line_that_was_mended_on_purpose_is_taken(exported: Path, tmp_path: Path):
    change(exported, "reviews", lambda record: record.update(rationale="أعدنا القراءة"))
    load(exported, tmp_path / "copy.duckdb")
    assert [row for row in contents(tmp_path / "copy.duckdb")["reviews"] if "أعدنا القراءة" in row]


def test_a_column_that_came_later_may_be_absent_where_it_may_be_empty(exported: Path, tmp_path: Path):
    change(exported, "reviews", without("saved_at"))
    load(exported, tmp_path / "copy.duckdb")


def test_a_file_that_was_changed_silently_is_refused(exported: Path, tmp_path: Path):
    with (exported / "reviews.jsonl").open("a") as stream:
        stream.write("\n")
    with pytest.raises(ClaimdeskError, match=r"SHA-256 differs"):
        load(exported, tmp_path / "copy.duckdb")
    assert not (tmp_path / "copy.duckdb").exists()


@pytest.mark.parametrize("column", ["colour", "seq"])
def test_a_parquet_file_of_another_shape_is_refused(full: Path, tmp_path: Path, column: str):
    out = tmp_path / "out"
    with connect(full, read_only=True) as store:
        dump(store, "parquet", out)
    file = out / "reviews.parquet"
    columns = "*, 1 AS colour" if column == "colour" else "* REPLACE (seq::VARCHAR AS seq)"
    duckdb.sql(f"COPY (SELECT {columns} FROM '{file}') TO '{tmp_path / 'other.parquet'}' (FORMAT parquet)")
    (tmp_path / "other.parquet").replace(file)
    trust(out, "desk_human.reviews")
    with pytest.raises(ClaimdeskError, match=column):
        load(out, tmp_path / "copy.duckdb")
    file.write_bytes(b"PAR1 is how such files begin")
    with pytest.raises(ClaimdeskError, match="cannot be read"):
        load(out, tmp_path / "copy.duckdb")


def test_a_manifest_cannot_lead_out_of_the_folder(exported: Path, tmp_path: Path):
    secret = tmp_path / "secret.jsonl"
    shutil.copy(exported / "reviews.jsonl", secret)
    manifest = json.loads((exported / "manifest.json").read_text("utf-8"))
    manifest["tables"]["desk_human.reviews"]["file"] = "../secret.jsonl"
    (exported / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    (exported / "reviews.jsonl").unlink()
    with pytest.raises(ClaimdeskError, match=r"reviews\.jsonl"):
        load(exported, tmp_path / "copy.duckdb")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("not JSON", "no manifest"),
        ("[]", "another format"),
        ('{"format": "claimdesk-interchange", "version": 2}', "another format"),
        ('{"format": "claimdesk-interchange", "version": 1, "files": "csv", "tables": {}}', "which files"),
        ('{"format": "claimdesk-interchange", "version": 1, "files": "jsonl", "tables": {"../x": {}}}', "newer"),
        (
            '{"format": "claimdesk-interchange", "version": 1, "files": "jsonl", "tables": {}, "migrations": ["9_x"]}',
            "newer",
        ),
    ],
)
def test_a_strange_manifest_is_refused(exported: Path, tmp_path: Path, text: str, said: str):
    (exported / "manifest.json").write_text(text, "utf-8")
    with pytest.raises(ClaimdeskError, match=said):
        load(exported, tmp_path / "copy.duckdb")


def test_an_export_that_was_cut_short_and_a_store_with_rows_are_refused(full: Path, exported: Path, tmp_path: Path):
    before = contents(full)
    with pytest.raises(ClaimdeskError, match="rows in this store already"):
        load(exported, full)
    assert contents(full) == before
    (exported / "manifest.json").unlink()
    with pytest.raises(ClaimdeskError, match="no whole export"):
        load(exported, tmp_path / "copy.duckdb")


def test_csv_cannot_hold_everything(full: Path, tmp_path: Path):
    with connect(full, read_only=True) as store, pytest.raises(ClaimdeskError, match="csv"):
        dump(store, "csv", tmp_path)
