"""What cannot be read is named with its place and reason, and everything else goes through."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import pytest

from extractors.errors import ClaimdeskError
from extractors.intake import Article, Unreadable, read_jsonl_lines, read_paths

GOOD = json.dumps({"id": "good", "text": "وصلت القافلة إلى المدينة صباح الأحد."}, ensure_ascii=False)


def reasons(found: list[Article | Unreadable]) -> list[str]:
    return [item.reason if isinstance(item, Unreadable) else item.id for item in found]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \r\n\t\n", "empty"),
        ("a.txt", b"\xef\xbb\xbf", "empty"),
        ("a.txt", "\u200f\u00a0\n".encode(), "empty"),
        ("a.jsonl", b"", "empty"),
        ("a.jsonl", b"\n\n", "empty"),
        ("a.html", b"", "empty"),
        ("a.txt", b"%PDF-1.7 \x00\x01\x02", "binary"),
        ("a.txt", bytes(range(32)) * 20, "binary"),
        ("a.html", b"\x89PNG\r\n\x1a\n\x00\x00", "binary"),
        ("a.html", b"<html><head><title>Gallery</title></head><body></body></html>", "no_body"),
        (
            "a.html",
            b"<html><body><nav><a href='/'>Home</a></nav><script>var a = 'x';</script></body></html>",
            "no_body",
        ),
        ("a.pdf", b"text", "unsupported"),
        ("a", b"text", "unsupported"),
        ("a.txt.gz", b"no archive at all", "broken_gzip"),
        ("a.txt.gz", gzip.compress(b"A bridge was opened." * 50, mtime=0)[:-12], "broken_gzip"),
        ("a.jsonl.gz", gzip.compress(GOOD.encode(), mtime=0)[:-9], "broken_gzip"),
    ],
)
def test_a_file_that_gives_no_article(name: str, data: bytes, reason: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    found = list(read_paths([path]))
    assert isinstance(found[-1], Unreadable)
    assert (found[-1].source, found[-1].reason) == (str(path), reason)
    assert found[-1].detail


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"text": "cut off', "broken_json"),
        ("[" * 100_000, "broken_json"),
        ('{"text": "a", "id": ' + "9" * 5000 + "}", "broken_json"),
        ('["text"]', "wrong_shape"),
        ("null", "wrong_shape"),
        ('{"title": "no text"}', "wrong_shape"),
        ('{"text": 5}', "wrong_shape"),
        ('{"text": "a", "title": ["b"]}', "wrong_shape"),
        ('{"text": "a", "id": true}', "wrong_shape"),
        ('{"text": "a \\ud800 b"}', "wrong_shape"),
        ('{"text": "  "}', "empty"),
        ('{"html": "<p></p>"}', "no_body"),
        ('{"text": "a", "published_at": "yesterday"}', "bad_published_at"),
        ('{"text": "a", "published_at": "2024-02-30"}', "bad_published_at"),
    ],
)
def test_a_bad_line_among_good_ones(line: str, reason: str) -> None:
    stream = io.BytesIO(f"{GOOD}\n\n{line}\r\n{GOOD}".encode())
    found = list(read_jsonl_lines(stream, "stdin"))
    assert reasons(found) == ["good", reason, "good"]
    assert isinstance(found[1], Unreadable)
    assert found[1].source == "stdin:3"


def test_too_large(tmp_path: Path) -> None:
    large = tmp_path / "large.txt.gz"
    large.write_bytes(gzip.compress(b"word " * 5_000_000))
    line = tmp_path / "lines.jsonl"
    line.write_bytes(b'{"text": "' + b"word " * 5_000_000 + b'"}\n' + GOOD.encode())
    assert reasons(list(read_paths([large, line]))) == ["too_large", "too_large", "good"]


def test_folders_are_read_in_order_without_hidden_files_and_page_companions(tmp_path: Path) -> None:
    text = "The council approved the budget by nine votes to four."
    for name in ("b/2.txt", "b/1.txt", "a.TXT", ".hidden.txt", ".git/c.txt", "page_files/script.js", "c.docx"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (tmp_path / "page.html").write_text(f"<p>{text} Nobody objected.</p>", encoding="utf-8")
    (tmp_path / "z.jsonl").write_text(GOOD + "\n", encoding="utf-8")
    found = list(read_paths([tmp_path]))
    assert [type(item).__name__ for item in found] == [
        "Article",
        "Unreadable",
        "Article",
        "Article",
        "Article",
        "Article",
    ]
    assert found == list(read_paths([str(tmp_path)]))


def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    assert reasons(list(read_paths([tmp_path]))) == ["unreadable_file"]


def test_a_path_that_does_not_exist_stops_before_anything_is_read(tmp_path: Path) -> None:
    good = tmp_path / "a.txt"
    good.write_text("A bridge was opened.", encoding="utf-8")
    with pytest.raises(ClaimdeskError, match="no such file") as caught:
        next(read_paths([good, tmp_path / "missing"]))
    assert caught.value.where.endswith("missing")
    assert caught.value.allowed


@pytest.mark.parametrize("options", [{"published_at": "soon"}, {"language": "arabic"}, {"language": "../x"}])
def test_options_that_mean_nothing_are_refused(options: dict[str, str]) -> None:
    with pytest.raises(ClaimdeskError):
        list(read_jsonl_lines(io.BytesIO(GOOD.encode()), "stdin", **options))
