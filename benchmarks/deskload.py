"""Many reviewers at one desk while a run writes and the desk is killed: ``python -m benchmarks.deskload``.

Every save that the desk acknowledged must be in the store afterwards, exactly once. Prints how long it took to
acknowledge them.
"""

from __future__ import annotations

import argparse
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import httpx
import lxml.html

from benchmarks.bigstore import fill
from desk.web.users import hashed, write_file
from extractors.types import Article, Extraction
from store import connect
from store.runs import start_run
from store.writing import write_batch

PASSWORD = "a password for measuring"  # noqa: S105 - of accounts that live as long as a measurement
PATIENCE = 300.0
"""Seconds after which a reviewer who gets no answer gives up."""


@dataclass
class Outcome:
    """What was acknowledged, what the store held afterwards, and how long acknowledgements took, in seconds."""

    acknowledged: list[tuple[str, str, str]] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    lost: list[tuple[str, str, str]] = field(default_factory=list)
    twice: int = 0
    written: int = 0
    troubles: list[str] = field(default_factory=list)


class Desk:
    """The desk as a process of its own, on one port for its whole life."""

    def __init__(self, store: Path, users: Path) -> None:
        self.store, self.users, self.port = store, users, 0
        self.process = self._start()

    def _start(self) -> subprocess.Popen[str]:
        command = [Path(sys.executable).with_name("claimdesk"), "desk", "--store", self.store, "--users", self.users,
                   "--port", str(self.port), "--wait", "60"]  # fmt: skip
        process = subprocess.Popen([str(part) for part in command], stdout=subprocess.PIPE, encoding="utf-8")
        line = process.stdout.readline() if process.stdout else ""
        found = re.search(r"http://[^ ]+:(\d+)/", line)
        if found is None:
            raise RuntimeError(f"the desk did not open: {line}")
        self.port = int(found[1])
        return process

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def cut(self) -> None:
        """Kills it as a power cut would, and starts it again."""
        self.process.kill()
        self.process.wait()
        self.process = self._start()

    def stop(self) -> None:
        """Closes it."""
        self.process.terminate()
        self.process.wait(timeout=60)


def run(folder: Path, *, reviewers: int, reviews: int, cuts: int = 1, claims: int = 0) -> Outcome:
    """Has reviewers save reviews of claims of their own, with a writer beside them and power cuts between.

    Args:
        folder: where store and accounts go.
        reviewers: how many work at the same time.
        reviews: how many they save together.
        cuts: how often the desk is killed.
        claims: the size of the store; 0 takes what the reviews need.
    """
    store, users = folder / "load.duckdb", folder / "users.toml"
    with connect(store) as opened:
        fill(opened, max(claims, 2 * reviews))
    secret = hashed(PASSWORD)
    names = [f"Reviewer {n}" for n in range(reviewers)]
    write_file(users, {"users": {name: {"role": "checker", "password": secret} for name in names}})
    with connect(store, read_only=True) as opened:
        rows = opened.con.execute(
            "SELECT claim_id FROM claims WHERE checkable AND status = 'new' ORDER BY claim_id LIMIT $n", {"n": reviews}
        ).fetchall()
    work = [row[0] for row in rows]
    outcome, desk, done = Outcome(), Desk(store, users), threading.Event()
    writer = threading.Thread(target=_write, args=(store, done, outcome))
    people = [threading.Thread(target=_review, args=(desk, name, work[n::reviewers], outcome))
              for n, name in enumerate(names)]  # fmt: skip
    for thread in (writer, *people):
        thread.start()
    for cut in range(1, cuts + 1):
        while len(outcome.acknowledged) < cut * reviews // (cuts + 1) and any(p.is_alive() for p in people):
            time.sleep(0.02)
        desk.cut()
    for thread in people:
        thread.join()
    done.set()
    writer.join()
    desk.stop()
    _compare(store, outcome)
    return outcome


def _review(desk: Desk, name: str, work: list[str], outcome: Outcome) -> None:
    http = httpx.Client(base_url=desk.address, timeout=120)
    for claim_id in work:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                if _save(http, name, claim_id, outcome):
                    break
            except httpx.HTTPError:
                time.sleep(0.1)  # the desk is down; what was typed is typed again
        else:
            outcome.troubles.append(f"{name} gave up on {claim_id}")
    http.close()


