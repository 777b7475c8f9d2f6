"""Read-only SQL for people: any one statement in a sandbox, and the named queries that ship with the store."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb

from extractors.errors import ClaimdeskError
from store import ducklake
from store.connection import connect, open_waiting, resolve_target

FOLDER = Path(__file__).parent / "queries"
# Nothing outside the store can be read or written, nothing be loaded, and nobody can switch that off again.
_SANDBOX: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "lock_configuration": "true",
}
_READING = {duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN, duckdb.StatementType.RELATION}
_PARAMETER = re.compile(r"^-- param (?P<name>\w+) (?P<kind>text|date|integer) (?P<default>\S*) ?: (?P<meaning>.+)$")


@dataclass(frozen=True, slots=True)
class QueryResult:
    """Column names, DuckDB's names of their types, and the rows."""

    columns: list[str]
    types: list[str]
    rows: list[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class QueryParameter:
    """A value that a named query takes: ``kind`` is text, date or integer; without a ``default`` it must be given."""

    name: str
    kind: str
    default: str
    meaning: str


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query that ships with the store: the question that it answers, in English and Arabic, and its SQL."""

    name: str
    question: str
    question_ar: str
    sql: str
    parameters: tuple[QueryParameter, ...] = ()


def run(
    target: str | Path | None,
    sql: str,
    parameters: Mapping[str, Any] | Sequence[Any] | None = None,
    *,
    wait_seconds: float = 30.0,
) -> QueryResult:
    """Runs one reading statement over a store, without access to files, network, extensions or settings.

    Args:
        target: the store; None takes the default one.
        sql: one statement.
        parameters: values for ``$name`` or ``?``.
        wait_seconds: how long to wait while somebody writes.

    Raises:
        ClaimdeskError: the SQL is wrong, is not one statement, would write, or reaches outside the store.
    """
    name = resolve_target(target)
    deadline = time.monotonic() + wait_seconds
    # Says what is missing, and brings an older store up to date; the sandbox below could do neither.
    connect(name, read_only=True, wait_seconds=wait_seconds).close()
    con = open_waiting(name, read_only=True, deadline=deadline, wait_seconds=wait_seconds, config=_SANDBOX)
    try:
        statement = _one_reading_statement(con, sql)
        if ducklake.is_lake(name):
            ducklake.refuse_catalog_functions(sql)
        cursor = con.execute(statement, parameters)
        described = cursor.description or []
        return QueryResult([d[0] for d in described], [str(d[1]) for d in described], cursor.fetchall())
    except duckdb.Error as error:
        raise _explained(error) from error
    finally:
        con.close()


def run_named(
    target: str | Path | None, name: str, values: Mapping[str, str] | None = None, *, wait_seconds: float = 30.0
) -> QueryResult:
    """Runs a named query; ``values`` are texts as typed, by parameter.

    Raises:
        ClaimdeskError: no such query or parameter, a value is missing or of the wrong kind.
    """
    query = get(name)
    given = dict(values or {})
    known = [parameter.name for parameter in query.parameters]
    for key in given:
        if key not in known:
            raise ClaimdeskError(f"query {name} takes no {key}", allowed=", ".join(known) or "no values")
    bound = {parameter.name: _value(query, parameter, given) for parameter in query.parameters}
    return run(target, query.sql, bound or None, wait_seconds=wait_seconds)


def get(name: str) -> NamedQuery:
    """The query of that name.

    Raises:
        ClaimdeskError: there is none; the message lists those there are.
    """
    for query in named():
        if query.name == name:
            return query
    raise ClaimdeskError(f"there is no query named {name!r}", allowed=", ".join(query.name for query in named()))


@lru_cache(maxsize=1)
def named() -> list[NamedQuery]:
    """The queries that ship with the store, by name."""
    return [_read(path) for path in sorted(FOLDER.glob("*.sql"))]


def _read(path: Path) -> NamedQuery:
    sql = path.read_text(encoding="utf-8")
    comments = [line for line in sql.splitlines() if line.startswith("--")]
    parameters = [QueryParameter(**found.groupdict()) for found in map(_PARAMETER.match, comments) if found]
    return NamedQuery(path.stem, comments[0][3:].strip(), comments[1][3:].strip(), sql, tuple(parameters))


def _value(query: NamedQuery, parameter: QueryParameter, given: Mapping[str, str]) -> str | int | date:
    text = given.get(parameter.name, parameter.default)
    where = f"query {query.name}, {parameter.name}"
    if not text:
        raise ClaimdeskError("a value is needed", where=where, allowed=f"{parameter.kind}: {parameter.meaning}")
    try:
        if parameter.kind == "integer":
            return int(text)
        return date.fromisoformat(text) if parameter.kind == "date" else text
    except ValueError as error:
        allowed = "a whole number" if parameter.kind == "integer" else "a day as YYYY-MM-DD"
        raise ClaimdeskError(f"{text!r} does not fit", where=where, allowed=allowed) from error


def _one_reading_statement(con: duckdb.DuckDBPyConnection, sql: str) -> duckdb.Statement:
    statements = con.extract_statements(sql)
    if len(statements) != 1:
        raise ClaimdeskError(
            f"this is {len(statements)} statements" if statements else "there is no statement",
            where="SQL",
            allowed="one SELECT (or FROM, WITH, DESCRIBE, SHOW, SUMMARIZE, EXPLAIN)",
        )
    if statements[0].type not in _READING:
        raise ClaimdeskError(
            f"{statements[0].type.name} is not a reading statement, and SQL here only reads",
            where="SQL",
            allowed="one SELECT (or FROM, WITH, DESCRIBE, SHOW, SUMMARIZE, EXPLAIN)",
            next_step="Take data out with claimdesk export, and change it through claimdesk itself",
        )
    return statements[0]


def _explained(error: duckdb.Error) -> ClaimdeskError:
    said = str(error).strip()
    if "external access" in said or "disabled by configuration" in said or "disabled through configuration" in said:
        return ClaimdeskError(
            "this reaches outside the store, and SQL here may not",
            where="SQL",
            allowed="the views of the store; SHOW TABLES lists them",
            next_step=f"DuckDB said: {said.splitlines()[0]}",
        )
    # DuckDB marks the place with a caret under the line; both lines belong to the message.
    lines = [line.strip() for line in said.splitlines() if line.strip() and not set(line.strip()) <= {"^"}]
    return ClaimdeskError(" / ".join(lines)[:600], where="SQL")
