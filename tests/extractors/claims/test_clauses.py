"""Sentences cut where their parts can be true or false independently, and nowhere else."""

from __future__ import annotations

import pytest

from extractors import extract
from extractors.types import Article, Claim

PUBLISHED = "2025-03-12T09:00:00+03:00"


def _claims(text: str, language: str) -> list[Claim]:
    return list(extract(Article(id="c", text=text, language=language, published_at=PUBLISHED)).claims)


ARABIC = [
    (
        "توقفت محطتان في الجنوب منذ الجمعة بسبب انخفاض المنسوب 70 سنتيمتراً.",
        ["توقفت محطتان في الجنوب منذ الجمعة", "بسبب انخفاض المنسوب 70 سنتيمتراً"],
    ),
    (
        "أعيد افتتاح المستشفى في أوائل مايو 2024 بعد تركيب شبكة مركزية بتكلفة 7 ملايين جنيه.",
        ["أعيد افتتاح المستشفى في أوائل مايو 2024", "بعد تركيب شبكة مركزية بتكلفة 7 ملايين جنيه"],
    ),
    (
        "وصادق المجلس على القرار في مارس 2024 ثم ألغت المحكمة القرار في مايو 2024.",
        ["وصادق المجلس على القرار في مارس 2024", "ألغت المحكمة القرار في مايو 2024"],
    ),
    (
        "افتتحت الوزارة 12 مركزاً في الشمال، فيما أغلقت ثلاثة مراكز في الجنوب العام الماضي.",
        ["افتتحت الوزارة 12 مركزاً في الشمال", "أغلقت ثلاثة مراكز في الجنوب العام الماضي"],
    ),
    (
        "ارتفعت الصادرات 12 بالمئة في يناير وتراجعت الواردات 5 بالمئة في فبراير.",
        ["ارتفعت الصادرات 12 بالمئة في يناير", "وتراجعت الواردات 5 بالمئة في فبراير"],
    ),
    (
        "وقال المدير كمال عزيز إن المصنع أنتج 300 سيارة في 2023، وإنه صدّر 120 منها إلى الأردن.",
        ["المصنع أنتج 300 سيارة في 2023", "صدّر 120 منها إلى الأردن"],
    ),
    (
        "وتعمل المنظمة في 14 دولة، ويبلغ عدد موظفيها 600 موظف.",
        ["وتعمل المنظمة في 14 دولة", "ويبلغ عدد موظفيها 600 موظف"],
    ),
    (
        "بلغت كلفة الجسر 80 مليون درهم؛ واستغرق بناؤه 14 شهراً.",
        ["بلغت كلفة الجسر 80 مليون درهم", "واستغرق بناؤه 14 شهراً"],
    ),
    (
        "وأعلنت البلدية، الأحد، أن الحديقة استقبلت 9 آلاف زائر خلال شهر رمضان.",
        ["الحديقة استقبلت 9 آلاف زائر خلال شهر رمضان"],
    ),
    (
        "استقبلت العيادة 30 جريحاً، غادرها 22 منهم مساء السبت.",
        ["استقبلت العيادة 30 جريحاً", "غادرها 22 منهم مساء السبت"],
    ),
    (
        "أقال المجلس 12 موظفاً على خلفية تراجع الحاويات إلى 900 حاوية.",
        ["أقال المجلس 12 موظفاً", "على خلفية تراجع الحاويات إلى 900 حاوية"],
    ),
    (
        "نادر العلي- صوت السهل- المرفأ: أفرغت ثلاث سفن حمولتها فجر الأحد.",
        ["أفرغت ثلاث سفن حمولتها فجر الأحد"],
    ),
    (
        "كان في الحي قبل الحرب 40 مطعماً، لم يبق منها سوى سبعة.",
        ["كان في الحي قبل الحرب 40 مطعماً", "لم يبق منها سوى سبعة"],
    ),
    (
        "أُغلقت ثلاث مدارس في البلدة، والمياه انقطعت عن 60 في المئة من بيوتها.",
        ["أُغلقت ثلاث مدارس في البلدة", "والمياه انقطعت عن 60 في المئة من بيوتها"],
    ),
    (
        "لم تتجاوز نسبة التنفيذ 22 في المئة رغم صرف 70 في المئة من الكلفة.",
        ["لم تتجاوز نسبة التنفيذ 22 في المئة", "صرف 70 في المئة من الكلفة"],
    ),
    ("الهزات الست المسجلة لم تتجاوز 3.4 درجات.", ["الهزات الست المسجلة لم تتجاوز 3.4 درجات"]),
    (
        "أعلنت مديرية التربية تعليق الدراسة يوم الخميس، على أن تُستأنف الدروس صباح الأحد.",
        ["تعليق الدراسة يوم الخميس", "تُستأنف الدروس صباح الأحد"],
    ),
]

