"""An export of everything back into a new store: all of it or nothing, each wrong line named."""

from __future__ import annotations

import json
import math
import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb

from extractors.errors import ClaimdeskError
from store import interchange
from store.bulk import insert_rows
from store.connection import Store, connect
from store.interchange import Column

_ROWS_AT_ONCE = 20_000
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d{1,6})?")
_WHOLE = {"INTEGER": 2**31, "BIGINT": 2**63}


def load(directory: Path, target: str | Path) -> dict[str, int]:
    """Makes a new store from an export of everything.

    Args:
        directory: what ``claimdesk export --everything`` made.
        target: the store to make; it may be there only while it is empty.

    Returns:
        The number of rows, by table.

    Raises:
        ClaimdeskError: the folder is no whole export or a newer one, a file was changed, a line has a field that the
            table lacks, lacks one that it needs or holds a value of another type, or the store has rows already.
            Nothing is stored then.
    """
    manifest = _manifest(directory)
    is_new = not str(target).startswith("ducklake:") and not Path(target).exists()
    store = connect(target)
    try:
        with store:
            return _load_all(store, directory, manifest)
    except BaseException:
        if is_new:
            for left in (Path(target), Path(f"{target}.wal")):
                left.unlink(missing_ok=True)
        raise


def _manifest(directory: Path) -> dict[str, Any]:
    path = directory / interchange.MANIFEST
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except OSError:
        raise ClaimdeskError(
            "this is no whole export: it has no manifest that can be read",
            where=str(directory),
            next_step="Make one with: claimdesk export parquet --everything --output DIR",
        ) from None
    except (ValueError, RecursionError) as error:
        raise ClaimdeskError(f"this is no manifest ({error})", where=str(path)) from error
    wanted = (interchange.FORMAT_NAME, interchange.FORMAT_VERSION)
    if not isinstance(manifest, dict) or (manifest.get("format"), manifest.get("version")) != wanted:
        raise ClaimdeskError(
            "this export has another format", where=str(path), allowed=f"{wanted[0]}, version {wanted[1]}"
        )
    if manifest.get("files") not in interchange.FORMATS or not isinstance(manifest.get("tables"), dict):
        raise ClaimdeskError(
            "the manifest does not say which files there are", where=str(path), allowed=", ".join(interchange.FORMATS)
        )
    return manifest


def _load_all(store: Store, directory: Path, manifest: dict[str, Any]) -> dict[str, int]:
    known = interchange.tables(store.con)
    _refuse_newer(store, directory, manifest, known)
    filled = [table for table in known if store.con.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone()]  # noqa: S608
    if filled:
        raise ClaimdeskError(
            f"there are rows in this store already ({filled[0]})", where=store.target, allowed="a store that is new"
        )
    rows: dict[str, int] = {}
    read = {"parquet": _load_parquet, "jsonl": _load_lines}[manifest["files"]]
    with store.transaction() as con:
        for table, columns in known.items():
            entry = manifest["tables"].get(table)
            if entry is None:
                continue
            # The name is ours and not the manifest's, so that no path in it leads out of the folder.
            path = directory / interchange.file_name(table, manifest["files"])
            _refuse_changed(path, entry)
            rows[table] = read(con, table, columns, path)
            if rows[table] != entry.get("rows"):
                raise ClaimdeskError(
                    f"{rows[table]} rows, not {entry.get('rows')} as its manifest says", where=str(path)
                )
    return rows


def _refuse_newer(store: Store, directory: Path, manifest: dict[str, Any], known: dict[str, list[Column]]) -> None:
    ours = {row[0] for row in store.con.execute("SELECT name FROM desk_meta.migrations").fetchall()}
    strange = [name for name in manifest.get("migrations") or [] if name not in ours]
    strange += [table for table in manifest["tables"] if table not in known]
    if strange:
        raise ClaimdeskError(
            f"this export is newer than this program, which knows no {strange[0]!r}",
            where=str(directory / interchange.MANIFEST),
            next_step=f"Load it with {manifest.get('made_by') or 'a newer claimdesk'} or later",
        )


def _refuse_changed(path: Path, entry: Any) -> None:
    try:
        found = interchange.sha256(path)
    except OSError as error:
        raise ClaimdeskError(f"a file of the export cannot be read ({error.strerror})", where=str(path)) from error
    if not isinstance(entry, dict) or not isinstance(entry.get("sha256"), str):
        raise ClaimdeskError("the manifest has no hash for this file", where=str(path))
    if entry["sha256"] not in ("", found):
        raise ClaimdeskError(
            "this file is not the one that was exported (its SHA-256 differs)",
            where=str(path),
            next_step='If you changed it on purpose, set its "sha256" in the manifest to ""',
        )


