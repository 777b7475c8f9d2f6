"""What is dear to reckon, kept for as long as the store stays as it is."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar

import duckdb
from starlette.requests import Request

from desk.web.seat import user_of
from store import overview, workflow

Found = TypeVar("Found")
MOST_KEPT = 256


class Figures:
    """Results by key; each is reckoned anew once the store has changed. Safe for many threads."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, tuple[Hashable, object]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, state: Hashable, make: Callable[[], Found]) -> Found:
        """The result kept under this key for this state of the store, or a new one."""
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None and kept[0] == state:
                self._kept.move_to_end(key)
                return kept[1]  # type: ignore[return-value]
        found = make()
        with self._lock:
            self._kept[key] = (state, found)
            self._kept.move_to_end(key)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return found


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
