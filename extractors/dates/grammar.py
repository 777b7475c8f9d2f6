"""Rules over token classes, compiled to regular expressions over one character a token.

A rule's pattern is a row of elements: ``class``, ``a|b`` (either class), ``x=class`` (captured as x),
``-class`` (matched, but outside the mention when it leads), ``( ... )?`` and a final ``?``. Nothing is repeated
without bound, so matching is linear in the number of tokens.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from extractors.errors import ClaimdeskError

# The code of a token that no rule may use.
OTHER = "."
_ELEMENT = re.compile(r"\(|\)\??|(-)?(?:(\w+)=)?([\w|]+)(\?)?")


class Codes:
    """One character for each set of classes that a token can have."""

    def __init__(self) -> None:
        self._by_set: dict[frozenset[str], str] = {}

    def of(self, classes: Iterable[str]) -> str:
        """The character of a set of classes, made when it is new."""
        key = frozenset(classes)
        if key not in self._by_set:
            self._by_set[key] = chr(0x4E00 + len(self._by_set))
        return self._by_set[key]

    def having(self, names: Iterable[str]) -> str:
        """All characters whose set has one of the classes."""
        wanted = set(names)
        return "".join(char for key, char in self._by_set.items() if wanted & key)


@dataclass(frozen=True, slots=True)
class Rule:
    """One compiled pattern: what it makes, with which fixed settings."""

    make: str
    regex: re.Pattern[str]
    settings: Mapping[str, Any]


@dataclass(slots=True)
class Grammar:
    """The passes of a grammar, each a table from a first character to the rules that may begin there.

    ``singles`` are the characters that some rule accepts all by themselves; ``barren`` remembers stretches of text
    without a figure in which no rule found anything.
    """

    passes: dict[str, dict[str, list[Rule]]] = field(default_factory=dict)
    order: Sequence[str] = ()
    singles: frozenset[str] = frozenset()
    barren: set[str] = field(default_factory=set)


def compile_grammar(rules: Iterable[Mapping[str, Any]], codes: Codes) -> Grammar:
    """Compile the ``[[rules]]`` of a language.

    Raises:
        ClaimdeskError: a pattern names a class twice or is not well formed.
    """
    grammar = Grammar()
    for row in rules:
        settings = {k: v for k, v in row.items() if k not in ("make", "when", "step")}
        table = grammar.passes.setdefault(str(row["step"]), {})
        for pattern in row["when"]:
            source, first = _translate(pattern, codes)
            if source is None:
                continue
            rule = Rule(str(row["make"]), re.compile(source), settings)
            for char in first:
                table.setdefault(char, []).append(rule)
    grammar.order = sorted(grammar.passes)
    grammar.singles = frozenset(
        char
        for table in grammar.passes.values()
        for char, listed in table.items()
        if any(rule.regex.fullmatch(char) for rule in listed)
    )
    return grammar


def _translate(pattern: str, codes: Codes) -> tuple[str | None, str]:
    """The regular expression and the characters it can begin with (None when it can never match)."""
    lead, body = re.fullmatch(r"((?:-[\w|]+\??\s*)*)(.*)", pattern, re.S).groups()  # type: ignore[union-attr]
    names: set[str] = set()
    lead_source, first, still_first = _elements(lead, codes, names)
    source, more, _ = _elements(body, codes, names)
    if lead_source is None or source is None:
        return None, ""
    return f"(?P<lead>{lead_source}){source}", first + more if still_first else first


def _elements(pattern: str, codes: Codes, names: set[str]) -> tuple[str | None, str, bool]:
    out: list[str] = []
    first, open_first, outer_first, depth = "", True, True, 0
    for element in _ELEMENT.finditer(pattern):
        text = element.group()
        if text == "(":
            out.append("(?:")
            outer_first, depth = open_first, depth + 1
            continue
        if text.startswith(")"):
            out.append(text)
            open_first, depth = (outer_first if text.endswith("?") else open_first), depth - 1
            continue
        chars = codes.having(element[3].split("|"))
        if not chars and not element[4] and not depth:
            return None, "", False
        out.append(_atom(element, chars, names, pattern))
        first += chars if open_first else ""
        open_first = open_first and bool(element[4])
    return "".join(out), first, open_first


def _atom(element: re.Match[str], chars: str, names: set[str], pattern: str) -> str:
    if not chars:
        return "" if element[4] else "(?!)"
    label = element[2] or element[3].split("|")[0]
    if element[2] and label in names:
        raise ClaimdeskError(f"the label {label} stands twice", where=pattern)
    name = "" if element[1] or label in names else f"?P<{label}>"
    names.add(label)
    return f"({name or '?:'}[{chars}]){element[4] or ''}"