def _load_parquet(con: duckdb.DuckDBPyConnection, table: str, columns: list[Column], path: Path) -> int:
    with tempfile.TemporaryDirectory(prefix="claimdesk-") as scratch:
        # DuckDB takes * and [ in a path for patterns, so it gets a plain name for the file.
        plain = Path(scratch) / "table.parquet"
        plain.symlink_to(path.resolve())
        place = str(plain).replace("'", "''")
        try:
            described = con.execute(f"DESCRIBE SELECT * FROM read_parquet('{place}')").fetchall()  # noqa: S608
            there = {row[0]: row[1] for row in described}
            _refuse_columns(columns, there, path)
            con.execute(f"INSERT INTO {table} BY NAME SELECT * FROM read_parquet('{place}')")  # noqa: S608
        except (duckdb.InvalidInputException, duckdb.DataError, duckdb.IntegrityError, duckdb.IOException) as error:
            said = str(error).splitlines()[0].replace(str(plain), path.name)
            raise ClaimdeskError(f"this file cannot be read ({said})", where=str(path)) from error
    counted = con.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608
    return int(counted[0]) if counted else 0


def _refuse_columns(columns: list[Column], there: dict[str, str], path: Path) -> None:
    known = {column.name: column for column in columns}
    for name, kind in there.items():
        if name not in known:
            raise ClaimdeskError(f"there is no column {name!r}", where=str(path), allowed=", ".join(known))
        if kind != known[name].kind:
            raise ClaimdeskError(f"{name} is {kind}", where=str(path), allowed=known[name].kind)
    for column in columns:
        if column.name not in there and not column.nullable:
            raise ClaimdeskError(f"the column {column.name!r} is missing", where=str(path))


def _load_lines(con: duckdb.DuckDBPyConnection, table: str, columns: list[Column], path: Path) -> int:
    shape = [(column.name, column.kind) for column in columns]
    waiting: list[list[Any]] = []
    count = 0
    for row in _rows(path, columns):
        waiting.append(row)
        count += 1
        if len(waiting) == _ROWS_AT_ONCE:
            insert_rows(con, table, shape, waiting)
            waiting = []
    insert_rows(con, table, shape, waiting)
    return count


def _rows(path: Path, columns: list[Column]) -> Iterator[list[Any]]:
    """The lines of a file as rows, in the order of the columns.

    Raises:
        ClaimdeskError: naming the line, a line is no object or does not fit its table.
    """
    checks = [(column, _CHECKS[column.kind]) for column in columns]
    names = {column.name for column in columns}
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            where = f"{path}, line {number}"
            try:
                record = json.loads(line.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_number)
            except (ValueError, RecursionError) as error:
                raise ClaimdeskError(f"this line is no JSON object ({error})", where=where) from error
            if not isinstance(record, dict):
                raise ClaimdeskError("this line is no JSON object", where=where)
            unknown = record.keys() - names
            if unknown:
                raise ClaimdeskError(
                    f"there is no field {sorted(unknown)[0]!r}", where=where, allowed=", ".join(sorted(names))
                )
            yield [_value(record.get(column.name), column, fits, where) for column, fits in checks]


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) != len(pairs):
        raise ValueError("a field comes twice")
    return record


def _no_number(text: str) -> float:
    raise ValueError(f"{text} is no number")


def _value(value: Any, column: Column, fits: Callable[[Any], bool], where: str) -> Any:
    if value is None:
        if column.nullable:
            return None
        raise ClaimdeskError(f"{column.name} is missing", where=where, allowed=_SAID[column.kind])
    if not fits(value):
        shown = json.dumps(value, ensure_ascii=True)[:60]
        raise ClaimdeskError(f"{column.name} is {shown}", where=where, allowed=_SAID[column.kind])
    return value


def _is_text(value: Any) -> bool:
    if not isinstance(value, str):
        return False
    with suppress(UnicodeEncodeError):
        value.encode("utf-8")
        return True
    return False


def _is_whole(kind: str) -> Callable[[Any], bool]:
    return lambda value: type(value) is int and -_WHOLE[kind] <= value < _WHOLE[kind]


def _is_day(value: Any) -> bool:
    with suppress(ValueError, TypeError):
        return _DAY.fullmatch(value) is not None and date.fromisoformat(value) is not None
    return False


def _is_moment(value: Any) -> bool:
    with suppress(ValueError, TypeError):
        return _MOMENT.fullmatch(value) is not None and datetime.fromisoformat(value) is not None
    return False


_CHECKS: dict[str, Callable[[Any], bool]] = {
    "VARCHAR": _is_text,
    "INTEGER": _is_whole("INTEGER"),
    "BIGINT": _is_whole("BIGINT"),
    "DOUBLE": lambda value: type(value) in (int, float) and math.isfinite(value),
    "BOOLEAN": lambda value: isinstance(value, bool),
    "DATE": _is_day,
    "TIMESTAMP": _is_moment,
    "VARCHAR[]": lambda value: isinstance(value, list) and all(map(_is_text, value)),
}
_SAID = {
    "VARCHAR": "a text",
    "INTEGER": "a whole number of 32 bits",
    "BIGINT": "a whole number of 64 bits",
    "DOUBLE": "a number",
    "BOOLEAN": "true or false",
    "DATE": "a day as YYYY-MM-DD",
    "TIMESTAMP": "a time in UTC as YYYY-MM-DD HH:MM:SS",
    "VARCHAR[]": "a list of texts",
}
