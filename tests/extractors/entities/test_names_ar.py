"""Arabic names: people with their offices, bodies, places with particles."""

from __future__ import annotations

import pytest

from extractors.entities import find_entities
from extractors.normalise import Folded


def found(text: str, language: str = "ar") -> list[tuple[str, str]]:
    return [(entity.text, entity.label) for entity in find_entities(Folded(text), language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قال وزير الزراعة الأردني خالد الحنيفات إن المحصول جيد", ("خالد الحنيفات", "PER")),
        ("أكد الرئيس الفرنسي إيمانويل ماكرون ذلك", ("إيمانويل ماكرون", "PER")),
        ("التقى الدكتور سمير العطية بالوفد", ("سمير العطية", "PER")),
        ("وأوضحت المديرة العامة مريم عبد الله أن العمل مستمر", ("مريم عبد الله", "PER")),
        ("رحب الشيخ محمد بن راشد آل مكتوم بالضيوف", ("محمد بن راشد آل مكتوم", "PER")),
        ("وقال د. حسن أبو لبدة", ("حسن أبو لبدة", "PER")),
        ("كتب محمود الجابري قصيدته", ("محمود الجابري", "PER")),
        ("افتتحه محافظ المدينة سالم بن ناصر العامري", ("سالم بن ناصر العامري", "PER")),
        ("قالت السيدة زهوة الكيلاني", ("زهوة الكيلاني", "PER")),
        ("زار دونالد ترامب المصنع", ("دونالد ترامب", "PER")),
    ],
)
def test_people(text: str, expected: tuple[str, str]) -> None:
    assert [entity for entity in found(text) if entity[1] == "PER"] == [expected]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("أعلنت وزارة التربية والتعليم أمس", "وزارة التربية والتعليم"),
        ("قالت هيئة الأرصاد الجوية", "هيئة الأرصاد الجوية"),
        ("رفع البنك المركزي الأردني سعره", "البنك المركزي الأردني"),
        ("بحسب منظمة الصحة العالمية", "منظمة الصحة العالمية"),
        ("افتتحت شركة «نهر الكرم» مصنعا", "شركة «نهر الكرم»"),
        ("وافق مجلس النواب على القانون", "مجلس النواب"),
        ("وقالت جامعة بغداد إن الدراسة انتهت", "جامعة بغداد"),
        ("بيان لوزارة الخارجية", "وزارة الخارجية"),
        ("وفق الأمم المتحدة", "الأمم المتحدة"),
        ("أفادت الحكومة العراقية", "الحكومة العراقية"),
        ("قالت FAO إن المحصول زاد", "FAO"),
        ("محاضرة في جامعة نبراس", "جامعة نبراس"),
        ("بيان بلدية مدينة نابلس", "بلدية مدينة نابلس"),
        ("انضمت إلى حلف الناتو", "حلف الناتو"),
    ],
)
def test_bodies(text: str, name: str) -> None:
    assert (name, "ORG") in found(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("وصلت إلى العراق", "العراق"),
        ("في البلاد وبالعراق", "العراق"),
        ("وقعت للعراق اتفاقية", "للعراق"),
        ("سافر لمصر", "مصر"),
        ("والأردن ملتزم", "الأردن"),
        ("أعلنت الولايات المتحدة", "الولايات المتحدة"),
        ("هطلت على مدينة سلفيت", "مدينة سلفيت"),
        ("من قرية دير ياسين", "قرية دير ياسين"),
        ("سواحل محافظة ظفار", "محافظة ظفار"),
        ("في نيروبي", "نيروبي"),
        ("وبين طوكيو وسيول", "طوكيو"),
        ("مضيق هرمز مفتوح", "مضيق هرمز"),
    ],
)
def test_places(text: str, name: str) -> None:
    assert (name, "LOC") in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "على الطاولة كتاب قديم",
        "في هذا اليوم من العام الماضي",
        "أسواق نفط عالمية",
        "صور من المدرسة",
        "قال الرئيس إن الأمر انتهى",
        "الشركات الصغيرة والمتوسطة",
        "حسن الحال وجمال المكان",
        "رئيس جديد",
        "من مشهد إلى آخر",
        'تشكل تحالف"، وأخرى بـ" كذلك',
        "عدد من المعلمين شراء منزل",
        "وصل بفضل الله",
    ],
)
def test_no_name(text: str) -> None:
    assert found(text) == []


def test_preposition_is_told_from_the_name_by_its_last_letter() -> None:
    assert found("قال علي محمد حسن أمس") == [("علي محمد حسن", "PER")]
    assert found("تعرفت على محمد") == []


def test_adjective_of_a_country_is_no_country() -> None:
    assert found("الأسواق السعودية مغلقة") == []
    assert found("غادر السعودية أمس") == [("السعودية", "LOC")]


def test_cldr_names_places_in_a_language_without_lists() -> None:
    assert found("Il vit en Allemagne, pas en Belgique.", "fr") == [("Allemagne", "LOC"), ("Belgique", "LOC")]


def test_a_script_without_capitals_and_without_lists_gives_no_guesses() -> None:
    assert found("یک روز خوب در شهر بزرگ بود", "fa") == []
    assert found("Les élèves étudient à Émile Ollivier", "fr") == []
