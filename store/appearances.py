"""Where else the words of a claim appeared: the same claim in other articles, however its letters are written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from store.connection import Store

MOST = 5
"""Appearances that are given of one claim, the latest first."""

# As people tell words apart: no vowel marks, one form of a letter, no case, marks as blanks.
_FOLDED = (
    "trim(regexp_replace(translate(regexp_replace(lower({}), '[\\x{{640}}\\x{{64B}}-\\x{{65F}}\\x{{670}}]', '', 'g'), "
    "'أإآىة', 'ااايه'), '[^\\p{{L}}\\p{{N}}]+', ' ', 'g'))"
)
_SQL = f"""
WITH asked AS (
    SELECT claim_id, article_id, {_FOLDED.format("claim_text")} AS words
    FROM claims WHERE claim_id IN (SELECT unnest($ids::VARCHAR[]))
),
sizes AS (SELECT min(length(words)) AS least, max(length(words)) AS most FROM asked),
found AS (
    SELECT a.claim_id AS asked_id, c.claim_id, c.article_id, c.status
    FROM asked AS a
    JOIN (
        SELECT claim_id, article_id, status, {_FOLDED.format("claim_text")} AS words
        FROM claims, sizes
        -- Folding shortens a text by its marks, seldom to less than half.
        WHERE checkable AND status <> 'withdrawn' AND length(claim_text) BETWEEN least AND 2 * most + 20
    ) AS c ON c.words = a.words AND c.article_id <> a.article_id
)
SELECT f.asked_id, f.claim_id, r.outlet, r.title, r.published_at::DATE::VARCHAR, coalesce(v.verdict, '')
FROM found AS f
JOIN articles AS r ON r.article_id = f.article_id
LEFT JOIN verdicts AS v ON v.claim_id = f.claim_id AND f.status IN ('decided', 'published')
QUALIFY row_number() OVER (PARTITION BY f.asked_id ORDER BY r.published_at DESC NULLS LAST, f.claim_id) <= $most
ORDER BY f.asked_id, r.published_at DESC NULLS LAST, f.claim_id
"""  # noqa: S608 - our own text


@dataclass(frozen=True, slots=True)
class Appearance:
    """The same words in another article; ``published_on`` is YYYY-MM-DD or empty, ``verdict`` empty while undecided."""

    claim_id: str
    outlet: str
    title: str
    published_on: str
    verdict: str


def appearances(store: Store, claim_ids: Sequence[str]) -> dict[str, list[Appearance]]:
    """For each of these claims that has some: where else its words stand, at most ``MOST``, the latest first.

    Claims of the same article and withdrawn ones are left out. One look at the store, however many are asked for.
    """
    found: dict[str, list[Appearance]] = {}
    if not claim_ids:
        return found
    for asked, *row in store.con.execute(_SQL, {"ids": list(claim_ids), "most": MOST}).fetchall():
        claim_id, outlet, title, day, verdict = row
        found.setdefault(asked, []).append(Appearance(claim_id, outlet or "", title or "", day or "", verdict))
    return found


def without_verdict(appearance: Appearance) -> Appearance:
    """For a reader who must not know what others decided."""
    return replace(appearance, verdict="")
