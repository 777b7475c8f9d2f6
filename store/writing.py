"""Extractions into tables: one transaction a batch, and the same rows whenever the same input comes again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

import duckdb

from extractors.errors import ClaimdeskError
from extractors.types import Article, Extraction
from store import statuses, tables
from store.bulk import insert_rows
from store.clock import utc
from store.connection import Store
from store.types import BatchOutcome


def write_batch(store: Store, run_id: str, extractions: Sequence[Extraction], ingested_at: datetime) -> BatchOutcome:
    """Stores what was extracted; an article that is stored already, by the same extractor, writes nothing.

    A changed article gets a new version; claims that it no longer gives are withdrawn and kept with their
    reviews, claims that come back get their status back. ``counts.claims`` counts the claims of the
    articles that were written.

    Args:
        store: a writable store.
        run_id: the run that writes.
        extractions: a batch; an article id that comes twice is written in turn, the later one wins.
        ingested_at: the time that goes into the rows.

    Raises:
        ClaimdeskError: an extraction contradicts itself, or the store cannot be written; nothing is stored then.
    """
    outcome = BatchOutcome()
    changed: set[str] = set()
    for extraction in extractions:
        _refuse_contradictions(extraction)
    with store.transaction() as con:
        for wave in _waves(extractions):
            changed |= _write_wave(con, run_id, wave, utc(ingested_at), outcome)
    outcome.changed = sorted(changed)
    return outcome


def _waves(extractions: Sequence[Extraction]) -> Iterator[list[Extraction]]:
    """The batch in order, cut so that no part has an article id twice."""
    wave: dict[str, Extraction] = {}
    for extraction in extractions:
        if extraction.article.id in wave:
            yield list(wave.values())
            wave = {}
        wave[extraction.article.id] = extraction
    if wave:
        yield list(wave.values())


def _write_wave(
    con: duckdb.DuckDBPyConnection, run_id: str, wave: list[Extraction], now: datetime, outcome: BatchOutcome
) -> set[str]:
    known = _known_articles(con, [extraction.article.id for extraction in wave])
    written: list[tuple[Extraction, int, bool]] = []
    for extraction in wave:
        article_id, digest = extraction.article.id, record_sha256(extraction.article)
        version, known_digest, known_extractor = known.get(article_id, (0, "", ""))
        if version and known_digest == digest and known_extractor == extraction.extractor_version:
            outcome.counts.articles_unchanged += 1
            continue
        if version:
            outcome.counts.articles_updated += 1
        else:
            outcome.counts.articles_new += 1
        outcome.counts.claims += len(extraction.claims)
        is_new_version = known_digest != digest
        written.append((extraction, version + is_new_version, is_new_version))
    if written:
        _write_articles(con, run_id, written, now)
        fresh = not any(extraction.article.id in known for extraction, _, _ in written)
        _write_claims(con, run_id, written, now, fresh=fresh)
        _write_attributions(con, written, fresh=fresh)
    return {extraction.article.id for extraction, _, _ in written}


def record_sha256(article: Article) -> str:
    """The hash over every field of an article: when it is the same, nothing about the article has changed."""
    return hashlib.sha256(json.dumps(asdict(article), sort_keys=True).encode("ascii")).hexdigest()


def _known_articles(con: duckdb.DuckDBPyConnection, ids: list[str]) -> dict[str, tuple[int, str, str]]:
    rows = con.execute(
        "SELECT article_id, version, record_sha256, extractor_version FROM desk_machine.articles "
        "WHERE article_id IN (SELECT unnest($ids::VARCHAR[]))",
        {"ids": ids},
    ).fetchall()
    return {row[0]: (row[1], row[2], row[3]) for row in rows}


def _write_articles(
    con: duckdb.DuckDBPyConnection, run_id: str, written: list[tuple[Extraction, int, bool]], now: datetime
) -> None:
    when = now.isoformat()
    insert_rows(
        con,
        "desk_machine.article_versions",
        tables.ARTICLE_VERSIONS,
        [
            tables.article_version_row(extraction.article, version, record_sha256(extraction.article), when, run_id)
            for extraction, version, is_new_version in written
            if is_new_version
        ],
    )
    tables.merge_rows(
        con,
        "desk_machine.articles",
        tables.ARTICLES,
        "article_id",
        [
            tables.article_row(extraction, version, record_sha256(extraction.article), when, run_id)
            for extraction, version, _ in written
        ],
    )


def _write_claims(
    con: duckdb.DuckDBPyConnection,
    run_id: str,
    written: list[tuple[Extraction, int, bool]],
    now: datetime,
    *,
    fresh: bool,
) -> None:
    """``fresh`` says that all articles are new, so that there is nothing to replace or withdraw."""
    rows: list[tuple[Any, ...]] = []
    for extraction, version, _ in written:
        rows.extend(tables.claim_rows(extraction, version, now.isoformat(), run_id))
    ids = [row[0] for row in rows]
    if fresh:
        _refuse_foreign(con, ids, [])
        insert_rows(con, "desk_machine.claims", tables.CLAIMS, rows)
    else:
        articles = [extraction.article.id for extraction, _, _ in written]
        _refuse_foreign(con, ids, articles)
        statuses.withdraw_vanished(con, articles, ids, now)
        statuses.return_withdrawn(con, ids, now)
        tables.merge_rows(con, "desk_machine.claims", tables.CLAIMS, "claim_id", rows, keep=tables.CLAIMS_KEEP)
    claims = [claim for extraction, _, _ in written for claim in extraction.claims]
    for table, columns, make in tables.CLAIM_CHILDREN:
        if not fresh:
            con.execute(f"DELETE FROM {table} WHERE claim_id IN (SELECT unnest($ids::VARCHAR[]))", {"ids": ids})  # noqa: S608
        insert_rows(con, table, columns, [row for claim in claims for row in make(claim)])


def _write_attributions(
    con: duckdb.DuckDBPyConnection, written: list[tuple[Extraction, int, bool]], *, fresh: bool
) -> None:
    if not fresh:
        articles = [extraction.article.id for extraction, _, _ in written]
        con.execute(
            "DELETE FROM desk_machine.attributions WHERE article_id IN (SELECT unnest($ids::VARCHAR[]))",
            {"ids": articles},
        )
    rows = [row for extraction, _, _ in written for row in tables.attribution_rows(extraction)]
    insert_rows(con, "desk_machine.attributions", tables.ATTRIBUTIONS, rows)


def _refuse_contradictions(extraction: Extraction) -> None:
    """Offsets and ids are what everything later rests on, so a wrong one stops here and not in a sheet."""
    article, seen = extraction.article, set()
    for claim in extraction.claims:
        if article.text[claim.start : claim.end] != claim.text:
            raise ClaimdeskError(
                f"claim {claim.claim_id} says other words than the text at {claim.start} to {claim.end}",
                where=f"article {article.id}",
            )
        if claim.claim_id in seen:
            raise ClaimdeskError(f"claim id {claim.claim_id} comes twice", where=f"article {article.id}")
        seen.add(claim.claim_id)


def _refuse_foreign(con: duckdb.DuckDBPyConnection, claim_ids: list[str], articles: list[str]) -> None:
    """A claim id that another article has already would silently move the claim, and its reviews with it."""
    found = con.execute(
        "SELECT claim_id, article_id FROM desk_machine.claims WHERE claim_id IN (SELECT unnest($ids::VARCHAR[])) "
        "AND article_id NOT IN (SELECT unnest($articles::VARCHAR[])) ORDER BY ALL LIMIT 1",
        {"ids": claim_ids, "articles": articles},
    ).fetchone()
    if found is not None:
        raise ClaimdeskError(f"claim id {found[0]} belongs to article {found[1]} already", where="the batch")
