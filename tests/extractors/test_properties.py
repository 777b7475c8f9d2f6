"""What must hold for the extraction of any text whatever: offsets, order, bounds, ids."""

from __future__ import annotations

import json
import math
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractors import extract, extract_many
from extractors.claims.features import DESCRIPTIONS
from extractors.claims.worth import load_model
from extractors.normalise import fold
from extractors.types import Article, Extraction

_WORDS = [
    "قال", "وقالت", "إن", "أنّ", "أَكَّدَ", "نفى", "زعم", "الوزير", "محمد علي", "وزارة الصحة",
    "البرلمان", "صوّت", "بحسب", "بيان",
    "مؤكداً", "مشيراً إلى أن", "محمّلةً", "20", "٢٠", "۲۰", "5.3", "٥٫٣", "15%", "٪١٥", "مليون",
    "مليارين ونصف المليار", "دولار",
    "أمس", "الاثنين", "مطلع عام 2020", "تموز/يوليو", "٢٠٢٤", "المقبل", "رمضان", "كـــتاب", "ﷲ",
    "ﻻ", "ﷺ", "ﻣﺤﻤﺪ", "فيما", "كما",
    "said", "that", "the", "minister", "John Smith", "denied", "claimed", "according to",
    "the White House", "Monday",
    "in 2020", "last year", "three", "million", "$20m", "voted", "it", "he", "he's", "Ministry",
    "adding", "because",
    "é", "e\u0301", "İstanbul", "ß", "ǅ", "ﬁgure", "½", "²", "…", "قـ", "👩\u200d👩\u200d👧", "😀",
    "🇮🇶", "會", "ไทย", "𝟚𝟘",
]  # fmt: skip
_MARKS = [
    " ", " ", " ", " ", " ", "، ", ", ", ". ", ".", "؟ ", "! ", ": ", "؛ ", "\n", "\n\n", "\r\n",
    "\t", "\u00a0", "\u2028",
    "«", "»", '"', "“", "”", "‘", "’", "'", "(", ")", "[", "]", "•", "- ", "—", "/", "\u200f",
    "\u200e", "\u202b", "\u202c",
    "\u2067", "\u2069", "\u200b", "\u200c", "\u200d", "\ufeff", "\u0640", "\u064b", "\u0651",
    "\u0301", "\u20e3", "\x00", "\x1f",
]  # fmt: skip
_NEWS = [
    "وقال وزير الصحة محمد علي إن الوزارة خصصت 20 مليون دينار في يوليو الماضي، مؤكداً أن «300 مركز ستستفيد».\n",
    "وصوّت البرلمان، مطلع عام 2020، بأغلبية 170 صوتاً على إلغاء الاتفاق.\n",
    'وجاء في بيان لرئاسة الجمهورية أن الوفدين "سيراجعان شروط القرض قبل نهاية العام". ',
    "The minister, Jane Doe, said on Monday that 300 farms would get $20 million. “We have 12 of them,” she added.\n",
    "Parliament voted 170-20 in early 2020 to end the accord, according to a government report.\n",
]
texts = st.one_of(
    st.text(max_size=80),
    st.lists(st.sampled_from([*_WORDS, *_MARKS]), max_size=50).map("".join),
    st.lists(st.tuples(st.sampled_from(_WORDS), st.sampled_from(_MARKS)), max_size=30).map(
        lambda pairs: "".join(word + mark for word, mark in pairs)
    ),
    st.lists(st.sampled_from([*_NEWS, *_WORDS, *_MARKS]), max_size=12).map("".join),
)
languages = st.sampled_from(["ar", "en", "fr", "xx", "sw", ""])
moments = st.sampled_from([None, "2024-04-16T10:26:00+03:30", "2024-01-01", "1999-12-31T23:59:59Z"])
bounded = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _article(text: str, language: str = "ar", published: str | None = "2024-04-16T10:26:00+03:30") -> Article:
    return Article(id="a1", text=text, language=language, published_at=published)


def _spans(row: Any, path: str = "") -> list[tuple[str, dict[str, Any]]]:
    """Every object of the output that has a start, an end and a text, wherever it stands."""
    found = []
    if isinstance(row, dict):
        if {"start", "end", "text"} <= row.keys():
            found.append((path, row))
        for key, value in row.items():
            found.extend(_spans(value, f"{path}.{key}"))
    elif isinstance(row, list | tuple):
        for value in row:
            found.extend(_spans(value, path))
    return found


