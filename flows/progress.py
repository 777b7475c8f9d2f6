"""How a flow tells whoever started it how far it is, without knowing whether that is a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol


class Listener(Protocol):
    """Called with the phase ("articles", "checks", "sheets"), how many more are done, and of how many if known."""

    def __call__(self, phase: str, done: int, total: int | None = None) -> None: ...  # noqa: D102


_listener: ContextVar[Listener | None] = ContextVar("claimdesk_progress", default=None)


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Within it, ``report`` calls ``listener``."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def report(phase: str, done: int, total: int | None = None) -> None:
    """Tells the listener, if there is one, that ``done`` more of a phase are through, of ``total`` where known."""
    listener = _listener.get()
    if listener is not None:
        listener(phase, done, total)
