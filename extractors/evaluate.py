"""Scores extraction on gold articles and holds the floors: ``python -m extractors.evaluate [FOLDER]``.

A gold article is a JSON file with ``body``, ``claims`` and ``not_claims`` (see data/README.md). Spans match
one to one, best overlap first, when intersection over union is at least a half, as in the shared tasks on
argument and claim spans. The floors stand in ``data/gold/floors.toml`` with the hash of the corpus they were
measured on: a changed corpus or a figure below its floor ends with status 1. ``--pin`` writes what is measured
now, and refuses to lower a floor unless ``--lower`` is given too.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from extractors.errors import ClaimdeskError
from extractors.normalise import fold
from extractors.pipeline import extract
from extractors.types import Article, Claim, Extraction

GOLD = Path(__file__).parent.parent / "data" / "gold"
FIGURES = (
    "claims_f1", "claims_precision", "claims_recall", "not_claims_kept_out", "speaker_right", "own_voice_kept",
    "date_exact", "quantity_value",
)  # fmt: skip
_MARGIN = 0.01

Span = tuple[int, int]


@dataclass(slots=True)
class Tally:
    """Counts over a set of articles, and the errors by kind with examples."""

    counts: dict[str, int] = field(default_factory=dict)
    errors: dict[str, list[str]] = field(default_factory=dict)

    def add(self, name: str, right: int = 1) -> None:
        """Counts one case and whether it was right."""
        self.counts[name] = self.counts.get(name, 0) + 1
        self.counts[name + "+"] = self.counts.get(name + "+", 0) + right

    def error(self, kind: str, example: str) -> None:
        """Notes an error under its kind."""
        self.errors.setdefault(kind, []).append(example)

    def share(self, name: str) -> float:
        """The share that was right; 1.0 where there was no case."""
        return self.counts.get(name + "+", 0) / self.counts[name] if self.counts.get(name) else 1.0

    def figures(self) -> dict[str, float]:
        """Every figure in 0..1, more is better."""
        precision, recall = self.share("predicted"), self.share("gold")
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        values = (f1, precision, recall, *(self.share(name) for name in FIGURES[3:]))
        return {name: round(value, 3) for name, value in zip(FIGURES, values, strict=True)}


def overlap(a: Span, b: Span) -> float:
    """Intersection over union of two half-open spans."""
    inter = min(a[1], b[1]) - max(a[0], b[0])
    return inter / (max(a[1], b[1]) - min(a[0], b[0])) if inter > 0 else 0.0


def match(gold: Sequence[Span], found: Sequence[Span]) -> dict[int, int]:
    """Gold index to found index, one to one, best overlap first, at least a half."""
    ranked = sorted(((overlap(g, f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found)), reverse=True)
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for score, i, j in ranked:
        if score >= 0.5 and i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def same_speaker(said: str | None, accepted: Sequence[str]) -> bool:
    """Whether the words of the name are among, or contain, those of an accepted form."""
    words = set(fold(said or "").split())
    return bool(words) and any(words <= (other := set(fold(name).split())) or other <= words for name in accepted)


def score_article(gold: dict[str, Any], extraction: Extraction, tally: Tally) -> None:
    """Adds one article to the tally."""
    claims = extraction.claims
    spans = [(c.start, c.end) for c in claims]
    pairs = match([(c["start"], c["end"]) for c in gold["claims"]], spans)
    for index, wanted in enumerate(gold["claims"]):
        tally.add("gold", index in pairs)
        if index not in pairs:
            tally.error(f"missed {wanted['kind']}", wanted["text"])
        else:
            _score_claim(wanted, claims[pairs[index]], tally)
    matched = set(pairs.values())
    for index in range(len(claims)):
        tally.add("predicted", index in matched)
    for item in gold["not_claims"]:
        hit = next((c for c in claims if overlap((item["start"], item["end"]), (c.start, c.end)) >= 0.5), None)
        tally.add("not_claims_kept_out", hit is None)
        if hit is not None:
            tally.error(f"taken for a claim: {item['why']}", hit.text)


def _score_claim(wanted: dict[str, Any], claim: Claim, tally: Tally) -> None:
    if wanted["reported"]:
        right = same_speaker(claim.speaker, wanted["speakers"])
        tally.add("speaker_right", right)
        if not right:
            tally.error("wrong speaker", f"{claim.speaker} instead of {wanted['speakers'][0]}: {claim.text}")
    else:
        tally.add("own_voice_kept", not claim.speaker)
    found = {(d.from_date, d.to_date) for d in claim.dates}
    for item in wanted["dates"]:
        right = (item["from"], item["to"]) in found
        tally.add("date_exact", right)
        if not right:
            tally.error("wrong date", f"{item['text']}: {item['from']} to {item['to']}")
    for item in wanted["quantities"]:
        near = 1e-6 * max(1.0, abs(item["value"]))
        tally.add("quantity_value", any(abs(q.value - item["value"]) <= near for q in claim.quantities))


def evaluate(files: Sequence[Path]) -> Tally:
    """The tally of some gold files."""
    tally = Tally()
    for path in files:
        gold = json.loads(path.read_text(encoding="utf-8"))
        article = Article(gold["id"], gold["body"], gold["lang"], gold["title"], published_at=gold["published_at"])
        score_article(gold, extract(article), tally)
    return tally


def gold_sets(folder: Path) -> dict[str, list[Path]]:
    """Name of each set ("ar/dev") to its files, sorted; a folder that holds gold files itself is one set.

    Raises:
        ClaimdeskError: there is no gold article under the folder.
    """
    sets: dict[str, list[Path]] = {}
    for path in sorted(folder.rglob("*.json")):
        sets.setdefault(path.parent.relative_to(folder).as_posix(), []).append(path)
    if not sets:
        raise ClaimdeskError("there is no gold article here", where=str(folder), allowed="JSON files as in data/gold")
    return sets


def corpus_hash(files: Sequence[Path]) -> str:
    """SHA-256 over names and contents, so that a figure is tied to what it was measured on."""
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def read_floors(path: Path) -> dict[str, dict[str, Any]]:
    """The pinned floors by set, or nothing where none are pinned."""
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def breaches(sets: dict[str, list[Path]], results: dict[str, dict[str, float]], floors: dict[str, Any]) -> list[str]:
    """What does not hold: a figure below its floor, or a corpus that is not the pinned one."""
    out = []
    for name, figures in results.items():
        floor = floors.get(name)
        if floor is None:
            out.append(f"{name}: no floors are pinned; pin them with --pin")
            continue
        if floor["corpus"] != corpus_hash(sets[name]):
            out.append(f"{name}: the gold articles changed since the floors were pinned; look, then --pin")
        out += [
            f"{name}: {key} is {figures[key]:.3f}, its floor is {floor[key]:.3f}"
            for key in FIGURES
            if figures[key] < floor[key]
        ]
    return out


def pin(path: Path, sets: dict[str, list[Path]], results: dict[str, dict[str, float]], *, lower: bool) -> None:
    """Writes the floors, a hundredth below what was measured.

    Raises:
        ClaimdeskError: a floor would fall and ``lower`` is not set.
    """
    old = read_floors(path)
    lines = [f"# Floors of python -m extractors.evaluate, pinned {date.today().isoformat()}."]
    for name, figures in results.items():
        floors = {key: round(max(0.0, figures[key] - _MARGIN), 3) for key in FIGURES}
        fallen = [key for key in FIGURES if floors[key] < old.get(name, {}).get(key, 0.0)]
        if fallen and not lower:
            raise ClaimdeskError(
                f"{name}: {', '.join(fallen)} would fall",
                where=str(path),
                next_step="Mend it, or say --lower with the reason",
            )
        lines += [
            "",
            f'["{name}"]',
            f'corpus = "{corpus_hash(sets[name])}"',
            *(f"{k} = {v}" for k, v in floors.items()),
        ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _table(results: dict[str, dict[str, float]]) -> list[str]:
    names = list(results)
    width = max(len(key) for key in FIGURES)
    head = " " * width + "".join(f"  {name:>9}" for name in names)
    return [head, *(f"{key:<{width}}" + "".join(f"  {results[n][key]:>9.3f}" for n in names) for key in FIGURES)]


def _errors(tally: Tally, most: int) -> list[str]:
    ranked = sorted(tally.errors.items(), key=lambda item: (-len(item[1]), item[0]))
    return [f"  {len(examples):>3}  {kind}: {examples[0]}" for kind, examples in ranked[:most]]


def main(arguments: Sequence[str] | None = None, write: Callable[[str], object] = sys.stdout.write) -> int:
    """The command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m extractors.evaluate", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=GOLD)
    parser.add_argument(
        "--errors",
        type=int,
        default=0,
        metavar="N",
        help="show the N most frequent kinds of error; never for held sets",
    )
    parser.add_argument("--pin", action="store_true", help="write what is measured now as the floors")
    parser.add_argument("--lower", action="store_true", help="with --pin: let a floor fall")
    options = parser.parse_args(arguments)
    sets = gold_sets(options.folder)
    tallies = {name: evaluate(files) for name, files in sets.items()}
    results = {name: tally.figures() for name, tally in tallies.items()}
    lines = _table(results)
    for name, tally in tallies.items():
        if options.errors and not name.endswith("held"):
            lines += ["", f"{name}, errors by kind:", *_errors(tally, options.errors)]
    floors = options.folder / "floors.toml"
    if options.pin:
        pin(floors, sets, results, lower=options.lower)
    found = breaches(sets, results, read_floors(floors)) if floors.is_file() or options.folder == GOLD else []
    write("\n".join([*lines, *found, ""]))
    return int(bool(found))


if __name__ == "__main__":
    try:
        status = main()
    except ClaimdeskError as error:
        sys.stderr.write(f"{error}\n")
        status = 2
    raise SystemExit(status)
