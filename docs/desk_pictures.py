"""Pictures of the desk's pages: a newsroom of the sample articles, a team, and a few claims on their way."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page

CLAIMDESK = Path(sys.executable).with_name("claimdesk")
SIZE = {"width": 1360, "height": 850}
PASSWORD = "a password for pictures"  # noqa: S105 - of accounts that live as long as the drawing
# Plots are drawn on the server and loaded once they are near; a busy machine takes a while.
IN_SIGHT = """() => Promise.all(Array.from(document.images)
    .filter(image => image.getBoundingClientRect().top < innerHeight).map(image => image.decode()))"""
TEAM = {"ليلى ناصر": "checker", "Mona Adler": "checker", "رنا الشامي": "editor"}
RATIONALE = "بيان الوزارة المنشور في اليوم نفسه يذكر الرقم ومصدره."


def draw(browser: Browser, store: Path, folder: Path, images: Path) -> list[Path]:
    """Every page of the desk in both languages.

    Args:
        browser: a running Chromium.
        store: a store with claims; reviews are added to it.
        folder: where accounts go.
        images: where the pictures go.
    """
    users = folder / "users.toml"
    for name, role in TEAM.items():
        command = [CLAIMDESK, "users", "add", name, "--role", role, "--users", users]
        subprocess.run(command, input=PASSWORD + "\n", encoding="utf-8", check=True, capture_output=True)  # noqa: S603
    command = [CLAIMDESK, "desk", "--store", store, "--users", users, "--port", "0"]
    desk = subprocess.Popen([str(part) for part in command], stdout=subprocess.PIPE, encoding="utf-8")  # noqa: S603
    try:
        found = re.search(r"http://[^ ]+:\d+", desk.stdout.readline() if desk.stdout else "")
        return _pages(browser, found[0] if found else "", images)
    finally:
        desk.terminate()
        desk.wait(timeout=60)


def _pages(browser: Browser, address: str, images: Path) -> list[Path]:
    people = {name: _sign_in(browser, address, name) for name in TEAM}
    claims = [link.get_attribute("href") or "" for link in people["رنا الشامي"].locator("a.claim").all()[:8]]
    for number, path in enumerate(claims[:5]):
        _review(people["ليلى ناصر"], path, "true")
        if number < 4:
            _review(people["Mona Adler"], path, "true" if number < 3 else "misleading")
    editor, drawn = people["رنا الشامي"], []
    pages = {"queue": "/?status=all", "claim": claims[0], "article": "", "overview": "/overview", "search": "/search",
             "sources": "/sources", "publication": claims[0].replace("/claim", "/publication")}  # fmt: skip
    for language in ("ar", "en"):
        for name, path in pages.items():
            editor.goto(path or claims[0])
            if not path:
                editor.locator(".title a").click()
            editor.goto(f"{editor.url}{'&' if '?' in editor.url else '?'}language={language}")
            editor.mouse.move(0, 0)
            editor.evaluate(IN_SIGHT)
            drawn.append(images / f"desk-{name}-{language}.png")
            editor.screenshot(path=drawn[-1])
    return drawn


def _sign_in(browser: Browser, address: str, name: str) -> Page:
    page = browser.new_context(viewport=SIZE, color_scheme="light", base_url=address).new_page()  # type: ignore[arg-type]
    page.goto("/login")
    page.locator("[name=name]").fill(name)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main button.primary").click()
    page.wait_for_url("**/")
    return page


def _review(page: Page, path: str, verdict: str) -> None:
    page.goto(path)
    page.locator(f".chip[data-verdict={verdict}]").click()
    page.locator("[name=rationale]").fill(RATIONALE)
    page.locator("[name=url1]").fill("https://example.org/statement")
    page.locator("[name=title1]").fill("بيان الوزارة")
    page.locator("[name=publisher1]").fill("وزارة الدفاع")
    page.locator("[name=stance1]").select_option("supports")
    page.locator("[name=tier1]").select_option("primary")
    page.locator("#review button.primary").click()
    page.locator(".notice.ok").wait_for()
