"""Everything that a store holds, as files: one a table, Parquet or JSON Lines, with a manifest.

``docs/interchange.md`` describes the format, ``docs/schemas`` every table. ``store.loading`` reads it back.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from extractors.errors import ClaimdeskError
from store.connection import Store
from store.migrating import program_version
from store.private_files import private_files

FORMATS = ("parquet", "jsonl")
FORMAT_NAME, FORMAT_VERSION = "claimdesk-interchange", 1
MANIFEST = "manifest.json"
_SCHEMAS = ("desk_human", "desk_machine")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its name, DuckDB's name of its type, and whether it may be empty."""

    name: str
    kind: str
    nullable: bool


def tables(con: duckdb.DuckDBPyConnection) -> dict[str, list[Column]]:
    """Every table with its columns, as ``schema.table``, sorted by name."""
    rows = con.execute(
        "SELECT table_schema || '.' || table_name, column_name, data_type, is_nullable = 'YES' "
        "FROM information_schema.columns WHERE table_catalog = current_database() "
        "AND table_schema IN (SELECT unnest($schemas::VARCHAR[])) ORDER BY 1, ordinal_position",
        {"schemas": list(_SCHEMAS)},
    ).fetchall()
    found: dict[str, list[Column]] = {}
    for table, *column in rows:
        found.setdefault(table, []).append(Column(*column))
    return found


def file_name(table: str, fmt: str) -> str:
    """The file of a table: its name without the schema."""
    return f"{table.partition('.')[2]}.{fmt}"


def dump(store: Store, fmt: str, directory: Path) -> list[Path]:
    """Writes every table and a manifest into a folder, each file only once it is whole; the manifest comes last.

    All tables are read in one transaction, so that they belong together while others write.

    Args:
        store: an open store.
        fmt: parquet or jsonl.
        directory: where to; made if it is not there. Files of the same names are replaced.

    Returns:
        The files, the manifest last.

    Raises:
        ClaimdeskError: no such format, or the folder cannot be written.
    """
    if fmt not in FORMATS:
        raise ClaimdeskError(f"everything cannot be exported as {fmt!r}", allowed=", ".join(FORMATS))
    try:
        with private_files():
            directory.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(prefix=".export-", dir=directory) as scratch:
                (directory / MANIFEST).unlink(missing_ok=True)
                manifest = _write_all(store, fmt, Path(scratch))
                made = [path.replace(directory / path.name) for path in sorted(Path(scratch).iterdir())]
                text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
                part = Path(scratch) / MANIFEST
                part.write_text(text, encoding="utf-8")
                return [*made, part.replace(directory / MANIFEST)]
    except (OSError, duckdb.IOException) as error:
        said = getattr(error, "strerror", None) or str(error).splitlines()[0]
        raise ClaimdeskError(f"cannot write there ({said})", where=str(directory)) from error


def _write_all(store: Store, fmt: str, scratch: Path) -> dict[str, Any]:
    options = {"parquet": "FORMAT parquet, COMPRESSION zstd", "jsonl": "FORMAT json"}[fmt]
    entries: dict[str, Any] = {}
    store.con.begin()
    try:
        for table in tables(store.con):
            path = scratch / file_name(table, fmt)
            place = str(path).replace("'", "''")
            written = store.con.execute(f"COPY (FROM {table}) TO '{place}' ({options})").fetchone()
            entries[table] = {"file": path.name, "rows": written[0] if written else 0, "sha256": sha256(path)}
        migrations = store.con.execute("SELECT name FROM desk_meta.migrations ORDER BY number").fetchall()
    finally:
        store.con.rollback()
    return {
        "format": FORMAT_NAME,
        "version": FORMAT_VERSION,
        "files": fmt,
        "made_by": f"claimdesk {program_version()}",
        "migrations": [row[0] for row in migrations],
        "tables": entries,
    }


def sha256(path: Path) -> str:
    """The hash of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
