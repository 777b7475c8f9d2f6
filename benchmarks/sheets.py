"""How fast review sheets are: ``python -m benchmarks.sheets [--sheets 1000]``.

Renders sheets of the samples' articles, over and over under other names, on one core; and opens the sheet of an
article with 200 claims in Chromium. The peers are ``json.dumps`` of the same articles, and an empty page.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.measuring import print_table
from extractors import extract_many
from extractors.intake import Article, read_paths
from sheets.render import render_sheets
from store import connect
from store.reading import SheetArticle, sheet_articles
from store.runs import start_run
from store.writing import write_batch

CLAIMS = 200
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def sample_articles(folder: Path) -> list[SheetArticle]:
    """The samples as a store gives them for sheets."""
    found = [article for article in read_paths(["data/samples"]) if isinstance(article, Article)]
    with connect(folder / "samples.duckdb") as store:
        now = datetime.now(UTC)
        start_run(store, "r", now)
        write_batch(store, "r", list(extract_many(found)), now)
        return list(sheet_articles(store))


def many(articles: list[SheetArticle], count: int) -> Iterator[SheetArticle]:
    """So many articles, each under a name of its own."""
    for number in range(count):
        yield replace(articles[number % len(articles)], article_id=f"{number:05}")


def long_article(articles: list[SheetArticle]) -> SheetArticle:
    """One article of 200 claims: those of the samples' longest one, behind each other."""
    longest = max(articles, key=lambda article: len(article.claims))
    size, claims, texts = len(longest.text) + 2, [], []
    for copy in range(-(-CLAIMS // len(longest.claims))):
        texts.append(longest.text)
        for claim in longest.claims:
            claims.append(
                replace(
                    claim, claim_id=f"{claim.claim_id}{copy}", start_char=claim.start_char + copy * size,
                    end_char=claim.end_char + copy * size, sentence_start=claim.sentence_start + copy * size,
                    sentence_end=claim.sentence_end + copy * size,
                )
            )  # fmt: skip
    return replace(longest, article_id="long", text="\n\n".join(texts), claims=claims[:CLAIMS])


def rendering(articles: list[SheetArticle], count: int, folder: Path) -> list[tuple[str, str, str]]:
    """Seconds of processor time for so many sheets, by format."""
    rows = []
    for formats in (("html",), ("xlsx",), ("html", "xlsx")):
        began = time.process_time()
        render_sheets(many(articles, count), folder / "-".join(formats), formats)
        rows.append((f"{count:,} sheets, {' and '.join(formats)}", f"{time.process_time() - began:.1f} s", "20 s"))
    began = time.process_time()
    for article in many(articles, count):
        json.dumps(asdict(article), default=str, ensure_ascii=False)
    rows.append((f"{count:,} articles, json.dumps", f"{time.process_time() - began:.1f} s", "peer"))
    return rows


def opening(page: Path, empty: Path) -> tuple[float, float, float]:
    """Milliseconds until the long sheet, and an empty page, can be used; and of one step to the next claim."""
    from playwright.sync_api import sync_playwright

    command = next(filter(None, map(shutil.which, CHROMIUM)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=command, args=["--no-sandbox", "--disable-gpu"])
        opened = browser.new_page(viewport={"width": 1400, "height": 900})
        took = []
        for address in (empty, page, empty, page):
            opened.goto(address.as_uri(), wait_until="load")
            took.append(float(opened.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")))
        steps = opened.evaluate(
            """async () => {
                const key = { code: "KeyJ", key: "j", bubbles: true }, began = performance.now();
                for (let i = 0; i < 100; i++) {
                    document.body.dispatchEvent(new KeyboardEvent("keydown", key));
                    await new Promise(requestAnimationFrame);
                }
                return (performance.now() - began) / 100;
            }"""
        )
        browser.close()
    return took[3], took[2], float(steps)


def main() -> None:
    """Prints the figures of docs/speed.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sheets", type=int, default=1000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        articles = sample_articles(folder)
        rows = rendering(articles, given.sheets, folder)
        (page,) = render_sheets([long_article(articles)], folder / "long", ("html",))
        empty = folder / "empty.html"
        empty.write_text("<!doctype html><title>empty</title>", "utf-8")
        rows.append((f"an HTML sheet of {CLAIMS} claims", f"{page.stat().st_size / 1e6:.2f} MB", "1 MB"))
        sheet, peer, step = opening(page, empty)
        rows.append(("the same until it can be used, in Chromium", f"{sheet:.0f} ms", "1,000 ms"))
        rows.append(("an empty page", f"{peer:.0f} ms", "peer"))
        rows.append(("from one claim to the next", f"{step:.0f} ms", ""))
    print_table(("what", "measured", "wanted"), rows)


if __name__ == "__main__":
    main()
