"""What a word list finds in a text."""

from __future__ import annotations

from typing import NamedTuple


class Hit(NamedTuple):
    """A list entry found at a token: its class, how many tokens it spans, and its folded form."""

    kind: str
    length: int
    form: str
