"""JSONL: one article a line, each line good or set aside by itself."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import IO, Any

from extractors.intake.articles import Given, article_from_text, is_blank
from extractors.intake.encodings import decode
from extractors.intake.files import MAX_ARTICLE_BYTES
from extractors.intake.types import SetAside, Unreadable
from extractors.types import Article

_STRINGS = ("title", "published_at", "language", "outlet", "url", "author")
_SHAPE = 'an object with "text" or "html", and "id", "title", "published_at", "language", "outlet", "url" if known'


def read_rows(stream: IO[bytes], name: str, defaults: Given) -> Iterator[Article | Unreadable]:
    """The articles of a JSONL stream, in the order of its lines; blank lines are passed over."""
    for number, line in enumerate(_lines(stream), 1):
        try:
            text = _decoded(line)
            if text.strip():
                yield article_from_row(_parsed(text), defaults)
        except SetAside as aside:
            yield Unreadable(f"{name}:{number}", aside.reason, aside.detail)


def _lines(stream: IO[bytes]) -> Iterator[bytes]:
    """Lines without their ends; of a line that is too long only so much that it shows, the rest is passed over."""
    head = stream.readline(MAX_ARTICLE_BYTES + 1)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in head[:64]:
        yield from _wide_lines(head + stream.read(MAX_ARTICLE_BYTES * 10))
        return
    while head:
        if len(head) > MAX_ARTICLE_BYTES and not head.endswith(b"\n"):
            while (more := stream.readline(MAX_ARTICLE_BYTES)) and not more.endswith(b"\n"):
                pass
        yield head.rstrip(b"\r\n")
        head = stream.readline(MAX_ARTICLE_BYTES + 1)


def _wide_lines(data: bytes) -> Iterator[bytes]:
    """The lines of a UTF-16 or UTF-32 stream, as UTF-8."""
    try:
        text = decode(data)
    except SetAside:
        yield data
        return
    for line in text.split("\n"):
        yield line.rstrip("\r").encode("utf-8", "replace")


def _decoded(line: bytes) -> str:
    if len(line) > MAX_ARTICLE_BYTES:
        raise SetAside("too_large", f"The line has more than {MAX_ARTICLE_BYTES:,} bytes, which is no article")
    return decode(line) if line.strip() else ""


def _parsed(text: str) -> Mapping[str, Any]:
    """The object of a line.

    Raises:
        SetAside: when it is no JSON ("broken_json") or no object ("wrong_shape").
    """
    try:
        row = json.loads(text)
    except json.JSONDecodeError as error:
        raise SetAside("broken_json", f"No JSON: {error.msg} at character {error.pos + 1}") from error
    except (RecursionError, ValueError) as error:
        raise SetAside("broken_json", f"No JSON that can be read: {error}") from error
    if not isinstance(row, dict):
        raise SetAside("wrong_shape", f"A line holds {_SHAPE}; this one holds something else")
    return row


def article_from_row(row: Mapping[str, Any], defaults: Given) -> Article:
    """The article of one JSONL object.

    Raises:
        SetAside: wrong_shape, empty, bad_published_at, and what the text itself may raise.
    """
    given = _given(row, defaults)
    text, page = row.get("text"), row.get("html")
    for name, value in (("text", text), ("html", page)):
        if value is not None and not isinstance(value, str):
            raise SetAside("wrong_shape", f'"{name}" is no text; a line holds {_SHAPE}')
    if text is None and page is None:
        raise SetAside("wrong_shape", f"The line has no article; a line holds {_SHAPE}")
    _whole_characters(*(value for value in row.values() if isinstance(value, str)))
    if text and not is_blank(text):
        return article_from_text(text, given)
    if page and not is_blank(page):
        from extractors.intake.html import article_from_html

        return article_from_html(page, given)
    raise SetAside("empty", "There is no text in it")


def _given(row: Mapping[str, Any], defaults: Given) -> Given:
    """What the row says of its article, over the defaults of the command."""
    known = {name: row.get(name) for name in _STRINGS if row.get(name) is not None}
    for name, value in known.items():
        if not isinstance(value, str):
            raise SetAside("wrong_shape", f'"{name}" is no text; a line holds {_SHAPE}')
    number = row.get("id")
    if number is not None and (isinstance(number, bool) or not isinstance(number, (str, int))):
        raise SetAside("wrong_shape", '"id" is neither text nor a whole number')
    given = Given(id="" if number is None else str(number), **{k: str(v) for k, v in known.items()})
    if given.published_at and not is_iso(given.published_at):
        raise SetAside("bad_published_at", f'"published_at" is no ISO 8601 date or time: {given.published_at[:60]}')
    return replace(
        given,
        language=defaults.language or given.language,
        published_at=given.published_at or None,
        published_default=defaults.published_default,
    )


def is_iso(text: str) -> bool:
    """Whether a text is a date or time in ISO 8601."""
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _whole_characters(*texts: str) -> None:
    """Refuses half characters, which no file or table can hold.

    Raises:
        SetAside: wrong_shape.
    """
    for text in texts:
        try:
            text.encode("utf-8")
        except UnicodeEncodeError as error:
            raise SetAside(
                "wrong_shape", f"Half a character stands at position {error.start + 1} (a lone surrogate)"
            ) from error
