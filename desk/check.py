"""``claimdesk check``: data quality over the whole store."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from desk import console, options


@click.command()
@options.store_option()
@click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("claimdesk-checks.html"),
    show_default=True,
    metavar="FILE",
    help="Where the HTML report goes.",
)
@click.option(
    "--docs",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="A folder for a page a suite, with the SQL of every check, and Great Expectations' results as JSON.",
)
def check(store: str, report: Path, docs: Path | None) -> int:
    """Check the data quality of the whole store, with an HTML report."""
    from flows.steps import check_whole_store, write_check_docs
    from sheets.report import render_check_report
    from store import connect

    # Refuses a store that is not there: a check must not make one.
    with connect(store, read_only=True):
        pass
    validations: dict[str, dict[str, Any]] = {}
    run_id, results = check_whole_store(store, validations)
    written = render_check_report(results, report)
    if docs:
        write_check_docs(results, validations, docs, run_id)
    rows = [
        ("passed" if result.success else "FAILED", result.suite, result.code, result.sentence, result.failing_rows)
        for result in results
    ]
    console.print_table(("", "suite", "code", "check", "failing rows"), rows)
    failed = [result for result in results if not result.success]
    click.echo(f"{len(results) - len(failed)} checks passed, {len(failed)} failed. Report: {written}")
    if docs:
        click.echo(f"Pages: {docs / 'index.html'}")
    for result in failed:
        click.echo(f"{result.code}: for example {', '.join(result.sample)}", err=True)
    return int(bool(failed))


COMMANDS = (check,)
