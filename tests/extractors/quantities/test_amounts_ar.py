"""Arabic figures in sentences of every kind that news has."""

from __future__ import annotations

import pytest

from extractors.normalise import Folded
from extractors.quantities import find_quantities


def found(text: str) -> list[tuple[float, str]]:
    return [(quantity.value, quantity.unit) for quantity in find_quantities(Folded(text), "ar")]


def values(text: str) -> list[float]:
    return [value for value, _ in found(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("رصدت الوزارة مليارين ونصف المليار للطرق", 2_500_000_000),
        ("بكلفة مليار و350 مليون ريال", 1_350_000_000),
        ("بلغ الدين 117 مليارًا و400 مليون", 117_400_000_000),
        ("مليون ونصف مليون لتر", 1_500_000),
        ("مليون وربع المليون", 1_250_000),
        ("نصف مليون شتلة", 500_000),
        ("ثلاثة أرباع المليون", 750_000),
        ("٧ آلاف نخلة", 7_000),
        ("١٬٨٥٠ نخلة", 1_850),
        ("٢٫٤ متر", 2.4),
        ("3,75 مليون برميل", 3_750_000),
        ("ألفان ومئتان وثلاثة عشر زائرا", 2_213),
        ("ألفا جندي", 2_000),
        ("ألفا و300 جندي", 1_300),
        ("بلغت ألفا.", 1_000),
        ("ثلاثمئة وخمسة وستون يوما", 365),
        ("خمسمائة ألف نسمة", 500_000),
        ("اثنتا عشرة مدرسة", 12),
        ("أحد عشر لاعبا", 11),
        ("مئة وأحد عشر لاعبا", 111),
        ("تسعمئة وتسعة وتسعون ألفا وتسعمئة وتسعة وتسعون", 999_999),
        ("ثلاث سنوات ونصف", 3.5),
        ("عامين ونصف العام", 2.5),
        ("ربع نقطة مئوية", 0.25),
        ("ثلثي المقاعد", 0.6667),
        ("خمس السكان", 0.2),
        ("خمس قرى", 5),
        ("تراجع الإنتاج إلى النصف", 0.5),
        ("واحد من كل خمسة عمال", 0.2),
        ("امرأة من كل أربع نساء", 0.25),
        ("بسبع لغات", 7),
        ("ولأربعة أيام", 4),
        ("القرى الثلاث", 3),
        ("صوت واحد", 1),
        ("زارها مرتين", 2),
        ("بالـ20 قرية", 20),
    ],
)
def test_value(text: str, value: float) -> None:
    assert values(text) == [pytest.approx(value)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ارتفعت 12 بالمئة", [(12, "%")]),
        ("ارتفعت ١٢٫٥ في المائة", [(12.5, "%")]),
        ("ارتفعت ٪٧", [(7, "%")]),
        ("ارتفعت %7 أمس", [(7, "%")]),
        ("ارتفعت 7٪", [(7, "%")]),
        ("رفع 50 نقطة أساس", [(50, "نقطة أساس")]),
        ("3 ملايين دولار", [(3_000_000, "دولار")]),
        ("$3 ملايين", [(3_000_000, "USD")]),
        ("٤١ نائبًا", [(41, "نائبًا")]),
        ("22 مركز إيواء", [(22, "مركز إيواء")]),
        ("12 من النواب", [(12, "النواب")]),
        ("(15) حافلة", [(15, "حافلة")]),
        ("5 كيلومترات مربعة", [(5, "كيلومترات مربعة")]),
    ],
)
def test_unit(text: str, expected: list[tuple[float, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("تتراوح بين ٣٠ و٤٥ عقدة", [(30, "عقدة"), (45, "عقدة")]),
        ("بين 2.5 و2.75 بالمئة", [(2.5, "%"), (2.75, "%")]),
        ("من 3 إلى 5 ملايين دولار", [(3_000_000, "دولار"), (5_000_000, "دولار")]),
        ("بنسبة 3-5%", [(3, "%"), (5, "%")]),
        ("أيده 64 عضوا مقابل رفض 12 وامتناع 3", [(64, "عضوا"), (12, "عضوا"), (3, "عضوا")]),
        ("رفعها مليون ب5 دراهم", [(1_000_000, ""), (5, "دراهم")]),
        ("10 و20 في المئة", [(10, "%"), (20, "%")]),
    ],
)
def test_ranges_and_lists_share_their_unit(text: str, expected: list[tuple[float, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "تنص المادة 12 على ذلك",
        "المادة (7) من الدستور",
        "القرار رقم 338",
        "التنبيه رقم (٤)",
        "عند الساعة 10:30",
        "الساعة 9 صباحا",
        "يبلغ من العمر 45 عاما",
        "عن عمر 81 سنة",
        "الضحية (34 عاما)",
        "هاتف 0599123456",
        "كوفيد-19",
        "إف-16",
        "عشرات الآلاف من الأشخاص",
        "مئات السكان",
        "عدة ملايين",
        "بضعة آلاف",
        "ربع النهائي",
        "صحراء الربع الخالي",
        "واحدة من أهم المدن",
        "لست متأكدا",
        "عام 1998",
        "سنة 1441هـ",
        "بتاريخ 3 / 7 / 2021",
        "v2.0.1",
        "https://example.org/a/123",
        "النصف الأول",
        "كمية الأمطار",
        "القرارات 1696 و1737 و1747",
        "المادتان 5 و6",
        "كأس العالم 2002",
        "معاهدة عام (1648)",
    ],
)
def test_no_quantity(text: str) -> None:
    assert found(text) == []


def test_what_is_taken_is_left_alone() -> None:
    text = "وصل 14 زائرا في 5 أيار 2019 إلى 3 قرى"
    start = text.index("5 أيار")
    taken = [(start, start + len("5 أيار 2019"))]
    assert [q.value for q in find_quantities(Folded(text), "ar", taken)] == [14, 3]


def test_span_covers_number_and_unit() -> None:
    text = "أجلت الفرق ٢٬٣٤٠ شخصًا أمس"
    (quantity,) = find_quantities(Folded(text), "ar")
    assert text[quantity.start : quantity.end] == quantity.text == "٢٬٣٤٠ شخصًا"


def test_particle_is_no_part_of_the_span() -> None:
    text = "وبثلاثة ملايين درهم"
    (quantity,) = find_quantities(Folded(text), "ar")
    assert quantity.text == "ثلاثة ملايين درهم"


@pytest.mark.parametrize(
    ("text", "values_"),
    [
        ("جرفت المياه جسرين", [2]),
        ("برأت المحكمة ممرضتين", [2]),
        ("شاحنتان محملتان بالوقود", [2]),
        ("التقى الوزير المعلمين", []),
        ("بساتين المدينة", []),
        ("فلسطين والأرجنتين", []),
    ],
)
def test_two_of_a_noun_are_a_figure_and_many_are_none(text: str, values_: list[float]) -> None:
    assert values(text) == values_
