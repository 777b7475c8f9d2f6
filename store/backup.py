"""Backups: a store copied into a DuckDB file of its own while others go on, opened and compared, and brought back."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from extractors.errors import ClaimdeskError
from store import ducklake, moving
from store.backups import folder_of, stem_of
from store.connection import resolve_target

STAMP = "%Y%m%dT%H%M%S%fZ"


def make(
    target: str | Path | None, destination: Path | None, now: datetime, *, wait_seconds: float = 30.0
) -> tuple[Path, list[moving.Print]]:
    """Writes a backup under a passing name, opens it, compares every view, and only then gives it its name.

    Args:
        target: the store, a file or a lake.
        destination: the file to write, or a folder for it; None takes ``backups`` beside the store.
        now: the moment in the name of the file.
        wait_seconds: how long to wait while somebody writes.

    Raises:
        ClaimdeskError: there is a file of that name already, or the copy is not what it was copied from.
    """
    name = resolve_target(target)
    path = folder_of(name) if destination is None else destination
    if path.is_dir() or destination is None:
        path = path / f"{stem_of(name)}-{now.astimezone(UTC).strftime(STAMP)}.duckdb"
    if path.exists():
        raise ClaimdeskError("there is a file already", where=str(path), next_step="Give another name")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ClaimdeskError(f"cannot write there ({error.strerror})", where=str(path.parent)) from error
    partial = path.with_name(f".{path.name}.partial")
    partial.unlink(missing_ok=True)
    try:
        copied = moving.move(name, partial, wait_seconds=wait_seconds)
        if moving.read_everything(partial) != copied:
            raise ClaimdeskError("the backup does not read as it was written", where=str(path))
        # A hard link refuses to replace a file that came into being meanwhile; a rename would not.
        path.hardlink_to(partial)
    except FileExistsError as error:
        raise ClaimdeskError("there is a file already", where=str(path), next_step="Give another name") from error
    finally:
        for left in (partial, partial.with_name(partial.name + ".wal")):
            left.unlink(missing_ok=True)
    return path, copied


def restore(
    backup: Path, target: str | Path | None, now: datetime, *, replace: bool = False
) -> tuple[Path | None, list[moving.Print]]:
    """Brings a backup back as a store.

    Args:
        backup: the file; every row of it is read first.
        target: the store to make. One that is there must be empty, unless ``replace`` moves it aside.
        now: the moment in the name of what was moved aside.
        replace: whether a file that is there may be moved aside; it is never deleted.

    Returns:
        Where the earlier file is now, if there was one, and the views of the store.

    Raises:
        ClaimdeskError: the backup is damaged, or a store is there already.
    """
    name = resolve_target(target)
    if not backup.is_file():
        raise ClaimdeskError("there is no backup here", where=str(backup))
    moving.read_everything(backup)
    if ducklake.is_lake(name):
        return None, moving.move(backup, name)
    path, aside = Path(name), None
    if path.exists():
        if not replace:
            raise ClaimdeskError(
                "there is a store already",
                where=name,
                next_step="Name another one with --store, or add --replace, which moves this one aside",
            )
        aside = path.with_name(f"{path.stem}-before-restore-{now.astimezone(UTC).strftime(STAMP)}{path.suffix}")
        path.rename(aside)
        log = path.with_name(path.name + ".wal")
        if log.exists():
            log.rename(aside.with_name(aside.name + ".wal"))
    return aside, moving.move(backup, name)