ENGLISH = [
    (
        "The ministry opened 12 clinics in the north, while three closed in the south last year.",
        ["The ministry opened 12 clinics in the north", "three closed in the south last year"],
    ),
    (
        "Director Amy Cole said the plant built 300 cars in 2023 and that it exported 120 of them to Jordan.",
        ["the plant built 300 cars in 2023", "it exported 120 of them to Jordan"],
    ),
    (
        "The agency said the bridge carries 900 lorries a day, that it cost 80 million dirhams,"
        " and that it was closed for 12 days in June 2023.",
        [
            "the bridge carries 900 lorries a day",
            "it cost 80 million dirhams",
            "it was closed for 12 days in June 2023",
        ],
    ),
    (
        "The company sold 300 buses in 2019; it made a loss of 4 million pounds.",
        ["The company sold 300 buses in 2019", "it made a loss of 4 million pounds"],
    ),
    (
        "The council, which has 40 members, approved the plan on Monday.",
        ["The council, which has 40 members, approved the plan on Monday"],
    ),
    (
        "Three clinics, which closed in 2019, opened again in 2023.",
        ["Three clinics, which closed in 2019, opened again in 2023"],
    ),
    (
        "Between 40 and 50 workers were hired in May 2023.",
        ["Between 40 and 50 workers were hired in May 2023"],
    ),
    (
        "“We sold 300 buses,” Amy Cole said, “and we hired 40 drivers.”",
        ["We sold 300 buses", "we hired 40 drivers"],
    ),
    (
        "The fire destroyed 40 shops in Orme, about a third of its market.",
        ["The fire destroyed 40 shops in Orme", "about a third of its market"],
    ),
    (
        "The app was downloaded 600,000 times in 2023, double the figure for 2022.",
        ["The app was downloaded 600,000 times in 2023", "double the figure for 2022"],
    ),
    (
        "The quake hit Orme on 3 May 2023, killing 12 people and injuring another 340.",
        ["The quake hit Orme on 3 May 2023", "killing 12 people", "injuring another 340"],
    ),
    (
        "The firm raised 48 million dollars in 2022 and plans to hire 300 people in 2026.",
        ["The firm raised 48 million dollars in 2022", "plans to hire 300 people in 2026"],
    ),
    (
        "The bridge was promised in 2016 and its first pillar was sunk five years later.",
        ["The bridge was promised in 2016", "its first pillar was sunk five years later"],
    ),
    (
        "The town has 14 wells that have been dry since 2019.",
        ["The town has 14 wells that have been dry since 2019"],
    ),
]


@pytest.mark.parametrize(("text", "parts"), ARABIC, ids=[str(i) for i in range(len(ARABIC))])
def test_arabic_sentences_are_cut_into_what_can_be_checked_apart(text: str, parts: list[str]) -> None:
    assert [c.text for c in _claims(text, "ar")] == parts


@pytest.mark.parametrize(("text", "parts"), ENGLISH, ids=[str(i) for i in range(len(ENGLISH))])
def test_english_sentences_are_cut_into_what_can_be_checked_apart(text: str, parts: list[str]) -> None:
    found = [c.text.removeprefix("and ") for c in _claims(text, "en")]
    assert found == parts


