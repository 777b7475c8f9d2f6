"""The house vocabulary: keys as stored, labels as shown, cells as people type them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from extractors.errors import ClaimdeskError
from extractors.normalise import fold

_FILE = Path(__file__).parent / "vocabulary.toml"


@dataclass(frozen=True)
class Vocabulary:
    """The lists of ``vocabulary.toml``: ``verdict``, ``not_checkable_reason``, ``stance``, ``tier``, ``status``."""

    lists: Mapping[str, Mapping[str, Mapping[str, str]]]

    def keys(self, name: str) -> tuple[str, ...]:
        """The keys of a list, in the order of every drop-down."""
        return tuple(self._list(name))

    def label(self, name: str, key: str, language: str) -> str:
        """The label of a key; a language without labels gets English ones.

        Raises:
            ClaimdeskError: no such list or key.
        """
        labels = self._list(name).get(key)
        if labels is None:
            raise ClaimdeskError(f"{key!r} is no {name}", allowed=", ".join(self.keys(name)))
        return labels.get(language, labels["en"])

    def labels(self, name: str, language: str) -> dict[str, str]:
        """Key to label, in order."""
        return {key: self.label(name, key, language) for key in self.keys(name)}

    def parse(self, name: str, cell: str) -> str | None:
        """The key that a cell means: a key or a label of any language, whatever its case, tashkeel or spaces.

        None when it means none of them; an empty cell means none.
        """
        wanted = _plain(cell)
        for key, labels in self._list(name).items():
            if wanted and wanted in {_plain(key), *(_plain(label) for label in labels.values())}:
                return key
        return None

    def _list(self, name: str) -> Mapping[str, Mapping[str, str]]:
        try:
            return self.lists[name]
        except KeyError:
            raise ClaimdeskError(f"there is no vocabulary {name!r}", allowed=", ".join(self.lists)) from None


@lru_cache(maxsize=1)
def load() -> Vocabulary:
    """The vocabulary that ships with claimdesk."""
    with _FILE.open("rb") as stream:
        return Vocabulary(tomllib.load(stream))


def _plain(text: str) -> str:
    return " ".join(fold(text).replace("_", " ").split())
