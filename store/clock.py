"""Times as the store keeps them: UTC without a zone; and publication times as pages print them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from extractors.errors import ClaimdeskError


def utc(moment: datetime) -> datetime:
    """The moment in UTC without its zone; one without a zone is taken for UTC."""
    return moment if moment.tzinfo is None else moment.astimezone(UTC).replace(tzinfo=None)


def publication(iso: str | None) -> tuple[datetime | None, datetime | None]:
    """The wall clock that the page shows, and the same moment in UTC (None where the page gave no zone).

    Text that is no ISO 8601 time gives two Nones; the text itself is stored beside them.
    """
    if not iso:
        return None, None
    try:
        moment = datetime.fromisoformat(iso)
        return moment.replace(tzinfo=None), utc(moment) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None, None


def day(text: str, where: str) -> date | None:
    """A YYYY-MM-DD day; empty gives None.

    Raises:
        ClaimdeskError: it is no such day.
    """
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ClaimdeskError(f"{text!r} is not a day", where=where, allowed="YYYY-MM-DD, such as 2024-04-15") from error
