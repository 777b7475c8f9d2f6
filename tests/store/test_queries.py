"""SQL for people: read-only, shut in, and with answers to named questions."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from extractors.errors import ClaimdeskError
from extractors.types import Extraction
from store import connect, quality, queries, reviews, runs, statuses
from store.types import CheckResult, FilledRow, FilledSheet, Reject, ReviewSource
from store.writing import write_batch

Make = Callable[..., Extraction]


@pytest.fixture
def filled(store_path: Path, make: Make, now: datetime) -> Path:
    """Two articles, one claim decided by two who disagree, one assigned; a failed check and a reject."""
    with connect(store_path) as store:
        runs.start_run(store, "r1", now)
        write_batch(store, "r1", [make(), make("a2")], now)
        well, bridge = make().claims
        source = ReviewSource("https://water.example/r", stance="refutes", tier="primary")
        for n, (who, verdict) in enumerate([("هدى", "false"), ("عمر", "misleading")]):
            row = FilledRow(well.claim_id, who, verdict, sources=(source,))
            reviews.record(store, FilledSheet(f"s{n}", "s.html", (row,)), now + timedelta(days=n))
        statuses.set_status(store, [bridge.claim_id], "assigned", by="هدى", at=now, assignee="عمر")
        quality.record(store, "r1", [CheckResult("claims", "CLM-01", "Holds", False, 1, ("c1",))], now)
        runs.add_rejects(store, "r1", [Reject("in/x.bin", "binary", "")], now)
    return store_path


def column(result: queries.QueryResult, name: str) -> list[Any]:
    at = result.columns.index(name)
    return [row[at] for row in result.rows]


def test_a_question_gives_columns_types_and_rows(filled: Path):
    result = queries.run(filled, "SELECT verdict, reviewers FROM verdicts WHERE decided_by = $who", {"who": "عمر"})
    assert result == queries.QueryResult(["verdict", "reviewers"], ["VARCHAR", "BIGINT"], [("misleading", 2)])


@pytest.mark.parametrize(
    "sql",
    [
        "FROM runs",
        "DESCRIBE claims",
        "SHOW TABLES",
        "SUMMARIZE claims",
        "EXPLAIN SELECT 1",
        "WITH x AS (SELECT 1) FROM x",
    ],
)
def test_every_way_to_read_is_open(filled: Path, sql: str):
    assert queries.run(filled, sql).rows


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO desk_machine.rejects VALUES ('r', 's', 'x', 'd', now()::TIMESTAMP)",
        "DELETE FROM desk_human.reviews",
        "CREATE TABLE mine (i INTEGER)",
        "CREATE TEMP TABLE mine (i INTEGER)",
        "COPY claims TO '{out}'",
        "EXPORT DATABASE '{out}'",
        "ATTACH '{out}' AS other",
        "INSTALL fts",
        "LOAD fts",
        "SET enable_external_access = true",
        "PRAGMA enable_profiling",
        "CALL pragma_version()",
        "PREPARE x AS SELECT 1",
        "VACUUM",
        "CHECKPOINT",
        "USE memory",
        "SELECT 1; DELETE FROM desk_human.reviews",
        "",
    ],
)
def test_whatever_would_write_is_refused(filled: Path, tmp_path: Path, sql: str):
    before = filled.read_bytes()
    with pytest.raises(ClaimdeskError) as caught:
        queries.run(filled, sql.replace("{out}", str(tmp_path / "out")))
    assert "SELECT" in caught.value.allowed
    assert filled.read_bytes() == before
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('{file}')",
        "SELECT * FROM read_text('{file}')",
        "SELECT * FROM read_blob('{file}')",
        "SELECT * FROM read_json('{file}')",
        "SELECT * FROM read_ndjson_objects('{file}')",
        "SELECT * FROM read_parquet('{file}')",
        "SELECT * FROM read_duckdb('{file}', table_name = 't')",
        "SELECT * FROM sniff_csv('{file}')",
        "SELECT * FROM query('SELECT * FROM read_text(''{file}'')')",
        "SELECT * FROM query_table('{file}')",
        "SELECT * FROM parquet_metadata('{file}')",
        "SELECT * FROM sqlite_scan('{file}', 't')",
        "SELECT * FROM postgres_scan('host=127.0.0.1', 'public', 't')",
        "SELECT getenv('HOME')",
        "SELECT * FROM duckdb_secrets()",
        "EXPLAIN ANALYZE DELETE FROM desk_human.reviews",
        "EXPLAIN ANALYZE SELECT * FROM read_text('{file}')",
        "EXPLAIN ANALYZE COPY (SELECT 1) TO '{file}.out'",
        "SELECT * FROM '{file}'",
        "SELECT * FROM glob('{file}*')",
        "SELECT * FROM read_csv('https://news.example/x.csv')",
        "SELECT * FROM read_parquet('s3://bucket/x.parquet')",
    ],
)
def test_nothing_outside_the_store_can_be_read(filled: Path, tmp_path: Path, sql: str):
    secret = tmp_path / "secret.csv"
    secret.write_text("word\nopen sesame\n")
    with pytest.raises(ClaimdeskError) as caught:
        queries.run(filled, sql.replace("{file}", str(secret)))
    assert "sesame" not in str(caught.value)
    assert sorted(path.name for path in tmp_path.iterdir() if "secret" in path.name) == ["secret.csv"]


def test_nobody_can_open_the_sandbox_again(filled: Path):
    asked = "SELECT name, value FROM duckdb_settings() WHERE name IN ('enable_external_access', 'lock_configuration')"
    assert sorted(queries.run(filled, asked).rows) == [
        ("enable_external_access", "false"),
        ("lock_configuration", "true"),
    ]


def test_the_store_is_free_for_a_writer_before_the_answer_is_used(filled: Path):
    result = queries.run(filled, "SELECT * FROM claims")
    with connect(filled, wait_seconds=0) as store:
        assert statuses.set_status(store, [result.rows[0][0]], "in_review", by="عمر", at=datetime(2026, 3, 9)) == 1


def test_wrong_sql_is_answered_with_the_place_and_a_hint(filled: Path):
    with pytest.raises(ClaimdeskError, match=r"verdct.*verdict"):
        queries.run(filled, "SELECT verdct FROM verdicts")
    with pytest.raises(ClaimdeskError, match='near "SELEC"'):
        queries.run(filled, "SELEC 1")


def test_a_missing_store_and_a_missing_value_are_said(filled: Path, tmp_path: Path):
    with pytest.raises(ClaimdeskError, match="no store here"):
        queries.run(tmp_path / "none.duckdb", "SELECT 1")
    with pytest.raises(ClaimdeskError, match="day"):
        queries.run(filled, "SELECT $day")


def test_it_waits_for_a_writer(filled: Path):
    hold = "import duckdb, sys, time; c = duckdb.connect(sys.argv[1]); print('held', flush=True); time.sleep(0.8)"
    holder = subprocess.Popen([sys.executable, "-c", hold, str(filled)], stdout=subprocess.PIPE)
    assert holder.stdout is not None
    holder.stdout.readline()
    assert queries.run(filled, "SELECT count(*) FROM claims", wait_seconds=20).rows == [(4,)]
    assert holder.wait(timeout=10) == 0


def test_named_queries_give_what_they_are_asked(filled: Path):
    by_speaker = queries.run_named(filled, "verdicts_by_speaker")
    assert by_speaker.rows == [("رئيس البلدية", 4, 1, 0, 0, 1, 0, 0)]
    assert len(queries.run_named(filled, "claims_about_day", {"day": "2025-05-31"}).rows) == 4
    assert queries.run_named(filled, "claims_about_day", {"day": "2025-06-01"}).rows == []
    assert len(queries.run_named(filled, "open_claims_by_age", {"limit": "2"}).rows) == 2
    assert column(queries.run_named(filled, "open_claims_by_age"), "status") == ["assigned", "new", "new"]
    assert column(queries.run_named(filled, "sources_used_most"), "site") == ["water.example"]
    disagree = queries.run_named(filled, "reviewers_who_disagree")
    assert column(disagree, "said") == ["عمر: misleading, هدى: false"]
    assert column(queries.run_named(filled, "verdicts_on_day", {"day": "2026-03-02"}), "verdict") == ["false"]
    assert column(queries.run_named(filled, "verdicts_on_day", {"day": "2026-03-03"}), "verdict") == ["misleading"]
    assert queries.run_named(filled, "verdicts_on_day", {"day": "2026-03-01"}).rows == []
    assert column(queries.run_named(filled, "failed_checks"), "code") == ["CLM-01"]


@pytest.mark.parametrize(
    ("name", "values", "said"),
    [
        ("nonsense", {}, "no query named 'nonsense'"),
        ("claims_about_day", {}, "a value is needed"),
        ("claims_about_day", {"day": "May"}, "does not fit"),
        ("open_claims_by_age", {"limit": "few"}, "does not fit"),
        ("outlets", {"limit": "3"}, "takes no limit"),
    ],
)
def test_wrong_values_of_a_named_query_are_named(filled: Path, name: str, values: dict[str, str], said: str):
    with pytest.raises(ClaimdeskError, match=said) as caught:
        queries.run_named(filled, name, values)
    assert caught.value.allowed


@pytest.mark.parametrize("name", ["الجسر", "الجِسْرُ", "إفتتح الجســر", "افتتح"])
def test_a_name_is_found_however_it_is_written(filled: Path, name: str):
    found = queries.run_named(filled, "claims_about_name", {"name": name})
    assert column(found, "claim_text") == ["افتتح الجسر في أيار ٢٠٢٥"] * 2


def test_values_are_bound_and_never_pasted(filled: Path):
    nasty = "x' OR '1'='1"
    assert queries.run_named(filled, "claims_about_name", {"name": nasty}).rows == []
    assert queries.run(filled, "SELECT $a", {"a": nasty}).rows == [(nasty,)]
    assert queries.run(filled, "SELECT ?::DATE", ["2026-03-02"]).rows == [(date(2026, 3, 2),)]
