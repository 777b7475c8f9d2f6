"""Many at once: two runs over the same articles, readers and writers on one store, a catalog that goes away."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from extractors.errors import ClaimdeskError
from extractors.types import Article, Extraction
from store import connect, ducklake
from store.reviews import record
from store.runs import start_run
from store.types import FilledRow, FilledSheet, ReviewSource
from store.writing import write_batch
from tests.conftest import Postgres
from tests.faults.driving import (
    SOURCE,
    Outcome,
    differences,
    doubles,
    finish,
    has_traceback,
    rows_of,
    start,
    write_articles,
)

QUESTIONS = (
    "select count(*) from claims",
    "select verdict, count(*) from verdicts group by all",
    "select speaker, count(*) from claims group by all order by 2 desc limit 5",
)
WAIT = 120.0
"""Seconds that a writer of the crowd waits for its turn."""


def two_runs(folder: Path, *, rounds: int, articles: int = 30) -> Outcome:
    """Two ``claimdesk run`` begin at the same moment over the same articles, into one store."""
    outcome = Outcome("two runs at once", counted=f"{articles} articles")
    source = write_articles(folder / "articles.jsonl", articles)
    finish("run", source, "--store", folder / "whole.duckdb", "--sheets", folder / "whole")
    wanted = rows_of(folder / "whole.duckdb")
    for number in range(rounds):
        store = folder / f"both-{number}.duckdb"
        both = [start("run", source, "--store", store, "--sheets", folder / f"sheets-{number}-{n}",
                      "--batch-size", n + 3) for n in range(2)]  # fmt: skip
        for run in both:
            _, complaints = run.communicate(timeout=300)
            if run.returncode not in (0, 1) or "Traceback" in complaints:
                outcome.troubles.append(f"a run ended with {run.returncode}: {complaints[-300:]}")
        outcome.tries += 1
        found = rows_of(store)
        outcome.twice += doubles(found)
        outcome.troubles += differences(found, wanted)
    return outcome


class _Crowd:
    """Threads that go on until the time is over; each keeps what was acknowledged to it."""

    def __init__(self, store: str, outcome: Outcome, until: float) -> None:
        self.store, self.outcome, self.until = store, outcome, until
        self.articles: list[str] = []
        self.reviews: list[str] = []
        self.answers = 0

    def read(self, number: int) -> None:
        """An analyst: the command, again and again."""
        while time.monotonic() < self.until:
            ended = finish("sql", QUESTIONS[number % len(QUESTIONS)], "--store", self.store, "--format", "csv")
            self.answers += ended.status == 0
            if ended.status or has_traceback(ended):
                self.outcome.troubles.append(f"a reader got {ended.status}: {ended.err[-300:]}")

    def write_articles(self, number: int) -> None:
        """A run: a batch after the other."""
        self._repeat(number, self.articles, self._article)

    def review(self, number: int) -> None:
        """A fact-checker whose sheets come in one after the other."""
        self._repeat(number, self.reviews, self._review)

    def _repeat(self, number: int, acknowledged: list[str], write: Callable[[str], None]) -> None:
        count = 0
        while time.monotonic() < self.until:
            name = f"w{number}-{count}"
            try:
                write(name)
            except ClaimdeskError as error:
                self.outcome.troubles.append(f"a writer was told: {error}")
            else:
                acknowledged.append(name)
            count += 1
            time.sleep(0.05)

    def _article(self, name: str) -> None:
        now = datetime.now(UTC)
        article = Article(name, f"نص {name}", "ar", name, "وكالة الوادي", "", now.isoformat())
        with connect(self.store, wait_seconds=WAIT) as opened:
            start_run(opened, name, now)
            write_batch(opened, name, [Extraction(article, (), (), (), extractor_version="1")], now)

    def _review(self, name: str) -> None:
        source = ReviewSource(
            **{key: value for key, value in SOURCE.items() if key in ReviewSource.__dataclass_fields__}
        )
        with connect(self.store, wait_seconds=WAIT) as opened:
            claim = opened.con.execute(
                "SELECT claim_id FROM claims ORDER BY hash(claim_id || $n) LIMIT 1", {"n": name}
            ).fetchone()
            row = FilledRow(
                claim[0] if claim else "", name, "true", "", f"Because of the register, {name}", sources=(source,)
            )
            outcome = record(opened, FilledSheet(name, f"{name}.html", (row,)), datetime.now(UTC))
            if outcome.refusals:
                raise ClaimdeskError(f"the review was refused: {outcome.refusals}")


def crowd(store: str, folder: Path, *, seconds: float, name: str, readers: int = 10, writers: int = 3) -> Outcome:
    """Readers (``claimdesk sql``) and writers (two runs, one fact-checker) on one store for a while."""
    outcome = Outcome(name, tries=1)
    source = write_articles(folder / "articles.jsonl", 20)
    first = finish("run", source, "--store", store, "--sheets", folder / "sheets", "--format", "html")
    if first.status not in (0, 1):
        outcome.troubles.append(f"the first run ended with {first.status}: {first.err[-300:]}")
        return outcome
    people = _Crowd(store, outcome, time.monotonic() + seconds)
    threads = [threading.Thread(target=people.read, args=(n,)) for n in range(readers)]
    threads += [
        threading.Thread(target=people.review if n == 0 else people.write_articles, args=(n,)) for n in range(writers)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    _count(people, outcome)
    outcome.counted = (
        f"{readers} readers, {writers} writers, {seconds:g} s: {people.answers} answers, "
        f"{len(people.articles)} batches and {len(people.reviews)} sheets acknowledged"
    )
    return outcome


def _count(people: _Crowd, outcome: Outcome) -> None:
    with connect(people.store, read_only=True, wait_seconds=60) as opened:
        articles = [row[0] for row in opened.con.execute("SELECT article_id FROM articles").fetchall()]
        reviews = [row[0] for row in opened.con.execute("SELECT reviewer FROM reviews").fetchall()]
        sources = opened.con.execute("SELECT count(DISTINCT review_id), count(*) FROM sources").fetchone()
    outcome.lost = len(set(people.articles) - set(articles)) + len(set(people.reviews) - set(reviews))
    outcome.twice = len(articles) - len(set(articles)) + len(reviews) - len(set(reviews))
    outcome.half = 0 if sources == (len(reviews), len(reviews)) else 1


def catalog_stops(postgres: Postgres, folder: Path, *, stops: int) -> Outcome:
    """Postgres goes away in the middle, again and again: a clear error, and what was acknowledged is there."""
    outcome = Outcome("Postgres stopped", tries=stops)
    store = postgres.target(postgres.database(), folder / "rows")
    connect(store).close()
    written: list[str] = []
    told = 0
    people = _Crowd(store, outcome, 0.0)
    for number in range(stops):
        stopper = threading.Timer(0.3 + 0.13 * (number % 5), postgres.stop)
        stopper.start()
        told += _write_until_told(people, f"s{number}", written, outcome)
        stopper.join()
        postgres.resume()
    with connect(store, read_only=True) as opened:
        present = [row[0] for row in opened.con.execute("SELECT article_id FROM articles").fetchall()]
    outcome.lost, outcome.twice = len(set(written) - set(present)), len(present) - len(set(present))
    outcome.counted = f"{len(written)} batches acknowledged, {told} times a clear error"
    ducklake.forget(store)
    return outcome


def _write_until_told(people: _Crowd, prefix: str, written: list[str], outcome: Outcome) -> bool:
    deadline, count = time.monotonic() + 60, 0
    while time.monotonic() < deadline:
        try:
            people._article(f"{prefix}-{count}")
        except ClaimdeskError as error:
            if not error.next_step:
                outcome.troubles.append(f"the error says no next step: {error}")
            return True
        written.append(f"{prefix}-{count}")
        count += 1
    outcome.troubles.append(f"{prefix}: nobody was told that the catalog had gone")
    return False
