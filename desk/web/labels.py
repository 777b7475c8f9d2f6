"""The words of the desk: the TOML files of ``labels/``, over the words of the sheets and the house vocabulary."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sheets import labels as sheet_labels
from store import vocabulary

_FOLDER = Path(__file__).parent / "labels"


@dataclass(frozen=True)
class Words:
    """All words by key ("queue.title") and language."""

    words: dict[str, dict[str, str]]
    names: dict[str, str]
    directions: dict[str, str]

    @property
    def languages(self) -> tuple[str, ...]:
        """The codes of the interface languages."""
        return tuple(self.names)

    def text(self, key: str, language: str, **parts: object) -> str:
        """The words for ``key`` with ``{name}`` replaced; the sheets' where the desk has none of its own."""
        entry = self.words.get(key)
        text = entry.get(language) if entry else None
        if text is None:
            text = entry["en"] if entry else sheet_labels.load().text(key, language)
        for name, value in parts.items():
            text = text.replace(f"{{{name}}}", str(value))
        return text


@lru_cache(maxsize=1)
def load() -> Words:
    """Reads every file of ``labels/`` once a process."""
    words: dict[str, dict[str, str]] = {}
    for path in sorted(_FOLDER.glob("*.toml")):
        with path.open("rb") as stream:
            for group, entries in tomllib.load(stream).items():
                words.update({f"{group}.{key}": dict(entry) for key, entry in entries.items()})
    sheets = sheet_labels.load()
    return Words(words, dict(sheets.names), dict(sheets.directions))


@lru_cache(maxsize=2048)
def of_vocabulary(group: str, key: str, language: str) -> str:
    """The label of a vocabulary's key; the key itself where the vocabulary does not know it."""
    house = vocabulary.load()
    return house.label(group, key, language) if key in house.keys(group) else key
