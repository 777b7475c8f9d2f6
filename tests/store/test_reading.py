"""What sheets read: open claims, by status and by person, with earlier reviews."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from extractors.errors import ClaimdeskError
from extractors.types import Extraction
from store import Store, reading, reviews, statuses
from store.types import FilledRow, FilledSheet, ReviewSource
from store.writing import write_batch

Make = Callable[..., Extraction]


@pytest.fixture(autouse=True)
def articles(store: Store, make: Make, now: datetime) -> None:
    idle = make("a2")
    write_batch(store, "r1", [make(), replace(idle, claims=(replace(idle.claims[0], checkable=False),))], now)


def shown(store: Store, **chosen: object) -> dict[str, list[str]]:
    return {
        article.article_id: [claim.claim_text for claim in article.claims]
        for article in reading.sheet_articles(store, **chosen)  # type: ignore[arg-type]
    }


def test_open_claims_come_by_article_in_the_order_of_the_text(store: Store, make: Make):
    texts = [claim.text for claim in make().claims]
    assert shown(store) == {"a1": texts}
    assert shown(store, article_ids=["a2", "a1", "unknown"]) == {"a1": texts, "a2": []}


def test_decided_claims_are_left_out_unless_asked_for(store: Store, make: Make, now: datetime):
    well, bridge = make().claims
    statuses.set_status(store, [well.claim_id], "published", by="huda", at=now)
    assert shown(store) == {"a1": [bridge.text]}
    assert shown(store, status="published") == {"a1": [well.text]}
    assert shown(store, open_only=False) == {"a1": [well.text, bridge.text]}


def test_claims_of_one_person(store: Store, make: Make, now: datetime):
    well, _ = make().claims
    assert statuses.set_status(store, [well.claim_id], "assigned", by="huda", at=now, assignee="omar") == 1
    assert statuses.set_status(store, [well.claim_id], "assigned", by="huda", at=now, assignee="omar") == 0
    assert shown(store, assignee="omar") == {"a1": [well.text]}
    assert shown(store, assignee="huda") == {}


def test_a_sheet_claim_carries_its_earlier_reviews(store: Store, make: Make, now: datetime):
    claim_id = make().claims[0].claim_id
    source = ReviewSource("https://water.example/r", accessed_on="2026-03-01", stance="supports", tier="primary")
    given = FilledRow(claim_id, "هدى", "true", rationale="صحيح", sources=(source,))
    reviews.record(store, FilledSheet("s1", "s1.html", (given,)), now)
    (article,) = reading.sheet_articles(store, article_ids=["a1"], open_only=False)
    (review,) = article.claims[0].reviews
    assert (review.reviewer, review.verdict, review.not_checkable_reason) == ("هدى", "true", "")
    assert review.sources == (source,)
    assert article.claims[0].status == "decided"


def test_known_claims(store: Store, make: Make):
    claim = make().claims[0]
    found = reading.known_claims(store, [claim.claim_id, "c-unknown"])
    assert list(found) == [claim.claim_id]
    known = found[claim.claim_id]
    assert (known.article_id, known.claim_text, known.language, known.status) == ("a1", claim.text, "ar", "new")


def test_statuses_are_words_of_the_list_and_claims_of_the_store(store: Store, make: Make, now: datetime):
    with pytest.raises(ClaimdeskError, match="no status") as caught:
        statuses.set_status(store, [make().claims[0].claim_id], "done", by="huda", at=now)
    assert "in_review" in caught.value.allowed
    with pytest.raises(ClaimdeskError, match="knows no claim c-unknown"):
        statuses.set_status(store, ["c-unknown"], "decided", by="huda", at=now)
