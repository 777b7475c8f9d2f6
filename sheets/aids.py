"""What helps on a claim: the questions that evidence has to answer, and the places where a reader may search."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from extractors.errors import ClaimdeskError

SETTING = "CLAIMDESK_SEARCH"
FIELDS = frozenset({"claim", "speaker", "after", "before", "address", "language"})
NEEDS = frozenset({"date", "speaker", "address"})
_FILE = Path(__file__).parent / "aids.toml"
_FIELD = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Question:
    """A question, in each language, and what it is for (``kind.quantity``, ``said.denies``, ``reported`` ...)."""

    key: str
    when: frozenset[str]
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Place:
    """A place to search: its name in each language, its address with fields, and what a claim needs for it."""

    key: str
    url: str
    needs: tuple[str, ...]
    words: Mapping[str, str]

    def as_data(self) -> dict[str, Any]:
        """Plain values that JSON knows."""
        return {"key": self.key, "url": self.url, "needs": list(self.needs), "words": dict(self.words)}


@lru_cache(maxsize=1)
def questions() -> tuple[Question, ...]:
    """The questions that ship with claimdesk, in the order in which they are asked."""
    return tuple(
        Question(row["key"], frozenset(row["when"]), {"en": row["en"], "ar": row["ar"]})
        for row in _table(_FILE)["question"]
    )


def questions_for(traits: Sequence[str]) -> tuple[str, ...]:
    """The keys of the questions for a claim of these traits."""
    return tuple(question.key for question in questions() if question.when.intersection(traits))


def places() -> tuple[Place, ...]:
    """The places to search: those of the newsroom's own file, named by ``CLAIMDESK_SEARCH``, or those that ship.

    Raises:
        ClaimdeskError: the file cannot be read, or a place in it is no web address or has a field nobody fills.
    """
    own = os.environ.get(SETTING, "").strip()
    return _places(Path(own) if own else _FILE)


@lru_cache(maxsize=8)
def _places(path: Path) -> tuple[Place, ...]:
    return tuple(_place(row, f"{path}, place {number}") for number, row in enumerate(_table(path)["place"], start=1))


def _table(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as stream:
            table = tomllib.load(stream)
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ClaimdeskError(
            f"the places to search cannot be read ({error})", where=str(path), next_step=f"Mend it, or unset {SETTING}"
        ) from error
    if not isinstance(table.get("place"), list):
        raise ClaimdeskError("no place to search stands here", where=str(path), allowed="tables named [[place]]")
    return table


def _place(row: Mapping[str, Any], where: str) -> Place:
    key, url = str(row.get("key", "")), str(row.get("url", ""))
    needs = tuple(map(str, row.get("needs", ())))
    if not re.match(r"https?://[^\s/{}<>\"']+/", url) or re.search(r"[\s<>\"']", url):
        raise ClaimdeskError(f"{url!r} is no web address", where=where, allowed="https://host/..., with {claim} in it")
    unknown = set(_FIELD.findall(url)) - FIELDS
    if unknown:
        raise ClaimdeskError(
            f"nobody fills in {', '.join(sorted(unknown))}", where=where, allowed=", ".join(sorted(FIELDS))
        )
    if set(needs) - NEEDS:
        raise ClaimdeskError(f"needs = {list(needs)}", where=where, allowed=", ".join(sorted(NEEDS)))
    words = {code: str(row[code]) for code in row if code not in ("key", "url", "needs")}
    if not key or not words:
        raise ClaimdeskError(
            "a place needs a key and a name", where=where, allowed='key = "...", en = "...", ar = "..."'
        )
    return Place(key, url, needs, words)
