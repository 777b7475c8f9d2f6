"""The data-quality checks and the gate over a big store: ``python -m benchmarks.checks STORE``.

Make the store with ``python -m benchmarks.bigstore STORE --claims 1000000``. CPU time stands beside wall time, since
only the first stays the same while other programs run.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable

from benchmarks.measuring import print_table


def _spent(work: Callable[[], object]) -> tuple[str, str]:
    before, began = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    work()
    after, seconds = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter() - began
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return f"{seconds:.1f} s", f"{cpu:.1f} s"


def main(store: str) -> None:
    """Measures and prints a table of a store, a file or ``ducklake:...``, which is only read."""
    from checks import run_checks
    from checks.gate import publication_findings
    from store import connect

    def load() -> None:
        import great_expectations  # noqa: F401

    rows = []
    with connect(store, read_only=True) as opened:
        found = opened.con.execute("SELECT claim_id FROM verdicts ORDER BY claim_id LIMIT 50").fetchall()
        decided = [row[0] for row in found]
        # The first call of a process loads what DuckDB needs to take lists.
        publication_findings(opened.con, decided[:1])
        for count in (1, 50):
            spent = _spent(lambda count=count: publication_findings(opened.con, decided[:count]))  # type: ignore[misc]
            rows.append((f"the gate, {count} claim{'s' * (count > 1)}", *spent))
    rows.append(("`import great_expectations`", *_spent(load)))
    rows.append(("every check over the whole store", *_spent(lambda: run_checks(store, "benchmark"))))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)
    print_table(("what", "time", "CPU time"), rows)
    print(f"\nLargest resident memory: {peak:.0f} MiB")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    main(sys.argv[1])
