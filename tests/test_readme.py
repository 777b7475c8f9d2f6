"""The README's example is what extraction gives."""

from __future__ import annotations

import runpy
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_the_example_is_what_comes_out():
    renewed = runpy.run_path(str(ROOT / "docs" / "make_readme.py"))["renewed"]
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert renewed(text) == text, "run: python docs/make_readme.py"
    assert text.count("| quantity |") == 1
    assert text.count("| vote |") == 1
    assert text.count("| schedule |") == 1
