"""Newsroom files come in many encodings; the same letters come out of all of them."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.intake import Article, Unreadable, read_paths

ARABIC = "قالت وزيرة المياه إن السد الجديد سيخزن نحو 90 مليون متر مكعب، وإن ملأه يستغرق ثلاثة أعوام.\n"
SHORT = "أغلق المجلس الجلسة «من دون تصويت»."
FRENCH = "Le maire de Mâcon a annoncé l'ouverture d'une école bilingue ; les élèves y entreront à la rentrée.\n"
ENGLISH = "The café’s owner said the bill had risen to £1,200 — “twice last year’s” — since March.\n"
CODES = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le")


def read_bytes(tmp_path: Path, data: bytes, name: str = "a.txt") -> Article | Unreadable:
    path = tmp_path / name
    path.write_bytes(data)
    (found,) = read_paths([path])
    return found


def text_of(found: Article | Unreadable) -> str:
    assert isinstance(found, Article), found
    return found.text


@pytest.mark.parametrize("text", [ARABIC, SHORT, FRENCH, ENGLISH], ids=["arabic", "short arabic", "french", "english"])
@pytest.mark.parametrize("code", CODES)
def test_unicode_with_and_without_a_mark(text: str, code: str, tmp_path: Path) -> None:
    assert text_of(read_bytes(tmp_path, text.encode(code))) == text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (ARABIC, "cp1256"),
        (SHORT, "cp1256"),
        ("وقّعت", "cp1256"),
        (ARABIC, "iso8859_6"),
        (FRENCH, "cp1252"),
        (ENGLISH, "cp1252"),
        ("Ein Sprecher bestätigte, dass die Brücke für mehrere Wochen gesperrt bleibt.", "cp1252"),
    ],
)
def test_one_byte_encodings_are_told_apart(text: str, code: str, tmp_path: Path) -> None:
    assert text_of(read_bytes(tmp_path, text.encode(code))) == text


@pytest.mark.parametrize("declared", ["windows-1256", "iso-8859-1", "utf-8", "no-such-charset", ""])
def test_html_in_windows_1256_whatever_it_declares(declared: str, tmp_path: Path) -> None:
    page = (
        f'<html><head><meta charset="{declared}"></head><body><h1>سد جديد في الوادي</h1><p>{ARABIC}</p></body></html>'
    )
    assert text_of(read_bytes(tmp_path, page.encode("cp1256"), "a.html")) == ARABIC.strip()


def test_cyrillic_html_follows_its_own_charset(tmp_path: Path) -> None:
    page = (
        '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">'
        "<p>Министр сообщил журналистам, что мост через реку откроют для движения в сентябре.</p>"
    )
    found = read_bytes(tmp_path, page.encode("cp1251"), "a.htm")
    assert text_of(found).startswith("Министр сообщил")
    assert isinstance(found, Article)
    assert found.language == "ru"


def test_a_jsonl_file_in_utf_16(tmp_path: Path) -> None:
    lines = "\n".join(json.dumps({"id": key, "text": ARABIC}, ensure_ascii=False) for key in "ab")
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(lines.encode("utf-16")))
    found = list(read_paths([path]))
    assert [(article.id, article.text) for article in found if isinstance(article, Article)] == [
        ("a", ARABIC),
        ("b", ARABIC),
    ]


def test_one_broken_byte_does_not_spoil_a_utf_8_text(tmp_path: Path) -> None:
    data = (ARABIC * 5).encode("utf-8")
    text = text_of(read_bytes(tmp_path, data[:-2]))
    assert text.startswith(ARABIC * 4)


@given(data=st.binary(max_size=400), name=st.sampled_from(["a.txt", "a.html", "a.jsonl", "a.txt.gz", "a.jsonl.gz"]))
def test_any_bytes_give_articles_or_reasons(data: bytes, name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("bytes") / name
    path.write_bytes(data)
    for found in read_paths([path]):
        assert isinstance(found, Unreadable) or found.text.strip()
