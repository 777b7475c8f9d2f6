"""Names in a script with capitals."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.entities.names import Names
from extractors.normalise import Folded


def capitalised_names(folded: Folded, names: Names) -> Iterator[tuple[int, int, str]]:
    """Spans in the text's own offsets, with their labels."""
    yield from ()
