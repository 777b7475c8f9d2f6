"""Tashkeel, tatweel and invisible marks are a writer's habit: they change no claim, speaker or date."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import extract
from extractors.normalise import fold
from extractors.types import Article, Extraction

PUBLISHED = "2025-03-12T09:00:00+03:00"
NEWS = [
    "وقالت وزيرة الزراعة هالة القاضي إن البلدة زرعت 40 ألف شجرة العام الماضي، مشيرة إلى أن نسبة البقاء بلغت 82 بالمئة.",
    "وافق مجلس النواب، الثلاثاء، على تعديل قانون الاستثمار بأغلبية 94 صوتاً، فيما رفضه 31 نائباً.",
    "ونفى المتحدث باسم الشركة سامر عبود أن تكون المصفاة قد توقفت عن العمل في يناير الماضي.",
    "وأعلنت هيئة السكك الحديدية أن الخط الجديد سيفتتح في 15 أيار/مايو المقبل بطول ثلاثمئة كيلومتر.",
    "وجاء في تقرير للبنك المركزي أن الاحتياطي تراجع إلى 12.4 مليار دولار نهاية شباط الماضي.",
    'وأضاف العمدة: "افتتحنا سبع مدارس منذ مطلع عام 2023"، مؤكداً أن أربعاً منها في القرى.',
    "وبحسب مصدر طبي، توفي ثلاثة مرضى وأصيب خمسة عشر آخرون أمس في مستشفى المدينة.",
    "زعم التقرير أن الشركة دفعت مليارين ونصف المليار ليرة بين عامي 2019 و2021.",
]
TASHKEEL = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670"
UNSEEN = "\u200f\u200e\u200b\u2060\u2067\u2069\u202b\u202c\ufeff"


def _seen(extraction: Extraction) -> dict[str, object]:
    """What a fact-checker reads, without the marks that writers add at will."""
    return {
        "claims": [
            (
                fold(c.text),
                c.kind,
                c.check_worthiness,
                fold(c.speaker or ""),
                c.speaker_type,
                fold(c.cue or ""),
                c.stance,
            )
            for c in extraction.claims
        ],
        "ids": [c.claim_id for c in extraction.claims],
        "dates": [(fold(d.text), d.value, d.from_date, d.to_date, d.basis) for d in extraction.dates],
        "quantities": [(fold(q.text), q.value, fold(q.unit)) for c in extraction.claims for q in c.quantities],
        "entities": [(fold(e.text), e.label) for c in extraction.claims for e in c.entities],
        "attributions": [
            (fold(a.content.text), fold(a.cue.text if a.cue else ""), fold(a.source.resolved if a.source else ""))
            for a in extraction.attributions
        ],
    }


def _extract(text: str) -> dict[str, object]:
    return _seen(extract(Article(id="m1", text=text, language="ar", published_at=PUBLISHED)))


PLAIN = {text: _extract(text) for text in NEWS}


@pytest.mark.parametrize("text", NEWS)
def test_each_sentence_gives_claims_at_all(text: str) -> None:
    assert PLAIN[text]["claims"]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(NEWS), st.randoms(use_true_random=False), st.sampled_from([TASHKEEL, UNSEEN, TASHKEEL + UNSEEN]))
def test_marks_behind_letters_change_nothing(text: str, random: object, marks: str) -> None:
    dressed = "".join(c + (random.choice(marks) if c.isalpha() and random.random() < 0.4 else "") for c in text)
    assert _extract(dressed) == PLAIN[text]


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(NEWS), st.randoms(use_true_random=False))
def test_drawing_words_out_changes_nothing(text: str, random: object) -> None:
    words = [
        word[:1] + "ـ" * random.randint(1, 4) + word[1:] if len(word) > 2 and word.isalpha() else word
        for word in text.split(" ")
    ]
    assert _extract(" ".join(words)) == PLAIN[text]


@pytest.mark.parametrize("text", NEWS)
@pytest.mark.parametrize(
    "change",
    [
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: "".join(c for c in text if c not in TASHKEEL),
        lambda text: text.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
        lambda text: text.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")),
        lambda text: text.translate(str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا"})),
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: "\u202b" + text + "\u202c",
        lambda text: text.replace("لا", "ﻻ"),
    ],
    ids=["decomposed", "bare", "arabic digits", "persian digits", "no hamza", "hard spaces", "embedded", "ligatures"],
)
def test_another_way_of_writing_changes_nothing(text: str, change: object) -> None:
    assert _extract(change(text)) == PLAIN[text]


def test_claims_and_their_parts_keep_the_marks_of_the_text() -> None:
    text = "وَقَالَ الوَزِيرُ مُحَمَّد عَلِيّ إِنَّ الحُكُومَة أَنْفَقَتْ ٢٠ مِلْيُونَ دِينَارٍ فِي عَام ٢٠٢٣."
    extraction = extract(Article(id="m2", text=text, language="ar", published_at=PUBLISHED))
    (claim,) = extraction.claims
    assert claim.text == "الحُكُومَة أَنْفَقَتْ ٢٠ مِلْيُونَ دِينَارٍ فِي عَام ٢٠٢٣"
    assert claim.quantities[0].text.endswith("دِينَارٍ")
    assert fold(claim.speaker or "").endswith(fold("محمد علي"))


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("وقال علي حسن إن المصنع أنتج 300 سيارة العام الماضي.", "علي حسن"),
        ("وقال المدير محمد علي إن المصنع أنتج 300 سيارة العام الماضي، مشدداً على الجودة.", "المدير محمد علي"),
        ("وشدد المدير سامر على أن المصنع أنتج 300 سيارة العام الماضي.", "المدير سامر"),
        ("وشدد المدير سامر علي أن المصنع أنتج 300 سيارة حتي العام الماضي.", "المدير سامر"),
    ],
)
def test_ali_is_a_name_unless_the_text_dots_the_preposition_too(text: str, speaker: str) -> None:
    (claim,) = extract(Article(id="m3", text=text, language="ar", published_at=PUBLISHED)).claims
    assert claim.speaker == speaker
