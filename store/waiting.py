"""A sign beside a store's file that somebody waits for it, so that who keeps it open lets go at once.

DuckDB's lock tells nobody that others wait. The sign is only a help: where it cannot be written, or a program does not
know it, waiting goes on as long as the holder's own patience.
"""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

from store.private_files import private_files

FRESH = 1.0
"""Seconds for which a sign counts; who still waits renews it."""


def ask(name: str) -> None:
    """Says that the file is waited for."""
    with suppress(OSError), private_files():
        _sign(name).touch()


def is_wanted(name: str) -> bool:
    """Whether somebody waits for the file."""
    try:
        return abs(time.time() - _sign(name).stat().st_mtime) < FRESH
    except OSError:
        return False


def end(name: str) -> None:
    """Takes the sign away; another who still waits puts it up again."""
    with suppress(OSError):
        _sign(name).unlink(missing_ok=True)


def _sign(name: str) -> Path:
    return Path(f"{name}.wanted")
