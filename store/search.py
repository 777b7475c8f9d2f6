"""Full-text search over claims, speakers and sources: Arabic and English, folded and stemmed, best matches first.

DuckDB's ``fts`` gives the stemmers and the inverted index. Its index is not incremental and DuckLake cannot hold it,
so it lives in a folder of its own (``store.search_index``), and rows that came later are scanned until it is renewed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from extractors.errors import ClaimdeskError
from extractors.normalise import fold
from store import search_index
from store.connection import Store

KINDS = ("claim", "speaker", "source")
MOST_WORDS = 32
# Okapi BM25 with the usual constants (Robertson and Zaragoza 2009, The Probabilistic Relevance Framework).
_K1, _B = 1.2, 0.75
# A word that a tenth of all texts have says next to nothing beside rarer ones, and costs the most to look up.
_COMMON, _FEW = 0.1, 1000

_SCORED = """
WITH asked AS (SELECT unnest($ids::BIGINT[]) AS termid, unnest($idfs::DOUBLE[]) AS idf),
found AS (
    SELECT docid, termid, count(*) AS tf FROM fts_main_docs.terms
    WHERE termid IN (SELECT unnest($ids::BIGINT[])) GROUP BY docid, termid
),
scored AS (
    SELECT f.docid, any_value(d.name) AS id, count(*) AS words,
        sum(a.idf * f.tf * ($k1 + 1) / (f.tf + $k1 * (1 - $b + $b * d.len / $mean))) AS score
    FROM found AS f
    JOIN asked AS a ON a.termid = f.termid
    JOIN fts_main_docs.docs AS d ON d.docid = f.docid
    GROUP BY f.docid
)
SELECT id, words, score FROM scored {wanted} ORDER BY words DESC, score DESC, id LIMIT $limit
"""
# Joined only when something is to be left out, and never with the texts: that join costs more than the rest.
_WANTED = (
    "JOIN docs USING (id) WHERE kind IN (SELECT unnest($kinds::VARCHAR[])) "
    "AND ($language IS NULL OR language = $language)"
)
_SHOWN = "SELECT id, kind, ref, claim_id, language, text FROM docs WHERE id IN (SELECT unnest($ids::BIGINT[]))"


# Every word as it was typed, wherever it stands ({all}); what the index would not find anew is left to it.
_OF_LANGUAGE = (
    "($language IS NULL OR EXISTS (SELECT 1 FROM desk_machine.article_versions AS v WHERE v.article_id = c.article_id "
    "AND v.version = c.article_version AND v.language = $language))"
)
_PLAIN = {
    "claim": "SELECT 'claim', c.claim_id, c.claim_id, v.language, c.text FROM (SELECT * FROM (SELECT claim_id, "  # noqa: S608
    "article_id, article_version, claim_text AS text FROM desk_machine.claims UNION ALL SELECT CASE kind WHEN 'add' "
    "THEN claim_id ELSE value END, article_id, article_version, text FROM desk_human.corrections "
    f"WHERE kind IN ('add', 'split') AND position >= 0) AS c WHERE {{all}} AND {_OF_LANGUAGE} LIMIT $limit) AS c "
    "JOIN desk_machine.article_versions AS v ON v.article_id = c.article_id AND v.version = c.article_version",
    "speaker": "SELECT 'speaker', c.text, '', '', c.text FROM (SELECT speaker AS text, article_id, article_version "  # noqa: S608
    f"FROM desk_machine.claims WHERE speaker <> '') AS c WHERE {{all}} AND {_OF_LANGUAGE} "
    "GROUP BY c.text ORDER BY c.text LIMIT $limit",
    "source": "SELECT 'source', s.source_id, s.claim_id, '', s.text FROM (SELECT source_id, claim_id, "  # noqa: S608
    "concat_ws(' · ', nullif(title, ''), nullif(publisher, ''), nullif(quote, ''), url) AS text "
    "FROM desk_human.sources) AS s WHERE {all} AND ($language IS NULL OR EXISTS (SELECT 1 FROM desk_machine.claims "
    f"AS c WHERE c.claim_id = s.claim_id AND {_OF_LANGUAGE})) LIMIT $limit",
}


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was found.

    ``kind`` is claim, speaker or source; ``id`` the claim's id, the speaker's name or the source's id; ``claim_id``
    the claim that a claim or source belongs to, empty for a speaker; ``score`` grows with the match and compares
    hits of one search only.
    """

    kind: str
    id: str
    claim_id: str
    language: str
    text: str
    score: float


