"""Names in a text: people, organisations and places."""

from __future__ import annotations

from extractors.entities.finder import find_entities

__all__ = ["find_entities"]
