"""Who says what in Arabic sentences, class by class."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Said = Callable[[str, str], list[tuple[str | None, str]]]
LEVEL = "المنسوب بلغ عشرة أمتار"

ONE_SAYING = [
    pytest.param(
        "قال وزير المياه سمير الحلو إن المنسوب بلغ عشرة أمتار.", "وزير المياه سمير الحلو", LEVEL, id="verb-first"
    ),
    pytest.param(
        "وزير المياه سمير الحلو قال إن المنسوب بلغ عشرة أمتار.", "وزير المياه سمير الحلو", LEVEL, id="speaker-first"
    ),
    pytest.param("شدد الوزير سمير الحلو على أن المنسوب بلغ عشرة أمتار.", "الوزير سمير الحلو", LEVEL, id="link-word"),
    pytest.param(
        "«السد امتلأ في آذار»، يقول الوزير سمير الحلو.", "الوزير سمير الحلو", "السد امتلأ في آذار", id="quote-first"
    ),
    pytest.param("قال الوزير سمير الحلو: «امتلأ السد في آذار».", "الوزير سمير الحلو", "امتلأ السد في آذار", id="colon"),
    pytest.param(
        "نقلت وكالة الأنباء عن المتحدث باسم الوزارة سمير الحلو قوله إن المنسوب بلغ عشرة أمتار.",
        "المتحدث باسم الوزارة سمير الحلو",
        LEVEL,
        id="relay",
    ),
    pytest.param(
        "بلغ المنسوب عشرة أمتار، بحسب تقرير لهيئة المياه.", "تقرير لهيئة المياه", "بلغ المنسوب عشرة أمتار", id="behind"
    ),
    pytest.param("وفقاً لهيئة المياه، بلغ المنسوب عشرة أمتار.", "هيئة المياه", "بلغ المنسوب عشرة أمتار", id="in-front"),
    pytest.param("جاء في بيان لهيئة المياه أن المنسوب بلغ عشرة أمتار.", "هيئة المياه", LEVEL, id="statement"),
    pytest.param("أعلنت هيئة المياه إغلاق ثلاث بوابات.", "هيئة المياه", "إغلاق ثلاث بوابات", id="event-noun"),
    pytest.param("10:15 - هيئة المياه: المنسوب بلغ عشرة أمتار.", "هيئة المياه", LEVEL, id="live-label"),
    pytest.param(
        "من جهتها، ذكرت هيئة المياه أن المنسوب بلغ عشرة أمتار.", "هيئة المياه", LEVEL, id="noun-or-verb-behind-comma"
    ),
    pytest.param(
        "«السد امتلأ في آذار»، رد الوزير سمير الحلو، ثم غادر القاعة.",
        "الوزير سمير الحلو",
        "السد امتلأ في آذار",
        id="quote-first-and-more-behind",
    ),
    pytest.param('أكدت مصادر لـ"صوت السهل" أن المنسوب بلغ عشرة أمتار.', "مصادر", LEVEL, id="outlet-addressed"),
    pytest.param("توقعت هيئة المياه هطول 80 مليمتراً غداً.", "هيئة المياه", "هطول 80 مليمتراً غداً", id="rain-predicted"),
    pytest.param(
        "نفت هيئة المياه أن تكون الأمطار أغرقت الحقول.", "هيئة المياه", "تكون الأمطار أغرقت الحقول", id="denial"
    ),
    pytest.param("زعم النائب كمال دياب أن المنسوب بلغ عشرة أمتار.", "النائب كمال دياب", LEVEL, id="allegation"),
    pytest.param(
        "قال مصدر أمني طلب عدم ذكر اسمه إن المنسوب بلغ عشرة أمتار.", "مصدر أمني طلب عدم ذكر اسمه", LEVEL, id="anonymous"
    ),
    pytest.param(
        "اتهم النائب كمال دياب الوزارة بإخفاء التقرير.", "النائب كمال دياب", "بإخفاء التقرير", id="object-of-a-charge"
    ),
]


def test_a_saying_that_goes_on_leaves_the_one_before_it_whole(said: Said) -> None:
    found = said("نفت هيئة المياه وقوع تسرب في السد، وأوضحت أن المنسوب بلغ عشرة أمتار.", "ar")
    assert [(who, what.rstrip(".،")) for who, what in found] == [
        ("هيئة المياه", "وقوع تسرب في السد"),
        ("هيئة المياه", LEVEL),
    ]


def test_a_clause_before_a_speaker_is_not_swallowed(extraction: Any) -> None:
    text = "شوهد المقطع مليوني مرة في مارس 2024، وعلقت عليه النائبة ريم سالم بعبارة: «السد امتلأ في مارس»."
    assert extraction(text, "ar").claims[0].text.startswith("شوهد المقطع مليوني مرة")


@pytest.mark.parametrize(("text", "speaker", "content"), ONE_SAYING)
def test_a_saying_has_its_speaker_and_its_words(said: Said, text: str, speaker: str, content: str) -> None:
    assert [(who, what.rstrip(".،")) for who, what in said(text, "ar")] == [(speaker, content)]


@pytest.mark.parametrize(
    "second",
    [
        "وأضاف أن المنسوب بلغ عشرة أمتار في آذار.",
        "وأكد الحلو أن المنسوب بلغ عشرة أمتار في آذار.",
        "وأضاف: «بلغ المنسوب عشرة أمتار في آذار».",
        "وبحسب قوله بلغ المنسوب عشرة أمتار في آذار.",
    ],
    ids=["hidden-pronoun", "short-name", "second-quotation", "his-words"],
)
def test_a_speaker_who_goes_on_keeps_the_name(extraction: Any, second: str) -> None:
    claims = extraction(f"قال الوزير سمير الحلو إن السد فقد أربعة ملايين لتر. {second}", "ar").claims
    assert [claim.speaker for claim in claims] == ["الوزير سمير الحلو"] * 2


def test_a_quotation_that_goes_on_is_one_saying(said: Said) -> None:
    text = "«امتلأ السد في آذار»، قال سمير الحلو للصحافيين. «لم نفقد قطرة واحدة منذ الشتاء». وكان الجو ماطراً."
    assert said(text, "ar") == [
        ("سمير الحلو", "امتلأ السد في آذار»، قال سمير الحلو للصحافيين. «لم نفقد قطرة واحدة منذ الشتاء")
    ]


@pytest.mark.parametrize("opener", ["يذكر أن", "تجدر الإشارة إلى أن", "الجدير بالذكر أن"])
def test_what_nobody_says_has_no_speaker(extraction: Any, opener: str) -> None:
    found = extraction(f"{opener} السد أنشئ عام 1974.", "ar")
    assert [a.source for a in found.attributions] == []
    assert [claim.speaker for claim in found.claims] == [None]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("قال النائب كمال دياب إن الوزارة دفعت أربعة ملايين دولار في آذار.", "asserts"),
        ("نفى النائب كمال دياب أن تكون الوزارة دفعت أربعة ملايين دولار في آذار.", "denies"),
        ("زعم النائب كمال دياب أن الوزارة دفعت أربعة ملايين دولار في آذار.", "alleges"),
        ("قال النائب كمال دياب: «دفعت الوزارة أربعة ملايين دولار في آذار».", "quotes"),
    ],
)
def test_a_claim_says_how_its_speaker_stands_to_it(extraction: Any, text: str, stance: str) -> None:
    claims = extraction(text, "ar").claims
    assert [(claim.speaker, claim.stance) for claim in claims] == [("النائب كمال دياب", stance)]


def test_a_law_is_a_ground_and_no_speaker(said: Said) -> None:
    assert said("وفقاً للدستور، تنتخب البلاد رئيسها كل ست سنوات.", "ar") == []


def test_an_outlet_that_names_itself_speaks_in_its_own_voice(extraction: Any) -> None:
    claims = extraction("كشفت صحيفتنا أن الوزارة دفعت أربعة ملايين دولار في آذار.", "ar").claims
    assert [claim.speaker for claim in claims] == [None]


def test_a_denier_who_goes_on_is_no_clause(said: Said) -> None:
    found = said("نفى الوزير سمير الحلو أن تكون اللجنة قد تسلمت طلباً، لكنه أقر بأن المنسوب بلغ عشرة أمتار.", "ar")
    assert [who for who, _ in found] == ["الوزير سمير الحلو"] * 2
    assert found[1][1] == LEVEL


@pytest.mark.parametrize(
    "text",
    [
        "واصل الفريق تدريباته في المعسكر، اختتمها بمباراة ودية.",
        "نُفذت الأعمال وفق خطوات واضحة وحسب توجيهات الوزارة.",
        "ورد بلاغ إلى غرفة العمليات عن حريق في مستودع.",
        "أدرك البديل سمير الحلو التعادل قبل النهاية، وأضاف المهاجم هدف الفوز في الدقيقة الأخيرة.",
        "للتذكير: العاصفة هي الثالثة هذا الشتاء.",
    ],
    ids=["verb-with-its-object", "grounds", "a-call-that-came-in", "a-goal-is-added", "a-label-of-the-desk"],
)
def test_nobody_speaks_here(said: Said, text: str) -> None:
    assert [who for who, _ in said(text, "ar") if who] == []
