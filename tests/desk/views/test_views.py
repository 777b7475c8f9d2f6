"""Overview, search, sources and publications, in a real browser, and what a blind reader must not learn from them."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

pytestmark = pytest.mark.browser
PageOf = Callable[..., Page]
WIDTHS = "document.documentElement.scrollWidth <= window.innerWidth"


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("path", ["/overview", "/search?q=البلدية", "/sources", "/outputs"])
def test_a_page_stands_up_to_axe(page_of: PageOf, path: str, language: str):
    page = page_of("ليلى", language)
    assert page.goto(path).status == 200
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}).response["violations"]
    assert [(entry["id"], entry["nodes"][0]["html"]) for entry in found] == []
    assert page.evaluate(WIDTHS)


@pytest.mark.parametrize(("language", "word"), [("ar", "غير صحيح"), ("en", "False")])
def test_the_overview_draws_and_tells_the_same_in_tables(page_of: PageOf, language: str, word: str):
    page = page_of("ليلى", language)
    page.goto("/overview")
    names = page.locator("figure").evaluate_all("found => found.map(one => one.id)")
    assert names == ["months", "ages", "outlets", "speakers", "pairs", "drift"]
    for image in page.locator("figure img").all():
        image.scroll_into_view_if_needed()
        # The policy of the page forbids the string that wait_for_function would evaluate.
        image.evaluate("one => one.decode()")
        assert image.evaluate("one => one.naturalWidth") > 100
    for name in names:
        figure = page.locator(f"#{name}")
        assert figure.locator("img").get_attribute("alt")
        figure.locator("summary").click()
        assert figure.locator("tbody tr").count() >= 1
    svg = page.request.get(page.locator("#months img").get_attribute("src"))
    assert svg.headers["content-type"].startswith("image/svg+xml")
    assert word in svg.text()
    row = page.locator("#outlets tbody tr").first
    assert "وكالة الوادي" in row.inner_text()
    assert "ليلى" in page.locator("#pairs tbody").inner_text()


def test_what_is_not_settled_is_in_no_figure(page_of: PageOf):
    page = page_of("Huda", "en")
    page.goto("/overview")
    page.locator("#months summary").click()
    heads = page.locator("#months th[scope=col]").all_inner_texts()
    cells = page.locator("#months tbody tr td").all_inner_texts()
    misleading = heads.index("Misleading") - 1
    width = len(heads) - 1
    assert all(cells[row * width + misleading] == "0" for row in range(len(cells) // width))


def test_a_plot_that_there_is_not_is_not_found(page_of: PageOf):
    page = page_of("ليلى")
    assert page.request.get("/overview/plot?name=../../etc/passwd").status == 404


@pytest.mark.parametrize(
    ("words", "kind"), [("البلديه", "claim"), ("رييس البلدية", "speaker"), ("سجل الآبار", "source")]
)
def test_search_finds_whatever_the_marks_and_endings(page_of: PageOf, words: str, kind: str):
    page = page_of("ليلى")
    page.goto("/search")
    page.locator("[name=q]").fill(words)
    page.locator("[name=kind]").select_option(kind)
    page.keyboard.press("Enter")
    page.locator("main form button").click()
    assert page.locator(".hits li").count() >= 1
    assert page.locator("[name=q]").input_value() == words


def test_search_for_nothing_and_for_markup(page_of: PageOf):
    page = page_of("ليلى", "en")
    page.goto("/search?q=zzzz&kind=<script>&article_language=xx")
    assert "Nothing with these words" in page.locator("main").inner_text()
    page.goto("/search?q=" + "%3Cscript%3Ealert(1)%3C/script%3E")
    assert page.locator("main").count() == 1


def test_a_second_reader_sees_no_source_of_the_first(page_of: PageOf):
    hers, others = page_of("ليلى"), page_of("Huda")
    for path in ("/sources", "/search?q=secret", "/outputs/dossier?article=a1"):
        hers.goto(path)
        others.goto(path)
        if "search" not in path:
            assert "secret.example" in hers.content()
        assert "secret.example" not in others.locator("main").inner_html().replace('value="secret', "")
    assert others.request.get("/source?address=https://secret.example/only").status == 404
    assert hers.request.get("/source?address=https://secret.example/only").status == 200


def test_a_copy_is_kept_by_a_click_and_a_failure_says_why(page_of: PageOf, web):
    page = page_of("ليلى", "en")
    page.goto("/sources?show=not_tried")
    row = page.locator("tr", has_text=web.url("missing"))
    row.locator("button").click()
    assert "404" in page.locator("[role=alert]").inner_text()
    assert "404" in page.locator("table").inner_text()
    page.goto("/sources?show=failed")
    assert "404" in page.locator("tr", has_text=web.url("missing")).inner_text()
    page.goto("/sources?show=duplicate")
    page.locator("tr", has_text=web.url("report")).locator("button").click()
    assert "A copy is kept" in page.locator("[role=alert]").inner_text()
    assert "SHA-256" in page.locator("main").inner_text()
    assert "ليلى" in page.locator("table").inner_text()


def test_only_what_the_desk_knows_is_archived(page_of: PageOf, web):
    page = page_of("Huda", "en")
    page.goto("/sources")
    token = page.locator("[name=csrf]").first.get_attribute("value")
    before = len(web.asked)
    for address in (web.url("never-cited"), "https://secret.example/only", "file:///etc/passwd"):
        sent = page.request.post("/sources/archive", form={"csrf": token, "address": address})
        assert sent.status == 404
    assert len(web.asked) == before


def test_what_was_published_goes_out_over_http(page_of: PageOf):
    page = page_of("ليلى", "en")
    page.goto("/outputs")
    assert "without its public address" in page.locator("main").inner_text()
    feed = page.request.get("/outputs/feed.json")
    assert feed.headers["content-type"].startswith("application/ld+json")
    assert [item["item"]["url"] for item in json.loads(feed.text())["dataFeedElement"]] == ["https://desk.example/1"]
    one = page.request.get("/outputs/claimreview?id=c-false")
    assert json.loads(one.text())["reviewRating"]["ratingValue"] == 1
    assert page.request.get("/outputs/claimreview?id=c-true").status == 404
    page.goto("/outputs/dossier?article=a1")
    assert page.evaluate("getComputedStyle(document.querySelector('.verdict')).fontWeight") == "700"
