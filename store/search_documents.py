"""What can be searched: claims, speakers and sources as documents, and how many there are of them."""

from __future__ import annotations

from store.connection import Store

DOCUMENTS = {
    "claim": "SELECT 'claim' AS kind, c.claim_id AS ref, c.claim_id, coalesce(v.language, '') AS language, "
    "c.claim_text AS text FROM claims AS c LEFT JOIN desk_machine.article_versions "
    "AS v ON v.article_id = c.article_id AND v.version = c.article_version WHERE {condition}",
    "speaker": "SELECT 'speaker', c.speaker, '', coalesce(min(v.language), ''), c.speaker "
    "FROM claims AS c LEFT JOIN desk_machine.article_versions AS v ON v.article_id = c.article_id "
    "AND v.version = c.article_version WHERE c.speaker IS NOT NULL AND {condition} GROUP BY c.speaker",
    "source": "SELECT 'source', s.source_id, s.claim_id, coalesce(v.language, ''), "
    "concat_ws(' · ', nullif(s.title, ''), nullif(s.publisher, ''), nullif(s.quote, ''), s.url) "
    "FROM desk_human.sources AS s LEFT JOIN desk_human.reviews AS r ON r.review_id = s.review_id "
    "LEFT JOIN desk_machine.claims AS c ON c.claim_id = s.claim_id LEFT JOIN desk_machine.article_versions AS v "
    "ON v.article_id = c.article_id AND v.version = c.article_version WHERE {condition}",
}
# What is there, part by part: a part is a run that found claims, or a sheet that brought sources.
PARTS = (
    "SELECT 'claim' AS kind, part, sum(n)::BIGINT FROM (SELECT first_run_id AS part, count(*) AS n "
    "FROM desk_machine.claims GROUP BY ALL UNION ALL SELECT '', count(DISTINCT CASE kind WHEN 'add' THEN claim_id "
    "ELSE value END) FROM desk_human.corrections WHERE kind IN ('add', 'split') AND position >= 0) GROUP BY part "
    "UNION ALL SELECT 'source', r.sheet_id, count(*) FROM desk_human.sources AS s "
    "JOIN desk_human.reviews AS r ON r.review_id = s.review_id GROUP BY r.sheet_id"
)


def counted(store: Store) -> tuple[int, int, int]:
    """How many rows there are of what is indexed: none is ever taken away, so the same counts mean nothing new."""
    row = store.con.execute(
        "SELECT (SELECT count(*) FROM desk_machine.claims), (SELECT count(*) FROM desk_human.sources), "
        "(SELECT count(*) FROM desk_human.corrections)"
    ).fetchone()
    return row or (0, 0, 0)


def read(store: Store, kind: str, condition: str, parts: list[str]) -> list[tuple[str, str, str, str, str]]:
    """The documents of a kind that meet a condition on their part (``$parts``): kind, ref, claim_id, language, text."""
    sql = DOCUMENTS[kind].format(condition=condition)
    return [row[:5] for row in store.con.execute(sql, {"parts": parts}).fetchall()]
