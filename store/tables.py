"""The machine's tables: their columns, and the rows that an extraction gives for each."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import duckdb

from extractors.types import Article, Attribution, Claim, Extraction
from store.bulk import insert_rows
from store.clock import publication

Columns = Sequence[tuple[str, str]]
Row = tuple[Any, ...]


def columns_of(text: str) -> Columns:
    """ "a VARCHAR, b INTEGER" as pairs."""
    pairs = [item.split() for item in text.split(",")]
    return [(name, kind) for name, kind in pairs]


ARTICLES = columns_of(
    "article_id VARCHAR, version INTEGER, record_sha256 VARCHAR, extractor_version VARCHAR, "
    "language_supported BOOLEAN, ingested_at TIMESTAMP, run_id VARCHAR"
)
ARTICLE_VERSIONS = columns_of(
    "article_id VARCHAR, version INTEGER, record_sha256 VARCHAR, content_sha256 VARCHAR, url VARCHAR, outlet VARCHAR, "
    "title VARCHAR, author VARCHAR, published_iso VARCHAR, published_at TIMESTAMP, published_utc TIMESTAMP, "
    "language VARCHAR, text VARCHAR, ingested_at TIMESTAMP, run_id VARCHAR"
)
CLAIMS = columns_of(
    "claim_id VARCHAR, article_id VARCHAR, article_version INTEGER, position INTEGER, start_char INTEGER, "
    "end_char INTEGER, claim_text VARCHAR, sentence_start INTEGER, sentence_end INTEGER, sentence_text VARCHAR, "
    "kind VARCHAR, checkable BOOLEAN, check_worthiness DOUBLE, speaker VARCHAR, speaker_type VARCHAR, cue VARCHAR, "
    "stance VARCHAR, extractor_version VARCHAR, first_seen_at TIMESTAMP, first_run_id VARCHAR, run_id VARCHAR"
)
CLAIMS_KEEP = ("first_seen_at", "first_run_id")
"""What a later extraction of the same claim does not touch."""
_SPANS = "claim_id VARCHAR, position INTEGER, start_char INTEGER, end_char INTEGER, text VARCHAR"
CLAIM_DATES = columns_of(f"{_SPANS}, value VARCHAR, from_date DATE, to_date DATE, basis VARCHAR")
CLAIM_QUANTITIES = columns_of(f"{_SPANS}, value DOUBLE, unit VARCHAR")
CLAIM_ENTITIES = columns_of(f"{_SPANS}, label VARCHAR")
CLAIM_REASONS = columns_of("claim_id VARCHAR, position INTEGER, feature VARCHAR, weight DOUBLE, text VARCHAR")
ATTRIBUTIONS = columns_of(
    "article_id VARCHAR, position INTEGER, claim_id VARCHAR, source_start INTEGER, source_end INTEGER, "
    "source_text VARCHAR, source_resolved VARCHAR, cue_start INTEGER, cue_end INTEGER, cue VARCHAR, "
    "content_start INTEGER, content_end INTEGER, content_text VARCHAR, direct BOOLEAN"
)


def merge_rows(
    con: duckdb.DuckDBPyConnection,
    table: str,
    columns: Columns,
    key: str,
    rows: Sequence[Row],
    keep: Sequence[str] = (),
) -> None:
    """Updates the rows that are there by their key, and appends the others; ``keep`` names columns left as they are."""
    names = [name for name, _ in columns]
    updates = ", ".join(f"{name} = s.{name}" for name in names if name != key and name not in keep)
    shape = ", ".join(f"{name} {kind}" for name, kind in columns)
    con.execute(f"CREATE OR REPLACE TEMP TABLE incoming ({shape})")
    insert_rows(con, "incoming", columns, rows)
    con.execute(
        f"MERGE INTO {table} AS t USING incoming AS s ON t.{key} = s.{key} "  # noqa: S608 - our own names
        f"WHEN MATCHED THEN UPDATE SET {updates} "
        f"WHEN NOT MATCHED THEN INSERT ({', '.join(names)}) VALUES ({', '.join('s.' + name for name in names)})"
    )
    con.execute("DROP TABLE incoming")


def article_row(extraction: Extraction, version: int, digest: str, when: str, run_id: str) -> Row:
    """A row of ``articles``."""
    return (
        extraction.article.id,
        version,
        digest,
        extraction.extractor_version,
        extraction.language_supported,
        when,
        run_id,
    )


def article_version_row(article: Article, version: int, digest: str, when: str, run_id: str) -> Row:
    """A row of ``article_versions``."""
    wall_clock, moment = publication(article.published_at)
    content = hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest()
    return (
        article.id,
        version,
        digest,
        content,
        article.url,
        article.outlet,
        article.title,
        article.author,
        article.published_at,
        wall_clock.isoformat() if wall_clock else None,
        moment.isoformat() if moment else None,
        article.language,
        article.text,
        when,
        run_id,
    )


def claim_rows(extraction: Extraction, version: int, when: str, run_id: str) -> Iterator[Row]:
    """The rows of ``claims``, in the order of the text."""
    article = extraction.article
    for position, claim in enumerate(extraction.claims):
        sentence_start, sentence_end = claim.sentence
        yield (
            claim.claim_id,
            article.id,
            version,
            position,
            claim.start,
            claim.end,
            claim.text,
            sentence_start,
            sentence_end,
            article.text[sentence_start:sentence_end],
            claim.kind,
            claim.checkable,
            claim.check_worthiness,
            claim.speaker,
            claim.speaker_type,
            claim.cue,
            claim.stance,
            extraction.extractor_version,
            when,
            run_id,
            run_id,
        )


def _date_rows(claim: Claim) -> Iterator[Row]:
    for n, d in enumerate(claim.dates):
        yield claim.claim_id, n, d.start, d.end, d.text, d.value, d.from_date, d.to_date, d.basis


def _quantity_rows(claim: Claim) -> Iterator[Row]:
    for n, q in enumerate(claim.quantities):
        yield claim.claim_id, n, q.start, q.end, q.text, q.value, q.unit


def _entity_rows(claim: Claim) -> Iterator[Row]:
    for n, e in enumerate(claim.entities):
        yield claim.claim_id, n, e.start, e.end, e.text, e.label


def _reason_rows(claim: Claim) -> Iterator[Row]:
    for n, r in enumerate(claim.reasons):
        yield claim.claim_id, n, r.feature, r.weight, r.text


CLAIM_CHILDREN: tuple[tuple[str, Columns, Callable[[Claim], Iterator[Row]]], ...] = (
    ("desk_machine.claim_dates", CLAIM_DATES, _date_rows),
    ("desk_machine.claim_quantities", CLAIM_QUANTITIES, _quantity_rows),
    ("desk_machine.claim_entities", CLAIM_ENTITIES, _entity_rows),
    ("desk_machine.claim_reasons", CLAIM_REASONS, _reason_rows),
)


def attribution_rows(extraction: Extraction) -> Iterator[Row]:
    """The rows of ``attributions``, each with the claim that its content overlaps most."""
    for position, attribution in enumerate(extraction.attributions):
        source, cue, content = attribution.source, attribution.cue, attribution.content
        yield (
            extraction.article.id,
            position,
            _claim_of(attribution, extraction.claims),
            source.start if source else None,
            source.end if source else None,
            source.text if source else None,
            source.resolved if source else None,
            cue.start if cue else None,
            cue.end if cue else None,
            cue.text if cue else None,
            content.start,
            content.end,
            content.text,
            attribution.direct,
        )


def _claim_of(attribution: Attribution, claims: Sequence[Claim]) -> str | None:
    """The claim that the content covers by half or more, the one with most of it first."""
    best, found = 0, None
    for claim in claims:
        overlap = min(claim.end, attribution.content.end) - max(claim.start, attribution.content.start)
        if overlap > best and 2 * overlap >= claim.end - claim.start:
            best, found = overlap, claim.claim_id
    return found
