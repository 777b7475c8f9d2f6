"""What a person waits for at the shell: ``python -m benchmarks``, from the project's folder."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.measuring import measure, print_table, python

SAMPLES = Path("data/samples")
ARTICLE = SAMPLES / "ar" / "baghdad-washington-talks.txt"


def main() -> None:
    """Measures and prints the table; takes about two minutes."""
    claimdesk = str(Path(sys.executable).with_name("claimdesk"))
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "bench.duckdb"
        run = [claimdesk, "run", str(SAMPLES), "--store", str(store), "--sheets", f"{folder}/sheets"]
        measure(run)
        again = measure(run)
        store.unlink()
        shutil.rmtree(f"{folder}/sheets")
        fresh = measure(run)
    cases = [
        (
            "claimdesk --help",
            measure([claimdesk, "--help"], 5),
            "< 0.5 s",
            "python -c 'import click'",
            measure(python("import click"), 5),
        ),
        (
            "claimdesk extract, one article",
            measure([claimdesk, "extract", str(ARTICLE)], 3),
            "< 2.5 s",
            "import spacy; spacy.blank('ar')",
            measure(python("import spacy; spacy.blank('ar')"), 3),
        ),
        (
            "claimdesk run data/samples",
            fresh,
            "< 25 s",
            "import prefect, great_expectations",
            measure(python("import os; os.environ['DO_NOT_TRACK'] = '1'; import prefect, great_expectations")),
        ),
        (
            "the same again, nothing new",
            again,
            "< 25 s",
            "import prefect",
            measure(python("import os; os.environ['DO_NOT_TRACK'] = '1'; import prefect")),
        ),
    ]
    rows = [
        (
            name,
            f"{ours.seconds:.2f} s",
            wanted,
            f"{ours.mebibytes:.0f} MiB",
            peer,
            f"{theirs.seconds:.2f} s",
            f"{ours.seconds / theirs.seconds:.1f}",
        )
        for name, ours, wanted, peer, theirs in cases
    ]
    print_table(("command", "time", "wanted", "memory", "peer", "peer's time", "ratio"), rows)


if __name__ == "__main__":
    main()
