"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from extractors.errors import ClaimdeskError

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]
SHEET_FORMATS = ("html", "xlsx", "csv", "md")


def store_option() -> Decorator:
    """``--store``: where the store is."""
    return click.option(
        "--store",
        envvar="CLAIMDESK_STORE",
        default="claimdesk.duckdb",
        show_default=True,
        metavar="FILE",
        help="Where the store is.",
    )


def sheets_option() -> Decorator:
    """``--sheets``: where review sheets go."""
    return click.option(
        "--sheets",
        "sheets_dir",
        envvar="CLAIMDESK_SHEETS",
        default="sheets-out",
        show_default=True,
        type=click.Path(file_okay=False, path_type=Path),
        metavar="DIR",
        help="Where review sheets go.",
    )


def formats_option(default: str) -> Decorator:
    """``--format``: of the review sheets, several with commas."""
    return click.option(
        "--format",
        "formats",
        envvar="CLAIMDESK_SHEET_FORMATS",
        default=default,
        show_default=True,
        callback=_formats,
        metavar="FORMAT,...",
        help=f"Of the review sheets: {', '.join(SHEET_FORMATS)}.",
    )


def reading_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--language``, ``--published-at`` and ``--workers``: how articles are read and extracted."""
    for option in (
        click.option(
            "--workers",
            envvar="CLAIMDESK_WORKERS",
            type=click.IntRange(1, 256),
            default=1,
            show_default=True,
            help="Processes that extract.",
        ),
        click.option(
            "--published-at",
            envvar="CLAIMDESK_PUBLISHED_AT",
            default="",
            callback=_moment,
            metavar="DATE",
            help="Publication date for articles that do not say, such as 2024-04-09 or 2024-04-09T10:26+03:30.",
        ),
        click.option(
            "--language",
            envvar="CLAIMDESK_LANGUAGE",
            default="",
            callback=_language,
            metavar="CODE",
            help="Language of the articles, such as ar or en; detected when it is left out.",
        ),
    ):
        command = option(command)
    return command


def _formats(_context: click.Context, _parameter: click.Parameter, value: str) -> tuple[str, ...]:
    formats = tuple(dict.fromkeys(name.strip().lower() for name in value.split(",") if name.strip()))
    unknown = [name for name in formats if name not in SHEET_FORMATS]
    if unknown or not formats:
        raise click.BadParameter(f"{', '.join(unknown) or 'nothing'!r} is not one of {', '.join(SHEET_FORMATS)}.")
    return formats


def _language(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    code = value.strip().lower()
    if code and not (code.replace("-", "").isalpha() and code.isascii() and len(code.split("-")[0]) in (2, 3)):
        raise click.BadParameter(f"{value!r} is not a language code of two or three letters, such as ar or en.")
    return code


def _moment(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    from datetime import datetime

    if value:
        try:
            datetime.fromisoformat(value)
        except ValueError:
            raise click.BadParameter(
                f"{value!r} is not an ISO 8601 date, such as 2024-04-09 or 2024-04-09T10:26+03:30."
            ) from None
    return value


def nothing_to_read(paths: Sequence[str]) -> ClaimdeskError:
    """The error for folders without a single article."""
    return ClaimdeskError(
        "there is no article here",
        where=", ".join(paths),
        allowed=".txt, .html and .jsonl files, each also .gz, or folders of them",
        next_step="Name a file or folder that holds some",
    )
