"""The queue of claims: filtered, sorted, and paged by where the last page ended, not by counting rows."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import duckdb

from extractors.errors import ClaimdeskError
from store.queue_plan import ARTICLES, MACHINE_ROWS, NOBODY, OPEN, ROWS, Filters, Plan

__all__ = ["NOBODY", "OPEN", "Filters", "Page", "Waiting", "choices", "page"]

PAGE = 50
"""Claims on a page."""
SORTS = {
    "score": ("check_worthiness", "DESC", "DOUBLE"),
    "newest": ("published", "DESC", "TIMESTAMP"),
    "oldest": ("published", "ASC", "TIMESTAMP"),
    "waiting": ("first_seen_at", "ASC", "TIMESTAMP"),
}
"""Name of an order to its column, direction and type."""


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
    plan = Plan.of(con, filters, SORTS[filters.sort], mark=_mark(after) if after else None)
    values = plan.values | {"limit": size + 1}
    window = plan.first_window * size
    while True:
        try:
            found = con.execute(plan.sql, {**values, "window": window}).fetchall()
        except duckdb.ConversionException as error:
            raise _no_such_page() from error
        if len(found) > size or window >= _WHOLE:
            break
        window = window * _WIDER if window < _LAST_WINDOW else _WHOLE
    rows = list(_rows(con, found[:size]))
    return Page(rows, _made_mark(rows[-1], SORTS[filters.sort][0]) if len(found) > size else "")


def _rows(con: duckdb.DuckDBPyConnection, chosen: Sequence[tuple[Any, ...]]) -> Iterator[Waiting]:
    """The chosen claims with their words and articles, looked up only now that they are few."""
    places = [row[1] for row in chosen if row[1] is not None]
    claims = con.execute(MACHINE_ROWS, {"places": places}).fetchall() if places else []
    words = {row[0]: row[1:] for row in claims}
    # Those that people added have no place; nor has any where the store keeps none, or moved its rows just now.
    if others := [row[0] for row in chosen if row[0] not in words]:
        words |= {row[0]: row[1:] for row in con.execute(ROWS, {"ids": others}).fetchall()}
    ids = sorted({row[5] for row in chosen})
    articles = {(row[0], row[1]): row[2:] for row in con.execute(ARTICLES, {"ids": ids}).fetchall()}
    for claim_id, _, status, assignee, disputed, article_id, version in chosen:
        text, kind, worth, speaker, seen = words[claim_id]
        outlet, title, language, published = articles[(article_id, version)]
        yield Waiting(claim_id, text, kind, worth, speaker, status, assignee, article_id, outlet, title, language,
                      published, seen, disputed)  # fmt: skip


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


_WIDER, _LAST_WINDOW, _WHOLE = 64, 60_000, 1 << 40


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
