"""Hands of the fault harness: a newsroom of invented articles, real commands that can be killed, what a store holds."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from store import connect
from tests.sheets.sheets_filling import GOOD_SOURCE, claim_ids, fill_html

CLAIMDESK = Path(sys.executable).with_name("claimdesk")
SOURCE = {**GOOD_SOURCE, "stance": "supports"}
PATIENCE = 300.0
"""Seconds after which a command that does not end is a trouble."""

MACHINE_VIEWS = (
    "articles",
    "claims",
    "claim_dates",
    "claim_quantities",
    "claim_entities",
    "claim_reasons",
    "attributions",
)
HUMAN_VIEWS = ("reviews", "sources", "verdicts")
# What differs between two runs that did the same: who did it and when, and the numbers given on arrival.
_OF_THE_OCCASION = (
    "run_id", "ingested_at", "first_seen_at", "first_run_id", "created_at", "decided_at", "saved_at", "seq",
    "review_id", "source_id", "answers_review_id", "overtaken_by", "sheet_id",
)  # fmt: skip

Rows = dict[str, Counter[tuple[Any, ...]]]


@dataclass
class Outcome:
    """What came of a scenario.

    Attributes:
        scenario: its name, as the page on reliability has it.
        tries: how many times the fault was made.
        counted: what was looked at, in words.
        lost: acknowledged rows that were not there afterwards.
        twice: rows that were there more than once.
        half: things of which only a part was there.
        troubles: everything else that a user should not have met, in words.
    """

    scenario: str
    tries: int = 0
    counted: str = ""
    lost: int = 0
    twice: int = 0
    half: int = 0
    troubles: list[str] = field(default_factory=list)

    @property
    def well(self) -> bool:
        """Whether nothing was lost, doubled, halved or in trouble."""
        return not (self.lost or self.twice or self.half or self.troubles)

    def line(self) -> str:
        """A row of the table on the page on reliability."""
        cells = (self.scenario, self.tries, self.counted, self.lost, self.twice, self.half, len(self.troubles))
        return "| " + " | ".join(map(str, cells)) + " |"


def write_articles(path: Path, count: int, *, words: int = 1) -> Path:
    """A JSONL of articles of our own, each with several claims, dates, figures and speakers."""
    with path.open("w", encoding="utf-8") as lines:
        for n in range(count):
            text = (
                f"قال مدير سد الوادي رقم {n}، الاثنين، إن الخزان احتوى {n + 12} مليون متر مكعب في آذار 2024، "
                "مؤكداً أن أعمال التوسعة انتهت أواخر 2022.\n\n"
                f"وكان المجلس قد أقر المشروع رقم {n} عام 2019 بأغلبية {n + 40} صوتاً."
            )
            article = {
                "id": f"f{n:04}",
                "title": f"سد الوادي {n}",
                "text": "\n\n".join([text] * words),
                "language": "ar",
            }
            lines.write(json.dumps({**article, "published_at": "2024-05-07T09:15:00+03:00"}, ensure_ascii=False) + "\n")
    return path


def start(*arguments: object, env: Mapping[str, str] | None = None, cwd: Path | None = None) -> subprocess.Popen[str]:
    """The installed command in a session of its own, so that all it starts can be killed with it."""
    return subprocess.Popen(
        [str(CLAIMDESK), *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
        env={**os.environ, **(env or {})}, cwd=cwd, start_new_session=True,
    )  # fmt: skip


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit status, what it printed, and the seconds it took."""

    status: int
    out: str
    err: str
    seconds: float


def finish(*arguments: object, env: Mapping[str, str] | None = None, cwd: Path | None = None) -> Ended:
    """Runs the installed command to its end."""
    began = time.monotonic()
    command = start(*arguments, env=env, cwd=cwd)
    try:
        out, err = command.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        kill(command)
        out, err = command.communicate()
        err += "\nit did not end"
    return Ended(command.returncode, out, err, time.monotonic() - began)


def kill(command: subprocess.Popen[str]) -> bool:
    """As a power cut would, with all that the command started; gives whether it was still running."""
    running = command.poll() is None
    if running:
        os.killpg(command.pid, signal.SIGKILL)
    command.communicate()
    return running


def rows_of(store: Path | str, views: Sequence[str] = MACHINE_VIEWS) -> Rows:
    """Every row of these views without what belongs to the occasion, as often as it is there.

    Raises:
        ClaimdeskError: the store does not open.
    """
    found: Rows = {}
    with connect(store, read_only=True, wait_seconds=60) as opened:
        for view in views:
            names = [row[0] for row in opened.con.execute(f"DESCRIBE {view}").fetchall()]
            columns = ", ".join(name for name in names if name not in _OF_THE_OCCASION)
            found[view] = Counter(opened.con.execute(f"SELECT {columns} FROM {view}").fetchall())
    return found


def ids(store: Path | str, sql: str) -> set[str]:
    """The first column of a query."""
    with connect(store, read_only=True, wait_seconds=60) as opened:
        return {row[0] for row in opened.con.execute(sql).fetchall()}


def doubles(rows: Rows) -> int:
    """How many rows are there more often than once."""
    return sum(count - 1 for view in rows.values() for count in view.values())


def differences(found: Rows, wanted: Rows) -> list[str]:
    """The views in which two stores differ, with how many rows are missing and how many too many."""
    said = []
    for view, rows in wanted.items():
        missing, surplus = rows - found[view], found[view] - rows
        if missing or surplus:
            said.append(f"{view}: {missing.total()} rows missing, {surplus.total()} too many")
    return said


def has_traceback(ended: Ended) -> bool:
    """Whether the user saw the program's inside."""
    return "Traceback (most recent call last)" in ended.err + ended.out


def fill(sheet: Path, reviewer: str, verdict: str = "true") -> int:
    """Fills every claim of an HTML sheet as its script does; gives how many there are."""
    claims = claim_ids(sheet)

    def answer(answers: dict[str, Any]) -> None:
        answers["reviewer"] = reviewer
        answers["answers"] = {
            claim: {"verdict": verdict, "rationale": f"{reviewer}: {claim}", "sources": [SOURCE]} for claim in claims
        }

    fill_html(sheet, answer)
    return len(claims)
