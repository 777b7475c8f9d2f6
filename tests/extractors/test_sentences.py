"""Sentences of news in two scripts: quotations, abbreviations, figures, bullets, times, ellipses."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.normalise import Folded
from extractors.sentences import split_sentences


def _sentences(text: str, language: str = "ar") -> list[str]:
    folded = Folded(text)
    spans = [folded.span(*span) for span in split_sentences(folded.text, language, folded.cased())]
    return [text[start:end] for start, end in spans]


ARABIC = [
    ["ارتفع السعر.", "وهبط الطلب."],
    ["هل ارتفع السعر؟", "لا."],
    ["ما أسرعه!", "هكذا قال."],
    ["قال: «ارتفع السعر.", "وهبط الطلب.»", "ثم غادر."],
    ["قال «نعم».", "ومضى."],
    ['قال: "ارتفع السعر."', "ومضى."],
    ["قال “نعم”.", "ومضى."],
    ["أجاب: «هل قلت ذلك؟»", "ثم صمت."],
    ['قال: «سمعته يقول "كفى".»', "ثم غادر."],
    ["بلغت النسبة 15%.", "وتراجعت بعدها."],
    ["جرى ذلك في عام 2023.", "وتكرر بعده."],
    ["نما الاقتصاد 5.3 بالمئة.", "هذا كثير."],
    ["نما الاقتصاد ٥٫٣ بالمئة.", "هذا كثير."],
    ["نقلته الوكالة (أ.ف.ب).", "ولم تزد."],
    ["قال د. سامر إن السعر ارتفع.", "ومضى."],
    ["كتب أ.د. سامر ذلك.", "ومضى."],
    ["وقع ذلك في ص. 12 من الملف.", "انتهى."],
    ["انتظر...", "ثم مضى."],
    ["انتظر…", "ثم مضى."],
    ["عنوان بلا نقطة", "فقرة أولى.", "فقرة ثانية."],
    ["10:45 وصل الوفد.", "11:20 بدأ الاجتماع."],
    ["- وصل الوفد", "- بدأ الاجتماع"],
    ["• وصل الوفد.", "• بدأ الاجتماع."],
    ["1. وصل الوفد.", "2. بدأ الاجتماع."],
    ["زوروا example.com اليوم.", "شكرا."],
    ["وَصَلَ الوَفْدُ.\u064e", "وَبَدَأَ."],
    ["وصل\u200f.\u200f", "وبدأ."],
]
BREAKS = {"عنوان بلا نقطة", "فقرة أولى.", "- وصل الوفد"}

ENGLISH = [
    ["Prices rose.", "Demand fell."],
    ["Did they?", "No!", "Yes."],
    ["“Prices rose.", "Demand fell.”", "He left."],
    ["He said “yes.”", "Then he left."],
    ['"Prices rose," she said.', '"Demand fell."'],
    ["‘Prices rose.’", "He left."],
    ["“Will it?” she asked.", "He left."],
    ["Dr. Ann Lee met Sen. Bo Cole.", "They agreed."],
    ["It moved to the U.S. in May.", "It stayed."],
    ["J. R. Smith spoke.", "He left."],
    ["It rose 5.3 percent to $4.50 a share.", "It fell."],
    ["The share was 15%.", "It fell."],
    ["It happened in 2023.", "It ended."],
    ["See No. 5 on p.m. radio.", "Go."],
    ["Wait... it rose.", "It fell."],
    ["He paused…", "Then he left."],
    ["(It rose.)", "It fell."],
    ["It rose (see Fig. 3).", "It fell."],
    ["9.30am The minister arrives.", "10.15am She speaks."],
    ["The firm, Acme Inc., grew.", "It sold."],
]  # fmt: skip


@pytest.mark.parametrize("parts", ARABIC, ids=lambda parts: parts[0])
def test_arabic_sentences(parts: list[str]) -> None:
    joined = "".join(part + ("\n" if part in BREAKS else " ") for part in parts)
    assert _sentences(joined, "ar") == parts


@pytest.mark.parametrize("parts", ENGLISH, ids=lambda parts: parts[0])
def test_english_sentences(parts: list[str]) -> None:
    assert _sentences(" ".join(parts), "en") == parts


@pytest.mark.parametrize(
    ("text", "language", "parts"),
    [
        ("第一句。第二句！「第三句？」", "zh", ["第一句。", "第二句！", "「第三句？」"]),
        ("یہ پہلا جملہ ہے۔ یہ دوسرا ہے۔", "ur", ["یہ پہلا جملہ ہے۔", "یہ دوسرا ہے۔"]),
        ("Ndio. Hapana.", "sw", ["Ndio.", "Hapana."]),
        ("ارتفع السعر.وهبط الطلب.", "ar", ["ارتفع السعر.", "وهبط الطلب."]),
        ("هل ارتفع؟نعم ارتفع!كثيرا", "ar", ["هل ارتفع؟", "نعم ارتفع!", "كثيرا"]),
        ("قال «هل ارتفع؟»ثم مضى.", "ar", ["قال «هل ارتفع؟»", "ثم مضى."]),
        ("نقلته أ.ف.ب ود.سامر.", "ar", ["نقلته أ.ف.ب ود.سامر."]),
        ("Read site.com/page?id=1 and Yahoo!Mail now.", "en", ["Read site.com/page?id=1 and Yahoo!Mail now."]),
        ("", "ar", []),
        (" \n\t ", "ar", []),
        ("...", "ar", ["..."]),
        ("no end", "en", ["no end"]),
        ("one\n\n\ntwo\r\nthree", "en", ["one", "two", "three"]),
        ("ends.here and.there", "en", ["ends.here and.there"]),
    ],
)
def test_other_scripts_and_edges(text: str, language: str, parts: list[str]) -> None:
    assert _sentences(text, language) == parts


@settings(max_examples=300, deadline=None)
@given(
    st.text("ab Aابج12.!?؟…。\n\r\t\"'»«“”()[]-•:،\u200f\u064b\u2028", max_size=80), st.sampled_from(["ar", "en", "xx"])
)
def test_every_character_that_is_no_space_is_in_exactly_one_sentence(text: str, language: str) -> None:
    whole = Folded(text)
    folded = whole.text
    spans = split_sentences(folded, language, whole.cased())
    assert all(start < end for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert "".join("".join(folded[s:e].split()) for s, e in spans) == "".join(folded.split())
    for start, end in spans:
        assert folded[start:end] == folded[start:end].strip()
        assert "\n" not in folded[start:end]
