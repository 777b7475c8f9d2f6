"""What people set right trains and measures the extractor: the files go through its own two programs."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from extractors import evaluate, extract, fit
from extractors.types import Article
from store import Store, corrections, reviews
from store.corrections import Correction
from store.training import write_training
from store.types import FilledRow, FilledSheet
from store.writing import write_batch

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
TEXT = (
    "قال وزير المياه سمير الحلو إن الوزارة حفرت 12 بئراً في الوادي منذ مطلع عام 2023 وأنفقت 40 مليون دولار.\n\n"
    "وأقر البرلمان القانون في أيار 2024 بأغلبية 94 صوتاً. «وهذا \t إنجاز» لا يضاهيه إنجاز في تاريخ البلاد كلها."
)


@pytest.fixture
def corrected(store: Store) -> Store:
    extraction = extract(Article("w1", TEXT, "ar", "آبار الوادي", published_at="2024-06-02T09:00:00+03:00"))
    write_batch(store, "r1", [extraction], NOON)
    vote = next(c for c in extraction.claims if "البرلمان" in c.text)
    wells = next(c for c in extraction.claims if "بئر" in c.text)
    words, missed = "أقر البرلمان القانون في أيار 2024", "هذا \t إنجاز"
    start, at = TEXT.index(words), TEXT.index(missed)
    given = [
        Correction("span", "ليلى", vote.claim_id, start=start, end=start + len(words), text=words),
        Correction("date", "ليلى", vote.claim_id, text="أيار 2024", value="2024-05", from_date="2024-05-01",
                   to_date="2024-05-31"),
        Correction("speaker", "ليلى", wells.claim_id, value="سمير الحلو"),
        Correction("add", "ليلى", article_id="w1", start=at, end=at + len(missed), text=missed, value="record"),
    ]  # fmt: skip
    assert corrections.record(store, given, NOON).refusals == []
    added = corrections.human_id("w1", at, missed)
    sheet = FilledSheet("s1", "x.html", (FilledRow(added, "ليلى", "not_checkable", "opinion"),))
    assert reviews.record(store, sheet, NOON).refusals == []
    return store


def test_corrections_are_gold_that_the_evaluation_reads(corrected: Store, tmp_path: Path) -> None:
    paths = write_training(corrected, tmp_path / "out")
    gold = json.loads(paths[0].read_text("utf-8"))
    for item in [*gold["claims"], *gold["not_claims"]]:
        assert TEXT[item["start"] : item["end"]] == item["text"]
    (vote,) = [claim for claim in gold["claims"] if "البرلمان" in claim["text"]]
    assert vote["text"] == "أقر البرلمان القانون في أيار 2024"
    assert {"text": "أيار 2024", "from": "2024-05-01", "to": "2024-05-31"} in vote["dates"]
    assert ["سمير الحلو"] in [claim["speakers"] for claim in gold["claims"]]
    assert [item["why"] for item in gold["not_claims"]] == ["opinion"]
    printed: list[str] = []
    assert evaluate.main([str(tmp_path / "out" / "gold")], printed.append) == 0
    assert "claims_f1" in printed[0]
    tally = evaluate.evaluate(paths[:1])
    assert tally.counts["gold"] == len(gold["claims"])
    assert tally.counts["speaker_right"] >= 1


def test_judged_sentences_and_clauses_go_into_the_fit(corrected: Store, tmp_path: Path) -> None:
    write_training(corrected, tmp_path / "out")
    file = tmp_path / "out" / "labelled" / "ar.tsv"
    rows = [line.split("\t") for line in file.read_text("utf-8").splitlines()]
    assert rows[0] == ["id", "sentence", "label"]
    assert {label for _, _, label in rows[1:]} == {"OBJ", "SUBJ"}
    assert [sentence for _, sentence, label in rows if label == "SUBJ"] == [
        "«وهذا إنجاز» لا يضاهيه إنجاز في تاريخ البلاد كلها."
    ]
    examples = fit.labelled_sentences([file], "ar")
    assert len(examples) == len(rows) - 1
    assert fit.main(["sentence", "--language", "ar", str(file)]) == 0
    assert fit.gold_clauses([tmp_path / "out" / "gold" / "ar"], "ar")


def test_articles_that_nobody_judged_stay_out(store: Store, make: Callable[..., object], tmp_path: Path) -> None:
    write_batch(store, "r1", [make()], NOON)  # type: ignore[list-item]
    assert write_training(store, tmp_path / "out") == []
