"""What stands beside a claim in the sheet: questions, places to search, and the standards while one works."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect
from sheets_browser import open_sheet, save
from sheets_filling import claim_ids
from sheets_samples import IMPORTED_AT, as_sheet, english
from test_rendering import HOSTILE

from checks.gate import publication_findings
from extractors.errors import ClaimdeskError
from sheets import aids
from sheets.importing import import_sheet
from sheets.render import render_sheets
from store import standards
from store.connection import Store

BY_SCRIPT = {rule.code for rule in standards.load().rules if rule.needs == "claim"}


@pytest.fixture(autouse=True)
def no_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(aids.SETTING, raising=False)


def open_claim(context: BrowserContext, path: Path, number: int) -> Page:
    page = open_sheet(context, path)
    page.locator(f"#c-{number} .n").click()
    return page


@pytest.mark.browser
def test_questions_fit_the_claim_and_the_readers_language(context: BrowserContext, sheets: Path) -> None:
    page = open_claim(context, sheets / "ar-dam.html", 3)
    asked = page.locator("#c-3 [data-questions] li")
    expect(asked.first).to_be_visible()
    arabic = asked.all_inner_texts()
    page.locator("[data-language=en]").click()
    english_ = asked.all_inner_texts()
    assert len(arabic) == len(english_) >= 2
    known = {question.words["en"]: question.words["ar"] for question in aids.questions()}
    assert [known[words] for words in english_] == arabic


@pytest.mark.browser
def test_a_search_holds_claim_speaker_and_days_and_nothing_is_asked_before_a_click(
    context: BrowserContext, sheets: Path
) -> None:
    page = open_claim(context, sheets / "ar-dam.html", 3)
    links = page.locator("#c-3 [data-searches] a")
    addresses = {link.inner_text(): link.get_attribute("href") or "" for link in links.all()}
    assert len(addresses) >= 4
    words = unquote(addresses["الويب"]).replace("+", " ")
    assert "الكلفة بلغت 120 مليون دولار" in words
    assert not set('«»"()') & set(words.partition("q=")[2])
    assert {link.get_attribute("rel") for link in links.all()} == {"noopener noreferrer"}
    assert {link.get_attribute("target") for link in links.all()} == {"_blank"}


@pytest.mark.browser
def test_a_newsroom_names_its_own_places(
    context: BrowserContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "places.toml"
    own.write_text(
        '[[place]]\nkey = "house"\nurl = "https://search.example/?q={claim}"\nen = "House archive"\n', "utf-8"
    )
    monkeypatch.setenv(aids.SETTING, str(own))
    (path,) = render_sheets([as_sheet(english())], tmp_path / "out", ("html",))
    page = open_claim(context, path, 1)
    assert page.locator("#c-1 [data-searches] a").all_inner_texts() == ["House archive"]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ('url = "javascript:alert({claim})"', "no web address"),
        ('url = "https://search.example/?q={secret}"', "secret"),
        ('url = "https://search.example/?q={claim}"\nneeds = ["luck"]', "luck"),
    ],
)
def test_a_place_that_cannot_work_is_refused(
    row: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "places.toml"
    own.write_text(f'[[place]]\nkey = "x"\nen = "X"\n{row}\n', "utf-8")
    monkeypatch.setenv(aids.SETTING, str(own))
    with pytest.raises(ClaimdeskError, match=said):
        aids.places()


@pytest.mark.browser
def test_hostile_words_stay_words_in_questions_and_searches(context: BrowserContext, tmp_path: Path) -> None:
    sheet = as_sheet(english())
    sheet = replace(sheet, claims=[replace(c, claim_text=HOSTILE, speaker=HOSTILE) for c in sheet.claims])
    (path,) = render_sheets([sheet], tmp_path / "out", ("html",))
    page = open_claim(context, path, 1)
    for link in page.locator("#c-1 [data-searches] a").all():
        address = link.get_attribute("href") or ""
        assert address.startswith("https://")
        assert not set("<>\"' ") & set(address)
    assert page.title() != "owned"


SOURCES: list[list[dict[str, str]]] = [
    [],
    [
        {
            "url": "https://records.example/1",
            "stance": "refutes",
            "tier": "primary",
            "archive_url": "https://a.example/1",
        }
    ],
    [{"url": "https://news.one.example/1", "stance": "supports", "tier": "secondary", "publisher": "One"}],
    [
        {"url": "https://a.co.uk/1", "stance": "refutes", "tier": "secondary", "archive_url": "https://a.example/1"},
        {"url": "https://b.co.uk/1", "stance": "refutes", "tier": "secondary", "archive_url": "https://a.example/2"},
    ],
    [
        {"url": "https://x.agency.com/1", "stance": "refutes", "tier": "secondary"},
        {"url": "https://y.agency.com/2", "stance": "refutes", "tier": "secondary"},
    ],
]


@pytest.mark.browser
@pytest.mark.parametrize("sources", SOURCES, ids=["none", "primary", "one", "two-owners", "one-owner-twice"])
@pytest.mark.parametrize("verdict", ["true", "false", "missing_context"])
def test_the_sheet_judges_as_the_gate_does(
    context: BrowserContext, desk: Store, sheets: Path, verdict: str, sources: list[dict[str, str]]
) -> None:
    path = sheets / "en-port.html"
    page = open_claim(context, path, 1)
    page.locator("#reviewer").fill("Mona")
    page.locator(f"#c-1 .chip[data-verdict={verdict}]").click()
    page.locator("#c-1 [data-field=rationale]").fill("Because of the register")
    for number, source in enumerate(sources):
        page.locator("#c-1 [data-add]").click()
        row = page.locator("#c-1 .source").nth(number)
        for name, value in source.items():
            field = row.locator(f"[data-source={name}]")
            field.select_option(value) if name in ("stance", "tier") else field.fill(value)
    rows = page.locator("#c-1 [data-standards] li").all()
    judged = {row.get_attribute("data-code"): row.get_attribute("data-met") for row in rows}
    assert {code for code, met in judged.items() if met == "later"}.isdisjoint(BY_SCRIPT)
    open_here = {code for code, met in judged.items() if met == "false"}
    if not sources:
        assert "IFC-01" in open_here
        return
    assert import_sheet(desk, save(page, sheets), IMPORTED_AT).refusals == []
    claim = claim_ids(path)[0]
    found = {finding.code for finding in publication_findings(desk.con, [claim])[claim]}
    assert open_here == found & BY_SCRIPT


@pytest.mark.browser
@pytest.mark.parametrize("width", [1400, 320])
@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_sheet_in_work_stands_up_to_axe(
    context: BrowserContext, sheets: Path, language: str, scheme: str, width: int
) -> None:
    page = open_sheet(context, sheets / "ar-dam.html")
    page.emulate_media(color_scheme="light" if scheme == "light" else "dark")
    page.set_viewport_size({"width": width, "height": 900})
    page.locator(f"[data-language={language}]").click()
    page.locator("#c-3 .n").click()
    page.locator("#c-3 .chip[data-verdict=not_checkable]").click()
    page.locator("#c-3 .chip[data-verdict=false]").click()
    page.locator("#c-3 [data-add]").click()
    page.locator("#c-3 [data-source=url]").fill("no address")
    page.locator("#c-3 .fix > summary").click()
    page.locator("#c-3 .standards > summary").click()
    page.locator("#c-3 [data-add-date]").click()
    tags = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
    found = Axe().run(page, options={"runOnly": tags}).response["violations"]
    assert [(entry["id"], entry["nodes"][0]["html"]) for entry in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.keyboard.press("Escape")
    page.locator("#help-open").click()
    found = Axe().run(page, options={"runOnly": tags}).response["violations"]
    assert [(entry["id"], entry["nodes"][0]["html"]) for entry in found] == []
