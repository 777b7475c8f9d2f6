"""Small articles of our own, extracted by hand, and a store to put them in."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

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
from store import Store, connect, ducklake
from tests.conftest import Postgres

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
WELL, BRIDGE = "حفرت البلدية ١٢ بئراً", "افتتح الجسر في أيار ٢٠٢٥"


def extraction(
    article_id: str = "a1",
    claims: tuple[str, ...] = (WELL, BRIDGE),
    *,
    title: str = "مياه القرى",
    version: str = "1",
    published_at: str | None = "2026-03-01T01:30:00+03:00",
) -> Extraction:
    """An article whose sentences are "said the mayor that CLAIM", with everything that can hang on a claim."""
    lead = "قال رئيس البلدية إن "
    text, found, said, sentences = "", [], [], []
    for words in claims:
        at = len(text)
        start = at + len(lead)
        text += f"{lead}{words}.\n"
        end, stop = start + len(words), len(text) - 1
        sentences.append(Sentence(at, stop, True, 0.75))
        found.append(
            Claim(
                claim_id=f"{article_id}-{words}",
                start=start,
                end=end,
                text=words,
                sentence=(at, stop),
                kind="quantity",
                checkable=True,
                check_worthiness=0.75,
                reasons=(Reason("figure", 0.5, words[:3]), Reason("cue", 0.25)),
                speaker="رئيس البلدية",
                speaker_type="person",
                cue="قال",
                stance="asserts",
                dates=(DateMention(start, end, words, "2025-05", "2025-05-01", "2025-05-31", "explicit"),),
                quantities=(Quantity(start, start + 4, words[:4], 12.0, "بئر"),),
                entities=(Entity(start, start + 4, words[:4], "ORG"),),
            )
        )
        source = Source(at + 4, at + 16, text[at + 4 : at + 16], "رئيس البلدية")
        said.append(Attribution(source, Span(at, at + 3, text[at : at + 3]), Span(start, end, words), False))
    article = Article(
        article_id, text, "ar", title, "وكالة الوادي", f"https://valley.example/{article_id}", published_at
    )
    return Extraction(article, tuple(sentences), tuple(found), tuple(said), extractor_version=version)


@pytest.fixture(scope="session")
def make() -> Callable[..., Extraction]:
    return extraction


@pytest.fixture
def now() -> datetime:
    return NOON


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "store.duckdb"
    connect(path).close()
    return path


@dataclass(frozen=True)
class EmptyLake:
    """A lake without rows, to be copied: its database, and the folder of its rows."""

    postgres: Postgres
    database: str
    rows: Path

    def copy(self, rows: Path) -> str:
        """A lake of a test's own; gives the store's name."""
        shutil.copytree(self.rows, rows)
        database = self.postgres.database(self.database)
        moved = f"UPDATE ducklake_metadata SET value = '{rows}/' WHERE key = 'data_path'"
        self.postgres.sql(moved, database)
        return self.postgres.target(database, rows)


@pytest.fixture(scope="session")
def empty_lake(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> EmptyLake:
    database, rows = postgres.database(), tmp_path_factory.mktemp("lake") / "rows"
    target = postgres.target(database, rows)
    connect(target).close()
    ducklake.forget(target)
    return EmptyLake(postgres, database, rows)


@pytest.fixture(params=["file", "ducklake"])
def target(request: pytest.FixtureRequest, tmp_path: Path, store_path: Path) -> Iterator[str]:
    """The name of an empty store of the test's own, on each of the two kinds of store."""
    if request.param == "file":
        empty: Path = request.getfixturevalue("empty_store")
        yield str(shutil.copy(empty, store_path))
        return
    lake: EmptyLake = request.getfixturevalue("empty_lake")
    name = lake.copy(tmp_path / "rows")
    yield name
    ducklake.forget(name)


@pytest.fixture
def store(target: str) -> Iterator[Store]:
    """An empty store of the test's own."""
    with connect(target) as opened:
        yield opened
