"""Reviews as forms bring them, and what is wrong with them in words that the reader understands."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from desk.web.seat import Form
from extractors.errors import ClaimdeskError
from sheets.clean import is_web_address
from sheets.days import parse_day
from sheets.tables import CELL_LIMIT
from store import addresses, vocabulary
from store.reviewing import Seen
from store.types import FilledRow, ReviewSource

FIELDS = ("url", "title", "publisher", "published_on", "accessed_on", "archive_url", "quote", "stance", "tier")
# The day of reading stands in every new row; a row that has nothing else is empty.
_TYPED = tuple(name for name in FIELDS if name != "accessed_on")
_URL = re.compile(r"url(\d{1,4})$")
_DAYS = ("published_on", "accessed_on")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend: the field's name in the form, the key of the sentence, and the source's number (from 1)."""

    field: str
    key: str
    n: int = 0


def new_key() -> str:
    """What tells one form from another, so that sending one twice acts once."""
    return secrets.token_urlsafe(12)


def seen(form: Form) -> Seen:
    """What the form was loaded with."""
    latest = form.get("latest")
    role = form.get("role")
    return Seen(form.get("base"), int(latest) if latest.isascii() and latest.isdigit() else 0,
                role if role in vocabulary.load().keys("role") else "")  # fmt: skip


def read_review(form: Form, claim_id: str, reviewer: str) -> FilledRow:
    """The review that a form holds, with every row of sources that has anything in it, in the form's order."""
    return FilledRow(
        claim_id,
        reviewer,
        form.get("verdict"),
        form.get("not_checkable_reason"),
        form.get("rationale"),
        form.get("missing_context"),
        sources=tuple(source for _, source in _sources(form) if any(getattr(source, name) for name in _TYPED)),
    )


def rows_of(form: Form) -> list[ReviewSource]:
    """The rows of sources as they stood on the screen, empty ones too."""
    return [source for _, source in _sources(form)]


def without(form: Form, number: str) -> list[ReviewSource]:
    """The rows but for the one with this number."""
    return [source for n, source in _sources(form) if n != number]


def _sources(form: Form) -> Iterator[tuple[str, ReviewSource]]:
    for name, _ in form:
        if found := _URL.match(name):
            number = found[1]
            yield number, ReviewSource(**{field: form.get(f"{field}{number}") for field in FIELDS})


def tidied(row: FilledRow, today: date) -> FilledRow:
    """The review as it is stored: addresses unwrapped, days as YYYY-MM-DD, the day of reading filled in."""
    sources = []
    for source in row.sources:
        url, title = source.url, source.title
        named, bare = addresses.unwrap(url) if url else ("", "")
        days = {name: parse_day(getattr(source, name)) or getattr(source, name) for name in _DAYS}
        read = days["accessed_on"] or (today.isoformat() if bare else "")
        sources.append(
            replace(source, url=bare, title=title or named, published_on=days["published_on"], accessed_on=read)
        )
    reason = row.not_checkable_reason if row.verdict == "not_checkable" else ""
    return replace(row, sources=tuple(sources), not_checkable_reason=reason)


def problems(row: FilledRow, now: datetime) -> list[Problem]:
    """What keeps a review from being saved, in the order of the form; empty when nothing does."""
    words = vocabulary.load()
    found = []
    if row.verdict not in words.keys("verdict"):
        found.append(Problem("verdict", "verdict"))
    if row.verdict == "not_checkable" and row.not_checkable_reason not in words.keys("not_checkable_reason"):
        found.append(Problem("not_checkable_reason", "not_checkable_reason"))
    for name in ("rationale", "missing_context"):
        if len(getattr(row, name)) > CELL_LIMIT:
            found.append(Problem(name, "too_long"))
    if row.verdict != "not_checkable" and not row.sources:
        found.append(Problem("url1", "source"))
    # The last day that has begun anywhere on earth.
    last = (now.astimezone(UTC) + timedelta(hours=14)).date().isoformat()
    for n, source in enumerate(row.sources, start=1):
        found += _source_problems(source, n, last)
    return found


def _source_problems(source: ReviewSource, n: int, last: str) -> list[Problem]:
    words = vocabulary.load()
    found = []
    if not _is_address(source.url):
        found.append(Problem(f"url{n}", "url", n))
    if source.archive_url and not _is_address(source.archive_url):
        found.append(Problem(f"archive_url{n}", "archive_url", n))
    for name in _DAYS:
        value = getattr(source, name)
        if value and (parse_day(value) is None or value > last):
            found.append(Problem(f"{name}{n}", "date", n))
    for name in ("stance", "tier"):
        if getattr(source, name) not in words.keys(name):
            found.append(Problem(f"{name}{n}", name, n))
    for name in ("title", "publisher", "quote"):
        if len(getattr(source, name)) > CELL_LIMIT:
            found.append(Problem(f"{name}{n}", "too_long", n))
    return found


def _is_address(url: str) -> bool:
    try:
        addresses.normalise(url)
    except ClaimdeskError:
        return False
    return is_web_address(url)


def padded(sources: Sequence[ReviewSource]) -> list[ReviewSource]:
    """The rows of a form: at least one."""
    return list(sources) or [ReviewSource("")]
