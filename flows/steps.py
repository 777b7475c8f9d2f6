"""What the tasks do, as plain functions: tested directly, without Prefect."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from extractors.errors import ClaimdeskError
from extractors.types import Article, Extraction
from flows import writing
from flows.records import Batch, Extracted, RunSummary, set_aside
from store.types import CheckResult, ImportOutcome, Reject

if TYPE_CHECKING:
    from extractors.intake import Unreadable
    from store.quality import Held

BATCH_CHARACTERS = 2_000_000
"""A batch is closed at this many characters too, so that a folder of books does not fill the memory."""

STDIN = "-"


def new_run_id(at: datetime) -> str:
    """An id that sorts by time and that no other run has."""
    return f"{at:%Y%m%dT%H%M%SZ}-{uuid4().hex[:6]}"


def now() -> datetime:
    """The time in UTC; flows are the only place that reads the clock."""
    return datetime.now(UTC)


def read_items(
    paths: Sequence[str | Path], *, language: str = "", published_at: str = ""
) -> Iterator[Article | Unreadable]:
    """Reads articles from files and folders, in the order of the paths; ``-`` is JSONL on standard input.

    Raises ClaimdeskError, before the first article, for a path that does not exist.
    """
    from extractors.intake import read_jsonl_lines, read_paths

    files = [path for path in paths if str(path) != STDIN]
    if len(files) == len(paths):
        yield from read_paths(files, language=language, published_at=published_at)
        return
    list_files(files)
    for path in paths:
        if str(path) == STDIN:
            yield from read_jsonl_lines(sys.stdin.buffer, STDIN, language=language, published_at=published_at)
        else:
            yield from read_paths([path], language=language, published_at=published_at)


def without_doubles(items: Iterable[Article | Unreadable]) -> Iterator[Article | Unreadable]:
    """Sets aside an article whose id another one of the same input has with other words.

    The first keeps the id; taken one after the other, each would be an edit of the one before.
    """
    from extractors.intake import Unreadable

    seen: dict[str, bytes] = {}
    for item in items:
        if not isinstance(item, Unreadable):
            content = hashlib.sha256(item.text.encode("utf-8", "surrogatepass")).digest()
            if seen.setdefault(item.id, content) != content:
                detail = "another article of this input has the same id and other words; give each an id of its own"
                yield Unreadable(item.id, "same_id", detail)
                continue
        yield item


def list_files(paths: Sequence[str | Path]) -> list[Path]:
    """The files that the paths stand for. Raises ClaimdeskError for a path that does not exist."""
    from extractors.intake.files import find_files

    return list(find_files([path for path in paths if str(path) != STDIN]))


def count_items(paths: Sequence[str | Path]) -> int | None:
    """How many articles there are to read, for a progress bar; None where only reading would tell.

    Raises ClaimdeskError for a path that does not exist.
    """
    files = list_files(paths)
    if any(str(path) == STDIN for path in paths) or any(path.name.lower().endswith(".jsonl.gz") for path in files):
        return None
    return sum(_lines(path) if path.suffix.lower() == ".jsonl" else 1 for path in files)


def _lines(path: Path) -> int:
    try:
        with path.open("rb") as stream:
            lines, last = 0, b"\n"
            for block in iter(lambda: stream.read(1 << 20), b""):
                lines, last = lines + block.count(b"\n"), block[-1:]
            return lines + (last != b"\n")
    except OSError:
        return 1


def in_batches(items: Iterable[Article | Unreadable], size: int) -> Iterator[Batch]:
    """Articles ``size`` to a batch, with what could not be read among its rejects; nothing is read ahead."""
    from extractors.intake import Unreadable

    articles: list[Article] = []
    rejects: list[Reject] = []
    number = characters = 0
    for item in items:
        if isinstance(item, Unreadable):
            rejects.append(Reject(item.source, item.reason, item.detail))
        else:
            articles.append(item)
            characters += len(item.text)
        if len(articles) + len(rejects) >= size or characters >= BATCH_CHARACTERS:
            yield Batch(number, articles, rejects)
            articles, rejects, characters, number = [], [], 0, number + 1
    if articles or rejects:
        yield Batch(number, articles, rejects)


def extract_batch(batch: Batch) -> Extracted:
    """Extracts a batch; when it fails, article by article, so that one bad article loses only itself."""
    from extractors import extract_many

    rejects = list(batch.rejects)
    try:
        extractions = list(extract_many(batch.articles))
    except Exception:
        extractions = []
        for article in batch.articles:
            outcome = _extract_alone(article)
            if isinstance(outcome, Reject):
                rejects.append(outcome)
            else:
                extractions.append(outcome)
    return Extracted(batch.number, extractions, rejects)


def _extract_alone(article: Article) -> Extraction | Reject:
    from extractors import extract

    try:
        return extract(article)
    except Exception as error:
        # spaCy wraps what a component raised; the first cause is what a person can act on.
        cause: BaseException = error
        while cause.__cause__ is not None:
            cause = cause.__cause__
        return set_aside(article, "extraction_failed", f"{type(cause).__name__}: {cause}")


def check(
    target: str,
    run_id: str,
    article_ids: Sequence[str] | None,
    validations: dict[str, dict[str, Any]] | None = None,
) -> list[CheckResult]:
    """Runs the checks over these articles (None: the whole store), records what they found, and sets it aside."""
    from checks import quarantine, run_checks
    from store import connect, quality

    results = run_checks(target, run_id, article_ids=article_ids, validations=validations)
    with connect(target) as store:
        quality.record(store, run_id, results, now())
        quarantine.update(store, run_id, results, now(), article_ids=article_ids)
    return results


def held_back(target: str, article_ids: Sequence[str]) -> dict[str, list[Held]]:
    """What keeps sheets of these articles from being rendered, by article."""
    from store import connect, quality

    with connect(target, read_only=True) as store:
        return quality.held_back(store.con, article_ids)


def check_whole_store(
    target: str | None, validations: dict[str, dict[str, Any]] | None = None
) -> tuple[str, list[CheckResult]]:
    """Runs every check over the whole store, as a run of its own in ``runs``; gives its id and the results.

    ``validations`` is filled with Great Expectations' own results, by suite.
    """
    begun = now()
    run_id = new_run_id(begun)
    name, _ = writing.start(target, run_id, begun)
    run = RunSummary(run_id, name, "", status="failed")
    try:
        results = check(run.store, run_id, None, validations)
        run.status = "completed"
    finally:
        writing.finish(run, now())
    return run_id, results


def write_check_docs(
    results: Sequence[CheckResult], validations: dict[str, dict[str, Any]], directory: Path, run_id: str
) -> Path:
    """Writes the pages of a check into a folder and gives the first one."""
    from checks.documents import details
    from checks.expectations import all_expectations
    from sheets.report import render_check_docs

    return render_check_docs(results, details(all_expectations()), validations, directory, run_id)


def import_one(target: str | None, path: Path) -> ImportOutcome:
    """Reads one filled sheet back into the store, all or nothing."""
    from sheets.importing import import_sheet
    from store import connect

    with connect(target) as store:
        return import_sheet(store, path, now())


def sheet_files(paths: Sequence[str | Path]) -> Iterator[Path]:
    """The files among the paths, and in folders those that can be filled sheets, sorted: a CSV pair
    counts once, and of a refused sheet the last marked copy."""
    from sheets.refused import latest

    for path in map(Path, paths):
        if not path.is_dir():
            yield path
            continue
        yield from latest(file for file in sorted(path.rglob("*")) if file.is_file() and _may_be_filled(file))


def _may_be_filled(file: Path) -> bool:
    from sheets.filled import SUFFIXES

    aside = file.name.startswith((".", "~$")) or file.name.lower().endswith(".sources.csv")
    return file.suffix.lower() in SUFFIXES and not aside


def render(target: str, article_ids: Sequence[str], directory: Path, formats: Sequence[str]) -> list[Path]:
    """Renders the review sheets of these articles, all their claims included, and gives the files."""
    from sheets.render import render_sheets
    from store import connect
    from store.reading import sheet_articles

    with connect(target, read_only=True) as store:
        articles = list(sheet_articles(store, article_ids=article_ids, open_only=False))
    return render_sheets(articles, directory, formats)


def parse_runner(runner: str) -> tuple[str, str]:
    """``local``, ``dask`` or ``dask:ADDRESS`` as kind and address. Raises ClaimdeskError for anything else."""
    kind, _, address = runner.partition(":")
    if kind == "dask" or (kind == "local" and not address):
        return kind, address
    raise ClaimdeskError(f"there is no runner {runner!r}", allowed="local, dask, dask:ADDRESS", where="--runner")