@pytest.mark.parametrize(
    ("text", "language", "fact"),
    [
        (
            "ورأت الحركة أن إغلاق السلطات معبر الوادي يؤكد أن لا نية لديها لتخفيف معاناة الناس.",
            "ar",
            "إغلاق السلطات معبر الوادي",
        ),
        (
            "واعتبر الحزب أن رفع الحكومة ضريبة الوقود 10 بالمئة جريمة بحق الفقراء.",
            "ar",
            "رفع الحكومة ضريبة الوقود 10 بالمئة",
        ),
        (
            "The party called the government's 10 percent fuel tax increase a crime against the poor.",
            "en",
            "the government's 10 percent fuel tax increase",
        ),
    ],
)
def test_a_fact_inside_rhetoric_is_a_claim_of_its_own(text: str, language: str, fact: str) -> None:
    found = [c for c in _claims(text, language) if fact in c.text]
    assert len(found) == 1
    assert len(found[0].text) < len(text) * 0.8
    assert found[0].speaker is not None


def test_every_part_of_a_saying_has_its_speaker_and_only_its_own_figures_and_dates() -> None:
    text = "وأوضحت هيئة الطرق أن الطريق افتتح في 2019، وأن كلفته بلغت 80 مليون درهم، وأنه سيغلق في مايو المقبل."
    claims = _claims(text, "ar")
    assert [c.text for c in claims] == ["الطريق افتتح في 2019", "كلفته بلغت 80 مليون درهم", "سيغلق في مايو المقبل"]
    assert {c.speaker for c in claims} == {"هيئة الطرق"}
    assert [[d.value for d in c.dates] for c in claims] == [["2019"], [], ["2025-05"]]
    assert [[q.value for q in c.quantities] for c in claims] == [[], [80_000_000], []]


def test_a_date_beside_a_clause_is_lent_to_it_unless_it_is_still_to_come() -> None:
    past = _claims("افتتحت الوزارة 12 مركزاً في الشمال، فيما أغلقت ثلاثة مراكز في الجنوب العام الماضي.", "ar")
    assert [[d.value for d in c.dates] for c in past] == [["2024"], ["2024"]]
    coming = _claims("The road cost 80 million pounds, while a second road will open in Leeds on 4 July 2026.", "en")
    assert [[d.value for d in c.dates] for c in coming] == [[], ["2026-07-04"]]
    assert coming[0].kind == "quantity"


def test_a_claim_keeps_neither_the_cue_nor_the_conjunction_that_opens_it() -> None:
    (claim,) = _claims("وأكد الوزير سامر حداد، الاثنين، أن المصفاة أنتجت 400 ألف برميل في فبراير الماضي.", "ar")
    assert claim.text == "المصفاة أنتجت 400 ألف برميل في فبراير الماضي"
    assert claim.cue == "وأكد"
    assert (claim.speaker, claim.stance) == ("الوزير سامر حداد", "asserts")
    assert [d.value for d in claim.dates] == ["2025-02"]


@pytest.mark.parametrize(
    ("text", "language", "stance", "speaker"),
    [
        ("نفى المتحدث باسم الجيش سامر عبود مقتل أي جندي في الهجوم.", "ar", "denies", "سامر عبود"),
        ("زعم الموقع أن الوزير باع 3 عقارات في باريس عام 2022.", "ar", "alleges", "الموقع"),
        ('وقالت المديرة هدى سالم: "وظفنا 40 عاملاً في يناير الماضي".', "ar", "quotes", "هدى سالم"),
        ("Army spokesman Sam Reed denied that any soldier was killed in the attack.", "en", "denies", "Sam Reed"),
        ("The website claimed that the minister sold three flats in Paris in 2022.", "en", "alleges", "The website"),
        ("“We hired 40 people in January,” said Sam Reed.", "en", "quotes", "Sam Reed"),
    ],
)
def test_the_stance_is_that_of_the_cue(text: str, language: str, stance: str, speaker: str) -> None:
    (claim,) = _claims(text, language)
    assert claim.stance == stance
    assert claim.speaker is not None
    assert claim.speaker.endswith(speaker)
