"""The answers in a filled HTML sheet. Nothing in the page is run or trusted: only two JSON blocks are read."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from extractors.errors import ClaimdeskError
from sheets import fixes
from sheets.answers import ANSWER_FIELDS, FORMATS, SOURCE_FIELDS
from sheets.raw import Cell, RawRow, RawSheet

MAX_BYTES = 20_000_000
_NO_SHEET = "Give the file that the sheet's save button made"


class _Blocks(HTMLParser):
    """Collects the text of ``<script type="application/json" id=...>`` elements by id, the last of each."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.blocks: dict[str, str] = {}
        self._open = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._open = ""
        if tag == "script" and given.get("type") == "application/json":
            self._open = given.get("id") or ""
            self.blocks[self._open] = ""

    def handle_data(self, data: str) -> None:
        if self._open:
            self.blocks[self._open] += data

    def handle_endtag(self, tag: str) -> None:
        self._open = ""


def read_html(path: Path) -> RawSheet:
    """Reads a saved sheet.

    Raises:
        ClaimdeskError: too big, or no claimdesk sheet.
    """
    if path.stat().st_size > MAX_BYTES:
        raise ClaimdeskError("the file is too big for a sheet", where=path.name, allowed="up to 20 MB")
    parser = _parse(path)
    sheet, filled = _block(path, parser, "claimdesk-sheet"), _block(path, parser, "claimdesk-answers")
    texts = _texts(path, sheet)
    answers = filled.get("answers")
    if not isinstance(answers, dict):
        raise ClaimdeskError("the sheet's answers cannot be read", where=path.name, next_step=_NO_SHEET)
    raw = RawSheet(
        name=path.name,
        sheet_id=_text(filled.get("sheet_id")),
        article_id=_text(filled.get("article_id")),
        extractor_version=_text(sheet.get("extractor_version")),
        prefilled=_text(sheet.get("prefilled")),
        claim_ids=tuple(texts),
        article_version=_number(sheet.get("article_version")),
        role=_text(sheet.get("role")),
        reviewer=_text(filled.get("reviewer")),
    )
    if _text(filled.get("format")) not in FORMATS:
        raise ClaimdeskError(
            "the answers are in a format that this version does not know", where=path.name, allowed=", ".join(FORMATS)
        )
    if (raw.sheet_id, raw.article_id) != (_text(sheet.get("sheet_id")), _text(sheet.get("article_id"))):
        raise ClaimdeskError("the answers belong to another sheet", where=path.name, next_step=_NO_SHEET)
    _read_fixes(raw, path, filled, answers)
    ids = fixes.new_ids(raw.article_id, raw.added)
    answers = {ids.get(claim_id, claim_id): answer for claim_id, answer in answers.items()}
    texts |= {ids[one["id"]]: one["text"] for one in raw.added}
    numbers = {claim_id: number for number, claim_id in enumerate(texts, start=1)}
    # The order of the text, whatever order the answers were written in.
    for claim_id in sorted(answers, key=lambda one: numbers.get(one, len(numbers))):
        where = f"claim {numbers[claim_id]}" if claim_id in numbers else "claim"
        _add(raw, path, where, claim_id, texts.get(claim_id), answers[claim_id], _text(filled.get("reviewer")))
    return raw


def _read_fixes(raw: RawSheet, path: Path, filled: dict[str, Any], answers: dict[str, Any]) -> None:
    """The corrections of the machine, by the ids that the store will know the claims by."""
    try:
        raw.added = fixes.read_added(filled.get("added", []))
        ids = fixes.new_ids(raw.article_id, raw.added)
        given = {ids.get(key, key): fixes.read(answer) for key, answer in answers.items() if isinstance(answer, dict)}
    except ValueError as error:
        raise ClaimdeskError("the corrections cannot be read", where=path.name, next_step=_NO_SHEET) from error
    raw.fixes = {claim_id: found for claim_id, found in given.items() if found}


def _number(value: Any) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**31 else 0


def _parse(path: Path) -> _Blocks:
    parser = _Blocks()
    try:
        parser.feed(path.read_bytes().decode("utf-8-sig", "replace"))
        parser.close()
    except AssertionError as error:
        # The standard parser's word for a declaration that makes no sense.
        raise ClaimdeskError("this is no claimdesk review sheet", where=path.name, next_step=_NO_SHEET) from error
    return parser


def _add(raw: RawSheet, path: Path, where: str, claim_id: str, text: str | None, answer: Any, reviewer: str) -> None:
    sources = answer.get("sources", []) if isinstance(answer, dict) else None
    if not isinstance(sources, list) or not all(isinstance(source, dict) for source in sources):
        raise ClaimdeskError("an answer cannot be read", where=f"{path.name}, {where}", next_step=_NO_SHEET)
    cells = {name: Cell(_text(answer.get(name))) for name in ANSWER_FIELDS}
    cells |= {"claim_id": Cell(claim_id), "reviewer": Cell(reviewer), "saved_at": Cell(_text(answer.get("saved_at")))}
    if text is not None:
        cells["claim_text"] = Cell(text)
    raw.claims.append(RawRow(path.name, where, cells))
    for number, source in enumerate(sources, start=1):
        values = {name: Cell(_text(source.get(name))) for name in SOURCE_FIELDS}
        raw.sources.append(RawRow(path.name, f"{where}, source {number}", {"claim_id": Cell(claim_id), **values}))


def _block(path: Path, parser: _Blocks, name: str) -> dict[str, Any]:
    try:
        value = json.loads(parser.blocks[name])
    except (KeyError, ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise ClaimdeskError("this is no claimdesk review sheet", where=path.name, next_step=_NO_SHEET)
    return value


def _texts(path: Path, sheet: dict[str, Any]) -> dict[str, str]:
    claims = sheet.get("claims")
    if not isinstance(claims, list) or not all(isinstance(claim, dict) for claim in claims):
        raise ClaimdeskError("the sheet's claims cannot be read", where=path.name, next_step=_NO_SHEET)
    return {_text(claim.get("id")): _text(claim.get("text")) for claim in claims}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
