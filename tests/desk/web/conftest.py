"""One desk a module, with a team, over a store of its own; and a browser that takes no script error."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

# Test folders are no packages, so their helpers are found by path.
sys.path.insert(0, str(Path(__file__).parent))

from desk_driving import Reader, Running, make_accounts, make_store


@pytest.fixture(scope="session")
def newsroom_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_store(tmp_path_factory.mktemp("newsroom-store") / "store.duckdb")


@pytest.fixture(scope="session")
def accounts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_accounts(tmp_path_factory.mktemp("accounts") / "users.toml")


@pytest.fixture(scope="module")
def team(newsroom_store: Path, accounts: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A desk with accounts."""
    folder = tmp_path_factory.mktemp("team")
    users = shutil.copy(accounts, folder)
    running = Running(Path(shutil.copy(newsroom_store, folder)), ("--users", users)).start()
    yield running
    assert running.stop() == 0


@pytest.fixture(scope="module")
def next_claim() -> Callable[[], str]:
    """An Arabic claim that no other test of the module has touched."""
    numbers = count()
    return lambda: f"ar-{next(numbers)}"


@pytest.fixture
def claim_id(next_claim: Callable[[], str]) -> str:
    return next_claim()


@pytest.fixture(scope="module")
def readers(team: Running) -> Callable[..., Reader]:
    """People of the team, each signed in once."""
    known: dict[str, Reader] = {}

    def reader(name: str) -> Reader:
        if name not in known:
            known[name] = Reader(team.address, name)
        return known[name]

    return reader


@pytest.fixture
def windows(browser: Browser, team: Running) -> Iterator[Callable[[], BrowserContext]]:
    """Browsers of different people; script errors, blocked content and strangers' addresses fail the test."""
    trouble: list[str] = []
    opened: list[BrowserContext] = []

    def window() -> BrowserContext:
        context = browser.new_context(viewport={"width": 1400, "height": 900}, base_url=team.address)
        context.on("weberror", lambda error: trouble.append(str(error.error)))
        context.on("console", lambda said: trouble.append(said.text) if _matters(said.type, said.text) else None)
        context.on("request", lambda sent: None if sent.url.startswith(team.address) else trouble.append(sent.url))
        context.on("dialog", lambda dialog: trouble.append(dialog.message) or dialog.dismiss())
        opened.append(context)
        return context

    yield window
    for context in opened:
        context.close()
    assert trouble == []


def _matters(kind: str, text: str) -> bool:
    """Whether a line of the console is a fault; that a page answered 404 or 422 is told there too."""
    return kind == "error" and not text.startswith("Failed to load resource: the server responded with a status of 4")
