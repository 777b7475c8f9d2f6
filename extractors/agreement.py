"""How far two annotators of the same articles agree: ``python -m extractors.agreement [FOLDER]``.

A second marking stands in ``data/second`` under the path that the first one has in ``data/gold``. Spans match as in
``extractors.evaluate``; what is said of a claim is compared where both marked the claim. An agreement is twice what
both marked over what either marked, or, for yes or no and the speaker, the share of the claims of both.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from extractors.errors import ClaimdeskError
from extractors.evaluate import GOLD, gold_sets, match, overlap, same_speaker

SECOND = GOLD.parent / "second"
FIGURES = ("claims", "claims_iou80", "own_voice_or_not", "speaker", "date_interval", "quantity_value", "claim_or_not")
_NEAR = 1e-3  # a third is written 0.333 by one and 0.3333 by another

Marking = dict[str, Any]
Counts = Counter[tuple[str, str]]


def _spans(items: Sequence[Marking]) -> list[tuple[int, int]]:
    return [(item["start"], item["end"]) for item in items]


def _read(path: Path) -> Marking:
    if not path.is_file():
        raise ClaimdeskError(
            "there is no first marking of this article", where=str(path), next_step="Give both the same path and name"
        )
    marking: Marking = json.loads(path.read_text(encoding="utf-8"))
    return marking


def _count(counts: Counts, name: str, first: int, second: int, both: int) -> None:
    counts.update({(name, "either"): first + second, (name, "both"): both})


def compare(first: Marking, second: Marking, counts: Counts) -> None:
    """Adds one article in its two markings to the counts.

    Raises:
        ClaimdeskError: the two are not markings of one text.
    """
    if first["body"] != second["body"]:
        raise ClaimdeskError(
            "the two markings are not of one text", where=str(second["id"]), next_step="Mark the body of data/gold"
        )
    mine, other = _spans(first["claims"]), _spans(second["claims"])
    pairs = match(mine, other)
    _count(counts, "claims", len(mine), len(other), len(pairs))
    close = sum(overlap(mine[i], other[j]) >= 0.8 for i, j in pairs.items())
    _count(counts, "claims_iou80", len(mine), len(other), close)
    for i, j in pairs.items():
        _compare_claim(first["claims"][i], second["claims"][j], counts)
    for left, right in ((first, second), (second, first)):
        claimed = _spans(right["claims"])
        for span in _spans(left["not_claims"]):
            _count(counts, "claim_or_not", 1, 1, not any(overlap(span, claim) >= 0.5 for claim in claimed))


def _compare_claim(first: Marking, second: Marking, counts: Counts) -> None:
    _count(counts, "own_voice_or_not", 1, 1, first["reported"] == second["reported"])
    if first["reported"] and second["reported"]:
        _count(counts, "speaker", 1, 1, any(same_speaker(name, first["speakers"]) for name in second["speakers"]))
    dates = [{(mention["from"], mention["to"]) for mention in claim["dates"]} for claim in (first, second)]
    _count(counts, "date_interval", len(dates[0]), len(dates[1]), len(dates[0] & dates[1]))
    mine, other = ([quantity["value"] for quantity in claim["quantities"]] for claim in (first, second))
    alike = sum(any(abs(a - b) <= _NEAR * max(1.0, abs(a)) for b in other) for a in mine)
    _count(counts, "quantity_value", len(mine), len(other), min(alike, len(other)))


def agreement(counts: Counts) -> dict[str, float]:
    """Every figure in 0..1; 1.0 where there was nothing to compare."""
    return {
        name: round(2 * counts[name, "both"] / counts[name, "either"], 3) if counts[name, "either"] else 1.0
        for name in FIGURES
    }


def main(arguments: Sequence[str] | None = None, write: Callable[[str], object] = sys.stdout.write) -> int:
    """The command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m extractors.agreement", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=SECOND, help="the second markings")
    folder: Path = parser.parse_args(arguments).folder
    for name, files in gold_sets(folder).items():
        counts: Counts = Counter()
        for path in files:
            first, second = (_read(marking) for marking in (GOLD / path.relative_to(folder), path))
            compare(first, second, counts)
        write(f"{name}, {len(files)} articles\n")
        write("".join(f"  {figure:<17} {value:.3f}\n" for figure, value in agreement(counts).items()))
    return 0


if __name__ == "__main__":
    try:
        status = main()
    except ClaimdeskError as error:
        sys.stderr.write(f"{error}\n")
        status = 2
    raise SystemExit(status)
