"""Opening a store: the target, the wait for DuckDB's file lock, the transaction."""

from __future__ import annotations

import os
import random
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import duckdb

from extractors.errors import ClaimdeskError
from store import ducklake, migrating, trouble, waiting
from store.private_files import private_files

DEFAULT_TARGET = "claimdesk.duckdb"
# Extensions are never fetched behind the user's back; what we need is built in.
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
# The file lock keeps other processes out, but not other threads of this one.
_MIGRATING = threading.Lock()
# DuckDB's lock has no queue. Who has waited long asks more often than a newcomer, so that nobody waits for ever.
_FIRST_PAUSE, _LAST_PAUSE, _SETTLED_AFTER = 0.06, 0.015, 5.0

# A look at the migrations costs a lake several questions to its catalog, so a process asks once.
_LAKES_UP_TO_DATE: set[tuple[str, tuple[Path, Path]]] = set()


class Store:
    """An open store. Hold it briefly: while one process writes, no other can open the file.

    Attributes:
        con: the DuckDB connection.
        target: what was opened, as it was named.
        read_only: whether writing is refused.
    """

    def __init__(
        self, con: duckdb.DuckDBPyConnection, target: str, *, read_only: bool, wait_seconds: float = 30.0
    ) -> None:
        self.con, self.target, self.read_only, self._wait_seconds = con, target, read_only, wait_seconds

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the file; closing twice does no harm."""
        with private_files(), suppress(duckdb.Error):
            if ducklake.is_lake(self.target):
                ducklake.let_go(self.con)
            else:
                self.con.close()

    @contextmanager
    def transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """All or nothing: commits at the end, rolls back on any error.

        Raises:
            ClaimdeskError: the store is read-only, the disk is full, a statement failed.
        """
        if self.read_only:
            raise ClaimdeskError("the store was opened for reading only", where=self.target)
        with self._turn():
            try:
                self.con.begin()
                yield self.con
                self.con.commit()
            except BaseException as error:
                with suppress(duckdb.Error):
                    self.con.rollback()
                if isinstance(error, duckdb.Error):
                    raise trouble.while_working(error, self.target) from error
                raise

    def _turn(self) -> AbstractContextManager[None]:
        """Holding a file is turn enough; writers of a lake queue. A team's files follow the umask of each."""
        return ducklake.alone(self.target, self._wait_seconds) if ducklake.is_lake(self.target) else private_files()


def connect(
    target: str | Path | None = None,
    *,
    read_only: bool = False,
    wait_seconds: float = 30.0,
    migrations: Path = migrating.MIGRATIONS,
    views: Path = migrating.VIEWS,
) -> Store:
    """Opens a store, makes it if it is not there, and brings it to this program's shape.

    Args:
        target: a DuckDB file or ``ducklake:...``; None takes ``CLAIMDESK_STORE`` or ``claimdesk.duckdb`` in the
            working folder.
        read_only: open for reading; the file must exist. An older store is brought up to date first.
        wait_seconds: how long to wait while somebody else has the file open.
        migrations: the folder of numbered migrations.
        views: the folder of views.

    Raises:
        ClaimdeskError: no store there, not a store, newer than this program, in use, damaged, or not writable.
    """
    name = resolve_target(target)
    if ducklake.is_lake(name):
        return _connect_lake(name, read_only=read_only, wait_seconds=wait_seconds, folders=(migrations, views))
    if read_only and not Path(name).exists():
        raise ClaimdeskError(
            "there is no store here", where=name, next_step="Make one with: claimdesk run PATH, or name it with --store"
        )
    deadline = time.monotonic() + wait_seconds
    con = open_waiting(name, read_only=read_only, deadline=deadline, wait_seconds=wait_seconds)
    try:
        if not read_only:
            with private_files(), _MIGRATING:
                migrating.migrate(con, name, migrations, views)
        elif not migrating.is_current(con, name, migrations, views):
            con.close()
            con = _renewed(name, deadline, wait_seconds, migrations, views)
    except BaseException as error:
        con.close()
        if isinstance(error, duckdb.Error):
            raise trouble.opening(error, name) from error
        raise
    return Store(con, name, read_only=read_only)


def resolve_target(target: str | Path | None) -> str:
    """The store's name: what was given, else ``CLAIMDESK_STORE``, else ``claimdesk.duckdb``."""
    name = str(target or os.environ.get("CLAIMDESK_STORE") or DEFAULT_TARGET)
    if ducklake.is_lake(name):
        ducklake.parse(name)
    if name.startswith(":memory:"):
        raise ClaimdeskError("a store in memory would be lost at once", where=name, allowed="a DuckDB file")
    return name


def open_waiting(
    name: str,
    *,
    read_only: bool,
    deadline: float,
    wait_seconds: float,
    config: dict[str, str | bool | int | float | list[str]] | None = None,
) -> duckdb.DuckDBPyConnection:
    """A bare connection to the store, once nobody else holds the file; a lake comes attached and in use.

    Raises:
        ClaimdeskError: it was still held at ``deadline`` (``time.monotonic()``), or does not open at all.
    """
    if ducklake.is_lake(name):
        return ducklake.open_lake(name, read_only=read_only, config=config)
    began, asked = time.monotonic(), False
    try:
        while True:
            try:
                with private_files():
                    return duckdb.connect(name, read_only=read_only, config={**_CONFIG, **(config or {})})
            except duckdb.Error as error:
                if not trouble.is_in_use(error):
                    raise trouble.opening(error, name) from error
                now = time.monotonic()
                if now >= deadline:
                    raise trouble.in_use(error, name, wait_seconds) from error
            waiting.ask(name)
            asked = True
            age = min(1.0, (now - began) / _SETTLED_AFTER)
            pause = _FIRST_PAUSE + (_LAST_PAUSE - _FIRST_PAUSE) * age
            time.sleep(min(pause * random.uniform(0.7, 1.3), max(0.0, deadline - now)))  # noqa: S311 - spreads the askers
    finally:
        if asked:
            waiting.end(name)


def _connect_lake(name: str, *, read_only: bool, wait_seconds: float, folders: tuple[Path, Path]) -> Store:
    con = ducklake.cursor(name, read_only=read_only)
    try:
        if (name, folders) not in _LAKES_UP_TO_DATE:
            if not migrating.is_current(con, name, *folders):
                if read_only:
                    _connect_lake(name, read_only=False, wait_seconds=wait_seconds, folders=folders).close()
                else:
                    with ducklake.alone(name, wait_seconds):
                        migrating.migrate(con, name, *folders)
            _LAKES_UP_TO_DATE.add((name, folders))
    except BaseException as error:
        con.close()
        if isinstance(error, duckdb.Error):
            raise trouble.opening(error, name) from error
        raise
    return Store(con, name, read_only=read_only, wait_seconds=wait_seconds)


def _renewed(
    name: str, deadline: float, wait_seconds: float, migrations: Path, views: Path
) -> duckdb.DuckDBPyConnection:
    """Brings an older store up to date with a short write, then opens it for reading."""
    with private_files():
        writable = open_waiting(name, read_only=False, deadline=deadline, wait_seconds=wait_seconds)
        try:
            migrating.migrate(writable, name, migrations, views)
        finally:
            writable.close()
    return open_waiting(name, read_only=True, deadline=deadline, wait_seconds=wait_seconds)
