"""Figures that one looks at: claims and verdicts over time, by outlet and speaker, and the age of what is open.

Only settled verdicts are counted (claims that are decided or published), so that no figure tells a second reader what
the first one found.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import duckdb

from store.clock import utc

MONTHS = 24
GROUPS = 12
AGES = (1, 3, 7, 14, 30, 90)
"""Days at which a class of age ends; the last class has no end."""
# Counts are read from the tables' own records, and every write changes one of them.
_STATE = """
SELECT (SELECT count(*) FROM desk_machine.claims), (SELECT count(*) FROM desk_machine.article_versions),
    (SELECT count(*) FROM desk_machine.runs), (SELECT count(*) FROM desk_human.claim_statuses),
    (SELECT count(*) FROM desk_human.reviews), (SELECT count(*) FROM desk_human.publications),
    (SELECT count(*) FROM desk_human.corrections), (SELECT count(*) FROM desk_human.sources)
"""
_LATEST = "latest AS (SELECT claim_id, arg_max(status, seq) AS status FROM desk_human.claim_statuses GROUP BY claim_id)"
# As the view "verdicts" has it, without what only that view needs.
_SETTLED = (
    f"{_LATEST}, settled AS (SELECT r.claim_id, arg_max(r.verdict, r.seq) AS verdict, "  # noqa: S608 - our own text
    "arg_max(r.created_at, r.seq) AS decided_at FROM desk_human.reviews AS r "
    "JOIN latest AS l ON l.claim_id = r.claim_id "
    "WHERE l.status IN ('decided', 'published') AND r.overtaken_by IS NULL GROUP BY r.claim_id)"
)
_OPEN = "('new', 'assigned', 'in_review', 'second_review')"
_OF_OUTLETS = (
    "SELECT v.outlet AS name, c.claim_id FROM desk_machine.claims AS c JOIN desk_machine.article_versions AS v "
    "ON v.article_id = c.article_id AND v.version = c.article_version WHERE v.outlet <> ''"
)
_OF_SPEAKERS = "SELECT speaker AS name, claim_id FROM desk_machine.claims WHERE speaker <> ''"


@dataclass(frozen=True, slots=True)
class Month:
    """A month (YYYY-MM): claims in articles published in it, and verdicts settled in it by verdict."""

    month: str
    claims: int
    verdicts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Group:
    """An outlet or a speaker: the claims, and the settled verdicts on them."""

    name: str
    claims: int
    verdicts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Age:
    """Open claims that have waited at least ``since`` days and fewer than ``until`` (None: no end), by status."""

    since: int
    until: int | None
    statuses: dict[str, int]


@dataclass(frozen=True, slots=True)
class Totals:
    """How many there are of what; ``open`` are checkable claims that nobody has decided."""

    articles: int
    claims: int
    open: int
    settled: int
    published: int


def state_of(con: duckdb.DuckDBPyConnection) -> tuple[int, ...]:
    """What changes whenever something is written that the figures are made of."""
    return tuple(con.execute(_STATE).fetchone() or ())


def totals(con: duckdb.DuckDBPyConnection) -> Totals:
    """The sums."""
    row = con.execute(
        f"WITH {_LATEST} SELECT (SELECT count(*) FROM desk_machine.articles), "  # noqa: S608 - our own text
        "(SELECT count(*) FROM desk_machine.claims), (SELECT count(*) FROM desk_machine.claims WHERE checkable) "
        "- (SELECT count(*) FROM latest AS l JOIN desk_machine.claims AS c ON c.claim_id = l.claim_id "
        f"WHERE c.checkable AND l.status NOT IN {_OPEN}), "
        "count(*) FILTER (WHERE status IN ('decided', 'published')), count(*) FILTER (WHERE status = 'published') "
        "FROM latest"
    ).fetchone()
    return Totals(*(row or (0, 0, 0, 0, 0)))


def months(con: duckdb.DuckDBPyConnection, *, most: int = MONTHS) -> list[Month]:
    """The last months in which anything was published or settled, the oldest first, without gaps."""
    claims = con.execute(
        "SELECT strftime(coalesce(v.published_utc, v.published_at, v.ingested_at), '%Y-%m') AS month, "
        "sum(n.claims)::BIGINT FROM desk_machine.article_versions AS v "
        "JOIN (SELECT article_id, article_version, count(*) AS claims FROM desk_machine.claims GROUP BY ALL) AS n "
        "ON v.article_id = n.article_id AND v.version = n.article_version GROUP BY month"
    ).fetchall()
    settled = con.execute(
        f"WITH {_SETTLED} SELECT strftime(decided_at, '%Y-%m') AS month, verdict, count(*) "  # noqa: S608
        "FROM settled GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    by_month: dict[str, dict[str, int]] = defaultdict(dict)
    for month, verdict, count in settled:
        by_month[month][verdict] = count
    found = dict(claims)
    names = _back_from(most, [*found, *by_month])
    return [Month(name, found.get(name, 0), by_month.get(name, {})) for name in names]


def outlets(con: duckdb.DuckDBPyConnection, *, most: int = GROUPS) -> list[Group]:
    """The outlets with the most claims."""
    return _groups(con, _OF_OUTLETS, most)


def speakers(con: duckdb.DuckDBPyConnection, *, most: int = GROUPS) -> list[Group]:
    """The named speakers with the most claims."""
    return _groups(con, _OF_SPEAKERS, most)


def ages(con: duckdb.DuckDBPyConnection, now: datetime) -> list[Age]:
    """Open, checkable claims by how long ago they were found."""
    rows = con.execute(
        f"WITH {_LATEST} SELECT date_diff('day', c.first_seen_at, $now) AS days, "  # noqa: S608
        "coalesce(l.status, 'new') AS status, count(*) FROM desk_machine.claims AS c "
        f"LEFT JOIN latest AS l ON l.claim_id = c.claim_id WHERE c.checkable AND coalesce(l.status, 'new') IN {_OPEN} "
        "GROUP BY ALL",
        {"now": utc(now)},
    ).fetchall()
    starts = (0, *AGES)
    found = [Age(since, until, {}) for since, until in zip(starts, (*AGES, None), strict=True)]
    for days, status, count in rows:
        statuses = found[sum(days >= since for since in AGES)].statuses
        statuses[status] = statuses.get(status, 0) + count
    return found


def _groups(con: duckdb.DuckDBPyConnection, members: str, most: int) -> list[Group]:
    biggest = con.execute(
        f"SELECT name, count(*) AS claims FROM ({members}) GROUP BY name ORDER BY claims DESC, name LIMIT $most",  # noqa: S608
        {"most": most},
    ).fetchall()
    found = {name: Group(name, claims, {}) for name, claims in biggest}
    rows = con.execute(
        f"WITH {_SETTLED} SELECT m.name, s.verdict, count(*) FROM settled AS s "  # noqa: S608 - our own text
        f"JOIN ({members}) AS m ON m.claim_id = s.claim_id WHERE m.name IN (SELECT unnest($names::VARCHAR[])) "
        "GROUP BY ALL",
        {"names": list(found)},
    ).fetchall()
    for name, verdict, count in rows:
        found[name].verdicts[verdict] = count
    return list(found.values())


def _back_from(most: int, known: Sequence[str]) -> list[str]:
    """The months up to the last one, as far back as any is known."""
    if not known:
        return []
    year, month = map(int, max(known).split("-"))
    last = year * 12 + month - 1
    names = [f"{ordinal // 12:04}-{ordinal % 12 + 1:02}" for ordinal in range(last - most + 1, last + 1)]
    return [name for name in names if name >= min(known)]
