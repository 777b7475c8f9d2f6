"""Saving a review at the desk: beside what others saved meanwhile, never over it.

A form carries what it was loaded with: the reviewer's own review then (``base``), and the last review of the claim that
its page showed (``seen``). What changed since is merged part by part (verdict, rationale, missing context, each
source); where both sides changed the same part, nothing is saved and both are shown.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import TypeVar

import duckdb

from extractors.errors import ClaimdeskError
from store import actions, moves, reviews, workflow
from store.clock import utc
from store.connection import Store
from store.moves import Deed
from store.types import FilledRow, Refusal, ReviewSource
from store.workflow import NotAllowed, State

ORIGIN = "desk"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Seen:
    """What a form was loaded with; empty and 0 where there was nothing."""

    base: str = ""
    latest: int = 0
    role: str = ""


@dataclass(slots=True)
class Saved:
    """What became of a save.

    Attributes:
        kind: ``saved``, ``merged`` (saved with what was saved meanwhile), ``known`` (this form was saved before),
            ``refused`` (``refusals`` says why), ``conflict`` (the same parts changed meanwhile), ``overtaken`` (others
            reviewed meanwhile, so that this one would count otherwise than its writer knew).
        state: where the claim stands now; the reviews in it are those of before.
        row: what was saved, or what should be shown again.
        other: what was saved meanwhile, in a conflict.
        parts: the parts that both sides changed.
    """

    kind: str
    state: State
    row: FilledRow
    refusals: list[Refusal] | None = None
    other: FilledRow | None = None
    parts: tuple[str, ...] = ()


def save(store: Store, deed: Deed, row: FilledRow, seen: Seen, *, known: bool = False) -> Saved:
    """Saves a review, moves the claim on, and notes the action, in one transaction.

    ``known`` says that the store is known to have the claim, which saves looking it up.

    Raises:
        NotAllowed: this person may not review this claim now.
        ClaimdeskError: the store does not know the claim.
    """
    person = deed.person
    with store.transaction() as con:
        state = workflow.state(con, row.claim_id, known=known)
        if state is None:
            raise ClaimdeskError(f"the store knows no claim {row.claim_id}", where="review")
        identity = actions.action_id(person.name, "review", deed.key, [row.claim_id, *_content(row)])
        if actions.is_done(con, identity):
            return Saved("known", state, row)
        role = state.role_for(person)
        row = replace(row, reviewer=person.name, role=role or seen.role or "checker")
        if not role:
            raise NotAllowed("readers" if state.status != "withdrawn" else "status", "review", "others have settled it")
        workflow.check(_action(role, state), state, person)
        if role == "editor" and (seen.role != "editor" or state.latest > seen.latest):
            return Saved("overtaken", state, row)
        merged = _merge(con, state, row, seen)
        if merged.kind == "conflict":
            return merged
        row = merged.row
        refusals = reviews.refusals(row)
        if refusals:
            return Saved("refused", state, row, refusals)
        if not _says_the_same(con, state, row):
            reviews.insert(con, row, at=deed.at, sheet_id=_sheet(person.name), origin=ORIGIN, turn=identity)
        after = _move_on(con, state, row, deed)
        actions.note(con, identity, actor=person.name, action="review", claim_id=row.claim_id, at=deed.at,
                     detail={"role": role})  # fmt: skip
        return Saved(merged.kind, after, row)


def keep_draft(store: Store, deed: Deed, row: FilledRow) -> None:
    """Keeps what was typed, whatever state it is in; a state that is kept already is not kept twice."""
    with store.transaction() as con:
        state = workflow.state(con, row.claim_id)
        if state is None:
            raise ClaimdeskError(f"the store knows no claim {row.claim_id}", where="draft")
        row = replace(row, reviewer=deed.person.name, role=state.role_for(deed.person) or "checker")
        latest = draft(con, row.claim_id, deed.person.name)
        if latest is not None and _content(latest) == _content(row):
            return
        reviews.insert_draft(con, row, at=deed.at, sheet_id=_sheet(deed.person.name), origin=ORIGIN)
        to = workflow.rules()["draft"].target(state.status)
        if to != state.status:
            moves.move(con, state, to, by=deed.person.name, at=deed.at, reason="draft", assignee=state.assignee)


def draft(con: duckdb.DuckDBPyConnection, claim_id: str, name: str) -> FilledRow | None:
    """A person's draft of a review that they have not saved since."""
    found = con.execute(
        "SELECT d.verdict, d.not_checkable_reason, d.rationale, d.missing_context, d.role, d.sources "
        "FROM desk_human.drafts AS d WHERE d.claim_id = $claim AND d.sheet_id = $sheet AND d.seq > coalesce(("
        "SELECT max(r.seq) FROM desk_human.reviews AS r WHERE r.claim_id = $claim AND r.sheet_id = $sheet), 0) "
        "ORDER BY d.seq DESC LIMIT 1",
        {"claim": claim_id, "sheet": _sheet(name)},
    ).fetchone()
    if found is None:
        return None
    verdict, reason, rationale, missing, role, sources = found
    given = tuple(ReviewSource(**source) for source in json.loads(sources))
    return FilledRow(claim_id, name, verdict, reason, rationale, missing, role, given)


