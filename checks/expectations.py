"""The expectations as data: their codes, sentences and SQL, with thresholds, vocabulary and standards filled in."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from string import Template
from typing import Any

from checks import thresholds
from store import standards, vocabulary

_FOLDER = Path(__file__).parent / "suites"
SUITES = ("articles", "claims", "attributions", "dates", "reviews", "sources", "standards", "store")
"""The suites, each a file of that name, in the order in which they are told."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """What should hold: ``sql`` gives the ids of the rows where it does not.

    Attributes:
        subject: what the ids are of: article, claim, attribution, review, source or store.
        whole: it makes sense over the whole store only.
        beyond: it compares the articles that are checked with others, so it must see those too.
    """

    code: str
    suite: str
    severity: str
    en: str
    ar: str
    sql: str
    subject: str = "store"
    whole: bool = False
    beyond: bool = False


@lru_cache(maxsize=1)
def all_expectations() -> tuple[Expectation, ...]:
    """Every expectation, suite by suite, in the order of the files."""
    values = _values()
    return tuple(expectation for suite in SUITES for expectation in _suite(suite, values))


def by_code() -> dict[str, Expectation]:
    """Every expectation by its code."""
    return {expectation.code: expectation for expectation in all_expectations()}


def _suite(name: str, values: Mapping[str, str]) -> list[Expectation]:
    with (_FOLDER / f"{name}.toml").open("rb") as stream:
        rows: list[dict[str, Any]] = tomllib.load(stream)["expectation"]
    rules = {rule.code: rule for rule in standards.load().rules}
    found = []
    for row in rows:
        if row["code"] in rules:
            rule = rules[row["code"]]
            row |= {"severity": rule.severity, "en": rule.en, "ar": rule.ar}
        found.append(Expectation(**{**row, "suite": name, "sql": Template(row["sql"].strip()).substitute(values)}))
    return found


def _values() -> dict[str, str]:
    """What the ``$names`` of the SQL stand for; lists as quoted words."""
    words = vocabulary.load()
    lists = {name: _quoted(words.keys(name)) for name in words.lists}
    numbers = {name.lower(): _as_sql(value) for name, value in vars(thresholds).items() if name.isupper()}
    return lists | numbers | _of_standards()


def _as_sql(value: object) -> str:
    return _quoted(value) if isinstance(value, list | tuple) else str(value)


def _of_standards() -> dict[str, str]:
    values = {}
    for rule in standards.load().rules:
        prefix = rule.code.lower().replace("-", "")
        for name, value in {"verdicts": rule.verdicts, **rule.parameters}.items():
            if isinstance(value, Mapping):
                text = " ".join(f"WHEN '{key}' THEN '{word}'" for key, word in value.items())
            else:
                text = _as_sql(value)
            values[f"{prefix}_{name}"] = text
    return values


def _quoted(words: list[str] | tuple[str, ...]) -> str:
    return ", ".join(f"'{word}'" for word in words)
