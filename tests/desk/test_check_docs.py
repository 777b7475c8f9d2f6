"""``claimdesk check --docs``: pages that open from disk, without a network, and say what the checks found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from checks.expectations import SUITES, all_expectations
from store import connect


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of a store in which one claim's score is impossible."""
    import os
    import subprocess
    import sys

    folder = tmp_path_factory.mktemp("pages")
    claimdesk = Path(sys.executable).with_name("claimdesk")
    article = {"id": "a", "text": "افتتحت البلدية 8 مدرسة في المدينة يوم الاثنين."}
    (folder / "in.jsonl").write_text(json.dumps(article), "utf-8")
    ran = subprocess.run(
        [claimdesk, "run", "in.jsonl", "--store", "s.duckdb"], cwd=folder, check=False, capture_output=True
    )
    assert ran.returncode == 0, ran.stderr.decode()
    with connect(folder / "s.duckdb") as store:
        store.con.execute("UPDATE desk_machine.claims SET check_worthiness = 7")
    done = subprocess.run(
        [claimdesk, "check", "--store", "s.duckdb", "--docs", "docs"],
        cwd=folder,
        env=os.environ,
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 1, done.stderr
    assert "Pages: docs/index.html" in done.stdout
    return folder / "docs"


def test_there_is_a_page_and_a_validation_result_a_suite(pages: Path):
    assert {file.stem for file in pages.glob("*.html")} == {"index", *SUITES}
    for suite in SUITES:
        validation = json.loads((pages / "validations" / f"{suite}.json").read_text("utf-8"))
        codes = [result["expectation_config"]["meta"]["code"] for result in validation["results"]]
        assert codes == [expectation.code for expectation in all_expectations() if expectation.suite == suite]
        assert validation["success"] is (suite != "claims")


def test_the_pages_open_without_a_network_and_lead_to_what_failed(pages: Path, browser: Browser):
    asked: list[str] = []
    complaints: list[str] = []
    page = browser.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.goto((pages / "index.html").as_uri())
    page.get_by_role("link", name="CLM-05").click()
    failed = page.locator("#CLM-05")
    assert "Check-worthiness is a number from 0 to 1" in failed.inner_text()
    assert "درجة الجدارة بالتحقق رقم بين 0 و1" in failed.inner_text()
    failed.get_by_text("SQL").click()
    assert "check_worthiness BETWEEN 0 AND 1" in failed.inner_text()
    page.close()
    assert complaints == []
    assert all(url.startswith("file:") for url in asked)
