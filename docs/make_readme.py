"""Writes the example of the README anew from what extraction gives now: ``python docs/make_readme.py``."""

from __future__ import annotations

import re
from pathlib import Path

from extractors import extract
from extractors.intake import read_paths
from extractors.types import Article, DateMention

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
SAMPLE = ROOT / "data" / "samples" / "readme" / "wheat.txt"
_ARTICLE = re.compile(r"(<!-- example:article -->\n)(?:>.*\n)+")
_CLAIMS = re.compile(r"(<!-- example:claims -->\n)(?:\|.*\n)+")


def article_block() -> str:
    """The sample as a quotation in Markdown."""
    lines = SAMPLE.read_text(encoding="utf-8").strip().splitlines()
    return "".join(f"> {line}".rstrip() + "\n" for line in lines)


def claims_block() -> str:
    """What extraction gives for the sample, as a table in Markdown."""
    article = next(item for item in read_paths([SAMPLE]) if isinstance(item, Article))
    rows = ["| worth | claim | speaker | dates | kind |", "|---|---|---|---|---|"]
    for claim in extract(article).claims:
        dates = ", ".join(_interval(date) for date in claim.dates)
        cells = (f"{claim.check_worthiness:.2f}", claim.text, claim.speaker or "—", dates, claim.kind)
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows) + "\n"


def _interval(date: DateMention) -> str:
    return f"{date.from_date}" if date.from_date == date.to_date else f"{date.from_date} – {date.to_date}"


def renewed(text: str) -> str:
    """The README with both blocks as they are now."""
    text = _ARTICLE.sub(lambda match: match.group(1) + article_block(), text)
    return _CLAIMS.sub(lambda match: match.group(1) + claims_block(), text)


if __name__ == "__main__":
    README.write_text(renewed(README.read_text(encoding="utf-8")), encoding="utf-8")
