"""Answers as JSON: how a filled HTML sheet carries them, and how a prefilled sheet is told from a filled one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from sheets import fixes
from sheets.fixes import Fixes
from store.types import FilledRow, ReviewSource

FORMAT = "claimdesk-answers-2"
FORMATS = ("claimdesk-answers-1", FORMAT)
"""The formats that import reads; the first knows no corrections and no time of each answer."""
ANSWER_FIELDS = ("verdict", "not_checkable_reason", "rationale", "missing_context")
SOURCE_FIELDS = tuple(column.name for column in fields(ReviewSource))


def document(
    sheet_id: str, article_id: str, rows: Mapping[str, FilledRow], corrections: Mapping[str, Fixes] | None = None
) -> dict[str, Any]:
    """The answers of a sheet as the page's script keeps them; the reviewer is the sheet's."""
    fixed = corrections or {}
    reviewers = {row.reviewer for row in rows.values() if row.reviewer}
    return {
        "format": FORMAT,
        "sheet_id": sheet_id,
        "article_id": article_id,
        "reviewer": reviewers.pop() if len(reviewers) == 1 else "",
        "saved_at": "",
        "added": [],
        "answers": {
            claim_id: _answer(rows.get(claim_id, FilledRow(claim_id))) | {"corrections": fixed.get(claim_id, {})}
            for claim_id in dict.fromkeys((*rows, *fixed))
        },
    }


def _answer(row: FilledRow) -> dict[str, Any]:
    answer: dict[str, Any] = {name: getattr(row, name) for name in ANSWER_FIELDS}
    answer["saved_at"] = row.saved_at
    answer["sources"] = [asdict(source) for source in row.sources]
    return answer


def digest(rows: Mapping[str, FilledRow], corrections: Mapping[str, Fixes] | None = None) -> str:
    """A hash of everything that was filled in; untouched rows, times and the reviewer alone do not count."""
    touched: dict[str, Any] = {key: _answer(row) | {"saved_at": ""} for key, row in rows.items() if is_touched(row)}
    for answer in touched.values():
        del answer["saved_at"]
    said = {key: fixes.without_times(given) for key, given in (corrections or {}).items() if given}
    material = json.dumps([touched, said] if said else touched, ensure_ascii=True, sort_keys=True)
    return hashlib.sha256(material.encode()).hexdigest()[:16]


def is_touched(row: FilledRow) -> bool:
    """Whether a person wrote anything about this claim."""
    return any(getattr(row, name) for name in ANSWER_FIELDS) or bool(row.sources)


def script_json(value: object) -> str:
    """JSON that can stand in a script element: nothing in it ends the element or the line."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=False)
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text
