"""The desk in a real browser, in Arabic and English, from signing in to a correction; and axe on every page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from desk_driving import PASSWORD, Running
from playwright.sync_api import BrowserContext, Page, expect

pytestmark = pytest.mark.browser
Windows = Callable[[], BrowserContext]
LANGUAGES = ("ar", "en")
# What WCAG 2.2 AA asks for; rules of taste are left out.
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


def sign_in(context: BrowserContext, name: str, language: str = "ar") -> Page:
    page = context.new_page()
    page.goto(f"/login?language={language}")
    page.locator("[name=name]").fill(name)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main button.primary").click()
    expect(page.locator(".me bdi")).to_have_text(name)
    return page


def fill(page: Page, claim_id: str, verdict: str, rationale: str) -> None:
    page.goto(f"/claim?id={claim_id}")
    page.locator(f".chip[data-verdict={verdict}]").click()
    page.locator("[name=rationale]").fill(rationale)
    page.locator("[name=url1]").fill("https://records.example/2025")
    page.locator("[name=archive_url1]").fill("https://archive.example/1")
    page.locator("[name=stance1]").select_option("refutes")
    page.locator("[name=tier1]").select_option("primary")


def save(page: Page) -> None:
    page.locator("#review button.primary").click()


def faults(page: Page) -> list[str]:
    results = Axe().run(page, options=WCAG)
    return [f"{found['id']}: {found['nodes'][0]['html'][:150]}" for found in results.response["violations"]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_signing_in_to_a_corrected_publication(windows: Windows, team: Running, claim_id: str, language: str):
    huda, omar, mona = (sign_in(windows(), name, language) for name in ("Huda", "عمر", "Mona"))
    expect(huda.locator("html")).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")
    mona.goto("/")
    mona.locator(f'input[name=claim][value="{claim_id}"]').check()
    mona.locator("#bulk select[name=assignee]").select_option("Huda")
    mona.locator("#bulk button").click()
    huda.goto("/?assignee=Huda")
    huda.locator(f'a.claim[href="/claim?id={claim_id}"]').click()
    fill(huda, claim_id, "true", "FIRST-READER-WORDS")
    save(huda)
    expect(huda.locator(".notice.ok")).to_be_visible()
    fill(omar, claim_id, "false", "SECOND-READER-WORDS")
    expect(omar.locator("body")).not_to_contain_text("FIRST-READER-WORDS")
    save(omar)
    expect(omar.locator("body")).to_contain_text("FIRST-READER-WORDS")
    mona.goto("/?status=disputed")
    mona.locator(f'a.claim[href="/claim?id={claim_id}"]').click()
    expect(mona.locator("body")).to_contain_text("FIRST-READER-WORDS")
    expect(mona.locator("body")).to_contain_text("SECOND-READER-WORDS")
    fill(mona, claim_id, "misleading", "EDITOR-WORDS")
    save(mona)
    expect(mona.locator(".notice.ok")).to_be_visible()
    mona.locator('form[action^="/reply"] select').select_option("not_needed")
    mona.locator("[name=reply]").fill("It is their own figure")
    mona.locator('form[action^="/reply"] button').click()
    expect(mona.locator(".said")).to_have_count(1)
    mona.goto(f"/publication?id={claim_id}")
    mona.locator("[name=url]").fill("https://desk.example/verdicts/7")
    mona.locator("main button.primary").click()
    expect(mona.locator(".marks .badge[data-status=published]")).to_be_visible()
    fill(mona, claim_id, "false", "CORRECTED-WORDS")
    save(mona)
    expect(mona.locator(".notice.ok")).to_be_visible()
    mona.goto(f"/publication?id={claim_id}")
    mona.locator("[name=note]").first.fill("The table was read wrongly")
    mona.locator("main button.primary").click()
    expect(mona.locator(".history li")).to_have_count(2)
    rows = team.rows("select action, verdict from publications where claim_id = ? order by seq", claim_id)
    assert rows == [("published", "misleading"), ("corrected", "false")]


def test_two_browsers_on_one_claim_ask_and_lose_nothing(windows: Windows, claim_id: str):
    left, right = sign_in(windows(), "Huda"), sign_in(windows(), "Huda")
    fill(left, claim_id, "true", "from the left")
    fill(right, claim_id, "false", "from the right")
    save(left)
    expect(left.locator(".notice.ok")).to_be_visible()
    save(right)
    expect(right.locator(".sides")).to_contain_text("from the left")
    expect(right.locator("[name=rationale]")).to_have_value("from the right")
    save(right)
    expect(right.locator(".notice.ok")).to_be_visible()
    expect(right.locator(".review")).to_have_count(2)


def test_what_was_typed_survives_a_closed_window(windows: Windows, claim_id: str):
    context = windows()
    page = sign_in(context, "Lina")
    fill(page, claim_id, "true", "not saved yet")
    page.locator("#add-source").click()
    page.locator("[name=url2]").fill("https://b.example/")
    page.close()
    page = context.new_page()
    page.goto(f"/claim?id={claim_id}")
    page.locator("#restore").click()
    expect(page.locator("[name=rationale]")).to_have_value("not saved yet")
    expect(page.locator("[name=url2]")).to_have_value("https://b.example/")
    page.locator("[name=stance2]").select_option("context")
    page.locator("[name=tier2]").select_option("secondary")
    save(page)
    expect(page.locator(".notice.ok")).to_be_visible()
    page.goto(f"/claim?id={claim_id}")
    expect(page.locator("#local-draft")).to_be_hidden()


def test_a_review_by_keyboard_alone(windows: Windows, claim_id: str, team: Running):
    page = sign_in(windows(), "Lina")
    page.goto(f"/claim?id={claim_id}")
    page.locator("[name=verdict]").first.focus()
    page.keyboard.press("Space")
    for _ in range(2):
        page.keyboard.press("ArrowLeft")
    page.locator("[name=rationale]").focus()
    page.keyboard.type("typed")
    page.locator("[name=url1]").focus()
    page.keyboard.type("https://a.example/")
    page.locator("[name=stance1]").focus()
    page.keyboard.press("ArrowDown")
    page.locator("[name=tier1]").focus()
    page.keyboard.press("ArrowDown")
    page.locator("#review button.primary").press("Enter")
    expect(page.locator(".notice.ok")).to_be_visible()
    assert team.rows("select count(*) from reviews where claim_id = ?", claim_id) == [(1,)]


def select(page: Page, words: str) -> None:
    """Selects words in the article as a mouse would."""
    found = page.evaluate(
        """words => {
            const walker = document.createTreeWalker(document.querySelector(".text"), NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const at = walker.currentNode.data.indexOf(words);
                if (at < 0) continue;
                getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + words.length);
                return true;
            }
            return false;
        }""",
        words,
    )
    assert found, words


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_selected_in_the_article_become_a_correction(
    windows: Windows, team: Running, claim_id: str, language: str
):
    page = sign_in(windows(), "Lina", language)
    page.goto(f"/claim?id={claim_id}")
    page.locator("#fix > summary").click()
    form = page.locator('.fix-form[data-kind="span"]')
    words = form.locator("[name=words]").input_value().split(" في ")[0]
    select(page, words)
    form.locator("[data-select]").click()
    expect(form.locator("[name=words]")).to_have_value(words)
    form.locator("button[value=save]").click()
    expect(page.locator("h1.claim")).to_have_text(words)
    expect(page.locator(".facts s").first).to_be_visible()
    assert team.rows("select claim_text from corrected_claims where claim_id = ?", claim_id) == [(words,)]


def test_a_missed_claim_is_selected_where_its_words_stand_often(windows: Windows, team: Running):
    page = sign_in(windows(), "Lina", "en")
    page.goto("/article?id=ar")
    select(page, "إن ")
    form = page.locator('.fix-form[data-kind="add"]')
    form.locator("[data-select]").click()
    place = form.locator("[name=at]").input_value()
    form.locator("button.primary").click()
    expect(page.locator(".notice.ok")).to_be_visible()
    rows = team.rows("select start_char, end_char from claims where claim_text = 'إن' and article_id = 'ar'")
    assert rows == [(int(place), int(place) + 2)]


def test_the_standards_change_while_one_types(windows: Windows, claim_id: str):
    page = sign_in(windows(), "Lina", "en")
    page.goto(f"/claim?id={claim_id}")
    expect(page.locator("#standards")).to_contain_text("Choose a verdict")
    page.locator(".chip[data-verdict=false]").click()
    expect(page.locator("#standards li[data-code=IFC-08]")).to_contain_text("Not yet")
    page.locator("[name=rationale]").fill("Because of the register")
    expect(page.locator("#standards li[data-code=IFC-08]")).to_contain_text("Met")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_accessible(windows: Windows, language: str, claim_id: str):
    context = windows()
    door = context.new_page()
    door.goto(f"/login?language={language}")
    assert faults(door) == []
    page = sign_in(context, "Mona", language)
    fill(page, claim_id, "false", "x" * 300)
    save(page)
    expect(page.locator(".notice.ok")).to_be_visible()
    addresses = ["/", "/?status=decided", "/articles", "/article?id=ar", "/account", f"/claim?id={claim_id}",
                 f"/publication?id={claim_id}", "/claim?id=nowhere", "/search", "/overview", "/sources"]  # fmt: skip
    for address in addresses:
        page.goto(address)
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        assert faults(page) == [], address
    page.goto("/claim?id=en-5")
    save(page)
    expect(page.locator("[role=alert]").first).to_be_visible()
    assert faults(page) == []
    page.goto("/article?id=ar")
    page.locator('.fix-form[data-kind="add"] [name=words]').fill("رئيس البلدية")
    page.locator('.fix-form[data-kind="add"] button.primary').click()
    expect(page.locator(".places input").first).to_be_visible()
    assert faults(page) == []


@pytest.mark.parametrize("width", [390, 1400])
def test_no_page_is_wider_than_its_window(windows: Windows, width: int, claim_id: str):
    page = sign_in(windows(), "Lina")
    page.set_viewport_size({"width": width, "height": 800})
    for address in ("/", f"/claim?id={claim_id}", "/article?id=ar", "/articles", "/account"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
