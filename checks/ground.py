"""What the SQL of the checks stands on: the articles that are checked, final verdicts, and who owns which host."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

import duckdb

from store.addresses import site_of

_TABLES = ("judged_sources", "judged", "registered_hosts", "checked_articles")
_MACROS = ("plain_address", "host_in")
# Views that a single article's checks read, by what ties their rows to an article.
_OF_ARTICLES = ("article_versions", "attributions", "claims", "articles")
_OF_CLAIMS = (
    "claim_dates", "claim_quantities", "claim_entities", "claim_reasons", "reviews", "sources",
    "corrections", "claimant_replies", "verdicts",
)  # fmt: skip
# Up to so many ids a list is looked through faster than a join is set up.
_FEW = 64
_MACRO_SQL = (
    "CREATE OR REPLACE TEMP MACRO host_in(address) AS "
    "lower(regexp_extract(address, '^\\s*https?://(?:[^/?#@\\s]*@)?([^/?#:\\s]+)', 1))",
    # Archiving normalises an address; this much of it both have in common.
    "CREATE OR REPLACE TEMP MACRO plain_address(address) AS "
    "regexp_replace(regexp_replace(trim(address), '#.*$', ''), '(?i)^https?://(www\\.)?|/+$', '', 'g')",
)

_JUDGED = """
CREATE OR REPLACE TEMP TABLE judged AS
SELECT DISTINCT
    c.claim_id, c.article_id, c.kind, c.speaker, c.speaker_type, v.verdict, v.review_id, v.agreed, r.role,
    regexp_matches(v.rationale, '\\p{L}') AS has_rationale,
    regexp_matches(v.missing_context, '\\p{L}') AS has_missing_context,
    nullif(lower(trim(a.outlet)), '') AS outlet, host_in(a.url) AS outlet_host
FROM claims AS c
SEMI JOIN checked_articles AS k ON k.article_id = c.article_id
LEFT JOIN articles AS a ON a.article_id = c.article_id
LEFT JOIN verdicts AS v ON v.claim_id = c.claim_id
LEFT JOIN reviews AS r ON r.review_id = v.review_id
WHERE CASE WHEN $ids IS NULL THEN c.status IN ('decided', 'published') ELSE list_contains($ids, c.claim_id) END
"""
_JUDGED_SOURCES = """
CREATE OR REPLACE TEMP TABLE judged_sources AS
WITH given AS (
    SELECT
        s.source_id, s.claim_id, j.verdict, j.kind, s.url, s.stance, s.tier, s.published_on, s.accessed_on,
        s.archive_url, j.outlet, o.registered AS outlet_host, coalesce(h.registered, '') AS host,
        nullif(lower(trim(s.publisher)), '') AS publisher
    FROM sources AS s JOIN judged AS j ON j.review_id = s.review_id AND j.claim_id = s.claim_id
    LEFT JOIN registered_hosts AS h ON h.host = host_in(s.url)
    LEFT JOIN registered_hosts AS o ON o.host = j.outlet_host
)
SELECT * REPLACE (coalesce(publisher, host) AS publisher),
    coalesce(host = outlet_host, false) OR coalesce(publisher = outlet, false) AS is_outlet
FROM given
"""


@contextmanager
def ground(
    con: duckdb.DuckDBPyConnection,
    article_ids: Sequence[str] | None,
    claim_ids: Sequence[str] | None = None,
    *,
    narrow: bool = False,
) -> Iterator[None]:
    """Makes the temporary tables that the checks' SQL names, and takes them away at the end.

    Args:
        con: a connection to a store; reading is enough.
        article_ids: the articles that are checked; None for all.
        claim_ids: hold these claims to the standards, whatever their status; None for those with a final verdict.
        narrow: let the names of the views mean the rows of the checked articles alone, until :func:`widen`.
    """
    try:
        _choose_articles(con, article_ids)
        make_macros(con)
        if narrow:
            _narrow(con)
        con.execute(_JUDGED, {"ids": None if claim_ids is None else list(claim_ids)})
        name_sources(con)
        yield
    finally:
        widen(con)
        for name in _TABLES:
            with suppress(duckdb.Error):
                con.execute(f"DROP TABLE IF EXISTS temp.{name}")
        drop_macros(con)


def make_macros(con: duckdb.DuckDBPyConnection) -> None:
    """The macros that the checks' SQL names."""
    for macro in _MACRO_SQL:
        con.execute(macro)


def drop_macros(con: duckdb.DuckDBPyConnection) -> None:
    """Takes the macros away."""
    for name in _MACROS:
        with suppress(duckdb.Error):
            con.execute(f"DROP MACRO IF EXISTS temp.{name}")


def name_sources(con: duckdb.DuckDBPyConnection) -> None:
    """Makes ``judged_sources`` of ``judged`` and ``sources``: who owns each host, and which is the article's outlet."""
    _name_owners(con)
    con.execute(_JUDGED_SOURCES)


def widen(con: duckdb.DuckDBPyConnection) -> None:
    """Gives the names of the views their own meaning back."""
    for name in (*_OF_CLAIMS, *_OF_ARTICLES):
        with suppress(duckdb.Error):
            con.execute(f"DROP TABLE IF EXISTS temp.{name}")


def _narrow(con: duckdb.DuckDBPyConnection) -> None:
    """A temporary table goes before a view of the same name, so the same SQL reads a few rows instead of all."""
    articles = [row[0] for row in con.execute("SELECT article_id FROM checked_articles").fetchall()]
    rows = con.execute("SELECT claim_id FROM claims WHERE list_contains($ids, article_id)", {"ids": articles})
    claims = [row[0] for row in rows.fetchall()]
    for names, key, ids in ((_OF_CLAIMS, "claim_id", claims), (_OF_ARTICLES, "article_id", articles)):
        few = len(ids) <= _FEW
        for name in names:
            # Unlike a join, a condition on a list also reaches what lies under the windows and groups of a view.
            chosen = (
                f"list_contains($ids, {key})"
                if few or name == "verdicts"
                else f"{key} IN (SELECT unnest($ids::VARCHAR[]))"
            )
            con.execute(f"CREATE TEMP TABLE {name} AS SELECT * FROM {name} WHERE {chosen}", {"ids": ids})  # noqa: S608


def _choose_articles(con: duckdb.DuckDBPyConnection, article_ids: Sequence[str] | None) -> None:
    """A temporary list, so that ids reach SQL as bound values and never as text."""
    con.execute("CREATE OR REPLACE TEMP TABLE checked_articles (article_id VARCHAR)")
    if article_ids is None:
        con.execute("INSERT INTO checked_articles SELECT DISTINCT article_id FROM desk_machine.articles")
    else:
        con.execute("INSERT INTO checked_articles SELECT DISTINCT unnest($ids::VARCHAR[])", {"ids": list(article_ids)})


def _name_owners(con: duckdb.DuckDBPyConnection) -> None:
    """Every host once through the list of public suffixes, which SQL does not have."""
    hosts = con.execute(
        "SELECT outlet_host AS host FROM judged UNION "
        "SELECT host_in(s.url) FROM sources AS s JOIN judged AS j ON j.review_id = s.review_id"
    ).fetchall()
    named = [host for (host,) in hosts if host]
    con.execute(
        "CREATE OR REPLACE TEMP TABLE registered_hosts AS "
        "SELECT unnest($hosts::VARCHAR[]) AS host, unnest($owners::VARCHAR[]) AS registered",
        {"hosts": named, "owners": [site_of(host.removeprefix("www.")) or host for host in named]},
    )
