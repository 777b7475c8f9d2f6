"""Extractions into tables: one transaction a batch, and the same rows whenever the same input comes again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

import duckdb

from extractors.types import Article, Extraction
from store import statuses, tables
from store.bulk import insert_rows
from store.clock import utc
from store.connection import Store
from store.trouble import RefusedData
from store.types import BatchOutcome


@dataclass(frozen=True, slots=True)
class _Written:
    """An extraction that has to be written, as which version of its article."""

    extraction: Extraction
    digest: str
    version: int
    is_new_version: bool


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
        RefusedData: an extraction contradicts itself or holds a value that cannot be kept; nothing is stored.
        ClaimdeskError: the store cannot be written; nothing is stored.
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
    written: list[_Written] = []
    for extraction in wave:
        digest = record_sha256(extraction.article)
        version, known_digest, known_extractor = known.get(extraction.article.id, (0, "", ""))
        if version and known_digest == digest and known_extractor == extraction.extractor_version:
            outcome.counts.articles_unchanged += 1
            continue
        if version:
            outcome.counts.articles_updated += 1
        else:
            outcome.counts.articles_new += 1
        outcome.counts.claims += len(extraction.claims)
        is_new_version = known_digest != digest
        written.append(_Written(extraction, digest, version + is_new_version, is_new_version))
    if written:
        fresh = not any(w.extraction.article.id in known for w in written)
        _write_articles(con, run_id, written, now)
        _write_claims(con, run_id, written, now, fresh=fresh)
        _write_attributions(con, written, fresh=fresh)
    return {w.extraction.article.id for w in written}


def record_sha256(article: Article) -> str:
    """The hash over every field of an article: when it is the same, nothing about the article has changed."""
    record = {field.name: getattr(article, field.name) for field in fields(article)}
    return hashlib.sha256(json.dumps(record, sort_keys=True).encode("ascii")).hexdigest()


def _known_articles(con: duckdb.DuckDBPyConnection, ids: list[str]) -> dict[str, tuple[int, str, str]]:
    rows = con.execute(
        "SELECT article_id, version, record_sha256, extractor_version FROM desk_machine.articles "
        "WHERE article_id IN (SELECT unnest($ids::VARCHAR[]))",
        {"ids": ids},
    ).fetchall()
    return {row[0]: (row[1], row[2], row[3]) for row in rows}


def _write_articles(con: duckdb.DuckDBPyConnection, run_id: str, written: list[_Written], now: datetime) -> None:
    when = now.isoformat()
    versions = [
        tables.article_version_row(w.extraction.article, w.version, w.digest, when, run_id)
        for w in written
        if w.is_new_version
    ]
    current = [tables.article_row(w.extraction, w.version, w.digest, when, run_id) for w in written]
    insert_rows(con, "desk_machine.article_versions", tables.ARTICLE_VERSIONS, versions)
    tables.merge_rows(con, "desk_machine.articles", tables.ARTICLES, "article_id", current)


def _write_claims(
    con: duckdb.DuckDBPyConnection,
    run_id: str,
    written: list[_Written],
    now: datetime,
    *,
    fresh: bool,
) -> None:
    """``fresh`` says that all articles are new, so that there is nothing to replace or withdraw."""
    rows: list[tuple[Any, ...]] = []
    for w in written:
        rows.extend(tables.claim_rows(w.extraction, w.version, now.isoformat(), run_id))
    ids = [row[0] for row in rows]
    _refuse_twins(rows)
    if fresh:
        _refuse_foreign(con, ids, [])
        insert_rows(con, "desk_machine.claims", tables.CLAIMS, rows)
    else:
        articles = [w.extraction.article.id for w in written]
        _refuse_foreign(con, ids, articles)
        statuses.withdraw_vanished(con, articles, ids, now)
        statuses.return_withdrawn(con, ids, now)
        tables.merge_rows(con, "desk_machine.claims", tables.CLAIMS, "claim_id", rows, keep=tables.CLAIMS_KEEP)
    claims = [claim for w in written for claim in w.extraction.claims]
    for table, columns, make in tables.CLAIM_CHILDREN:
        if not fresh:
            con.execute(f"DELETE FROM {table} WHERE claim_id IN (SELECT unnest($ids::VARCHAR[]))", {"ids": ids})  # noqa: S608
        insert_rows(con, table, columns, [row for claim in claims for row in make(claim)])


def _write_attributions(con: duckdb.DuckDBPyConnection, written: list[_Written], *, fresh: bool) -> None:
    if not fresh:
        articles = [w.extraction.article.id for w in written]
        con.execute(
            "DELETE FROM desk_machine.attributions WHERE article_id IN (SELECT unnest($ids::VARCHAR[]))",
            {"ids": articles},
        )
    rows = [row for w in written for row in tables.attribution_rows(w.extraction)]
    insert_rows(con, "desk_machine.attributions", tables.ATTRIBUTIONS, rows)


def _refuse_contradictions(extraction: Extraction) -> None:
    """Offsets and ids are what everything later rests on, so a wrong one stops here and not in a sheet."""
    article, seen = extraction.article, set()
    for claim in extraction.claims:
        if article.text[claim.start : claim.end] != claim.text:
            raise RefusedData(
                f"claim {claim.claim_id} says other words than the text at {claim.start} to {claim.end}",
                where=f"article {article.id}",
            )
        if claim.claim_id in seen:
            raise RefusedData(f"claim id {claim.claim_id} comes twice", where=f"article {article.id}")
        seen.add(claim.claim_id)


def _refuse_twins(rows: Sequence[tuple[Any, ...]]) -> None:
    owner: dict[str, str] = {}
    for claim_id, article_id, *_ in rows:
        if owner.setdefault(claim_id, article_id) != article_id:
            raise RefusedData(f"claim id {claim_id} is in articles {owner[claim_id]} and {article_id}")


def _refuse_foreign(con: duckdb.DuckDBPyConnection, claim_ids: list[str], articles: list[str]) -> None:
    """A claim id that another article has already would silently move the claim, and its reviews with it."""
    found = con.execute(
        "SELECT claim_id, article_id FROM desk_machine.claims WHERE claim_id IN (SELECT unnest($ids::VARCHAR[])) "
        "AND article_id NOT IN (SELECT unnest($articles::VARCHAR[])) ORDER BY ALL LIMIT 1",
        {"ids": claim_ids, "articles": articles},
    ).fetchone()
    if found is not None:
        raise RefusedData(f"claim id {found[0]} belongs to article {found[1]} already", where="the batch")
