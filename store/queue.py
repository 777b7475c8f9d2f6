"""The queue of claims: filtered, sorted, and paged by where the last page ended, not by counting rows."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

import duckdb

from extractors.errors import ClaimdeskError
from store.clock import day

PAGE = 50
"""Claims on a page."""
SORTS = {
    "score": ("check_worthiness", "DESC", "DOUBLE"),
    "newest": ("published", "DESC", "TIMESTAMP"),
    "oldest": ("published", "ASC", "TIMESTAMP"),
    "waiting": ("first_seen_at", "ASC", "TIMESTAMP"),
}
"""Name of an order to its column, direction and type."""
OPEN = ("new", "assigned", "in_review", "second_review")
NOBODY = "-"
"""As an assignee: claims that nobody was given."""
_COLUMNS = (
    "claim_id, claim_text, kind, check_worthiness, speaker, status, assignee, article_id, outlet, title, language, "
    "published, first_seen_at, disputed"
)


@dataclass(frozen=True, slots=True)
class Filters:
    """What a queue shows; empty means all. Days are ISO and inclusive, ``score`` is the least, from 0 to 100.

    ``status`` may also be ``open`` (still to be decided), ``disputed`` (two readers disagree) or ``all``.
    """

    status: str = "open"
    outlet: str = ""
    speaker: str = ""
    assignee: str = ""
    article_language: str = ""
    since: str = ""
    until: str = ""
    score: str = ""
    sort: str = "score"

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Filters:
        """The filters that a query string names; unknown names are left out."""
        return cls(**{f.name: given[f.name].strip() for f in fields(cls) if given.get(f.name, "").strip()})


@dataclass(frozen=True, slots=True)
class Waiting:
    """A row of the queue."""

    claim_id: str
    claim_text: str
    kind: str
    check_worthiness: float
    speaker: str | None
    status: str
    assignee: str
    article_id: str
    outlet: str
    title: str
    language: str
    published: datetime | None
    first_seen_at: datetime
    disputed: bool


@dataclass(frozen=True, slots=True)
class Page:
    """Rows, and the mark with which the next page is asked for; empty on the last."""

    rows: list[Waiting]
    after: str


def page(con: duckdb.DuckDBPyConnection, filters: Filters, *, after: str = "", size: int = PAGE) -> Page:
    """One page of the queue.

    Raises:
        ClaimdeskError: a day is no day, a score no number, an order or a mark unknown.
    """
    if filters.sort not in SORTS:
        raise ClaimdeskError(f"{filters.sort!r} is no order", allowed=", ".join(SORTS))
    column, direction, kind = SORTS[filters.sort]
    where, values = _conditions(filters)
    if after:
        value, claim_id = _mark(after)
        compare = "<" if direction == "DESC" else ">"
        # Claims without a day come last in both directions.
        where.append(
            f"({column} {compare} $at::{kind} OR ({column} IS NOT DISTINCT FROM $at::{kind} AND c.claim_id > $past) "
            f"OR ({column} IS NULL AND $at IS NOT NULL))"
        )
        values |= {"at": value, "past": claim_id}
    sql = _SQL.format(where=" AND ".join(where), column=column, direction=direction)
    try:
        found = con.execute(sql, {**values, "limit": size + 1}).fetchall()
    except duckdb.ConversionException as error:
        raise ClaimdeskError("this page of the queue does not exist", next_step="Begin at its first page") from error
    rows = [Waiting(*row) for row in found]
    return Page(rows[:size], _made_mark(rows[size - 1], column) if len(rows) > size else "")


def choices(con: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """What can be chosen: the outlets and languages of articles, and everybody who was ever given a claim."""
    outlets = con.execute(
        "SELECT outlet FROM desk_machine.article_versions WHERE outlet <> '' GROUP BY outlet "
        "ORDER BY count(*) DESC, outlet LIMIT 500"
    ).fetchall()
    languages = con.execute("SELECT DISTINCT language FROM desk_machine.article_versions ORDER BY ALL").fetchall()
    people = con.execute(
        "SELECT DISTINCT assignee FROM desk_human.claim_statuses WHERE assignee <> '' ORDER BY ALL"
    ).fetchall()
    return {
        name: [row[0] for row in rows]
        for name, rows in (("outlet", outlets), ("language", languages), ("assignee", people))
    }


_SQL = (
    "WITH disputes AS (SELECT claim_id, arg_max(reason, seq) = 'disagreement' AS disputed "  # noqa: S608
    "FROM desk_human.claim_statuses WHERE status = 'second_review' GROUP BY claim_id), "
    "chosen AS (SELECT c.claim_id, c.article_id, c.claim_text, c.kind, c.check_worthiness, c.speaker, c.first_seen_at, "
    "c.status, c.assignee, c.status = 'second_review' AND coalesce(d.disputed, FALSE) AS disputed, "
    "a.outlet, a.title, a.language, coalesce(a.published_utc, a.published_at) AS published FROM claims AS c "
    "JOIN desk_machine.article_versions AS a ON a.article_id = c.article_id AND a.version = c.article_version "
    "LEFT JOIN disputes AS d ON d.claim_id = c.claim_id WHERE {where} "
    "ORDER BY {column} {direction} NULLS LAST, c.claim_id LIMIT $limit) "
    f"SELECT {_COLUMNS} FROM chosen "
    "ORDER BY {column} {direction} NULLS LAST, claim_id"
)


def _conditions(filters: Filters) -> tuple[list[str], dict[str, Any]]:
    where: list[str] = ["c.checkable"]
    values: dict[str, Any] = {}
    statuses: Sequence[str] = ()
    if filters.status in ("open", "disputed"):
        statuses = OPEN
        where += ["disputed"] if filters.status == "disputed" else []
    elif filters.status != "all":
        statuses = (filters.status,)
    if statuses:
        where.append("list_contains($statuses::VARCHAR[], c.status)")
        values["statuses"] = list(statuses)
    for name, column in (("outlet", "a.outlet"), ("article_language", "a.language")):
        if getattr(filters, name):
            where.append(f"{column} = ${name}")
            values[name] = getattr(filters, name)
    if filters.speaker:
        where.append("contains(lower(c.speaker), lower($speaker))")
        values["speaker"] = filters.speaker
    if filters.assignee:
        where.append("c.assignee = $assignee")
        values["assignee"] = "" if filters.assignee == NOBODY else filters.assignee
    for name, compare in (("since", ">="), ("until", "<=")):
        if getattr(filters, name):
            where.append(f"coalesce(a.published_utc, a.published_at)::DATE {compare} ${name}")
            values[name] = _day(getattr(filters, name))
    if filters.score:
        where.append("c.check_worthiness >= $score")
        values["score"] = _score(filters.score)
    return where, values


def _day(text: str) -> date | None:
    return day(text, "queue")


def _score(text: str) -> float:
    try:
        return max(0.0, min(100.0, float(text))) / 100
    except ValueError as error:
        raise ClaimdeskError(f"{text!r} is no score", allowed="a number from 0 to 100") from error


def _mark(after: str) -> tuple[Any, str]:
    try:
        value, claim_id = json.loads(after)
    except (ValueError, TypeError) as error:
        raise ClaimdeskError("this page of the queue does not exist", next_step="Begin at its first page") from error
    return value, str(claim_id)


def _made_mark(row: Waiting, column: str) -> str:
    value = getattr(row, column)
    return json.dumps([value.isoformat() if isinstance(value, datetime) else value, row.claim_id])
