"""How long pages and saves of the desk take at a big store: ``python -m benchmarks.desk STORE [--rounds 21]``.

The store is one of ``python -m benchmarks.bigstore``; reviews are added to it. A desk of one person is started as its
own process, and asked over HTTP by one reader. ``opened anew`` is the median of a few answers after the desk had let go
of the store; before the others it had been used a moment ago.
"""

from __future__ import annotations

import argparse
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx

from benchmarks.deskload import form_of
from store import connect
from store.keeper import LINGER_READING

PAUSE = 0.2
"""Seconds between two questions, as of a reader in a hurry."""
REST = LINGER_READING + 0.3
"""Seconds after which the desk has let go of the file."""
ANEW = 5
"""Questions after such a rest."""


def claims_of(store: Path, count: int) -> list[str]:
    """Claims that nobody has touched, in no order of worth."""
    with connect(store, read_only=True) as opened:
        rows = opened.con.execute(
            "SELECT claim_id FROM claims WHERE checkable AND status = 'new' ORDER BY claim_id LIMIT $n", {"n": count}
        ).fetchall()
    return [row[0] for row in rows]


def timed(ask: Callable[[], httpx.Response], rounds: int, pause: float) -> list[float]:
    """Milliseconds of each answer."""
    took = []
    for _ in range(rounds):
        time.sleep(pause)
        began = time.perf_counter()
        answer = ask()
        took.append(1000 * (time.perf_counter() - began))
        if answer.status_code >= 400:
            raise RuntimeError(f"{answer.url} answered {answer.status_code}")
    return took


def pages(claims: list[str]) -> Iterator[tuple[str, Callable[[httpx.Client], httpx.Response]]]:
    """The pages that are measured; claim pages are of another claim each time."""
    addresses = {
        "queue": "/",
        "queue, newest first": "/?sort=newest",
        "queue, decided": "/?status=decided",
        "queue, one outlet": "/?outlet=وكالة الوادي",
        "queue, one speaker": "/?speaker=الحمود",
        "queue, newest of one outlet": "/?sort=newest&outlet=وكالة الوادي",
        "articles": "/articles",
        "overview": "/overview",
        "sources": "/sources",
        "published": "/outputs",
        "search": "/search?q=البلدية بئر",
        "account": "/account",
    }
    for name, address in addresses.items():
        yield name, lambda http, address=address: http.get(address)  # type: ignore[misc]
    turn = iter(claims)
    yield "claim", lambda http: http.get("/claim", params={"id": next(turn)})


def save(http: httpx.Client, claim_id: str) -> Callable[[], httpx.Response]:
    """A filled form, ready to be sent."""
    fields = form_of(http.get("/claim", params={"id": claim_id}), "/review") | {
        "verdict": "true", "rationale": "measured", "url1": "https://records.example/1", "stance1": "supports",
        "tier1": "primary", "do": "save",
    }  # fmt: skip
    return lambda: http.post("/review", params={"id": claim_id}, data=fields)


def main() -> None:
    """Measures and prints a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("store", type=Path)
    parser.add_argument("--rounds", type=int, default=21)
    given = parser.parse_args()
    claims = claims_of(given.store, 6 * given.rounds)
    command = [Path(sys.executable).with_name("claimdesk"), "desk", "--store", given.store, "--port", "0"]
    desk = subprocess.Popen([str(part) for part in command], stdout=subprocess.PIPE, encoding="utf-8")
    found = re.search(r"http://[^ ]+:\d+", desk.stdout.readline() if desk.stdout else "")
    try:
        with httpx.Client(base_url=found[0] if found else "", timeout=120) as http:
            http.get("/")
            print("| page | first, ms | median, ms | slowest, ms | opened anew, ms |\n|---|---|---|---|---|")
            for name, ask in pages(claims):
                took = timed(lambda ask=ask: ask(http), given.rounds, PAUSE)  # type: ignore[misc]
                anew = timed(lambda ask=ask: ask(http), ANEW, REST)  # type: ignore[misc]
                print(f"| {name} | {took[0]:.0f} | {statistics.median(took):.0f} | {max(took):.0f} "
                      f"| {statistics.median(anew):.0f} |", flush=True)  # fmt: skip
            print("\n| save | median, ms | slowest, ms |\n|---|---|---|")
            for name, pause in (("right after a page", 0.0), ("store let go before", REST)):
                took = []
                for claim_id in claims[-2 * given.rounds :][:: 1 if pause else -1][: given.rounds]:
                    took += timed(save(http, claim_id), 1, pause)
                print(f"| {name} | {statistics.median(took):.0f} | {max(took):.0f} |")
    finally:
        desk.terminate()
        desk.wait()


if __name__ == "__main__":
    main()
