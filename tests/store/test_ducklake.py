"""A team's store: its name, its secrets, its writers at once, and what SQL may not do there."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from extractors.errors import ClaimdeskError
from store import connect, ducklake, queries, runs
from store.keeper import Keeper
from tests.conftest import Claimdesk, Postgres

ROOT = Path(__file__).parents[2]


@pytest.fixture
def lake(request: pytest.FixtureRequest, tmp_path: Path):
    name = request.getfixturevalue("empty_lake").copy(tmp_path / "rows")
    yield name
    ducklake.forget(name)


@pytest.mark.parametrize("word", ["password=sesame", "password='open sesame'", "sslpassword = sesame"])
def test_a_password_in_the_name_is_refused_and_never_repeated(word: str, claimdesk: Claimdesk):
    name = f"ducklake:postgres:dbname=desk host=db {word} data_path=/srv"
    with pytest.raises(ClaimdeskError, match="PGPASSWORD") as caught:
        connect(name)
    assert "sesame" not in str(caught.value)
    for command in (["sql", "select 1"], ["run", "x.txt"], ["--debug", "sql", "select 1"]):
        ended = claimdesk(*command, "--store", name)
        assert ended.returncode != 0
        assert "sesame" not in ended.stdout + ended.stderr


def test_a_catalog_that_cannot_be_reached_is_said_without_secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PGPASSWORD", "sesame")
    with pytest.raises(ClaimdeskError, match="catalog of the store cannot be reached") as caught:
        connect(f"ducklake:postgres:dbname=desk host={tmp_path} user=desk data_path={tmp_path}/rows")
    assert "sesame" not in str(caught.value)


@pytest.mark.parametrize("read_only", [True, False])
def test_a_catalog_without_a_store_is_said(postgres: Postgres, read_only: bool):
    name = f"ducklake:postgres:dbname={postgres.database()} host={postgres.folder} user=desk"
    with pytest.raises(ClaimdeskError, match="no store here"):
        connect(name, read_only=read_only)


def test_another_data_path_than_the_stores_own_is_refused(lake: str, tmp_path: Path):
    ducklake.forget(lake)
    with pytest.raises(ClaimdeskError, match="does not open"):
        connect(lake.replace("/rows", "/elsewhere"))
    assert not (tmp_path / "elsewhere").exists()


def test_several_stores_share_a_database(postgres: Postgres, tmp_path: Path):
    names = [f"{postgres.target('postgres', tmp_path / n)} metadata_schema=desk_{n}" for n in ("north", "south")]
    for n, name in enumerate(names):
        with connect(name) as store:
            runs.start_run(store, f"r{n}", datetime.now(UTC))
    for n, name in enumerate(names):
        with connect(name, read_only=True) as store:
            assert store.con.execute("SELECT run_id FROM runs").fetchall() == [(f"r{n}",)]
        ducklake.forget(name)


WRITE = """
import sys
from datetime import UTC, datetime
from extractors.types import Article, Extraction
from store import connect, writing
for n in range(5):
    with connect(sys.argv[1]) as store:
        article = Article(f"a{n}", "نص", "ar", "", "", "", None)
        writing.write_batch(store, sys.argv[2], [Extraction(article, (), (), (), extractor_version="1")],
                            datetime.now(UTC))
"""


def test_processes_that_write_the_same_articles_at_once_give_one_set_of_rows(lake: str):
    writers = [subprocess.Popen([sys.executable, "-c", WRITE, lake, who], cwd=ROOT) for who in ("left", "right")]
    assert [writer.wait(timeout=180) for writer in writers] == [0, 0]
    with connect(lake, read_only=True) as store:
        for view in ("articles", "article_versions"):
            found = store.con.execute(f"SELECT count(*), count(DISTINCT article_id) FROM {view}").fetchone()
            assert found == (5, 5)


def test_a_keeper_serves_a_lake_as_it_does_a_file(lake: str):
    keeper = Keeper(lake)
    with keeper.writing() as store:
        runs.start_run(store, "r", datetime.now(UTC))
    with keeper.reading() as store:
        assert store.con.execute("SELECT count(*) FROM runs").fetchone() == (1,)
    keeper.close()
    with pytest.raises(ClaimdeskError, match="was closed"), keeper.reading():
        pass


def test_a_catalog_that_was_restarted_is_reached_again(lake: str, postgres: Postgres):
    with connect(lake) as store:
        runs.start_run(store, "before", datetime.now(UTC))
    postgres.stop()
    with pytest.raises(ClaimdeskError), connect(lake) as store:
        runs.start_run(store, "meanwhile", datetime.now(UTC))
    postgres.resume()
    with connect(lake) as store:
        runs.start_run(store, "after", datetime.now(UTC))
        assert store.con.execute("SELECT run_id FROM runs ORDER BY run_id").fetchall() == [("after",), ("before",)]


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM postgres_query('__ducklake_metadata_claimdesk', 'select 1')",
        "SELECT * FROM Postgres_Scan/**/('dbname=postgres', 'public', 'ducklake_metadata')",
        "SELECT * FROM \"postgres_attach\"('dbname=postgres')",
        "FROM query('SELECT * FROM post' || 'gres_query(1, 2)')",
        "FROM ducklake_cleanup_old_files('claimdesk')",
        "FROM read_text('/etc/hostname')",
        "EXPLAIN SELECT * FROM postgres_scan('dbname=postgres', 'public', 'ducklake_metadata')",
        "INSERT INTO desk_machine.rejects VALUES ('r')",
        "SET enable_external_access = true",
        "COPY runs TO '/tmp/claimdesk-leak.csv'",
    ],
)
def test_sql_reaches_nothing_outside_the_lake(lake: str, sql: str):
    with pytest.raises(ClaimdeskError):
        queries.run(lake, sql)
    assert queries.run(lake, "SELECT count(*) FROM claims").rows == [(0,)]


def test_a_session_that_cannot_write_the_data_path_stores_nothing(lake: str, tmp_path: Path):
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    (tmp_path / "rows").chmod(0o500)
    with pytest.raises(ClaimdeskError), connect(lake) as store:
        runs.start_run(store, "r", datetime.now(UTC))
