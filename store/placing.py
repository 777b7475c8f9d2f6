"""Where claims stand in their articles: what corrections that were typed into a table are located by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from store.connection import Store
from store.locating import outermost


class _Words(NamedTuple):
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ClaimPlace:
    """A claim in its article; half-open offsets count in the present text, ``dates`` are its own words for days."""

    claim_id: str
    article_id: str
    start: int
    end: int
    sentence_start: int
    sentence_end: int
    speaker: str
    dates: tuple[str, ...] = ()


def claim_places(store: Store, claim_ids: Sequence[str]) -> dict[str, ClaimPlace]:
    """The places of these claims, those that the store does not know left out."""
    ids = {"ids": list(claim_ids)}
    dates: dict[str, list[_Words]] = {}
    for claim_id, *words in store.con.execute(
        "SELECT claim_id, text, start_char, end_char FROM claim_dates "
        "WHERE claim_id IN (SELECT unnest($ids::VARCHAR[])) ORDER BY claim_id, position",
        ids,
    ).fetchall():
        dates.setdefault(claim_id, []).append(_Words(*words))
    rows = store.con.execute(
        "SELECT claim_id, article_id, start_char, end_char, sentence_start, sentence_end, coalesce(speaker, '') "
        "FROM claims WHERE claim_id IN (SELECT unnest($ids::VARCHAR[]))",
        ids,
    ).fetchall()
    words_of = {claim_id: tuple(one.text for one in outermost(found)) for claim_id, found in dates.items()}
    places = (ClaimPlace(*row) for row in rows)
    return {place.claim_id: replace(place, dates=words_of.get(place.claim_id, ())) for place in places}


def article_texts(store: Store, article_ids: Sequence[str]) -> dict[str, str]:
    """The present texts of these articles, those that the store does not know left out."""
    rows = store.con.execute(
        "SELECT article_id, text FROM articles WHERE article_id IN (SELECT unnest($ids::VARCHAR[]))",
        {"ids": list(article_ids)},
    ).fetchall()
    return dict(rows)
