"""Text made to be hard: it finishes, and time does not grow faster than the text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from extractors import extract
from extractors.types import Article, Extraction

CLAUSE = {
    "ar": "وقال رئيس البلدية سامي حداد إن المدينة أنفقت 20 مليون دينار في يوليو على 300 مزرعة، مؤكداً أن العمل مستمر و",
    "en": "The mayor Sam Reed said that the city spent $20 million in July on 300 farms, adding that work went on and ",
}
SHAPES: dict[str, Callable[[str, int], str]] = {
    "no full stop": lambda lang, n: CLAUSE[lang] * (n // 20),
    "open guillemets": lambda lang, n: "«" * n,
    "straight quotes": lambda lang, n: '"' * n,
    "single quotes": lambda lang, n: " '" * n,
    "quotes that open words": lambda lang, n: '"قال إن ' * n if lang == "ar" else '"she said that ' * n,
    "quotes never closed": lambda lang, n: (CLAUSE[lang] + " «") * (n // 20),
    "brackets": lambda lang, n: "(" * n + ")" * n,
    "brackets with words": lambda lang, n: "[(كلمة " * n,
    "bidi controls": lambda lang, n: "\u202e\u2067\u200fكلمة word " * n,
    "marks alone": lambda lang, n: "\u064b\u0651\u0640\u0301" * n,
    "one word": lambda lang, n: ("ا" if lang == "ar" else "a") * n * 10,
    "one figure": lambda lang, n: "1" * n,
    "cues": lambda lang, n: "قال، " * n if lang == "ar" else "said, " * n,
    "commas": lambda lang, n: "، " * n,
    "short lines": lambda lang, n: "قال\n" * n,
    "dots": lambda lang, n: ". " * n,
    "abbreviations": lambda lang, n: "د.م." * n if lang == "ar" else "U.S." * n,
    "bullets": lambda lang, n: "- 5 " * n,
    "relatives": lambda lang, n: "، الذي كان 5" * n if lang == "ar" else ", which was 5" * n,
    "openers": lambda lang, n: "، فيما كان" * n if lang == "ar" else ", while it was" * n,
    "complements": lambda lang, n: "قال إن " + "، أن" * n if lang == "ar" else "he said " + ", that" * n,
    "dates": lambda lang, n: "في الشهر نفسه و3 أيار/مايو " * n if lang == "ar" else "on May 3, the same month " * n,
    "names": lambda lang, n: "محمد علي و" * n if lang == "ar" else "John Smith and " * n,
    "apostrophes": lambda lang, n: "it's the 'n' workers' " * n,
    "bare cues": lambda lang, n: "قال " * n if lang == "ar" else "said " * n,
    "cues with openers": lambda lang, n: "وقال إن " * n if lang == "ar" else "he said that " * n,
    "sources": lambda lang, n: "بحسب تقرير، " * n if lang == "ar" else "according to a report, " * n,
    "quotations": lambda lang, n: "«» " * n,
    "labels": lambda lang, n: "كلمة: " * n if lang == "ar" else "word: " * n,
    "colons": lambda lang, n: ": " * n,
    "labelled quotations": lambda lang, n: "كلمة: «قال ذلك» " * n if lang == "ar" else "word: “he went there” " * n,
    "numeric dates": lambda lang, n: "1/2/2020 " * n,
    "figures with commas": lambda lang, n: "1,234," * n,
    "lists joined by and": lambda lang, n: "كتاب وقلم و" * n if lang == "ar" else "book and pen and " * n,
    "names in capitals": lambda lang, n: "JOHN SMITH " * n,
    "spaces": lambda lang, n: " " * 40 * n,
    "blank lines": lambda lang, n: " \n" * n,
    "hyphens": lambda lang, n: "a-" * n,
    "ligatures": lambda lang, n: "ﷺﻻ " * n,
}


def _extract(text: str, language: str) -> Extraction:
    return extract(Article(id="h", text=text, language=language, published_at="2024-01-01T00:00:00+00:00"))


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("shape", SHAPES)
def test_time_is_in_step_with_length(shape: str, language: str, grows_in_step: Any) -> None:
    def prepare(size: int) -> Callable[[], object]:
        text = SHAPES[shape](language, size)
        return lambda: _extract(text, language)

    grows_in_step(prepare, 600, 4)


def test_ten_thousand_open_quotation_marks_hide_no_claim_before_them() -> None:
    text = "وافق البرلمان على 12 مشروعاً في مارس 2023.\n" + "«" * 10_000
    extraction = _extract(text, "ar")
    assert [c.text for c in extraction.claims] == ["وافق البرلمان على 12 مشروعاً في مارس 2023"]
    assert extraction.article.text == text


def test_a_paragraph_of_twenty_thousand_words_keeps_its_claims_and_offsets() -> None:
    text = CLAUSE["en"] * 950
    assert len(text.split()) > 20_000
    extraction = _extract(text, "en")
    assert len(extraction.claims) >= 900
    assert all(text[c.start : c.end] == c.text for c in extraction.claims)
    assert len({c.claim_id for c in extraction.claims}) == len(extraction.claims)


def test_a_word_of_two_hundred_thousand_letters_between_two_claims() -> None:
    text = f"The council spent 4 million pounds in 2023.\n{'a' * 200_000}\nThe council built 12 schools in 2022."
    claims = [c.text for c in _extract(text, "en").claims]
    assert claims[0] == "The council spent 4 million pounds in 2023"
    assert claims[-1] == "The council built 12 schools in 2022"


def test_controls_that_turn_the_text_round_are_kept_and_change_no_figure() -> None:
    text = "\u202eأنفق المجلس \u2067٢٠ مليون\u2069 دينار في عام \u202a٢٠٢٣\u202c.\u202c"
    (claim,) = _extract(text, "ar").claims
    assert [(q.value, text[q.start : q.end]) for q in claim.quantities] == [(20_000_000, claim.quantities[0].text)]
    assert [d.value for d in claim.dates] == ["2023"]
    assert "\u2067" in claim.text
