"""The words that sheets show: the house vocabulary and ``labels.toml``, in every interface language."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from store import vocabulary

_FILE = Path(__file__).parent / "labels.toml"
_VOCABULARY_GROUPS = ("verdict", "not_checkable_reason", "stance", "tier", "status")
FALLBACK = "en"


@dataclass(frozen=True)
class Labels:
    """All words by key ("verdict.true", "ui.save"), and the interface languages with their directions."""

    words: dict[str, dict[str, str]]
    directions: dict[str, str]
    names: dict[str, str]

    @property
    def languages(self) -> tuple[str, ...]:
        """The codes of the interface languages, in the order of the switch."""
        return tuple(self.names)

    def interface(self, language: str) -> str:
        """The interface language for an article: its own where there is one, else English."""
        base = language.split("-")[0].lower()
        return base if base in self.names else FALLBACK

    def text(self, key: str, language: str) -> str:
        """The word for ``key``, or the key's last part in plain letters where nobody has named it."""
        entry = self.words.get(key, {})
        return entry.get(language) or entry.get(FALLBACK) or key.rpartition(".")[2].replace("_", " ")

    def known(self, key: str) -> bool:
        """Whether ``key`` has a word of its own."""
        return key in self.words

    def table(self, language: str) -> dict[str, str]:
        """Every word of one language, for the sheet's script."""
        return {key: self.text(key, language) for key in self.words}

    def forms(self, group: str, key: str) -> set[str]:
        """Every way to write one entry: the key itself and its label in each language."""
        return {key, *self.words.get(f"{group}.{key}", {}).values()}


@lru_cache(maxsize=1)
def load() -> Labels:
    """Reads ``labels.toml`` and the vocabulary once a process."""
    with _FILE.open("rb") as stream:
        data = tomllib.load(stream)
    languages = data.pop("languages")
    words = {f"{group}.{key}": dict(entry) for group, entries in data.items() for key, entry in entries.items()}
    house = vocabulary.load()
    for group in _VOCABULARY_GROUPS:
        for key in house.keys(group):
            words[f"{group}.{key}"] = {code: house.label(group, key, code) for code in languages}
    return Labels(
        words=words,
        directions={code: entry["direction"] for code, entry in languages.items()},
        names={code: entry["name"] for code, entry in languages.items()},
    )
