"""What takes long is reckoned beside the request: the page says so, shows what there is, and nobody waits for it."""

from __future__ import annotations

import asyncio
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from desk_driving import NOON, extraction
from starlette.applications import Starlette

from desk.web import create_app, figures
from desk.web.figures import Figures, NotYet
from store import connect, search_index
from store.runs import start_run
from store.search import search, search_now
from store.writing import write_batch


@pytest.fixture
def store(newsroom_store: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(newsroom_store, tmp_path / "store.duckdb"))


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for anything."""
    monkeypatch.setattr(figures, "PATIENCE", 0.0)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Indexes are made only once this is set."""
    opened, make = threading.Event(), search_index.make

    def waiting(reading: Callable[..., object]) -> None:
        opened.wait(timeout=60)
        make(reading)  # type: ignore[arg-type]

    monkeypatch.setattr(search_index, "make", waiting)
    return opened


class App:
    """A desk in this process, and one who reads its pages."""

    def __init__(self, app: Starlette) -> None:
        self.app = app

    def get(self, path: str, **given: dict[str, str]) -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.app)
            async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as http:
                return await http.get(path, **given)  # type: ignore[arg-type]

        return asyncio.run(ask())


@contextmanager
def desk(store: Path) -> Iterator[App]:
    app = create_app(store, language="en")
    yield App(app)
    app.state.desk.keeper.close()


def finished_all() -> None:
    """Waits until nothing is reckoned any more."""
    for thread in threading.enumerate():
        if "_run" in thread.name:
            thread.join(timeout=60)


def test_a_search_before_there_is_an_index_matches_words_as_typed(store: Path, hurried: None, gate: threading.Event):
    with desk(store) as app:
        page = app.get("/search", params={"q": "libraries 7"})
        assert "The search index is being made" in page.text
        assert page.text.count('href="/claim?id=en-') == 1
        assert app.get("/").status_code == 200, "others go on meanwhile"
        assert "Mayor Tamsin" in app.get("/search", params={"q": "tamsin", "kind": "speaker"}).text
        only = app.get("/search", params={"q": "libraries", "article_language": "ar"})
        assert "Nothing with these words" in only.text
        gate.set()
        finished_all()
        page = app.get("/search", params={"q": "library 7"})
        assert "The search index is being made" not in page.text
        assert page.text.count('href="/claim?id=en-') >= 1, "now endings need not agree"


def test_an_index_that_fell_behind_is_used_until_there_is_a_newer(
    store: Path, hurried: None, gate: threading.Event, monkeypatch: pytest.MonkeyPatch
):
    with connect(store, read_only=True) as opened:
        search(opened, "libraries")
    monkeypatch.setattr(search_index, "_MOST_LATER", 0)
    monkeypatch.setattr(search_index, "_SHARE_LATER", 0.0)
    with connect(store) as opened:
        start_run(opened, "r2", NOON)
        write_batch(opened, "r2", [extraction("new", ["The council opened 99 bridges"], language="en")], NOON)
        hits, how = search_now(opened, "libraries")
        assert hits
        assert how == "renewing"
    with desk(store) as app:
        assert "The search index is being renewed" in app.get("/search", params={"q": "libraries"}).text
        gate.set()
        finished_all()
        assert 'href="/claim?id=new-0"' in app.get("/search", params={"q": "bridge"}).text


@pytest.mark.parametrize("path", ["/overview", "/sources", "/outputs"])
def test_figures_that_take_long_are_said_to_be_on_their_way(store: Path, hurried: None, path: str):
    with desk(store) as app:
        first = app.get(path)
        finished_all()
        later = app.get(path)
    assert first.status_code == later.status_code == 200
    if "being reckoned" in first.text:
        assert first.headers["refresh"] == "2"
    assert "being reckoned" not in later.text


def test_a_feed_that_is_not_made_yet_asks_to_come_again(store: Path, hurried: None, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CLAIMDESK_PUBLISHER_NAME", "Valley")
    monkeypatch.setenv("CLAIMDESK_PUBLISHER_URL", "https://valley.example")
    with desk(store) as app:
        first = app.get("/outputs/feed.json")
        finished_all()
        later = app.get("/outputs/feed.json")
    assert first.status_code in (200, 503)
    assert first.status_code == 200 or int(first.headers["retry-after"]) > 0
    assert later.json()["@type"] == "DataFeed"


def test_old_figures_are_shown_while_new_ones_are_made_once_for_all(hurried: None, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(figures, "QUICK", -1.0)
    kept, go, made = Figures(), threading.Event(), []

    def slow(value: str) -> Callable[[], str]:
        def make() -> str:
            go.wait(timeout=60)
            made.append(value)
            return value

        return make

    with pytest.raises(NotYet):
        kept.soon("key", 1, slow("one"))
    with pytest.raises(NotYet):
        kept.soon("key", 1, slow("one"))
    go.set()
    finished_all()
    assert kept.soon("key", 1, slow("again")) == ("one", True)
    go.clear()
    assert kept.soon("key", 2, slow("two")) == ("one", False)
    assert kept.soon("key", 2, slow("two")) == ("one", False)
    go.set()
    finished_all()
    assert kept.soon("key", 2, slow("two")) == ("two", True)
    assert made == ["one", "two"]


def test_figures_that_fail_leave_the_old_ones_and_are_tried_again(hurried: None):
    kept = Figures()

    def broken() -> str:
        raise httpx.HTTPError("no")

    with pytest.raises(NotYet):
        kept.soon("key", 1, broken)
    finished_all()
    with pytest.raises(NotYet):
        kept.soon("key", 1, broken)
    finished_all()
    kept.get("key", 0, lambda: "old")
    assert kept.soon("key", 1, broken) == ("old", False)
