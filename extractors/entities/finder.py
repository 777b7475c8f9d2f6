"""Finds names, by particles and triggers where a script has no capitals, by capitals where it has them."""

from __future__ import annotations

from extractors.entities.capitals import capitalised_names
from extractors.entities.names import names
from extractors.entities.triggers import triggered_names
from extractors.normalise import Folded
from extractors.types import Entity


def find_entities(folded: Folded, language: str) -> list[Entity]:
    """The people (PER), organisations (ORG), places (LOC) and other names (MISC) of a text, in order.

    Args:
        folded: the text and its folded copy.
        language: the code of its language; without data of its own acronyms and CLDR's places are found.

    Returns:
        Entities that do not overlap, with half-open offsets into the text itself. A title or office before a
        person's name, and a particle written as one with a name, are not part of it.
    """
    known = names(language)
    spans = capitalised_names(folded, known) if known.capitals else triggered_names(folded, known)
    found: list[Entity] = []
    last = 0
    for start, end, label in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= last and end > start:
            found.append(Entity(start, end, folded.original[start:end], label))
            last = end
    return found
