"""Identifiers, options, and what becomes of given values."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path
from typing import Any

import pytest

from extractors.intake import Article, article_from_html, article_from_text, read_jsonl_lines, read_paths
from extractors.normalise import fold

TEXT = "وقعت البلدية عقدا لتوريد 40 حافلة كهربائية."


def rows(*lines: dict[str, object], **options: str) -> list[Article]:
    stream = io.BytesIO("\n".join(map(json.dumps, lines)).encode())
    return [found for found in read_jsonl_lines(stream, "stdin", **options) if isinstance(found, Article)]


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def test_ids_come_from_the_best_that_is_known() -> None:
    title, day, outlet, url = "عقد الحافلات", "2024-05-01", "نشرة المدينة", "https://example.org/9"
    found = rows(
        {"text": TEXT, "id": 12},
        {"text": TEXT, "url": url, "title": title, "published_at": day},
        {"text": TEXT, "title": title, "published_at": day + "T10:00:00+02:00", "outlet": outlet},
        {"text": TEXT, "title": title},
    )
    assert [article.id for article in found] == [
        "12",
        "u" + digest(url),
        "t" + digest(f"{title}\n{day}\n{outlet}\n{' '.join(fold(TEXT).split())[:80]}"),
        "x" + digest(TEXT),
    ]


def test_options_fill_the_date_and_override_the_language() -> None:
    found = rows(
        {"text": TEXT, "language": "ar"},
        {"text": TEXT, "published_at": "2020-02-03"},
        language="en",
        published_at="2024-05-01T08:00+03:00",
    )
    assert [(article.language, article.published_at) for article in found] == [
        ("en", "2024-05-01T08:00+03:00"),
        ("en", "2020-02-03"),
    ]


def test_the_date_option_does_not_hide_the_date_on_a_page(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        f"الرئيسية | أخبار | رياضة\nعقد لتوريد الحافلات الكهربائية إلى المدينة\n3 أيار 2023 - 10:00 بتوقيت بيروت\n"
        f"{TEXT}\nوتصل الدفعة الأولى من الحافلات إلى المرفأ في نهاية العام.\nشارك الخبر",
        encoding="utf-8",
    )
    (found,) = read_paths([path], published_at="2024-05-01")
    assert isinstance(found, Article)
    assert found.published_at == "2023-05-03T10:00:00+03:00"


HOSTILE = {
    "one line of words": "قال الوزير إن الأسعار ارتفعت هذا العام. " * 25_000,
    "one line of one letter": "ا" * 1_000_000,
    "short lines of furniture": "\n".join(f"شارك الخبر {n} على فيسبوك" for n in range(3_000)),
    "lines of dates": "\n".join(f"{n % 28 + 1} مايو 2023 - 10:{n % 60:02d} بتوقيت بيروت" for n in range(2_000)),
    "open brackets": "\n".join("(" * 200 + "x" for _ in range(1_000)),
    "wide gaps": "\n".join("a" + " " * 400 + "1" for _ in range(600)),
    "one wide gap": "a" + " " * 500_000 + "b\n" * 3,
    "digits": "\n".join("1" * 300 for _ in range(800)),
    "bars": "|".join("a" for _ in range(100_000)),
    "bidi controls": "نص" + "\u202e\u202c\u200f" * 200_000,
    "dots before an at sign": "\n".join("a." * 150 + "@" for _ in range(1_000)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_takes_no_more_than_its_share_of_time(name: str, grows_in_step: Any) -> None:
    text = HOSTILE[name]
    grows_in_step(lambda quarters: lambda: article_from_text(text[: len(text) * quarters // 40], None), 10, 4)


def test_a_page_nested_a_hundred_thousand_deep() -> None:
    source = "<p>افتتح الوزير الجسر الجديد في المدينة صباح الأحد بحضور السكان.</p>" + "<div>" * 100_000
    assert article_from_html(source).text.startswith("افتتح الوزير")
