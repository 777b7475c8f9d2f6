"""A store for a process that lives long: opened when needed, shared by its threads, and soon let go for others."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb

from extractors.errors import ClaimdeskError
from store.connection import Store, connect, resolve_target
from store.ducklake import is_lake
from store.private_files import private_files
from store.waiting import is_wanted

LINGER, LINGER_READING = 0.5, 2.0
"""Seconds that an unused file stays open, so that who comes next need not open it again and finds it warm. Other
programs can read beside one who reads, so that lasts longer; who waits for it is given it at once all the same."""
LONGEST_HOLD, LONGEST_READING = 2.0, 10.0
"""Seconds after which the file is let go even while more threads of this process want it, should nobody say that they
wait."""
GIVE_WAY = 0.12
"""Seconds before it is opened again after such a hold: longer than any pause of who waits for it elsewhere."""
LOOK = 0.03
"""Seconds between two looks at whether somebody waits."""


class Keeper:
    """Hands a store to many threads of one process. Nothing is opened before it is first asked for.

    DuckDB lets one process write a file or several read it, so the file is open only while it is used: all
    threads share one opening, and it ends when another program waits for it (``store.waiting``), a moment after the
    last one is done, or when it has lasted too long, so that a run, another desk or somebody's SQL gets its turn.

    Attributes:
        target: the store's name.
    """

    def __init__(self, target: str | Path | None = None, *, wait_seconds: float = 10.0) -> None:
        """``wait_seconds``: how long to wait while another program holds the store."""
        self.target = resolve_target(target)
        self._wait_seconds = wait_seconds
        self._writing = threading.Lock()
        self._changed = threading.Condition()
        self._con: duckdb.DuckDBPyConnection | None = None
        self._writable = self._retiring = self._asked = self._opening = self._closed = False
        self._users = 0
        self._opened_at = self._idle_since = self._not_before = 0.0
        self._own = threading.local()

    @contextmanager
    def reading(self) -> Iterator[Store]:
        """A store to read from, with a cursor of its own; any number of threads at once.

        Raises:
            ClaimdeskError: there is no store, it does not open, or another program holds it for too long.
        """
        if is_lake(self.target):
            with self._lake(read_only=True) as store:
                yield store
            return
        with self._cursor(time.monotonic() + self._wait_seconds, write=False) as con:
            yield Store(con, self.target, read_only=True)

    @contextmanager
    def writing(self) -> Iterator[Store]:
        """A store to write to, by ``transaction()``; one thread at a time, so keep it short.

        What was committed is on the disk when ``transaction()`` ends.

        Raises:
            ClaimdeskError: the store does not open, somebody holds it for too long, or this thread uses it already.
        """
        if getattr(self._own, "depth", 0):
            raise ClaimdeskError("a thread that is using the store must end that before it writes", where=self.target)
        if is_lake(self.target):
            with self._lake(read_only=False) as store:
                yield store
            return
        deadline = time.monotonic() + self._wait_seconds
        if not self._writing.acquire(timeout=max(0.0, self._wait_seconds)):
            raise self._busy()
        try:
            with self._cursor(deadline, write=True) as con:
                yield Store(con, self.target, read_only=False)
        finally:
            self._writing.release()

    def close(self) -> None:
        """Waits for those who use the store, and lets go of it for good; closing twice does no harm."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
            while self._users or self._opening:
                self._changed.wait()
            self._let_go()

    def _lake(self, *, read_only: bool) -> Store:
        """A team's store has no file to let go of, and its writers queue in the catalog."""
        if self._closed:
            raise ClaimdeskError("the store was closed with the program that kept it", where=self.target)
        return connect(self.target, read_only=read_only, wait_seconds=self._wait_seconds)

    @contextmanager
    def _cursor(self, deadline: float, *, write: bool) -> Iterator[duckdb.DuckDBPyConnection]:
        con = self._take(deadline, write=write)
        try:
            yield con
        except BaseException as error:
            # After a full disk DuckDB refuses everything until the file is opened anew.
            if isinstance(error, duckdb.Error) or isinstance(error.__cause__, duckdb.Error):
                self._retiring = True
            raise
        finally:
            self._give_back(con)

    def _take(self, deadline: float, *, write: bool) -> duckdb.DuckDBPyConnection:
        depth = getattr(self._own, "depth", 0)
        with self._changed:
            while not self._fits(write, nested=depth > 0):
                self._prepare(deadline, write=write)
            if self._con is None:  # for the type checker: a store that fits is open
                raise ClaimdeskError("the store is closed", where=self.target)
            con = self._con.cursor()
            self._users += 1
        self._own.depth = depth + 1
        return con

    def _fits(self, write: bool, *, nested: bool) -> bool:
        """Whether what is open now may be used; who uses it already may go on after its time."""
        if self._closed and not nested:
            raise ClaimdeskError("the store was closed with the program that kept it", where=self.target)
        if self._con is None or (write and not self._writable):
            return False
        return nested or not (self._retiring or time.monotonic() - self._opened_at > self._longest())

    def _prepare(self, deadline: float, *, write: bool) -> None:
        """One step towards a store that fits, under the lock: let go, wait, or open."""
        now = time.monotonic()
        if self._con is not None and self._users == 0:
            self._let_go()
        elif self._con is not None or self._opening:
            # A reader's opening that a writer wants to replace takes no new readers, or they would never end.
            self._retiring = self._con is not None
            if now >= deadline:
                raise self._busy()
            self._changed.wait(deadline - now)
        elif now < self._not_before:
            self._changed.wait(self._not_before - now)
        else:
            self._open(deadline, write=write)

    def _open(self, deadline: float, *, write: bool) -> None:
        self._opening = True
        self._changed.release()
        opened: Store | None = None
        try:
            opened = connect(self.target, read_only=not write, wait_seconds=max(0.0, deadline - time.monotonic()))
        finally:
            self._changed.acquire()
            self._opening = False
            if opened is not None:
                self._con, self._writable, self._retiring, self._asked = opened.con, write, False, False
                self._opened_at = self._idle_since = time.monotonic()
                threading.Thread(target=self._watch, args=(opened.con,), name="claimdesk-keeper", daemon=True).start()
            self._changed.notify_all()

    def _give_back(self, con: duckdb.DuckDBPyConnection) -> None:
        with private_files(), suppress(duckdb.Error):
            con.close()
        self._own.depth -= 1
        with self._changed:
            self._users -= 1
            self._idle_since = time.monotonic()
            if self._users == 0:
                self._changed.notify_all()

    def _watch(self, con: duckdb.DuckDBPyConnection) -> None:
        """Lets go of this opening once nobody has used it for a moment, or somebody waits for it elsewhere."""
        with self._changed:
            while self._con is con:
                linger = LINGER if self._writable else LINGER_READING
                left = linger - (time.monotonic() - self._idle_since)
                if is_wanted(self.target):
                    self._asked = self._retiring = True
                if self._users:
                    self._changed.wait(LOOK)
                elif left > 0 and not self._retiring:
                    self._changed.wait(min(left, LOOK))
                else:
                    self._let_go()

    def _longest(self) -> float:
        return LONGEST_HOLD if self._writable else LONGEST_READING

    def _let_go(self) -> None:
        """Closes the file, under the lock; DuckDB folds its log into the file here."""
        if self._con is None:
            return
        con, self._con = self._con, None
        with private_files(), suppress(duckdb.Error):
            con.close()
        now = time.monotonic()
        gives_way = self._asked or now - self._opened_at > self._longest()
        self._not_before = now + GIVE_WAY if gives_way else now
        self._changed.notify_all()

    def _busy(self) -> ClaimdeskError:
        return ClaimdeskError(
            f"the store is in use by this same program, and was still so after {self._wait_seconds:g} seconds",
            where=self.target,
            next_step="Try again in a moment",
        )