def search(
    store: Store, text: str, kinds: Sequence[str] = KINDS, language: str | None = None, limit: int = 50
) -> list[Hit]:
    """What matches the words of a text; hits with more of the words come first, then by BM25.

    Args:
        store: an open store; it may be read-only.
        text: words in Arabic or English; hamza, vowel marks and endings need not agree.
        kinds: which of claim, speaker and source to look for.
        language: only what stands in articles of this language (ISO 639 code).
        limit: the most hits.

    Raises:
        ClaimdeskError: no such kind, or the index can be written nowhere.
    """
    words = _asked(text, kinds)
    if not words or limit < 1:
        return []
    with search_index.opened(store) as index:
        return _best(index, words, kinds, language, limit)


def search_now(
    store: Store, text: str, kinds: Sequence[str] = KINDS, language: str | None = None, limit: int = 50
) -> tuple[list[Hit], str]:
    """As :func:`search`, but never makes the index first, which takes half a minute at a million claims.

    Returns:
        The hits, and how they were found: ``indexed``; ``renewing`` where the index is due to be made anew and may lack
        what came last; ``plain`` where there is none yet, so that the words were matched as they are.
    """
    words = _asked(text, kinds)
    if not words or limit < 1:
        return [], "indexed"
    with search_index.opened_as_it_is(store) as (index, fresh):
        if index is not None:
            return _best(index, words, kinds, language, limit), "indexed" if fresh else "renewing"
    typed = {f"w{n}": word for n, word in enumerate(text.lower().split()[:MOST_WORDS])}
    every = " AND ".join(f"contains(lower(text), ${name})" for name in typed)
    wanted = {**typed, "language": language, "limit": limit}
    rows = [
        row
        for kind in KINDS
        if kind in kinds
        for row in store.con.execute(_PLAIN[kind].format(all=every), wanted).fetchall()
    ]
    return [Hit(kind, ref, claim, spoken, said, 1.0) for kind, ref, claim, spoken, said in rows[:limit]], "plain"


def _asked(text: str, kinds: Sequence[str]) -> list[str]:
    wrong = [kind for kind in kinds if kind not in KINDS]
    if wrong:
        raise ClaimdeskError(f"{wrong[0]!r} is nothing that can be searched", allowed=", ".join(KINDS))
    return search_index.words(fold(text))[:MOST_WORDS]


def _best(
    index: search_index.Index, words: list[str], kinds: Sequence[str], language: str | None, limit: int
) -> list[Hit]:
    terms = index.stemmed(words)
    rows = _indexed(index.con, terms, kinds, language, limit)
    rows += [row for row in _scanned(index, terms, language) if row[0] in kinds]
    rows.sort(key=lambda row: (-row[6], -row[5], row[0], row[1]))
    return [Hit(*row[:6]) for row in rows[:limit]]


def _indexed(
    con: duckdb.DuckDBPyConnection, terms: list[str], kinds: Sequence[str], language: str | None, limit: int
) -> list[tuple[Any, ...]]:
    counted = con.execute("SELECT num_docs, avgdl FROM fts_main_docs.stats").fetchone()
    known = con.execute(
        "SELECT termid, df, ln(($n - df + 0.5) / (df + 0.5) + 1) FROM fts_main_docs.dict "
        "WHERE term IN (SELECT unnest($terms::VARCHAR[])) ORDER BY df, termid",
        {"terms": terms, "n": counted[0] if counted else 0},
    ).fetchall()
    if not known or counted is None:
        return []
    kept = [row for row in known if row[1] <= max(_FEW, _COMMON * counted[0])] or known[:1]
    values: dict[str, Any] = {
        "ids": [row[0] for row in kept],
        "idfs": [row[2] for row in kept],
        "k1": _K1,
        "b": _B,
        "mean": counted[1] or 1.0,
        "limit": limit,
    }
    everything = language is None and set(kinds) == set(KINDS)
    if not everything:
        values |= {"kinds": list(kinds), "language": language}
    best = con.execute(_SCORED.format(wanted="" if everything else _WANTED), values).fetchall()
    shown = con.execute(_SHOWN, {"ids": [row[0] for row in best]}).fetchall()
    about = {row[0]: row[1:] for row in shown}
    return [(*about[key], score, words) for key, words, score in best]


def _scanned(index: search_index.Index, terms: list[str], language: str | None) -> list[tuple[Any, ...]]:
    """Rows that the index does not have yet; each word counts one, which puts the newest among equals first."""
    found = []
    for kind, ref, claim_id, spoken, text in index.later:
        if language is None or spoken == language:
            shared = len(set(index.stemmed(search_index.words(fold(text)))) & set(terms))
            if shared:
                found.append((kind, ref, claim_id, spoken, text, float(shared), shared))
    return found
