"""A keeper: one process of many threads that shares a store among them, and with every other process."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest

from extractors.errors import ClaimdeskError
from store import Store, connect, runs
from store import keeper as keeper_module
from store.keeper import Keeper

ROOT = Path(__file__).parents[2]
THEN = datetime(2026, 3, 2)


@pytest.fixture
def keeper(store_path: Path) -> Iterator[Keeper]:
    connect(store_path).close()
    kept = Keeper(store_path, wait_seconds=30)
    yield kept
    kept.close()


def count(store: Store) -> int:
    row = store.con.execute("SELECT count(*) FROM runs").fetchone()
    assert row is not None
    return row[0]


def save(keeper: Keeper, name: str) -> None:
    with keeper.writing() as store:
        runs.start_run(store, name, THEN)


def other_process(program: str, *arguments: str | Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", program, *map(str, arguments)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip


def test_what_is_written_is_read_at_once(keeper: Keeper):
    save(keeper, "first")
    with keeper.reading() as store:
        assert count(store) == 1


def test_many_threads_read_at_the_same_time(keeper: Keeper):
    all_inside = threading.Barrier(8, timeout=30)

    def read(_: int) -> int:
        with keeper.reading() as store:
            all_inside.wait()
            return count(store)

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(read, range(8))) == [0] * 8


def test_twenty_who_save_at_once_go_one_by_one_and_all_get_through(keeper: Keeper):
    inside: list[str] = []
    together = 0

    def write(n: int) -> None:
        nonlocal together
        with keeper.writing() as store:
            inside.append(f"r{n}")
            together = max(together, len(inside))
            runs.start_run(store, f"r{n}", THEN)
            inside.remove(f"r{n}")

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(write, range(20)))
    assert together == 1
    with keeper.reading() as store:
        assert count(store) == 20


def test_a_reader_goes_on_while_another_thread_writes(keeper: Keeper):
    save(keeper, "first")
    with keeper.writing() as writable:
        runs.start_run(writable, "second", THEN)

        def read() -> int:
            with keeper.reading() as store:
                return count(store)

        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(read).result(timeout=30) == 2


def test_reading_refuses_to_write(keeper: Keeper):
    with keeper.reading() as store, pytest.raises(ClaimdeskError, match="for reading only"):
        runs.start_run(store, "r", THEN)


def test_a_thread_may_read_inside_its_write_but_not_write_inside_its_read(keeper: Keeper):
    with keeper.writing(), keeper.reading() as store:
        assert count(store) == 0
    with keeper.reading(), pytest.raises(ClaimdeskError, match="must end that before it writes"), keeper.writing():
        pass
    save(keeper, "still works")


def test_an_error_in_one_use_leaves_the_next_alone(keeper: Keeper):
    with pytest.raises(ClaimdeskError), keeper.writing() as store, store.transaction() as con:
        con.execute("INSERT INTO desk_machine.runs (run_id) VALUES (NULL)")
    save(keeper, "after")
    with keeper.reading() as store:
        assert count(store) == 1


def test_a_closed_keeper_says_so(keeper: Keeper):
    save(keeper, "r")
    keeper.close()
    keeper.close()
    with pytest.raises(ClaimdeskError, match="was closed"), keeper.reading():
        pass


def test_reading_a_store_that_is_not_there_says_so(store_path: Path):
    with pytest.raises(ClaimdeskError, match="no store here"), Keeper(store_path).reading():
        pass


WRITE_ONE = """
import sys
from datetime import datetime
from store import connect, runs
with connect(sys.argv[1], wait_seconds=40) as store:
    runs.start_run(store, sys.argv[2], datetime(2026, 3, 2))