def _save(http: httpx.Client, name: str, claim_id: str, outcome: Outcome) -> bool:
    page = http.get("/claim", params={"id": claim_id})
    if page.status_code == 303:
        door = form_of(http.get("/login"), "/login")
        http.post("/login", data={**door, "name": name, "password": PASSWORD})
        return False
    if page.status_code != 200:
        time.sleep(0.05)
        return False
    rationale = f"{name} on {claim_id}"
    if rationale in page.text:
        return True  # saved before the cut, though the answer was lost with it
    fields = form_of(page, "/review") | {
        "verdict": "true", "rationale": rationale, "url1": "https://records.example/1", "stance1": "supports",
        "tier1": "primary", "do": "save",
    }  # fmt: skip
    began = time.perf_counter()
    answer = http.post("/review", params={"id": claim_id}, data=fields)
    if answer.status_code != 303 or "done=" not in answer.headers["location"]:
        return False
    outcome.seconds.append(time.perf_counter() - began)
    outcome.acknowledged.append((claim_id, name, rationale))
    return True


def form_of(page: httpx.Response, action: str) -> dict[str, str]:
    """The present fields of a form of a page."""
    for form in lxml.html.fromstring(page.text).forms:
        if (form.action or "").startswith(action):
            return {str(key): str(value or "").removeprefix("\n") for key, value in form.form_values()}
    return {}


def _write(store: Path, done: threading.Event, outcome: Outcome) -> None:
    """Stores articles as a run does, a batch after the other, from outside of the desk."""
    while not done.wait(0.2):
        now, number = datetime.now(UTC), outcome.written
        text = f"قال المحافظ إن {number} شاحنة عبرت الجسر أمس.\n"
        article = Article(f"load-{number}", text, "ar", f"الجسر {number}", "وكالة الوادي", "", now.isoformat())
        with connect(store, wait_seconds=120) as opened:
            start_run(opened, f"load-{number}", now)
            write_batch(opened, f"load-{number}", [Extraction(article, (), (), (), extractor_version="1")], now)
        outcome.written += 1


def _compare(store: Path, outcome: Outcome) -> None:
    with connect(store, read_only=True, wait_seconds=60) as opened:
        held = opened.con.execute("SELECT claim_id, reviewer, rationale FROM reviews WHERE origin = 'desk'").fetchall()
        articles = opened.con.execute("SELECT count(*) FROM articles WHERE article_id LIKE 'load-%'").fetchone()
    outcome.lost = sorted(set(outcome.acknowledged) - set(held))
    outcome.twice = len(held) - len(set(held))
    if articles is None or articles[0] != outcome.written:
        outcome.troubles.append(f"{outcome.written} articles were written, {articles} are there")


def main() -> None:
    """Runs the load and says what came of it; the exit status is 1 when anything was lost or saved twice."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reviewers", type=int, default=20)
    parser.add_argument("--reviews", type=int, default=2000)
    parser.add_argument("--cuts", type=int, default=2)
    parser.add_argument("--claims", type=int, default=0, help="size of the store; 0: what the reviews need")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        outcome = run(Path(folder), reviewers=given.reviewers, reviews=given.reviews, cuts=given.cuts,
                      claims=given.claims)  # fmt: skip
    took = time.perf_counter() - began
    times = sorted(outcome.seconds)
    print(f"{len(outcome.acknowledged)} saves acknowledged in {took:.0f} s by {given.reviewers} reviewers, "
          f"{given.cuts} power cuts, {outcome.written} batches written beside them")  # fmt: skip
    print(f"acknowledgement: median {1000 * statistics.median(times):.0f} ms, "
          f"95 % within {1000 * times[int(0.95 * len(times))]:.0f} ms")  # fmt: skip
    print(f"lost {len(outcome.lost)}, saved twice {outcome.twice}, troubles {outcome.troubles}")
    sys.exit(1 if outcome.lost or outcome.twice or outcome.troubles else 0)


if __name__ == "__main__":
    main()
