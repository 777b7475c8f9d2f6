"""Web pages: metadata, hidden parts, poor markup, and no paragraph lost."""

from __future__ import annotations

import json

import pytest

from extractors.intake import Given, article_from_html
from extractors.intake.types import SetAside

FIRST = "وافقت لجنة السكن على بناء 1200 وحدة في ضاحية الياسمين، بعد نقاش استمر ثلاث ساعات."
SECOND = "وقال رئيس اللجنة إن الكلفة تبلغ 48 مليون دينار، وإن التسليم يبدأ في آذار المقبل."
TITLE = "لجنة السكن توافق على 1200 وحدة جديدة"


def page(body: str, head: str = "", attributes: str = 'lang="ar"') -> str:
    return f"<!doctype html><html {attributes}><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>"


def test_linked_data_gives_title_outlet_author_and_time() -> None:
    data = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "name": "ضاحية نت"},
            {
                "@type": "NewsArticle",
                "headline": TITLE,
                "datePublished": "2024-03-05T19:30:00+02:00",
                "author": [{"name": "لمى حداد"}, {"name": "سعد نمر"}],
                "publisher": {"name": "ضاحية نت"},
            },
        ],
    }
    head = f"<script type='application/ld+json'>{json.dumps(data)}</script><link rel=canonical href='https://example.org/n/9'>"
    article = article_from_html(page(f"<h1>{TITLE}</h1><p>{FIRST}</p><p>{SECOND}</p>", head))
    assert (article.title, article.outlet, article.author) == (TITLE, "ضاحية نت", "لمى حداد, سعد نمر")
    assert (article.published_at, article.url) == ("2024-03-05T19:30:00+02:00", "https://example.org/n/9")
    assert article.id.startswith("u")
    assert article.text == f"{FIRST}\n\n{SECOND}"


@pytest.mark.parametrize(
    "head",
    [
        "<meta property='article:published_time' content='2024-03-05T17:30:00Z'>",
        "<meta itemprop='datePublished' content='2024-03-05T17:30:00+00:00'>",
        "<script type='application/ld+json'>{ broken</script><meta name='pubdate' content='2024-03-05T17:30:00Z'>",
    ],
)
def test_meta_elements_give_the_time(head: str) -> None:
    article = article_from_html(page(f"<h1>{TITLE}</h1><p>{FIRST}</p><p>{SECOND}</p>", head))
    assert article.published_at in ("2024-03-05T17:30:00Z", "2024-03-05T17:30:00+00:00")


def test_the_line_on_the_page_wins_over_metadata_without_a_zone() -> None:
    head = "<meta property='article:published_time' content='2024-03-05'>"
    body = f"<h1>{TITLE}</h1><div>5 آذار 2024 - 19:30 بتوقيت عمّان</div><p>{FIRST}</p><p>{SECOND}</p>"
    assert article_from_html(page(body, head)).published_at == "2024-03-05T19:30:00+03:00"
    assert article_from_html(page(f"<h1>{TITLE}</h1><p>{FIRST}</p><p>{SECOND}</p>", head)).published_at == "2024-03-05"


def test_a_time_element() -> None:
    body = f"<h1>{TITLE}</h1><time datetime='2024-03-05T19:30:00+02:00'>قبل يومين</time><p>{FIRST}</p><p>{SECOND}</p>"
    assert article_from_html(page(body)).published_at == "2024-03-05T19:30:00+02:00"


def test_the_window_title_without_the_site_is_the_last_resort() -> None:
    article = article_from_html(page(f"<p>{FIRST}</p><p>{SECOND}</p>", f"<title>{TITLE} | ضاحية نت</title>"))
    assert article.title == TITLE


def test_hidden_and_scripted_text_is_dropped_and_entities_are_read() -> None:
    body = (
        f"<header><h1>{TITLE}</h1></header><script>document.write('وعود كثيرة لم تنفذ بعد في المدينة.')</script>"
        f"<article><p>{FIRST}</p><p style='display: none'>هذه الفقرة لا يراها أحد من قراء الصفحة إطلاقا.</p>"
        "<figure><img alt='x'><figcaption>منظر عام للضاحية في صباح يوم ماطر من أيام الشتاء.</figcaption></figure>"
        f"<p>{SECOND.replace('48', '&#1636;&#1640;')}</p>"
        "<p>نعم&nbsp;&laquo;وافقت&raquo; اللجنة.</p></article>"
        "<aside><p>تابعوا تغطية خاصة لأسعار الشقق في العاصمة وضواحيها كل أسبوع.</p></aside>"
    )
    article = article_from_html(page(body))
    assert article.text.split("\n\n") == [FIRST, SECOND.replace("48", "٤٨"), "نعم\u00a0«وافقت» اللجنة."]


def test_short_paragraphs_between_long_ones_stay() -> None:
    parts = [FIRST, "لا أحد يعرف.", SECOND, "«سننتظر»", SECOND.replace("48", "50")]
    article = article_from_html(page(f"<h1>{TITLE}</h1>" + "".join(f"<div class='t'>{part}</div>" for part in parts)))
    assert article.text.split("\n\n") == parts


def test_lists_of_links_are_no_body() -> None:
    links = "".join(f"<li><a href='/{n}'>خبر آخر عن الإسكان في المدينة رقم {n} نشر اليوم.</a></li>" for n in range(6))
    article = article_from_html(page(f"<ul>{links}</ul><h1>{TITLE}</h1><p>{FIRST}</p><p>{SECOND}</p><ul>{links}</ul>"))
    assert article.text == f"{FIRST}\n\n{SECOND}"


def test_what_is_given_wins_over_the_page() -> None:
    given = Given(id="7", title="عنوان آخر", language="ar", published_at="2020-01-01")
    article = article_from_html(page(f"<h1>{TITLE}</h1><p>{FIRST}</p><p>{SECOND}</p>"), given)
    assert (article.id, article.title, article.published_at) == ("7", "عنوان آخر", "2020-01-01")
    assert FIRST in article.text


@pytest.mark.parametrize(
    "source", ["", "   ", "<!-- nothing -->", "<html></html>", "<p>  </p>", "<?xml version='1.0' encoding='x'?>"]
)
def test_no_body(source: str) -> None:
    with pytest.raises(SetAside) as caught:
        article_from_html(source)
    assert caught.value.reason == "no_body"
