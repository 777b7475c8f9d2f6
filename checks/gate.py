"""The gate before publication: the checks' own SQL over a few claims, without Great Expectations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from checks.expectations import Expectation, all_expectations
from checks.ground import ground, widen
from extractors.errors import ClaimdeskError
from store import standards

_SUBJECTS_OF = {
    "claim": "SELECT claim_id AS subject_id, claim_id FROM judged",
    "article": "SELECT article_id AS subject_id, claim_id FROM judged",
    # An earlier review that no longer decides, and its sources, keep nobody from publishing.
    "review": "SELECT review_id AS subject_id, claim_id FROM judged",
    "source": "SELECT source_id AS subject_id, claim_id FROM judged_sources",
    # One that names a claim of another article says nothing of that claim, but of its own article.
    "attribution": "SELECT t.article_id || '#' || t.position AS subject_id, j.claim_id "
    "FROM attributions AS t JOIN judged AS j ON j.article_id = t.article_id "
    "LEFT JOIN claims AS c ON c.claim_id = t.claim_id AND c.article_id = t.article_id "
    "WHERE coalesce(c.claim_id, j.claim_id) = j.claim_id",
    "store": "SELECT claim_id AS subject_id, claim_id FROM judged",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check says about a claim: what should hold and does not, and what to do about it ("" where plain)."""

    code: str
    severity: str
    sentence: str
    sentence_ar: str
    hint: str = ""
    hint_ar: str = ""

    @property
    def blocks(self) -> bool:
        """Whether the claim may not be published before this is mended."""
        return self.severity != "warns"


def publication_findings(con: duckdb.DuckDBPyConnection, claim_ids: Sequence[str]) -> dict[str, list[Finding]]:
    """What stands between claims and their publication, and what warns: checks of the claims, articles, sources.

    Nothing is written. Temporary tables are made and dropped on the connection, so it must be the caller's own.

    Args:
        con: a connection to a store.
        claim_ids: the claims that are to be published, whatever their status.

    Returns:
        Every given claim with its findings, the blocking ones first; an empty list lets it pass.

    Raises:
        ClaimdeskError: the store does not know one of the claims.
    """
    found: dict[str, list[Finding]] = {claim_id: [] for claim_id in claim_ids}
    if not found:
        return {}
    # How an article compares with others of its outlet says nothing of this claim.
    chosen = [e for e in all_expectations() if not e.whole and not (e.beyond and e.subject == "article")]
    with ground(con, _articles_of(con, list(found)), list(found), narrow=True):
        for expectation in chosen:
            if not expectation.beyond:
                _note(con, expectation, found)
        widen(con)
        for expectation in chosen:
            if expectation.beyond:
                _note(con, expectation, found)
    rank = {expectation.code: number for number, expectation in enumerate(chosen)}
    return {key: sorted(findings, key=lambda f: (not f.blocks, rank[f.code])) for key, findings in found.items()}


def _articles_of(con: duckdb.DuckDBPyConnection, claim_ids: list[str]) -> list[str]:
    rows = con.execute(
        "SELECT claim_id, article_id FROM claims WHERE claim_id IN (SELECT unnest($ids::VARCHAR[]))",
        {"ids": claim_ids},
    ).fetchall()
    unknown = set(claim_ids).difference(row[0] for row in rows)
    if unknown:
        raise ClaimdeskError(f"the store knows no claim {min(unknown)}")
    return sorted({row[1] for row in rows})


def _note(con: duckdb.DuckDBPyConnection, expectation: Expectation, found: dict[str, list[Finding]]) -> None:
    rows = con.execute(
        "WITH checked AS (SELECT article_id FROM checked_articles), "  # noqa: S608 - our own text
        f"subjects AS ({_SUBJECTS_OF[expectation.subject]}), unexpected AS ({expectation.sql}) "
        "SELECT DISTINCT s.claim_id FROM unexpected AS u JOIN subjects AS s ON s.subject_id = u.id"
    ).fetchall()
    for (claim_id,) in rows:
        found[claim_id].append(_finding(expectation))


def _finding(expectation: Expectation) -> Finding:
    rules = {rule.code: rule for rule in standards.load().rules}
    rule = rules.get(expectation.code)
    hints = (rule.hint, rule.hint_ar) if rule else ("", "")
    return Finding(expectation.code, expectation.severity, expectation.en, expectation.ar, *hints)
