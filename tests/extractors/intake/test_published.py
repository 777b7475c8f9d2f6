"""Publication lines of many styles, read from the page that they stand on."""

from __future__ import annotations

import pytest

from extractors.intake import Given, article_from_text

ARABIC = "أعلنت الشركة أنها ستوظف 300 عامل في مصنعها الجديد، بحسب بيان نشرته على موقعها."
ENGLISH = "The company said it would hire 300 workers at its new plant, according to a statement."
MENUS = {"ar": "الرئيسية | أخبار | اقتصاد", "en": "Home | News | Sport"}
TITLES = {"ar": "الشركة توظف 300 عامل في المصنع الجديد", "en": "Company to hire 300 workers at its new plant"}


def published(*head: str, language: str = "ar", foot: str = "") -> str | None:
    body = ARABIC if language == "ar" else ENGLISH
    lines = [MENUS[language], TITLES[language], *head, body, body.replace("300", "400"), foot]
    article = article_from_text("\n".join(lines))
    assert article.title == TITLES[language]
    assert article.text == f"{body}\n\n{body.replace('300', '400')}"
    return article.published_at


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("الأربعاء 17 إبريل 2024 - 09:41 بتوقيت طهران", "2024-04-17T09:41:00+03:30"),
        ("الثلاثاء ١٦ أبريل ٢٠٢٤ - ١٠:٢٦ بتوقيت مكة المكرمة", "2024-04-16T10:26:00+03:00"),
        ("16 نيسان 2024 | 10:26 بتوقيت غرينتش", "2024-04-16T10:26:00+00:00"),
        ("16/4/2024 10:26 (بتوقيت القاهرة)", "2024-04-16T10:26:00+02:00"),
        ("16/7/2024 10:26 (بتوقيت القاهرة)", "2024-07-16T10:26:00+03:00"),
        ("السبت 12 تشرين الثاني/نوفمبر 2022، 7:05 مساء بتوقيت بيروت", "2022-11-12T19:05:00+02:00"),
        ("نشر يوم 12 غشت 2021 على الساعة 00:15 بتوقيت المغرب", "2021-08-12T00:15:00+01:00"),
        ("3 جويلية 2023 الساعة 9 صباحا بتوقيت الجزائر", "2023-07-03T09:00:00+01:00"),
        ("الأحد 5 أيار 2024 12:30 ظهراً بتوقيت دمشق", "2024-05-05T12:30:00+03:00"),
        ("الأحد 5 أيار 2024 12:30 صباحاً بتوقيت الدوحة", "2024-05-05T00:30:00+03:00"),
        (
            "آخر تحديث: 6 مايو 2024 08:00 ص / تاريخ النشر: 5 مايو 2024 21:40 م بتوقيت أبوظبي",
            "2024-05-05T21:40:00+04:00",
        ),
        ("الخميس 2 ذو الحجة 1446هـ - 29 مايو 2025م - 18:20 بتوقيت الرياض", "2025-05-29T18:20:00+03:00"),
        ("15 شعبان 1445 هـ - 09:30 بتوقيت السعودية", "2024-02-25T09:30:00+03:00"),
        ("2024-04-16T10:26:00+04:00", "2024-04-16T10:26:00+04:00"),
        ("16.04.2024 10:26 GMT+1", "2024-04-16T10:26:00+01:00"),
        ("16 أبريل 2024 10:26", "2024-04-16T10:26:00"),
        ("16 أبريل 2024", "2024-04-16T12:00:00"),
        ("31/2/2024", None),
    ],
)
def test_arabic_lines(line: str, expected: str | None) -> None:
    if expected is None:
        assert article_from_text("\n".join([MENUS["ar"], TITLES["ar"], line, ARABIC, ARABIC])).published_at is None
    else:
        assert published(line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Published: March 8, 2024 at 7:25 p.m. EST", "2024-03-08T19:25:00-05:00"),
        ("Published 6:10 p.m. ET July 9, 2024 | Updated 8:00 a.m. ET July 10, 2024", "2024-07-09T18:10:00-04:00"),
        ("Tue 9 Jul 2024 13.40 BST", "2024-07-09T13:40:00+01:00"),
        ("07/09/2024 at 1:40 pm PDT", "2024-07-09T13:40:00-07:00"),
        ("13/07/2024 13:40 GMT", "2024-07-13T13:40:00+00:00"),
        ("9th of July 2024, 1340 GMT", "2024-07-09T13:40:00+00:00"),
        ("Last updated: 9 July 2024 12:00 noon Beirut time", "2024-07-09T12:00:00+03:00"),
        ("July 9, 2024", "2024-07-09T12:00:00"),
    ],
)
def test_english_lines(line: str, expected: str) -> None:
    assert published(line, language="en") == expected


