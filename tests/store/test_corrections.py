"""What people set right stands beside the machine's values, and claims that they found are claims like others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from extractors.types import Extraction
from store import Store, corrections, reviews
from store.corrections import TAKEN_BACK, Correction
from store.types import FilledRow, FilledSheet
from store.writing import write_batch

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
WELL = "حفرت البلدية ١٢ بئراً"
CLAIM = f"a1-{WELL}"


@pytest.fixture
def text(store: Store, make: Callable[..., Extraction]) -> str:
    write_batch(store, "r1", [make()], NOON)
    row = store.con.execute("SELECT text FROM articles").fetchone()
    assert row is not None
    return str(row[0])


def span(text: str, words: str, kind: str = "span", **more: object) -> Correction:
    start = text.index(words)
    given = {"claim_id": CLAIM, "start": start, "end": start + len(words), "text": words, **more}
    return Correction(kind, "ليلى", **given)  # type: ignore[arg-type]


def status(store: Store, claim_id: str) -> str:
    row = store.con.execute("SELECT status FROM claims WHERE claim_id = $id", {"id": claim_id}).fetchone()
    assert row is not None
    return str(row[0])


def test_a_correction_stands_beside_the_machines_value(store: Store, text: str) -> None:
    given = [
        span(text, "البلدية ١٢"),
        Correction("speaker", "ليلى", CLAIM, value="نائب رئيس البلدية"),
        Correction("date", "ليلى", CLAIM, text="أيار", value="2024-05", from_date="2024-05-01", to_date="2024-05-31"),
    ]
    assert corrections.record(store, given, NOON).new == 3
    assert corrections.record(store, given, NOON) == corrections.Recorded(new=0, known=3)
    right = store.con.execute("SELECT claim_text, speaker, dates FROM corrected_claims").fetchall()
    assert right == [("البلدية ١٢", "نائب رئيس البلدية", ["أيار = 2024-05"])]
    machine = store.con.execute("SELECT claim_text, speaker FROM claims WHERE claim_id = $id", {"id": CLAIM}).fetchall()
    assert machine == [(WELL, "رئيس البلدية")]
    was = dict(store.con.execute("SELECT kind, machine_value FROM corrections").fetchall())
    assert was == {"span": WELL, "speaker": "رئيس البلدية", "date": f"{WELL} = 2025-05"}


def test_returning_to_an_earlier_value_is_a_correction_of_its_own(store: Store, text: str) -> None:
    for minute, name in enumerate(("A", "B", "A")):
        row = Correction("speaker", "ليلى", CLAIM, value=name, saved_at=f"2026-03-02T10:0{minute}:00Z")
        assert corrections.record(store, [row], NOON).new == 1
    assert [row.value for row in corrections.standing(store.con, [CLAIM])] == ["A"]
    old = Correction("speaker", "ليلى", CLAIM, value="B", saved_at="2026-03-02T10:01:00Z")
    assert corrections.record(store, [old], NOON).known == 1
    assert [row.value for row in corrections.standing(store.con, [CLAIM])] == ["A"]


def test_what_is_taken_back_gives_way_to_the_machine(store: Store, text: str) -> None:
    corrections.record(store, [span(text, "البلدية ١٢")], NOON)
    back = Correction("span", "سامي", CLAIM, position=TAKEN_BACK)
    assert corrections.record(store, [back], NOON + timedelta(hours=1)).new == 1
    assert corrections.standing(store.con, [CLAIM]) == []
    assert store.con.execute("SELECT * FROM corrected_claims").fetchall() == []
    assert corrections.record(store, [back], NOON + timedelta(hours=2)).new == 0


def test_no_claim_leaves_the_queue_and_comes_back(store: Store, text: str, make: Callable[..., Extraction]) -> None:
    corrections.record(store, [Correction("not_a_claim", "ليلى", CLAIM, note="رأي")], NOON)
    assert status(store, CLAIM) == "withdrawn"
    # Reading the article again does not undo what a person said.
    write_batch(store, "r1", [make(version="2")], NOON + timedelta(hours=1))
    assert status(store, CLAIM) == "withdrawn"
    corrections.record(store, [Correction("not_a_claim", "ليلى", CLAIM, position=TAKEN_BACK)], NOON)
    assert status(store, CLAIM) == "new"


def test_pieces_of_a_split_are_claims_with_the_speaker_of_the_whole(store: Store, text: str) -> None:
    first, second = (span(text, words, "split", position=n) for n, words in enumerate(("حفرت البلدية", "١٢ بئراً")))
    assert corrections.record(store, [first, second], NOON).new == 1
    assert status(store, CLAIM) == "withdrawn"
    pieces = store.con.execute(
        "SELECT claim_text, speaker, speaker_type, cue, kind, checkable, status FROM claims "
        "WHERE claim_id IN (SELECT unnest(pieces) FROM corrected_claims) ORDER BY start_char"
    ).fetchall()
    said = ("رئيس البلدية", "person", "قال", "quantity", True, "new")
    assert pieces == [("حفرت البلدية", *said), ("١٢ بئراً", *said)]
    # Cut otherwise: the piece that is left out is withdrawn, the other stays.
    third = span(text, "بئراً", "split", position=1)
    corrections.record(store, [first, third], NOON + timedelta(hours=1))
    now = store.con.execute(
        "SELECT claim_text, status FROM claims WHERE starts_with(claim_id, 'h') ORDER BY ALL"
    ).fetchall()
    assert sorted(now) == sorted([("حفرت البلدية", "new"), ("١٢ بئراً", "withdrawn"), ("بئراً", "new")])
    assert store.con.execute("SELECT count(*) FROM claim_history WHERE reason = 'split'").fetchone() == (4,)


def test_an_added_claim_takes_a_review_in_the_same_sheet(store: Store, text: str) -> None:
    added = replace(span(text, "البلدية", "add"), claim_id="", article_id="a1", value="event")
    key = corrections.human_id("a1", text.index("البلدية"), "البلدية")
    speaker = Correction("speaker", "ليلى", key, value="ناطق", article_id="a1")
    review = FilledRow(key, "ليلى", "not_checkable", "vague")
    sheet = FilledSheet("s1", "x.html", (review,), corrections=(added, speaker))
    outcome = reviews.record(store, sheet, NOON)
    assert (outcome.refusals, outcome.reviews_new, outcome.corrections_new) == ([], 1, 2)
    claim = store.con.execute(
        "SELECT claim_text, speaker, speaker_type, status, extractor_version FROM claims WHERE claim_id = $id",
        {"id": key},
    ).fetchall()
    assert claim == [("البلدية", "ناطق", "person", "decided", "human")]
    assert reviews.record(store, sheet, NOON).corrections_new == 0
    corrections.record(store, [Correction("add", "ليلى", key, position=TAKEN_BACK)], NOON)
    assert status(store, key) == "withdrawn"


@pytest.mark.parametrize(
    ("change", "column", "code"),
    [
        ({"text": "غير ذلك"}, "claim_text_corrected", "span_differs"),
        ({"start": 5, "end": 5}, "claim_text_corrected", "span_differs"),
        ({"end": 10_000}, "claim_text_corrected", "span_differs"),
        ({"start": -3}, "claim_text_corrected", "span_differs"),
        ({"article_version": 7}, "claim_text_corrected", "span_differs"),
        ({"reviewer": " "}, "reviewer", "reviewer"),
        ({"claim_id": "c-nobody"}, "claim_id", "claim_unknown"),
        ({"kind": "shorten"}, "kind", ""),
        ({"kind": "split"}, "split", "split_in_one"),
        ({"kind": "add", "claim_id": "", "article_id": "a9"}, "article_id", "article_unknown"),
        ({"kind": "add", "claim_id": "", "article_id": "a1", "value": "opinion"}, "kind", "choice"),
        ({"kind": "date", "start": None, "from_date": "2024-13-01"}, "date_from_corrected", "day"),
        ({"kind": "date", "start": None, "from_date": "2024-02-01", "to_date": "2024-01-01"}, "date_to_corrected",
         "date_order"),
        ({"kind": "date", "start": None}, "date_from_corrected", "date_empty"),
    ],
)  # fmt: skip
def test_a_bad_correction_is_refused_by_its_cell_and_nothing_is_stored(
    store: Store, text: str, change: dict[str, object], column: str, code: str
) -> None:
    bad = replace(span(text, "البلدية ١٢"), where="row 3", **change)  # type: ignore[arg-type]
    outcome = corrections.record(store, [Correction("speaker", "ليلى", CLAIM, value="X"), bad], NOON)
    assert [(r.row, r.column, r.code) for r in outcome.refusals] == [("row 3", column, code)]
    assert outcome.refusals[0].allowed
    assert store.con.execute("SELECT count(*) FROM corrections").fetchone() == (0,)


def test_a_refused_correction_keeps_the_reviews_of_its_sheet_out(store: Store, text: str) -> None:
    sheet = FilledSheet(
        "s1", "x.html", (FilledRow(CLAIM, "ليلى", "not_checkable", "vague"),),
        corrections=(replace(span(text, "البلدية"), text="wrong"),),
    )  # fmt: skip
    assert reviews.record(store, sheet, NOON).refusals
    refused = replace(sheet, corrections=(span(text, "البلدية"),), reviews=(FilledRow(CLAIM, "", "true"),))
    assert reviews.record(store, refused, NOON).refusals
    counts = "SELECT (SELECT count(*) FROM reviews), (SELECT count(*) FROM corrections)"
    assert store.con.execute(counts).fetchone() == (0, 0)
