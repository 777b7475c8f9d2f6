"""The queue of claims: filtered, sorted, and paged by where the last page ended, not by counting rows."""

from __future__ import annotations

import json
from collections.abc import Mapping
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

    A window of the first claims (or, by day, of the first articles) is looked at, and widened until it holds a page:
    what makes a store big is what nobody has touched, and a page needs a few rows of it.

    Raises:
        ClaimdeskError: a day is no day, a score no number, an order or a mark unknown.
    """
    if filters.sort not in SORTS:
        raise ClaimdeskError(f"{filters.sort!r} is no order", allowed=", ".join(SORTS))
    plan, values = _plan(filters, after)
    values["limit"] = size + 1
    window = _FIRST_WINDOW * size
    while True:
        try:
            found = con.execute(plan, {**values, "window": window}).fetchall()
        except duckdb.ConversionException as error:
            raise _no_such_page() from error
        if len(found) > size or window >= _WHOLE:
            break
        window = window * _WIDER if window < _LAST_WINDOW else _WHOLE
    rows = [Waiting(*row) for row in found]
    return Page(rows[:size], _made_mark(rows[size - 1], SORTS[filters.sort][0]) if len(rows) > size else "")


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


_FIRST_WINDOW, _WIDER, _LAST_WINDOW, _WHOLE = 20, 64, 60_000, 1 << 40
# Claims as the view "claims" has them, without their statuses.
_BASE = (
    "base AS NOT MATERIALIZED (SELECT claim_id, article_id, article_version, claim_text, kind, checkable, "
    "check_worthiness, speaker, first_seen_at FROM desk_machine.claims UNION ALL "
    "SELECT CASE x.kind WHEN 'add' THEN x.claim_id ELSE x.value END AS claim_id, x.article_id, x.article_version, "
    "x.text, CASE x.kind WHEN 'add' THEN x.value ELSE json_extract_string(x.machine_value, '$.kind') END, TRUE, 1.0, "
    "coalesce(nullif(n.speaker, ''), CASE x.kind WHEN 'split' THEN json_extract_string(x.machine_value, '$.speaker') "
    "END), x.created_at FROM desk_human.corrections AS x LEFT JOIN (SELECT claim_id, arg_max(value, seq) AS speaker "
    "FROM desk_human.corrections WHERE kind = 'speaker' AND position >= 0 GROUP BY claim_id) AS n "
    "ON n.claim_id = CASE x.kind WHEN 'add' THEN x.claim_id ELSE x.value END "
    "WHERE x.kind IN ('add', 'split') AND x.position >= 0 QUALIFY row_number() OVER (PARTITION BY "
    "CASE x.kind WHEN 'add' THEN x.claim_id ELSE x.value END ORDER BY x.seq) = 1)"
)
_DAYS = (
    "days AS NOT MATERIALIZED (SELECT article_id, version, coalesce(published_utc, published_at) AS published "
    "FROM desk_machine.article_versions AS a WHERE {articles}), "
    "edge AS (SELECT published FROM days ORDER BY published {direction} NULLS LAST LIMIT 1 OFFSET $window), "
    "articles_of AS (SELECT * FROM days WHERE (SELECT published FROM edge) IS NULL "
    "OR published {within} (SELECT published FROM edge))"
)
_BY_DAY = (
    "SELECT b.claim_id, b.article_id, b.article_version, d.published FROM base AS b JOIN articles_of AS d "
    "ON d.article_id = b.article_id AND d.version = b.article_version WHERE {claims} AND {beyond}"
)
_BY_CLAIM = (
    "SELECT claim_id, {column}, article_id, article_version, NULL::TIMESTAMP AS published FROM base AS b "
    "WHERE {claims} AND {beyond} ORDER BY {column} {direction} NULLS LAST, claim_id LIMIT $window"
)
_SQL = (
    "WITH {base}, {days}candidates AS ({candidates}), "
    "latest AS (SELECT claim_id, arg_max(status, seq) AS status, arg_max(assignee, seq) AS assignee, "
    "arg_max(reason, seq) AS reason FROM desk_human.claim_statuses "
    "WHERE claim_id IN (SELECT claim_id FROM candidates) GROUP BY claim_id), "
    "chosen AS (SELECT c.*, coalesce(s.status, 'new') AS status, coalesce(s.assignee, '') AS assignee, "
    "coalesce(s.status = 'second_review' AND s.reason = 'disagreement', FALSE) AS disputed "
    "FROM candidates AS c LEFT JOIN latest AS s ON s.claim_id = c.claim_id WHERE {statuses} "
    "ORDER BY {column} {direction} NULLS LAST, c.claim_id LIMIT $limit) "
    "SELECT c.claim_id, b.claim_text, b.kind, b.check_worthiness, b.speaker, c.status, c.assignee, c.article_id, "
    "a.outlet, a.title, a.language, coalesce(a.published_utc, a.published_at), b.first_seen_at, c.disputed "
    "FROM chosen AS c JOIN base AS b ON b.claim_id = c.claim_id JOIN desk_machine.article_versions AS a "
    "ON a.article_id = c.article_id AND a.version = c.article_version "
    "ORDER BY {order} {direction} NULLS LAST, c.claim_id"
)


def _plan(filters: Filters, after: str) -> tuple[str, dict[str, Any]]:
    """The statement for a window, and its values but for the window and the limit."""
    column, direction, kind = SORTS[filters.sort]
    by_day = column == "published"
    articles, claims, statuses, values = _conditions(filters)
    beyond = "TRUE"
    if after:
        at, past = _mark(after)
        compare = "<" if direction == "DESC" else ">"
        # Claims without a day come last in both directions.
        beyond = (
            f"({column} {compare} $at::{kind} OR ({column} IS NOT DISTINCT FROM $at::{kind} AND claim_id > $past) "
            f"OR ({column} IS NULL AND $at IS NOT NULL))"
        )
        values |= {"at": at, "past": past}
        if by_day:
            reach = "<=" if direction == "DESC" else ">="
            articles.append(
                f"(coalesce(published_utc, published_at) {reach} $at::{kind} "
                "OR coalesce(published_utc, published_at) IS NULL)"
            )
    if articles and not by_day:
        named = " AND ".join(articles)
        claims.append(
            "EXISTS (SELECT 1 FROM desk_machine.article_versions AS a WHERE a.article_id = b.article_id "  # noqa: S608
            f"AND a.version = b.article_version AND {named})"
        )
    words = {
        "column": column,
        "direction": direction,
        "within": ">=" if direction == "DESC" else "<=",
        "articles": " AND ".join(articles or ["TRUE"]),
        "claims": " AND ".join(claims),
        "beyond": beyond,
    }
    candidates = (_BY_DAY if by_day else _BY_CLAIM).format(**words)
    sql = _SQL.format(
        base=_BASE,
        days=_DAYS.format(**words) + ", " if by_day else "",
        candidates=candidates,
        statuses=" AND ".join(statuses or ["TRUE"]),
        order="coalesce(a.published_utc, a.published_at)" if by_day else f"b.{column}",
        column=f"c.{column}",
        direction=direction,
    )
    return sql, values


def _conditions(filters: Filters) -> tuple[list[str], list[str], list[str], dict[str, Any]]:
    """What articles, claims and statuses must meet, and the values."""
    articles: list[str] = []
    claims, statuses = ["checkable"], []
    values: dict[str, Any] = {}
    wanted = OPEN if filters.status in ("open", "disputed") else (filters.status,) if filters.status != "all" else ()
    if wanted:
        statuses.append("list_contains($statuses::VARCHAR[], coalesce(s.status, 'new'))")
        values["statuses"] = list(wanted)
        if "new" not in wanted:
            # Only what ever had such a status need be looked at; "new" has no row.
            claims.append(_EVER.format("status IN (SELECT unnest($statuses::VARCHAR[]))"))
    if filters.status == "disputed":
        statuses.append("disputed")
        claims.append(_EVER.format("reason = 'disagreement'"))
    if filters.assignee:
        statuses.append("coalesce(s.assignee, '') = $assignee")
        values["assignee"] = "" if filters.assignee == NOBODY else filters.assignee
        if values["assignee"]:
            claims.append(_EVER.format("assignee = $assignee"))
    if filters.speaker:
        claims.append("contains(lower(speaker), lower($speaker))")
        values["speaker"] = filters.speaker
    if filters.score:
        claims.append("check_worthiness >= $score")
        values["score"] = _score(filters.score)
    for name, column in (("outlet", "outlet"), ("article_language", "language")):
        if getattr(filters, name):
            articles.append(f"a.{column} = ${name}")
            values[name] = getattr(filters, name)
    for name, compare in (("since", ">="), ("until", "<=")):
        if getattr(filters, name):
            articles.append(f"coalesce(a.published_utc, a.published_at)::DATE {compare} ${name}")
            values[name] = _day(getattr(filters, name))
    return articles, claims, statuses, values


_EVER = "claim_id IN (SELECT claim_id FROM desk_human.claim_statuses WHERE {})"


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
        raise _no_such_page() from error
    if not isinstance(value, str | float | int | None):
        raise _no_such_page()
    return value, str(claim_id)


def _no_such_page() -> ClaimdeskError:
    return ClaimdeskError("this page of the queue does not exist", next_step="Begin at its first page")


def _made_mark(row: Waiting, column: str) -> str:
    value = getattr(row, column)
    return json.dumps([value.isoformat() if isinstance(value, datetime) else value, row.claim_id])