def _assert_sound(text: str, extraction: Extraction) -> None:
    assert extraction.article.text == text
    row = extraction.as_json()
    for path, span in _spans(row):
        assert text[span["start"] : span["end"]] == span["text"] != "", path
    assert json.loads(json.dumps(row, ensure_ascii=False, allow_nan=False))["article"]["text"] == text
    _assert_sentences(text, extraction)
    _assert_claims(extraction)
    for date in extraction.dates:
        assert date.basis in ("explicit", "relative", "year_inferred", "fuzzy")
        assert (date.from_date is None) == (date.to_date is None)
        assert (date.from_date or "") <= (date.to_date or "")


def _assert_sentences(text: str, extraction: Extraction) -> None:
    spans = [(s.start, s.end) for s in extraction.sentences]
    assert all(start < end for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert all(0 <= s.check_worthiness <= 1 for s in extraction.sentences)
    inside = [False] * len(text)
    for start, end in spans:
        inside[start:end] = [True] * (end - start)
    assert not [c for c, covered in zip(text, inside, strict=True) if fold(c).isalnum() and not covered]


def _assert_claims(extraction: Extraction) -> None:
    sentences = {(s.start, s.end) for s in extraction.sentences}
    ids = [c.claim_id for c in extraction.claims]
    assert len(set(ids)) == len(ids)
    assert [c.start for c in extraction.claims] == sorted(c.start for c in extraction.claims)
    for claim in extraction.claims:
        assert claim.sentence in sentences
        assert claim.sentence[0] <= claim.start < claim.end <= claim.sentence[1]
        assert 0 <= claim.check_worthiness <= 1
        assert {r.feature for r in claim.reasons} <= DESCRIPTIONS.keys()
        assert all(math.isfinite(q.value) for q in claim.quantities)
        assert (claim.stance is None) == (claim.speaker is None) == (claim.speaker_type == "outlet")
        assert claim.speaker_type in ("person", "organisation", "document", "anonymous", "outlet")
        for part in (*claim.quantities, *claim.entities):
            assert claim.start <= part.start < part.end <= claim.end


@bounded
@given(texts, languages, moments)
def test_any_text_gives_a_sound_extraction(text: str, language: str, published: str | None) -> None:
    _assert_sound(text, extract(_article(text, language, published)))


@pytest.mark.parametrize("language", ["ar", "en", "xx"])
@pytest.mark.parametrize(
    "text",
    [
        "", " ", "\n", "\u200f", "\u064b", "\u0640\u0640", ".", "»", "«", '"', "«»",
        "\ufeff\ufeff", "\x00", "ﷺ", "٪", "ﬃ",
        "\u0651قال\u0651", "“”‘’", "قال:", "said", "قال إن", "he said that", "\u2067قال محمد إن 5\u2069", "\ud7ff",
        "😀" * 5,
    ],
)  # fmt: skip
def test_text_with_next_to_nothing_in_it(text: str, language: str) -> None:
    _assert_sound(text, extract(_article(text, language)))


@settings(parent=bounded, max_examples=40)
@given(texts, languages)
def test_the_reasons_add_up_to_the_score(text: str, language: str) -> None:
    bias = load_model(language or "xx", "claim").bias
    for claim in extract(_article(text, language)).claims:
        total = bias + sum(reason.weight for reason in claim.reasons)
        assert claim.check_worthiness == pytest.approx(1 / (1 + math.exp(-total)), abs=2e-3)
        assert [abs(r.weight) for r in claim.reasons] == sorted((abs(r.weight) for r in claim.reasons), reverse=True)


@settings(parent=bounded, max_examples=40)
@given(texts, languages)
def test_the_same_article_gives_the_same_extraction_in_any_company(text: str, language: str) -> None:
    alone = extract(_article(text, language))
    crowd = [_article(news, "en" if news.isascii() else "ar") for news in _NEWS]
    assert list(extract_many([*crowd, _article(text, language)]))[-1] == alone
    assert next(extract_many([_article(text, language), *reversed(crowd)])) == alone


def test_the_order_of_articles_changes_nothing() -> None:
    articles = [Article(id=str(i), text=text, language="ar" if i < 3 else "en") for i, text in enumerate(_NEWS)]
    forward = {e.article.id: e for e in extract_many(articles)}
    backward = {e.article.id: e for e in extract_many(reversed(articles))}
    assert forward == backward
    assert all(e.claims for e in forward.values())
