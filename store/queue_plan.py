"""The statement behind a page of the queue: what a filter looks at first, and as little of it as the page needs.

A page is chosen by narrow columns alone. The words of its few claims are looked up afterwards, by their place in the
table where the store has one, since reading them by id means looking through all ids.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import duckdb

from extractors.errors import ClaimdeskError
from store.clock import day

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


# Claims as the view "claims" has them, without their statuses: the machine's, and those that people added.
_NAMED = (
    "SELECT claim_id, arg_max(value, seq) AS speaker FROM desk_human.corrections "
    "WHERE kind = 'speaker' AND position >= 0 GROUP BY claim_id"
)
_OF_PEOPLE = (
    "SELECT CASE x.kind WHEN 'add' THEN x.claim_id ELSE x.value END AS claim_id, x.article_id, x.article_version, "  # noqa: S608
    "TRUE AS checkable, 1.0 AS check_worthiness, coalesce(nullif(n.speaker, ''), CASE x.kind WHEN 'split' "
    "THEN json_extract_string(x.machine_value, '$.speaker') END) AS speaker, x.created_at AS first_seen_at, "
    "x.text AS claim_text, CASE x.kind WHEN 'add' THEN x.value ELSE json_extract_string(x.machine_value, '$.kind') END "
    f"AS kind FROM desk_human.corrections AS x LEFT JOIN ({_NAMED}) AS n "
    "ON n.claim_id = CASE x.kind WHEN 'add' THEN x.claim_id ELSE x.value END "
    "WHERE x.kind IN ('add', 'split') AND x.position >= 0 QUALIFY row_number() OVER (PARTITION BY "
    "CASE x.kind WHEN 'add' THEN x.claim_id ELSE x.value END ORDER BY x.seq) = 1"
)
_SHOWN = "claim_id, claim_text, kind, check_worthiness, speaker, first_seen_at"
MACHINE_ROWS = (
    f"SELECT {_SHOWN} FROM (SELECT unnest($places::BIGINT[]) AS place) AS p "  # noqa: S608 - our own text
    "JOIN desk_machine.claims AS c ON c.rowid = p.place"
)
"""The words of claims by their places (``$places``) in the table."""
ROWS = (
    f"SELECT {_SHOWN} FROM desk_machine.claims WHERE claim_id IN (SELECT unnest($ids::VARCHAR[])) "  # noqa: S608
    f"UNION ALL SELECT {_SHOWN} FROM ({_OF_PEOPLE}) WHERE claim_id IN (SELECT unnest($ids::VARCHAR[]))"
)
"""The words of claims by their ids (``$ids``)."""
ARTICLES = (
    "SELECT article_id, version, outlet, title, language, coalesce(published_utc, published_at) "
    "FROM desk_machine.article_versions WHERE article_id IN (SELECT unnest($ids::VARCHAR[]))"
)
"""What a row of the queue shows of articles (``$ids``), by version."""
_BASE = (
    "base AS NOT MATERIALIZED (SELECT claim_id, article_id, article_version, checkable, check_worthiness, speaker, "  # noqa: S608
    "first_seen_at, {place} AS place FROM desk_machine.claims UNION ALL SELECT claim_id, article_id, article_version, "
    f"checkable, check_worthiness, speaker, first_seen_at, NULL FROM ({_OF_PEOPLE}))"
)
_DAYS = (
    "days AS NOT MATERIALIZED (SELECT article_id, version, coalesce(published_utc, published_at) AS published "
    "FROM desk_machine.article_versions AS a WHERE {articles}), "
    "edge AS (SELECT published FROM days ORDER BY published {direction} NULLS LAST LIMIT 1 OFFSET $window), "
    "articles_of AS (SELECT * FROM days WHERE (SELECT published FROM edge) IS NULL "
    "OR published {within} (SELECT published FROM edge))"
)
_BY_DAY = (
    "SELECT b.claim_id, b.place, b.article_id, b.article_version, d.published FROM base AS b JOIN articles_of AS d "
    "ON d.article_id = b.article_id AND d.version = b.article_version WHERE {claims} AND {beyond}"
)
_BY_CLAIM = (
    "SELECT claim_id, place, {column}, article_id, article_version FROM base AS b {of_articles}"
    "WHERE {claims} AND {beyond} ORDER BY {column} {direction} NULLS LAST, claim_id LIMIT $window"
)
_OF_ARTICLES = (
    "SEMI JOIN (SELECT article_id, version FROM desk_machine.article_versions AS a WHERE {articles}) AS w "
    "ON w.article_id = b.article_id AND w.version = b.article_version "
)
_SQL = (
    "WITH {base}, {days}candidates AS MATERIALIZED ({candidates}), "
    "latest AS (SELECT claim_id, arg_max(status, seq) AS status, arg_max(assignee, seq) AS assignee, "
    "arg_max(reason, seq) AS reason FROM desk_human.claim_statuses "
    "WHERE claim_id IN (SELECT claim_id FROM candidates) GROUP BY claim_id) "
    "SELECT c.claim_id, c.place, coalesce(s.status, 'new') AS status, coalesce(s.assignee, '') AS assignee, "
    "coalesce(s.status = 'second_review' AND s.reason = 'disagreement', FALSE) AS disputed, c.article_id, "
    "c.article_version FROM candidates AS c LEFT JOIN latest AS s ON s.claim_id = c.claim_id WHERE {statuses} "
    "ORDER BY {column} {direction} NULLS LAST, c.claim_id LIMIT $limit"
)


@dataclass(frozen=True, slots=True)
class Plan:
    """A statement with its values but for ``$window`` and ``$limit``.

    It gives claim_id, its place in the table (None where it has none), status, assignee, whether it is disputed,
    article_id and version, in order. ``$window`` is how many claims, or by day how many articles, it looks at, and
    ``first_window`` times a page's size is enough for most pages.
    """

    sql: str
    values: dict[str, Any]
    first_window: int

    @classmethod
    def of(
        cls, con: duckdb.DuckDBPyConnection, filters: Filters, order: tuple[str, str, str],
        mark: tuple[Any, str] | None = None,
    ) -> Plan:  # fmt: skip
        """The plan for filters and an order (column, direction, type), after the claim of a mark (value, claim_id)."""
        column, direction, kind = order
        by_day = column == "published"
        articles, claims, statuses, values = _conditions(con, filters)
        beyond = "TRUE"
        if mark is not None:
            beyond, reach = _beyond(column, direction, kind)
            values |= {"at": mark[0], "past": mark[1]}
            articles += [reach] if by_day else []
        words = {
            "column": column,
            "direction": direction,
            "within": ">=" if direction == "DESC" else "<=",
            "articles": " AND ".join(articles or ["TRUE"]),
            "claims": " AND ".join(claims),
            "beyond": beyond,
        }
        words["of_articles"] = _OF_ARTICLES.format(**words) if articles else ""
        sql = _SQL.format(
            base=_BASE.format(place="rowid" if _has_places(con) else "NULL::BIGINT"),
            days=_DAYS.format(**words) + ", " if by_day else "",
            candidates=(_BY_DAY if by_day else _BY_CLAIM).format(**words),
            statuses=" AND ".join(statuses or ["TRUE"]),
            column=f"c.{column}",
            direction=direction,
        )
        return cls(sql, values, 4 if by_day else 20)


def _beyond(column: str, direction: str, kind: str) -> tuple[str, str]:
    """What comes after a mark, among claims and among articles; claims without a day come last in both directions."""
    compare = "<" if direction == "DESC" else ">"
    claims = (
        f"({column} {compare} $at::{kind} OR ({column} IS NOT DISTINCT FROM $at::{kind} AND claim_id > $past) "
        f"OR ({column} IS NULL AND $at IS NOT NULL))"
    )
    published = "coalesce(published_utc, published_at)"
    return claims, f"({published} {compare}= $at::{kind} OR {published} IS NULL)"


def _has_places(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether rows can be found again by their place in this store, as in DuckDB's own files."""
    found = con.execute("SELECT type FROM duckdb_databases() WHERE database_name = current_database()").fetchone()
    return found is not None and found[0] == "duckdb"


def _speakers(con: duckdb.DuckDBPyConnection, text: str) -> list[str]:
    """The names that hold a text: speakers are few beside claims, so they are looked through once."""
    rows = con.execute(
        "SELECT speaker FROM (SELECT DISTINCT speaker FROM desk_machine.claims UNION SELECT value FROM "
        "desk_human.corrections WHERE kind = 'speaker' UNION SELECT json_extract_string(machine_value, '$.speaker') "
        "FROM desk_human.corrections WHERE kind = 'split' AND position >= 0)"
    ).fetchall()
    wanted = text.lower()
    return [name for (name,) in rows if name and wanted in name.lower()]


def _conditions(
    con: duckdb.DuckDBPyConnection, filters: Filters
) -> tuple[list[str], list[str], list[str], dict[str, Any]]:
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
        claims.append("speaker IN (SELECT unnest($speakers::VARCHAR[]))")
        values["speakers"] = _speakers(con, filters.speaker)
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
