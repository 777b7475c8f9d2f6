"""How a flow tells whoever started it how far it is, without knowing whether that is a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Listener = Callable[[str, int], None]
"""Called with the name of the phase ("articles", "checks", "sheets") and how many were done since the last call."""

_listener: ContextVar[Listener | None] = ContextVar("claimdesk_progress", default=None)


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Within it, ``report`` calls ``listener``."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def report(phase: str, done: int) -> None:
    """Tells the listener, if there is one, that ``done`` more of a phase are through."""
    listener = _listener.get()
    if listener is not None:
        listener(phase, done)
