"""What passes between the tasks. Plain classes on purpose: Prefect walks into lists and dataclasses, not into these."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, ParamSpec, TypeVar

from extractors.types import Article, Extraction
from store.quality import Held
from store.types import CheckResult, Reject, RunCounts

P = ParamSpec("P")
T = TypeVar("T")


class Batch:
    """Articles that are extracted in one task and written in one transaction, with what could not be read."""

    def __init__(self, number: int, articles: Sequence[Article], rejects: Sequence[Reject] = ()) -> None:
        self.number = number
        self.articles = tuple(articles)
        self.rejects = tuple(rejects)


class Extracted:
    """What a batch became, in the order of its articles."""

    def __init__(self, number: int, extractions: Sequence[Extraction], rejects: Sequence[Reject]) -> None:
        self.number = number
        self.extractions = tuple(extractions)
        self.rejects = tuple(rejects)


class Written:
    """What writing a batch did; ``changed`` are the ids of articles that are new or updated."""

    def __init__(self) -> None:
        self.counts = RunCounts()
        self.changed: list[str] = []
        self.rejects: list[Reject] = []


class ArticleIds:
    """Ids of articles on their way into a task."""

    def __init__(self, ids: Sequence[str]) -> None:
        self.ids = tuple(ids)


class Timed(Generic[T]):
    """What a step gave, and the wall time that the step itself took, in seconds, without the task around it."""

    def __init__(self, value: T, seconds: float) -> None:
        self.value = value
        self.seconds = seconds


def timed(step: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Timed[T]:
    """Runs a step and takes its time."""
    started = time.perf_counter()
    value = step(*args, **kwargs)
    return Timed(value, time.perf_counter() - started)


def set_aside(article: Article, reason: str, detail: str) -> Reject:
    """An article that was read but came no further, named as a person would know it."""
    return Reject(article.url or article.title or article.id, reason, f"article {article.id}: {detail}")


@dataclass(slots=True)
class RunSummary:
    """What one run did. ``held`` are the articles whose sheets were not rendered, with what keeps them back.

    ``seconds`` maps read, extract, store, check, sheets and all to wall time in seconds.

    With several workers ``extract`` is the sum over the workers, so that it can exceed ``all``.
    """

    run_id: str
    store: str
    sheets_dir: str
    status: str = "running"
    counts: RunCounts = field(default_factory=RunCounts)
    checks: list[CheckResult] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    held: dict[str, list[Held]] = field(default_factory=dict)
    sheets: int = 0
    unsupported: dict[str, int] = field(default_factory=dict)
    undated: int = 0
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def checks_failed(self) -> list[CheckResult]:
        """The checks that found rows which should not be."""
        return [result for result in self.checks if not result.success]

    def spent(self, part: str, outcome: Timed[T]) -> T:
        """Adds the time of a step to its part of the run, and gives what the step gave."""
        self.seconds[part] = self.seconds.get(part, 0.0) + outcome.seconds
        return outcome.value

    def note(self, extractions: Sequence[Extraction]) -> None:
        """Counts what a person should hear about: languages without data, articles without a date."""
        for extraction in extractions:
            if not extraction.language_supported:
                code = extraction.article.language or "unknown"
                self.unsupported[code] = self.unsupported.get(code, 0) + 1
            self.undated += not extraction.article.published_at

    def as_rows(self) -> list[dict[str, Any]]:
        """The table of the run, as two columns: what, and how many."""
        counts = self.counts
        return [
            {"what": "articles new", "count": counts.articles_new},
            {"what": "articles updated", "count": counts.articles_updated},
            {"what": "articles unchanged", "count": counts.articles_unchanged},
            {"what": "articles rejected", "count": counts.articles_rejected},
            {"what": "claims", "count": counts.claims},
            {"what": "checks passed", "count": len(self.checks) - len(self.checks_failed)},
            {"what": "checks failed", "count": len(self.checks_failed)},
            {"what": "sheet files", "count": self.sheets},
            {"what": "sheets held back", "count": len(self.held)},
        ]
