"""Which answers of a filled sheet are new: the same one twice is one, and one that was returned to is another.

An answer that says when it was last changed (``saved_at``) is known by its content and that time. It adds a review
unless it is known or the reviewer's present review says the same; one that is older than the reviewer's present
review is kept with ``overtaken_by`` and decides nothing.

An answer without a time adds a review when it differs from the reviewer's present review and, where it comes from a
file, also from what the same sheet said last: a row that nobody touched since is no return to an earlier verdict.
A state of a file that was read already (same answers, same time of the file) adds nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Self

import duckdb

from store.clock import utc
from store.types import FilledRow, FilledSheet


@dataclass(frozen=True, slots=True)
class Answer:
    """A review as far as it matters for what comes after it; times are UTC."""

    review_id: str
    claim_id: str
    reviewer: str
    sheet_id: str
    saved_at: datetime | None
    created_at: datetime
    overtaken_by: str | None = None

    @property
    def content(self) -> str:
        """The part of the id that says what the review says."""
        return self.review_id.partition("-")[0]

    def saved(self) -> datetime | None:
        """When it was saved, but not after it arrived: a clock that runs ahead must not silence what follows."""
        return min(self.saved_at, self.created_at) if self.saved_at else None


class Earlier:
    """The reviews that the claims of a sheet have already, in the order in which they came."""

    def __init__(self, sheet: FilledSheet, answers: Sequence[Answer]) -> None:
        self._sheet, self._ids = sheet, {answer.review_id for answer in answers}
        self._present: dict[tuple[str, str], Answer] = {}
        self._of_sheet: dict[tuple[str, str], Answer] = {}
        for answer in answers:
            self._note(answer)

    @classmethod
    def of(cls, con: duckdb.DuckDBPyConnection, sheet: FilledSheet) -> Self:
        """Reads them from the store."""
        rows = con.execute(
            "SELECT review_id, claim_id, reviewer, sheet_id, saved_at, created_at, overtaken_by "
            "FROM desk_human.reviews WHERE claim_id IN (SELECT unnest($ids::VARCHAR[])) ORDER BY seq, review_id",
            {"ids": [row.claim_id for row in sheet.reviews]},
        ).fetchall()
        return cls(sheet, [Answer(*row) for row in rows])

    def add(self, row: FilledRow, when: datetime) -> Answer | None:
        """The review that this row makes, or None when it says nothing new."""
        saved_at, key = moment(row.saved_at), (row.claim_id, row.reviewer)
        content, present = review_id(row), self._present.get(key)
        if present is not None and present.content == content:
            return None
        named = self._id(content, saved_at)
        if named in self._ids:
            return None
        last = self._of_sheet.get(key)
        if saved_at is None and self._sheet.modified and last is not None and last.content == content:
            return None
        answer = Answer(named, *key, self._sheet.sheet_id, saved_at, when)
        before, now = present.saved() if present else None, answer.saved()
        if present is not None and before is not None and now is not None and now < before:
            answer = Answer(named, *key, self._sheet.sheet_id, saved_at, when, present.review_id)
        self._ids.add(named)
        self._note(answer)
        return answer

    def _id(self, content: str, saved_at: datetime | None) -> str:
        if saved_at is not None:
            return f"{content}-{digest(saved_at.isoformat())[:8]}"
        turn = sum(known.partition("-")[0] == content for known in self._ids)
        return f"{content}-{turn}" if turn else content

    def _note(self, answer: Answer) -> None:
        key = (answer.claim_id, answer.reviewer)
        self._of_sheet.update({key: answer} if answer.sheet_id == self._sheet.sheet_id else {})
        if answer.overtaken_by is None:
            self._present[key] = answer


def review_id(row: FilledRow) -> str:
    """The hash of what a review says: claim, reviewer, verdict, rationale, missing context, reason and sources."""
    content = [row.claim_id, row.reviewer, row.verdict, row.rationale, row.missing_context, row.not_checkable_reason]
    return "r" + digest([*content, [asdict(source) for source in row.sources]])


def draft_id(sheet_id: str, row: FilledRow) -> str:
    """The hash of what a half-filled row of a sheet says, with its time where it has one."""
    said = [row.reviewer, row.role, row.verdict, row.not_checkable_reason, row.rationale, row.missing_context]
    sources = [asdict(source) for source in row.sources]
    return "d" + digest([sheet_id, row.claim_id, *said, sources, *filter(None, [row.saved_at])])


def fingerprint(sheet: FilledSheet) -> str:
    """The hash of a state of a file: everything that it says, and when it was written."""
    rows = [asdict(row) for row in (*sheet.reviews, *sheet.drafts)]
    return "f" + digest([sheet.sheet_id, sheet.modified, rows])


def moment(saved_at: str) -> datetime | None:
    """The time as the store keeps it; empty gives None.

    Raises:
        ValueError: it is no ISO 8601 time.
    """
    return utc(datetime.fromisoformat(saved_at)) if saved_at else None


def digest(content: object) -> str:
    """24 hexadecimal digits of the SHA-256 of anything that JSON holds."""
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode("ascii")).hexdigest()[:24]
