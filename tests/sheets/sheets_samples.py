"""Articles of our own invention, extracted by hand, so that these tests stand on sheets alone."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any

from extractors.types import (
    Article,
    Attribution,
    Claim,
    DateMention,
    Entity,
    Extraction,
    Quantity,
    Reason,
    Sentence,
    Source,
    Span,
)
from store.reading import SheetArticle, SheetClaim

IMPORTED_AT = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
AR_TITLE = "وزارة الري: السد الجديد يروي خمسة آلاف هكتار"
AR_TEXT = (
    f"{AR_TITLE}\n\n"
    "قال وزير الري سالم الحداد، الثلاثاء، إن السد الجديد في وادي النخيل يروي 5 آلاف هكتار، "
    "وإن أعماله انتهت في مارس الماضي.\n"
    "وأضاف أن الكلفة بلغت 120 مليون دولار (120 million USD) بزيادة 15% عن التقدير الأول.\n"
    "ونفت الشركة المنفذة «Delta Build» وجود تشققات في جسم السد.\n"
    "وكان البرلمان قد أقر المشروع عام 2019 بأغلبية 143 صوتاً."
)
EN_TITLE = "Port of Halden moved record cargo, operator says"
EN_TEXT = (
    "The port of Halden handled 4.2 million tonnes of cargo in the first half of 2025, its operator said on Monday. "
    "That is 11% more than a year earlier, according to a report by the Harbour Office.\n\n"
    "A spokeswoman denied that two cranes had failed inspection in June. "
    "The town council approved the new quay in 2022."
)


def claim(article: Article, words: str, **more: Any) -> Claim:
    """A claim on the first occurrence of ``words``; the sentence is its line."""
    start = article.text.index(words)
    line = article.text.rfind("\n", 0, start) + 1
    end_of_line = article.text.find("\n", start)
    given: dict[str, Any] = {
        "kind": "event", "checkable": True, "check_worthiness": 0.7, "reasons": (Reason("figure", 0.8, words[:5]),),
    }  # fmt: skip
    key = hashlib.sha256(f"{article.id}\n{words}".encode()).hexdigest()[:16]
    return Claim(
        claim_id="c" + key,
        start=start,
        end=start + len(words),
        text=words,
        sentence=(line, len(article.text) if end_of_line < 0 else end_of_line),
        **{**given, **more},
    )


def date_in(article: Article, words: str, value: str, first: str | None, last: str | None, basis: str) -> DateMention:
    """A date mention on the first occurrence of ``words``."""
    start = article.text.index(words)
    return DateMention(start, start + len(words), words, value, first, last, basis)


def said(article: Article, source: str, resolved: str, cue: str, content: Claim) -> Attribution:
    """An attribution whose content is a claim."""
    s, c = article.text.index(source), article.text.index(cue)
    return Attribution(
        Source(s, s + len(source), source, resolved),
        Span(c, c + len(cue), cue),
        Span(content.start, content.end, content.text),
        False,
    )


def arabic() -> Extraction:
    """An Arabic article with reported, denied and own-voice claims, nested spans, and an unresolved date."""
    article = Article(
        "ar-dam", AR_TEXT, "ar", AR_TITLE, "وكالة الوادي", "https://example.org/dam", "2025-06-10T09:30:00+03:00"
    )
    minister = {"speaker": "سالم الحداد", "speaker_type": "person", "cue": "قال", "stance": "asserts"}
    area = claim(
        article, "السد الجديد في وادي النخيل يروي 5 آلاف هكتار", **minister, check_worthiness=0.82, kind="quantity",
        quantities=(Quantity(0, 1, "5 آلاف هكتار", 5000.0, "هكتار"),), entities=(Entity(0, 1, "وادي النخيل", "LOC"),),
        reasons=(Reason("figure", 1.2, "5 آلاف"), Reason("named_actor", 0.6), Reason("vague", -0.3)),
    )  # fmt: skip
    works = claim(
        article, "أعماله انتهت في مارس الماضي", **minister,
        dates=(date_in(article, "مارس الماضي", "2025-03", "2025-03-01", "2025-03-31", "relative"),),
    )  # fmt: skip
    cost = claim(
        article, "الكلفة بلغت 120 مليون دولار (120 million USD) بزيادة 15% عن التقدير الأول",
        **{**minister, "cue": "أضاف"}, check_worthiness=0.91, kind="quantity",
        quantities=(Quantity(0, 1, "120 مليون دولار", 120e6, "دولار"), Quantity(0, 1, "15%", 15.0, "%")),
    )  # fmt: skip
    rise = claim(article, "بزيادة 15% عن التقدير الأول", **{**minister, "cue": "أضاف"}, kind="quantity")
    cracks = claim(
        article, "وجود تشققات في جسم السد", speaker="الشركة المنفذة Delta Build", speaker_type="organisation",
        cue="نفت", stance="denies",
        dates=(date_in(article, "الثلاثاء", "XXXX-WXX-2", None, None, "fuzzy"),),
    )  # fmt: skip
    vote = claim(
        article, "كان البرلمان قد أقر المشروع عام 2019 بأغلبية 143 صوتاً", kind="vote",
        dates=(date_in(article, "عام 2019", "2019", "2019-01-01", "2019-12-31", "explicit"),),
    )  # fmt: skip
    claims = (area, works, cost, rise, cracks, vote)
    return Extraction(
        article,
        tuple(dict.fromkeys(Sentence(*c.sentence, True, c.check_worthiness) for c in claims)),
        claims,
        (said(article, "وزير الري سالم الحداد", "سالم الحداد", "قال", area),),
    )


def english() -> Extraction:
    """An English article with a chain of sources and an anonymous-looking spokeswoman."""
    article = Article(
        "en-port", EN_TEXT, "en", EN_TITLE, "Halden Courier", "https://example.com/port?a=1&b=2", "2025-07-15"
    )
    cargo = claim(
        article, "The port of Halden handled 4.2 million tonnes of cargo in the first half of 2025",
        speaker="Halden Port Operations", speaker_type="organisation", cue="said", stance="asserts",
        quantities=(Quantity(0, 1, "4.2 million tonnes", 4.2e6, "tonnes"),), check_worthiness=0.88,
        dates=(date_in(article, "the first half of 2025", "2025-H1", "2025-01-01", "2025-06-30", "explicit"),),
        reasons=(Reason("figure", 1.4, "4.2 million tonnes"), Reason("date", 0.5, "first half of 2025")),
    )  # fmt: skip
    more = claim(
        article, "That is 11% more than a year earlier", speaker="Harbour Office", speaker_type="document",
        cue="according to", stance="asserts", kind="quantity",
    )  # fmt: skip
    cranes = claim(
        article, "two cranes had failed inspection in June", speaker=None, speaker_type="anonymous", cue="denied",
        stance="denies", check_worthiness=0.66,
    )  # fmt: skip
    quay = claim(article, "The town council approved the new quay in 2022", kind="vote", check_worthiness=0.55)
    return Extraction(
        article,
        (),
        (cargo, more, cranes, quay),
        (said(article, "its operator", "Halden Port Operations", "said", cargo),),
    )


def as_sheet(extraction: Extraction, **more: Any) -> SheetArticle:
    """The article as the store gives it for a sheet, without a store."""
    article = extraction.article
    claims = [
        SheetClaim(
            c.claim_id, article.id, c.start, c.end, c.text, article.text[slice(*c.sentence)], *c.sentence, c.kind,
            c.checkable, c.check_worthiness, c.speaker, c.speaker_type, c.cue, c.stance, "new", "", "0.1.0", "r1",
            c.dates, c.quantities, c.entities, c.reasons,
        )
        for c in extraction.claims
    ]  # fmt: skip
    return SheetArticle(
        article.id, article.text, article.language, article.title, article.outlet, article.url, article.author,
        article.published_at, "0" * 64, IMPORTED_AT, "r1", True, **{"claims": claims, **more},
    )  # fmt: skip
