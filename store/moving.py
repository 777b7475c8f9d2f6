"""Everything of a store into another, proved by counting and hashing every view on both sides: moves and backups."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path

import duckdb

from extractors.errors import ClaimdeskError
from store import ducklake, trouble
from store.connection import connect, open_waiting, resolve_target
from store.extensions import quoted, with_extensions
from store.private_files import private_files

_FROM, _TO = "moved_from", "moved_to"
SCHEMAS = ("desk_machine", "desk_human")


@dataclass(frozen=True, slots=True)
class Print:
    """A view as its number of rows and a hash over them that does not depend on their order."""

    view: str
    rows: int
    sha: str


def move(source: str | Path, target: str | Path, *, wait_seconds: float = 30.0) -> list[Print]:
    """Copies every row of a store into an empty one in one transaction, and proves it before that ends.

    The source is only read; whoever wants to write to a file waits meanwhile.

    Args:
        source: a file or a lake.
        target: a file or a lake; made if it is not there.
        wait_seconds: how long to wait while somebody holds either.

    Returns:
        Every public view with its rows and hash, the same on both sides.

    Raises:
        ClaimdeskError: the target has rows already, or something went wrong; the target is then as empty as before.
    """
    origin, goal = resolve_target(source), resolve_target(target)
    if origin == goal:
        raise ClaimdeskError("a store cannot be moved onto itself", where=origin)
    connect(origin, read_only=True, wait_seconds=wait_seconds).close()
    made = not ducklake.is_lake(goal) and not Path(goal).exists()
    connect(goal, wait_seconds=wait_seconds).close()
    try:
        with _both(origin, goal, wait_seconds) as con:
            return _moved(con, origin, goal)
    except BaseException as error:
        if made:
            Path(goal).unlink(missing_ok=True)
        if isinstance(error, duckdb.Error):
            raise trouble.while_working(error, origin) from error
        raise


def read_everything(source: str | Path, *, wait_seconds: float = 30.0) -> list[Print]:
    """Reads every row of a store, so that a damaged block shows, and gives each view's rows and hash.

    Raises:
        ClaimdeskError: the store does not open, or a part of it cannot be read.
    """
    name = resolve_target(source)
    with connect(name, read_only=True, wait_seconds=wait_seconds) as store:
        try:
            for table in _tables(store.con):
                _hashed(store.con, table)
            return prints(store.con)
        except duckdb.Error as error:
            raise trouble.damaged(error, name) from error


def prints(con: duckdb.DuckDBPyConnection) -> list[Print]:
    """Every public view of the store in use, by name."""
    rows = con.execute(
        "SELECT view_name FROM duckdb_views() WHERE NOT internal AND schema_name = 'main' "
        "AND database_name = current_database() ORDER BY view_name"
    ).fetchall()
    return [Print(view, *_hashed(con, view)) for (view,) in rows]


def _hashed(con: duckdb.DuckDBPyConnection, name: str) -> tuple[int, str]:
    columns = ", ".join(row[0] for row in con.execute(f"DESCRIBE {name}").fetchall())
    row = con.execute(f"SELECT count(*), coalesce(sum(hash({columns})), 0) FROM {name}").fetchone()  # noqa: S608
    return (int(row[0]), f"{int(row[1]) % 2**64:016x}") if row else (0, "")


@contextmanager
def _both(origin: str, goal: str, wait_seconds: float) -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB with both stores attached, the first one for reading only; nobody else writes to the second."""
    turn = ducklake.alone(goal, wait_seconds) if ducklake.is_lake(goal) else nullcontext()
    con = with_extensions()
    try:
        with turn, private_files():
            for name, alias, read_only in ((origin, _FROM, True), (goal, _TO, False)):
                _attach_waiting(con, name, alias, read_only=read_only, wait_seconds=wait_seconds)
            yield con
    finally:
        con.close()


def _attach_waiting(
    con: duckdb.DuckDBPyConnection, name: str, alias: str, *, read_only: bool, wait_seconds: float
) -> None:
    if ducklake.is_lake(name):
        ducklake.attach(con, ducklake.parse(name), alias, read_only=read_only)
        return
    deadline = time.monotonic() + wait_seconds
    mode = " (READ_ONLY)" if read_only else ""
    while True:
        # Waits as everybody does, and then takes the file before somebody else; when it loses, it waits again.
        open_waiting(name, read_only=read_only, deadline=deadline, wait_seconds=wait_seconds).close()
        try:
            con.execute(f"ATTACH {quoted(name)} AS {alias}{mode}")
        except duckdb.Error as error:
            if not trouble.is_in_use(error) or time.monotonic() >= deadline:
                raise
        else:
            return


def _moved(con: duckdb.DuckDBPyConnection, origin: str, goal: str) -> list[Print]:
    con.begin()
    try:
        con.execute(f"USE {_FROM}")
        tables, before = _tables(con), prints(con)
        con.execute(f"USE {_TO}")
        _refuse_rows(con, tables, goal)
        for table in tables:
            names = ", ".join(row[0] for row in con.execute(f"DESCRIBE {_FROM}.{table}").fetchall())
            con.execute(f"INSERT INTO {_TO}.{table} ({names}) SELECT {names} FROM {_FROM}.{table}")  # noqa: S608
        after = prints(con)
        if after != before:
            other = sorted({p.view for p in set(before) ^ set(after)})
            raise ClaimdeskError(
                f"the copy is not what it was copied from ({', '.join(other)})",
                where=goal,
                next_step=f"Nothing was stored there; look at {origin} with claimdesk backup --verify",
            )
        con.commit()
    except BaseException:
        with suppress(duckdb.Error):
            con.rollback()
        raise
    return after


def _tables(con: duckdb.DuckDBPyConnection) -> list[str]:
    rows = con.execute(
        "SELECT schema_name || '.' || table_name FROM duckdb_tables() WHERE database_name = current_database() "
        "AND list_contains($schemas, schema_name) ORDER BY ALL",
        {"schemas": list(SCHEMAS)},
    ).fetchall()
    return [row[0] for row in rows]


def _refuse_rows(con: duckdb.DuckDBPyConnection, tables: Sequence[str], goal: str) -> None:
    for table in tables:
        if con.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() is not None:  # noqa: S608 - our own names
            raise ClaimdeskError(
                f"this store has rows already ({table})", where=goal, allowed="an empty store, or a new name"
            )
