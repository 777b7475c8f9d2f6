"""The main flow: articles in at one end, checked claims and review sheets out at the other."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from flows import artifacts, runners, steps, writing
from flows.interrupts import was_interrupted
from flows.pool import Future, in_order
from flows.progress import report
from flows.records import ArticleIds, Extracted, RunSummary, Timed, Written, timed
from store.types import CheckResult

SHEETS_DIR = "sheets-out"
SHEET_FORMATS = ("html", "xlsx")
SHEETS_A_TASK = 25
T = TypeVar("T")


@task(name="write", task_run_name="write-{number}", cache_policy=NO_CACHE, persist_result=False)
def write_task(number: int, store: str, run_id: str, extracted: Extracted, at: datetime) -> Timed[Written]:
    """Writes one batch in one transaction."""
    return timed(writing.write, store, run_id, extracted, at)


@task(name="check", cache_policy=NO_CACHE, persist_result=False)
def check_task(store: str, run_id: str, articles: ArticleIds) -> Timed[list[CheckResult]]:
    """Runs the data-quality checks over these articles."""
    return timed(steps.check, store, run_id, articles.ids)


@task(name="sheets", cache_policy=NO_CACHE, persist_result=False)
def sheets_task(
    store: str, articles: ArticleIds, directory: str, formats: Sequence[str], pool: ProcessPoolExecutor | None = None
) -> Timed[list[Path]]:
    """Renders the review sheets of these articles, in a process of the pool where there is one; gives the files."""
    render = partial(steps.render, store, articles.ids, Path(directory), formats)
    return timed(render) if pool is None else pool.submit(timed, render).result()


@flow(name="fact-check", persist_result=False)
def fact_check(
    paths: list[str],
    store: str | None = None,
    sheets_dir: str = SHEETS_DIR,
    language: str = "",
    published_at: str = "",
    workers: int = 1,
    runner: str = "local",
    batch_size: int = 25,
    formats: Sequence[str] = SHEET_FORMATS,
) -> RunSummary:
    """Reads articles, extracts their claims, stores and checks them, and renders their review sheets.

    Args:
        paths: files and folders.
        store: where the store is; None for CLAIMDESK_STORE or ``claimdesk.duckdb``.
        sheets_dir: where review sheets go.
        language: the language of articles that do not say; empty to detect it.
        published_at: ISO 8601, for articles that do not say.
        workers: processes that extract.
        runner: ``local``, ``dask`` or ``dask:ADDRESS``.
        batch_size: articles in a task and in a transaction.
        formats: of the review sheets: html, xlsx, csv, md.

    Raises:
        ClaimdeskError: when the store cannot be opened, or the options make no sense.
    """
    steps.parse_runner(runner)
    begun = steps.now()
    run_id = steps.new_run_id(begun)
    name, left_behind = writing.start(store, run_id, begun)
    run = RunSummary(run_id, name, sheets_dir)
    recovered: list[str] = []
    whole = time.perf_counter()
    try:
        items = steps.without_doubles(steps.read_items(paths, language=language, published_at=published_at))
        batches = _timed(run, "read", steps.in_batches(items, batch_size))
        with runners.crew(runner, workers) as crew:
            touched = _store_batches(run, crew.extract(batches), begun, left_behind)
            _check_and_render(run, touched, crew, formats)
        recovered = sorted(left_behind.intersection(touched))
        run.status = "completed_with_rejects" if run.rejects else "completed"
    except BaseException as error:
        stopped = not isinstance(error, Exception) or was_interrupted(error)
        run.status = "interrupted" if stopped else "failed"
        raise
    finally:
        run.seconds["all"] = time.perf_counter() - whole
        # The store comes first: Prefect's page may have gone when the run was stopped.
        writing.finish(run, steps.now(), recovered)
        _publish(run)
    return run


def _store_batches(
    run: RunSummary, outcomes: Iterable[Timed[Extracted]], begun: datetime, left_behind: frozenset[str]
) -> list[str]:
    """Writes what batches became, in input order.

    Returns:
        The ids of the articles that need checks and sheets: new, updated, or left behind by a run that was stopped.
    """
    touched: dict[str, None] = {}
    for outcome in outcomes:
        extracted = run.spent("extract", outcome)
        written = run.spent("store", write_task(extracted.number, run.store, run.run_id, extracted, begun))
        run.counts.add(written.counts)
        run.rejects += written.rejects
        run.note(extracted.extractions)
        ids = [extraction.article.id for extraction in extracted.extractions]
        touched.update(dict.fromkeys([*written.changed, *(one for one in ids if one in left_behind)]))
        report("articles", len(extracted.extractions) + len(extracted.rejects))
    return list(touched)


def _check_and_render(run: RunSummary, touched: list[str], crew: runners.Crew, formats: Sequence[str]) -> None:
    if not touched:
        return
    report("checks", 0, 1)
    run.checks = run.spent("check", check_task(run.store, run.run_id, ArticleIds(touched)))
    report("checks", 1)
    run.held = steps.held_back(run.store, touched) if run.checks_failed else {}
    ready = [article_id for article_id in touched if article_id not in run.held]

    def submit(articles: ArticleIds) -> Future[Timed[list[Path]]]:
        where = {"store": run.store, "directory": run.sheets_dir, "formats": formats}
        return crew.rendering(sheets_task, articles=articles, **where)

    chunks = [ArticleIds(ready[start : start + SHEETS_A_TASK]) for start in range(0, len(ready), SHEETS_A_TASK)]
    report("sheets", 0, len(ready))
    for chunk, outcome in zip(chunks, in_order(chunks, submit, crew.ahead), strict=True):
        run.sheets += len(run.spent("sheets", outcome))
        report("sheets", len(chunk.ids))


def _publish(run: RunSummary) -> None:
    if run.status.startswith("completed"):
        artifacts.publish_run(run)
        return
    with suppress(Exception):
        artifacts.publish_run(run)


def _timed(run: RunSummary, part: str, items: Iterator[T]) -> Iterator[T]:
    """The items, with the time that getting them took."""
    while True:
        item = run.spent(part, timed(next, items, None))
        if item is None:
            return
        yield item
