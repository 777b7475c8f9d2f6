"""A store with two articles, and the helpers of this folder on the path."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from sheets.render import FORMATS, render_sheets
from store.connection import Store, connect
from store.reading import sheet_articles
from store.runs import start_run
from store.writing import write_batch

# Test folders are no packages, so their helpers are found by path.
sys.path.insert(0, str(Path(__file__).parent))

from sheets_samples import IMPORTED_AT, arabic, english


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store of the Arabic and the English article, and their sheets in every format; copy it."""
    folder = tmp_path_factory.mktemp("prepared")
    with connect(folder / "desk.duckdb") as opened:
        start_run(opened, "r1", IMPORTED_AT)
        write_batch(opened, "r1", [arabic(), english()], IMPORTED_AT)
        render_sheets(sheet_articles(opened), folder / "sheets", FORMATS)
    return folder


@pytest.fixture
def desk(prepared: Path, tmp_path: Path) -> Iterator[Store]:
    """A store of the test's own with the two articles."""
    with connect(shutil.copy(prepared / "desk.duckdb", tmp_path)) as opened:
        yield opened


@pytest.fixture
def sheets(prepared: Path, tmp_path: Path) -> Path:
    """The test's own folder of rendered sheets."""
    return shutil.copytree(prepared / "sheets", tmp_path / "sheets")


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh profile that fails the test on any script error or blocked content."""
    trouble: list[str] = []
    opened = browser.new_context(viewport={"width": 1400, "height": 900}, timezone_id="Asia/Baghdad")
    # The browser lives on the day of the import, whatever day it is.
    opened.clock.install(time=IMPORTED_AT)
    opened.on("weberror", lambda error: trouble.append(str(error.error)))
    opened.on("console", lambda message: trouble.append(message.text) if message.type == "error" else None)
    opened.on(
        "request", lambda request: None if request.url.startswith(("file:", "blob:")) else trouble.append(request.url)
    )
    opened.on("dialog", lambda dialog: dialog.accept())
    yield opened
    opened.close()
    assert trouble == []
