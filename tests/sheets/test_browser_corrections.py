"""Correcting the machine in a browser: words, speaker, dates, pieces, missed claims, and what is no claim."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from sheets_browser import open_sheet, save
from sheets_samples import AR_TEXT, EN_TEXT, IMPORTED_AT

from sheets.importing import import_sheet
from sheets.render import render_sheets
from store.connection import Store
from store.reading import sheet_articles

pytestmark = pytest.mark.browser


def select(page: Page, words: str) -> None:
    """Selects words in the article, as a drag of the mouse does."""
    page.evaluate(
        """words => {
            for (const line of document.querySelectorAll("#article [data-at]")) {
                const at = line.textContent.indexOf(words);
                if (at < 0) continue;
                const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
                const place = (offset) => {
                    walker.currentNode = line;
                    let left = offset;
                    while (walker.nextNode()) {
                        if (left <= walker.currentNode.length) return [walker.currentNode, left];
                        left -= walker.currentNode.length;
                    }
                };
                getSelection().setBaseAndExtent(...place(at), ...place(at + words.length));
                return;
            }
            throw new Error("not in the article: " + words);
        }""",
        words,
    )
    page.wait_for_timeout(50)


def corrected(desk: Store) -> list[tuple[object, ...]]:
    return desk.con.execute(
        "SELECT kind, position, text, value, from_date::VARCHAR, reviewer, start_char FROM corrections ORDER BY seq"
    ).fetchall()


def test_words_speaker_and_dates_are_set_right(context: BrowserContext, desk: Store, sheets: Path) -> None:
    page = open_sheet(context, sheets / "ar-dam.html")
    page.locator("#reviewer").fill("ليلى")
    page.locator("#c-2 .n").click()
    page.locator("#c-2 .fix summary").click()
    select(page, "أعماله انتهت")
    page.locator("#c-2 [data-use-selection]").click()
    expect(page.locator("#c-2 [data-words]")).to_have_text("أعماله انتهت")
    page.locator("#c-2 [data-fix=speaker]").fill("وزير الري")
    page.locator("#c-2 [data-date=from]").fill("2024-03-01")
    page.locator("#c-2 [data-date=to]").fill("2024-03-31")
    filled = save(page, sheets)
    outcome = import_sheet(desk, filled, IMPORTED_AT)
    assert (outcome.refusals, outcome.corrections_new, outcome.drafts) == ([], 3, [])
    start = AR_TEXT.index("أعماله انتهت")
    assert sorted(corrected(desk), key=str) == [
        ("date", 0, "مارس الماضي", "2024-03", "2024-03-01", "ليلى", None),
        ("span", 0, "أعماله انتهت", "", None, "ليلى", start),
        ("speaker", 0, "", "وزير الري", None, "ليلى", None),
    ]
    assert import_sheet(desk, filled, IMPORTED_AT).corrections_new == 0
    # The next sheet starts from what stands, and can take it back.
    (path,) = render_sheets(sheet_articles(desk, article_ids=["ar-dam"]), sheets / "next", ("html",))
    page = open_sheet(context, path)
    page.locator("#c-2 .n").click()
    page.locator("#c-2 .fix summary").click()
    expect(page.locator("#c-2 [data-fix=speaker]")).to_have_value("وزير الري")
    page.locator("#c-2 [data-words-back]").click()
    again = import_sheet(desk, save(page, sheets / "next"), IMPORTED_AT)
    assert (again.refusals, again.corrections_new) == ([], 1)
    assert desk.con.execute("SELECT claim_text, speaker FROM corrected_claims").fetchall() == [(None, "وزير الري")]


def test_a_claim_is_split_and_one_is_added_by_keyboard_alone(
    context: BrowserContext, desk: Store, sheets: Path
) -> None:
    page = open_sheet(context, sheets / "en-port.html")
    keys = page.keyboard
    page.locator("#reviewer").fill("Mona")
    keys.press("Escape")
    keys.press("j")
    keys.press("c")
    page.locator("#c-1 [data-split]").focus()
    keys.press("Enter")
    expect(page.locator(".card.added")).to_have_count(2)
    expect(page.locator("#c-1")).to_have_attribute("data-state", "done")
    texts = page.locator(".card.added .claim").all_text_contents()
    whole = EN_TEXT.partition(", its operator")[0]
    assert " ".join(texts) == whole
    # The second piece loses its last word.
    page.locator(".card.added .n").nth(1).focus()
    keys.press("Enter")
    page.locator(".card.current .fix summary").focus()
    keys.press("Enter")
    page.locator(".card.current [data-move=end][data-by='-1']").focus()
    keys.press("Enter")
    keys.press("Escape")
    keys.press("7")
    page.locator(".card.current [data-field=not_checkable_reason] input").first.check()
    # A claim that the machine missed, from selected words.
    select(page, "its operator said on Monday")
    keys.press("a")
    expect(page.locator(".card.current .claim")).to_have_text("its operator said on Monday")
    outcome = import_sheet(desk, save(page, sheets), IMPORTED_AT)
    assert (outcome.refusals, outcome.corrections_new, outcome.reviews_new) == ([], 2, 1)
    found = desk.con.execute(
        "SELECT claim_text, status, speaker FROM claims WHERE starts_with(claim_id, 'h') ORDER BY start_char"
    ).fetchall()
    operator = "Halden Port Operations"
    assert found == [
        (texts[0], "new", operator),
        (texts[1].rpartition(" ")[0], "decided", operator),
        ("its operator said on Monday", "new", None),
    ]
    assert desk.con.execute("SELECT status FROM claims WHERE claim_text = $w", {"w": whole}).fetchone() == (
        "withdrawn",
    )


def test_no_claim_needs_no_verdict_and_drafts_keep_corrections(
    context: BrowserContext, desk: Store, sheets: Path
) -> None:
    page = open_sheet(context, sheets / "en-port.html")
    page.locator("#reviewer").fill("Mona")
    page.locator("#c-2 .n").click()
    page.keyboard.press("5")
    page.locator("#c-2 .fix summary").click()
    page.locator("#c-2 [data-not-claim]").click()
    expect(page.locator("#c-2")).to_have_attribute("data-state", "done")
    expect(page.locator("#c-2 [data-field=verdict]")).to_be_hidden()
    select(page, "two cranes")
    page.locator("#add-claim").click()
    page.reload()
    expect(page.locator(".card.added .claim")).to_have_text("two cranes")
    expect(page.locator("#c-2 [data-badge]")).to_have_text("Not a claim")
    path = save(page, sheets)
    again = open_sheet(context, path)
    expect(again.locator(".card.added .claim")).to_have_text("two cranes")
    assert import_sheet(desk, path, IMPORTED_AT).corrections_new == 2
    status = desk.con.execute("SELECT status FROM claims WHERE claim_text LIKE 'That is 11%'").fetchall()
    assert status == [("withdrawn",)]


def test_answers_of_the_first_format_still_come_in(desk: Store, sheets: Path) -> None:
    from sheets_filling import claim_ids, fill_html

    path = sheets / "en-port.html"
    first = claim_ids(path)[0]

    def older(answers: dict[str, object]) -> None:
        answers.update(format="claimdesk-answers-1", reviewer="Mona")
        answers.pop("added")
        answers["answers"] = {first: {"verdict": "not_checkable", "not_checkable_reason": "vague", "sources": []}}

    assert import_sheet(desk, fill_html(path, older), IMPORTED_AT).reviews_new == 1


@pytest.mark.parametrize(
    "broken", [{"added": [{"id": "new:1"}]}, {"added": 3}, {"answers": {"c": {"corrections": {"colour": {}}}}}]
)
def test_corrections_of_a_wrong_shape_are_refused(desk: Store, sheets: Path, broken: dict[str, object]) -> None:
    from sheets_filling import fill_html

    from extractors.errors import ClaimdeskError

    path = fill_html(sheets / "en-port.html", lambda answers: answers.update(json.loads(json.dumps(broken))))
    with pytest.raises(ClaimdeskError, match="corrections cannot be read"):
        import_sheet(desk, path, IMPORTED_AT)
