"""Articles and claims as a review sheet needs them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from extractors.types import Attribution, DateMention, Entity, Quantity, Reason, Source, Span
from store.appearances import Appearance, appearances
from store.connection import Store
from store.corrections import Standing, standing
from store.types import FilledRow, ReviewSource

OPEN_STATUSES = ("new", "assigned", "in_review", "second_review")
_ARTICLES_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class EarlierReview:
    """A review that the claim has already, with its sources."""

    review_id: str
    reviewer: str
    role: str
    verdict: str
    not_checkable_reason: str
    rationale: str
    missing_context: str
    created_at: datetime
    sources: tuple[ReviewSource, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetClaim:
    """A claim with all that a sheet shows: every column of the ``claims`` view, and what hangs on it.

    ``attributions`` are those whose content lies in the claim, in the order of the text (the chain);
    offsets count code points of the article's text; ``reviews`` are the earlier ones, oldest first;
    ``drafts`` are half-filled rows that are still open, ``corrections`` what stands beside the machine's values,
    ``appearances`` the same words in other articles.
    """

    claim_id: str
    article_id: str
    start_char: int
    end_char: int
    claim_text: str
    sentence_text: str
    sentence_start: int
    sentence_end: int
    kind: str
    checkable: bool
    check_worthiness: float
    speaker: str | None
    speaker_type: str
    cue: str | None
    stance: str | None
    status: str
    assignee: str
    extractor_version: str
    run_id: str
    dates: tuple[DateMention, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    entities: tuple[Entity, ...] = ()
    reasons: tuple[Reason, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    reviews: tuple[EarlierReview, ...] = ()
    drafts: tuple[FilledRow, ...] = ()
    corrections: tuple[Standing, ...] = ()
    appearances: tuple[Appearance, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetArticle:
    """An article in its current version; ``published_at`` is the ISO time as printed, with its zone where given."""

    article_id: str
    text: str
    language: str
    title: str
    outlet: str
    url: str
    author: str
    published_at: str | None
    content_sha256: str
    ingested_at: datetime
    run_id: str
    language_supported: bool
    claims: list[SheetClaim] = field(default_factory=list)
    version: int = 0


@dataclass(frozen=True, slots=True)
class KnownClaim:
    """What import compares a sheet's row with."""

    claim_id: str
    article_id: str
    claim_text: str
    sentence_text: str
    speaker: str | None
    language: str
    checkable: bool
    status: str


def sheet_articles(
    store: Store,
    *,
    article_ids: Sequence[str] | None = None,
    status: str | None = None,
    assignee: str | None = None,
    open_only: bool = True,
) -> Iterator[SheetArticle]:
    """Articles with their checkable claims, in the order of article id and text.

    Args:
        store: an open store; it is read chunk by chunk while the iterator runs, so keep it open as long.
        article_ids: only these articles, which then come also when no claim of theirs is left; None means all.
        status: only claims with this status.
        assignee: only claims assigned to this person.
        open_only: leave out claims that are decided, published or withdrawn (a given ``status`` wins).
    """
    for chunk in _chunks(_article_ids(store, article_ids), _ARTICLES_AT_ONCE):
        claims = _claims(store, chunk, status, assignee, open_only=open_only)
        for article in _articles(store, chunk):
            article.claims.extend(_placed(claim, article.text) for claim in claims.get(article.article_id, ()))
            if article.claims or article_ids is not None:
                yield article


def _placed(claim: SheetClaim, text: str) -> SheetClaim:
    """A claim of an earlier version of the article where its words stand now; people's claims outlive edits."""
    if text[claim.start_char : claim.end_char] == claim.claim_text:
        return claim
    start = max(0, text.find(claim.claim_text))
    end = start + len(claim.claim_text) if text.startswith(claim.claim_text, start) else start
    return replace(claim, start_char=start, end_char=end, sentence_start=start, sentence_end=end)


def known_claims(store: Store, claim_ids: Sequence[str]) -> dict[str, KnownClaim]:
    """Those of these claims that the store knows, withdrawn ones too."""
    rows = store.con.execute(
        "SELECT c.claim_id, c.article_id, c.claim_text, c.sentence_text, c.speaker, a.language, c.checkable, c.status "
        "FROM claims AS c JOIN articles AS a ON a.article_id = c.article_id "
        "WHERE c.claim_id IN (SELECT unnest($ids::VARCHAR[]))",
        {"ids": list(claim_ids)},
    ).fetchall()
    return {row[0]: KnownClaim(*row) for row in rows}


def _article_ids(store: Store, wanted: Sequence[str] | None) -> list[str]:
    if wanted is None:
        rows = store.con.execute("SELECT article_id FROM desk_machine.articles ORDER BY article_id").fetchall()
    else:
        rows = store.con.execute(
            "SELECT article_id FROM desk_machine.articles WHERE article_id IN (SELECT unnest($ids::VARCHAR[])) "
            "ORDER BY article_id",
            {"ids": list(wanted)},
        ).fetchall()
    return [row[0] for row in rows]


def _chunks(ids: list[str], size: int) -> Iterator[list[str]]:
    for start in range(0, len(ids), size):
        yield ids[start : start + size]


