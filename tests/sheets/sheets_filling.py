"""Hands for tests: fill in sheets the way people and programs do."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

GOOD_SOURCE = {
    "url": "https://example.org/data",
    "title": "جدول",
    "publisher": "مكتب الإحصاء",
    "published_on": "2025-01-02",
    "accessed_on": "2026-11-20",
    "archive_url": "https://archive.example/1",
    "quote": "118 مليون",
    "stance": "refutes",
    "tier": "primary",
}


def fill_xlsx(path: Path, rows: list[dict[str, Any]], sources: list[dict[str, Any]]) -> Path:
    """Writes into the first claims by field name; ``sources`` name their claim by row number, from 0."""
    book = load_workbook(path)
    claims, sheet = book["claims"], book["sources"]
    names = {cell.value: cell.column for cell in claims[1]}
    for number, row in enumerate(rows, start=3):
        for name, value in row.items():
            claims.cell(number, names[name]).value = value
    names = {cell.value: cell.column for cell in sheet[1]}
    for number, source in enumerate(sources, start=3):
        for name, value in source.items():
            shown = claims.cell(3 + value, 1).value if name == "claim_id" and isinstance(value, int) else value
            sheet.cell(number, names[name]).value = shown
    book.save(path)
    return path


def fill_csv(path: Path, change: Callable[[list[dict[str, str]]], None]) -> Path:
    """Lets ``change`` edit the rows under the two header rows of one CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream)
        names = list(reader.fieldnames or [])
        label_row, *rows = list(reader) or [{}]
    change(rows)
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, names)
        writer.writeheader()
        writer.writerows([label_row, *rows])
    return path


def fill_html(path: Path, change: Callable[[dict[str, Any]], None]) -> Path:
    """Edits the answers block of an HTML sheet, as its script does."""
    page = path.read_text(encoding="utf-8")
    pattern = r'(<script type="application/json" id="claimdesk-answers">)(.*?)(</script>)'
    found = re.search(pattern, page, re.DOTALL)
    if found is None:
        raise ValueError("no answers block")
    answers = json.loads(found.group(2))
    change(answers)
    block = json.dumps(answers).replace("<", "\\u003c")
    path.write_text(page[: found.start(2)] + block + page[found.end(2) :], encoding="utf-8")
    return path


def claim_ids(path: Path) -> list[str]:
    """The claims of an HTML sheet, in the order of the text."""
    block = re.search(r'id="claimdesk-sheet">(.*?)</script>', path.read_text(encoding="utf-8"), re.DOTALL)
    if block is None:
        raise ValueError("no sheet block")
    return [claim["id"] for claim in json.loads(block.group(1))["claims"]]
