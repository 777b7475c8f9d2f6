"""Records that pass between the store and those who read or fill it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Reject:
    """An input that was set aside: where it came from, a short reason code, and what was wrong in words."""

    source: str
    reason: str
    detail: str


@dataclass(slots=True)
class RunCounts:
    """What a run did with its articles, and how many claims it stored."""

    articles_new: int = 0
    articles_updated: int = 0
    articles_unchanged: int = 0
    articles_rejected: int = 0
    claims: int = 0

    def add(self, other: RunCounts) -> None:
        """Adds the counts of a batch to those of its run."""
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))


@dataclass(frozen=True, slots=True)
class ReviewSource:
    """A source that a fact-checker gave for a verdict; dates are YYYY-MM-DD or empty."""

    url: str
    title: str = ""
    publisher: str = ""
    published_on: str = ""
    accessed_on: str = ""
    archive_url: str = ""
    quote: str = ""
    stance: str = ""
    tier: str = ""


@dataclass(frozen=True, slots=True)
class FilledRow:
    """One claim as a person filled it in; ``where`` names the row as they see it ("row 7").

    ``saved_at`` is when the answer was last changed, as an ISO 8601 time (UTC where it names no zone), empty where
    nobody kept it; ``answers_review_id`` the review that it was written in view of.
    """

    claim_id: str
    reviewer: str = ""
    verdict: str = ""
    not_checkable_reason: str = ""
    rationale: str = ""
    missing_context: str = ""
    role: str = "checker"
    sources: tuple[ReviewSource, ...] = ()
    where: str = ""
    saved_at: str = ""
    answers_review_id: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """One row of a correction.

    Attributes:
        kind: one of span, speaker, date, split, add, not_a_claim.
        reviewer: who corrects.
        claim_id: the claim; for ``add`` empty, it is given its own.
        article_id: the article, needed for ``add`` alone.
        start, end: half-open offsets in code points of the article's text: of the claim's right words (span, split,
            add) or of the words that name the day (date, where they stand in the text).
        text: those words.
        value: the speaker's name, empty for the outlet's own voice (speaker); a TIMEX3 value (date); the kind of
            claim (add). The pieces of a split are given their ids here.
        from_date, to_date: the inclusive days of a date, YYYY-MM-DD.
        position: 0, 1, ... among the rows of one correction, or -1 when the correction is taken back.
        note: why, in the reviewer's words.
        article_version: whose text the offsets count in; 0 for the current one.
        saved_at: when the reviewer wrote it, as the sheet says; tells a return to an earlier value from a repetition.
        where: the row as its writer sees it, for refusals.
    """

    kind: str
    reviewer: str
    claim_id: str = ""
    article_id: str = ""
    start: int | None = None
    end: int | None = None
    text: str = ""
    value: str = ""
    from_date: str = ""
    to_date: str = ""
    position: int = 0
    note: str = ""
    article_version: int = 0
    saved_at: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """A filled sheet that passed every check of its cells: complete rows, and half-filled ones kept as drafts.

    ``modified`` says when the file was last written, in any form that changes with it; empty for what is no file.
    ``corrections`` are what it sets right in the machine's findings. ``read_on`` (YYYY-MM-DD, or empty) is the day on
    which sources without one were read; it is stored with them, and is no part of what an answer says.
    """

    sheet_id: str
    origin: str
    reviews: tuple[FilledRow, ...] = ()
    drafts: tuple[FilledRow, ...] = ()
    modified: str = ""
    corrections: tuple[Correction, ...] = ()
    read_on: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """One cell that import refused, named so that its writer finds it.

    ``allowed`` says in English what the cell may hold; ``code`` and ``parts`` (name, value) let a sheet say it in
    its reader's language.
    """

    sheet: str
    row: str
    column: str
    value: str
    allowed: str
    code: str = ""
    parts: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class ImportOutcome:
    """What an import did with one sheet; ``refusals`` not empty means that nothing of it was stored."""

    sheet: str
    reviews_new: int = 0
    reviews_known: int = 0
    corrections_new: int = 0
    drafts: list[str] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)


@dataclass(slots=True)
class BatchOutcome:
    """What writing a batch did: the counts to add to the run's, and the ids of new or updated articles, sorted."""

    counts: RunCounts = field(default_factory=RunCounts)
    changed: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One data-quality check, reduced to what a person and the store need.

    ``sentence`` and ``sentence_ar`` say in English and Arabic what should hold; ``severity`` is
    blocks_rendering, blocks_publication or warns; ``sample`` holds up to ten failing ids.
    """

    suite: str
    code: str
    sentence: str
    success: bool
    failing_rows: int = 0
    sample: tuple[str, ...] = ()
    severity: str = "warns"
    sentence_ar: str = ""
