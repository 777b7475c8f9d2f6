"""What the commands put on the terminal: errors, tables, lists, progress. rich is loaded only where it draws."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from extractors.errors import ClaimdeskError

if TYPE_CHECKING:
    from rich.console import Console

    from flows.progress import Listener

PLAIN_WIDTH = 400
"""Columns of a table that does not go to a terminal: wide enough that identifiers stay whole."""
PLAIN_SECONDS = 5.0
"""Where there is no terminal, a line of progress is printed no more often than this."""
MOST_LISTED = 20
"""Lists on the terminal stop here; the store has the rest."""


def show_error(error: ClaimdeskError) -> None:
    """Prints the four parts of an error on stderr, each on a line of its own."""
    click.echo(f"Error: {error.what.rstrip('.')}.", err=True)
    for label, part in (("Where", error.where), ("Allowed", error.allowed), ("Next", error.next_step)):
        if part:
            click.echo(f"  {label}: {part.rstrip('.') if label != 'Where' else part}", err=True)


def console() -> Console:
    """A console on stdout that keeps Arabic and long identifiers whole when it is not a terminal."""
    from rich.console import Console

    width = None if sys.stdout.isatty() else PLAIN_WIDTH
    return Console(width=width, highlight=False, soft_wrap=False)


def print_table(columns: Sequence[str], rows: Sequence[Sequence[Any]], *, title: str = "") -> None:
    """Prints a table; cells are shown as they are, without rich's markup."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title or None, title_justify="left", box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for number, column in enumerate(columns):
        numeric = bool(rows) and all(isinstance(row[number], (int, float)) for row in rows)
        table.add_column(Text(column), justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text("" if cell is None else str(cell)) for cell in row))
    console().print(table)
    sys.stdout.flush()


def list_lines(heading: str, lines: Sequence[str], *, rest: str = "") -> None:
    """Prints a heading and a bounded list under it on stderr; ``rest`` says where the others are."""
    if not lines:
        return
    click.echo(heading, err=True)
    for line in lines[:MOST_LISTED]:
        click.echo(f"  {line}", err=True)
    if len(lines) > MOST_LISTED:
        click.echo(f"  ... and {len(lines) - MOST_LISTED} more. {rest}".rstrip(), err=True)


@contextmanager
def progress(phases: dict[str, str]) -> Iterator[Listener]:
    """A bar a phase on a terminal, plain lines otherwise; gives the function that is told what was done.

    Args:
        phases: the name of each phase and the words that stand beside its bar.
    """
    if not sys.stderr.isatty():
        yield _PlainProgress(phases)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

    bars = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    tasks: dict[str, TaskID] = {}

    def told(phase: str, done: int, total: int | None = None) -> None:
        if phase not in tasks:
            tasks[phase] = bars.add_task(phases.get(phase, phase), total=None)
        if total is not None:
            bars.update(tasks[phase], total=total)
        bars.advance(tasks[phase], done)

    with bars:
        yield told


class _PlainProgress:
    def __init__(self, phases: dict[str, str]) -> None:
        self._phases = phases
        self._done: dict[str, int] = {}
        self._last = time.monotonic()

    def __call__(self, phase: str, done: int, total: int | None = None) -> None:
        self._done[phase] = self._done.get(phase, 0) + done
        if time.monotonic() - self._last >= PLAIN_SECONDS:
            self._last = time.monotonic()
            click.echo(f"{self._phases.get(phase, phase)}: {self._done[phase]}", err=True)
