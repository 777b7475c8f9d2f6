"""The expectations as data: their codes, sentences and SQL, with thresholds and vocabulary filled in."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from string import Template

from checks import thresholds
from store import vocabulary

_FILE = Path(__file__).parent / "expectations.toml"


@dataclass(frozen=True, slots=True)
class Expectation:
    """What should hold: ``sql`` gives the ids of the rows where it does not.

    ``whole`` says that it makes sense over the whole store only.
    """

    code: str
    suite: str
    severity: str
    en: str
    ar: str
    sql: str
    whole: bool = False


@lru_cache(maxsize=1)
def all_expectations() -> tuple[Expectation, ...]:
    """Every expectation, in the order of the file."""
    with _FILE.open("rb") as stream:
        rows = tomllib.load(stream)["expectation"]
    values = _values()
    return tuple(Expectation(**{**row, "sql": Template(row["sql"].strip()).substitute(values)}) for row in rows)


def _values() -> dict[str, str]:
    """What the ``$names`` of the SQL stand for; the lists of the vocabulary as quoted words."""
    words = vocabulary.load()
    lists = {name: ", ".join(f"'{key}'" for key in words.keys(name)) for name in words.lists}
    return lists | {
        "future_hours": str(thresholds.FUTURE_HOURS),
        "bulk_articles": str(thresholds.BULK_ARTICLES),
        "undated_share": str(thresholds.UNDATED_SHARE),
        "presentation_run": str(thresholds.PRESENTATION_RUN),
        "long_article": str(thresholds.LONG_ARTICLE),
        "opening": str(thresholds.OPENING),
        "earliest_year": str(thresholds.EARLIEST_YEAR),
        "latest_year": str(thresholds.LATEST_YEAR),
        "web_address": thresholds.WEB_ADDRESS,
    }
