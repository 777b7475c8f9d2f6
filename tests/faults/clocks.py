"""A clock that is set back between a run, imports and another run: what came later stays later."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

from extractors.types import Article, Extraction
from store import Store, connect
from store.reviews import record
from store.runs import start_run
from store.types import FilledRow, FilledSheet, ReviewSource
from store.writing import write_batch
from tests.faults.driving import SOURCE, Outcome, finish, write_articles

START = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
VERDICTS = ("true", "false", "misleading", "unproven")


def clock_set_back(folder: Path, *, steps: int, seed: int) -> Outcome:
    """Reviews and articles come in while the clock jumps back and forth by up to a year.

    After every step the review and the version that came last have to be the ones that stand, and no verdict or
    version may stand from later than until.
    """
    outcome = Outcome("clock set back", counted=f"{steps} reviews and versions of an article")
    store, rng = folder / "store.duckdb", random.Random(seed)
    finish(
        "run",
        write_articles(folder / "articles.jsonl", 3),
        "--store",
        store,
        "--sheets",
        folder / "sheets",
        "--format",
        "html",
    )
    now = START
    with connect(store) as opened:
        claims = [row[0] for row in opened.con.execute("SELECT claim_id FROM claims ORDER BY claim_id").fetchall()]
        for step in range(steps):
            back = timedelta(days=rng.uniform(0, 366))
            outcome.tries += now - back < now
            now += rng.choice((-1, 1)) * back
            claim, reviewer, verdict = rng.choice(claims), rng.choice(("Huda", "Lina")), VERDICTS[step % len(VERDICTS)]
            _review(opened, claim, reviewer, verdict, f"step {step}", now)
            _version(opened, step, now)
            _look(opened, claim, f"step {step}", step, outcome)
    return outcome


def _review(store: Store, claim: str, reviewer: str, verdict: str, words: str, now: datetime) -> None:
    source = ReviewSource(**{key: value for key, value in SOURCE.items() if key in ReviewSource.__dataclass_fields__})
    row = FilledRow(claim, reviewer, verdict, "", words, sources=(source,))
    record(store, FilledSheet(words, f"{words}.html", (row,)), now)


def _version(store: Store, step: int, now: datetime) -> None:
    article = Article("changing", f"نص {step}", "ar", "خبر", "وكالة الوادي", "", START.isoformat())
    start_run(store, f"clock-{step}", now)
    write_batch(store, f"clock-{step}", [Extraction(article, (), (), (), extractor_version="1")], now)


def _look(store: Store, claim: str, words: str, step: int, outcome: Outcome) -> None:
    def one(sql: str, **values: object) -> object:
        row = store.con.execute(sql, values).fetchone()
        return row[0] if row else None

    if one("SELECT rationale FROM verdicts WHERE claim_id = $claim", claim=claim) != words:
        outcome.lost += 1
        outcome.troubles.append(f"{words}: an earlier review of {claim} stands")
    if one("SELECT text FROM articles WHERE article_id = 'changing'") != f"نص {step}":
        outcome.troubles.append(f"{words}: an earlier version of the article stands")
    for view in ("verdict_history", "article_versions"):
        if one(f"SELECT count(*) FROM {view} WHERE stood_from > stood_until"):
            outcome.troubles.append(f"{words}: {view} has something that ended before it began")
