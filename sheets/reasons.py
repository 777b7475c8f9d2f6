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
    """Every key of a group with its label, joined as the language joins."""
    shown, house = labels.load(), vocabulary.load()
    one = shown.text("refusal.one_choice", language)
    said = [one.replace("{key}", key).replace("{label}", house.label(group, key, "ar")) for key in house.keys(group)]
    return shown.text("ui.comma", language).join(said)
