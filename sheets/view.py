"""What a sheet shows of an article: plain values, ready to print, the same for every format."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from extractors.language import is_supported, language_data
from extractors.types import DateMention
from sheets import aids, fixes, labels
from sheets.clean import printable, web_address
from sheets.fixes import Fixes
from sheets.marking import Paragraph, mark
from sheets.naming import SECOND, file_stem, sheet_id
from store.appearances import Appearance, without_verdict
from store.locating import outermost
from store.reading import SheetArticle, SheetClaim
from store.types import FilledRow


@dataclass(frozen=True, slots=True)
class DateView:
    """A date expression, the interval as shown (empty when unresolved), its basis, and its first and last day."""

    text: str
    shown: str
    basis: str
    first: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class QuantityView:
    """A figure as written, its value as a plain number, its unit."""

    text: str
    shown: str
    unit: str


@dataclass(frozen=True, slots=True)
class ReasonView:
    """Why a claim is worth checking: the feature's name, its signed weight as shown, the words that showed it."""

    feature: str
    weight: str
    text: str


@dataclass(frozen=True, slots=True)
class ReviewView:
    """An earlier review in short; ``sources`` counts its sources."""

    verdict: str
    reviewer: str
    created_at: str
    rationale: str
    sources: int


@dataclass(frozen=True, slots=True)
class CardView:
    """One claim; ``n`` is its number on the sheet, from 1, in the order of the text."""

    n: int
    claim_id: str
    text: str
    sentence: str
    speaker: str
    speaker_type: str
    cue: str
    stance: str
    kind: str
    status: str
    score: float
    chain: tuple[str, ...] = ()
    dates: tuple[DateView, ...] = ()
    quantities: tuple[QuantityView, ...] = ()
    entities: tuple[str, ...] = ()
    reasons: tuple[ReasonView, ...] = ()
    reviews: tuple[ReviewView, ...] = ()
    start: int = 0
    end: int = 0
    questions: tuple[str, ...] = ()
    appearances: tuple[Appearance, ...] = ()

    @property
    def percent(self) -> str:
        """The check-worthiness as a whole number from 0 to 100."""
        return str(round(100 * self.score))


@dataclass(frozen=True, slots=True)
class SheetView:
    """One sheet: its identity, the article with marked paragraphs, the claims, and drafts to carry on from."""

    sheet_id: str
    article_id: str
    stem: str
    language: str
    direction: str
    interface: str
    title: str
    outlet: str
    url: str
    published_at: str
    language_supported: bool
    extractor_version: str
    paragraphs: list[Paragraph]
    cards: list[CardView]
    drafts: dict[str, FilledRow] = field(default_factory=dict)
    article_version: int = 0
    role: str = "checker"
    corrections: dict[str, Fixes] = field(default_factory=dict)

    @property
    def published_shown(self) -> str:
        """The publication time without its seconds, as printed with its zone."""
        try:
            moment = datetime.fromisoformat(self.published_at)
        except ValueError:
            return self.published_at
        return moment.isoformat(" ", "minutes") if len(self.published_at) > 10 else self.published_at


def build(article: SheetArticle, role: str = "checker") -> SheetView:
    """The view of one article; claims that are not checkable stay out of sheets.

    The sheet of a second reader is blind: what anybody wrote about its claims before is not in the view at all.
    """
    if role == SECOND:
        blind = [
            replace(
                claim, reviews=(), drafts=(), status="second_review",
                appearances=tuple(map(without_verdict, claim.appearances)),
            )
            for claim in article.claims
        ]  # fmt: skip
        article = replace(article, claims=blind)
    claims = sorted(
        (claim for claim in article.claims if claim.checkable), key=lambda c: (c.start_char, c.end_char, c.claim_id)
    )
    paragraphs = mark(
        printable(article.text),
        [(claim.start_char, claim.end_char) for claim in claims],
        [(claim.sentence_start, claim.sentence_end) for claim in claims],
        printable(article.title),
    )
    version = max((claim.extractor_version for claim in claims), default="")
    return SheetView(
        sheet_id=sheet_id(printable(article.article_id), [claim.claim_id for claim in claims], version, role),
        article_id=printable(article.article_id),
        stem=file_stem(article.article_id) + (f".{role}" if role == SECOND else ""),
        language=printable(article.language),
        direction=_direction(article.language),
        interface=labels.load().interface(article.language),
        title=printable(article.title),
        outlet=printable(article.outlet),
        url=web_address(article.url),
        published_at=printable(article.published_at or ""),
        language_supported=article.language_supported,
        extractor_version=version,
        paragraphs=paragraphs,
        cards=[_card(number, claim) for number, claim in enumerate(claims, start=1)],
        drafts={claim.claim_id: claim.drafts[-1] for claim in claims if claim.drafts},
        article_version=article.version,
        role=role,
        corrections={claim.claim_id: fixes.shown(claim.corrections) for claim in claims if claim.corrections},
    )


