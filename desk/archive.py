"""``claimdesk archive``: keeps copies of sources."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from desk import console, options
from extractors.errors import ClaimdeskError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@click.command()
@options.store_option()
@click.option("--claim", "claims", multiple=True, metavar="ID", help="Sources of this claim; may be repeated.")
@click.option("--all", "everything", is_flag=True, help="Sources of every claim.")
@click.option("--only-new", is_flag=True, help="Leave out sources that an earlier attempt failed for.")
@click.option("--list", "listing", is_flag=True, help="Show every source and what is kept of it; archive nothing.")
@click.option(
    "--archiver",
    envvar="CLAIMDESK_ARCHIVER",
    default="",
    metavar="warc|COMMAND",
    help="What archives: warc keeps a copy here; a command is run without a shell, with {url} in it, and prints the "
    "address of the copy. Nothing archives unless this is set.",
)
@click.option(
    "--archive-dir",
    "folder",
    envvar="CLAIMDESK_ARCHIVE_DIR",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("archive-out"),
    show_default=True,
    metavar="DIR",
    help="Where the WARC files go.",
)
@click.option(
    "--timeout",
    envvar="CLAIMDESK_ARCHIVE_TIMEOUT",
    type=click.FloatRange(0, 86_400, min_open=True),
    default=30.0,
    show_default=True,
    help="Seconds for one source.",
)
@click.option(
    "--megabytes",
    envvar="CLAIMDESK_ARCHIVE_MEGABYTES",
    type=click.FloatRange(0, 10_000, min_open=True),
    default=50.0,
    show_default=True,
    help="The largest page that is kept.",
)
@click.option(
    "--allow-private",
    envvar="CLAIMDESK_ARCHIVE_PRIVATE",
    is_flag=True,
    help="Also ask addresses inside your own network, which a hostile page could lead to.",
)
def archive(
    store: str,
    claims: tuple[str, ...],
    everything: bool,
    only_new: bool,
    listing: bool,
    archiver: str,
    folder: Path,
    timeout: float,
    megabytes: float,
    allow_private: bool,
) -> int:
    """Keep copies of the sources that verdicts rest on, and record every attempt.

    Sources of which a copy is kept, or that name an archive's address, are left alone.
    """
    from desk.sources.archiving import archive as keep
    from desk.sources.settings import ArchiveSettings
    from store import archiving, connect
    from store.keeper import Keeper

    if not listing and bool(claims) == everything:
        raise click.UsageError("Say which sources: --claim ID, or --all.")
    settings = ArchiveSettings(archiver.strip(), folder, timeout, int(megabytes * 1_000_000), allow_private).checked()
    with connect(store, read_only=True):
        pass
    with connect(store) as opened:
        archiving.note_addresses(opened)
        _refuse_unknown(opened.con, claims)
        wanted = archiving.waiting(opened.con, claims or None, again=not only_new)
        if listing:
            return _list(opened.con, claims)
    if wanted and not settings.is_on:
        raise ClaimdeskError(
            f"archiving is off, and {len(wanted)} sources have no copy",
            allowed="warc, or a command with {url} in it",
            next_step="Switch it on with --archiver or CLAIMDESK_ARCHIVER",
        )
    keeper = Keeper(store)
    try:
        attempts = list(keep(keeper, wanted, settings, requested_by=_user()))
    finally:
        keeper.close()
    failed = [attempt for attempt in attempts if not attempt.success]
    console.print_table(
        ("source", "copy"), [(attempt.url, attempt.location) for attempt in attempts if attempt.success]
    )
    click.echo(f"{len(attempts) - len(failed)} copies kept, {len(failed)} attempts failed.")
    lines = [f"{attempt.url}: {attempt.reason}" for attempt in failed]
    console.list_lines("Failed:", lines, rest='See: claimdesk sql "select * from archive_attempts"')
    return int(bool(failed))


def _list(con: DuckDBPyConnection, claims: tuple[str, ...]) -> int:
    from store import archiving

    _, found = archiving.states(con, claim_ids=claims or None, limit=1_000_000)
    rows = [(s.state, s.claims, s.address, s.location or s.archive_url, s.reason) for s in found]
    console.print_table(("state", "claims", "source", "copy", "reason"), rows)
    return 0


def _refuse_unknown(con: DuckDBPyConnection, claims: tuple[str, ...]) -> None:
    known = con.execute("SELECT claim_id FROM claims WHERE list_contains($ids, claim_id)", {"ids": list(claims)})
    found = {row[0] for row in known.fetchall()}
    for claim in claims:
        if claim not in found:
            raise ClaimdeskError(f"the store knows no claim {claim}", next_step="claimdesk sql lists the claims")


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "claimdesk"


COMMANDS = (archive,)
