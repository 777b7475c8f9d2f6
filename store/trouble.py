"""DuckDB's errors, said so that a person knows what to do."""

from __future__ import annotations

import os
import re
from pathlib import Path

import duckdb

from extractors.errors import ClaimdeskError
from store.backups import newest
from store.ducklake import masked

_HOLDER = re.compile(r"held in (?P<program>.+?) \(PID (?P<pid>\d+)\)")
_IN_USE = (
    "Could not set lock on file",
    "different configuration than existing connections",
    "already open",
    # Another thread of this process is just letting go of it.
    "Unique file handle conflict",
)


class RefusedData(ClaimdeskError):
    """An input says something that the store cannot keep; without it the rest of its batch can be written."""


def is_in_use(error: duckdb.Error) -> bool:
    """Whether waiting may help: somebody has the file open."""
    return any(words in str(error) for words in _IN_USE)


def in_use(error: duckdb.Error, target: str, waited: float) -> ClaimdeskError:
    """The error for a store that stayed locked, with the process that holds it."""
    found = _HOLDER.search(str(error))
    if found is None or int(found["pid"]) == os.getpid():
        holder = "another connection of this same process"
        next_step = "Close that connection first, or open both with the same read_only"
    else:
        holder = f"process {found['pid']} ({Path(found['program']).name})"
        next_step = f"Wait for it to finish, or close that program (ps {found['pid']} shows it), then try again"
    return ClaimdeskError(
        f"the store is in use by {holder}, and was still so after {round(waited, 1):g} seconds",
        where=target,
        next_step=next_step,
    )


def opening(error: duckdb.Error | OSError, target: str) -> ClaimdeskError:
    """The error for a store that does not open."""
    path = Path(target)
    said = _first_line(error)
    if target.startswith("ducklake:"):
        return _unreached(said, target)
    if path.is_dir():
        return ClaimdeskError(
            "this is a folder, and a store is a file",
            where=target,
            next_step=f"Name a file in it, such as {path / 'claimdesk.duckdb'}",
        )
    if "not a valid DuckDB database file" in said:
        return ClaimdeskError(
            "this file is not a DuckDB database, so it was left alone",
            where=target,
            allowed="a DuckDB file, or a name that does not exist yet",
            next_step="Name another file with --store or CLAIMDESK_STORE",
        )
    if path.exists() and not os.access(path, os.R_OK):
        return ClaimdeskError("you may not read this file", where=target, next_step="Ask its owner for the rights")
    if _no_rights(path, said):
        return ClaimdeskError(
            "the store cannot be written there",
            where=target,
            allowed="a file in a folder that exists and that you may write to",
            next_step="Name another file with --store or CLAIMDESK_STORE",
        )
    return damaged(error, target)


def damaged(error: Exception, target: str) -> ClaimdeskError:
    """The error for a file that opens no more, or that breaks while it is read or copied."""
    if _no_room(error):
        return _full(target)
    backup = newest(target)
    offer = f"; the newest is {backup} (claimdesk restore {backup} --store NEW)" if backup else ""
    return ClaimdeskError(
        f"the store is damaged or was written by another DuckDB version ({_first_line(error)})",
        where=target,
        next_step=f"Nothing was changed; restore the store from a backup{offer}",
    )


def while_working(error: duckdb.Error, target: str) -> ClaimdeskError:
    """The error for a statement of ours that failed; the transaction around it was rolled back."""
    said = _first_line(error)
    if _no_room(error):
        return _full(target)
    if isinstance(error, duckdb.OutOfMemoryException):
        return ClaimdeskError(
            "the memory did not suffice, so nothing of this batch was stored",
            where=target,
            next_step="Use smaller batches, or close other programs, and run again",
        )
    if isinstance(error, duckdb.TransactionException):
        return ClaimdeskError(
            f"somebody changed the same rows at the same moment ({said})", where=target, next_step="Run it again"
        )
    if target.startswith("ducklake:") and (
        isinstance(error, duckdb.IOException | duckdb.FatalException) or "server closed the connection" in str(error)
    ):
        return _unreached(said, target)
    if isinstance(error, duckdb.IOException | duckdb.FatalException | duckdb.InternalException):
        return damaged(error, target)
    return ClaimdeskError(f"the store refused a statement ({said})", where=target, next_step="Nothing was stored")


def _unreached(said: str, target: str) -> ClaimdeskError:
    return ClaimdeskError(
        f"the catalog or the files of the store cannot be reached ({said})",
        where=target,
        next_step="Nothing of this was stored; look at Postgres and the data path, and try again",
    )


def _no_room(error: Exception) -> bool:
    return "No space left" in str(error) or "disk space" in str(error).lower()


def _full(target: str) -> ClaimdeskError:
    return ClaimdeskError("the disk is full, so nothing was stored", where=target, next_step="Make room and try again")


def _no_rights(path: Path, said: str) -> bool:
    if any(words in said for words in ("Permission denied", "Read-only file system", "No such file or directory")):
        return True
    return not path.exists() and not os.access(path.parent, os.W_OK)


def _first_line(error: Exception) -> str:
    return masked((str(error).strip() or type(error).__name__).splitlines()[0])[:300]
