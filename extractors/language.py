"""Languages are data: TOML files under ``lang/<code>/``, over those of ``lang/xx`` that hold for any text."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

LANG_DIR = Path(__file__).parent / "lang"
UNIVERSAL = "xx"


def supported_languages() -> tuple[str, ...]:
    """The codes that have data of their own, sorted."""
    return tuple(sorted(p.name for p in LANG_DIR.iterdir() if p.name != UNIVERSAL and (p / "language.toml").is_file()))


def is_supported(code: str) -> bool:
    """Whether there is data for this language; without it extraction goes only as far as ``lang/xx`` reaches."""
    return code in supported_languages()


@lru_cache(maxsize=256)
def language_data(code: str, name: str) -> dict[str, Any]:
    """The section ``name`` ("dates", "attribution", ...) of a language, or the universal one where it has none.

    The returned mapping is shared: callers compile it once and never change it.
    """
    for folder in (code, UNIVERSAL):
        path = LANG_DIR / folder / f"{name}.toml"
        if path.is_file():
            with path.open("rb") as stream:
                return tomllib.load(stream)
    return {}
