"""``kill -9`` at random moments of a run, of an import, and of saves at the desk."""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks import deskload
from tests.faults.driving import (
    HUMAN_VIEWS,
    MACHINE_VIEWS,
    Outcome,
    Rows,
    differences,
    doubles,
    fill,
    finish,
    has_traceback,
    ids,
    kill,
    rows_of,
    start,
    write_articles,
)  # fmt: skip

BATCH = {"CLAIMDESK_BATCH_SIZE": "2"}
"""Many transactions, so that many kills fall between two or into one."""
KILLS_BEFORE_THE_END = 4
"""Kills of one store before a run is left to complete."""


def kill_runs(folder: Path, *, kills: int, seed: int, articles: int = 40) -> Outcome:
    """Kills ``claimdesk run`` with all its processes; every few kills the next run is left to complete.

    An article that was there after one kill has to be there after the next, every article with exactly the rows that
    an undisturbed run gives it, and the run that completes gives the rows and the sheets of the undisturbed one.
    """
    outcome = Outcome("kill -9 of `run`", counted=f"{articles} articles and all that hangs on them")
    source, rng = write_articles(folder / "articles.jsonl", articles), random.Random(seed)
    whole, sheets, first, last = _undisturbed(folder, source)
    store, out = folder / "killed.duckdb", folder / "killed-sheets"
    seen: set[str] = set()
    for completes in _until(outcome, kills):
        run = start("run", source, "--store", store, "--sheets", out, env=BATCH)
        time.sleep(rng.uniform(0.8 * first, last))
        outcome.tries += kill(run)
        if store.exists():
            seen = _look(store, whole, seen, outcome)
        if not completes:
            continue
        ended = finish("run", source, "--store", store, "--sheets", out, env=BATCH)
        if ended.status not in (0, 1) or has_traceback(ended):
            outcome.troubles.append(f"the run after the kills ended with {ended.status}: {ended.err[-300:]}")
        outcome.troubles += differences(rows_of(store), whole)
        if {file.name: file.read_bytes() for file in out.glob("*.html")} != sheets:
            outcome.troubles.append("the sheets are not those of the undisturbed run")
        for left in (store, store.with_name(store.name + ".wal")):
            left.unlink(missing_ok=True)
        shutil.rmtree(out)
        seen = set()
    return outcome


def _until(outcome: Outcome, kills: int) -> Iterator[bool]:
    """One turn a kill, until so many have hit; gives whether it is the last before the next run may complete."""
    for number in range(1, 3 * kills + 1):
        yield number % KILLS_BEFORE_THE_END == 0 or outcome.tries >= kills - 1
        if outcome.tries >= kills:
            return


def _undisturbed(folder: Path, source: Path) -> tuple[Rows, dict[str, bytes], float, float]:
    """Rows and sheets of a run that nobody disturbs, and when its store came into being and when it ended (seconds)."""
    store, sheets = folder / "whole.duckdb", folder / "whole-sheets"
    began = time.monotonic()
    run = start("run", source, "--store", store, "--sheets", sheets, env=BATCH)
    while not store.exists() and run.poll() is None:
        time.sleep(0.02)
    first = time.monotonic() - began
    run.communicate()
    return (
        rows_of(store),
        {file.name: file.read_bytes() for file in sheets.glob("*.html")},
        first,
        time.monotonic() - began,
    )


def _look(store: Path, whole: Rows, seen: set[str], outcome: Outcome) -> set[str]:
    """What a killed run left: nothing of what was there is gone, and each article has all of its rows or none."""
    present, found = ids(store, "SELECT article_id FROM articles"), rows_of(store)
    outcome.lost += len(seen - present)
    outcome.twice += doubles(found)
    claims = ids(store, "SELECT claim_id FROM claims")
    for view in MACHINE_VIEWS:
        owner = present if view in ("articles", "claims", "attributions") else claims
        wanted = {row: count for row, count in whole[view].items() if owner.intersection(map(str, row[:2]))}
        outcome.half += sum(found[view][row] != count for row, count in wanted.items())
        outcome.half += sum(row not in wanted for row in found[view])
    return present


def kill_imports(folder: Path, *, kills: int, seed: int, articles: int = 24) -> Outcome:
    """Kills ``claimdesk import`` of many filled sheets; a sheet is there whole or not at all, and never gone again."""
    outcome = Outcome("kill -9 of `import`", counted=f"{articles} sheets, a review and a source for each claim")
    source, rng = write_articles(folder / "articles.jsonl", articles), random.Random(seed)
    fresh, sheets = folder / "fresh.duckdb", folder / "sheets"
    finish("run", source, "--store", fresh, "--sheets", sheets, "--format", "html")
    size = {sheet.stem: fill(sheet, "Huda") for sheet in sorted(sheets.glob("*.html"))}
    shutil.copy(fresh, folder / "whole.duckdb")
    span = finish("import", sheets, "--store", folder / "whole.duckdb").seconds
    wanted = rows_of(folder / "whole.duckdb", HUMAN_VIEWS)
    store, seen = folder / "killed.duckdb", {}
    shutil.copy(fresh, store)
    for completes in _until(outcome, kills):
        run = start("import", sheets, "--store", store)
        time.sleep(rng.uniform(0.3, 1.0) * span)
        outcome.tries += kill(run)
        present = _reviews_of_sheets(store)
        outcome.lost += sum(present.get(sheet, 0) < count for sheet, count in seen.items())
        outcome.half += sum(count not in (0, size[sheet]) for sheet, count in present.items())
        seen = present
        if not completes:
            continue
        ended = finish("import", sheets, "--store", store)
        if ended.status or has_traceback(ended):
            outcome.troubles.append(f"the import after the kills ended with {ended.status}: {ended.err[-300:]}")
        # As fast as the machine is now: what comes after the end hits nothing.
        span = min(span, ended.seconds)
        found = rows_of(store, HUMAN_VIEWS)
        outcome.twice += doubles(found)
        outcome.troubles += differences(found, wanted)
        store.with_name(store.name + ".wal").unlink(missing_ok=True)
        shutil.copy(fresh, store)
        seen = {}
    return outcome


def _reviews_of_sheets(store: Path) -> dict[str, int]:
    from store import connect

    with connect(store, read_only=True, wait_seconds=60) as opened:
        rows = opened.con.execute(
            "SELECT article_id, count(*) FROM reviews JOIN claims USING (claim_id) JOIN sources USING (review_id) "
            "GROUP BY article_id"
        ).fetchall()
    return dict(rows)


def kill_desk(folder: Path, *, kills: int, reviews: int, reviewers: int = 4) -> Outcome:
    """Kills the desk while people save at it and another program writes beside it."""
    outcome = Outcome("kill -9 of `desk`", counted=f"{reviews} reviews saved by {reviewers} people over HTTP")
    load = deskload.run(folder, reviewers=reviewers, reviews=reviews, cuts=kills)
    outcome.tries, outcome.lost, outcome.twice = kills, len(load.lost), load.twice
    outcome.troubles += load.troubles
    return outcome
