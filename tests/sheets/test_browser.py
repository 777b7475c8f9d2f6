"""Sheets in a real browser, from disk: type, reload, save, reopen, import."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from sheets_browser import open_sheet, save
from sheets_filling import claim_ids
from sheets_samples import AR_TEXT, IMPORTED_AT, arabic, as_sheet, english
from test_rendering import HOSTILE, long_sheet

from sheets.importing import import_sheet
from sheets.render import render_sheets
from store.connection import Store

pytestmark = pytest.mark.browser


def fill_source(page: Page, number: int = 0, **fields: str) -> None:
    row = page.locator(".card.current .source").nth(number)
    for name, value in fields.items():
        field = row.locator(f"[data-source={name}]")
        if name in ("stance", "tier"):
            field.select_option(value)
        else:
            field.fill(value)


def test_an_arabic_sheet_is_filled_reloaded_saved_reopened_and_imported(
    context: BrowserContext, desk: Store, sheets: Path
) -> None:
    page = open_sheet(context, sheets / "ar-dam.html")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("#progress-text")).to_have_text("أُنجز 0 من 6")
    page.locator("#reviewer").fill("ليلى ناصر")
    page.locator('.c[data-n="3"]').click()
    expect(page.locator("#c-3")).to_have_class("card current")
    page.locator("#c-3 .chip[data-verdict=partly_true]").click()
    page.locator("#c-3 [data-field=rationale]").fill("التقدير المنشور 118 مليون دولار (USD)؛ لا 120.")
    expect(page.locator("#c-3 [data-needs]")).to_contain_text("مصدر واحد على الأقل")
    page.locator("#c-3 [data-add]").click()
    fill_source(
        page, url="https://example.org/بيانات?q=1", title="جدول «الكلفة»", publisher="مكتب الإحصاء", quote="118 مليون"
    )
    expect(page.locator("#c-3 [data-needs]")).to_contain_text("درجة المصدر 1")
    expect(page.locator("#c-3 [data-source=accessed_on]")).not_to_have_value("")
    fill_source(page, stance="refutes", tier="primary", published_on="2025-01-02", accessed_on="2026-11-20")
    expect(page.locator("#c-3 [data-needs]")).to_have_text("هذا الصف مكتمل.")
    expect(page.locator("#progress-text")).to_have_text("أُنجز 1 من 6")
    page.reload()
    expect(page.locator("#notice")).to_contain_text("استُعيدت مسودة")
    expect(page.locator("#reviewer")).to_have_value("ليلى ناصر")
    expect(page.locator("#c-3 [data-badge]")).to_have_text("صحيح جزئياً")
    filled = save(page, sheets)
    assert filled.name == "ar-dam.filled.html"
    first = import_sheet(desk, filled, IMPORTED_AT)
    assert (first.refusals, first.reviews_new, first.drafts) == ([], 1, [])
    # Reopened in a browser that has never seen it, carried on, saved and imported again.
    other = context.browser.new_context() if context.browser else context
    page = open_sheet(other, filled)
    expect(page.locator("#notice")).to_be_hidden()
    expect(page.locator("#reviewer")).to_have_value("ليلى ناصر")
    page.locator("#c-3 .n").click()
    expect(page.locator("#c-3 [data-source=title]")).to_have_value("جدول «الكلفة»")
    page.locator("#c-5 .n").click()
    page.locator("#c-5 .chip[data-verdict=not_checkable]").click()
    page.locator("#c-5 [data-field=not_checkable_reason] .chip").nth(3).click()
    (sheets / "again").mkdir()
    second = import_sheet(desk, save(page, sheets / "again"), IMPORTED_AT)
    other.close()
    assert (second.refusals, second.reviews_new, second.reviews_known) == ([], 1, 1)
    assert desk.con.execute(
        "SELECT verdict, reviewer FROM verdicts JOIN reviews USING (claim_id, verdict) ORDER BY 1"
    ).fetchall() == [
        ("not_checkable", "ليلى ناصر"),
        ("partly_true", "ليلى ناصر"),
    ]
    source = desk.con.execute("SELECT url, title, stance, tier, published_on::VARCHAR FROM sources").fetchall()
    assert source == [("https://example.org/بيانات?q=1", "جدول «الكلفة»", "refutes", "primary", "2025-01-02")]


def test_an_english_sheet_by_keyboard_alone(context: BrowserContext, desk: Store, sheets: Path) -> None:
    page = open_sheet(context, sheets / "en-port.html")
    keys = page.keyboard
    page.locator("#reviewer").focus()
    keys.type("Mona Adler")
    keys.press("Escape")
    keys.press("j")
    keys.press("j")
    expect(page.locator("#c-2")).to_have_class("card current")
    keys.press("k")
    keys.press("5")
    expect(page.locator("#c-1 [data-badge]")).to_contain_text("False")
    keys.press("r")
    keys.type("jk5: the office counts 3.9 million.")
    keys.press("Escape")
    keys.press("s")
    keys.type("https://example.org/harbour")
    for _ in range(3):
        keys.press("Tab")
    keys.type("Ref")
    keys.press("Tab")
    keys.type("Sec")
    keys.press("Escape")
    expect(page.locator("#c-1")).to_have_attribute("data-state", "done")
    keys.press("n")
    expect(page.locator("#c-2")).to_have_class("card current")
    keys.press("r")
    keys.type("half a thought")
    keys.press("Escape")
    keys.press("?")
    expect(page.locator("#help")).to_be_visible()
    page.locator("#help button").click()
    expect(page.locator("#help")).to_be_hidden()
    with page.expect_download() as download:
        keys.press("Control+s")
    path = sheets / download.value.suggested_filename
    download.value.save_as(path)
    outcome = import_sheet(desk, path, IMPORTED_AT)
    assert (outcome.refusals, outcome.reviews_new) == ([], 1)
    assert outcome.drafts == claim_ids(sheets / "en-port.html")[1:2]
    row = desk.con.execute("SELECT verdict, rationale, reviewer FROM reviews").fetchone()
    assert row == ("false", "jk5: the office counts 3.9 million.", "Mona Adler")


def test_the_article_is_shown_word_for_word_and_marks_lead_to_claims(context: BrowserContext, sheets: Path) -> None:
    page = open_sheet(context, sheets / "ar-dam.html")
    shown = page.locator("#article .text > *").all_text_contents()
    assert shown == [line for line in AR_TEXT.split("\n") if line]
    for number, claim in enumerate(sorted(arabic().claims, key=lambda c: (c.start, c.end)), start=1):
        pieces = page.locator(".c").evaluate_all(
            "(nodes, n) => nodes.filter(x => x.dataset.c.split(' ').includes(n)).map(x => x.textContent)", str(number)
        )
        assert "".join(pieces) == claim.text
    # A claim inside another: the inner one first, a second click goes on to the outer one.
    page.locator('.c[data-n="4"]').click()
    expect(page.locator("#c-4")).to_have_class("card current")
    page.locator('.c[data-n="4"]').click()
    expect(page.locator("#c-3")).to_have_class("card current")


def test_order_filter_and_language(context: BrowserContext, sheets: Path) -> None:
    page = open_sheet(context, sheets / "ar-dam.html")
    page.locator("[data-order=score]").click()
    assert page.locator(".card .n").all_text_contents()[:2] == ["3", "1"]
    page.locator("[data-order=text]").click()
    page.locator("[data-filter=done]").click()
    expect(page.locator("#empty")).to_be_visible()
    page.locator("[data-filter=open]").click()
    expect(page.locator(".card:visible")).to_have_count(6)
    page.locator("#c-2 .n").click()
    page.locator("[data-language=en]").click()
    expect(page.locator("html")).to_have_attribute("dir", "ltr")
    expect(page.locator("#c-2 .chip").first).to_have_text("True1")
    expect(page.locator("#c-2 .claim")).to_have_attribute("dir", "rtl")
    page.reload()
    expect(page.locator("#save")).to_have_text("Save filled sheet")


def test_leaving_with_unsaved_work_warns_and_saving_ends_that(context: BrowserContext, sheets: Path) -> None:
    page = open_sheet(context, sheets / "en-port.html")
    asked: list[str] = []
    page.on("dialog", lambda dialog: asked.append(dialog.type))
    page.locator("#c-1 .n").click()
    page.locator("#c-1 [data-field=rationale]").fill("begun")
    page.reload()
    assert asked == ["beforeunload"]
    page.locator("#c-1 .n").click()
    save(page, sheets)
    page.reload()
    assert asked == ["beforeunload"]


def test_the_browsers_own_save_keeps_the_answers_too(context: BrowserContext, desk: Store, sheets: Path) -> None:
    page = open_sheet(context, sheets / "en-port.html")
    page.locator("#reviewer").fill("Mona")
    page.locator("#c-1 .n").click()
    page.locator("#c-1 .chip[data-verdict=not_checkable]").click()
    page.locator("#c-1 [data-field=not_checkable_reason] .chip").first.click()
    expect(page.locator("#kept")).to_contain_text("Draft kept")
    page.wait_for_timeout(400)
    saved = sheets / "saved-by-menu.html"
    saved.write_text(page.content(), encoding="utf-8")
    assert import_sheet(desk, saved, IMPORTED_AT).reviews_new == 1
    again = open_sheet(context, saved)
    again.locator("#c-1 .n").click()
    expect(again.locator("#c-1 .form")).to_have_count(1)
    again.locator("#c-1 [data-field=rationale]").fill("carried on")
    assert import_sheet(desk, save(again, sheets), IMPORTED_AT).reviews_new == 1


def test_a_draft_gives_way_to_what_the_file_holds(context: BrowserContext, sheets: Path) -> None:
    page = open_sheet(context, sheets / "en-port.html")
    page.locator("#c-1 .n").click()
    page.locator("#c-1 [data-field=rationale]").fill("begun")
    page.reload()
    page.locator("#notice button").click()
    expect(page.locator("#c-1")).to_have_attribute("data-state", "open")
    page.reload()
    expect(page.locator("#notice")).to_be_hidden()


def test_a_draft_outlives_a_new_rendering_of_its_article(context: BrowserContext, tmp_path: Path) -> None:
    sheet = as_sheet(english())
    (path,) = render_sheets([sheet], tmp_path, ("html",))
    page = open_sheet(context, path)
    page.locator("#c-4 .n").click()
    page.locator("#c-4 [data-field=rationale]").fill("not yet saved")
    page.close(run_before_unload=False)
    # Extracted again: a claim less, so the numbers move and the sheet has another id.
    assert render_sheets([replace(sheet, claims=sheet.claims[1:])], tmp_path, ("html",)) == [path]
    page = open_sheet(context, path)
    expect(page.locator("#notice")).to_contain_text("is back")
    page.locator("#c-3 .n").click()
    expect(page.locator("#c-3 [data-field=rationale]")).to_have_value("not yet saved")
    # Once it is in a file, later sheets start without it.
    save(page, tmp_path)
    render_sheets([replace(sheet, claims=sheet.claims[2:])], tmp_path, ("html",))
    expect(open_sheet(context, path).locator("#notice")).to_be_hidden()


def test_keys_work_under_an_arabic_layout(context: BrowserContext, sheets: Path) -> None:
    page = open_sheet(context, sheets / "ar-dam.html")
    press = "key => document.body.dispatchEvent(new KeyboardEvent('keydown', key))"
    for key, code in (("ت", "KeyJ"), ("ت", "KeyJ"), ("٥", "Digit5")):
        page.evaluate(press, {"key": key, "code": code, "bubbles": True})
    expect(page.locator("#c-2 [data-badge]")).to_contain_text("غير صحيح")
    page.keyboard.press("o")
    expect(page.locator("#c-2 .n")).to_be_focused()
    page.keyboard.press("5")
    expect(page.locator("#c-2 [data-badge]")).to_be_empty()


def test_a_source_given_before_is_offered_again(context: BrowserContext, sheets: Path) -> None:
    page = open_sheet(context, sheets / "en-port.html")
    page.locator("#c-1 .n").click()
    page.locator("#c-1 [data-add]").click()
    fill_source(page, url="https://example.org/a", title="Table 4", tier="primary", stance="refutes", quote="3.9")
    page.locator("#c-2 .n").click()
    page.locator("#c-2 [data-add]").click()
    assert page.locator("#known-urls option").evaluate_all("nodes => nodes.map(n => n.value)") == [
        "https://example.org/a"
    ]
    fill_source(page, url="https://example.org/a")
    copied = [page.locator(f"#c-2 [data-source={name}]").input_value() for name in ("title", "tier", "stance", "quote")]
    assert copied == ["Table 4", "primary", "", ""]


def test_without_storage_the_sheet_works_and_says_so(context: BrowserContext, desk: Store, sheets: Path) -> None:
    context.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('blocked'); } })")
    page = open_sheet(context, sheets / "en-port.html")
    expect(page.locator("#kept")).to_contain_text("keeps no drafts")
    page.locator("#reviewer").fill("Mona")
    page.locator("#c-1 .n").click()
    page.locator("#c-1 .chip[data-verdict=not_checkable]").click()
    page.locator("#c-1 [data-field=not_checkable_reason] .chip").first.click()
    assert import_sheet(desk, save(page, sheets), IMPORTED_AT).reviews_new == 1


def test_hostile_text_runs_nowhere(context: BrowserContext, sheets: Path) -> None:
    sheet = replace(as_sheet(arabic()), title=HOSTILE, outlet=HOSTILE, article_id="hostile")
    sheet = replace(sheet, claims=[replace(c, claim_text=HOSTILE, speaker=HOSTILE) for c in sheet.claims])
    (path,) = render_sheets([sheet], sheets, ("html",))
    page = open_sheet(context, path)
    ran: list[str] = []
    page.on("dialog", lambda dialog: ran.append(dialog.message) if dialog.type == "alert" else None)
    page.locator("#c-1 .n").click()
    assert page.locator("#c-1 .claim").text_content() == HOSTILE
    page.locator("#c-1 [data-field=rationale]").fill(HOSTILE)
    page.locator("#c-1 [data-add]").click()
    fill_source(page, url="javascript:alert(3)", title=HOSTILE)
    expect(page.locator("#c-1 [data-source=url]")).to_have_attribute("aria-invalid", "true")
    again = open_sheet(context, save(page, sheets))
    again.locator("#c-1 .n").click()
    assert again.locator("#c-1 [data-field=rationale]").input_value() == HOSTILE
    assert page.locator("script").count() == again.locator("script").count() == 3
    assert page.locator("img").count() == again.locator("img").count() == 0
    assert ran == []


def test_labels_roles_and_names_are_there_for_every_control(context: BrowserContext, sheets: Path) -> None:
    page = open_sheet(context, sheets / "ar-dam.html")
    page.locator("#c-1 .n").click()
    page.locator("#c-1 [data-add]").click()
    nameless = page.evaluate(
        """() => {
            const named = (node) => node.getAttribute("aria-label") || node.textContent.trim()
                || [...(node.labels || [])].some((label) => label.textContent.trim());
            const controls = document.querySelectorAll("button, input, select, textarea, progress, meter");
            return [...controls].filter((node) => !named(node)).map((node) => node.outerHTML);
        }"""
    )
    assert nameless == []
    ids = page.evaluate("() => [...document.querySelectorAll('[id]')].map(node => node.id)")
    assert len(ids) == len(set(ids))
    assert page.locator("h1").count() == 1
    expect(page.locator("#c-1 .n")).to_have_attribute("aria-expanded", "true")


def test_two_hundred_claims_are_walked_through_in_a_small_file(context: BrowserContext, sheets: Path) -> None:
    (path,) = render_sheets([long_sheet(200)], sheets, ("html",))
    page = open_sheet(context, path)
    page.keyboard.press("j")
    page.evaluate(
        """() => {
            const key = { code: "KeyJ", key: "j", bubbles: true };
            for (let i = 0; i < 100; i++) document.body.dispatchEvent(new KeyboardEvent("keydown", key));
        }"""
    )
    expect(page.locator("#c-101")).to_have_class("card current")
    assert path.stat().st_size < 1_000_000


def test_print_shows_answers_and_no_controls(context: BrowserContext, sheets: Path) -> None:
    page = open_sheet(context, sheets / "en-port.html")
    page.locator("#c-1 .n").click()
    page.locator("#c-1 [data-field=rationale]").fill("Printed as well")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(page.locator("#c-1 .answer")).to_contain_text("Printed as well")
    expect(page.locator("#c-4 .details")).to_be_visible()
    expect(page.locator("#save")).to_be_hidden()
