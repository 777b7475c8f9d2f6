"""Numbered migrations, each in one transaction with its record, and the public views over the tables."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import duckdb

from extractors.errors import ClaimdeskError

MIGRATIONS = Path(__file__).parent / "migrations"
VIEWS = Path(__file__).parent / "views"
_META = """
CREATE SCHEMA IF NOT EXISTS desk_meta;
CREATE TABLE IF NOT EXISTS desk_meta.migrations (
    number INTEGER NOT NULL, name VARCHAR NOT NULL, sha256 VARCHAR NOT NULL,
    applied_at TIMESTAMP NOT NULL, program_version VARCHAR NOT NULL
);
CREATE TABLE IF NOT EXISTS desk_meta.view_files (name VARCHAR NOT NULL, sha256 VARCHAR NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class SqlFile:
    """A file of SQL: its stem, its text, and the hash that is recorded when it has run."""

    name: str
    sql: str
    sha256: str

    @property
    def number(self) -> int:
        """The four digits at the head of a migration's name."""
        return int(self.name[:4])


@lru_cache(maxsize=8)
def sql_files(folder: Path) -> tuple[SqlFile, ...]:
    """The ``.sql`` files of a folder in the order of their names."""
    found = []
    for path in sorted(folder.glob("*.sql")):
        sql = path.read_text(encoding="utf-8")
        found.append(SqlFile(path.stem, sql, hashlib.sha256(sql.encode("utf-8")).hexdigest()))
    return tuple(found)


def is_current(con: duckdb.DuckDBPyConnection, target: str, migrations: Path, views: Path) -> bool:
    """Whether nothing is left to do; refuses a store that is newer than the program or whose migrations were edited."""
    recorded = _recorded(con)
    _refuse_strangers(recorded, con, target)
    files = sql_files(migrations)
    _refuse_newer(recorded, files, con, target)
    for file in files:
        if file.number in recorded and recorded[file.number] != (file.name, file.sha256):
            raise ClaimdeskError(
                f"migration {recorded[file.number][0]} was changed after it had run on this store",
                where=target,
                allowed="migrations that are only ever added",
                next_step="Restore the file from version control, and put the change into a new migration",
            )
    return len(recorded) == len(files) and _recorded_views(con) == {view.name: view.sha256 for view in sql_files(views)}


def migrate(con: duckdb.DuckDBPyConnection, target: str, migrations: Path, views: Path) -> None:
    """Brings the store to this program's shape; what has run before is left alone."""
    if is_current(con, target, migrations, views):
        return
    con.execute(_META)
    recorded = _recorded(con)
    for file in sql_files(migrations):
        if file.number not in recorded:
            _apply(con, file, target)
    _renew_views(con, sql_files(views), target)


def program_version() -> str:
    """The version of the installed claimdesk."""
    try:
        return version("claimdesk")
    except PackageNotFoundError:
        return "0"


def _apply(con: duckdb.DuckDBPyConnection, file: SqlFile, target: str) -> None:
    record = {
        "number": file.number,
        "name": file.name,
        "sha256": file.sha256,
        "now": datetime.now(UTC).replace(tzinfo=None),
        "program": program_version(),
    }
    with _one_transaction(con):
        _run(con, file, target)
        con.execute("INSERT INTO desk_meta.migrations VALUES ($number, $name, $sha256, $now, $program)", record)


def _renew_views(con: duckdb.DuckDBPyConnection, files: tuple[SqlFile, ...], target: str) -> None:
    recorded = _recorded_views(con)
    with _one_transaction(con):
        for file in files:
            if recorded.get(file.name) != file.sha256:
                _run(con, file, target)
        con.execute("DELETE FROM desk_meta.view_files")
        con.executemany("INSERT INTO desk_meta.view_files VALUES (?, ?)", [(file.name, file.sha256) for file in files])


@contextmanager
def _one_transaction(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    con.begin()
    try:
        yield
        con.commit()
    except BaseException:
        con.rollback()
        raise


def _run(con: duckdb.DuckDBPyConnection, file: SqlFile, target: str) -> None:
    try:
        con.execute(file.sql)
    except duckdb.Error as error:
        raise ClaimdeskError(
            f"{file.name}.sql did not run ({error})", where=target, next_step="The store was left as it was"
        ) from error


def _recorded(con: duckdb.DuckDBPyConnection) -> dict[int, tuple[str, str]]:
    if not _has_meta(con):
        return {}
    rows = con.execute("SELECT number, name, sha256 FROM desk_meta.migrations ORDER BY number").fetchall()
    return {number: (name, sha256) for number, name, sha256 in rows}


def _recorded_views(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    if not _has_meta(con):
        return {}
    return dict(con.execute("SELECT name, sha256 FROM desk_meta.view_files").fetchall())


def _has_meta(con: duckdb.DuckDBPyConnection) -> bool:
    found = con.execute(
        "SELECT count(*) FROM duckdb_tables() WHERE schema_name = 'desk_meta' AND database_name = current_database()"
    ).fetchone()
    return found is not None and found[0] == 2


def _refuse_strangers(recorded: Mapping[int, object], con: duckdb.DuckDBPyConnection, target: str) -> None:
    """A DuckDB file that is somebody else's: our tables must not land among theirs."""
    if recorded:
        return
    found = con.execute(
        "SELECT table_name FROM duckdb_tables() WHERE schema_name <> 'desk_meta' "
        "AND database_name = current_database() ORDER BY ALL LIMIT 1"
    ).fetchone()
    if found is not None:
        raise ClaimdeskError(
            f"this DuckDB file is no claimdesk store (it has a table {found[0]})",
            where=target,
            allowed="a store that claimdesk made, or a name that does not exist yet",
            next_step="Name another file with --store or CLAIMDESK_STORE",
        )


def _refuse_newer(
    recorded: Mapping[int, tuple[str, str]], files: tuple[SqlFile, ...], con: duckdb.DuckDBPyConnection, target: str
) -> None:
    known = {file.number for file in files}
    unknown = [number for number in recorded if number not in known]
    if unknown:
        made_by = con.execute(
            "SELECT program_version FROM desk_meta.migrations WHERE number = $number", {"number": max(unknown)}
        ).fetchone()
        raise ClaimdeskError(
            f"this store is newer than this program (it has migration {recorded[max(unknown)][0]}, "
            f"and claimdesk {program_version()} knows {len(files)})",
            where=target,
            next_step=f"Install claimdesk {made_by[0] if made_by else ''} or later to open it",
        )
