"""``claimdesk run``: the main job."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from desk import console, options

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flows.records import RunSummary
    from store.quality import Held

PHASES = {"articles": "Articles", "checks": "Checks", "sheets": "Review sheets"}


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@options.store_option()
@options.sheets_option()
@options.formats_option("html,xlsx")
@options.reading_options
@click.option(
    "--runner",
    envvar="CLAIMDESK_RUNNER",
    default="local",
    show_default=True,
    metavar="local|dask[:ADDRESS]",
    help="Where articles are extracted: here, on a Dask cluster of this machine, or on the one at ADDRESS.",
)
@click.option(
    "--batch-size",
    envvar="CLAIMDESK_BATCH_SIZE",
    type=click.IntRange(1, 10_000),
    default=25,
    show_default=True,
    help="Articles in one task and one transaction.",
)
def run(
    paths: tuple[str, ...],
    store: str,
    sheets_dir: Path,
    formats: tuple[str, ...],
    language: str,
    published_at: str,
    workers: int,
    runner: str,
    batch_size: int,
) -> int:
    """From articles to review sheets: read, extract, store, check, render.

    PATH is a file or a folder: .txt, .html, .jsonl (also .gz), one article a file or a line.
    """
    from flows.steps import count_items, parse_runner
    from store import connect

    # What is wrong with the options is said at once, not after Prefect has started.
    parse_runner(runner)
    total = count_items(paths)
    if total == 0:
        raise options.nothing_to_read(paths)
    with connect(store):
        pass
    with console.progress(PHASES) as told:
        told("articles", 0, total)
        # Prefect must not be imported before its settings stand.
        from flows.local import prefect_api
        from flows.progress import listening

        with prefect_api(), listening(told):
            from flows.pipeline import fact_check

            summary = fact_check(
                list(paths),
                store,
                str(sheets_dir),
                language=language,
                published_at=published_at,
                workers=workers,
                runner=runner,
                batch_size=batch_size,
                formats=list(formats),
            )
    show_summary(summary)
    return status_of(summary)


def show_summary(summary: RunSummary) -> None:
    """Prints the table of the run, and under it what a person should look at."""
    rows = [(row["what"], row["count"]) for row in summary.as_rows()]
    console.print_table(("run " + summary.run_id, ""), rows)
    if summary.sheets:
        click.echo(f"Review sheets: {summary.sheets_dir}")
    click.echo(f"Store: {summary.store}")
    for language, articles in sorted(summary.unsupported.items()):
        click.echo(
            f"No data for the language {language!r} yet: {articles} of its articles went only as far as sentences, "
            "figures and plain dates.",
            err=True,
        )
    if summary.undated:
        click.echo(
            f"Without a publication date: {summary.undated} of the articles, so their relative dates stay unresolved; "
            "--published-at gives one.",
            err=True,
        )
    show_rejects(summary)
    show_held(summary.held)
    failed = [f"{check.code}: {check.sentence} ({check.failing_rows} rows)" for check in summary.checks_failed]
    console.list_lines("Failed checks:", failed, rest='See: claimdesk sql "select * from check_results"')


def show_held(held: Mapping[str, Sequence[Held]]) -> None:
    """Lists articles whose sheets were not rendered, each with the checks that hold it back."""
    lines = [
        f"{article_id}: " + "; ".join(dict.fromkeys(f"{row.code}: {row.reason}" for row in rows))
        for article_id, rows in held.items()
    ]
    console.list_lines("Sheets held back:", lines, rest='See: claimdesk sql "select * from quarantine"')


def show_rejects(summary: RunSummary) -> None:
    """Lists what was set aside, with its reason."""
    lines = [f"{reject.source}: {reject.reason}: {reject.detail}" for reject in summary.rejects]
    console.list_lines("Rejected:", lines, rest='See: claimdesk sql "select * from rejects"')


def status_of(summary: RunSummary) -> int:
    """0, or 1 where something was rejected or failed a check, or 2 where not one article came through."""
    counts = summary.counts
    if not counts.articles_new + counts.articles_updated + counts.articles_unchanged:
        return 2
    return int(bool(summary.rejects or summary.checks_failed))


COMMANDS = (run,)
