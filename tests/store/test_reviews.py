"""Reviews: only ever added, once each, and what the latest of them decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from extractors.types import Extraction
from store import Store, answers, queries, reading, reviews, statuses
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


def sheet(
    *given: FilledRow, drafts: tuple[FilledRow, ...] = (), sheet_id: str = "s1", modified: str = ""
) -> FilledSheet:
    return FilledSheet(sheet_id, f"{sheet_id}.html", given, drafts, modified)


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
    assert answers.review_id(replace(row(claim_id), **change)) != answers.review_id(row(claim_id))


def test_a_draft_is_kept_until_its_sheet_brings_the_review(store: Store, claim_id: str, now: datetime):
    half = FilledRow(claim_id, "هدى", rationale="سألت البلدية", sources=(ReviewSource("https://water"),))
    assert reviews.record(store, sheet(drafts=(half,), modified="9:00"), now).drafts == [claim_id]
    assert rows(store, f"SELECT status FROM claims WHERE claim_id = '{claim_id}'") == [("in_review",)]
    more = replace(half, verdict="false")
    reviews.record(store, sheet(drafts=(more,)), now + LATER)
    assert rows(store, "SELECT verdict, rationale FROM drafts") == [("false", "سألت البلدية")]
    assert rows(store, "SELECT count(*) FROM desk_human.drafts") == [(2,)]
    (article,) = reading.sheet_articles(store, article_ids=["a1"])
    assert article.claims[0].drafts == (more,)
    # The earlier file once more changes nothing: its state was read already.
    assert reviews.record(store, sheet(drafts=(half,), modified="9:00"), now + LATER).drafts == [claim_id]
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


STANDING = "SELECT verdict FROM verdicts"


def test_an_answer_that_says_when_it_was_saved_can_be_returned_to(store: Store, claim_id: str, now: datetime):
    answers_given = [
        ("false", "2026-03-02T09:00:00Z"),
        ("true", "2026-03-02T09:05:00Z"),
        ("false", "2026-03-02T09:10Z"),
    ]
    sheets = [sheet(row(claim_id, verdict=verdict, saved_at=at)) for verdict, at in answers_given]
    for given in sheets:
        assert reviews.record(store, given, now).reviews_new == 1
    assert rows(store, STANDING) == [("false",)]
    assert rows(store, "SELECT verdict, saved_at::VARCHAR FROM reviews ORDER BY seq") == [
        ("false", "2026-03-02 09:00:00"), ("true", "2026-03-02 09:05:00"), ("false", "2026-03-02 09:10:00"),
    ]  # fmt: skip
    before = [rows(store, f"SELECT * FROM {view} ORDER BY ALL") for view in ("reviews", "sources", "claim_history")]
    for given in sheets:
        assert (reviews.record(store, given, now).reviews_new, rows(store, STANDING)) == (0, [("false",)])
    assert [
        rows(store, f"SELECT * FROM {view} ORDER BY ALL") for view in ("reviews", "sources", "claim_history")
    ] == before


def test_a_sheet_that_comes_late_is_kept_and_decides_nothing(store: Store, claim_id: str, now: datetime):
    reviews.record(store, sheet(row(claim_id, verdict="true", saved_at="2026-03-02T12:05+03:00")), now)
    late = sheet(row(claim_id, verdict="false", saved_at="2026-03-02T09:00Z"), sheet_id="s2")
    assert reviews.record(store, late, now + LATER).reviews_new == 1
    assert rows(store, STANDING) == [("true",)]
    assert rows(store, "SELECT reviewers, agreed FROM verdicts") == [(1, True)]
    assert rows(store, "SELECT verdict, overtaken_by IS NULL FROM reviews ORDER BY seq") == [
        ("true", True), ("false", False)
    ]  # fmt: skip


def test_a_reviewers_clock_that_ran_ahead_does_not_silence_what_follows(store: Store, claim_id: str, now: datetime):
    reviews.record(store, sheet(row(claim_id, verdict="true", saved_at="2036-01-01T00:00Z")), now)
    reviews.record(store, sheet(row(claim_id, verdict="false", saved_at="2026-03-02T12:30Z")), now + LATER)
    assert rows(store, STANDING) == [("false",)]


def test_a_workbook_can_be_returned_to_but_its_older_copy_changes_nothing(store: Store, claim_id: str, now: datetime):
    states = [sheet(row(claim_id, verdict=v), modified=at) for v, at in [("false", "1"), ("true", "2"), ("false", "3")]]
    for given in states:
        assert reviews.record(store, given, now).reviews_new == 1
    assert rows(store, STANDING) == [("false",)]
    for given in states * 2:
        assert (reviews.record(store, given, now).reviews_new, rows(store, STANDING)) == (0, [("false",)])
    assert rows(store, "SELECT reviews_new, modified FROM (SELECT reviews_new, seq AS modified FROM sheet_imports) "
                       "ORDER BY modified") == [(1, 1), (1, 2), (1, 3)]  # fmt: skip


def test_a_row_of_a_workbook_that_nobody_touched_is_no_return(store: Store, claim_id: str, now: datetime):
    reviews.record(store, sheet(row(claim_id, verdict="false"), modified="1"), now)
    reviews.record(store, sheet(row(claim_id, verdict="true"), sheet_id="desk"), now)
    assert reviews.record(store, sheet(row(claim_id, verdict="false"), modified="2"), now).reviews_new == 0
    assert rows(store, STANDING) == [("true",)]


def test_what_is_saved_at_the_desk_stands_whatever_was_said_there_before(store: Store, claim_id: str, now: datetime):
    for verdict in ("false", "true", "false", "false"):
        reviews.record(store, sheet(row(claim_id, verdict=verdict), sheet_id="desk"), now)
    assert rows(store, "SELECT verdict FROM reviews ORDER BY seq") == [("false",), ("true",), ("false",)]
    assert rows(store, STANDING) == [("false",)]


def test_a_draft_can_be_returned_to(store: Store, claim_id: str, now: datetime):
    for n, verdict in enumerate(("false", "true", "false")):
        half = FilledRow(claim_id, "هدى", verdict)
        reviews.record(store, sheet(drafts=(half,), modified=str(n)), now)
        assert rows(store, "SELECT verdict FROM drafts") == [(verdict,)]


def test_a_time_that_is_none_is_refused(store: Store, claim_id: str, now: datetime):
    refused = reviews.record(store, sheet(row(claim_id, saved_at="yesterday", where="row 2")), now).refusals
    assert [(refusal.row, refusal.column, refusal.value) for refusal in refused] == [("row 2", "saved_at", "yesterday")]


def test_history_says_what_stood_when_also_after_the_clock_was_set_back(
    store: Store, claim_id: str, now: datetime, make: Callable[..., Extraction]
):
    reviews.record(store, sheet(row(claim_id)), now + timedelta(days=2))
    reviews.record(store, sheet(row(claim_id, "عمر", "true"), sheet_id="s2"), now + timedelta(days=1))
    write_batch(store, "r2", [make(title="صُحّح")], now - timedelta(days=1))
    history = "SELECT verdict, stood_from::DATE::VARCHAR, stood_until::DATE::VARCHAR FROM verdict_history ORDER BY seq"
    assert rows(store, history) == [("false", "2026-03-04", "2026-03-04"), ("true", "2026-03-04", None)]
    for view, key in (("claim_history", "claim_id"), ("article_versions", "article_id")):
        gaps = f"SELECT count(*) FROM {view} WHERE stood_until < stood_from"
        assert rows(store, gaps) == [(0,)]
        current = f"SELECT count(*) - count(DISTINCT {key}) FROM {view} WHERE stood_until IS NULL"
        assert rows(store, current) == [(0,)]


@pytest.mark.parametrize(("day", "found"), [(1, None), (2, "false"), (3, "false"), (4, "true"), (9, "true")])
def test_the_verdict_and_status_that_stood_on_a_day(
    store: Store, claim_id: str, now: datetime, day: int, found: str | None
):
    reviews.record(store, sheet(row(claim_id)), now + timedelta(days=2))
    reviews.record(store, sheet(row(claim_id, verdict="true")), now + timedelta(days=4))
    asked = (now + timedelta(days=day)).date()
    verdicts = store.con.execute(queries.get("verdicts_on_day").sql, {"day": asked, "limit": 1000}).fetchall()
    assert [verdict[1] for verdict in verdicts] == ([found] if found else [])
    counts = store.con.execute(queries.get("statuses_on_day").sql, {"day": asked}).fetchall()
    assert ("decided" in {row[0] for row in counts}) == bool(found)
    assert len(store.con.execute(queries.get("articles_on_day").sql, {"day": asked, "limit": 1000}).fetchall()) == 1
