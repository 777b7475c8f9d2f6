"""The words of what leaves the desk, in every interface language."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

from sheets import labels
from store import vocabulary

_FILE = Path(__file__).parent / "labels.toml"


def text(key: str, language: str, **values: object) -> str:
    """The word for ``dossier.title``, or for ``verdict.true`` of the house vocabulary, with its values filled in."""
    group, _, name = key.partition(".")
    entry = _own().get(group, {}).get(name)
    if entry is None:
        return vocabulary.load().label(group, name, language)
    word = entry.get(language) or entry[labels.FALLBACK]
    return word.format(**values) if values else word


def languages() -> tuple[str, ...]:
    """The interface languages."""
    return labels.load().languages


def direction(language: str) -> str:
    """``rtl`` or ``ltr``."""
    return labels.load().directions[language]


@lru_cache(maxsize=1)
def _own() -> dict[str, dict[str, dict[str, str]]]:
    with _FILE.open("rb") as stream:
        return tomllib.load(stream)
