"""Where claims stand in their articles: what corrections that were typed into a table are located by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from store.connection import Store


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

    def within(self) -> list[tuple[int, int]]:
        """Where the words of a correction are sought first: in the claim, then in its sentence."""
        return [(self.start, self.end), (self.sentence_start, self.sentence_end)]


def claim_places(store: Store, claim_ids: Sequence[str]) -> dict[str, ClaimPlace]:
    """The places of these claims, those that the store does not know left out."""
    rows = store.con.execute(
        "SELECT c.claim_id, c.article_id, c.start_char, c.end_char, c.sentence_start, c.sentence_end, "
        "coalesce(c.speaker, ''), coalesce(d.texts, []) FROM claims AS c LEFT JOIN ("
        "SELECT d.claim_id, list(d.text ORDER BY d.position) AS texts FROM claim_dates AS d "
        "WHERE d.claim_id IN (SELECT unnest($ids::VARCHAR[])) AND NOT EXISTS ("
        "SELECT 1 FROM claim_dates AS o WHERE o.claim_id = d.claim_id AND o.start_char <= d.start_char "
        "AND d.end_char <= o.end_char AND o.end_char - o.start_char > d.end_char - d.start_char) "
        "GROUP BY d.claim_id) AS d ON d.claim_id = c.claim_id "
        "WHERE c.claim_id IN (SELECT unnest($ids::VARCHAR[]))",
        {"ids": list(claim_ids)},
    ).fetchall()
    places = (ClaimPlace(*row) for row in rows)
    return {place.claim_id: replace(place, dates=tuple(place.dates)) for place in places}


def article_texts(store: Store, article_ids: Sequence[str]) -> dict[str, str]:
    """The present texts of these articles, those that the store does not know left out."""
    rows = store.con.execute(
        "SELECT article_id, text FROM articles WHERE article_id IN (SELECT unnest($ids::VARCHAR[]))",
        {"ids": list(article_ids)},
    ).fetchall()
    return dict(rows)
