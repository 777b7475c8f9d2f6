"""Reading: files, folders and streams of news articles to ``Article``; what cannot be read is set aside and named."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

from extractors.errors import ClaimdeskError
from extractors.intake.articles import Given, article_from_text
from extractors.intake.encodings import decode, decode_html
from extractors.intake.files import find_files, kind_of, open_file, read_whole, unreadable
from extractors.intake.html import article_from_html
from extractors.intake.rows import is_iso, read_rows
from extractors.intake.tongue import detect_language
from extractors.intake.types import SetAside, Unreadable
from extractors.types import Article

__all__ = [
    "Given",
    "Unreadable",
    "article_from_html",
    "article_from_text",
    "detect_language",
    "read_jsonl_lines",
    "read_paths",
]


def read_paths(
    paths: Sequence[Path | str], *, language: str = "", published_at: str = ""
) -> Iterator[Article | Unreadable]:
    """The articles of files and folders, in a fixed order, and in their places what could not be read.

    Args:
        paths: files (.txt, .html, .htm, .jsonl, each also .gz) and folders, which are read with all below them.
        language: ISO 639-1 code that overrides detection; empty to detect.
        published_at: ISO 8601 date or time for the articles that name none; empty for none.

    Raises:
        ClaimdeskError: for a path that does not exist, or options that are no language or date.
    """
    defaults = _defaults(language, published_at)
    for path in find_files(paths):
        yield from _read_file(path, defaults)


def read_jsonl_lines(
    stream: IO[bytes], name: str, *, language: str = "", published_at: str = ""
) -> Iterator[Article | Unreadable]:
    """The articles of a JSONL stream of bytes, such as standard input; ``name`` is what messages call it.

    Raises:
        ClaimdeskError: for options that are no language or date.
    """
    yield from read_rows(stream, name, _defaults(language, published_at))


def _defaults(language: str, published_at: str) -> Given:
    if published_at and not is_iso(published_at):
        raise ClaimdeskError(
            "This is no date or time",
            where=f"published-at {published_at}",
            allowed="ISO 8601, as 2024-04-16T10:26+03:30",
        )
    code = language.strip().lower().split("-")[0]
    if code and not (code.isascii() and code.isalpha() and len(code) in (2, 3)):
        raise ClaimdeskError(
            "This is no language", where=f"language {language}", allowed="an ISO 639 code, as ar or en"
        )
    return Given(language=code, published_default=published_at or None)


def _read_file(path: Path, defaults: Given) -> Iterator[Article | Unreadable]:
    try:
        kind = kind_of(path)
        if kind == "jsonl":
            yield from _read_jsonl(path, defaults)
        elif kind == "html":
            yield article_from_html(decode_html(read_whole(path)), defaults)
        else:
            yield article_from_text(decode(read_whole(path)), defaults, pasted=True)
    except SetAside as aside:
        yield Unreadable(str(path), aside.reason, aside.detail)


def _read_jsonl(path: Path, defaults: Given) -> Iterator[Article | Unreadable]:
    seen = False
    try:
        with open_file(path) as stream:
            for found in read_rows(stream, str(path), defaults):
                seen = True
                yield found
    except (OSError, EOFError, zlib.error) as error:
        raise unreadable(error) from error
    if not seen:
        raise SetAside("empty", "There is nothing in it")
