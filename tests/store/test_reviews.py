"""Reviews: only ever added, once each, and what the latest of them decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from extractors.types import Extraction
from store import Store, reading, reviews, statuses
from store.types import FilledRow, FilledSheet, ReviewSource
from store.writing import write_batch

SOURCE = ReviewSource(
    "https://water.example/report", "تقرير الآبار", "هيئة المياه", "2026-02-01", "2026-03-02", "", "حُفرت ٩ آبار",
    "refutes", "primary",
)  # fmt: skip
LATER = timedelta(hours=1)


@pytest.fixture
def claim_id(store: Store, make: Callable[..., Extraction], now: datetime) -> str:
    write_batch(store, "r1", [make()], now)
    return make().claims[0].claim_id


def row(claim_id: str, reviewer: str = "هدى", verdict: str = "false", **more: Any) -> FilledRow:
    return FilledRow(claim_id, reviewer, verdict, **{"rationale": "العدد تسعة", "sources": (SOURCE,), **more})


def sheet(*given: FilledRow, drafts: tuple[FilledRow, ...] = (), sheet_id: str = "s1") -> FilledSheet:
    return FilledSheet(sheet_id, f"{sheet_id}.html", given, drafts)


def rows(store: Store, sql: str) -> list[tuple[Any, ...]]:
    return store.con.execute(sql).fetchall()


def test_a_review_is_stored_with_its_sources_and_decides(store: Store, claim_id: str, now: datetime):
    outcome = reviews.record(store, sheet(row(claim_id)), now)
    assert (outcome.reviews_new, outcome.reviews_known, outcome.refusals) == (1, 0, [])
    assert rows(store, "SELECT reviewer, role, verdict, rationale, sheet_id, created_at FROM reviews") == [
        ("هدى", "checker", "false", "العدد تسعة", "s1", now.replace(tzinfo=None))
    ]
    assert rows(store, "SELECT url, title, published_on::VARCHAR, quote, stance, tier FROM sources") == [
        ("https://water.example/report", "تقرير الآبار", "2026-02-01", "حُفرت ٩ آبار", "refutes", "primary")
    ]
    verdict = "SELECT claim_id, verdict, decided_by, reviewers, agreed FROM verdicts"
    assert rows(store, verdict) == [(claim_id, "false", "هدى", 1, True)]
    assert rows(store, f"SELECT status FROM claims WHERE claim_id = '{claim_id}'") == [("decided",)]


def test_the_same_sheet_again_adds_nothing(store: Store, claim_id: str, now: datetime):
    given = sheet(row(claim_id), drafts=(FilledRow(claim_id, "عمر", rationale="ربما"),))
    reviews.record(store, given, now)
    tables = ("reviews", "sources", "drafts", "claim_history", "verdicts")
    before = [rows(store, f"SELECT * FROM {table} ORDER BY ALL") for table in tables]
    outcome = reviews.record(store, given, now + LATER)
    assert (outcome.reviews_new, outcome.reviews_known, outcome.drafts) == (0, 1, [claim_id])
    assert [rows(store, f"SELECT * FROM {table} ORDER BY ALL") for table in tables] == before


def test_the_latest_review_decides_and_agreement_counts_people(store: Store, claim_id: str, now: datetime):
    standing = "SELECT verdict, decided_by, reviewers, agreed FROM verdicts"
    reviews.record(store, sheet(row(claim_id)), now)
    # The clock is set back meanwhile: what came later still decides.
    reviews.record(store, sheet(row(claim_id, "عمر", "misleading"), sheet_id="s2"), now - LATER)
    assert rows(store, standing) == [("misleading", "عمر", 2, False)]
    reviews.record(store, sheet(row(claim_id, verdict="misleading"), sheet_id="s3"), now + LATER)
    assert rows(store, standing) == [("misleading", "هدى", 2, True)]
    assert rows(store, "SELECT count(*) FROM reviews") == [(3,)]


@pytest.mark.parametrize(
    "change",
    [
        {"reviewer": "عمر"}, {"verdict": "misleading"}, {"rationale": "x"}, {"missing_context": "x"},
        {"sources": (replace(SOURCE, quote="x"),)}, {"sources": (SOURCE, SOURCE)},
    ],
    ids=lambda change: next(iter(change)),
)  # fmt: skip
def test_whatever_a_reviewer_changes_is_another_review(claim_id: str, change: dict[str, Any]):
    assert reviews.review_id(replace(row(claim_id), **change)) != reviews.review_id(row(claim_id))


def test_a_draft_is_kept_until_its_sheet_brings_the_review(store: Store, claim_id: str, now: datetime):
    half = FilledRow(claim_id, "هدى", rationale="سألت البلدية", sources=(ReviewSource("https://water"),))
    assert reviews.record(store, sheet(drafts=(half,)), now).drafts == [claim_id]
    assert rows(store, f"SELECT status FROM claims WHERE claim_id = '{claim_id}'") == [("in_review",)]
    more = replace(half, verdict="false")
    reviews.record(store, sheet(drafts=(more,)), now + LATER)
    assert rows(store, "SELECT verdict, rationale FROM drafts") == [("false", "سألت البلدية")]
    assert rows(store, "SELECT count(*) FROM desk_human.drafts") == [(2,)]
    (article,) = reading.sheet_articles(store, article_ids=["a1"])
    assert article.claims[0].drafts == (more,)
    # The earlier file once more changes nothing.
    assert reviews.record(store, sheet(drafts=(half,)), now + LATER).drafts == [claim_id]
    assert rows(store, "SELECT verdict FROM drafts") == [("false",)]
    reviews.record(store, sheet(row(claim_id)), now + 2 * LATER)
    assert rows(store, "SELECT count(*) FROM drafts") == [(0,)]


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"claim_id": "c-unknown"}, "claim_id"),
        ({"reviewer": " "}, "reviewer"),
        ({"verdict": "half_true"}, "verdict"),
        ({"sources": ()}, "sources"),
        ({"verdict": "not_checkable", "not_checkable_reason": ""}, "not_checkable_reason"),
        ({"not_checkable_reason": "opinion"}, "not_checkable_reason"),
        ({"sources": (replace(SOURCE, url=" "),)}, "url"),
        ({"sources": (replace(SOURCE, stance="بلا"),)}, "stance"),
        ({"sources": (replace(SOURCE, tier=""),)}, "tier"),
        ({"sources": (replace(SOURCE, accessed_on="2026-02-31"),)}, "accessed_on"),
    ],
)
def test_a_row_that_cannot_stand_keeps_the_whole_sheet_out(
    store: Store, claim_id: str, now: datetime, change: dict[str, Any], column: str
):
    bad = replace(row(claim_id, where="row 4"), **change)
    outcome = reviews.record(store, sheet(row(claim_id, "عمر"), bad), now)
    assert [(refusal.row, refusal.column) for refusal in outcome.refusals] == [("row 4", column)]
    assert outcome.refusals[0].allowed
    assert rows(store, "SELECT count(*) FROM reviews") == [(0,)]
    assert rows(store, f"SELECT status FROM claims WHERE claim_id = '{claim_id}'") == [("new",)]


def test_not_checkable_needs_a_reason_and_no_source(store: Store, claim_id: str, now: datetime):
    given = row(claim_id, verdict="not_checkable", not_checkable_reason="vague", sources=())
    assert reviews.record(store, sheet(given), now).refusals == []
    assert rows(store, "SELECT verdict, not_checkable_reason FROM verdicts") == [("not_checkable", "vague")]


def test_extraction_never_touches_a_review(store: Store, claim_id: str, now: datetime, make: Callable[..., Extraction]):
    reviews.record(store, sheet(row(claim_id)), now)
    before = rows(store, "SELECT * FROM reviews"), rows(store, "SELECT * FROM sources")
    write_batch(store, "r2", [make(claims=())], now + LATER)
    status = f"SELECT status FROM claims WHERE claim_id = '{claim_id}'"
    assert rows(store, status) == [("withdrawn",)]
    assert (rows(store, "SELECT * FROM reviews"), rows(store, "SELECT * FROM sources")) == before
    write_batch(store, "r3", [make()], now + LATER)
    assert rows(store, status) == [("decided",)]


def test_a_withdrawn_claim_takes_a_review_and_is_decided_when_it_returns(
    store: Store, claim_id: str, now: datetime, make: Callable[..., Extraction]
):
    write_batch(store, "r2", [make(claims=())], now)
    assert reviews.record(store, sheet(row(claim_id)), now).reviews_new == 1
    status = f"SELECT status FROM claims WHERE claim_id = '{claim_id}'"
    assert rows(store, status) == [("withdrawn",)]
    write_batch(store, "r3", [make()], now + LATER)
    assert rows(store, status) == [("decided",)]


def test_a_published_claim_that_is_reviewed_again_is_decided_anew(store: Store, claim_id: str, now: datetime):
    statuses.set_status(store, [claim_id], "published", by="هدى", at=now)
    reviews.record(store, sheet(row(claim_id)), now)
    assert rows(store, f"SELECT status FROM claims WHERE claim_id = '{claim_id}'") == [("decided",)]