def _articles(store: Store, ids: list[str]) -> list[SheetArticle]:
    rows = store.con.execute(
        "SELECT article_id, text, language, title, outlet, url, author, published_iso, content_sha256, ingested_at, "
        "run_id, language_supported, version FROM articles WHERE article_id IN (SELECT unnest($ids::VARCHAR[])) "
        "ORDER BY article_id",
        {"ids": ids},
    ).fetchall()
    return [replace(SheetArticle(*row[:-1]), version=row[-1]) for row in rows]


def _claims(
    store: Store, article_ids: list[str], status: str | None, assignee: str | None, *, open_only: bool
) -> dict[str, list[SheetClaim]]:
    """The claims to show, by article, in the order of the text."""
    wanted = [status] if status else list(OPEN_STATUSES) if open_only else None
    rows = store.con.execute(
        "SELECT claim_id, article_id, start_char, end_char, claim_text, sentence_text, sentence_start, sentence_end, "
        "kind, checkable, check_worthiness, speaker, speaker_type, cue, stance, status, assignee, extractor_version, "
        "run_id FROM claims WHERE checkable AND article_id IN (SELECT unnest($ids::VARCHAR[])) "
        "AND ($statuses IS NULL OR list_contains($statuses::VARCHAR[], status)) "
        "AND ($assignee IS NULL OR assignee = $assignee) ORDER BY article_id, start_char, end_char, claim_id",
        {"ids": article_ids, "statuses": wanted, "assignee": assignee},
    ).fetchall()
    parts = _parts(store, [row[0] for row in rows])
    found: dict[str, list[SheetClaim]] = {}
    for row in rows:
        values: list[Any] = [*row, *(tuple(part.get(row[0], ())) for part in parts)]
        found.setdefault(row[1], []).append(SheetClaim(*values))
    return found


def _parts(store: Store, ids: list[str]) -> list[dict[str, list[Any]]]:
    """What hangs on claims, by claim, in the order of the last fields of SheetClaim."""
    found = [_by_claim(store, ids, columns, view, make) for view, columns, make in _PARTS]
    drafts = _by_claim(
        store,
        ids,
        "claim_id, reviewer, verdict, not_checkable_reason, rationale, missing_context, role, sources",
        "drafts",
        _draft,
        order="seq",
    )
    corrected: dict[str, list[Any]] = {}
    for row in standing(store.con, ids):
        corrected.setdefault(row.claim_id, []).append(row)
    return [*found, _reviews(store, ids), drafts, corrected, appearances(store, ids)]


def _by_claim(
    store: Store, ids: list[str], columns: str, view: str, make: Callable[..., Any], order: str = "position"
) -> dict[str, list[Any]]:
    rows = store.con.execute(
        f"SELECT claim_id, {columns} FROM {view} "  # noqa: S608 - our own names
        f"WHERE claim_id IN (SELECT unnest($ids::VARCHAR[])) ORDER BY claim_id, {order}",
        {"ids": ids},
    ).fetchall()
    found: dict[str, list[Any]] = {}
    for claim_id, *values in rows:
        found.setdefault(claim_id, []).append(make(*values))
    return found


def _attribution(*v: Any) -> Attribution:
    source = None if v[0] is None else Source(v[0], v[1], v[2], v[3])
    cue = None if v[4] is None else Span(v[4], v[5], v[6])
    return Attribution(source, cue, Span(v[7], v[8], v[9]), v[10])


def _draft(claim_id: str, *v: Any) -> FilledRow:
    *said, sources = v
    given = tuple(ReviewSource(**source) for source in json.loads(sources))
    values: list[Any] = [claim_id, *said, given]
    return FilledRow(*values)


_SPAN = "start_char, end_char, text"
_PARTS: tuple[tuple[str, str, Callable[..., Any]], ...] = (
    ("claim_dates", f"{_SPAN}, value, from_date::VARCHAR, to_date::VARCHAR, basis", DateMention),
    ("claim_quantities", f"{_SPAN}, value, unit", Quantity),
    ("claim_entities", f"{_SPAN}, label", Entity),
    ("claim_reasons", "feature, weight, text", Reason),
    (
        "attributions",
        "source_start, source_end, source_text, source_resolved, cue_start, cue_end, cue, content_start, content_end, "
        "content_text, direct",
        _attribution,
    ),
)


def _reviews(store: Store, ids: list[str]) -> dict[str, list[Any]]:
    sources = _by_claim(
        store,
        ids,
        "review_id, url, title, publisher, coalesce(published_on::VARCHAR, ''), coalesce(accessed_on::VARCHAR, ''), "
        "archive_url, quote, stance, tier",
        "sources",
        lambda *values: values,
    )
    of_review: dict[str, list[ReviewSource]] = {}
    for rows in sources.values():
        for review_id, *values in rows:
            of_review.setdefault(review_id, []).append(ReviewSource(*values))
    return _by_claim(
        store,
        ids,
        "review_id, reviewer, role, verdict, coalesce(not_checkable_reason, ''), rationale, missing_context, "
        "created_at",
        "reviews",
        lambda *values: EarlierReview(*(*values, tuple(of_review.get(values[0], ())))),
        order="seq",
    )
