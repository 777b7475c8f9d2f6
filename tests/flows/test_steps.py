"""The plain functions behind the tasks."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pytest

from extractors.errors import ClaimdeskError
from extractors.intake import Unreadable
from extractors.types import Article
from flows import steps
from flows.pool import extract_batches, in_order
from flows.records import Batch

GOOD = "قال وزير الري سالم الهادي يوم الأحد إن السد يخزن 40 مليون متر مكعب. وافتتح الوزير محطة الضخ في مايو 2023."


def article(name: str, text: str = GOOD) -> Article:
    return Article(id=name, text=text, language="ar", published_at="2024-05-06")


def broken(name: str) -> Article:
    """An article that extraction cannot take: its text is no text."""
    return article(name, cast(str, None))


def test_batches_keep_the_order_and_hold_what_could_not_be_read():
    items = [article("a"), Unreadable("b.txt", "empty", "nothing in it"), article("c"), article("d")]
    batches = list(steps.in_batches(items, 3))
    assert [[one.id for one in batch.articles] for batch in batches] == [["a", "c"], ["d"]]
    assert [reject.source for reject in batches[0].rejects] == ["b.txt"]
    assert [batch.number for batch in batches] == [0, 1]


def test_a_batch_reads_no_further_than_it_must():
    taken = []

    def items():
        for number in range(10):
            taken.append(number)
            yield article(str(number))

    next(steps.in_batches(items(), 2))
    assert taken == [0, 1]


def test_long_articles_close_a_batch_early():
    long = "ك" * (steps.BATCH_CHARACTERS // 2)
    batches = list(steps.in_batches([article(str(number), long) for number in range(4)], 100))
    assert [len(batch.articles) for batch in batches] == [2, 2]


def test_an_article_whose_extraction_raises_loses_only_itself():
    batch = Batch(0, [article("before"), broken("bad"), article("after")])
    extracted = steps.extract_batch(batch)
    assert [one.article.id for one in extracted.extractions] == ["before", "after"]
    assert all(one.claims for one in extracted.extractions)
    [reject] = extracted.rejects
    assert reject.reason == "extraction_failed"
    assert "bad" in reject.detail


def test_processes_give_the_same_in_the_same_order():
    batches = [Batch(number, [article(f"{number}"), article(f"{number}b", GOOD * 2)]) for number in range(5)]
    alone = list(extract_batches(batches, 1))
    together = list(extract_batches(batches, 2))
    assert [one.extractions for one in alone] == [one.extractions for one in together]
    assert [one.number for one in together] == [0, 1, 2, 3, 4]


def test_no_more_batches_are_in_flight_than_allowed():
    submitted: list[int] = []

    class Done:
        def __init__(self, number: int) -> None:
            self.number = number

        def result(self) -> int:
            return self.number

    def submit(number: int) -> Done:
        submitted.append(number)
        return Done(number)

    results = in_order(iter(range(100)), submit, 4)
    assert next(results) == 0
    assert submitted == [0, 1, 2, 3]
    assert list(results) == list(range(1, 100))


@pytest.mark.parametrize(
    ("runner", "parsed"),
    [("local", ("local", "")), ("dask", ("dask", "")), ("dask:tcp://10.0.0.1:8786", ("dask", "tcp://10.0.0.1:8786"))],
)
def test_runners(runner: str, parsed: tuple[str, str]):
    assert steps.parse_runner(runner) == parsed


@pytest.mark.parametrize("runner", ["", "ray", "local:here", "Dask"])
def test_a_runner_that_is_none_is_refused_with_those_there_are(runner: str):
    with pytest.raises(ClaimdeskError) as refused:
        steps.parse_runner(runner)
    assert "dask:ADDRESS" in refused.value.allowed


def test_counting_what_there_is_to_read(tmp_path: Path):
    (tmp_path / "one.txt").write_text(GOOD, "utf-8")
    (tmp_path / "more.jsonl").write_text('{"text": "a"}\n{"text": "b"}\n', "utf-8")
    assert steps.count_items([tmp_path]) == 3
    assert steps.count_items([tmp_path, "-"]) is None
    (tmp_path / "packed.jsonl.gz").write_bytes(b"")
    assert steps.count_items([tmp_path]) is None
    with pytest.raises(ClaimdeskError, match="no such file"):
        steps.count_items([tmp_path / "missing.txt"])


def test_filled_sheets_of_a_folder(tmp_path: Path):
    for name in ("b.xlsx", "a.html", "c.claims.csv", "c.sources.csv", "notes.txt", ".hidden.html", "~$b.xlsx"):
        (tmp_path / name).touch()
    assert [path.name for path in steps.sheet_files([tmp_path])] == ["a.html", "b.xlsx", "c.claims.csv"]
    for name in ("b.refused.xlsx", "b.refused.2.xlsx", "c.refused.claims.csv", "c.refused.sources.csv"):
        (tmp_path / name).touch()
    found = [path.name for path in steps.sheet_files([tmp_path])]
    assert found == ["a.html", "b.refused.2.xlsx", "c.refused.claims.csv"]
    assert list(steps.sheet_files([tmp_path / "gone.xlsx"])) == [tmp_path / "gone.xlsx"]


def test_run_ids_sort_by_time_and_differ():
    early, late = datetime(2024, 1, 2, tzinfo=UTC), datetime(2024, 1, 2, 0, 0, 1, tzinfo=UTC)
    assert steps.new_run_id(early) < steps.new_run_id(late)
    assert steps.new_run_id(early) != steps.new_run_id(early)


def test_an_id_that_comes_twice_with_other_words_is_set_aside():
    items = [article("a", "one"), article("b", "two"), article("a", "one"), article("a", "three")]
    kept = list(steps.without_doubles(items))
    assert kept[:3] == items[:3]
    assert (kept[3].source, kept[3].reason) == ("a", "same_id")


def test_a_last_line_without_its_end_is_an_article_too(tmp_path: Path):
    for content, count in (("", 0), ("{}", 1), ("{}\n", 1), ("{}\n{}", 2)):
        (tmp_path / "in.jsonl").write_text(content, "utf-8")
        assert steps.count_items([tmp_path / "in.jsonl"]) == count
