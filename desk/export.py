"""``claimdesk export``: what leaves the store and the desk, as files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from desk import console, options

if TYPE_CHECKING:
    from desk.publishing.claimreview import Publisher

FORMATS = ("claimreview", "dossier", "csv", "parquet", "jsonl")


@click.command()
@click.argument("shape", type=click.Choice(FORMATS), metavar="FORMAT")
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
@click.option(
    "--article", "articles", multiple=True, metavar="ID", help="Only this article (dossier); may be repeated."
)
@click.option(
    "--language", type=click.Choice(["ar", "en"]), default="ar", show_default=True, help="Of the dossier's own words."
)
@click.option(
    "--publisher-name",
    envvar="CLAIMDESK_PUBLISHER_NAME",
    default="",
    metavar="NAME",
    help="Who publishes (claimreview).",
)
@click.option(
    "--publisher-url", envvar="CLAIMDESK_PUBLISHER_URL", default="", metavar="URL", help="The publisher's site."
)
@click.option(
    "--publisher-logo", envvar="CLAIMDESK_PUBLISHER_LOGO", default="", metavar="URL", help="The publisher's logo."
)
def export(
    shape: str,
    store: str,
    output: Path,
    everything: bool,
    articles: tuple[str, ...],
    language: str,
    publisher_name: str,
    publisher_url: str,
    publisher_logo: str,
) -> int:
    """Write files for others.

    csv, parquet and jsonl hold every public view, jsonl also what people set right, under training/: gold articles and
    labelled sentences; claimreview is one JSON-LD file a published verdict and a feed of
    them; dossier is a printable page an article.
    """
    if everything:
        return _everything(shape, store, output)
    if shape == "claimreview":
        from desk.publishing.claimreview import Publisher

        return _claimreview(
            store, output, Publisher(publisher_name.strip(), publisher_url.strip(), publisher_logo.strip())
        )
    from store import connect

    with connect(store, read_only=True) as opened:
        if shape == "dossier":
            from datetime import UTC, datetime

            from desk.publishing.dossier import write as write_dossiers

            paths = write_dossiers(opened, list(articles) or None, language, output, datetime.now(UTC))
        else:
            from store.export import export as write_views

            paths = write_views(opened, shape, output)
            if shape == "jsonl":
                from store.training import write_training

                paths += write_training(opened, output / "training")
    for path in paths:
        click.echo(str(path))
    return 0


def _everything(shape: str, store: str, output: Path) -> int:
    from store import connect
    from store.interchange import dump

    with connect(store, read_only=True) as opened:
        for path in dump(opened, shape, output):
            click.echo(str(path))
    return 0


def _claimreview(store: str, output: Path, publisher: Publisher) -> int:
    from desk.publishing.claimreview import write
    from store import connect
    from store.published import published

    publisher.checked()
    with connect(store, read_only=True) as opened:
        claims = published(opened.con)
    paths, missing = write(claims, publisher, output)
    for path in paths:
        click.echo(str(path))
    lines = [f"{claim}: {reason}" for claim, reason in missing.items()]
    console.list_lines("Published, but not in the feed:", lines)
    return int(bool(missing))


COMMANDS = (export,)
