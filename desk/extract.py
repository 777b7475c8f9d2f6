"""``claimdesk extract``: extraction only, without store and without Prefect."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from desk import console, options

if TYPE_CHECKING:
    from extractors.types import Extraction
    from store.types import Reject

BATCH_FOR_WORKERS = 8
"""With one worker each article is printed as soon as it is read; with several, this many travel together."""


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--format",
    "shape",
    type=click.Choice(["table", "jsonl"]),
    default="table",
    show_default=True,
    help="What to print.",
)
@options.reading_options
def extract(paths: tuple[str, ...], shape: str, language: str, published_at: str, workers: int) -> int:
    """Extract claims and print them; nothing is stored.

    PATH is a file or a folder as for run; - reads JSONL from standard input.
    """
    from flows.pool import extract_batches
    from flows.steps import in_batches, read_items

    items = read_items(paths, language=language, published_at=published_at)
    rejects: list[Reject] = []
    done = 0
    for extracted in extract_batches(in_batches(items, BATCH_FOR_WORKERS if workers > 1 else 1), workers):
        rejects += extracted.rejects
        for extraction in extracted.extractions:
            done += 1
            if shape == "jsonl":
                sys.stdout.write(json.dumps(extraction.as_json(), ensure_ascii=False) + "\n")
            else:
                _show(extraction)
        sys.stdout.flush()
    if not done and not rejects:
        raise options.nothing_to_read(paths)
    console.list_lines("Rejected:", [f"{reject.source}: {reject.reason}: {reject.detail}" for reject in rejects])
    return int(bool(rejects)) if done else 2


def _show(extraction: Extraction) -> None:
    article = extraction.article
    heading = " | ".join(filter(None, (article.title or article.id, article.outlet, article.published_at)))
    rows = [
        (
            f"{claim.check_worthiness:.2f}",
            claim.text,
            claim.speaker or "—",
            ", ".join(
                [_interval(date.from_date, date.to_date, date.text) for date in claim.dates]
                + [length.text for length in claim.durations]
            ),
            claim.kind,
        )
        for claim in sorted(extraction.claims, key=lambda claim: (-claim.check_worthiness, claim.start))
    ]
    console.print_table(("worth", "claim", "speaker", "dates", "kind"), rows, title=heading)
    notes = "" if extraction.language_supported else f" There is no data for the language {article.language!r} yet."
    click.echo(f"{len(rows)} claims.{notes}\n")


def _interval(from_date: str | None, to_date: str | None, text: str) -> str:
    if not from_date or not to_date:
        return text
    return from_date if from_date == to_date else f"{from_date} – {to_date}"


COMMANDS = (extract,)
