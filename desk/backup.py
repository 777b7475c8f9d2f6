"""``claimdesk backup``, ``restore`` and ``migrate-store``: a store copied, brought back, and moved elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from desk import console, options

if TYPE_CHECKING:
    from datetime import datetime

    from store.moving import Print


@click.command()
@click.argument("destination", required=False, type=click.Path(path_type=Path), metavar="[DEST]")
@options.store_option()
@click.option(
    "--verify",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Make no backup, but read every row of this store or backup.",
)
def backup(destination: Path | None, store: str, verify: Path | None) -> int:
    """Copy the store, also while it is in use, into a file that was opened and compared.

    DEST is a file or a folder; without it the copy goes into backups/ beside the store.
    """
    from store import backup as backups
    from store.moving import read_everything

    if verify is not None:
        if destination is not None:
            raise click.UsageError("Give DEST to make a backup, or --verify FILE to read one, not both.")
        _show(read_everything(verify), f"Every row of {verify} can be read.")
        return 0
    path, prints = backups.make(store, destination, _now())
    _show(prints, f"Backup: {path}")
    return 0


@click.command()
@click.argument("source", type=click.Path(dir_okay=False, path_type=Path), metavar="BACKUP")
@options.store_option()
@click.option("--replace", is_flag=True, help="Move a store that is there aside; it is never deleted.")
def restore(source: Path, store: str, replace: bool) -> int:
    """Bring a backup back as a store."""
    from store import backup as backups

    aside, prints = backups.restore(source, store, _now(), replace=replace)
    _show(prints, f"Restored: {store}")
    if aside is not None:
        click.echo(f"The earlier file is now {aside}")
    return 0


@click.command("migrate-store")
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
def migrate_store(source: str, target: str) -> int:
    """Copy everything from one store into an empty one, a file or ducklake:..., and prove it."""
    from store import moving

    _show(moving.move(source, target), f"Every view of {target} is the same as in {source}.")
    return 0


def _show(prints: Sequence[Print], said: str) -> None:
    console.print_table(("view", "rows", "hash"), [(p.view, p.rows, p.sha) for p in prints])
    click.echo(said)


def _now() -> datetime:
    from datetime import UTC, datetime

    return datetime.now(UTC)


COMMANDS = (backup, restore, migrate_store)
