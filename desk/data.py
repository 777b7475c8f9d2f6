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
@click.argument("directory", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@options.store_option()
def load(directory: Path, store: str) -> int:
    """Make a new store from what export --everything wrote: all of it, or nothing."""
    from store.loading import load as read_back

    rows = read_back(directory, store)
    console.print_table(("table", "rows"), [(table, count) for table, count in rows.items() if count])
    return 0


COMMANDS = (sql, load)
