"""A text without furniture becomes the article's text unchanged, character by character."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from extractors.intake import Article, read_jsonl_lines, read_paths

PARAGRAPH = "ارتفع عدد المسجلين في الجامعة إلى 41 ألف طالب، بحسب تقرير صدر أمس عن عمادة القبول."
ENGLISH = "The council approved the budget on Monday by nine votes to four, after a debate of six hours."


def read_row(**row: object) -> Article:
    (found,) = read_jsonl_lines(io.BytesIO(json.dumps(row).encode()), "stdin")
    assert isinstance(found, Article), found
    return found


@pytest.mark.parametrize(
    "text",
    [
        PARAGRAPH,
        f"  {PARAGRAPH}\r\n\r\n\t{PARAGRAPH} \n",
        f"\u202b{PARAGRAPH}\u202c\n\u200f{PARAGRAPH}\x0b\x85{PARAGRAPH}\u2028",
        f"{PARAGRAPH}\n\nنعم.\n\n{PARAGRAPH}\n",
        f"{ENGLISH}\n\nBackground\n\n{ENGLISH}\n\n- First point\n- Second point\n\n{ENGLISH}",
        "شاركوا هذا الخبر مع أصدقائكم",
        "RT @someone: Share this! All rights reserved. Sign up now",
        f"7 p.m.\n\n{ENGLISH}\n\n___\n\n6:05 p.m.\n\n{ENGLISH}",
        "﷽ ﻻ ـــ مُحَمَّد\u0000ٌ",
    ],
)
def test_plain_text_stays(text: str) -> None:
    assert read_row(text=text).text == text


LETTERS = st.text(st.characters(exclude_categories=("Cs", "Nd", "Po", "Pd", "So", "Sm", "Sc", "Sk")), min_size=1)


@settings(max_examples=200)
@given(text=LETTERS)
@example(text="\r")
@example(text="a\rb\x0cc\x1c")
def test_any_words_stay(text: str) -> None:
    found = list(read_jsonl_lines(io.BytesIO(json.dumps({"text": text}).encode()), "stdin"))
    kept = [article.text for article in found if isinstance(article, Article)]
    assert kept == [text] or not any(char.isalpha() for char in text)


@settings(max_examples=200)
@given(parts=st.lists(st.text(max_size=40), min_size=1, max_size=6), title=st.text(max_size=10))
def test_a_given_body_loses_nothing_but_its_edges(parts: list[str], title: str) -> None:
    text = "\n".join([PARAGRAPH, *parts, PARAGRAPH])
    row = {"text": text, "title": title or "عنوان", "published_at": "2024-05-01"}
    (found,) = read_jsonl_lines(io.BytesIO(json.dumps(row).encode()), "stdin")
    if isinstance(found, Article):
        assert found.text == text


def test_a_given_body_loses_clear_furniture_at_its_ends_only() -> None:
    inside = f"{PARAGRAPH}\n\nاقرأ أيضا: خبر آخر من الجامعة\n\n{PARAGRAPH}"
    title = "الجامعة تستقبل 41 ألف طالب"
    text = f"البث المباشر\n{title}\n{inside}\n\nشاركوا هذا الخبر مع أصدقائكم\nجميع الحقوق محفوظة\n"
    assert read_row(text=text, title=title, published_at="2024-05-01").text == inside


def test_a_text_file_keeps_its_own_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    text = f"{PARAGRAPH}\r\n{PARAGRAPH}\r\n"
    path.write_bytes(text.encode("utf-8-sig"))
    (found,) = read_paths([path])
    assert isinstance(found, Article)
    assert found.text == text


def test_a_headline_over_a_plain_file_is_its_title(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"الجامعة تستقبل 41 ألف طالب هذا العام\n\n{PARAGRAPH}\n\nنعم.\n\n{PARAGRAPH}\n", encoding="utf-8")
    (found,) = read_paths([path])
    assert isinstance(found, Article)
    assert (found.title, found.text) == ("الجامعة تستقبل 41 ألف طالب هذا العام", f"{PARAGRAPH}\n\nنعم.\n\n{PARAGRAPH}")
