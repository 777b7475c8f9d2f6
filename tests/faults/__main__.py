"""Every fault at full length: ``make faults``, or ``python -m tests.faults [NAME ...]``.

The exit status is 1 when one of them cost something.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

from tests.conftest import Postgres
from tests.faults.scenarios import SCENARIOS, Scenario

HEAD = "| fault | tries | what was counted | lost | twice | half there | troubles |\n|---|---:|---|---:|---:|---:|---:|"


def _postgres(folder: Path) -> Postgres | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        return None
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    server = Postgres(folder, found[-1].parent)
    server.start()
    return server


def _run(scenario: Scenario, postgres: Postgres | None, short: bool) -> bool:
    if scenario.needs == "postgres" and postgres is None:
        print(f"| {scenario.name} | 0 | not made: there is no Postgres here | | | | |", flush=True)
        return True
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="claimdesk-faults-") as folder:
        os.environ["PREFECT_HOME"] = str(Path(folder) / "prefect")
        try:
            outcome = (scenario.short if short else scenario.full)(Path(folder), postgres)
        except PermissionError as error:
            print(f"| {scenario.name} | 0 | not made: this user cannot mount a disk ({error}) | | | | |", flush=True)
            return True
    print(outcome.line(), flush=True)
    print(
        f"{scenario.name}: {time.monotonic() - began:.0f} s", *outcome.troubles, sep="\n  ", file=sys.stderr, flush=True
    )
    return outcome.well


def main() -> int:
    """Makes the faults that were named, or all, and prints a table of what each cost."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    names = [scenario.name for scenario in SCENARIOS]
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(names))
    parser.add_argument("--short", action="store_true", help="as the tests make them")
    given = parser.parse_args()
    if unknown := set(given.names) - set(names):
        parser.error(f"no such fault: {', '.join(sorted(unknown))}; there are {', '.join(names)}")
    home = Path(tempfile.mkdtemp(prefix="claimdesk-pg-"))
    postgres = _postgres(home)
    print(HEAD, flush=True)
    try:
        well = [
            _run(scenario, postgres, given.short) for scenario in SCENARIOS if scenario.name in (given.names or names)
        ]
    finally:
        if postgres is not None:
            postgres.stop()
        shutil.rmtree(home, ignore_errors=True)
    return int(not all(well))


if __name__ == "__main__":
    sys.exit(main())
