"""Sets failing rows aside after a check, and releases those that were mended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import duckdb

from checks.expectations import Expectation, by_code
from checks.ground import ground
from store import quality
from store.connection import Store
from store.types import CheckResult

# The article of a failing row, by what the row is.
_ARTICLE_OF = {
    "article": "SELECT article_id AS subject_id, article_id FROM desk_machine.articles",
    "claim": "SELECT claim_id AS subject_id, article_id FROM claims",
    "attribution": "SELECT article_id || '#' || position AS subject_id, article_id FROM desk_machine.attributions",
    "review": "SELECT r.review_id AS subject_id, c.article_id FROM desk_human.reviews AS r "
    "JOIN claims AS c ON c.claim_id = r.claim_id",
    "source": "SELECT s.source_id AS subject_id, c.article_id FROM desk_human.sources AS s "
    "JOIN claims AS c ON c.claim_id = s.claim_id",
    "store": "SELECT '' AS subject_id, '' AS article_id",
}


def update(
    store: Store,
    run_id: str,
    results: Sequence[CheckResult],
    at: datetime,
    *,
    article_ids: Sequence[str] | None = None,
) -> quality.Moved:
    """Sets aside the rows that fail, and releases those that were held and hold no more; all in one transaction.

    The SQL of the failed checks runs once more, so that no failing row passes through Python.

    Args:
        store: a writable store.
        run_id: the run whose checks these are.
        results: what the checks found; a check that is not among them changes nothing.
        at: the time that goes into the rows.
        article_ids: the articles that were checked; None for the whole store.

    Raises:
        ClaimdeskError: the store cannot be written; nothing is changed.
    """
    known = by_code()
    checked = [known[result.code] for result in results if result.code in known]
    failed = {result.code for result in results if not result.success}
    # A check of the whole store also releases what a check held that this version no longer has.
    codes = None if article_ids is None else [expectation.code for expectation in checked]
    with store.transaction() as con, ground(con, article_ids):
        con.execute(quality.FAILING_ROWS)
        try:
            for expectation in checked:
                if expectation.code in failed:
                    _collect(con, expectation)
            return quality.move(con, run_id, at, codes=codes)
        finally:
            con.execute("DROP TABLE IF EXISTS temp.failing_rows")


def _collect(con: duckdb.DuckDBPyConnection, expectation: Expectation) -> None:
    con.execute(
        "INSERT INTO failing_rows "  # noqa: S608 - our own text
        "WITH checked AS (SELECT article_id FROM checked_articles), "
        f"owners AS ({_ARTICLE_OF[expectation.subject]}), unexpected AS ({expectation.sql}) "
        "SELECT $code, $severity, $subject, u.id, coalesce(any_value(o.article_id), ''), $en, $ar "
        "FROM unexpected AS u LEFT JOIN owners AS o ON o.subject_id = u.id GROUP BY u.id",
        {
            "code": expectation.code,
            "severity": expectation.severity,
            "subject": expectation.subject,
            "en": expectation.en,
            "ar": expectation.ar,
        },
    )
