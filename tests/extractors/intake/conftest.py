"""Pages of the project's own invention, with what is to come out of them written into them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

PAGES = Path(__file__).parent / "pages"


@dataclass(frozen=True)
class SamplePage:
    """A page as pasted, and the article in it."""

    name: str
    raw: str
    body: list[str]
    title: str
    published_at: str
    author: str


def load_page(path: Path) -> SamplePage:
    """Head lines "# key: value"; a line with ¶ is body after its last ¶; the marks are no part of the page."""
    lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
    known: dict[str, str] = {}
    while lines[0].startswith("# "):
        key, value = lines.pop(0)[2:].split(": ", 1)
        known[key] = value
    body = [line.rsplit("¶", 1)[1] for line in lines if line.startswith("¶")]
    raw = "\n".join(line.replace("¶", "") for line in lines)
    return SamplePage(path.stem, raw, body, known["title"], known["published_at"], known.get("author", ""))


@pytest.fixture(params=sorted(PAGES.glob("*.txt")), ids=lambda path: path.stem)
def sample(request: pytest.FixtureRequest) -> SamplePage:
    return load_page(request.param)