def review_row(con: duckdb.DuckDBPyConnection, review_id: str) -> FilledRow | None:
    """A stored review as a form shows it."""
    found = con.execute(
        "SELECT claim_id, reviewer, verdict, coalesce(not_checkable_reason, ''), rationale, missing_context, role "
        "FROM desk_human.reviews WHERE review_id = $id LIMIT 1",
        {"id": review_id},
    ).fetchone()
    if found is None:
        return None
    sources = con.execute(
        "SELECT url, title, publisher, coalesce(published_on::VARCHAR, ''), coalesce(accessed_on::VARCHAR, ''), "
        "archive_url, quote, stance, tier FROM desk_human.sources WHERE review_id = $id ORDER BY position",
        {"id": review_id},
    ).fetchall()
    claim_id, reviewer, verdict, reason, rationale, missing, role = found
    given = tuple(ReviewSource(*source) for source in sources)
    return FilledRow(claim_id, reviewer, verdict, reason, rationale, missing, role, given)


def document(state: State, name: str, role: str) -> str:
    """The id of the review that a form in this role goes on from: one's own, or the editors' common one; or "" ."""
    if role == "editor":
        return next((review.review_id for review in reversed(state.reviews) if review.role == "editor"), "")
    own = state.of(name)
    return own.review_id if own is not None else ""


def _action(role: str, state: State) -> str:
    if state.status in workflow.SETTLED:
        return "decide"
    return {"checker": "first", "second": "second", "editor": "decide"}[role]


def _merge(con: duckdb.DuckDBPyConnection, state: State, mine: FilledRow, seen: Seen) -> Saved:
    now_id = document(state, mine.reviewer, mine.role)
    if now_id == seen.base or not now_id:
        return Saved("saved", state, mine)
    now = review_row(con, now_id)
    base = (review_row(con, seen.base) if seen.base else None) or FilledRow(mine.claim_id)
    if now is None:
        return Saved("saved", state, mine)
    merged, clashing = merge(base, mine, now)
    if clashing:
        return Saved("conflict", state, mine, other=now, parts=clashing)
    return Saved("merged" if _content(merged) != _content(mine) else "saved", state, merged)


def merge(base: FilledRow, mine: FilledRow, now: FilledRow) -> tuple[FilledRow, tuple[str, ...]]:
    """Both sides' changes to a review together, and the parts that both changed to different things.

    Parts are the verdict with its reason, the rationale, the missing context, and every source by its address.
    """
    clashing: list[str] = []

    def part(name: str, of_base: T, of_mine: T, of_now: T) -> T:
        if of_mine in (of_now, of_base):
            return of_now
        if of_now != of_base:
            clashing.append(name)
        return of_mine

    verdict, reason = part("verdict", *((row.verdict, row.not_checkable_reason) for row in (base, mine, now)))
    rationale = part("rationale", base.rationale, mine.rationale, now.rationale)
    missing = part("missing_context", base.missing_context, mine.missing_context, now.missing_context)
    tables = [_by_address(row.sources) for row in (base, mine, now)]
    chosen: list[ReviewSource] = []
    for address in dict.fromkeys([*tables[2], *tables[1]]):
        kept = part("sources", *(table.get(address) for table in tables))
        chosen += [kept] if kept is not None else []
    merged = replace(
        mine,
        verdict=verdict,
        not_checkable_reason=reason,
        rationale=rationale,
        missing_context=missing,
        sources=tuple(chosen),
    )
    return merged, tuple(dict.fromkeys(clashing))


def _by_address(sources: Sequence[ReviewSource]) -> dict[tuple[str, int], ReviewSource]:
    table: dict[tuple[str, int], ReviewSource] = {}
    for source in sources:
        turn = sum(url == source.url for url, _ in table)
        table[source.url, turn] = source
    return table


def _says_the_same(con: duckdb.DuckDBPyConnection, state: State, row: FilledRow) -> bool:
    """Whether the review that decides is this person's, in this role, and says just this."""
    own = state.of(row.reviewer)
    if own is None or own.role != row.role or (row.role == "editor" and own.seq != state.latest):
        return False
    known = review_row(con, own.review_id)
    return known is not None and _content(known) == _content(row)


def _move_on(con: duckdb.DuckDBPyConnection, state: State, row: FilledRow, deed: Deed) -> State:
    """Moves to the status that follows: a second reader is waited for, both agree, they differ, or it is settled."""
    others = state.others(row.reviewer)
    if state.status == "published":
        return state
    reason, assignee = "review", ""
    if row.role == "editor":
        to, reason = "decided", "decision"
    elif deed.person.alone:
        to = "decided"
    elif not others:
        to = "second_review"
        assignee = state.assignee if state.status == "second_review" else ""
    elif {review.verdict for review in others.values()} == {row.verdict}:
        to, reason = "decided", "agreement"
    else:
        to, reason = "second_review", workflow.DISAGREEMENT
    if (to, assignee) != (state.status, state.assignee) or (to == "second_review" and reason != state.reason):
        moves.move(con, state, to, by=row.reviewer, at=utc(deed.at), reason=reason, assignee=assignee)
        state = replace(state, status=to, seq=state.seq + 1, reason=reason, assignee=assignee)
    return state


def _content(row: FilledRow) -> list[object]:
    said = [row.verdict, row.not_checkable_reason, row.rationale, row.missing_context]
    return [*said, [asdict(source) for source in row.sources]]


def _sheet(name: str) -> str:
    """The desk keeps a sheet of its own for everybody, so that nobody's draft stands in for another's."""
    return f"desk:{name}"
