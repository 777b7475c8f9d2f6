"""Everything that the desk shows of one claim, and of one article with its claims."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

import duckdb

from store import corrections, publications
from store.types import FilledRow, ReviewSource
from store.workflow import State

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Claim:
    """A row of ``claims`` with its article's identity; offsets count in the text of ``article_version``."""

    claim_id: str
    article_id: str
    article_version: int
    start: int
    end: int
    text: str
    sentence_start: int
    sentence_end: int
    kind: str
    checkable: bool
    score: float
    speaker: str | None
    speaker_type: str
    cue: str | None
    stance: str | None
    status: str
    assignee: str
    first_seen_at: datetime
    extractor_version: str


@dataclass(frozen=True, slots=True)
class Article:
    """A version of an article."""

    article_id: str
    version: int
    title: str
    outlet: str
    author: str
    url: str
    language: str
    published_iso: str | None
    text: str
    ingested_at: datetime


@dataclass(frozen=True, slots=True)
class DateRow:
    """A date inside a claim."""

    text: str
    value: str
    first: date | None
    last: date | None
    basis: str


@dataclass(frozen=True, slots=True)
class QuantityRow:
    """A figure inside a claim."""

    text: str
    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """A summand of the check-worthiness."""

    feature: str
    weight: float
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A step of who passed the claim on: the source as written, the name it stands for, the cue, quoted or not."""

    source: str | None
    resolved: str | None
    cue: str | None
    direct: bool


@dataclass(frozen=True, slots=True)
class Review:
    """A review with its sources."""

    review_id: str
    seq: int
    at: datetime
    origin: str
    overtaken: bool
    row: FilledRow


@dataclass(frozen=True, slots=True)
class Said:
    """A comment, or an answer about the claimant; ``state`` is empty for a comment."""

    author: str
    text: str
    at: datetime
    state: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A row of the claim's history."""

    at: datetime
    by: str
    status: str
    reason: str
    assignee: str


@dataclass(frozen=True, slots=True)
class Parts:
    """What the machine found in a claim."""

    dates: list[DateRow]
    quantities: list[QuantityRow]
    entities: list[str]
    reasons: list[ReasonRow]
    chain: list[Link]


@dataclass(frozen=True, slots=True)
class Talk:
    """What people said, and what happened."""

    comments: list[Said]
    replies: list[Said]
    history: list[Step]
    published: list[publications.Publication]
    corrections: list[corrections.Standing]


def claim(con: duckdb.DuckDBPyConnection, state: State) -> Claim | None:
    """The claim of a state, withdrawn ones too, and those that people added; None when the store does not know it."""
    row = con.execute(
        f"SELECT {_MACHINE} FROM desk_machine.claims WHERE claim_id = $id LIMIT 1",  # noqa: S608 - our own text
        {"id": state.claim_id},
    ).fetchone()
    if row is not None:
        return _of_machine(row, state.status, state.assignee)
    found = _rows(con, f"SELECT {_CLAIM} FROM claims WHERE claim_id = $id LIMIT 1", state.claim_id, Claim)  # noqa: S608
    return found[0] if found else None


def article(con: duckdb.DuckDBPyConnection, article_id: str, version: int | None = None) -> Article | None:
    """A version of an article; None for ``version`` gives the current one."""
    found = con.execute(
        "SELECT v.article_id, v.version, v.title, v.outlet, v.author, v.url, v.language, v.published_iso, v.text, "
        "v.ingested_at FROM desk_machine.article_versions AS v WHERE v.article_id = $id AND v.version = coalesce("
        "$version, (SELECT a.version FROM desk_machine.articles AS a WHERE a.article_id = $id)) LIMIT 1",
        {"id": article_id, "version": version},
    ).fetchone()
    return Article(*found) if found else None


def versions(con: duckdb.DuckDBPyConnection, article_id: str) -> list[tuple[int, datetime, int]]:
    """The versions of an article: number, when it was read, how many characters it has; the newest first."""
    return con.execute(
        "SELECT version, ingested_at, length(text) FROM desk_machine.article_versions WHERE article_id = $id "
        "ORDER BY version DESC",
        {"id": article_id},
    ).fetchall()


def articles(
    con: duckdb.DuckDBPyConnection, *, outlet: str = "", before: str = "", limit: int = 50
) -> list[tuple[str, str, str, str, datetime | None, datetime]]:
    """Articles as they were last read, the latest first: id, title, outlet, language, published, ingested.

    ``before`` is the time and id of the last row of the page before, as ISO time, a blank and the id.
    """
    at, _, past = before.partition(" ")
    return con.execute(
        "WITH chosen AS (SELECT article_id, version, ingested_at FROM desk_machine.articles WHERE ($at = '' OR "
        "ingested_at < try_cast(nullif($at, '') AS TIMESTAMP) OR (ingested_at = try_cast(nullif($at, '') AS TIMESTAMP) "
        "AND article_id > $past)) ORDER BY ingested_at DESC, article_id "
        "LIMIT CASE WHEN $outlet = '' THEN $limit ELSE 1000000000 END) "
        "SELECT v.article_id, v.title, v.outlet, v.language, v.published_at, c.ingested_at FROM chosen AS c "
        "JOIN desk_machine.article_versions AS v ON v.article_id = c.article_id AND v.version = c.version "
        "WHERE $outlet = '' OR v.outlet = $outlet ORDER BY c.ingested_at DESC, v.article_id LIMIT $limit",
        {"at": at, "past": past, "outlet": outlet, "limit": limit},
    ).fetchall()


