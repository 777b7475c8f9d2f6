"""A token of a date expression."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from extractors.dates.expr import Expr


class Token:
    """Half-open offsets into the folded text, the classes with their values, and the code that rules see.

    ``expr`` is what it says once a rule has read it, ``parts`` are dates of their own inside it.
    """

    __slots__ = ("classes", "code", "end", "expr", "parts", "start")

    def __init__(self, start: int, end: int, classes: Mapping[str, Any], code: str, expr: Expr | None = None) -> None:
        self.start, self.end, self.classes, self.code, self.expr = start, end, classes, code, expr
        self.parts: tuple[Token, ...] = ()
