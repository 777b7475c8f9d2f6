"""``claimdesk sheets`` and ``claimdesk import``: review sheets out, filled ones back in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from desk import console, options
from desk.run import show_held

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.quality import Held
    from store.reading import SheetArticle
    from store.types import ImportOutcome

STATUSES = ("new", "assigned", "in_review", "second_review", "decided", "published", "withdrawn")


@click.command("sheets")
@options.store_option()
@options.sheets_option()
@options.formats_option("html")
@click.option("--article", "articles", multiple=True, metavar="ID", help="Only this article; may be repeated.")
@click.option("--status", type=click.Choice(STATUSES), help="Only claims with this status.")
@click.option("--assignee", metavar="NAME", help="Only claims that are assigned to this person.")
@click.option(
    "--second", is_flag=True, help="Blind sheets for a second reader: claims in second_review, no earlier answers."
)
def render(
    store: str,
    sheets_dir: Path,
    formats: tuple[str, ...],
    articles: tuple[str, ...],
    status: str | None,
    assignee: str | None,
    second: bool,
) -> int:
    """Render review sheets for what still needs review."""
    from extractors.errors import ClaimdeskError
    from sheets.render import render_sheets
    from store import connect, quality
    from store.reading import sheet_articles

    # The status alone says it too: whoever reads second must not see the first.
    second = second or status == "second_review"
    status = status or ("second_review" if second else None)
    skipped: dict[str, list[Held]] = {}
    with connect(store, read_only=True) as opened:
        held = quality.held_back(opened.con, articles or None)

        def ready() -> Iterator[SheetArticle]:
            for article in sheet_articles(opened, article_ids=articles or None, status=status, assignee=assignee):
                if article.article_id in held:
                    skipped[article.article_id] = held[article.article_id]
                else:
                    yield article

        files = render_sheets(ready(), sheets_dir, formats, role="second" if second else "checker")
    show_held(skipped)
    if not files and not skipped and (articles or status or assignee):
        raise ClaimdeskError(
            "no claim in the store answers to these options",
            where=store,
            next_step='See what there is: claimdesk sql "select article_id, status, count(*) from claims group by all"',
        )
    if files or not skipped:
        click.echo(f"{len(files)} files in {sheets_dir}" if files else "Nothing is waiting for review.")
    return int(bool(skipped))


@click.command("import")
@click.argument("sheets", nargs=-1, required=True, metavar="SHEET...")
@options.store_option()
@click.option(
    "--language", type=click.Choice(("ar", "en")), help="The language of the reasons; otherwise that of each sheet."
)
@click.option("--copies/--no-copies", default=True, show_default=True, help="Write a marked copy of a refused sheet.")
def import_(sheets: tuple[str, ...], store: str, language: str | None, copies: bool) -> int:
    """Read filled review sheets back, each all or nothing.

    SHEET is a sheet saved from the browser, an .xlsx, a .csv, or a folder of them. Beside an .xlsx or .csv that is
    refused a copy is written with every refused cell marked: mend it there and import the copy.
    """
    from extractors.errors import ClaimdeskError
    from flows.steps import import_one, sheet_files
    from sheets.refused import write_copy
    from store import connect

    with connect(store, read_only=True):
        pass
    outcomes: list[ImportOutcome] = []
    unread: list[ClaimdeskError] = []
    for path in sheet_files(sheets):
        try:
            outcome = import_one(store, path)
        except ClaimdeskError as error:
            unread.append(error)
            continue
        outcomes.append(outcome)
        _show(outcome, language)
        if outcome.refusals and copies:
            for copy in write_copy(path, outcome.refusals, language):
                click.echo(f"  marked copy: {copy}", err=True)
    for trouble in unread:
        console.show_error(trouble)
    if not outcomes:
        if not unread:
            raise ClaimdeskError("there is no sheet in this folder", where=", ".join(sheets))
        return 2
    return int(bool(unread) or any(outcome.refusals for outcome in outcomes))


def _show(outcome: ImportOutcome, language: str | None) -> None:
    if outcome.refusals:
        from sheets.reasons import allowed

        click.echo(f"{outcome.sheet}: refused, nothing of it was stored.", err=True)
        for cell in outcome.refusals:
            click.echo(
                f"  sheet {cell.sheet}, {cell.row}, column {cell.column}: {cell.value!r} is refused. "
                f"Allowed: {allowed(cell, language or 'en')}",
                err=True,
            )
        return
    click.echo(
        f"{outcome.sheet}: {outcome.reviews_new} reviews new, {outcome.reviews_known} known already, "
        f"{outcome.corrections_new} corrections new, {len(outcome.drafts)} half filled."
    )
    for draft in outcome.drafts:
        click.echo(f"  kept as a draft: {draft}")


COMMANDS = (render, import_)
