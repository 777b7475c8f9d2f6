"""Hands for browser tests: open a sheet from disk, and save it."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import BrowserContext, Page


def open_sheet(context: BrowserContext, path: Path) -> Page:
    page = context.new_page()
    page.goto(path.as_uri())
    return page


def save(page: Page, folder: Path) -> Path:
    with page.expect_download() as download:
        page.locator("#save").click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path
