"""Writes a JSON Schema for every table into docs/schemas: ``python docs/make_schemas.py``."""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path
from typing import Any

from store import connect, interchange, vocabulary

FOLDER = Path(__file__).with_name("schemas")
SCHEMA = Path(__file__).with_name("schema.md")
_SECTION = re.compile(r"^## `(\w+)`\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_ROW = re.compile(r"^\| `(\w+)` \| \S+ \| (.+) \|$", re.MULTILINE)
_TYPES: dict[str, dict[str, Any]] = {
    "VARCHAR": {"type": "string"},
    "INTEGER": {"type": "integer", "minimum": -(2**31), "maximum": 2**31 - 1},
    "BIGINT": {"type": "integer", "minimum": -(2**63), "maximum": 2**63 - 1},
    "DOUBLE": {"type": "number"},
    "BOOLEAN": {"type": "boolean"},
    "DATE": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
    "TIMESTAMP": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d{1,6})?$"},
    "VARCHAR[]": {"type": "array", "items": {"type": "string"}},
}
_LISTS = {
    ("reviews", "verdict"): "verdict",
    ("sources", "stance"): "stance",
    ("sources", "tier"): "tier",
    ("claim_statuses", "status"): "status",
}
# Columns that no view shows.
_HIDDEN = {
    "record_sha256": "SHA-256 over every field of the article as it was read.",
    "article_version": "The version of the article that the offsets count in.",
}


def schemas() -> dict[str, dict[str, Any]]:
    """File name to schema, for every table of an empty store."""
    with tempfile.TemporaryDirectory() as folder, connect(Path(folder) / "empty.duckdb") as store:
        found = interchange.tables(store.con)
    return {f"{table.partition('.')[2]}.schema.json": _schema(table, columns) for table, columns in found.items()}


def _schema(table: str, columns: list[interchange.Column]) -> dict[str, Any]:
    name = table.partition(".")[2]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": name,
        "description": f"One line of {name}.jsonl: a row of {table}.",
        "type": "object",
        "additionalProperties": False,
        "required": [column.name for column in columns if not column.nullable],
        "properties": {column.name: _property(name, column) for column in columns},
    }


def _property(table: str, column: interchange.Column) -> dict[str, Any]:
    shape = dict(_TYPES[column.kind])
    if column.nullable:
        shape["type"] = [shape["type"], "null"]
    if (table, column.name) in _LISTS:
        shape["enum"] = list(vocabulary.load().keys(_LISTS[table, column.name]))
    said = _descriptions()
    twin = {"claim_statuses": "claim_history"}.get(table, table)
    text = said.get(twin, {}).get(column.name) or _HIDDEN.get(column.name) or _any(said, column.name)
    if text.startswith("As in `"):
        text = said["articles"][column.name]
    return {"description": text.replace("`", ""), **shape} if text else shape


def _any(said: dict[str, dict[str, str]], column: str) -> str:
    return next((columns[column] for columns in said.values() if column in columns), "")


def _descriptions() -> dict[str, dict[str, str]]:
    """What docs/schema.md says about the columns of each view."""
    sections = _SECTION.findall(SCHEMA.read_text(encoding="utf-8"))
    return {name: dict(_ROW.findall(body)) for name, body in sections}


def as_text(schema: dict[str, Any]) -> str:
    """A schema as its file holds it."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    made = schemas()
    for old in FOLDER.glob("*.schema.json"):
        if old.name not in made:
            old.unlink()
    for file, schema in made.items():
        (FOLDER / file).write_text(as_text(schema), encoding="utf-8")