def _card(number: int, claim: SheetClaim) -> CardView:
    reasons = sorted(claim.reasons, key=lambda reason: -abs(reason.weight))
    return CardView(
        n=number,
        claim_id=printable(claim.claim_id),
        text=printable(claim.claim_text),
        sentence=printable(claim.sentence_text),
        speaker=printable(claim.speaker or ""),
        speaker_type=claim.speaker_type,
        cue=printable(claim.cue or ""),
        stance=claim.stance or "",
        kind=claim.kind,
        status=claim.status,
        score=min(1.0, max(0.0, claim.check_worthiness)),
        chain=_chain(claim),
        dates=tuple(_date(d) for d in outermost(claim.dates)),
        quantities=tuple(
            QuantityView(printable(q.text), _number(q.value), printable(q.unit)) for q in claim.quantities
        ),
        entities=tuple(dict.fromkeys(printable(entity.text) for entity in claim.entities)),
        reasons=tuple(ReasonView(r.feature, f"{r.weight:+.2f}", printable(r.text)) for r in reasons),
        reviews=tuple(
            ReviewView(
                r.verdict, printable(r.reviewer), f"{r.created_at:%Y-%m-%d}", printable(r.rationale), len(r.sources)
            )
            for r in claim.reviews
        ),
        start=claim.start_char,
        end=claim.end_char,
        questions=aids.questions_for(_traits(claim)),
        appearances=tuple(replace(a, outlet=printable(a.outlet), title=printable(a.title)) for a in claim.appearances),
    )


def _traits(claim: SheetClaim) -> list[str]:
    """What decides which questions a claim raises."""
    found = [f"kind.{claim.kind}", f"said.{claim.stance}"]
    if claim.speaker or claim.speaker_type not in ("", "outlet"):
        found.append("reported")
    if claim.stance == "quotes":
        found.append("direct")
    if any(not (date.from_date and date.to_date) for date in claim.dates):
        found.append("undated")
    return found


def _date(date: DateMention) -> DateView:
    first, last = date.from_date, date.to_date
    return DateView(printable(date.text), _interval(first, last), date.basis, first or "", last or "")


def _chain(claim: SheetClaim) -> tuple[str, ...]:
    """Who passed it on, in the order of the text, each once."""
    names = (a.source.resolved or a.source.text for a in claim.attributions if a.source)
    return tuple(dict.fromkeys(printable(name) for name in names))


def _interval(first: str | None, last: str | None) -> str:
    if not first and not last:
        return ""
    return first or "" if first == last else f"{first or '…'} – {last or '…'}"


def _number(value: float) -> str:
    return f"{value:,.0f}" if math.isfinite(value) and value == int(value) else f"{value:,.6g}"


def _direction(language: str) -> str:
    base = language.split("-")[0].lower()
    return str(language_data(base, "language").get("direction", "auto")) if is_supported(base) else "auto"


def headings(columns: Sequence[str], language: str, group: str) -> list[str]:
    """The labels of these columns in one language; ``group`` says whose they are (claims or sources)."""
    words = labels.load()
    special = {"stance": "said"} if group == "claims" else {}
    return [words.text(f"column.{special.get(column, column)}", language) for column in columns]
