"""Lengths of time: found in three languages, apart from dates, ages, rates and ranges, and in what extraction gives."""

from __future__ import annotations

import pytest

from extractors import extract
from extractors.dates import find_dates, find_durations
from extractors.normalise import Folded
from extractors.types import Article

HOUR, DAY = 3_600, 86_400


def lengths(text: str, language: str) -> list[tuple[str, str, float | None]]:
    folded = Folded(text)
    dates = find_dates(folded, [(0, len(folded.text))], None, language)
    return [(d.text, d.value, d.seconds) for d in find_durations(folded, language, dates)]


@pytest.mark.parametrize(
    ("language", "text", "mention", "value", "seconds"),
    [
        ("ar", "استمر الاجتماع ثلاث ساعات", "ثلاث ساعات", "PT3H", 3 * HOUR),
        ("ar", "غاب المدير أسبوعين", "أسبوعين", "P2W", 14 * DAY),
        ("ar", "توقف الضخ نصف ساعة", "نصف ساعة", "PT0.5H", HOUR / 2),
        ("ar", "بقي هناك 3.5 سنوات", "3.5 سنوات", "P3.5Y", 3.5 * 365 * DAY),
        ("ar", "عاش فيها عاماً و21 يوماً", "عاماً و21 يوماً", "P1Y21D", 386 * DAY),
        ("ar", "أُغلق الجسر لمدة ساعة", "ساعة", "PT1H", HOUR),
        ("ar", "انقطعت الكهرباء طوال أسبوع", "أسبوع", "P1W", 7 * DAY),
        ("ar", "انتظر المرضى شهراً كاملاً", "شهراً كاملاً", "P1M", 30 * DAY),
        ("ar", "تأجلت البطولة لعام واحد", "عام واحد", "P1Y", 365 * DAY),
        ("ar", "استغرقت الرحلة 3 ساعات و20 دقيقة", "3 ساعات و20 دقيقة", "PT3H20M", 12_000),
        ("ar", "دامت الهدنة ستة أعوام ونصف العام", "ستة أعوام ونصف العام", "P6.5Y", 6.5 * 365 * DAY),
        ("ar", "غاب عن العمل عدة أيام", "عدة أيام", "PXD", None),
        ("ar", "توقف البث لمدة دقائق", "دقائق", "PTXM", None),
        ("en", "The strike went on for three weeks", "three weeks", "P3W", 21 * DAY),
        ("en", "A two-year delay was agreed", "two-year", "P2Y", 730 * DAY),
        ("en", "The talks lasted an hour and a half", "an hour and a half", "PT1.5H", 1.5 * HOUR),
        ("en", "The line was shut for about a month", "a month", "P1M", 30 * DAY),
        ("en", "The crossing took two hours, 15 minutes", "two hours, 15 minutes", "PT2H15M", 8_100),
        ("en", "The pilot had 6,300 hours in the air", "6,300 hours", "PT6300H", 6_300 * HOUR),
        ("en", "The ferry was late by several days", "several days", "PXD", None),
        ("fr", "Le pont est resté fermé trois semaines", "trois semaines", "P3W", 21 * DAY),
        ("fr", "Le tribunal l'a suspendu pendant un an", "un an", "P1Y", 365 * DAY),
        ("fr", "La réunion a duré une heure et demie", "une heure et demie", "PT1.5H", 1.5 * HOUR),
    ],
)
def test_a_length_has_a_value_and_seconds(
    language: str, text: str, mention: str, value: str, seconds: float | None
) -> None:
    assert lengths(text, language) == [(mention, value, seconds)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "وقّع الاتفاق عام 2014"),
        ("ar", "يُفتتح المعرض يوم 12 من الشهر"),
        ("ar", "فاز بها سالم (34 عاماً) بفارق نقطة"),
        ("ar", "لا يزيد عمره على 55 عاماً"),
        ("ar", "توفي قبل ثلاثة أيام"),
        ("ar", "وقّع اللاعب عقداً احترافياً"),
        ("ar", "من جهة ثانية رفض النادي"),
        ("ar", "تستغرق الرحلة من 13 إلى 18 ساعة"),
        ("en", "He earns $100 a year"),
        ("en", "The clinic opens twice a day"),
        ("en", "A 34-year-old man was hurt"),
        ("en", "The girl is three years old"),
        ("en", "It takes 10-15 minutes"),
        ("en", "It takes two to three weeks"),
        ("en", "It happened three days ago"),
        ("en", "Three-quarters of the seats are taken"),
        ("fr", "Il gagne 100 euros trois fois par an"),
        ("fr", "Un homme âgé de 34 ans"),
    ],
)
def test_dates_ages_rates_and_ranges_are_no_lengths(language: str, text: str) -> None:
    assert lengths(text, language) == []


def test_extraction_gives_the_lengths_of_an_article_and_of_each_claim() -> None:
    text = "The bridge was closed for three weeks in 2019. The council paid 40,000 euros to reopen it."
    row = extract(Article("a", text, "en", published_at="2024-05-15T10:00:00+00:00")).as_json()
    (length,) = row["durations"]
    assert length == {"start": 26, "end": 37, "text": "three weeks", "value": "P3W", "seconds": 21 * DAY}
    assert [claim["durations"] for claim in row["claims"]] == [(length,), ()]
    assert [date["value"] for date in row["dates"]] == ["2019"]
