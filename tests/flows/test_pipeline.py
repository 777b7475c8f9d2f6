"""The flows, against a real Prefect server, a real store and real sheets."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from flows.records import RunSummary
from store import connect
from store.queries import run as ask
from store.runs import finish_run
from store.types import RunCounts

pytestmark = pytest.mark.usefixtures("prefect_api")

ARTICLES = [
    {
        "id": "dam",
        "title": "السد الجديد يدخل الخدمة",
        "published_at": "2024-05-06T09:00:00+03:00",
        "language": "ar",
        "text": "قال وزير الري سالم الهادي إن السد يخزن 40 مليون متر مكعب من المياه.\n\n"
        "وافتتح الوزير محطة الضخ يوم 2 مايو 2024 في بلدة عين الصفا.",
    },
    {
        "id": "bridge",
        "title": "Bridge reopens",
        "published_at": "2024-05-07",
        "language": "en",
        "text": "The Harlow bridge reopened on 3 May 2024 after repairs that cost 12 million pounds.\n\n"
        'Mayor Ruth Calloway said: "We paid 4 million pounds of it ourselves."',
    },
    {
        "id": "market",
        "title": "أسعار السوق",
        "published_at": "2024-05-08",
        "language": "ar",
        "text": "ارتفعت أسعار الخضار في سوق المدينة بنسبة 15 بالمئة خلال أبريل 2024.",
    },
]
VIEWS = ("articles", "claims", "claim_dates", "claim_quantities", "claim_entities", "attributions", "check_results")
FactCheck = Callable[..., RunSummary]


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    path = tmp_path / "feed.jsonl"
    path.write_text("".join(json.dumps(article, ensure_ascii=False) + "\n" for article in ARTICLES), "utf-8")
    return path


@pytest.fixture
def fact_check(tmp_path: Path, store_path: Path) -> FactCheck:
    from flows.pipeline import fact_check as flow

    def run(*paths: Path, **options: Any) -> RunSummary:
        options = {"store": str(store_path), "sheets_dir": str(tmp_path / "sheets"), "formats": ["html"]} | options
        return flow([str(path) for path in paths], **options)

    return run


def rows(store: Path, sql: str) -> list[tuple[Any, ...]]:
    return ask(store, sql).rows


def everything(store: Path) -> dict[str, list[tuple[Any, ...]]]:
    return {view: rows(store, f"select * from {view} order by all") for view in VIEWS}


def machine_rows(store: Path) -> list[tuple[Any, ...]]:
    columns = "claim_id, article_id, start_char, end_char, claim_text, kind, checkable, check_worthiness, speaker"
    return rows(store, f"select {columns} from claims order by all")


def published(key: str) -> list[dict[str, Any]]:
    """The newest artifact of a key, as rows."""
    import asyncio

    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterKey
    from prefect.client.schemas.sorting import ArtifactSort

    async def newest() -> Any:
        async with get_client() as client:
            chosen = ArtifactFilter(key=ArtifactFilterKey(any_=[key]))
            found = await client.read_artifacts(artifact_filter=chosen, sort=ArtifactSort.CREATED_DESC, limit=1)
            return found[0].data

    data = asyncio.run(newest())
    return json.loads(data) if isinstance(data, str) and data.startswith("[") else data


def test_articles_become_claims_checks_and_sheets(fact_check: FactCheck, feed: Path, store_path: Path, tmp_path: Path):
    run = fact_check(feed)
    assert run.status == "completed"
    assert (run.counts.articles_new, run.counts.articles_rejected) == (3, 0)
    assert run.counts.claims >= 4
    assert run.checks
    assert len(list((tmp_path / "sheets").glob("*.html"))) == 3
    [(status, new, claims)] = rows(store_path, "select status, articles_new, claims from runs")
    assert (status, new, claims) == ("completed", 3, run.counts.claims)
    table = {row["what"]: row["count"] for row in published("run")}
    assert table["articles new"] == 3
    assert table["checks passed"] == len(run.checks) - len(run.checks_failed)


def test_the_second_run_changes_nothing_but_the_record_of_runs(
    fact_check: FactCheck, feed: Path, store_path: Path, tmp_path: Path
):
    fact_check(feed)
    before = everything(store_path)
    times = {path: path.stat().st_mtime_ns for path in (tmp_path / "sheets").iterdir()}
    again = fact_check(feed)
    assert again.counts.articles_unchanged == 3
    assert (again.sheets, again.checks) == (0, [])
    assert everything(store_path) == before
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "sheets").iterdir()} == times
    assert rows(store_path, "select count(*) from runs") == [(2,)]


@pytest.mark.parametrize("runner", ["local", "dask"])
def test_rows_are_the_same_whatever_the_workers_and_batches(
    fact_check: FactCheck, feed: Path, store_path: Path, tmp_path: Path, runner: str
):
    fact_check(feed)
    other = tmp_path / "other.duckdb"
    fact_check(feed, store=str(other), sheets_dir=str(tmp_path / "others"), workers=2, batch_size=1, runner=runner)
    assert machine_rows(other) == machine_rows(store_path)
    for sheet in (tmp_path / "sheets").iterdir():
        assert (tmp_path / "others" / sheet.name).read_bytes() == sheet.read_bytes()


def test_a_bad_article_among_good_ones_is_set_aside(
    fact_check: FactCheck, feed: Path, store_path: Path, tmp_path: Path
):
    (tmp_path / "empty.txt").touch()
    (tmp_path / "picture.txt").write_bytes(bytes(range(256)) * 8)
    with feed.open("a", encoding="utf-8") as lines:
        lines.write("{not json\n")
    run = fact_check(feed, tmp_path / "empty.txt", tmp_path / "picture.txt")
    assert run.status == "completed_with_rejects"
    assert (run.counts.articles_new, run.counts.articles_rejected) == (3, 3)
    stored = dict(rows(store_path, "select reason, source from rejects"))
    assert set(stored) == {"broken_json", "empty", "binary"}
    assert stored["broken_json"].endswith("feed.jsonl:4")
    assert {row["reason"] for row in published("rejects")} == set(stored)


def test_an_edited_article_is_updated_alone(fact_check: FactCheck, feed: Path, tmp_path: Path):
    fact_check(feed)
    times = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "sheets").iterdir()}
    feed.write_text(feed.read_text("utf-8").replace("12 million", "13 million"), "utf-8")
    run = fact_check(feed)
    assert (run.counts.articles_updated, run.counts.articles_unchanged) == (1, 2)
    changed = {p.name for p in (tmp_path / "sheets").iterdir() if times.get(p.name) != p.stat().st_mtime_ns}
    assert len(changed) == 1


def test_a_run_that_was_stopped_is_brought_to_its_end_by_the_next(
    fact_check: FactCheck, feed: Path, store_path: Path, tmp_path: Path
):
    blocked = tmp_path / "sheets"
    blocked.touch()
    with pytest.raises(Exception, match="sheets"):
        fact_check(feed)
    assert rows(store_path, "select status, articles_new from runs") == [("failed", 3)]
    blocked.unlink()
    run = fact_check(feed)
    assert (run.counts.articles_unchanged, run.sheets) == (3, 3)
    assert run.checks
    assert sorted(rows(store_path, "select status from runs")) == [("completed",), ("recovered",)]
    assert fact_check(feed).sheets == 0


def test_a_stopped_run_stays_open_while_articles_of_it_are_missing(
    fact_check: FactCheck, feed: Path, store_path: Path, tmp_path: Path
):
    first = fact_check(feed)
    with connect(store_path) as store:
        finish_run(store, first.run_id, datetime(2024, 1, 1, tzinfo=UTC), "interrupted", RunCounts())
    part = tmp_path / "part.jsonl"
    part.write_text(json.dumps(ARTICLES[0], ensure_ascii=False) + "\n", "utf-8")
    fact_check(part)
    assert rows(store_path, f"select status from runs where run_id = '{first.run_id}'") == [("interrupted",)]


def test_the_whole_store_is_checked_as_a_run_of_its_own(fact_check: FactCheck, feed: Path, store_path: Path):
    from flows.quality import check_store

    fact_check(feed)
    report = store_path.with_name("report.html")
    results = check_store(str(store_path), str(report))
    assert results
    assert report.read_text("utf-8").startswith("<!")
    assert rows(store_path, "select count(distinct run_id) from check_results") == [(2,)]


def test_a_folder_of_filled_sheets_comes_back(fact_check: FactCheck, feed: Path, store_path: Path, tmp_path: Path):
    from openpyxl import load_workbook

    from flows.reviews import import_sheets

    fact_check(feed, formats=["xlsx"])
    path = next((tmp_path / "sheets").glob("dam*.xlsx"))
    book = load_workbook(path)
    columns = {cell.value: cell.column for cell in book["claims"][1]}
    book["claims"].cell(3, columns["verdict"], "not_checkable")
    book["claims"].cell(3, columns["not_checkable_reason"], "vague")
    book["claims"].cell(3, columns["rationale"], "لا يقول أي سد")
    book["claims"].cell(3, columns["reviewer"], "سلمى")
    book.save(path)
    outcomes = import_sheets(str(tmp_path / "sheets"), str(store_path))
    assert sum(outcome.reviews_new for outcome in outcomes) == 1
    assert rows(store_path, "select verdict, decided_by from verdicts") == [("not_checkable", "سلمى")]
    again = import_sheets(str(tmp_path / "sheets"), str(store_path))
    assert sum(outcome.reviews_new for outcome in again) == 0
