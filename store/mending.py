"""Corrections of the machine at the desk: by whom, in which status, and never over what somebody else set right.

A form carries ``stood``, the place of the correction that stood for its claim and kind when it was loaded. Where
another stands by now and says something else, nothing is saved and both are shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import duckdb

from extractors.errors import ClaimdeskError
from store import actions, correcting, corrections, workflow
from store.connection import Store
from store.correcting import TAKEN_BACK
from store.corrections import Standing
from store.moves import Deed
from store.types import Correction, Refusal
from store.workflow import NotAllowed, State

PARTS = ("span", "speaker", "date")
"""Kinds that set a part of a claim right; the others make claims, or say that one is none."""


@dataclass(slots=True)
class Mended:
    """What became of a correction.

    Attributes:
        kind: ``saved``, ``known`` (it stands already, or this form was taken before), ``refused`` or ``conflict``.
        claim_id: the claim that it is about; of a claim that was added, its new id.
        refusals: why it cannot be stored.
        other: the correction that was saved meanwhile, in a conflict.
    """

    kind: str
    claim_id: str
    refusals: list[Refusal] = field(default_factory=list)
    other: list[Standing] = field(default_factory=list)


def mend(store: Store, deed: Deed, rows: Sequence[Correction], stood: int, *, known: bool = False) -> Mended:
    """Saves one correction of one claim, all its rows or none, and notes the action.

    Args:
        store: an open, writable store.
        deed: who, when, and the key of the form.
        rows: the rows of one kind of one claim, or the one row of a claim that was missed.
        stood: :func:`stands` when the form was loaded.
        known: whether the store is known to have the claim, which saves looking it up.

    Raises:
        NotAllowed: the table forbids it, or an editor has to take it back.
        ClaimdeskError: the store does not know the claim.
    """
    first, rows = rows[0], [replace(row, reviewer=deed.person.name, saved_at=deed.at.isoformat()) for row in rows]
    with store.transaction() as con:
        said = [[r.kind, r.position, r.start, r.end, r.text, r.value, r.from_date, r.to_date, r.note] for r in rows]
        identity = actions.action_id(deed.person.name, "correct_machine", deed.key, [first.claim_id, *said])
        claim_id = first.claim_id or correcting.human_id(first.article_id, first.start or 0, first.text)
        if actions.is_done(con, identity):
            return Mended("known", claim_id)
        if first.claim_id:
            _check(con, deed, first, known=known)
        prepared = corrections.prepare(con, [_named(row, claim_id) for row in rows], "desk")
        if prepared.refusals:
            return Mended("refused", claim_id, refusals=prepared.refusals)
        if other := _came_between(con, claim_id, prepared.rows, stood):
            return Mended("conflict", claim_id, other=other)
        if not corrections.append(con, prepared, deed.at, sheet_id="", origin="desk").new:
            return Mended("known", claim_id)
        detail = {"kind": first.kind} | ({"taken_back": True} if first.position == TAKEN_BACK else {})
        actions.note(con, identity, actor=deed.person.name, action="correct_machine", claim_id=claim_id, at=deed.at,
                     detail=detail)  # fmt: skip
        return Mended("saved", claim_id)


def _named(row: Correction, claim_id: str) -> Correction:
    """The row under the id of its claim; a claim that is being added has none yet and gets it in its own row."""
    return row if row.claim_id or row.kind == "add" else replace(row, claim_id=claim_id)


def _came_between(
    con: duckdb.DuckDBPyConnection, claim_id: str, rows: Sequence[Correction], stood: int
) -> list[Standing]:
    """What was saved since the form was loaded and says something else; a claim that was dropped may be added again."""
    kind = rows[0].kind
    if stands(con, claim_id, kind) == stood:
        return []
    now = [row for row in corrections.standing(con, [claim_id], taken_back=True) if row.kind == kind]
    if corrections.say_the_same([row for row in rows if row.kind == kind], now):
        return []
    return [] if kind == "add" and now[0].position == TAKEN_BACK else now


def stands(con: duckdb.DuckDBPyConnection, claim_id: str, kind: str) -> int:
    """The place of the last correction of this kind among all corrections, taken back or not; 0 where there is none."""
    row = con.execute(
        "SELECT coalesce(max(seq), 0) FROM desk_human.corrections WHERE claim_id = $id AND kind = $kind",
        {"id": claim_id, "kind": kind},
    ).fetchone()
    return int(row[0]) if row else 0


def all_stand(con: duckdb.DuckDBPyConnection, claim_id: str) -> dict[str, int]:
    """:func:`stands` of every kind of correction that the claim ever had."""
    return dict(con.execute(
        "SELECT kind, max(seq) FROM desk_human.corrections WHERE claim_id = $id GROUP BY kind", {"id": claim_id}
    ).fetchall())  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """A correction in the history of its claim: what it said (its rows joined), by whom and when (UTC)."""

    kind: str
    back: bool
    said: str
    by: str
    at: datetime
    note: str


def history(con: duckdb.DuckDBPyConnection, claim_id: str) -> list[Step]:
    """Every correction of a claim that was ever made, the first first."""
    rows = con.execute(
        "SELECT kind, bool_or(position < 0), coalesce(string_agg(CASE kind WHEN 'speaker' THEN value WHEN 'date' "
        "THEN concat_ws(' = ', nullif(text, ''), value) ELSE text END, ' · ' ORDER BY position), ''), "
        "any_value(reviewer), any_value(created_at), any_value(note) FROM desk_human.corrections "
        "WHERE claim_id = $id GROUP BY kind, split_part(correction_id, '-', 1) ORDER BY min(seq)",
        {"id": claim_id},
    ).fetchall()
    return [Step(*row) for row in rows]


def whole_of(con: duckdb.DuckDBPyConnection, claim_id: str) -> str:
    """The claim that this one was split off; empty where it was not."""
    row = con.execute(
        "SELECT claim_id FROM desk_human.corrections WHERE kind = 'split' AND value = $id ORDER BY seq DESC LIMIT 1",
        {"id": claim_id},
    ).fetchone()
    return str(row[0]) if row else ""


def action_of(kind: str, state: State) -> str:
    """The row of the workflow that a correction of this kind falls under."""
    if kind in PARTS:
        return "correct_machine"
    return "set_aside_reviewed" if state.status in ("second_review", "decided") else "set_aside"


def _check(con: duckdb.DuckDBPyConnection, deed: Deed, row: Correction, *, known: bool) -> None:
    state, person = workflow.state(con, row.claim_id, known=known), deed.person
    if state is None:
        raise ClaimdeskError(f"the store knows no claim {row.claim_id}", where="correct")
    action = action_of(row.kind, state)
    workflow.check(action, state, person)
    if row.kind in PARTS or state.status != "withdrawn":
        return
    if row.position != TAKEN_BACK:
        raise NotAllowed("status", action, "the claim is withdrawn", allowed="taking the correction back")
    if state.reviews and not person.edits:
        raise NotAllowed("role", action, "the claim was reviewed before", allowed="editor, admin")
