"""What the store takes at a size: ``python -m benchmarks.store TARGET [--claims 1000000] [--load 100000]``.

TARGET is made by ``benchmarks.bigstore`` when it is not there; ``--load-into`` names an empty store for what is loaded,
such as a second database of a team's store, where a file is made and deleted otherwise. Opening, every view (a page of
100 rows), every named query, search, a MERGE of 1,000 changed claims, and loading through the writing API into a store
of its own. Medians of five in milliseconds; the second figure is processor time on two cores, which a busy machine
changes less.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from benchmarks import bigstore
from benchmarks.measuring import print_table
from extractors.types import (
    Article,
    Attribution,
    Claim,
    DateMention,
    Entity,
    Extraction,
    Quantity,
    Reason,
    Sentence,
    Source,
    Span,
)
from store import Store, connect, queries, tables
from store.export import public_views
from store.search import search
from store.writing import write_batch

REPEATS = 5
CORES = 2
ARTICLES_A_BATCH = 500
EXAMPLES: dict[str, Any] = {
    "day": date(2024, 4, 15),
    "name": "البصرة",
    "place": "البصرة",
    "unit": "دينار",
}


def timed(work: Callable[[], object], repeats: int = REPEATS) -> tuple[str, str]:
    """Median wall time, and median processor time spread over the cores, in milliseconds."""
    walls, processors = [], []
    for _ in range(repeats):
        wall, processor = time.perf_counter(), time.process_time()
        work()
        walls.append(time.perf_counter() - wall)
        processors.append((time.process_time() - processor) / CORES)
    return f"{statistics.median(walls) * 1000:.0f}", f"{statistics.median(processors) * 1000:.0f}"


def reading(target: str) -> Iterator[tuple[str, str, str]]:
    """Opening, views, named queries and searches."""
    yield ("opening", *timed(lambda: connect(target, read_only=True).close()))
    with connect(target, read_only=True) as store:
        for view in public_views(store):
            page = f"SELECT * FROM {view} LIMIT 100"  # noqa: S608 - the store's own names
            yield (f"view {view}", *timed(_run(store, page)))
        for query in queries.named():
            values = {p.name: _value(p) for p in query.parameters}
            yield (f"query {query.name}", *timed(_run(store, query.sql, values or None)))
        search(store, "القمح")
        for words in ("القمح في البصرة", "schools opening Mosul", "وزارة المالية"):
            yield (f"search {words}", *timed(_search(store, words)))


def _run(store: Store, sql: str, values: dict[str, Any] | None = None) -> Callable[[], object]:
    return lambda: store.con.execute(sql, values).fetchall()


def _search(store: Store, words: str) -> Callable[[], object]:
    return lambda: search(store, words)


def _value(parameter: queries.QueryParameter) -> Any:
    if not parameter.default:
        return EXAMPLES[parameter.name]
    return int(parameter.default) if parameter.kind == "integer" else parameter.default


def merging(target: str) -> Iterator[tuple[str, str, str]]:
    """A thousand claims with another score into all of them."""
    names = [name for name, _ in tables.CLAIMS]
    with connect(target) as store:
        some = f"SELECT {', '.join(names)} FROM desk_machine.claims USING SAMPLE 1000 ROWS (reservoir, 7)"  # noqa: S608
        rows = [
            tuple(cell.isoformat() if isinstance(cell, datetime) else cell for cell in row)
            for row in store.con.execute(some).fetchall()
        ]

        def merge() -> None:
            with store.transaction() as con:
                tables.merge_rows(con, "desk_machine.claims", tables.CLAIMS, "claim_id", rows, keep=tables.CLAIMS_KEEP)

        yield ("MERGE of 1,000 changed claims", *timed(merge))


def extraction(number: int) -> Extraction:
    """An article of ten claims, each with a date, a figure, a place, two reasons and who said it."""
    text, claims, said, sentences = "", [], [], []
    for position in range(bigstore.CLAIMS_AN_ARTICLE):
        figure, at = str(number * 10 + position + 10), len(text)
        words = f"وزارة الزراعة صرفت {figure} مليون دينار في البصرة خلال أيار 2024"
        text += f"قال الوزير إن {words}.\n"
        start, end = at + 14, at + 14 + len(words)
        place, month = start + words.index("البصرة"), start + words.index("أيار")
        sentences.append(Sentence(at, end + 1, True, 0.9))
        claims.append(
            Claim(
                claim_id=f"c{number}-{position}",
                start=start,
                end=end,
                text=words,
                sentence=(at, end + 1),
                kind="quantity",
                checkable=True,
                check_worthiness=0.9,
                reasons=(Reason("figure", 1.5), Reason("reported", 0.7)),
                speaker="الوزير",
                speaker_type="person",
                cue="قال",
                stance="asserts",
                dates=(DateMention(month, end, "أيار 2024", "2024-05", "2024-05-01", "2024-05-31", "explicit"),),
                quantities=(Quantity(start, start + 5, figure, float(figure), "دينار"),),
                entities=(Entity(place, place + 6, "البصرة", "LOC"),),
            )
        )
        source = Source(at + 4, at + 10, "الوزير", "الوزير")
        said.append(Attribution(source, Span(at, at + 3, "قال"), Span(start, end, words), False))
    article = Article(f"a{number}", text, "ar", f"{number}", "وكالة الوادي", "", "2024-06-01T08:00:00+03:00")
    return Extraction(article, tuple(sentences), tuple(claims), tuple(said), extractor_version="1")


def loading(count: int, target: str | None = None) -> Iterator[tuple[str, str, str]]:
    """New articles through the writing API, five hundred a transaction; the articles are made before the clock runs."""
    made = [extraction(number) for number in range(count // bigstore.CLAIMS_AN_ARTICLE)]
    with tempfile.TemporaryDirectory() as folder, connect(target or Path(folder) / "load.duckdb") as store:

        def load() -> None:
            for first in range(0, len(made), ARTICLES_A_BATCH):
                write_batch(store, "r1", made[first : first + ARTICLES_A_BATCH], datetime(2026, 1, 1))

        yield (f"loading {count:,} claims", *timed(load, repeats=1))


def main() -> None:
    """Measures and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("target", help="a store of benchmarks.bigstore, or the name of one to make")
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--load", type=int, default=100_000)
    parser.add_argument("--load-into", metavar="TARGET")
    options = parser.parse_args()
    with connect(options.target) as store:
        if store.con.execute("SELECT count(*) FROM desk_machine.claims").fetchone() == (0,):
            bigstore.fill(store, options.claims)
    rows = [*reading(options.target), *merging(options.target), *loading(options.load, options.load_into)]
    print_table(("what", "ms", "processor ms"), rows)


if __name__ == "__main__":
    main()
