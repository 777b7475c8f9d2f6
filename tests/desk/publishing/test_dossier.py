"""The dossier in a real browser: read, printed, and harmless whatever stands in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from publishing_samples import HOSTILE, NOON, publish

from desk.publishing import dossier
from extractors.errors import ClaimdeskError
from store import connect


@pytest.mark.browser
@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("en", "ltr")])
def test_a_dossier_reads_and_prints(
    published_store: Path, tmp_path: Path, browser: Browser, language: str, direction: str
):
    publish(published_store, "c-false", "published", "true", url="https://desk.example/1")
    publish(published_store, "c-false", "corrected", "false", note="كان الرقم خطأ", hour=1)
    with connect(published_store, read_only=True) as store:
        (path,) = dossier.write(store, ["a1"], language, tmp_path, NOON)
    page = browser.new_page()
    alarms: list[str] = []
    page.on("dialog", lambda dialog: (alarms.append(dialog.message), dialog.dismiss()))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    assert page.evaluate("document.dir") == direction
    assert page.locator("section.claim").count() == 4
    first = page.locator("section.claim").first
    assert first.locator(".verdict").inner_text() == {"ar": "غير صحيح", "en": "False"}[language]
    assert "كان الرقم خطأ" in first.inner_text()
    assert first.locator("s").inner_text() == {"ar": "صحيح", "en": "True"}[language]
    assert "archive.ph/abc" in first.inner_text()
    assert HOSTILE in first.inner_text()
    pdf = page.pdf(prefer_css_page_size=True)
    assert pdf.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) >= 1
    assert re.search(rb"/MediaBox\s*\[\s*0\s+0\s+59[45]", pdf), "printed on A4"
    assert not alarms
    assert asked == [path.as_uri()]
    page.close()


def test_a_second_reader_sees_neither_verdict_nor_sources(published_store: Path):
    with connect(published_store, read_only=True) as store:
        shown = dossier.render(store, "a1", "en", NOON)
        hidden = dossier.render(store, "a1", "en", NOON, hidden={"c-false", "c-true", "c-unproven", "c-opinion"})
    for secret in ("archive.example", "ليلى", ">False<", "تسع آبار"):
        assert secret in shown
        assert secret not in hidden


def test_the_command_writes_every_article_with_a_verdict(published_store: Path, tmp_path: Path, claimdesk):
    done = claimdesk("export", "dossier", "--language", "en", "--output", "out", "--store", published_store)
    assert done.returncode == 0, done.stderr
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["dossier-a1.en.html"]
    assert claimdesk("export", "dossier", "--article", "none", "--store", published_store).returncode == 2


def test_an_article_that_is_not_there_is_said_to_be_so(published_store: Path):
    with connect(published_store, read_only=True) as store, pytest.raises(ClaimdeskError, match="no article"):
        dossier.render(store, "none", "ar", NOON)
