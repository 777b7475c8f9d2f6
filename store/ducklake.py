"""A store for a team: DuckLake, with its catalog in Postgres and its rows as Parquet in a shared folder or on S3.

A target reads ``ducklake:postgres:dbname=desk host=db.example user=desk data_path=/srv/desk``: the words of a libpq
connection string, and two of ours. ``data_path`` is the folder or ``s3://bucket/prefix``, needed only when the store
is made; ``metadata_schema`` keeps several stores apart in one database. Passwords stay out of it: libpq takes them
from PGPASSWORD or ``~/.pgpass``, S3 keys come from the usual AWS_* variables.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import duckdb

from extractors.errors import ClaimdeskError
from store.extensions import quoted, with_extensions

PREFIX = "ducklake:"
LAKE = "claimdesk"
"""Under this name the lake is attached."""
_CATALOG = f"__ducklake_metadata_{LAKE}"
_PAIR = re.compile(r"\s*(?P<key>\w+)\s*=\s*(?P<value>'(?:[^'\\]|\\.)*'|[^\s']\S*|)")
_OURS = ("data_path", "metadata_schema")
_SECRET = re.compile(r"(?i)((?:pass\w*|secret\w*|\w*key)\s*=\s*)('(?:[^'\\]|\\.)*'|\S+)")
_USER_INFO = re.compile(r"(//[^/:@\s]*):[^@/\s]*@")
_CATALOG_FUNCTION = re.compile(
    r"(?i)\b(?:postgres|ducklake|pg_clear|parquet|read|query|query_table|duckdb_secrets|which_secret)(?:_\w+)?\b"
)
_EXAMPLE = "ducklake:postgres:dbname=desk host=db.example user=desk data_path=/srv/desk"
_GONE = ("Unable to connect", "server closed the connection", "terminating connection", "has been invalidated")
_ROOTS: dict[tuple[str, bool], duckdb.DuckDBPyConnection] = {}
_OPENING = threading.RLock()


@dataclass(frozen=True, slots=True)
class Lake:
    """Where a lake is: libpq's words without ours, the folder of its rows, and its schema in the catalog."""

    libpq: str
    data_path: str
    schema: str


def is_lake(name: str) -> bool:
    """Whether a target names a lake and not a file."""
    return name.startswith(PREFIX)


def masked(text: str) -> str:
    """The text with every password in it hidden."""
    return _USER_INFO.sub(r"\1:***@", _SECRET.sub(r"\1***", text))


def parse(name: str) -> Lake:
    """The parts of a target.

    Raises:
        ClaimdeskError: it is no such target, or holds a password.
    """
    catalog = name.removeprefix(PREFIX)
    if not catalog.startswith("postgres:") or "://" in catalog.split("data_path")[0]:
        raise ClaimdeskError("a team's store has its catalog in Postgres", where=masked(name), allowed=_EXAMPLE)
    rest = catalog.removeprefix("postgres:")
    words: dict[str, str] = {}
    at = 0
    while rest[at:].strip():
        found = _PAIR.match(rest, at)
        if found is None:
            raise ClaimdeskError("this is no connection string", where=masked(name), allowed=_EXAMPLE)
        words[found["key"]], at = found["value"], found.end()
    if any(key in words for key in ("password", "passfile", "sslpassword")):
        raise ClaimdeskError(
            "a password does not belong into the store's name, where logs and records would show it",
            where=masked(name),
            next_step="Leave it out, and set PGPASSWORD or write it into ~/.pgpass",
        )
    ours = {key: _plain(words.pop(key, "")) for key in _OURS}
    words.setdefault("connect_timeout", "10")
    libpq = " ".join(f"{key}={value}" for key, value in words.items())
    return Lake(libpq, ours["data_path"] or os.environ.get("CLAIMDESK_DATA_PATH", ""), ours["metadata_schema"])


