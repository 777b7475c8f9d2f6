"""``claimdesk sql`` and ``claimdesk export``: what the store holds, for people and programs."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from desk import console, options
from extractors.errors import ClaimdeskError

if TYPE_CHECKING:
    from store.queries import QueryParameter


@click.command()
@click.argument("statement", required=False, metavar='["SELECT ..."]')
@options.store_option()
@click.option("--name", metavar="QUERY", help="Run one of the queries that come with the store; --list shows them.")
@click.option("--list", "listing", is_flag=True, help="List the queries that come with the store.")
@click.option(
    "--param", "pairs", multiple=True, metavar="NAME=VALUE", help="A parameter of the query; may be repeated."
)
@click.option(
    "--format",
    "shape",
    type=click.Choice(["table", "csv", "jsonl"]),
    default="table",
    show_default=True,
    help="What to print.",
)
def sql(statement: str | None, store: str, name: str | None, listing: bool, pairs: tuple[str, ...], shape: str) -> int:
    """Ask the store in SQL, read-only: a statement, or a named query."""
    from store import queries

    if listing:
        listed = [
            (query.name, ", ".join(map(_described, query.parameters)), query.question) for query in queries.named()
        ]
        _print(shape, ("name", "parameters", "what it answers"), listed)
        return 0
    if (statement is None) == (name is None):
        raise click.UsageError('Give one of the two: a statement, as in claimdesk sql "SELECT ...", or --name QUERY.')
    given = _parameters(pairs)
    result = queries.run_named(store, name, given) if name else queries.run(store, statement or "", given or None)
    _print(shape, result.columns, result.rows)
    return 0


def _described(parameter: QueryParameter) -> str:
    return f"{parameter.name}={parameter.default or '<' + parameter.kind + '>'}"


def _parameters(pairs: Sequence[str]) -> dict[str, str]:
    parameters = {}
    for pair in pairs:
        key, sign, value = pair.partition("=")
        if not sign or not key:
            raise click.UsageError(f"--param takes NAME=VALUE, not {pair!r}.")
        parameters[key.strip()] = value
    return parameters


def _print(shape: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    if shape == "table":
        listed = list(rows)
        console.print_table(columns, listed)
        click.echo(f"{len(listed)} rows" if len(listed) != 1 else "1 row", err=True)
    elif shape == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
    else:
        for row in rows:
            record = dict(zip(columns, row, strict=True))
            sys.stdout.write(json.dumps(record, ensure_ascii=False, default=str) + "\n")


@click.command()
@click.argument("shape", type=click.Choice(["claimreview", "csv", "parquet", "jsonl"]), metavar="FORMAT")
@options.store_option()
@click.option(
    "--output",
    envvar="CLAIMDESK_EXPORT",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("export-out"),
    show_default=True,
    metavar="DIR",
    help="Where the files go.",
)
@click.option(
    "--everything", is_flag=True, help="All tables instead of the views, for claimdesk load: parquet or jsonl only."
)
def export(shape: str, store: str, output: Path, everything: bool) -> int:
    """Write every public view to files: csv, parquet or jsonl.

    With jsonl, what people set right comes too, under training/: gold articles and labelled sentences.
    """
    if everything:
        return _export_everything(shape, store, output)
    if shape == "claimreview":
        raise ClaimdeskError(
            "ClaimReview comes with the web review desk, which is not in this version",
            allowed="csv, parquet, jsonl",
        )
    from store import connect
    from store.export import export as write

    with connect(store, read_only=True) as opened:
        for path in write(opened, shape, output):
            click.echo(str(path))
        if shape == "jsonl":
            from store.training import write_training

            for path in write_training(opened, output / "training"):
                click.echo(str(path))
    return 0


def _export_everything(shape: str, store: str, output: Path) -> int:
    from store import connect
    from store.interchange import dump

    with connect(store, read_only=True) as opened:
        for path in dump(opened, shape, output):
            click.echo(str(path))
    return 0


@click.command()
@click.argument("directory", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@options.store_option()
def load(directory: Path, store: str) -> int:
    """Make a new store from what export --everything wrote: all of it, or nothing."""
    from store.loading import load as read_back

    rows = read_back(directory, store)
    console.print_table(("table", "rows"), [(table, count) for table, count in rows.items() if count])
    return 0


COMMANDS = (sql, export, load)
