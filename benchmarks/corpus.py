"""Many articles through the main flow: ``python -m benchmarks.corpus PATH [--articles 1000] [--workers 1]``.

PATH is a JSONL file of articles as ``claimdesk run`` reads them, or a zip (or folder of zips) of JSON lists with
the fields source, url, date_extracted, title, content.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.measuring import print_table

PARTS = {
    "read": "reading",
    "extract": "extraction",
    "store": "DuckDB, writing",
    "check": "Great Expectations",
    "sheets": "rendering sheets",
}


def articles(path: Path) -> Iterator[dict[str, Any]]:
    """Articles in the shape that ``claimdesk run`` reads."""
    if path.is_dir():
        for file in sorted(path.glob("*.zip")):
            yield from articles(file)
    elif path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            for name in sorted(archive.namelist()):
                for item in json.loads(archive.read(name).decode("utf-8-sig")):
                    yield {
                        "url": item["url"],
                        "title": item["title"],
                        "outlet": item["source"],
                        "published_at": item["date_extracted"].replace(" ", "T"),
                        "text": item["content"],
                    }
    else:
        with path.open(encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def run_flow(source: Path, folder: Path, workers: int) -> None:
    """What the measured process does: the flow, and the seconds of its parts as JSON on standard output."""
    from flows.local import prefect_api

    started = time.perf_counter()
    with prefect_api():
        from flows.pipeline import fact_check

        ready = time.perf_counter() - started
        run = fact_check([str(source)], str(folder / "store.duckdb"), str(folder / "sheets"), workers=workers)
    counts = run.counts
    done = counts.articles_new + counts.articles_updated + counts.articles_unchanged
    report = {"ready": ready, "whole": time.perf_counter() - started, "articles": done, "claims": counts.claims}
    report |= {"rejected": counts.articles_rejected, "failed": len(run.checks_failed), "seconds": run.seconds}
    json.dump(report, sys.stdout)


def tokenising_rate(texts: list[str]) -> float:
    """The peer: articles a second that ``spacy.blank("ar")`` only cuts into words."""
    import spacy

    blank = spacy.blank("ar")
    started = time.perf_counter()
    for text in texts:
        blank.make_doc(text)
    return len(texts) / (time.perf_counter() - started)


def main() -> None:
    """Converts, runs the flow in a process of its own, and prints where the time went."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.child:
        run_flow(chosen.path, chosen.child, chosen.workers)
        return
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "articles.jsonl"
        taken = list(islice(articles(chosen.path), chosen.articles))
        lines = (json.dumps(article, ensure_ascii=False) for article in taken)
        source.write_text("\n".join(lines) + "\n", encoding="utf-8")
        command = [sys.executable, "-m", "benchmarks.corpus", str(source), "--child", folder]
        command += ["--workers", str(chosen.workers)]
        peak, output = _run_watched(command)
        report = json.loads(output)
    peer = tokenising_rate([article["text"] for article in taken if article.get("text")])
    _print_report(report, peak, peer, chosen.workers)


def _run_watched(command: list[str]) -> tuple[float, str]:
    """The largest resident memory in MiB of the process and its children together, and what it printed."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, sum(_resident(pid) for pid in _family(process.pid)))
        time.sleep(0.2)
    output = process.stdout.read() if process.stdout else ""
    if process.returncode:
        sys.exit(process.returncode)
    return peak, output


def _family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children")
    try:
        below = [int(child) for child in children.read_text().split()]
    except OSError:
        return [pid]
    return [pid, *(descendant for child in below for descendant in _family(child))]


def _resident(pid: int) -> float:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS")), 0.0)


def _print_report(report: dict[str, Any], peak: float, peer: float, workers: int) -> None:
    whole, parts = report["whole"], report["seconds"]
    rate = report["articles"] / parts["all"]
    print(f"{report['articles']} articles, {report['rejected']} rejected, {report['claims']} claims, ", end="")
    print(f"{report['failed']} checks failed.")
    print(f"{whole:.1f} s in all, {rate:.1f} articles a second once running; memory at most {peak:.0f} MiB", end="")
    print(" with the Prefect server.")
    print(f"Peer: spacy.blank('ar') cuts {peer:.0f} of these a second into words: ratio {rate / peer:.3f}.")
    if workers > 1:
        # Parts that run beside each other are no shares of a whole.
        return
    rows = [(label, f"{parts.get(key, 0.0):.1f}", f"{parts.get(key, 0.0) / whole:.0%}") for key, label in PARTS.items()]
    prefect = parts["all"] - sum(parts.get(key, 0.0) for key in PARTS)
    rows.append(("Prefect, tasks and artifacts", f"{prefect:.1f}", f"{prefect / whole:.0%}"))
    around = whole - parts["all"]
    rows.append(("Prefect, start and stop, with the imports", f"{around:.1f}", f"{around / whole:.0%}"))
    print_table(("part", "seconds", "share"), rows)


if __name__ == "__main__":
    main()
