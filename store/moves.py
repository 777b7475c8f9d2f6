"""Actions on claims, each in one transaction with its row of history: assigning, sending back, publishing and so on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import duckdb

from extractors.errors import ClaimdeskError
from store import actions, comments, publications, workflow
from store.clock import utc
from store.connection import Store
from store.workflow import NotAllowed, Person, State

Gate = Callable[[duckdb.DuckDBPyConnection, str], Sequence[str]]
"""Gives the codes of what keeps a claim from being published."""


@dataclass(frozen=True, slots=True)
class Deed:
    """One form as it was sent: who, when, and the key that makes it act once."""

    person: Person
    at: datetime
    key: str


@dataclass(slots=True)
class Outcome:
    """What became of an action on several claims: those it was done to, and why not the others."""

    done: list[str] = field(default_factory=list)
    refused: dict[str, NotAllowed] = field(default_factory=dict)


def assign(store: Store, deed: Deed, claim_ids: Sequence[str], assignee: str) -> Outcome:
    """Gives claims to somebody, or back to nobody with an empty name; a checker gives to themselves only."""
    person, outcome = deed.person, Outcome()
    action = "assign" if person.edits else "take"
    with store.transaction() as con:
        found = workflow.states(con, claim_ids)
        for claim_id in dict.fromkeys(claim_ids):
            try:
                _assign_one(con, deed, action, found.get(claim_id), assignee)
                outcome.done.append(claim_id)
            except NotAllowed as error:
                outcome.refused[claim_id] = error
    return outcome


def _assign_one(con: duckdb.DuckDBPyConnection, deed: Deed, action: str, state: State | None, assignee: str) -> None:
    if state is None:
        raise NotAllowed("status", action, "the store does not know this claim")
    rule = workflow.check(action, state, deed.person)
    if action == "take" and assignee not in ("", deed.person.name):
        raise NotAllowed("role", action, "only an editor gives claims to others")
    readers = {review.reviewer for review in state.reviews}
    if assignee and state.status == "second_review" and not state.disputed and assignee in readers:
        raise NotAllowed("readers", action, f"{assignee} has read this claim already")
    identity = actions.action_id(deed.person.name, action, deed.key, [state.claim_id, assignee])
    if actions.is_done(con, identity) or state.assignee == assignee:
        return
    to = rule.target(state.status) if assignee else ("new" if state.status == "assigned" else state.status)
    move(con, state, to, by=deed.person.name, at=deed.at, reason=action, assignee=assignee)
    _note(con, identity, deed, action, state.claim_id, assignee=assignee)


def change(store: Store, deed: Deed, action: str, claim_id: str, note: str = "") -> State:
    """An action that changes the status only, or opens a claim: ask_second, send_back, withdraw, reopen and the like.

    The note of a claim that is sent back becomes a comment, and the claim goes to its first reader.
    """
    with store.transaction() as con:
        state = _known(con, claim_id, action)
        identity = actions.action_id(deed.person.name, action, deed.key, [claim_id, note])
        if actions.is_done(con, identity):
            return state
        rule = workflow.check(action, state, deed.person, note)
        assignee = state.assignee
        if action == "send_back":
            assignee = state.reviews[0].reviewer if state.reviews else ""
            comments.add_comment(con, claim_id, deed.person.name, note, deed.at, identity)
        elif action in ("ask_second", "withdraw", "reopen"):
            assignee = ""
        if rule.to:
            to = rule.target(state.status)
            move(con, state, to, by=deed.person.name, at=deed.at, reason=note or action, assignee=assignee)
        _note(con, identity, deed, action, claim_id)
        return state


def comment(store: Store, deed: Deed, claim_id: str, text: str) -> None:
    """Adds a comment."""
    _speak(store, deed, "comment", claim_id, [text], lambda con, key: comments.add_comment(
        con, claim_id, deed.person.name, text, deed.at, key))  # fmt: skip


def reply(store: Store, deed: Deed, claim_id: str, state: str, text: str) -> None:
    """Notes whether the claimant was asked, and the answer."""
    _speak(store, deed, "reply", claim_id, [state, text], lambda con, key: comments.add_reply(
        con, claim_id, deed.person.name, state, text, deed.at, key))  # fmt: skip


def _speak(
    store: Store,
    deed: Deed,
    action: str,
    claim_id: str,
    content: Sequence[str],
    add: Callable[[duckdb.DuckDBPyConnection, str], None],
) -> None:
    with store.transaction() as con:
        state = _known(con, claim_id, action)
        workflow.check(action, state, deed.person)
        identity = actions.action_id(deed.person.name, action, deed.key, [claim_id, *content])
        if not actions.is_done(con, identity):
            add(con, identity)
            _note(con, identity, deed, action, claim_id)


def publish(store: Store, deed: Deed, action: str, claim_id: str, *, url: str, note: str, gate: Gate) -> None:
    """Publishes a verdict, publishes its correction, or retracts it; ``action`` is publish, correct or retract.

    Raises:
        NotAllowed: the table forbids it, or (why ``gate``) a check stands between the claim and its publication.
    """
    with store.transaction() as con:
        state = _known(con, claim_id, action)
        identity = actions.action_id(deed.person.name, action, deed.key, [claim_id, url, note])
        if actions.is_done(con, identity):
            return
        rule = workflow.check(action, state, deed.person, note)
        stands = publications.standing(con, claim_id)
        if stands is None:
            raise NotAllowed("status", action, "the claim has no verdict")
        before = publications.of_claim(con, claim_id)
        if action == "retract":
            stands = (before[-1].verdict, before[-1].review_id) if before else stands
            url = before[-1].url if before else url
        elif blocking := gate(con, claim_id):
            raise NotAllowed("gate", action, "checks keep it from being published", allowed=", ".join(blocking))
        named = {"publish": "published", "correct": "corrected", "retract": "retracted"}[action]
        publications.add(
            con, claim_id, named, verdict=stands[0], review_id=stands[1], url=url, note=note, by=deed.person.name,
            at=deed.at, key=identity,
        )  # fmt: skip
        to = rule.target(state.status)
        if to != state.status:
            move(con, state, to, by=deed.person.name, at=deed.at, reason=note or action, assignee=state.assignee)
        _note(con, identity, deed, action, claim_id, url=url)


def move(
    con: duckdb.DuckDBPyConnection, state: State, to: str, *, by: str, at: datetime, reason: str, assignee: str
) -> None:
    """Adds a row to a claim's statuses inside the caller's transaction."""
    con.execute(
        "INSERT INTO desk_human.claim_statuses VALUES ($claim, $seq, $status, $at, $by, $reason, $assignee)",
        {
            "claim": state.claim_id,
            "seq": state.seq + 1,
            "status": to,
            "at": utc(at),
            "by": by,
            "reason": reason,
            "assignee": assignee,
        },
    )


def _known(con: duckdb.DuckDBPyConnection, claim_id: str, action: str) -> State:
    state = workflow.state(con, claim_id)
    if state is None:
        raise ClaimdeskError(f"the store knows no claim {claim_id}", where=action)
    return state


def _note(
    con: duckdb.DuckDBPyConnection, identity: str, deed: Deed, action: str, claim_id: str, **detail: object
) -> None:
    actions.note(
        con, identity, actor=deed.person.name, action=action, claim_id=claim_id, at=deed.at, detail=detail
    )  # fmt: skip