def cursor(name: str, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    """A connection of its own to a lake; one attachment a process and mode is made and kept.

    Raises:
        ClaimdeskError: the catalog cannot be reached, or there is no store in it yet and no ``data_path`` to make one.
    """
    with _OPENING:
        root = _ROOTS.get((name, read_only))
        if root is not None:
            with suppress(duckdb.Error):
                return _use(root.cursor())
            # The catalog was restarted, or moved: what was kept is of no use any more.
            forget(name)
        root = open_lake(name, read_only=read_only)
        _ROOTS[name, read_only] = root
        return _use(root.cursor())


def forget(name: str) -> None:
    """Closes what was kept of a lake; the next use attaches it anew."""
    with _OPENING:
        for read_only in (True, False):
            kept = _ROOTS.pop((name, read_only), None)
            if kept is not None:
                let_go(kept)


def open_lake(
    name: str, *, read_only: bool, config: Mapping[str, str | bool | int | float | list[str]] | None = None
) -> duckdb.DuckDBPyConnection:
    """A DuckDB of its own with the lake attached and in use; ``config`` is set once that is done.

    Raises:
        ClaimdeskError: as :func:`cursor`.
    """
    lake = parse(name)
    con = with_extensions()
    try:
        attach(con, lake, read_only=read_only)
        _use(con)
        if config:
            _confine(con, config)
    except duckdb.Error as error:
        con.close()
        raise _not_opening(error, name, read_only=read_only) from None
    except BaseException:
        con.close()
        raise
    return con


@contextmanager
def alone(name: str, wait_seconds: float) -> Iterator[None]:
    """Holds the lake's one lock for writers, in the order in which they asked.

    Every process counts the rows of a table in the same snapshot, so two writers at once would give two rows the
    same ``seq``, and MERGE the same article twice; DuckLake has no keys that would catch it.

    Raises:
        ClaimdeskError: somebody else wrote for longer than ``wait_seconds``.
    """
    lake = parse(name)
    key = int.from_bytes(hashlib.sha256(f"claimdesk {lake.schema}".encode()).digest()[:7], "big")
    waiter = cursor(name, read_only=False)
    try:
        waiter.begin()
        _ask(waiter, f"SELECT set_config('lock_timeout', '{max(1, int(wait_seconds * 1000))}', true)")
        _ask(waiter, f"SELECT pg_advisory_xact_lock({key})::text")
    except duckdb.Error as error:
        let_go(waiter)
        if "lock timeout" in str(error):
            raise ClaimdeskError(
                f"somebody else has been writing to the store for {wait_seconds:g} seconds",
                where=name,
                next_step="Try again in a moment",
            ) from None
        forget(name)
        raise _not_opening(error, name, read_only=False) from None
    try:
        yield
    finally:
        let_go(waiter)


def let_go(con: duckdb.DuckDBPyConnection) -> None:
    """Ends what a connection to a lake has begun, and closes it.

    A catalog that goes away in the middle of a question can leave DuckDB with a fatal error. Closing such a connection
    would end the whole process, because the extension throws while it rolls back, so it is left open for good.
    """
    with suppress(duckdb.Error):
        con.rollback()
    try:
        con.execute("SELECT 1")
    except duckdb.FatalException:
        ctypes.pythonapi.Py_IncRef(ctypes.py_object(con))
    except duckdb.Error:
        con.close()
    else:
        con.close()


def refuse_catalog_functions(sql: str) -> None:
    """Functions of the extensions reach any Postgres server and the catalog itself; a sandbox cannot unload them.

    DuckDB's own ``query`` and ``query_table`` run text, in which such a call could hide.

    Raises:
        ClaimdeskError: the text names one, be it in a comment or a string.
    """
    found = _CATALOG_FUNCTION.search(sql)
    if found is not None:
        raise ClaimdeskError(
            f"{found[0].strip()!r} reaches outside the store, and SQL here may not",
            where="SQL",
            allowed="the views of the store; SHOW TABLES lists them",
        )


def _ask(con: duckdb.DuckDBPyConnection, question: str) -> None:
    con.execute(
        "SELECT * FROM postgres_query($catalog, $question)", {"catalog": _CATALOG, "question": question}
    ).fetchall()


def _use(con: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    con.execute(f"USE {LAKE}")
    return con


def attach(con: duckdb.DuckDBPyConnection, lake: Lake, alias: str = LAKE, *, read_only: bool) -> None:
    """Attaches a lake; one that is not there is made only for writing, and only with a ``data_path``."""
    options = []
    if lake.schema:
        options.append(f"METADATA_SCHEMA {quoted(lake.schema)}")
    if read_only:
        options.append("READ_ONLY")
    elif lake.data_path:
        options.append(f"DATA_PATH {quoted(lake.data_path.rstrip('/') + '/')}")
    else:
        options.append("CREATE_IF_NOT_EXISTS false")
    listed = f" ({', '.join(options)})" if options else ""
    con.execute(f"ATTACH {quoted('ducklake:postgres:' + lake.libpq)} AS {alias}{listed}")


def _confine(con: duckdb.DuckDBPyConnection, config: Mapping[str, str | bool | int | float | list[str]]) -> None:
    """Settings that shut the door, in the order in which they still can be made; the lake's own rows stay in reach."""
    row = con.execute(
        "SELECT value FROM ducklake_options($lake) WHERE option_name = 'data_path'", {"lake": LAKE}
    ).fetchone()
    for key, value in config.items():
        if key == "enable_external_access" and row is not None:
            con.execute(f"SET allowed_directories = [{quoted(row[0])}]")
        con.execute(f"SET {key} = {quoted(str(value))}")


def _not_opening(error: duckdb.Error, name: str, *, read_only: bool) -> ClaimdeskError:
    said = masked((str(error).strip() or type(error).__name__).splitlines()[0])
    if "does not exist" in said and "DuckLake" in said and 'database "' not in said:
        return ClaimdeskError(
            "there is no store here",
            where=masked(name),
            next_step="Make one with: claimdesk run PATH" if read_only else "Add data_path=FOLDER to make one there",
        )
    if "requires the extension httpfs" in said:
        return ClaimdeskError(
            "the rows of the store are on S3, and there are no keys for it",
            where=masked(name),
            next_step="Set AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION, and AWS_ENDPOINT_URL if it is yours",
        )
    if any(words in said for words in _GONE):
        return ClaimdeskError(
            f"the catalog of the store cannot be reached ({said.rpartition(': ')[2]})",
            where=masked(name),
            next_step="Look whether Postgres runs, and whether PGPASSWORD or ~/.pgpass has the password",
        )
    return ClaimdeskError(
        f"the store does not open ({said[:400]})",
        where=masked(name),
        next_step="Look whether Postgres runs and the data path is there, and try again",
    )


def _plain(value: str) -> str:
    return re.sub(r"\\(.)", r"\1", value[1:-1]) if value.startswith("'") else value