"""


def test_the_file_is_let_go_after_use(keeper: Keeper, store_path: Path):
    save(keeper, "ours")
    other = other_process(WRITE_ONE, store_path, "theirs")
    assert other.wait(timeout=60) == 0
    with keeper.reading() as store:
        assert count(store) == 2


def test_who_reads_now_and_then_opens_once_and_lets_go_when_somebody_waits(
    keeper: Keeper, store_path: Path, monkeypatch: pytest.MonkeyPatch
):
    opened: list[bool] = []

    def noting(*given: object, read_only: bool, **more: object) -> Store:
        opened.append(read_only)
        return connect(*given, read_only=read_only, **more)  # type: ignore[arg-type]

    monkeypatch.setattr("store.keeper.connect", noting)
    monkeypatch.setattr("store.keeper.LINGER_READING", 3600.0)
    for _ in range(4):
        with keeper.reading() as store:
            count(store)
        time.sleep(2 * keeper_module.LOOK)
    assert opened == [True]
    assert other_process(WRITE_ONE, store_path, "theirs").wait(timeout=60) == 0, "though we would rest for an hour"
    with keeper.reading() as store:
        assert count(store) == 1
    assert opened == [True, True]
    assert not store_path.with_name(f"{store_path.name}.wanted").exists()


def test_a_sign_that_was_left_behind_stands_in_nobodys_way(keeper: Keeper, store_path: Path):
    store_path.with_name(f"{store_path.name}.wanted").touch()
    for n in range(3):
        save(keeper, f"r{n}")
    with keeper.reading() as store:
        assert count(store) == 3


@pytest.mark.parametrize("busy", ["reading", "writing"])
def test_threads_that_never_pause_still_let_another_process_in(keeper: Keeper, store_path: Path, busy: str):
    stop = threading.Event()

    def work(n: int) -> int:
        turn = 0
        while not stop.is_set():
            if busy == "writing":
                save(keeper, f"w{n}-{turn}")
            else:
                with keeper.reading() as store:
                    count(store)
            turn += 1
        return turn

    with ThreadPoolExecutor(4) as pool:
        turns = [pool.submit(work, n) for n in range(4)]
        try:
            other = other_process(WRITE_ONE, store_path, "theirs")
            assert other.wait(timeout=60) == 0
        finally:
            stop.set()
        done = sum(turn.result() for turn in turns)
    with keeper.reading() as store:
        assert store.con.execute("SELECT count(*) FROM runs WHERE run_id = 'theirs'").fetchone() == (1,)
        assert count(store) == 1 + (done if busy == "writing" else 0)


DESK = """
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from store import runs
from store.keeper import Keeper
keeper = Keeper(sys.argv[1], wait_seconds=60)
def work(n):
    for turn in range(10):
        with keeper.writing() as store:
            runs.start_run(store, f"{sys.argv[2]}-{n}-{turn}", datetime(2026, 3, 2))
        with keeper.reading() as store:
            assert store.con.execute("SELECT count(*) FROM runs WHERE run_id LIKE ?", [f"{sys.argv[2]}-{n}-%"]
                                     ).fetchone() == (turn + 1,)
with ThreadPoolExecutor(4) as pool:
    list(pool.map(work, range(4)))
keeper.close()
"""


def test_two_desks_and_a_run_on_one_file_lose_nothing(keeper: Keeper, store_path: Path):
    desks = [other_process(DESK, store_path, name) for name in ("left", "right")]
    for n in range(5):
        save(keeper, f"run-{n}")
    assert [desk.wait(timeout=120) for desk in desks] == [0, 0]
    with keeper.reading() as store:
        assert store.con.execute("SELECT count(*), count(DISTINCT run_id) FROM runs").fetchone() == (85, 85)


SAVE_FOR_EVER = """
import sys
from datetime import datetime
from store import runs
from store.keeper import Keeper
keeper = Keeper(sys.argv[1])
n = 0
while True:
    with keeper.writing() as store:
        runs.start_run(store, f"r{n}", datetime(2026, 3, 2))
    print(n, flush=True)
    n += 1
"""


def test_what_was_acknowledged_survives_a_kill(keeper: Keeper, store_path: Path):
    for _ in range(3):
        desk = other_process(SAVE_FOR_EVER, store_path)
        assert desk.stdout is not None
        for _ in range(5):
            last = int(desk.stdout.readline())
        desk.kill()
        last = max([last, *(int(line) for line in desk.stdout.read().split("\n")[:-1])])
        desk.wait()
        with keeper.reading() as store:
            assert count(store) >= last + 1


HOLD = """
import duckdb, sys
con = duckdb.connect(sys.argv[1])
print("held", flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("use", ["reading", "writing"])
def test_who_holds_the_store_for_too_long_is_named_and_later_all_is_well(store_path: Path, use: str):
    connect(store_path).close()
    keeper = Keeper(store_path, wait_seconds=0.3)
    holder = other_process(HOLD, store_path)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(ClaimdeskError, match=f"in use by process {holder.pid} .*0.3 seconds"), getattr(keeper, use)():
        pass
    holder.communicate()
    save(keeper, "afterwards")
    keeper.close()