@pytest.mark.parametrize(
    ("head", "foot", "expected"),
    [
        (("صلالة - العُمانية", "16 أبريل 2024 10:26"), "", "2024-04-16T10:26:00+04:00"),
        (("بغداد / واع", "16 أبريل 2024 10:26"), "", "2024-04-16T10:26:00+03:00"),
        (("16 أبريل 2024 10:26", "سمر الزين - الرباط"), "", "2024-04-16T10:26:00+01:00"),
        (("16 أبريل 2024 10:26",), "© 2024 جريدة أخبار الكويت", "2024-04-16T10:26:00+03:00"),
        (("16 أبريل 2024", "آخر تحديث: 10:26 م بتوقيت الدوحة"), "", "2024-04-16T22:26:00+03:00"),
        (("لندن - رويترز", "16 أبريل 2024 10:26 بتوقيت غرينتش"), "", "2024-04-16T10:26:00+00:00"),
        (("(أ ف ب)", "16 أبريل 2024 10:26"), "", "2024-04-16T10:26:00"),
    ],
)
def test_the_clock_comes_from_the_place_where_the_line_names_none(
    head: tuple[str, ...], foot: str, expected: str
) -> None:
    assert published(*head, foot=foot) == expected


def test_the_clock_of_the_address_country() -> None:
    text = "\n".join([MENUS["ar"], TITLES["ar"], "16 أبريل 2024 10:26", ARABIC, ARABIC])
    assert article_from_text(text, Given(url="https://example.ae/n/1")).published_at == "2024-04-16T10:26:00+04:00"
    assert article_from_text(text, Given(url="https://example.com/n/1")).published_at == "2024-04-16T10:26:00"


def test_a_copyright_year_or_a_date_in_the_text_is_no_publication_date() -> None:
    body = "وقع الطرفان الاتفاق في 16 أبريل 2024 عند الساعة 10:26 في العاصمة، وفق ما ورد في البيان."
    text = "\n".join(
        [
            MENUS["ar"],
            "توقيع الاتفاق في العاصمة بعد عام من التفاوض",
            body,
            body + " انتهى.",
            "© 2023 جميع الحقوق محفوظة",
        ]
    )
    assert article_from_text(text).published_at is None


def test_a_dateline_with_its_year_gives_the_day_and_leaves_the_body() -> None:
    text = "\n".join(
        [
            MENUS["ar"],
            TITLES["ar"],
            f"دبي، الإمارات العربية المتحدة، 16 أبريل 2024: {ARABIC}",
            "وهذه المرة الثانية خلال عام واحد فقط.",
        ]
    )
    article = article_from_text(text)
    assert article.published_at == "2024-04-16T12:00:00+04:00"
    assert article.text.startswith(ARABIC)


@pytest.mark.parametrize(
    ("paragraph", "kept"),
    [
        (f"الرياض - واس: {ARABIC}", ARABIC),
        (f"القاهرة (رويترز) - {ARABIC}", ARABIC),
        (f"عمان 16 نيسان (شبكة الضفاف)- {ARABIC}", ARABIC),
        (f"TUNIS, April 16 (Reuters) - {ENGLISH}", ENGLISH),
        (f"JACKSON, Miss. (AP) — {ENGLISH}", ENGLISH),
        (f"وقال المدير: {ARABIC}", f"وقال المدير: {ARABIC}"),
        (f"مصر - وهي أكبر المشترين - {ARABIC}", f"مصر - وهي أكبر المشترين - {ARABIC}"),
        (f"Berlin is the winner - {ENGLISH}", f"Berlin is the winner - {ENGLISH}"),
    ],
)
def test_datelines_inside_the_first_paragraph(paragraph: str, kept: str) -> None:
    last = "وجرى الإعلان بحضور عشرين صحفيا من وسائل إعلام مختلفة."
    text = "\n".join([MENUS["ar"], TITLES["ar"], "16 أبريل 2024", paragraph, last, "جميع الحقوق محفوظة"])
    assert article_from_text(text).text == f"{kept}\n\n{last}"
