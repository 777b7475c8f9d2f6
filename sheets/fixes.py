"""Corrections as a sheet's answers carry them, to and from the store's records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sheets.clean import printable, tidy
from store.correcting import COLUMNS
from store.corrections import TAKEN_BACK, Correction, Standing, human_id

Fixes = dict[str, dict[str, Any]]
"""By kind: ``{"saved_at", "rows": [{"start", "end", "text", "value", "from", "to"}]}``, or ``"taken_back": true``."""
_KIND_CELLS = ("span", "speaker", "date", "split", "not_a_claim")
WORDS, SPEAKER, FIRST, SPLIT, NO_CLAIM = (COLUMNS[kind] for kind in _KIND_CELLS)
LAST = "date_to_corrected"
CELLS = (WORDS, SPEAKER, FIRST, LAST, SPLIT, NO_CLAIM)
"""The columns of a spreadsheet that corrections are typed into."""
OWN_VOICE = "-"
"""What stands in the speaker's cell where the outlet speaks in its own voice; an empty cell says nothing."""
_KINDS = ("span", "speaker", "date", "not_a_claim", "add")
_TEXTS = ("text", "value", "from", "to")


def shown(standing: Iterable[Standing]) -> Fixes:
    """What stands for a claim, for a sheet that is rendered; splits and additions are claims of their own there."""
    found: Fixes = {}
    for row in standing:
        if row.kind in ("span", "speaker", "date", "not_a_claim"):
            values = {"start": row.start, "end": row.end, "text": printable(row.text), "value": printable(row.value),
                      "from": row.from_date, "to": row.to_date}  # fmt: skip
            found.setdefault(row.kind, {"saved_at": "", "rows": []})["rows"].append(values)
    return found


def cells_of(given: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """The cells of a spreadsheet for what stands for a claim, by column; empty where nothing was set right."""
    cells = dict.fromkeys(CELLS, "")
    for kind, column, part in (("span", WORDS, "text"), ("speaker", SPEAKER, "value")):
        for row in given.get(kind, {}).get("rows", ()):
            cells[column] = str(row[part]) or OWN_VOICE
    dates = given.get("date", {}).get("rows", ())
    cells[FIRST], cells[LAST] = ("\n".join(str(row[part]) for row in dates) for part in ("from", "to"))
    cells[NO_CLAIM] = "yes" if given.get("not_a_claim", {}).get("rows") else ""
    return cells


def shown_cells(corrections: Mapping[str, Fixes]) -> dict[str, dict[str, Any]]:
    """By claim, the cells of a sheet as it is rendered that hold a correction."""
    cells = {claim_id: {k: v for k, v in cells_of(given).items() if v} for claim_id, given in corrections.items()}
    return {claim_id: {"cells": held} for claim_id, held in cells.items() if held}


def without_times(given: Mapping[str, Mapping[str, Any]]) -> Fixes:
    """The same without the times of saving."""
    return {kind: {key: value for key, value in fix.items() if key != "saved_at"} for kind, fix in given.items()}


def dated(given: Fixes) -> Fixes:
    """Those that somebody wrote, by the time that the page notes then."""
    return {kind: fix for kind, fix in given.items() if fix["saved_at"]}


def read(answer: Mapping[str, Any]) -> Fixes:
    """The corrections of one answer, every value of the type that it must have.

    Raises:
        ValueError: they are no corrections.
    """
    given = answer.get("corrections", {})
    if not isinstance(given, dict) or not set(given) <= set(_KINDS):
        raise ValueError("no corrections")
    return {kind: _fix(fix) for kind, fix in given.items()}


def _fix(fix: Any) -> dict[str, Any]:
    if not isinstance(fix, dict):
        raise ValueError("no correction")
    saved_at = _text(fix.get("saved_at"))
    if fix.get("taken_back") is True:
        return {"saved_at": saved_at, "taken_back": True}
    rows = fix.get("rows")
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise ValueError("no rows")
    return {"saved_at": saved_at, "rows": [_row(row) for row in rows]}


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    return {"start": _place(row.get("start")), "end": _place(row.get("end"))} | {k: _text(row.get(k)) for k in _TEXTS}


def read_added(given: Any) -> list[dict[str, Any]]:
    """The claims that the reader added or split off: ``{"id", "of", "start", "end", "text", "kind", "saved_at"}``.

    Raises:
        ValueError: they are none.
    """
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        raise ValueError("no added claims")
    texts = ("id", "of", "text", "kind", "saved_at")
    found = [
        {name: _text(one.get(name)) for name in texts} | {n: _place(one.get(n)) for n in ("start", "end")}
        for one in given
    ]
    if any(not one["id"] or one["start"] is None or one["end"] is None for one in found):
        raise ValueError("an added claim without a place")
    return found


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _place(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**31 else None


def new_ids(article_id: str, added: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """The store's ids of the claims that a sheet calls "new:1" and so on; a table names the article of each."""
    return {one["id"]: human_id(one.get("article") or article_id, one["start"], one["text"]) for one in added}


def records(
    article_id: str,
    version: int,
    reviewer: str,
    given: Iterable[tuple[str, str, Fixes]],
    added: Iterable[Mapping[str, Any]],
    correctors: Mapping[str, str] | None = None,
) -> Iterator[Correction]:
    """The store's records of a sheet's corrections.

    Args:
        article_id, version: the article that the offsets count in; version 0 is the current one.
        reviewer: who filled the sheet in.
        given: claim id, the place in the sheet as its reader sees it, and the corrections.
        added: the claims that the reader added or split off.
        correctors: by claim, who corrects it, where a sheet has a reviewer a row.
    """
    who, added = correctors or {}, list(added)
    ids = new_ids(article_id, added)
    pieces: dict[str, int] = {}
    for one in sorted(added, key=lambda one: (one["of"], one["start"], one["end"])):
        whole = one["of"]
        position = pieces[whole] = pieces.get(whole, -1) + 1 if whole else 0
        yield Correction(
            "split" if whole else "add", who.get(whole or ids[one["id"]], reviewer), claim_id=whole,
            article_id=one.get("article") or article_id, start=one["start"], end=one["end"], text=one["text"],
            value="" if whole else one["kind"], position=position, article_version=version, saved_at=one["saved_at"],
            where=one.get("where") or "claims_added",
        )  # fmt: skip
    for claim_id, where, found in given:
        for kind, fix in found.items():
            if fix.get("taken_back"):
                yield Correction(
                    kind,
                    who.get(claim_id, reviewer),
                    claim_id,
                    article_id,
                    position=TAKEN_BACK,
                    saved_at=fix["saved_at"],
                    where=where,
                )
            for position, row in enumerate(fix.get("rows", ())):
                yield Correction(
                    kind, who.get(claim_id, reviewer), claim_id, article_id, row["start"], row["end"],
                    row["text"] if row["start"] is not None else tidy(row["text"]), tidy(row["value"]), row["from"],
                    row["to"], position, article_version=version, saved_at=fix["saved_at"], where=where,
                )  # fmt: skip
