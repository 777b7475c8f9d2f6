"""Rows of cells to filled rows: labels to keys, local days to ISO, text tidied; the unreadable stays as written."""

from __future__ import annotations

from datetime import datetime

from extractors.normalise import fold
from sheets import labels
from sheets.answers import ANSWER_FIELDS, SOURCE_FIELDS
from sheets.clean import is_web_address, tidy
from sheets.days import parse_day
from sheets.raw import Cell, RawRow, RawSheet
from sheets.tables import CELL_LIMIT
from store import vocabulary
from store.types import FilledRow, ReviewSource

_DAYS = ("published_on", "accessed_on")
_MARKS = ("x", "1", "true", "✓", "✔")
_VOCABULARY = ("verdict", "not_checkable_reason", "stance", "tier")
# Invisible direction marks come along when an address is copied out of right-to-left text.
_INVISIBLE = dict.fromkeys([0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), 0x2060, *range(0x2066, 0x206A), 0xFEFF])


def value_of(row: RawRow, name: str) -> str:
    """A cell's meaning: a key, an ISO day, an address, or tidied text; as written where it means none of these."""
    text = tidy(row.text(name))
    if name in _VOCABULARY:
        return vocabulary.load().parse(name, text) or text
    if name == "not_a_claim":
        return _marked(text)
    if name in _DAYS:
        return parse_day(text) or text
    if name in ("url", "archive_url", "claim_id"):
        plain, link = text.translate(_INVISIBLE).strip(), row.cells.get(name, Cell()).link
        # A titled link: what it is called stands in the cell, where it leads beside it.
        return link if not is_web_address(plain) and is_web_address(link) else plain
    return " ".join(text.split()) if name == "reviewer" else text


def _marked(text: str) -> str:
    """ "yes" for any way to mark a cell; as written where it is none."""
    plain = fold(text).strip()
    return "yes" if plain in _MARKS or plain in {fold(form) for form in labels.load().forms("mark", "yes")} else text


def name_claims(raw: RawSheet) -> None:
    """Puts the claim's id where a source names its claim by its words, as the spreadsheet's drop-down does."""
    ids = {claim_of(row) for row in raw.claims}
    by_words: dict[str, set[str]] = {}
    for row in raw.claims:
        by_words.setdefault(words_of(row.text("claim_text")), set()).add(claim_of(row))
    for row in raw.sources:
        named = row.cells.get("claim_id", Cell())
        meant = by_words.get(words_of(named.text), set())
        if claim_of(row) not in ids and len(meant) == 1:
            row.cells["claim_id"] = Cell(next(iter(meant)), named.formula)


def words_of(text: str) -> str:
    """A text without what spreadsheet programs change on their own: blanks, line ends, invisible marks, length."""
    folded = fold(text.replace("_x000D_", " ").replace("\ufffd", ""))
    return " ".join(folded.split())[: CELL_LIMIT - 1000]


def claim_of(row: RawRow) -> str:
    """The claim that a row is about."""
    return value_of(row, "claim_id")


def sources_by_claim(raw: RawSheet) -> dict[str, list[RawRow]]:
    """The source rows that hold more than a claim id, by claim, in the order of the sheet."""
    found: dict[str, list[RawRow]] = {}
    for row in raw.sources:
        if any(row.text(name).strip() or row.cells[name].formula for name in SOURCE_FIELDS if name in row.cells):
            found.setdefault(claim_of(row), []).append(row)
    return found


def filled_row(row: RawRow, sources: list[RawRow]) -> FilledRow:
    """A claim's row with its sources, as a person filled it in."""
    return FilledRow(
        claim_id=claim_of(row),
        reviewer=value_of(row, "reviewer"),
        sources=tuple(_source(source) for source in sources),
        where=row.where,
        saved_at=_moment(row.text("saved_at")),
        **{name: value_of(row, name) for name in ANSWER_FIELDS},
    )


def _moment(text: str) -> str:
    """An ISO 8601 time; anything else is no time, and then none is known."""
    try:
        return datetime.fromisoformat(text).isoformat() if text else ""
    except ValueError:
        return ""


def _source(row: RawRow) -> ReviewSource:
    return ReviewSource(**{name: value_of(row, name) for name in SOURCE_FIELDS})


def has_formula(row: RawRow) -> bool:
    """Whether any cell under a known column holds a formula."""
    return any(cell.formula for cell in row.cells.values())


def filled_rows(raw: RawSheet) -> dict[str, FilledRow]:
    """Every claim's row, whatever stands in it; sources of claims without a row get one."""
    sources = sources_by_claim(raw)
    found = {claim_of(row): filled_row(row, sources.get(claim_of(row), [])) for row in raw.claims}
    for claim_id, rows in sources.items():
        if claim_id not in found:
            found[claim_id] = FilledRow(claim_id, sources=tuple(_source(row) for row in rows), where=rows[0].where)
    return found
