"""A disk that is full, and one that cannot be written to: small file systems in memory, which only root can mount."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.desk.web.desk_driving import Reader, Running, text_of
from tests.faults.driving import (
    HUMAN_VIEWS,
    MACHINE_VIEWS,
    Ended,
    Outcome,
    differences,
    fill,
    finish,
    has_traceback,
    rows_of,
    write_articles,
)

EVERY_VIEW = (*MACHINE_VIEWS, *HUMAN_VIEWS)
ROOM = "96m"
LEFT = 96 * 1024
"""Bytes that stay free on the full disk: enough to open a store, too few to write a batch."""


@contextmanager
def small_disk(place: Path, size: str = ROOM) -> Iterator[Path]:
    """A file system of its own size in memory.

    Raises:
        PermissionError: this user may not mount one.
    """
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", place], capture_output=True, check=False
    )
    if mounted.returncode:
        raise PermissionError(mounted.stderr.decode().strip())
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", place], check=True)


def _fill_up(disk: Path) -> Path:
    ballast = disk / "ballast"
    free = shutil.disk_usage(disk).free
    ballast.write_bytes(b"\0" * max(0, free - LEFT))
    return ballast


class _Newsroom:
    """A store with a few articles on the small disk, and around it what somebody may try there."""

    def __init__(self, folder: Path, disk: Path) -> None:
        self.disk, self.store, self.sheets = disk, disk / "store.duckdb", folder / "sheets"
        self.more = write_articles(folder / "more.jsonl", 40, words=15)
        few = write_articles(folder / "few.jsonl", 3)
        finish("run", few, "--store", self.store, "--sheets", self.sheets, "--format", "html")
        for sheet in self.sheets.glob("*.html"):
            fill(sheet, "Huda " * 2_000)
        self.before = rows_of(self.store, EVERY_VIEW)

    def attempts(self) -> dict[str, tuple[object, ...]]:
        """Every command that writes, by name."""
        at = ("--store", self.store)
        return {
            "run": ("run", self.more, *at, "--sheets", self.disk / "out", "--format", "html"),
            "import": ("import", self.sheets, *at),
            "backup": ("backup", self.disk / "copy.duckdb", *at),
            "sheets": ("sheets", *at, "--sheets", self.disk / "out2"),
            "export": ("export", "parquet", *at, "--output", self.disk / "out3"),
        }


def _judge(name: str, ended: Ended, words: tuple[str, ...], outcome: Outcome) -> None:
    """A command that could not write has to say so: its status, in words, and never with a traceback."""
    outcome.tries += 1
    if ended.status not in (1, 2) or has_traceback(ended) or not any(word in ended.err for word in words):
        outcome.troubles.append(f"{name} ended with {ended.status}: {ended.err[-400:]}")


def disk_full(folder: Path) -> Outcome:
    """Every command that writes meets a full disk; afterwards the store is as before, and with room all go through."""
    outcome = Outcome("disk full", counted="run, import, backup, sheets, export, a save at the desk")
    with small_disk(folder / "disk") as disk:
        room = _Newsroom(folder, disk)
        ballast = _fill_up(disk)
        for name, command in room.attempts().items():
            _judge(name, finish(*command), ("disk is full", "No space left"), outcome)
            outcome.troubles += [
                f"after {name}: {said}" for said in differences(rows_of(room.store, EVERY_VIEW), room.before)
            ]
            _clear(disk, outcome)
        _save_at_the_desk(room.store, ballast, outcome)
        for name, command in room.attempts().items():
            ended = finish(*command)
            if ended.status not in (0, 1) or has_traceback(ended):
                outcome.troubles.append(f"{name} ended with {ended.status} when there was room: {ended.err[-400:]}")
    return outcome


def _clear(disk: Path, outcome: Outcome) -> None:
    """Takes away folders that a command began; a file beside the store is something nobody would find."""
    for left in disk.iterdir():
        if left.is_dir():
            shutil.rmtree(left)
        elif left.name not in ("ballast", "store.duckdb", "store.duckdb.wal"):
            outcome.troubles.append(f"{left.name} was left behind")


def _save_at_the_desk(store: Path, ballast: Path, outcome: Outcome) -> None:
    """A save on the full disk is not acknowledged and keeps what was typed; the next one, with room, is."""
    outcome.tries += 1
    desk = Running(store).start()
    try:
        claim = str(desk.rows("SELECT min(claim_id) FROM claims")[0][0])
        reader, long = Reader(desk.address), "Because of the register. " * 20_000
        refused = reader.review(claim, rationale=long)
        if refused.status_code < 400 or desk.rows("SELECT 1 FROM reviews WHERE origin = 'desk'"):
            outcome.lost += 1
            outcome.troubles.append(f"the desk said {refused.status_code}: {text_of(refused)[:300]}")
        ballast.unlink()
        saved = reader.review(claim, rationale=long[:200])
        if saved.status_code >= 400 or len(desk.rows("SELECT 1 FROM reviews WHERE origin = 'desk'")) != 1:
            outcome.troubles.append(f"with room the desk said {saved.status_code}: {text_of(saved)[:300]}")
    finally:
        ballast.unlink(missing_ok=True)
        desk.stop()


def disk_read_only(folder: Path) -> Outcome:
    """Every command that writes meets a disk for reading only; reading goes on, and the store is as before."""
    outcome = Outcome("read-only disk", counted="run, import, backup, sheets, export; sql goes on")
    with small_disk(folder / "disk") as disk:
        room = _Newsroom(folder, disk)
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        for name, command in room.attempts().items():
            _judge(name, finish(*command), ("cannot be written", "Read-only file system", "read-only"), outcome)
        read = finish("sql", "select count(*) as n from articles", "--store", room.store, "--format", "csv")
        if read.status or read.out.split() != ["n", "3"]:
            outcome.troubles.append(f"sql ended with {read.status}: {read.err[-300:]}")
        outcome.troubles += differences(rows_of(room.store, EVERY_VIEW), room.before)
        subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
        ended = finish(*room.attempts()["import"])
        if ended.status:
            outcome.troubles.append(f"import ended with {ended.status} when the disk could be written again")
    return outcome
