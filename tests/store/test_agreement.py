"""Agreement against published worked examples, and on what people really reviewed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.types import Extraction
from store import Store
from store.agreement import BlindReview, blind_reviews, cohen_kappa, krippendorff_alpha, measure
from store.reviews import record
from store.types import FilledRow, FilledSheet, ReviewSource
from store.writing import write_batch

VERDICTS = st.sampled_from(["true", "false", "misleading", "unproven"])


def units(*observers: str) -> dict[str, dict[str, str]]:
    """Unit to observer to value; a full stop is a gap."""
    return {
        str(unit): {str(who): value for who, value in enumerate(values) if value != "."}
        for unit, values in enumerate(zip(*observers, strict=True))
    }


def pairs(table: list[list[int]]) -> list[tuple[str, str]]:
    """The pairs of verdicts that a table of counts stands for: a row a verdict of the first rater."""
    return [(str(i), str(j)) for i, row in enumerate(table) for j, count in enumerate(row) for _ in range(count)]


@pytest.mark.parametrize(
    ("observers", "alpha"),
    [
        # Krippendorff 2011, Computing Krippendorff's Alpha-Reliability: sections B and C (nominal).
        (("aabbdcccedda", "babbbccceddd"), 0.692),
        (("123321412...", "1233224125.3", ".3332342251.", "12332441251."), 0.743),
    ],
)
def test_alpha_gives_what_krippendorff_prints(observers: tuple[str, ...], alpha: float):
    assert krippendorff_alpha(units(*observers)) == pytest.approx(alpha, abs=0.0005)


@pytest.mark.parametrize(
    ("table", "kappa"),
    [
        # Fleiss, Levin and Paik 2003, Statistical Methods for Rates and Proportions, table 18.1.
        ([[75, 1, 4], [5, 4, 1], [0, 0, 10]], 0.676),
        # Fleiss, Cohen and Everitt 1969, Psychological Bulletin 72, the example of 200 subjects.
        ([[106, 10, 4], [22, 28, 10], [2, 12, 6]], 0.429),
    ],
)
def test_kappa_gives_what_the_books_print(table: list[list[int]], kappa: float):
    assert cohen_kappa(pairs(table)) == pytest.approx(kappa, abs=0.0005)


def test_without_variation_there_is_no_coefficient():
    assert cohen_kappa([]) is None
    assert cohen_kappa([("true", "true")] * 5) is None
    assert krippendorff_alpha({}) is None
    assert krippendorff_alpha({"c": {"a": "true", "b": "true"}}) is None
    assert krippendorff_alpha({"c": {"a": "true"}, "d": {"b": "false"}}) is None


@given(st.lists(st.tuples(VERDICTS, VERDICTS), max_size=40))
def test_kappa_is_symmetric_bounded_and_one_exactly_for_full_agreement(both: list[tuple[str, str]]):
    found = cohen_kappa(both)
    assert found == cohen_kappa([(other, one) for one, other in both])
    if found is not None:
        assert -1 <= found <= 1
        assert (found == 1) == all(one == other for one, other in both)


def review(claim: str, reviewer: str, verdict: str, month: str = "2026-03") -> BlindReview:
    return BlindReview(claim, reviewer, verdict, month)


def test_drift_says_who_is_harsher_than_the_others_and_when():
    found = measure(
        [
            review("c1", "ليلى", "false"), review("c1", "منى", "true"),
            review("c2", "ليلى", "misleading"), review("c2", "منى", "misleading"),
            review("c3", "ليلى", "true", "2026-04"), review("c3", "منى", "unproven", "2026-04"),
            review("c4", "ليلى", "true"),
        ]
    )  # fmt: skip
    assert (found.claims, found.reviewers) == (3, 2)
    assert [(p.one, p.other, p.claims, p.agreed) for p in found.pairs] == [("ليلى", "منى", 3, 1)]
    by = {(entry.reviewer, entry.month): entry for entry in found.drift}
    assert by["ليلى", "2026-03"].severity == 2.0
    assert by["منى", "2026-03"].severity == -2.0
    assert (by["ليلى", "2026-03"].comparisons, by["ليلى", "2026-03"].agreed) == (2, 0.5)
    assert by["ليلى", "2026-04"].severity is None


def test_only_first_and_blind_verdicts_count(store: Store, make: Callable[..., Extraction], now):
    extraction = make()
    write_batch(store, "run", [extraction], now)
    one, two = (claim.claim_id for claim in extraction.claims)
    source = (ReviewSource("https://a.example/", stance="supports", tier="primary"),)
    given = [
        (one, "ليلى", "true", "checker"),
        (one, "منى", "false", "second"),
        (one, "ليلى", "false", "checker"),
        (one, "سعاد", "false", "editor"),
        (two, "ليلى", "true", "checker"),
    ]
    for n, (claim, who, verdict, role) in enumerate(given):
        row = FilledRow(claim, who, verdict, rationale=str(n), role=role, sources=source)
        assert not record(store, FilledSheet(f"s{n}", f"s{n}.html", (row,)), now + timedelta(minutes=n)).refusals
    assert {(r.reviewer, r.verdict) for r in blind_reviews(store.con)} == {("ليلى", "true"), ("منى", "false")}
    seen = "UPDATE desk_human.reviews SET answers_review_id = 'r1' WHERE reviewer = 'منى'"
    store.con.execute(seen)
    assert [r for r in blind_reviews(store.con) if r.reviewer == "منى"] == []
