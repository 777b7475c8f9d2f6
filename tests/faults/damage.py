"""Files that were cut short or in which bits have turned: said in plain words, or without any effect on a row."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from store import connect
from tests.faults.driving import (
    HUMAN_VIEWS,
    MACHINE_VIEWS,
    Ended,
    Outcome,
    Rows,
    fill,
    finish,
    has_traceback,
    rows_of,
    write_articles,
)  # fmt: skip

ROOT = Path(__file__).parents[2]
EVERY_VIEW = (*MACHINE_VIEWS, *HUMAN_VIEWS)
SAID = ("damaged", "not a DuckDB database", "cannot be read")


@dataclass(frozen=True)
class Damage:
    """What happened to a file: it lost everything behind ``place``, or the bits of the byte there were turned."""

    cut: bool
    place: int
    bits: int

    def do(self, path: Path) -> None:
        """Damages the file."""
        with path.open("r+b") as file:
            if self.cut:
                file.truncate(self.place)
                return
            file.seek(self.place)
            byte = file.read(1)[0]
            file.seek(self.place)
            file.write(bytes([byte ^ self.bits]))


def _some(size: int, rng: random.Random) -> Damage:
    # Every fourth hits the headers, which are three blocks of four KiB.
    place = rng.randrange(min(size, 12_288)) if rng.random() < 0.25 else rng.randrange(size)
    return Damage(rng.random() < 0.25, place, rng.randrange(1, 256))


def damaged_store(folder: Path, *, tries: int, seed: int) -> Outcome:
    """Damages copies of a store with a backup beside it, and reads every row of each.

    Either the damage is said, and the backup named, or every row is as before: a bit in unused room hurts nobody.
    """
    outcome, rng = Outcome("file cut or bits turned", tries=tries), random.Random(seed)
    store = _checked_store(folder)
    whole, size = rows_of(store, EVERY_VIEW), store.stat().st_size
    found = 0
    for _ in range(tries):
        damage, copy = _some(size, rng), _copy(store)
        damage.do(copy)
        found += _judge(finish("backup", "--verify", copy), copy, whole, damage, outcome)
    outcome.counted = f"{found} said, {tries - found} without effect on any row"
    return outcome


def _judge(ended: Ended, copy: Path, whole: Rows, damage: Damage, outcome: Outcome) -> bool:
    """Whether the damage was found and said; a silent one has to leave every row as it was."""
    if ended.status == 0:
        if rows_of(copy, EVERY_VIEW) != whole:
            outcome.lost += 1
            outcome.troubles.append(f"{damage}: nothing was said, and rows are wrong")
        return False
    if has_traceback(ended) or not any(words in ended.err for words in SAID):
        outcome.troubles.append(f"{damage}: ended with {ended.status}: {(ended.err or ended.out)[-400:]}")
    elif "claimdesk restore" not in ended.err:
        outcome.troubles.append(f"{damage}: no backup was offered: {ended.err}")
    return True


def damaged_log(folder: Path, *, tries: int, seed: int) -> Outcome:
    """Damages the log that a killed writer left beside its store, its last transactions not yet in the file.

    Either the damage is said, or the store holds whole transactions up to some point: a log that was cut looks like
    one whose writer was killed there, and a turned bit in a length can look like a cut.
    """
    outcome, rng = Outcome("log cut or bits turned", tries=tries), random.Random(seed)
    store = _checked_store(folder)
    _leave_a_log(store)
    size = _log(store).stat().st_size
    said = whole = 0
    for _ in range(tries):
        damage, copy = Damage(rng.random() < 0.4, rng.randrange(size), rng.randrange(1, 256)), _copy(store)
        shutil.copy(_log(store), _log(copy))
        damage.do(_log(copy))
        ended = finish("backup", "--verify", copy)
        if ended.status:
            said += _judge(ended, copy, {}, damage, outcome)
            continue
        there = _transactions(copy)
        outcome.half += sum(rows != ROWS_EACH for rows in there.values())
        outcome.half += sorted(there) != list(range(len(there)))
        whole += len(there) == TRANSACTIONS
    outcome.counted = f"{said} said, {whole} without effect, {tries - said - whole} read as a log that ends earlier"
    return outcome


TRANSACTIONS, ROWS_EACH = 12, 3
_WRITER = """
import os, signal, sys
from datetime import UTC, datetime
from store import connect
from store.comments import add_comment
with connect(sys.argv[1]) as store:
    for n in range(int(sys.argv[2])):
        with store.transaction() as con:
            for row in range(int(sys.argv[3])):
                add_comment(con, "c", str(n), "Seen in the register, row by row.", datetime.now(UTC), f"{n} {row}")
    os.kill(os.getpid(), signal.SIGKILL)
"""


def _leave_a_log(store: Path) -> None:
    command = [sys.executable, "-c", _WRITER, store, str(TRANSACTIONS), str(ROWS_EACH)]
    subprocess.run(command, cwd=ROOT, check=False, timeout=60)


def _transactions(store: Path) -> Counter[int]:
    """How many rows there are of each transaction of the writer."""
    with connect(store, read_only=True) as opened:
        return Counter(int(author) for (author,) in opened.con.execute("SELECT author FROM comments").fetchall())


def _log(store: Path) -> Path:
    return store.with_name(store.name + ".wal")


def _checked_store(folder: Path) -> Path:
    """A store with articles and reviews, and a backup of it beside it."""
    store, sheets = folder / "store.duckdb", folder / "sheets"
    finish(
        "run", write_articles(folder / "articles.jsonl", 30), "--store", store, "--sheets", sheets, "--format", "html"
    )
    for sheet in sheets.glob("*.html"):
        fill(sheet, "Huda")
    finish("import", sheets, "--store", store)
    finish("backup", "--store", store)
    return store


def _copy(store: Path) -> Path:
    """A copy in a folder of its own, with the backups beside it."""
    folder = store.parent / "copy"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(store.parent / "backups", folder / "backups")
    return Path(shutil.copy(store, folder))
