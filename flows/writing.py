"""Batches into the store, and the record of the run around them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from extractors.types import Extraction
from flows.records import Extracted, RunSummary, Written, set_aside


def start(target: str | None, run_id: str, at: datetime) -> tuple[str, frozenset[str]]:
    """Records that the run begins.

    Returns:
        The store's name, and the ids of articles that a stopped run left without checks and sheets.

    Raises:
        ClaimdeskError: the store cannot be opened.
    """
    from store import connect
    from store.recovery import unfinished_articles
    from store.runs import start_run

    with connect(target) as store:
        left_behind = frozenset(unfinished_articles(store))
        start_run(store, run_id, at)
        return store.target, left_behind


def write(target: str, run_id: str, extracted: Extracted, at: datetime) -> Written:
    """Writes a batch in one transaction, and what was set aside of it.

    An article that the database refuses is set aside and the rest of its batch is written without it.
    """
    from store import connect
    from store.runs import add_rejects
    from store.trouble import RefusedData
    from store.writing import write_batch

    written = Written()
    written.rejects = list(extracted.rejects)

    with connect(target) as store:

        def put(extractions: Sequence[Extraction]) -> None:
            outcome = write_batch(store, run_id, extractions, at)
            written.counts.add(outcome.counts)
            written.changed += outcome.changed

        try:
            put(extracted.extractions)
        except RefusedData:
            for extraction in extracted.extractions:
                try:
                    put([extraction])
                except RefusedData as error:
                    written.rejects.append(set_aside(extraction.article, "not_stored", str(error)))
        if written.rejects:
            add_rejects(store, run_id, written.rejects, at)
    written.counts.articles_rejected += len(written.rejects)
    return written


def finish(run: RunSummary, at: datetime, recovered: Sequence[str] = ()) -> None:
    """Records how the run ended; ``recovered`` are articles of stopped runs that it brought to their end."""
    from store import connect
    from store.recovery import settle
    from store.runs import finish_run

    with connect(run.store) as store:
        if recovered:
            settle(store, recovered)
        finish_run(store, run.run_id, at, run.status, run.counts)
