"""The standards held against a review that is still being written: the checks' own SQL over what a form holds.

Nothing is written to the store, and nothing is judged in a second way: a form becomes the temporary tables that the
checks read, so that what one is told while working is what the gate says before publication.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from checks import ground
from checks.expectations import by_code
from store import standards
from store.standards import Rule
from store.types import FilledRow

_TABLES = (
    "judged_sources", "judged", "registered_hosts", "sources", "reviews", "claim_dates", "corrections",
    "claimant_replies", "archive_attempts", "source_addresses",
)  # fmt: skip
_OF_CLAIM = ("claim_dates", "corrections", "claimant_replies")
_FORM = "form"
"""The id of the review that a form would become."""
_JUDGED = """
CREATE OR REPLACE TEMP TABLE judged AS
SELECT $claim AS claim_id, $article AS article_id, $kind AS kind, $speaker AS speaker, $speaker_type AS speaker_type,
    $verdict AS verdict, $form AS review_id, $agreed::BOOLEAN AS agreed, $role AS role,
    regexp_matches($rationale, '\\p{L}') AS has_rationale,
    regexp_matches($missing, '\\p{L}') AS has_missing_context,
    nullif(lower(trim($outlet)), '') AS outlet, host_in($outlet_url) AS outlet_host
"""
_REVIEWS = """
CREATE OR REPLACE TEMP TABLE reviews AS
SELECT claim_id, reviewer, role, seq, answers_review_id FROM desk_human.reviews WHERE claim_id = $claim
UNION ALL SELECT $claim, $reviewer, $role, 9223372036854775807, NULL
"""
_SOURCES = """
CREATE OR REPLACE TEMP TABLE sources AS
SELECT $form || s.position AS source_id, $claim AS claim_id, $form AS review_id, s.url, s.publisher, s.archive_url,
    s.stance, s.tier, try_cast(nullif(s.published_on, '') AS DATE) AS published_on,
    try_cast(nullif(s.accessed_on, '') AS DATE) AS accessed_on
FROM (SELECT unnest($rows::STRUCT(position INTEGER, url VARCHAR, publisher VARCHAR, archive_url VARCHAR,
    stance VARCHAR, tier VARCHAR, published_on VARCHAR, accessed_on VARCHAR)[], recursive := true)) AS s
"""


@dataclass(frozen=True, slots=True)
class Subject:
    """The claim that a form is about, as the standards look at it; ``outlet`` and its address are the article's."""

    claim_id: str
    article_id: str
    kind: str
    speaker: str
    speaker_type: str
    outlet: str
    outlet_url: str


@dataclass(frozen=True, slots=True)
class Weighed:
    """A standard that is for the verdict of a form: ``met`` is None where a blind reader may not be told."""

    rule: Rule
    met: bool | None


def weigh(
    con: duckdb.DuckDBPyConnection, subject: Subject, row: FilledRow, verdicts: Mapping[str, str], *, blind: bool
) -> list[Weighed]:
    """The standards that are for a form's verdict, and which of them it meets.

    Temporary tables are made and dropped on the connection, so it must be the caller's own.

    Args:
        con: a connection to a store; reading is enough.
        subject: the claim.
        row: what the form holds, tidied as for saving; days that are none count as missing.
        verdicts: the last verdict of every reader whose review counts.
        blind: the writer must not learn what others found, so what depends on them is left open.

    Returns:
        The standards in the order of their codes; none before a verdict is chosen.
    """
    rules = [rule for rule in standards.load().rules if row.verdict in rule.verdicts]
    if not rules:
        return []
    sql = {code: expectation.sql for code, expectation in by_code().items()}
    with _ground(con, subject, row, verdicts):
        return [
            Weighed(rule, None if blind and rule.needs == "store" else con.execute(sql[rule.code]).fetchone() is None)
            for rule in rules
        ]


@contextmanager
def _ground(
    con: duckdb.DuckDBPyConnection, subject: Subject, row: FilledRow, verdicts: Mapping[str, str]
) -> Iterator[None]:
    try:
        ground.make_macros(con)
        _make(con, subject, row, verdicts)
        yield
    finally:
        for name in _TABLES:
            with suppress(duckdb.Error):
                con.execute(f"DROP TABLE IF EXISTS temp.{name}")
        ground.drop_macros(con)


def _make(con: duckdb.DuckDBPyConnection, subject: Subject, row: FilledRow, verdicts: Mapping[str, str]) -> None:
    role = row.role or "checker"
    agreed = len({*({**verdicts, row.reviewer: row.verdict}).values()}) == 1
    con.execute(_REVIEWS, {"claim": subject.claim_id, "reviewer": row.reviewer, "role": role})
    con.execute(_SOURCES, {"form": _FORM, "claim": subject.claim_id, "rows": _rows(row)})
    for name in _OF_CLAIM:
        con.execute(f"CREATE TEMP TABLE {name} AS SELECT * FROM {name} WHERE claim_id = $id", {"id": subject.claim_id})  # noqa: S608
    _narrow_addresses(con, [source.url for source in row.sources if not source.archive_url.strip()])
    con.execute(
        _JUDGED,
        {
            "claim": subject.claim_id, "article": subject.article_id, "kind": subject.kind, "speaker": subject.speaker,
            "speaker_type": subject.speaker_type, "verdict": row.verdict, "form": _FORM, "agreed": agreed, "role": role,
            "rationale": row.rationale, "missing": row.missing_context, "outlet": subject.outlet,
            "outlet_url": subject.outlet_url,
        },
    )  # fmt: skip
    ground.name_sources(con)


def _rows(row: FilledRow) -> list[dict[str, Any]]:
    names = ("url", "publisher", "archive_url", "stance", "tier")
    return [
        {"position": n, **{name: getattr(source, name) for name in names},
         "published_on": _day(source.published_on), "accessed_on": _day(source.accessed_on)}
        for n, source in enumerate(row.sources)
    ]  # fmt: skip


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


def _narrow_addresses(con: duckdb.DuckDBPyConnection, urls: Sequence[str]) -> None:
    """Only attempts of the same hosts are looked at closely: comparing every address takes longer than the rest."""
    wanted = {"urls": list(urls)}
    con.execute(
        "CREATE TEMP TABLE source_addresses AS SELECT * FROM source_addresses "
        "WHERE url IN (SELECT unnest($urls::VARCHAR[]))",
        wanted,
    )
    con.execute(
        "CREATE TEMP TABLE archive_attempts AS WITH hosts AS (SELECT DISTINCT regexp_replace(host_in(address), "
        "'^www\\.', '') AS host FROM (SELECT unnest($urls::VARCHAR[]) AS address UNION SELECT address "
        "FROM source_addresses)) SELECT t.url, t.success, t.reason FROM desk_human.archive_attempts AS t "
        "WHERE EXISTS (SELECT 1 FROM hosts AS h WHERE h.host <> '' AND contains(lower(t.url), h.host))",
        wanted,
    )
