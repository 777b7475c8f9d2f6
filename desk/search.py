"""``claimdesk search``: claims, speakers and sources by their words."""

from __future__ import annotations

import json
import sys

import click

from desk import console, options

KINDS = ("claim", "speaker", "source")


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="TEXT...")
@options.store_option()
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="What to look for; may be repeated.")
@click.option("--language", default="", metavar="CODE", help="Only what stands in articles of this language.")
@click.option(
    "--limit", type=click.IntRange(1, 10_000), default=20, show_default=True, help="How many hits to show at most."
)
@click.option(
    "--format",
    "shape",
    type=click.Choice(["table", "jsonl"]),
    default="table",
    show_default=True,
    help="What to print.",
)
def search(words: tuple[str, ...], store: str, kinds: tuple[str, ...], language: str, limit: int, shape: str) -> int:
    """Find claims, speakers and sources by their words, Arabic or English, whatever their endings and marks.

    The first search makes an index beside the store (STORE.search); it may be deleted at any time.
    """
    from store import connect
    from store.search import search as find

    with connect(store, read_only=True) as opened:
        hits = find(opened, " ".join(words), kinds or KINDS, language or None, limit)
    columns = ("kind", "score", "text", "language", "id", "claim_id")
    if shape == "table":
        rows = [(hit.kind, round(hit.score, 2), hit.text, hit.language, hit.id, hit.claim_id) for hit in hits]
        console.print_table(columns, rows)
        click.echo(f"{len(hits)} found" + (", the best ones" if len(hits) == limit else ""), err=True)
    else:
        for hit in hits:
            record = {name: getattr(hit, name) for name in columns}
            sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")
    return 0


COMMANDS = (search,)
