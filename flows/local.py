"""Runs flows from a command: quietly, and against a Prefect server of its own where none was named."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from flows.apiserver import ApiServer

QUIET = {
    "PREFECT_LOGGING_SERVER_LEVEL": "CRITICAL",
    "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_COLORS": "false",
}
"""Set where the user did not: a command prints its own progress and errors, so Prefect's log goes to the API only."""


@contextmanager
def prefect_api() -> Iterator[None]:
    """Within it, flows report to the server that PREFECT_API_URL (or a Prefect profile) names, or to a temporary one.

    The temporary server keeps its runs in PREFECT_HOME, where ``prefect server start`` shows them later.
    Must be entered before anything imports Prefect. Raises ClaimdeskError when no server comes up.
    """
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
    server = None if os.environ.get("PREFECT_API_URL") else ApiServer()
    try:
        if server is not None:
            server.start()
        _import_while_it_starts()
        from prefect.settings import PREFECT_API_URL, temporary_settings

        named = PREFECT_API_URL.value()
        if named or server is None:
            yield
            return
        url = server.wait()
        # Dask workers are processes of their own and read the address from here.
        with temporary_settings({PREFECT_API_URL: url}), _environment("PREFECT_API_URL", url):
            try:
                yield
            finally:
                _drain()
    finally:
        if server is not None:
            server.stop()


def _import_while_it_starts() -> None:
    """The server needs some seconds on another core; what every run needs is loaded meanwhile."""
    import flows.pipeline  # noqa: F401
    from extractors import components  # noqa: F401 - and spaCy with them


@contextmanager
def _environment(name: str, value: str) -> Iterator[None]:
    os.environ[name] = value
    try:
        yield
    finally:
        os.environ.pop(name, None)


def _drain() -> None:
    """Sends what Prefect's background threads still hold, so that none of them meets a server that has gone."""
    from prefect.events.worker import EventsWorker
    from prefect.logging.handlers import APILogWorker

    with suppress(RuntimeError):
        APILogWorker.instance().drain()
    EventsWorker.drain_all()
