"""A language is data: French is read without a line of Python of its own."""

from __future__ import annotations

import ast
from pathlib import Path

import extractors
from extractors.language import LANG_DIR, supported_languages
from extractors.lexicon import lexicon

ROOT = Path(extractors.__file__).parent


def test_french_has_data_and_no_code() -> None:
    assert "fr" in supported_languages()
    assert {path.suffix for path in (LANG_DIR / "fr").iterdir() if path.is_file()} == {".toml"}


def test_french_has_data_for_every_step() -> None:
    steps = ("language", "lexicon", "moods", "sentences", "dates", "quantities", "entities", "page", "weights")
    assert {path.stem for path in (LANG_DIR / "fr").glob("*.toml")} >= set(steps)


def test_no_code_names_the_language() -> None:
    named = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sorted(ROOT.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value == "fr"
    ]
    assert named == []


def test_every_list_of_words_is_filled_or_meant_empty() -> None:
    empty = {kind for kind, forms in lexicon("fr").forms.items() if not forms}
    assert empty <= {"relay", "relay_link", "appears", "said_as"}
