"""Every public view as files, for the programs of others."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import duckdb

from extractors.errors import ClaimdeskError
from store.connection import Store

FORMATS = ("csv", "parquet", "jsonl")
_FORMULA = "^[=+\\-@\\t\\r＝＋－＠]"
_BOM = b"\xef\xbb\xbf"


def export(store: Store, fmt: str, directory: Path) -> list[Path]:
    """Writes one file a public view into a folder, each only once it is whole.

    CSV is UTF-8 with a byte order mark, and a text cell that a spreadsheet would take for a formula gets a
    leading apostrophe; Parquet and JSON Lines hold the values as they are.

    Args:
        store: an open store.
        fmt: csv, parquet or jsonl.
        directory: where to; made if it is not there. Files of the same names are replaced.

    Returns:
        The files, by view name.

    Raises:
        ClaimdeskError: no such format, or the folder cannot be written.
    """
    if fmt not in FORMATS:
        raise ClaimdeskError(f"there is no export format {fmt!r}", allowed=", ".join(FORMATS))
    try:
        directory.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".export-", dir=directory) as scratch:
            made = [_write(store, view, fmt, Path(scratch)) for view in public_views(store)]
            return [path.replace(directory / path.name) for path in made]
    except OSError as error:
        raise ClaimdeskError(f"cannot write there ({error.strerror})", where=str(directory)) from error
    except duckdb.IOException as error:
        raise ClaimdeskError(f"cannot write there ({error})", where=str(directory)) from error


def public_views(store: Store) -> list[str]:
    """The names of the public views, sorted."""
    rows = store.con.execute(
        "SELECT view_name FROM duckdb_views() WHERE NOT internal AND schema_name = 'main' "
        "AND database_name = current_database() ORDER BY view_name"
    ).fetchall()
    return [row[0] for row in rows]


def _write(store: Store, view: str, fmt: str, scratch: Path) -> Path:
    path = scratch / f"{view}.{fmt}"
    columns = store.con.execute(f"DESCRIBE {view}").fetchall()
    selected = ", ".join(_cell(name, kind) if fmt == "csv" else name for name, kind, *_ in columns)
    options = {"csv": "FORMAT csv, HEADER", "parquet": "FORMAT parquet", "jsonl": "FORMAT json"}[fmt]
    body = scratch / f"{view}.body" if fmt == "csv" else path
    place = str(body).replace("'", "''")
    store.con.execute(f"COPY (SELECT {selected} FROM {view} ORDER BY ALL) TO '{place}' ({options})")  # noqa: S608
    if fmt == "csv":
        with path.open("wb") as whole, body.open("rb") as part:
            whole.write(_BOM)
            shutil.copyfileobj(part, whole)
    return path


def _cell(name: str, kind: str) -> str:
    """A text column that no spreadsheet will calculate; other types as they are."""
    if not kind.startswith("VARCHAR") or kind.endswith("[]"):
        return name
    return f"CASE WHEN regexp_matches({name}, '{_FORMULA}') THEN '''' || {name} ELSE {name} END AS {name}"
