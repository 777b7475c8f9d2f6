"""What is dear to reckon, kept for as long as the store stays as it is."""

from __future__ import annotations

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, wait
from dataclasses import dataclass
from typing import TypeVar

import duckdb
from starlette.requests import Request

from desk.web.seat import user_of
from extractors.errors import ClaimdeskError
from store import overview, workflow

Found = TypeVar("Found")
_log = logging.getLogger("claimdesk.desk")
MOST_KEPT = 256
PATIENCE, QUICK = 2.0, 0.4
"""Seconds that a page waits for figures at most, and that they may have taken last time to be waited for at all."""


class NotYet(Exception):
    """A result that is still being reckoned, and of which there is no older one."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A result, the state of the store that it is of, and the seconds that it took."""

    state: Hashable
    value: object
    took: float


class Figures:
    """Results by key; each is reckoned anew once the store has changed. Safe for many threads."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, Kept] = OrderedDict()
        self._running: dict[Hashable, Future[None]] = {}
        self._lock = threading.Lock()

    def get(self, key: Hashable, state: Hashable, make: Callable[[], Found]) -> Found:
        """The result kept under this key for this state of the store, or a new one."""
        kept = self._of(key)
        if kept is None or kept.state != state:
            kept = self._reckon(key, state, make)
        return kept.value  # type: ignore[return-value]

    def soon(self, key: Hashable, state: Hashable, make: Callable[[], Found]) -> tuple[Found, bool]:
        """The result, and whether it is of this state: what takes long is reckoned beside, and the last one shown.

        ``make`` runs in a thread of its own, once for all who ask. What took no time before is waited for.

        Raises:
            NotYet: nothing has been reckoned yet, and it takes longer than one should wait.
        """
        kept = self._of(key)
        if kept is None or kept.state != state:
            quick = kept is None or kept.took < QUICK
            wait([self._started(key, state, make)], timeout=PATIENCE if quick else 0.0)
            kept = self._of(key)
        if kept is None:
            raise NotYet
        return kept.value, kept.state == state  # type: ignore[return-value]

    def _started(self, key: Hashable, state: Hashable, make: Callable[[], object]) -> Future[None]:
        with self._lock:
            running = self._running.get(key)
            if running is None:
                running = self._running[key] = Future()
                threading.Thread(target=self._run, args=(running, key, state, make), daemon=True).start()
        return running

    def _run(self, running: Future[None], key: Hashable, state: Hashable, make: Callable[[], object]) -> None:
        try:
            self._reckon(key, state, make)
        # The page shows what it has, and whoever asks next tries again.
        except ClaimdeskError as error:
            _log.warning("not reckoned: %s", error.what)
        except Exception:
            _log.exception("not reckoned")
        finally:
            with self._lock:
                del self._running[key]
            running.set_result(None)

    def _of(self, key: Hashable) -> Kept | None:
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None:
                self._kept.move_to_end(key)
            return kept

    def _reckon(self, key: Hashable, state: Hashable, make: Callable[[], object]) -> Kept:
        began = time.monotonic()
        kept = Kept(state, make(), time.monotonic() - began)
        with self._lock:
            self._kept[key] = kept
            self._kept.move_to_end(key)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return kept


def figures_of(request: Request) -> Figures:
    """The figures of the desk that a request came to."""
    state = request.app.state
    if not hasattr(state, "figures"):
        state.figures = Figures()
    found: Figures = state.figures
    return found


def hidden_from(request: Request, con: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """The claims whose reviews this reader must not see yet; none at a desk of one person."""
    if request.app.state.desk.users is None:
        return ()
    viewer = user_of(request).name

    def ask() -> tuple[str, ...]:
        rows = con.execute(f"{workflow.HIDDEN} ORDER BY ALL", {"viewer": viewer}).fetchall()
        return tuple(row[0] for row in rows)

    return figures_of(request).get(("hidden", viewer), overview.state_of(con), ask)
