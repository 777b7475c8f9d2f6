"""Pages in many styles give title, time and every paragraph, pasted or as HTML, and nothing of their furniture."""

from __future__ import annotations

import html
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from extractors.intake import Article, read_paths

if TYPE_CHECKING:
    from conftest import SamplePage


def read_one(path: Path) -> Article:
    (found,) = read_paths([path])
    assert isinstance(found, Article), found
    return found


def check(article: Article, sample: SamplePage) -> None:
    assert article.text.split("\n\n") == sample.body
    assert article.title == sample.title
    assert article.published_at == sample.published_at


def test_a_pasted_page(sample: SamplePage, tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(sample.raw, encoding="utf-8")
    article = read_one(path)
    check(article, sample)
    if sample.author:
        assert article.author == sample.author


def test_the_same_page_as_the_text_of_a_line(sample: SamplePage, tmp_path: Path) -> None:
    path = tmp_path / "pages.jsonl"
    path.write_text(json.dumps({"id": 7, "text": sample.raw.replace("\n", "\r\n")}), encoding="utf-8")
    article = read_one(path)
    check(article, sample)
    assert article.id == "7"


MARKUP = {
    "paragraphs": "<html><body>{p}</body></html>",
    "divisions": '<div id="wrap">{div}</div>',
    "line breaks": "<html><body><div>{br}</div></body></html>",
    "a table in a form": "<html><body><form action='/'><table>{tr}</table></form></body></html>",
}


@pytest.mark.parametrize("markup", MARKUP)
def test_the_same_page_as_poor_html(markup: str, sample: SamplePage, tmp_path: Path) -> None:
    lines = [html.escape(line) for line in sample.raw.split("\n") if line.strip()]
    source = MARKUP[markup].format(
        p="".join(f"<p>{line}</p>" for line in lines),
        div="".join(f"<div><span>{line}</span></div>\n" for line in lines),
        br="<br><br>".join(lines),
        tr="".join(f"<tr><td>{line}</td></tr>" for line in lines),
    )
    path = tmp_path / "page.html"
    path.write_text(source, encoding="utf-8")
    check(read_one(path), sample)


def test_a_page_broken_at_a_column_is_joined_again(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(
        "Harbour Echo\n\nFishing fleet returns after a three-week strike over fuel duty\n\n"
        "Published: 4 May 2023, 17:20 BST\n\n"
        "The fishing fleet left Whitby at dawn on Thursday after three weeks in port,\n"
        "ending a strike over fuel duty that had cost the town's market an estimated\n"
        "£600,000.\n\n"
        "Skippers voted by 41 to 12 to go back to sea, the port's association said in\n"
        "a short statement to members late on Wednesday.\n\n"
        "Share this article\n",
        encoding="utf-8",
    )
    article = read_one(path)
    assert article.title == "Fishing fleet returns after a three-week strike over fuel duty"
    assert article.published_at == "2023-05-04T17:20:00+01:00"
    first, second = article.text.split("\n\n")
    assert first.endswith("that had cost the town's market an estimated £600,000.")
    assert second.endswith("the port's association said in a short statement to members late on Wednesday.")
