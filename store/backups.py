"""Where the backups of a store lie, and which is the newest; an error that says a store is damaged names it."""

from __future__ import annotations

from pathlib import Path


def folder_of(name: str) -> Path:
    """``backups`` beside a file, or in the working folder for a lake."""
    return Path("backups") if name.startswith("ducklake:") else Path(name).parent / "backups"


def stem_of(name: str) -> str:
    """What the names of a store's backups begin with."""
    return "claimdesk" if name.startswith("ducklake:") else Path(name).stem


def newest(name: str) -> Path | None:
    """The youngest backup by the moment in its name; None where there is none."""
    found = sorted(folder_of(name).glob(f"{stem_of(name)}-*.duckdb"))
    return found[-1] if found else None
