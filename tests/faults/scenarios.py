"""Every fault, in a short form for the tests and at full length for the page on reliability."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import Postgres
from tests.faults import clocks, crowds, damage, disks, kills
from tests.faults.driving import Outcome

SEED = 20260302


@dataclass(frozen=True)
class Scenario:
    """A fault: its name, and how it is made in a folder of its own, short or at full length.

    Attributes:
        name: in tests and on the command line.
        short: takes seconds.
        full: takes minutes; the lengths that docs/reliability.md has.
        needs: ``root`` to mount a disk, ``postgres`` for a team's store, or nothing.
    """

    name: str
    short: Callable[[Path, Postgres | None], Outcome]
    full: Callable[[Path, Postgres | None], Outcome]
    needs: str = ""


def _lake(postgres: Postgres | None, folder: Path, seconds: float) -> Outcome:
    if postgres is None:
        raise ValueError("this scenario needs Postgres")
    store = postgres.target(postgres.database(), folder / "rows")
    return crowds.crowd(store, folder, seconds=seconds, name="many at once, a team's store")


def _stops(postgres: Postgres | None, folder: Path, stops: int) -> Outcome:
    if postgres is None:
        raise ValueError("this scenario needs Postgres")
    return crowds.catalog_stops(postgres, folder, stops=stops)


SCENARIOS = (
    Scenario(
        "kill-run",
        lambda at, _: kills.kill_runs(at, kills=2, seed=SEED, articles=12),
        lambda at, _: kills.kill_runs(at, kills=70, seed=SEED),
    ),
    Scenario(
        "kill-import",
        lambda at, _: kills.kill_imports(at, kills=3, seed=SEED, articles=8),
        lambda at, _: kills.kill_imports(at, kills=70, seed=SEED),
    ),
    Scenario(
        "kill-desk",
        lambda at, _: kills.kill_desk(at, kills=2, reviews=16),
        lambda at, _: kills.kill_desk(at, kills=60, reviews=600),
    ),
    Scenario("disk-full", lambda at, _: disks.disk_full(at), lambda at, _: disks.disk_full(at), "root"),
    Scenario("disk-read-only", lambda at, _: disks.disk_read_only(at), lambda at, _: disks.disk_read_only(at), "root"),
    Scenario(
        "damaged-file",
        lambda at, _: damage.damaged_store(at, tries=6, seed=SEED),
        lambda at, _: damage.damaged_store(at, tries=200, seed=SEED),
    ),
    Scenario(
        "damaged-log",
        lambda at, _: damage.damaged_log(at, tries=4, seed=SEED),
        lambda at, _: damage.damaged_log(at, tries=100, seed=SEED),
    ),
    Scenario(
        "clock",
        lambda at, _: clocks.clock_set_back(at, steps=12, seed=SEED),
        lambda at, _: clocks.clock_set_back(at, steps=200, seed=SEED),
    ),
    Scenario(
        "two-runs",
        lambda at, _: crowds.two_runs(at, rounds=1, articles=8),
        lambda at, _: crowds.two_runs(at, rounds=10),
    ),
    Scenario(
        "crowd-file",
        lambda at, _: crowds.crowd(str(at / "store.duckdb"), at, seconds=6, name="many at once, a file"),
        lambda at, _: crowds.crowd(str(at / "store.duckdb"), at, seconds=300, name="many at once, a file"),
    ),
    Scenario("crowd-lake", lambda at, pg: _lake(pg, at, 6), lambda at, pg: _lake(pg, at, 300), "postgres"),
    Scenario("catalog-stops", lambda at, pg: _stops(pg, at, 2), lambda at, pg: _stops(pg, at, 40), "postgres"),
)
