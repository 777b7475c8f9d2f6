"""The extraction pipeline: a blank spaCy pipeline whose components are ours, put together by a configuration file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.analysis import Analysis
from extractors.errors import ClaimdeskError
from extractors.language import is_supported, language_data
from extractors.types import Article, Extraction

if TYPE_CHECKING:
    from spacy.language import Language

CONFIG = Path(__file__).parent / "config.cfg"
_MAX_CHARS = 100_000_000


@lru_cache(maxsize=32)
def load_pipeline(language: str, config: Path = CONFIG) -> Language:
    """The spaCy pipeline for a language, from a configuration file that names its components.

    Raises:
        ClaimdeskError: the configuration cannot be read or names a component that is not installed.
    """
    import spacy

    from extractors import components, tokenizer  # noqa: F401 - they register what the configuration names

    spacy_code = language_data(language, "language").get("spacy", "xx")
    try:
        loaded = spacy.util.load_config(config, overrides={"nlp.lang": spacy_code}, interpolate=True)
        nlp = spacy.util.load_model_from_config(loaded, auto_fill=True)
    except (OSError, ValueError) as error:
        raise ClaimdeskError(
            f"the pipeline cannot be built: {str(error).strip().splitlines()[0]}",
            where=str(config),
            allowed="a spaCy configuration whose components are installed",
            next_step="Compare it with the shipped extractors/config.cfg",
        ) from error
    nlp.max_length = _MAX_CHARS
    nlp.meta[tokenizer.LANGUAGE] = language
    return nlp


def analyse(text: str, language: str, published_at: str | None = None) -> Analysis:
    """The filled working state of a text, by the steps alone: for fitting and measuring."""
    from extractors.steps import STEPS

    analysis = Analysis(text, language, _moment(published_at))
    for step in STEPS.values():
        step(analysis)
    return analysis


def _moment(published_at: str | None) -> datetime | None:
    """Publication as a moment.

    Raises:
        ClaimdeskError: it is not written as ISO 8601.
    """
    try:
        return datetime.fromisoformat(published_at) if published_at else None
    except ValueError as error:
        raise ClaimdeskError(
            f"{published_at!r} is no publication time", allowed="ISO 8601, such as 2024-04-16T10:26:00+03:30"
        ) from error


def extract(article: Article, config: Path = CONFIG) -> Extraction:
    """Everything that one article gives. The same article gives the same extraction, everywhere and always."""
    return next(iter(extract_many([article], config)))


def extract_many(articles: Iterable[Article], config: Path = CONFIG) -> Iterator[Extraction]:
    """One extraction an article, in order; each article goes through the pipeline of its language."""
    for article in articles:
        nlp = load_pipeline(article.language or "xx", config)
        analysis = Analysis(article.text, article.language or "xx", _moment(article.published_at), article.id)
        _run(nlp, analysis)
        yield Extraction(
            article=article,
            sentences=tuple(analysis.sentences),
            claims=tuple(analysis.claims),
            attributions=tuple(analysis.attributions),
            dates=tuple(analysis.dates),
            durations=tuple(analysis.durations),
            language_supported=is_supported(article.language),
        )


def _run(nlp: Language, analysis: Analysis) -> None:
    """Every component of a pipeline over an analysis; a Doc is made only where a component of others wants one."""
    from extractors.components import KEY, own_steps

    steps = own_steps(nlp)
    if steps is None:
        doc = nlp.make_doc(analysis.text)
        doc.user_data[KEY] = analysis
        nlp(doc)
        return
    for step in steps:
        step(analysis)
