"""What an Arabic sentence offers as a speaker, and what of it can speak."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

LEAD = "قال مدير الميناء رامي الصفدي إن الرصيف الجديد افتتح عام 2019. "
SPEAKER = "مدير الميناء رامي الصفدي"

NOBODY = [
    pytest.param("وعن أعمال الحفر قال إن الكلفة بلغت تسعة ملايين دينار.", id="preposition"),
    pytest.param("وأكد ضرورة التوسعة، مشيرا إلى أن الكلفة بلغت تسعة ملايين دينار.", id="verb-and-deed"),
    pytest.param("وأضاف أن الرصيف آمن، موضحا أن الكلفة بلغت تسعة ملايين دينار.", id="verb-and-opener"),
    pytest.param(
        "وأضاف أن المتعهدين الثلاثة قادرون على الحفر، مشيرا إلى أن الكلفة بلغت تسعة ملايين دينار.", id="nobody-named"
    ),
    pytest.param("وقال مجيبا على سؤال إن الكلفة بلغت تسعة ملايين دينار.", id="participle"),
    pytest.param("وذكر أن الميناء يعتبر المستفيد الأول، وأن الكلفة بلغت تسعة ملايين دينار.", id="considered"),
    pytest.param("وكشف لهم أن الكلفة بلغت تسعة ملايين دينار.", id="pronoun"),
]

CUT = [
    pytest.param(
        "أكدت الوزارة احتواء الحريق، مشيرة إلى أن النيران أتت على 40 هكتارا.", "الوزارة", id="object-behind-article"
    ),
    pytest.param(
        "أفاد به الناطق باسم الشرطة نادر العلي، موضحا أن السائق أصيب في 3 مواضع.",
        "الناطق باسم الشرطة نادر العلي",
        id="pronoun-before-the-subject",
    ),
    pytest.param(
        "وقال مصدر أمني، فضل عدم ذكر اسمه، إن السائق عبر الحاجز عند الثالثة.", "مصدر أمني", id="who-is-not-named"
    ),
    pytest.param("ومصدر في الشركة أكد أن السفينة تحمل 900 حاوية.", "مصدر في الشركة", id="joined-conjunction"),
    pytest.param("والي الجهة قال إن الجسر افتتح عام 2011.", "والي الجهة", id="not-a-preposition"),
    pytest.param(
        "أعلنت الصحيفة أن رئيس الاتحاد فيصل المطيري أبلغ اللجنة الفنية تأجيل 3 مباريات.",
        "رئيس الاتحاد فيصل المطيري",
        id="person-before-the-verb",
    ),
    pytest.param("أما متعهد الحفر فزعم أن الحاجز أزيل قبل 3 أيام.", "متعهد الحفر", id="topic-before-the-verb"),
    pytest.param("فالمتحدثة باسم الميناء قالت إن الجسر افتتح عام 2011.", "المتحدثة باسم الميناء", id="joined-article"),
    pytest.param("وبيّن مدير الرصيف أن السفينة تحمل 900 حاوية.", "مدير الرصيف", id="between-or-said"),
    pytest.param("وقال “الصفدي” إن السفينة تحمل 900 حاوية.", "الصفدي", id="name-in-marks"),
    pytest.param(
        "وأوضح بيان لوزارة النقل نشرته وكالة الساحل أن السفينة تحمل 900 حاوية.", "وزارة النقل", id="clause-about-it"
    ),
    pytest.param('وذكرت "وكالة أنباء الساحل"، أن السفينة تحمل 900 حاوية.', "وكالة أنباء الساحل", id="agency-in-marks"),
    pytest.param("وأظهر مسح للوكالة الأسبوع الماضي أن السفينة تحمل 900 حاوية.", "مسح للوكالة", id="date-behind"),
    pytest.param(
        "وبلغ الإنتاج 3 آلاف طن وأعلنت الشركة أن السفينة تحمل 900 حاوية.", "الشركة", id="clause-before-the-verb"
    ),
    pytest.param("وقال شاهد عيان إن الحافلة انقلبت مرتين.", "شاهد عيان", id="eyewitness"),
]


def _speakers(extraction: Any, text: str) -> list[str | None]:
    return [claim.speaker for claim in extraction(text, "ar").claims]


@pytest.mark.parametrize("text", NOBODY)
def test_what_cannot_speak_leaves_the_word_to_the_last_speaker(extraction: Callable[..., Any], text: str) -> None:
    assert set(_speakers(extraction, LEAD + text)) == {SPEAKER}


@pytest.mark.parametrize(("text", "speaker"), CUT)
def test_a_name_ends_where_the_clause_goes_on(extraction: Callable[..., Any], text: str, speaker: str) -> None:
    assert speaker in _speakers(extraction, text)


def test_a_last_name_does_not_take_the_object_of_the_verb_with_it(extraction: Callable[..., Any]) -> None:
    again = "ووصف الصفدي شبكة الأرصفة بأنها متكاملة، موضحا أن الكلفة بلغت تسعة ملايين دينار."
    assert set(_speakers(extraction, LEAD + again)) == {SPEAKER}


@pytest.mark.parametrize(
    "text",
    [
        "وأكد الوزير على ضرورة رفع المستندات المطلوبة على النظام.",
        "وأكد الوزير ضرورة خفض الإنفاق على الطرق.",
        "وقال الوزير كلمته، مشددا على أهمية إقرار القانون.",
    ],
)
def test_that_something_has_to_be_done_is_a_call_and_no_claim(extraction: Callable[..., Any], text: str) -> None:
    assert extraction(text, "ar").claims == ()
    assert extraction(text.replace("ضرورة ", "").replace("على أهمية ", "إلى ") + " في 4 آذار 2024", "ar").claims != ()


@pytest.mark.parametrize("name", ["رامي الصفدي", "هاني الصفدي"])
def test_a_last_name_behind_another_first_name_is_somebody_else(extraction: Callable[..., Any], name: str) -> None:
    again = f"وقال المهندس {name} إن الكلفة بلغت تسعة ملايين دينار."
    last = _speakers(extraction, LEAD + again)[-1]
    assert last is not None
    assert last.endswith(name)


@pytest.mark.parametrize("done", ["استكملت", "علقت", "جددت", "استعرضت"])
def test_a_deed_with_an_object_is_not_something_said(said: Callable[..., Any], done: str) -> None:
    assert said(f"وقد {done} الشركة الإجراءات النظامية لتعديل السجل في 4 آذار 2024.", "ar") == []
    assert said(f"وقد {done} الشركة أن السجل معدل منذ 4 آذار 2024.", "ar") != []


@pytest.mark.parametrize(
    "text",
    [
        "رائد صبحي- الميناء اليوم- متابعة: أقر المجلس كلفة تسعة ملايين دينار.",
        "نجامينا - أ.ف.ب: قتل سبعة جنود في مواجهات يوم 4 آذار 2024.",
        "وزعت البلدية 300 سلة حسب التصنيف المعتمد لها في 4 آذار 2024.",
        "ليس مستغربا على السوق أن الكلفة بلغت تسعة ملايين دينار في 2024.",
    ],
    ids=["byline", "agency", "measure", "predicate"],
)
def test_the_outlet_speaks_where_nobody_says_anything(extraction: Callable[..., Any], text: str) -> None:
    assert set(_speakers(extraction, text)) == {None}


def test_what_is_counted_is_no_source_of_a_statement(extraction: Callable[..., Any]) -> None:
    claims = extraction("وزعت البلدية 300 سلة بحسب احتياجها، في 4 آذار 2024.", "ar").claims
    assert claims
    assert {claim.speaker for claim in claims} == {None}


@pytest.mark.parametrize(
    "text",
    [
        "تضم المدرسة الأولى 65 طالباً من القرية.",
        "وأطلق 140 طالبا برنامجا في 4 آذار 2024.",
        "وشارك طالبا الصف في 3 سباقات.",
    ],
)
def test_a_student_who_is_counted_asks_for_nothing(extraction: Callable[..., Any], text: str) -> None:
    (claim,) = extraction(text, "ar").claims
    assert (claim.text, claim.speaker) == (text.rstrip("."), None)


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        (
            "وأظهرت الدراسة أن 91 % من المشاركين يرون أن الأسعار مرتفعة.",
            "ar",
            "91 % من المشاركين يرون أن الأسعار مرتفعة",
        ),
        ("ويعتقد ثلث السكان أن الأسعار مرتفعة.", "ar", "ويعتقد ثلث السكان أن الأسعار مرتفعة"),
        ("Some 60% of voters believe the law has failed.", "en", "Some 60% of voters believe the law has failed"),
    ],
)
def test_that_a_share_of_many_holds_an_opinion_is_a_claim(
    extraction: Callable[..., Any], text: str, language: str, said: str
) -> None:
    assert [claim.text for claim in extraction(text, language).claims] == [said]
