"""What an article's attributions say, as a test reads them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors import extract
from extractors.types import Article, Extraction

Extract = Callable[[str, str], Extraction]


@pytest.fixture(scope="session")
def extraction() -> Extract:
    """The extraction of a text in a language, published on one fixed day."""

    def run(text: str, language: str) -> Extraction:
        return extract(Article(id="a", text=text, language=language, published_at="2025-03-12T09:00:00+03:00"))

    return run


@pytest.fixture(scope="session")
def said(extraction: Extract) -> Callable[[str, str], list[tuple[str | None, str]]]:
    """Resolved speaker and content of every attribution, in the order of the text."""

    def run(text: str, language: str) -> list[tuple[str | None, str]]:
        found = extraction(text, language).attributions
        return [(a.source.resolved if a.source else None, a.content.text) for a in found]

    return run