def claims_of(con: duckdb.DuckDBPyConnection, article_id: str, version: int) -> list[Claim]:
    """The checkable claims whose offsets count in this version, in the order of the text."""
    wanted = {"id": article_id, "version": version}
    added = con.execute(
        "SELECT 1 FROM desk_human.corrections WHERE article_id = $id AND kind IN ('add', 'split') LIMIT 1",
        {"id": article_id},
    ).fetchone()
    where = (
        "WHERE article_id = $id AND article_version = $version AND checkable ORDER BY start_char, end_char, claim_id"
    )
    if added is not None:
        return [Claim(*row) for row in con.execute(f"SELECT {_CLAIM} FROM claims {where}", wanted).fetchall()]  # noqa: S608
    rows = con.execute(f"SELECT {_MACHINE} FROM desk_machine.claims {where}", wanted).fetchall()  # noqa: S608
    latest = {row[0]: row[1:] for row in con.execute(_STATUSES, {"ids": [row[0] for row in rows]}).fetchall()}
    return [_of_machine(row, *latest.get(row[0], ("new", ""))) for row in rows]


def _of_machine(row: tuple[Any, ...], status: str, assignee: str) -> Claim:
    """A row of ``_MACHINE`` with the status that it has."""
    values: list[Any] = [*row[:-2], status, assignee, *row[-2:]]
    return Claim(*values)


def parts(con: duckdb.DuckDBPyConnection, claim_id: str) -> Parts:
    """What the machine found in the claim."""
    return Parts(
        dates=_rows(con, _DATES, claim_id, DateRow),
        quantities=_rows(con, _QUANTITIES, claim_id, QuantityRow),
        entities=list(dict.fromkeys(_rows(con, _ENTITIES, claim_id, str))),
        reasons=_rows(con, _REASONS, claim_id, ReasonRow),
        chain=_rows(con, _CHAIN, claim_id, Link),
    )


def reviews(con: duckdb.DuckDBPyConnection, claim_id: str) -> list[Review]:
    """Every review of the claim in the order in which they came."""
    sources: dict[str, list[ReviewSource]] = {}
    for review_id, *values in con.execute(_SOURCES, {"id": claim_id}).fetchall():
        sources.setdefault(review_id, []).append(ReviewSource(*values))
    found = []
    for review_id, seq, at, origin, overtaken, *said in con.execute(_REVIEWS, {"id": claim_id}).fetchall():
        row = FilledRow(claim_id, *said, tuple(sources.get(review_id, ())))  # type: ignore[call-arg]
        found.append(Review(review_id, seq, at, origin, overtaken, row))
    return found


def talk(con: duckdb.DuckDBPyConnection, claim_id: str) -> Talk:
    """What people said about the claim, and what happened to it."""
    return Talk(
        comments=_rows(con, _COMMENTS, claim_id, Said),
        replies=_rows(con, _REPLIES, claim_id, Said),
        history=_rows(con, _HISTORY, claim_id, Step),
        published=publications.of_claim(con, claim_id),
        corrections=corrections.standing(con, [claim_id]),
    )


_CLAIM = (
    "claim_id, article_id, article_version, start_char, end_char, claim_text, sentence_start, sentence_end, kind, "
    "checkable, check_worthiness, speaker, speaker_type, cue, stance, status, assignee, first_seen_at, "
    "extractor_version"
)
_MACHINE = _CLAIM.replace("status, assignee, ", "")
_STATUSES = (
    "SELECT claim_id, arg_max(status, seq), arg_max(assignee, seq) FROM desk_human.claim_statuses "
    "WHERE claim_id IN (SELECT unnest($ids::VARCHAR[])) GROUP BY claim_id"
)
_DATES = (
    "SELECT text, value, from_date, to_date, basis FROM desk_machine.claim_dates WHERE claim_id = $id ORDER BY position"
)
_QUANTITIES = "SELECT text, value, unit FROM desk_machine.claim_quantities WHERE claim_id = $id ORDER BY position"
_ENTITIES = "SELECT text FROM desk_machine.claim_entities WHERE claim_id = $id ORDER BY position"
_REASONS = (
    "SELECT feature, weight, text FROM desk_machine.claim_reasons WHERE claim_id = $id "
    "ORDER BY abs(weight) DESC, position"
)
_CHAIN = (
    "SELECT source_text, source_resolved, cue, direct FROM desk_machine.attributions "
    "WHERE claim_id = $id ORDER BY position"
)
_COMMENTS = "SELECT author, text, created_at FROM desk_human.comments WHERE claim_id = $id ORDER BY seq"
_REPLIES = (
    "SELECT recorded_by, text, recorded_at, state FROM desk_human.claimant_replies WHERE claim_id = $id ORDER BY seq"
)
_HISTORY = (
    "SELECT changed_at, changed_by, status, reason, assignee FROM desk_human.claim_statuses WHERE claim_id = $id "
    "ORDER BY seq"
)
_REVIEWS = (
    "SELECT review_id, seq, created_at, origin, overtaken_by IS NOT NULL, reviewer, verdict, "
    "coalesce(not_checkable_reason, ''), rationale, missing_context, role FROM desk_human.reviews "
    "WHERE claim_id = $id ORDER BY seq, review_id"
)
_SOURCES = (
    "SELECT review_id, url, title, publisher, coalesce(published_on::VARCHAR, ''), "
    "coalesce(accessed_on::VARCHAR, ''), archive_url, quote, stance, tier "
    "FROM desk_human.sources WHERE claim_id = $id ORDER BY review_id, position"
)


def _rows(con: duckdb.DuckDBPyConnection, sql: str, claim_id: str, make: Callable[..., T]) -> list[T]:
    rows: Iterable[tuple[Any, ...]] = con.execute(sql, {"id": claim_id}).fetchall()
    return [make(*row) for row in rows]
