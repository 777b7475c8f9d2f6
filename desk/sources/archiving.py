"""Keeping copies: one source after the other, each attempt on record before the next begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Protocol

from desk.sources import command, warc
from desk.sources.settings import WARC, ArchiveSettings
from extractors.errors import ClaimdeskError
from store import Store, archiving
from store.addresses import normalise, unwrap
from store.archiving import Attempt
from store.types import ReviewSource


class Keeps(Protocol):
    """What hands out the store for a moment, such as :class:`store.keeper.Keeper`."""

    def reading(self) -> AbstractContextManager[Store]:
        """The store, to read."""

    def writing(self) -> AbstractContextManager[Store]:
        """The store, to write."""


def complete(source: ReviewSource, today: date) -> ReviewSource:
    """A source as a person gave it, ready to be stored: link unwrapped, title and day of access filled in.

    Raises:
        ClaimdeskError: its address, or that of its copy, is no web address.
    """
    title, url = unwrap(source.url)
    normalise(url)
    _, copy = unwrap(source.archive_url)
    if copy:
        normalise(copy)
    return replace(
        source,
        url=url,
        title=source.title.strip() or title,
        archive_url=copy,
        accessed_on=source.accessed_on or today.isoformat(),
    )


def attempt(address: str, settings: ArchiveSettings, at: datetime) -> Attempt:
    """One attempt with the archiver of the settings.

    Raises:
        ClaimdeskError: archiving is off.
    """
    if not settings.is_on:
        raise ClaimdeskError(
            "archiving is off",
            allowed="warc, or a command with {url} in it",
            next_step="Switch it on with --archiver or CLAIMDESK_ARCHIVER",
        )
    if settings.archiver == WARC:
        return warc.snapshot(address, settings, at)
    return command.run(address, settings)


def archive(
    store: Keeps, addresses: Sequence[str], settings: ArchiveSettings, *, requested_by: str
) -> Iterator[Attempt]:
    """Attempts every address and gives each attempt once it is on record; the store is free while a page is fetched.

    Raises:
        ClaimdeskError: archiving is off, or the store cannot be written.
    """
    for address in addresses:
        now = datetime.now(UTC)
        made = attempt(address, settings, now)
        with store.writing() as opened:
            archiving.record(opened, [made], requested_by=requested_by, at=now)
        yield made
