"""Which files of an inbox are new."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from flows.inbox import SEEN, fresh_files, remember


def put(folder: Path, name: str, text: str = "نص", age: float = 60.0) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    then = time.time() - age
    os.utime(path, (then, then))
    return path


def test_a_file_is_new_once_and_again_when_it_changed(tmp_path: Path):
    put(tmp_path, "a.txt")
    put(tmp_path, "sub/b.txt")
    fresh = fresh_files(tmp_path, time.time() - 5)
    assert list(fresh) == ["a.txt", "sub/b.txt"]
    remember(tmp_path, fresh)
    assert fresh_files(tmp_path, time.time() - 5) == {}
    put(tmp_path, "a.txt", "نص آخر", age=30)
    assert list(fresh_files(tmp_path, time.time() - 5)) == ["a.txt"]


def test_what_is_still_being_written_waits(tmp_path: Path):
    put(tmp_path, "young.txt", age=1)
    assert fresh_files(tmp_path, time.time() - 5) == {}
    assert list(fresh_files(tmp_path, time.time() + 1)) == ["young.txt"]


def test_hidden_files_and_the_memory_itself_are_left_out(tmp_path: Path):
    put(tmp_path, ".partial.txt")
    put(tmp_path, ".trash/x.txt")
    put(tmp_path, SEEN, "{}")
    assert fresh_files(tmp_path, time.time()) == {}


def test_a_damaged_memory_is_begun_anew(tmp_path: Path):
    put(tmp_path, "a.txt")
    (tmp_path / SEEN).write_text("{oops", "utf-8")
    fresh = fresh_files(tmp_path, time.time())
    remember(tmp_path, fresh)
    assert fresh_files(tmp_path, time.time()) == {}


@pytest.mark.usefixtures("prefect_api")
def test_the_flow_takes_each_file_once(tmp_path: Path):
    from flows.inbox import watch_inbox
    from store.queries import run as ask

    inbox, store, sheets = tmp_path / "inbox", tmp_path / "s.duckdb", tmp_path / "sheets"
    assert watch_inbox(str(inbox), str(store), str(sheets)) is None
    assert inbox.is_dir()
    put(inbox, "well.txt", "حفرت البلدية بئرا بعمق 120 مترا في مارس 2024.\n")
    put(inbox, "empty.txt", "")
    run = watch_inbox(str(inbox), str(store), str(sheets))
    assert run is not None
    assert (run.counts.articles_new, run.counts.articles_rejected) == (1, 1)
    assert watch_inbox(str(inbox), str(store), str(sheets)) is None
    assert ask(store, "select count(*) from runs").rows == [(1,)]
