"""What extraction gives: plain frozen records with half-open character offsets into ``Article.text``."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

EXTRACTOR_VERSION = "0.1.0"
"""Goes into every row; a change of rules, lists or weights changes it."""


@dataclass(frozen=True, slots=True)
class Article:
    """One article, as read. ``published_at`` is ISO 8601 with its zone where the page gave one, else None."""

    id: str
    text: str
    language: str = ""
    title: str = ""
    outlet: str = ""
    url: str = ""
    published_at: str | None = None
    author: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """``article.text[start:end] == text``, in Unicode code points."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date expression and what it stands for.

    ``value`` is a TIMEX3 value ("2024-07", "2024-W16", "2020-Q1", "P3D", "PRESENT_REF");
    ``from_date`` and ``to_date`` are the inclusive interval as YYYY-MM-DD, None when it cannot be resolved;
    ``basis`` is explicit, relative, year_inferred or fuzzy.
    """

    start: int
    end: int
    text: str
    value: str
    from_date: str | None
    to_date: str | None
    basis: str

    def as_json(self) -> dict[str, Any]:
        """The contract's field names, which call the interval ``from`` and ``to``."""
        row = asdict(self)
        row["from"], row["to"] = row.pop("from_date"), row.pop("to_date")
        return row


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure: ``value`` as a plain number (20 for "20 %", 2500000000 for "2.5 billion"), ``unit`` as written."""

    start: int
    end: int
    text: str
    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time (three weeks, half an hour), which has no days of its own.

    ``value`` is a TIMEX3 duration ("P3W", "PT0.5H", "P1Y6M", "PXD" where the count is not said); ``seconds`` is its
    length with a month of 30 and a year of 365 days, None where the count is not said.
    """

    start: int
    end: int
    text: str
    value: str
    seconds: float | None


@dataclass(frozen=True, slots=True)
class Entity:
    """A named actor or place; ``label`` is PER, ORG, LOC or MISC."""

    start: int
    end: int
    text: str
    label: str


@dataclass(frozen=True, slots=True)
class Source:
    """Who said it: the span at that place, and the full name it stands for."""

    start: int
    end: int
    text: str
    resolved: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody (``source``) says (``cue``) something (``content``); ``direct`` when in quotation marks."""

    source: Source | None
    cue: Span | None
    content: Span
    direct: bool


@dataclass(frozen=True, slots=True)
class Reason:
    """One summand of a check-worthiness score: a named feature, its weight, and the words that showed it."""

    feature: str
    weight: float
    text: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and whether anything in it can be checked."""

    start: int
    end: int
    checkable: bool
    check_worthiness: float


@dataclass(frozen=True, slots=True)
class Claim:
    """A proposition that evidence can confirm or refute, or a clause that was looked at and found uncheckable.

    ``kind`` is one of event, status, quantity, history, record, law, vote, cause, schedule, opinion,
    prediction, call, wish, question, rhetoric, vague; ``speaker_type`` one of person, organisation,
    document, anonymous, outlet; ``stance`` one of asserts, denies, alleges, quotes, or None in own voice.
    """

    claim_id: str
    start: int
    end: int
    text: str
    sentence: tuple[int, int]
    kind: str
    checkable: bool
    check_worthiness: float
    reasons: tuple[Reason, ...] = ()
    speaker: str | None = None
    speaker_type: str = "outlet"
    cue: str | None = None
    stance: str | None = None
    dates: tuple[DateMention, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    entities: tuple[Entity, ...] = ()
    durations: tuple[Duration, ...] = ()


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one article gave, in the order of its text."""

    article: Article
    sentences: tuple[Sentence, ...] = ()
    claims: tuple[Claim, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    dates: tuple[DateMention, ...] = ()
    durations: tuple[Duration, ...] = ()
    language_supported: bool = True
    extractor_version: str = field(default=EXTRACTOR_VERSION)

    def as_json(self) -> dict[str, Any]:
        """The object that ``claimdesk extract --format jsonl`` prints on one line."""
        row = asdict(self)
        for claim, record in zip(row["claims"], self.claims, strict=True):
            claim["sentence"] = {"start": record.sentence[0], "end": record.sentence[1]}
            claim["dates"] = [date.as_json() for date in record.dates]
        row["dates"] = [date.as_json() for date in self.dates]
        return row
