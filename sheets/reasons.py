"""Why a cell was refused, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable

from sheets import labels
from store import vocabulary
from store.types import Refusal


def reason(code: str, parts: Iterable[tuple[str, str]], language: str) -> str:
    """The words of the group ``refusal`` in ``labels.toml`` with their parts filled in.

    ``group`` among the parts stands for the keys of that group, each with its label in the other language.
    """
    said = labels.load().text(f"refusal.{code}", language)
    for name, value in parts:
        if name == "group":
            name, value = "choices", _choices(value, language)
        said = said.replace(f"{{{name}}}", value)
    return said


def allowed(refusal: Refusal, language: str) -> str:
    """What the cell may hold; in English where a reason has no words in that language."""
    if labels.load().known(f"refusal.{refusal.code}"):
        return reason(refusal.code, refusal.parts, language)
    return refusal.allowed


def message(refusal: Refusal, language: str) -> str:
    """What stands beside a refused cell."""
    said = labels.load().text("refusal.refused", language)
    return said.replace("{value}", repr(refusal.value)).replace("{allowed}", allowed(refusal, language))


def _choices(group: str, language: str) -> str:
    words = vocabulary.load()
    shown = [(key, words.label(group, key, "ar")) for key in words.keys(group)]
    return (
        ", ".join(f"{key} ({label})" for key, label in shown)
        if language != "ar"
        else "، ".join(f"{label} ({key})" for key, label in shown)
    )
