"""Many rows into a table in one statement, as lists of columns."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import duckdb

from store.trouble import RefusedData


def insert_rows(
    con: duckdb.DuckDBPyConnection, table: str, columns: Sequence[tuple[str, str]], rows: Sequence[Sequence[Any]]
) -> None:
    """Appends rows to a table.

    Args:
        con: the connection, inside a transaction.
        table: the table's name, ours and never a user's.
        columns: name and DuckDB type of every column, in the order of each row.
        rows: the values; times and days as ISO text.

    Raises:
        RefusedData: a text holds a lone surrogate, which no UTF-8 store can keep; a figure is not finite; a day is
            no day; a value is missing.
    """
    if not rows:
        return
    # One JSON text instead of bound values: five times faster than executemany, and exact for any text, NUL included.
    by_name = {name: values for (name, _), values in zip(columns, zip(*rows, strict=True), strict=True)}
    try:
        packed = json.dumps(by_name, ensure_ascii=False, allow_nan=False)
    except ValueError as error:
        raise RefusedData("a figure is infinite or not a number", where=table) from error
    try:
        packed.encode("utf-8")
    except UnicodeEncodeError as error:
        around = packed[max(0, error.start - 20) : error.start].strip()
        raise RefusedData(
            f"a text holds half a character (a lone surrogate) after {around!r}",
            where=table,
            next_step="Read the input with errors='replace' and run again",
        ) from error
    shape = json.dumps({name: [kind] for name, kind in columns})
    names = ", ".join(name for name, _ in columns)
    lists = ", ".join(f"unnest(r.{name})" for name, _ in columns)
    try:
        con.execute(
            f"INSERT INTO {table} ({names}) SELECT {lists} FROM (SELECT from_json_strict($packed, $shape) AS r)",  # noqa: S608
            {"packed": packed, "shape": shape},
        )
    except (duckdb.InvalidInputException, duckdb.DataError, duckdb.IntegrityError) as error:
        reason = str(error).splitlines()[0]
        raise RefusedData(f"a value does not fit ({reason})", where=table, next_step="Nothing was stored") from error
