"""A desk with a team over the published samples, in a thread of its own, and a browser that fails on any complaint."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page

# Test folders are no packages, so their helpers are found by path.
sys.path.insert(0, str(Path(__file__).parents[1] / "publishing"))
sys.path.insert(0, str(Path(__file__).parents[1] / "sources"))

from publishing_samples import NOON, newsroom, publish
from sources_web import Web, source

from desk.web.app import create_app
from store import connect, statuses
from store.reviews import record
from store.types import FilledRow, FilledSheet

PASSWORD = "a long enough password"  # noqa: S105 - of accounts that live as long as a test


@pytest.fixture(scope="module")
def web() -> Iterator[Web]:
    served = Web()
    yield served
    served.server.shutdown()
    served.server.server_close()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, web: Web) -> Path:
    """Verdicts of two readers, two of them published; c-open awaits its second reader."""
    path = newsroom(tmp_path_factory.mktemp("views") / "store.duckdb")
    seconds = {"c-false": "false", "c-true": "false", "c-unproven": "unproven", "c-opinion": "true"}
    rows = [
        FilledRow(key, "منى", verdict, "", "رأيت", role="second", sources=(source(web.url("report")),))
        for key, verdict in seconds.items()
    ]
    rows.append(FilledRow("c-open", "ليلى", "misleading", "", "سر", sources=(source("https://secret.example/only"),)))
    rows.append(FilledRow("c-false-0", "ليلى", "false", "", "كذا", sources=(source(web.url("missing")),)))
    with connect(path) as opened:
        assert not record(opened, FilledSheet("s2", "s2.html", tuple(rows)), NOON).refusals
        statuses.set_status(opened, ["c-open"], "second_review", by="ليلى", at=NOON)
        statuses.set_status(opened, ["c-false", "c-true"], "published", by="سعاد", at=NOON)
    publish(path, "c-false", "published", "false", url="https://desk.example/1")
    publish(path, "c-true", "published", "true")
    return path


@pytest.fixture(scope="module")
def accounts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("accounts") / "users.toml"
    for name in ("ليلى", "Huda"):
        command = [
            Path(sys.executable).with_name("claimdesk"),
            "users",
            "add",
            name,
            "--role",
            "checker",
            "--users",
            path,
        ]
        subprocess.run(command, input=PASSWORD + "\n", check=True, capture_output=True, encoding="utf-8", timeout=60)
    return path


@pytest.fixture(scope="module")
def address(store: Path, accounts: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A desk that archives, and that knows its publisher."""
    folder = tmp_path_factory.mktemp("desk")
    with pytest.MonkeyPatch.context() as patch, socket.socket() as held:
        patch.setenv("CLAIMDESK_ARCHIVER", "warc")
        patch.setenv("CLAIMDESK_ARCHIVE_DIR", str(folder / "archive"))
        patch.setenv("CLAIMDESK_ARCHIVE_PRIVATE", "1")
        patch.setenv("CLAIMDESK_PUBLISHER_NAME", "مكتب الوادي")
        patch.setenv("CLAIMDESK_PUBLISHER_URL", "https://desk.example/")
        held.bind(("127.0.0.1", 0))
        app = create_app(shutil.copy(store, folder), users=accounts)
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="on"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [held]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{held.getsockname()[1]}"
        server.should_exit = True
        thread.join(20)


@pytest.fixture
def page_of(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """A page of somebody who has signed in; dialogs, blocked content and strangers' addresses fail the test."""
    trouble: list[str] = []
    opened: list[Page] = []

    def page(name: str, language: str = "ar") -> Page:
        made = browser.new_page(base_url=address, viewport={"width": 1300, "height": 900})
        opened.append(made)
        made.on("dialog", lambda dialog: (trouble.append(dialog.message), dialog.dismiss()))
        made.on(
            "console",
            lambda said: (
                trouble.append(said.text) if "Content Security" in said.text and "data:," not in said.text else None
            ),
        )
        made.on("request", lambda sent: None if sent.url.startswith((address, "data:")) else trouble.append(sent.url))
        made.goto(f"/login?language={language}")
        made.locator("[name=name]").fill(name)
        made.locator("[name=password]").fill(PASSWORD)
        made.locator("main button").click()
        made.wait_for_url(address + "/**")
        return made

    yield page
    for made in opened:
        made.close()
    assert trouble == []
