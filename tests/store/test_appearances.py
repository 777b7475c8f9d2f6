"""The same words in other articles, on both kinds of store."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from extractors.types import Extraction
from store import Store, reviews, statuses
from store.appearances import MOST, appearances
from store.runs import start_run
from store.types import FilledRow, FilledSheet, ReviewSource
from store.writing import write_batch

SOURCE = ReviewSource("https://records.example/1", stance="refutes", tier="primary")


def test_the_same_words_are_found_however_they_are_written(
    store: Store, make: Callable[..., Extraction], now: datetime
) -> None:
    start_run(store, "r", now)
    first, marked, other = "أُغلق المعبر 12 يوماً", "اغلق المعبر: 12 يوما", "أُغلق المعبر 13 يوماً"
    write_batch(
        store,
        "r",
        [
            make("a", (first,), published_at="2026-03-01T01:30:00+03:00"),
            make("b", (marked, other), published_at="2026-02-01T01:30:00+03:00"),
            make("c", (first, marked), published_at=None),
        ],
        now,
    )
    found = appearances(store, [f"a-{first}", f"b-{other}"])
    assert list(found) == [f"a-{first}"]
    assert [(seen.claim_id, seen.published_on) for seen in found[f"a-{first}"]] == [
        (f"b-{marked}", "2026-02-01"),
        (f"c-{first}", ""),
        (f"c-{marked}", ""),
    ]
    assert appearances(store, []) == {}


def test_a_verdict_is_told_once_it_is_decided_and_withdrawn_claims_are_not(
    store: Store, make: Callable[..., Extraction], now: datetime
) -> None:
    start_run(store, "r", now)
    words = "افتتح الجسر في أيار"
    write_batch(store, "r", [make(name, (words,)) for name in ("a", "b", "c")], now)
    row = FilledRow(f"b-{words}", "Huda", "false", "", "Because of the register", sources=(SOURCE,))
    assert not reviews.record(store, FilledSheet("s", "s.html", (row,)), now).refusals
    statuses.set_status(store, [f"b-{words}"], "decided", by="Mona", at=now)
    statuses.set_status(store, [f"c-{words}"], "withdrawn", by="Mona", at=now)
    (seen,) = appearances(store, [f"a-{words}"])[f"a-{words}"]
    assert (seen.claim_id, seen.verdict, seen.outlet) == (f"b-{words}", "false", "وكالة الوادي")


def test_only_the_latest_are_given(store: Store, make: Callable[..., Extraction], now: datetime) -> None:
    start_run(store, "r", now)
    days = [f"2026-01-{day:02}T10:00:00+03:00" for day in range(1, MOST + 4)]
    write_batch(store, "r", [make(f"a{n}", ("نص واحد",), published_at=day) for n, day in enumerate(days)], now)
    found = appearances(store, ["a0-نص واحد"])["a0-نص واحد"]
    assert [seen.published_on for seen in found] == [day[:10] for day in days[: -MOST - 1 : -1]]
