"""Draws the pictures of ``docs/images`` from the project's own sample articles. Run it from the project's folder."""

from __future__ import annotations

import shutil
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import desk_pictures
from playwright.sync_api import Browser, Page, sync_playwright

from extractors import extract
from extractors.intake import read_paths
from extractors.types import Article
from sheets.render import render_sheets
from store import connect
from store.reading import sheet_articles
from store.runs import start_run
from store.writing import write_batch

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
SIZE = {"width": 1360, "height": 850}
NARROW = {"width": 412, "height": 850}
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NOW = datetime(2026, 11, 23, tzinfo=UTC)

# Per picture: sample, claim to open (by its order on the sheet), window, reviewer, rationale, source.
PICTURES = {
    "sheet-ar": (
        "ar/baghdad-washington-talks.txt", 1, SIZE, "ليلى ناصر",
        "بيان الوزارة المنشور في اليوم نفسه يذكر الاجتماع ومكانه.",
        {"url": "https://example.org/statement", "title": "بيان الوزارة", "publisher": "وزارة الدفاع"},
    ),
    "sheet-en": (
        "en/night-shift-naps.txt", 2, SIZE, "Mona Adler",
        "The trial's registry entry gives the same numbers and dates.",
        {"url": "https://example.org/registry", "title": "Registry entry", "publisher": "Trial registry"},
    ),
    "sheet-ar-narrow": (
        "ar/baghdad-washington-talks.txt", 1, NARROW, "ليلى ناصر", "", {},
    ),
}  # fmt: skip


def sheets_of(samples: list[str], folder: Path) -> dict[str, Path]:
    """The HTML sheet of each sample, extracted, stored and rendered as the pipeline does it."""
    extractions = {}
    for sample in samples:
        found = [
            article for article in read_paths([ROOT / "data" / "samples" / sample]) if isinstance(article, Article)
        ]
        extractions[sample] = extract(found[0])
    with connect(folder / "pictures.duckdb") as store:
        start_run(store, "pictures", NOW)
        write_batch(store, "pictures", list(extractions.values()), NOW)
        paths = render_sheets(sheet_articles(store), folder, ("html",))
        order = [article.article_id for article in sheet_articles(store)]
    by_id = dict(zip(order, paths, strict=True))
    return {sample: by_id[extraction.article.id] for sample, extraction in extractions.items()}


def fill(page: Page, claim: int, reviewer: str, rationale: str, source: dict[str, str]) -> None:
    """Answers one claim as a fact-checker would, and leaves the sheet at its head."""
    page.locator("#reviewer").fill(reviewer)
    page.locator(f"#c-{claim} .n").click()
    if rationale:
        page.locator(f"#c-{claim} .chip[data-verdict=true]").click()
        page.locator(f"#c-{claim} [data-field=rationale]").fill(rationale)
        page.locator(f"#c-{claim} [data-add]").click()
        for name, value in source.items():
            page.locator(f"#c-{claim} [data-source={name}]").fill(value)
        page.locator(f"#c-{claim} [data-source=stance]").select_option("supports")
        page.locator(f"#c-{claim} [data-source=tier]").select_option("primary")
    page.locator(f"#c-{claim} .n").focus()
    page.mouse.move(0, 0)
    page.locator(f"#c-{claim}").evaluate("node => node.scrollIntoView({ block: 'start' })")


def draw(browser: Browser, name: str, path: Path) -> Path:
    """One picture."""
    _, claim, size, reviewer, rationale, source = PICTURES[name]
    context = browser.new_context(viewport=size, color_scheme="light")
    page = context.new_page()
    page.goto(path.as_uri())
    fill(page, claim, reviewer, rationale, source)
    page.wait_for_timeout(400)
    image = IMAGES / f"{name}.png"
    page.screenshot(path=image)
    context.close()
    return image


def main() -> None:
    """Draws every picture."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("There is no Chromium on this machine.")
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        paths = sheets_of(sorted({picture[0] for picture in PICTURES.values()}), Path(folder))
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        for name in PICTURES:
            image = draw(browser, name, paths[PICTURES[name][0]])
            sys.stdout.write(f"{image.relative_to(ROOT)} {image.stat().st_size // 1024} kB\n")
        _with_samples(Path(folder) / "desk.duckdb")
        for image in desk_pictures.draw(browser, Path(folder) / "desk.duckdb", Path(folder), IMAGES):
            sys.stdout.write(f"{image.relative_to(ROOT)} {image.stat().st_size // 1024} kB\n")
        browser.close()


def _with_samples(path: Path) -> None:
    """A store of every sample article."""
    found = [article for article in read_paths([ROOT / "data" / "samples"]) if isinstance(article, Article)]
    with connect(path) as store:
        start_run(store, "pictures", NOW)
        write_batch(store, "pictures", [extract(article) for article in found], NOW)


if __name__ == "__main__":
    main()
