"""Whose words a stretch of a sentence is, and how the weights of a file become a score with reasons."""

from __future__ import annotations

import math

import pytest

from extractors import extract
from extractors.claims.features import Feature
from extractors.claims.worth import Model, load_model
from extractors.types import Article, Claim

PUBLISHED = "2025-03-12T09:00:00+03:00"


def _claims(text: str, language: str) -> list[Claim]:
    return list(extract(Article(id="s", text=text, language=language, published_at=PUBLISHED)).claims)


def _voices(text: str, language: str) -> list[tuple[str, str | None]]:
    return [(c.text, c.speaker) for c in _claims(text, language)]


def test_the_outlets_words_and_the_speakers_words_are_kept_apart() -> None:
    text = "The bank cut 400 jobs in 2023. Manager Ann Lee said profits rose 12 percent. It opened 90 branches in 2021."
    assert _voices(text, "en") == [
        ("The bank cut 400 jobs in 2023", None),
        ("profits rose 12 percent", "Manager Ann Lee"),
        ("It opened 90 branches in 2021", None),
    ]


def test_two_speakers_of_one_sentence_keep_their_own_words() -> None:
    text = "قال الوزير سامر حداد إن المصنع أنتج 300 سيارة في 2023، فيما نفى النائب كمال عزيز أن يكون قد باع 90 منها."
    claims = _claims(text, "ar")
    assert [(c.stance, (c.speaker or "").split(" ", 1)[-1]) for c in claims] == [
        ("asserts", "سامر حداد"),
        ("denies", "كمال عزيز"),
    ]
    assert "نفى" not in claims[0].text
    assert "الوزير" not in claims[1].text


def test_a_clause_of_the_outlet_before_a_saying_is_its_own() -> None:
    text = "وصل الوفد إلى بغداد، الأحد، وقال رئيسه هاني درويش إن المحادثات استغرقت 5 ساعات."
    assert [(c.speaker is None) for c in _claims(text, "ar")] == [True, False]


def test_an_attribution_behind_the_words_is_no_part_of_them() -> None:
    ((text, speaker),) = _voices("The river rose 4 metres in March 2023, according to the water agency.", "en")
    assert text == "The river rose 4 metres in March 2023"
    assert speaker == "the water agency"


def test_words_around_a_saying_that_say_nothing_are_no_claim() -> None:
    text = "وفي هذا السياق، قالت الهيئة إن 300 أسرة حصلت على الدعم في 2023."
    assert [c.text for c in _claims(text, "ar")] == ["300 أسرة حصلت على الدعم في 2023"]


def test_a_claim_lies_in_one_sentence_also_in_a_long_quotation() -> None:
    text = "“We sold 300 buses in 2019. We hired 40 drivers in 2020,” Amy Cole said."
    claims = _claims(text, "en")
    assert [c.text for c in claims] == ["We sold 300 buses in 2019", "We hired 40 drivers in 2020"]
    assert len({c.sentence for c in claims}) == 2


def test_a_score_is_the_logistic_function_of_its_summands() -> None:
    model = Model(bias=-1.0, weights={"figure": 2.0, "date": 0.5, "vague": -1.25}, threshold=0.5)
    assert model.score([]) == round(1 / (1 + math.e), 4)
    assert model.score([Feature("figure"), Feature("date"), Feature("unknown")]) == round(1 / (1 + math.exp(-1.5)), 4)
    assert model.score([Feature("vague", "some")]) < model.score([])


def test_reasons_are_the_heaviest_first_and_leave_nothing_out() -> None:
    model = Model(
        bias=0.0, weights={"figure": 2.0, "date": 0.5, "vague": -1.25, "law": 0.0, "vote": 0.5}, threshold=0.5
    )
    names = ["date", "law", "vague", "figure", "vote", "unknown"]
    reasons = model.reasons([Feature(name, f"word of {name}") for name in names])
    assert [(r.feature, r.weight) for r in reasons] == [("figure", 2.0), ("vague", -1.25), ("date", 0.5), ("vote", 0.5)]
    assert reasons[1].text == "word of vague"


@pytest.mark.parametrize("bias", [-1e6, 1e6])
def test_a_score_stays_between_nought_and_one(bias: float) -> None:
    assert 0.0 <= Model(bias=bias, weights={}, threshold=0.5).score([]) <= 1.0


def test_a_language_without_weights_is_weighed_by_the_universal_ones() -> None:
    assert load_model("sw", "claim") == load_model("xx", "claim") != load_model("ar", "claim")
    assert load_model("ar", "claim") != load_model("ar", "sentence")


def test_a_claim_scores_at_least_what_its_language_asks() -> None:
    for language, text in (
        ("ar", "بلغ عدد السكان 3 ملايين نسمة في 2019."),
        ("en", "The city had 3 million people in 2019."),
    ):
        (claim,) = _claims(text, language)
        assert claim.check_worthiness >= load_model(language, "claim").threshold
