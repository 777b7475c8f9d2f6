"""What stands outside: the published verdicts with the claims that they are about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb

_FILE = Path(__file__).with_suffix(".sql")


@dataclass(frozen=True, slots=True)
class Appearance:
    """An article in which a claim stands; ``published`` is the ISO time as printed, empty where unknown."""

    url: str
    title: str
    outlet: str
    published: str


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction of a published verdict: what it was before, what readers are told, and when (UTC)."""

    before: str
    note: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Published:
    """A claim whose verdict left the house.

    ``action`` is the last one (published, corrected or retracted); ``claim_text`` and ``speaker`` are as people
    corrected them; ``appearances`` begins with the article that the claim was found in, ``first`` is the earliest;
    ``published_at`` is when it was first published, or published again after a retraction; times are UTC.
    """

    claim_id: str
    action: str
    verdict: str
    not_checkable_reason: str
    url: str
    note: str
    published_at: datetime
    changed_at: datetime
    claim_text: str
    speaker: str | None
    speaker_type: str
    language: str
    article_id: str
    outlet: str
    article_url: str
    said_on: str
    appearances: tuple[Appearance, ...]
    first: Appearance | None
    corrections: tuple[Correction, ...]


def published(con: duckdb.DuckDBPyConnection, claim_ids: Sequence[str] | None = None) -> list[Published]:
    """Every claim that was ever published, in the order of its last change; ``claim_ids`` narrows it."""
    rows = con.execute(_FILE.read_text("utf-8"), {"only": None if claim_ids is None else list(claim_ids)}).fetchall()
    return [_published(row) for row in rows]


def latest(con: duckdb.DuckDBPyConnection, most: int) -> tuple[int, list[str]]:
    """How many claims were ever published, and those that changed last."""
    rows = con.execute(
        "SELECT count(*) OVER (), claim_id FROM desk_human.publications GROUP BY claim_id "
        "ORDER BY max(seq) DESC LIMIT $most",
        {"most": most},
    ).fetchall()
    return (rows[0][0] if rows else 0), [row[1] for row in rows]


def _published(row: tuple[Any, ...]) -> Published:
    *plain, own, others, history = row
    here = Appearance(*(own[name] or "" for name in ("url", "title", "outlet", "published")))
    seen = [Appearance(*(found[name] or "" for name in ("url", "title", "outlet", "published"))) for found in others]
    dated = sorted((found for found in [here, *seen] if found.published), key=lambda found: found.published[:10])
    first = dated[0] if dated else None
    return Published(*(*plain, (here, *seen), first, tuple(_corrections(history))))


def _corrections(history: Sequence[dict[str, Any]]) -> list[Correction]:
    found = []
    for before, after in pairwise(history):
        if after["action"] == "corrected":
            found.append(Correction(before["verdict"], after["note"], after["at"]))
    return found
