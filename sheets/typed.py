"""Corrections of the machine as people type them into the columns of a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from extractors.normalise import fold
from sheets import labels
from sheets.answers import ANSWER_FIELDS
from sheets.clean import tidy
from sheets.days import parse_day, period
from sheets.fixes import CELLS, FIRST, LAST, NO_CLAIM, OWN_VOICE, SPEAKER, SPLIT, WORDS, Fixes, cells_of
from sheets.raw import Cell, RawRow, RawSheet
from sheets.reasons import reason
from sheets.rows import claim_of, value_of, words_of
from store.correcting import human_id
from store.locating import NotPlaced, Place, around, locate, pieces
from store.placing import ClaimPlace
from store.types import Refusal

_NOT_PLACED = {"nowhere": "words_nowhere", "often": "words_often", "twice": "piece_twice"}


@dataclass(slots=True)
class Typed:
    """What a table was judged by: places of its claims, texts of their articles, corrections that stand."""

    places: Mapping[str, ClaimPlace]
    texts: Mapping[str, str]
    standing: Mapping[str, Fixes]
    refusals: list[Refusal] = field(default_factory=list)


def filled_cells(raw: RawSheet) -> dict[str, dict[str, Any]]:
    """By claim, the cells of corrections that hold anything; rows without a claim under their place in the sheet."""
    found: dict[str, dict[str, Any]] = {}
    for row in raw.claims:
        cells = {name: value for name in CELLS if (value := _cell(row, name))}
        if cells:
            found[claim_of(row) or row.where] = {"cells": cells}
    return found


def read(raw: RawSheet, typed: Typed) -> None:
    """Turns the cells of a table into the sheet's corrections and added claims; what cannot be read is refused.

    A cell that is empty, or holds what stands already, says nothing. A row without a claim's id, with words in the
    column of corrected words, is a claim that the machine missed: it is given its id, and may carry a verdict.

    Args:
        raw: the sheet, which gets ``fixes``, ``added`` and ``correctors``.
        typed: what the cells are judged by; its ``refusals`` are filled.
    """
    article = raw.article_id
    for row in raw.claims:
        claim_id = claim_of(row)
        place = typed.places.get(claim_id)
        article = row.text("article_id").strip() or (place.article_id if place else article)
        if not any(_cell(row, name) for name in CELLS):
            continue
        if not claim_id and _cell(row, WORDS):
            claim_id = _add(raw, typed, row, article)
        elif place is not None:
            _correct(raw, typed, row, place)
        elif not any(row.text(name).strip() for name in ANSWER_FIELDS):
            # With an answer beside it, the row is refused for that already.
            _refuse(typed, row, "claim_id", "unknown_claim")
        if claim_id:
            raw.correctors[claim_id] = value_of(row, "reviewer")


def _add(raw: RawSheet, typed: Typed, row: RawRow, article: str) -> str:
    place = _locate(typed, row, article)
    if place is None:
        return ""
    claim_id = human_id(article, place.start, place.words)
    raw.added.append(_added(raw, row, "", article, place))
    row.cells["claim_id"], row.cells["claim_text"] = Cell(claim_id), Cell(place.words)
    for source in raw.sources:
        if words_of(source.text("claim_id")) == words_of(row.text(WORDS)):
            source.cells["claim_id"] = Cell(claim_id)
    fixes = dict(_speaker(row, "")) | dict(_dates(typed, row, None))
    if fixes:
        raw.fixes[claim_id] = fixes
    return claim_id


def _correct(raw: RawSheet, typed: Typed, row: RawRow, place: ClaimPlace) -> None:
    stands = cells_of(typed.standing.get(place.claim_id, {}))
    given: Fixes = {}
    changed = {name for name in CELLS if _cell(row, name) and words_of(_cell(row, name)) != words_of(stands[name])}
    if WORDS in changed:
        given |= _words(typed, row, place, bool(stands[WORDS]))
    if SPEAKER in changed:
        given |= _speaker(row, place.speaker, bool(stands[SPEAKER]))
    if {FIRST, LAST} & changed:
        given |= _dates(typed, row, place)
    if NO_CLAIM in changed and _is_marked(typed, row):
        given["not_a_claim"] = _rows([{}])
    if given:
        raw.fixes[place.claim_id] = given
    if SPLIT in changed:
        _split(raw, typed, row, place)


def _words(typed: Typed, row: RawRow, place: ClaimPlace, stands: bool) -> Fixes:
    found = _locate(typed, row, place.article_id, around(place))
    if found is None:
        return {}
    if (found.start, found.end) == (place.start, place.end):
        return {"span": _taken_back()} if stands else {}
    return {"span": _rows([{"start": found.start, "end": found.end, "text": found.words}])}


def _speaker(row: RawRow, machine: str, stands: bool = False) -> Fixes:
    cell = " ".join(_cell(row, SPEAKER).split())
    if not cell:
        return {}
    name = "" if cell in (OWN_VOICE, "–", "—") or fold(cell) in _own_voice() else cell
    if name == machine:
        return {"speaker": _taken_back()} if stands else {}
    return {"speaker": _rows([{"value": name}])}


def _dates(typed: Typed, row: RawRow, place: ClaimPlace | None) -> Fixes:
    """One date a line: its first day, and in the next column its last, where that is another."""
    firsts, lasts = _lines(_cell(row, FIRST)), _lines(_cell(row, LAST))
    if not firsts and not lasts:
        return {}
    if len(lasts) > len(firsts) or (len(lasts) > 1 and len(lasts) != len(firsts)):
        _refuse(typed, row, LAST, "days_in_pairs")
        return {}
    days = []
    for number, first in enumerate(firsts):
        last = lasts[number] if number < len(lasts) else first
        for name, day in ((FIRST, first), (LAST, last)):
            if parse_day(day) is None:
                _refuse(typed, row, name, "day", value=day)
                return {}
        days.append((parse_day(first) or "", parse_day(last) or ""))
    # As many days as the machine found words for: they are meant in their order.
    words = place.dates if place is not None and len(place.dates) == len(days) else ("",) * len(days)
    return {"date": _rows([_date(typed, place, text, *day) for text, day in zip(words, days, strict=True)])}


def _date(typed: Typed, place: ClaimPlace | None, words: str, first: str, last: str) -> dict[str, Any]:
    value = period(first, last) if first <= last else ""
    given: dict[str, Any] = {"text": words, "value": value, "from": first, "to": last}
    if place is not None and words:
        at = locate(typed.texts.get(place.article_id, ""), words, within=around(place)).place
        given |= {"start": at.start, "end": at.end} if at else {}
    return given


def _split(raw: RawSheet, typed: Typed, row: RawRow, place: ClaimPlace) -> None:
    lines = _lines(_cell(row, SPLIT))
    if len(lines) < 2:
        _refuse(typed, row, SPLIT, "split_in_one")
        return
    try:
        found = pieces(typed.texts.get(place.article_id, ""), lines, place)
    except NotPlaced as error:
        _refuse(typed, row, SPLIT, _NOT_PLACED[error.problem], value=lines[error.n - 1])
        return
    for piece in found:
        raw.added.append(_added(raw, row, place.claim_id, place.article_id, piece))


def _locate(
    typed: Typed, row: RawRow, article: str, within: Sequence[tuple[int, int]] = ()
) -> Place | None:  # fmt: skip
    words = row.text(WORDS)
    found = locate(typed.texts.get(article, ""), words, within=within)
    if found.place is None:
        _refuse(typed, row, WORDS, _NOT_PLACED["often" if found.places else "nowhere"], value=words)
    return found.place


def _is_marked(typed: Typed, row: RawRow) -> bool:
    yes = value_of(row, NO_CLAIM) == "yes"
    if not yes:
        _refuse(typed, row, NO_CLAIM, "yes_or_empty")
    return yes


def _refuse(typed: Typed, row: RawRow, column: str, code: str, value: str | None = None) -> None:
    shown_value = row.text(column) if value is None else value
    typed.refusals.append(Refusal(row.sheet, row.where, column, shown_value, reason(code, (), "en"), code))


def _added(raw: RawSheet, row: RawRow, of: str, article: str, place: Place) -> dict[str, Any]:
    return {
        "id": f"new:{len(raw.added) + 1}", "of": of, "start": place.start, "end": place.end, "text": place.words,
        "kind": "event", "saved_at": "", "article": article, "where": row.where,
    }  # fmt: skip


def _rows(given: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    empty = {"start": None, "end": None, "text": "", "value": "", "from": "", "to": ""}
    return {"saved_at": "", "rows": [{**empty, **row} for row in given]}


def _taken_back() -> dict[str, Any]:
    return {"saved_at": "", "taken_back": True}


def _cell(row: RawRow, name: str) -> str:
    return tidy(row.text(name))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _own_voice() -> Iterator[str]:
    words = labels.load()
    return (fold(words.text("card.own_voice", code)) for code in words.languages)
