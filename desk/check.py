"""``claimdesk check``: data quality over the whole store."""

from __future__ import annotations

from pathlib import Path

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
def check(store: str, report: Path) -> int:
    """Check the data quality of the whole store, with an HTML report."""
    from flows.steps import check_whole_store
    from sheets.report import render_check_report
    from store import connect

    # Refuses a store that is not there: a check must not make one.
    with connect(store, read_only=True):
        pass
    _, results = check_whole_store(store)
    written = render_check_report(results, report)
    rows = [
        ("passed" if result.success else "FAILED", result.suite, result.code, result.sentence, result.failing_rows)
        for result in results
    ]
    console.print_table(("", "suite", "code", "check", "failing rows"), rows)
    failed = [result for result in results if not result.success]
    click.echo(f"{len(results) - len(failed)} checks passed, {len(failed)} failed. Report: {written}")
    for result in failed:
        click.echo(f"{result.code}: for example {', '.join(result.sample)}", err=True)
    return int(bool(failed))


COMMANDS = (check,)
