"""The standards that a verdict meets before it is published: rules as data, for the checks, the sheets and the desk."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from extractors.errors import ClaimdeskError

_FILE = Path(__file__).parent / "standards.toml"
_FIELDS = ("code", "test", "severity", "verdicts", "needs", "en", "ar", "hint", "hint_ar")


@dataclass(frozen=True, slots=True)
class Rule:
    """One standard.

    Attributes:
        code: such as IFC-01; also the code of the check.
        test: the word for what is looked at, for scripts that evaluate the rule while one works.
        severity: ``blocks_publication`` or ``warns``.
        verdicts: the verdicts that it is for.
        needs: ``claim`` where one filled form is enough to tell, ``store`` where it is not.
        en, ar: what should hold.
        hint, hint_ar: what to do where it does not.
        parameters: the numbers and lists of this rule.
    """

    code: str
    test: str
    severity: str
    verdicts: tuple[str, ...]
    needs: str
    en: str
    ar: str
    hint: str
    hint_ar: str
    parameters: Mapping[str, Any] = field(default_factory=dict)

    def as_data(self) -> dict[str, Any]:
        """The rule as plain values that JSON knows, the parameters among the other fields."""
        return {name: getattr(self, name) for name in _FIELDS} | {
            "verdicts": list(self.verdicts),
            **self.parameters,
        }


@dataclass(frozen=True, slots=True)
class Standards:
    """All rules, in the order of their codes, and the labels that join a two-letter suffix (``co`` in ``co.uk``)."""

    rules: tuple[Rule, ...]
    joint_labels: tuple[str, ...]

    def rule(self, code: str) -> Rule:
        """The rule of that code. Raises ClaimdeskError when there is none."""
        for rule in self.rules:
            if rule.code == code:
                return rule
        raise ClaimdeskError(f"there is no standard {code!r}", allowed=", ".join(rule.code for rule in self.rules))


@lru_cache(maxsize=1)
def load() -> Standards:
    """The standards that ship with claimdesk."""
    with _FILE.open("rb") as stream:
        table = tomllib.load(stream)
    return Standards(tuple(map(_rule, table["rule"])), tuple(table["hosts"]["joint_labels"]))


def _rule(row: Mapping[str, Any]) -> Rule:
    values = {name: row[name] for name in _FIELDS} | {"verdicts": tuple(row["verdicts"])}
    return Rule(**values, parameters={name: value for name, value in row.items() if name not in _FIELDS})
