"""What kind of proposition a claim is, and what is none."""

from __future__ import annotations

import pytest

from extractors import extract
from extractors.types import Article, Extraction

KINDS = [
    ("صوّت مجلس الشيوخ بأغلبية 60 صوتاً لصالح الاتفاق.", "ar", "vote"),
    ("The senate voted 60 to 30 to approve the accord.", "en", "vote"),
    ("ينص قانون العمل على منح الأم إجازة مدتها 90 يوماً.", "ar", "law"),
    ("Under the labour law, mothers get 90 days of paid leave.", "en", "law"),
    ("تنطلق البطولة في 5 حزيران/يونيو المقبل في الدوحة.", "ar", "schedule"),
    ("The tournament starts on June 5 in Doha.", "en", "schedule"),
    ("سجلت الحرارة في بغداد أعلى مستوى في تاريخها، الأحد، عند 51 درجة.", "ar", "record"),
    ("The city recorded its highest temperature ever, 47 degrees, on Sunday.", "en", "record"),
    ("بلغ عدد السكان 3 ملايين نسمة.", "ar", "quantity"),
    ("The company employs 600 people in Leeds.", "en", "quantity"),
    ("تأسست الجامعة عام 1957 على يد رهبان.", "ar", "history"),
    ("The university was founded in 1957 by monks.", "en", "history"),
    ("تسبب انهيار السد في مارس الماضي في نزوح أهالي قرية الوادي.", "ar", "cause"),
    ("The collapse of the dam led to the closure of the road to Hull in February.", "en", "cause"),
    ("زار وزير الخارجية الأردني أيمن الصفدي بغداد، الأحد.", "ar", "event"),
    ("The president visited Baghdad on Sunday.", "en", "event"),
]
NO_CLAIMS = [
    ("هل خفضت الحكومة الأسعار؟", "ar"),
    ("Did the government cut prices?", "en"),
    ("يا له من يوم رائع لكل الوطن!", "ar"),
    ("What a wonderful day for the whole nation!", "en"),
    ("ودعا الحزب أنصاره إلى الصبر والوحدة.", "ar"),
    ("She urged her supporters to be patient and united.", "en"),
    ("وأعرب عن أمله في أن يعم السلام.", "ar"),
    ("I hope that peace will come one day.", "en"),
    ("قد تتحسن الأمور قريباً إن شاء الله.", "ar"),
    ("Things might get better one day.", "en"),
    ("إنه أجمل كتاب قرأته في حياتي.", "ar"),
    ("It is the most beautiful book I have ever loved.", "en"),
]


def _extract(text: str, language: str) -> Extraction:
    return extract(Article(id="k", text=text, language=language, published_at="2025-03-12T09:00:00+03:00"))


@pytest.mark.parametrize(("text", "language", "kind"), KINDS)
def test_the_kind_of_a_claim(text: str, language: str, kind: str) -> None:
    (claim,) = _extract(text, language).claims
    assert claim.kind == kind
    assert claim.checkable


@pytest.mark.parametrize(("text", "language"), NO_CLAIMS)
def test_what_nobody_can_check_is_no_claim(text: str, language: str) -> None:
    extraction = _extract(text, language)
    assert extraction.claims == ()
    assert len(extraction.sentences) == 1


def test_a_date_to_come_makes_a_schedule_and_the_same_words_in_the_past_none() -> None:
    text = "The museum opens its new wing on 4 July 2025 in Leeds."
    (ahead,) = _extract(text, "en").claims
    (behind,) = _extract(text.replace("opens", "opened").replace("2025", "2019"), "en").claims
    assert (ahead.kind, behind.kind) == ("schedule", "history")


def test_sentences_with_claims_are_worth_more_than_those_without() -> None:
    for language in ("ar", "en"):
        checked = [_extract(t, lang).sentences[0].check_worthiness for t, lang, _ in KINDS if lang == language]
        idle = [_extract(t, lang).sentences[0].check_worthiness for t, lang in NO_CLAIMS if lang == language]
        assert sum(checked) / len(checked) > 0.6 > 0.4 > sum(idle) / len(idle)
        assert min(checked) > sum(idle) / len(idle)


@pytest.mark.parametrize(
    ("text", "language", "feature"),
    [
        ("صوّت مجلس الشيوخ بأغلبية 60 صوتاً لصالح الاتفاق.", "ar", "figure"),
        ("صوّت مجلس الشيوخ بأغلبية 60 صوتاً لصالح الاتفاق.", "ar", "vote"),
        ("The university was founded in 1957 by monks.", "en", "past_date"),
        ("The university was founded in 1957 by monks.", "en", "date"),
        ("The minister said that 300 farms got aid in 2023.", "en", "reported"),
    ],
)
def test_the_reasons_of_a_score_name_what_was_seen(text: str, language: str, feature: str) -> None:
    (claim,) = _extract(text, language).claims
    reasons = {r.feature: r for r in claim.reasons}
    assert feature in reasons
    assert reasons[feature].weight != 0
    if feature == "vote":
        assert reasons[feature].text
