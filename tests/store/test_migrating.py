"""Migrations: each once, with its record, and never behind anybody's back."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from extractors.errors import ClaimdeskError
from store import connect, migrating


@pytest.fixture
def folders(tmp_path: Path) -> dict[str, Path]:
    """A program of its own: copies of our migrations and views, to be changed by a test."""
    return {
        "migrations": Path(shutil.copytree(migrating.MIGRATIONS, tmp_path / "migrations")),
        "views": Path(shutil.copytree(migrating.VIEWS, tmp_path / "views")),
    }


@pytest.fixture(autouse=True)
def fresh_files():
    """Files are read once a process; here they change."""
    migrating.sql_files.cache_clear()
    yield
    migrating.sql_files.cache_clear()


def open_again(path: Path, folders: dict[str, Path], *, read_only: bool = False):
    migrating.sql_files.cache_clear()
    return connect(path, read_only=read_only, **folders)


def test_an_added_migration_runs_once_and_is_recorded(store_path: Path, folders: dict[str, Path]):
    connect(store_path, **folders).close()
    (folders["migrations"] / "0900_desks.sql").write_text("CREATE TABLE desk_human.desks (name VARCHAR);\n")
    for _ in range(2):
        with open_again(store_path, folders) as store:
            recorded = store.con.execute("SELECT number, name FROM desk_meta.migrations ORDER BY ALL").fetchall()
            assert recorded[-1] == (900, "0900_desks")
            assert len(recorded) == len(list(folders["migrations"].glob("*.sql")))


def test_an_older_store_is_brought_up_to_date_also_by_a_reader(store_path: Path, folders: dict[str, Path]):
    connect(store_path, **folders).close()
    (folders["migrations"] / "0900_desks.sql").write_text("CREATE TABLE desk_human.desks (name VARCHAR);\n")
    with open_again(store_path, folders, read_only=True) as store:
        assert store.con.execute("SELECT count(*) FROM desk_human.desks").fetchone() == (0,)
        with pytest.raises(duckdb.InvalidInputException, match="read-only"):
            store.con.execute("INSERT INTO desk_human.desks VALUES ('x')")


def test_a_migration_that_fails_leaves_the_store_as_it_was(store_path: Path, folders: dict[str, Path]):
    connect(store_path, **folders).close()
    bad = folders["migrations"] / "0900_desks.sql"
    bad.write_text("CREATE TABLE desk_human.desks (name VARCHAR);\nSELECT * FROM nowhere;\n")
    with pytest.raises(ClaimdeskError, match=r"0900_desks\.sql did not run .*nowhere"):
        open_again(store_path, folders)
    bad.unlink()
    with open_again(store_path, folders) as store:
        made = store.con.execute("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'desks'").fetchone()
        assert made == (0,)


def test_an_edited_migration_is_refused(store_path: Path, folders: dict[str, Path]):
    connect(store_path, **folders).close()
    first = folders["migrations"] / "0001_first.sql"
    first.write_text(first.read_text("utf-8") + "-- an afterthought\n", "utf-8")
    with pytest.raises(ClaimdeskError, match="0001_first was changed after it had run"):
        open_again(store_path, folders)


@pytest.mark.parametrize("read_only", [False, True])
def test_a_store_of_a_newer_program_is_refused(store_path: Path, folders: dict[str, Path], read_only: bool):
    (folders["migrations"] / "0900_desks.sql").write_text("CREATE TABLE desk_human.desks (name VARCHAR);\n")
    with connect(store_path, **folders) as store:
        store.con.execute("UPDATE desk_meta.migrations SET program_version = '7.1' WHERE number = 900")
    before = store_path.read_bytes()
    migrating.sql_files.cache_clear()
    with pytest.raises(ClaimdeskError, match=r"newer than this program.*0900_desks.*Install claimdesk 7\.1 or later"):
        connect(store_path, read_only=read_only)
    assert store_path.read_bytes() == before


def test_a_changed_view_is_made_anew(store_path: Path, folders: dict[str, Path]):
    connect(store_path, **folders).close()
    view = folders["views"] / "rejects.sql"
    view.write_text(view.read_text("utf-8").replace("SELECT run_id,", "SELECT 42 AS answer, run_id,"), "utf-8")
    with open_again(store_path, folders) as store:
        assert store.con.execute("DESCRIBE rejects").fetchall()[0][0] == "answer"
