"""What may be done with a claim, by whom, and what they may see: the table ``workflow.toml`` over a claim's state."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import duckdb

from extractors.errors import ClaimdeskError

_FILE = Path(__file__).with_suffix(".toml")
DISAGREEMENT = "disagreement"
"""The reason of a status ``second_review`` in which two readers differ, so that an editor settles it."""
SETTLED = ("decided", "published")


@dataclass(frozen=True, slots=True)
class Person:
    """Who acts; ``alone`` at a desk of one person, where there is no second reader to wait for."""

    name: str
    role: str
    alone: bool = False

    @property
    def edits(self) -> bool:
        """Whether they may settle and publish."""
        return self.role in ("editor", "admin")


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the table."""

    name: str
    sources: tuple[str, ...]
    to: str
    moves: tuple[str, ...]
    roles: tuple[str, ...]
    own: bool
    reader: bool
    note: bool
    labels: Mapping[str, str]

    def target(self, status: str) -> str:
        """The status that follows."""
        return self.to if self.to and status in (self.moves or self.sources) else status


@dataclass(frozen=True, slots=True)
class Standing:
    """A review as far as the workflow looks at it; ``claim_id`` is its claim's."""

    review_id: str
    seq: int
    reviewer: str
    role: str
    verdict: str


@dataclass(frozen=True, slots=True)
class State:
    """Where a claim stands: its latest status row, its reviews in their order, and who opened it as an editor."""

    claim_id: str
    status: str
    seq: int
    assignee: str
    reason: str
    reviews: tuple[Standing, ...]
    opened_by: frozenset[str]

    @property
    def disputed(self) -> bool:
        """Whether two readers differ and an editor is waited for."""
        return self.status == "second_review" and self.reason == DISAGREEMENT

    @property
    def latest(self) -> int:
        """The place of the last review among all reviews of the store; 0 when there is none."""
        return self.reviews[-1].seq if self.reviews else 0

    def of(self, name: str) -> Standing | None:
        """The last review of a person."""
        return next((review for review in reversed(self.reviews) if review.reviewer == name), None)

    def others(self, name: str) -> dict[str, Standing]:
        """The last review of everybody else."""
        return {review.reviewer: review for review in self.reviews if review.reviewer != name}

    def hides_from(self, person: Person) -> bool:
        """Whether this person must not see the reviews yet: somebody wrote one, they did not, and nothing is settled.

        Whoever might become the second reader stays blind; an editor may open the claim as an editor instead.
        """
        if person.alone or self.status in SETTLED or not self.others(person.name):
            return False
        if self.of(person.name) is not None:
            return False
        return not (person.edits and (self.disputed or person.name in self.opened_by))

    def role_for(self, person: Person) -> str:
        """The role in which this person's next review counts: ``checker``, ``second`` or ``editor``; "" for none."""
        if person.alone:
            return "checker" if self.status != "withdrawn" else ""
        others, own = self.others(person.name), self.of(person.name)
        if self.status == "withdrawn":
            return ""
        if person.edits and (self.status in SETTLED or self.disputed or person.name in self.opened_by):
            return "editor"
        if self.status in SETTLED or any(review.role == "editor" for review in self.reviews[-1:]):
            return ""
        if own is not None:
            return own.role
        if not others:
            return "checker"
        return "second" if len(others) == 1 else ""


HIDDEN = (
    "SELECT r.claim_id FROM desk_human.reviews AS r JOIN claims AS c ON c.claim_id = r.claim_id "
    "WHERE c.status NOT IN ('decided', 'published') GROUP BY r.claim_id "
    "HAVING NOT list_contains(list(r.reviewer), $viewer)"
)
"""SQL for the claims whose reviews a person (``$viewer``) must not see; pages that list reviews leave these out."""


@lru_cache(maxsize=1)
def rules() -> dict[str, Rule]:
    """The table, by action."""
    with _FILE.open("rb") as stream:
        return {name: _rule(name, row) for name, row in tomllib.load(stream).items()}


def check(action: str, state: State, person: Person, note: str = "") -> Rule:
    """The rule of an action that this person may take now.

    Raises:
        NotAllowed: their role, the status, or missing words forbid it.
    """
    rule = rules()[action]
    reads = rule.reader and state.of(person.name) is not None
    if person.role not in rule.roles and not reads:
        raise NotAllowed("role", action, f"the role {person.role} may not do this", allowed=", ".join(rule.roles))
    if state.status not in rule.sources:
        raise NotAllowed("status", action, f"the claim is {state.status}", allowed=", ".join(rule.sources))
    if rule.own and not person.edits and state.assignee not in ("", person.name):
        raise NotAllowed("taken", action, f"the claim is with {state.assignee}")
    if rule.note and not note.strip():
        raise NotAllowed("note", action, "this needs words", allowed="a note that says why")
    return rule


def may(action: str, state: State, person: Person) -> bool:
    """Whether this person may do this now, the words it may need aside."""
    try:
        check(action, state, person, note="-")
    except NotAllowed:
        return False
    return True


class NotAllowed(ClaimdeskError):
    """An action that the table forbids; ``why`` is role, status, taken, note, address, gate or readers."""

    def __init__(self, why: str, action: str, what: str, *, allowed: str = "") -> None:
        super().__init__(what, where=action, allowed=allowed)
        self.why, self.action = why, action


def state(con: duckdb.DuckDBPyConnection, claim_id: str, *, known: bool = False) -> State | None:
    """Where a claim stands; None when the store does not know it (``known`` says that it does)."""
    return states(con, [claim_id], known=known).get(claim_id)


def states(con: duckdb.DuckDBPyConnection, claim_ids: Sequence[str], *, known: bool = False) -> dict[str, State]:
    """Where claims stand; those that the store does not know are left out, unless ``known`` says that it does.

    Claims are never deleted, so who has seen one need not look it up again, which costs more than the rest together.
    """
    wanted = {"ids": list(claim_ids)}
    rows = con.execute(_LATEST, wanted).fetchall()
    latest: dict[str, tuple[str, int, str, str]] = {row[0]: (row[1], row[2], row[3], row[4]) for row in rows}
    # Who has a status is a claim.
    untouched = [claim_id for claim_id in wanted["ids"] if claim_id not in latest]
    there = set(untouched) if known else _there(con, untouched)
    reviews: dict[str, list[Standing]] = {}
    for claim_id, *values in con.execute(_REVIEWS, wanted).fetchall():
        reviews.setdefault(claim_id, []).append(Standing(*values))
    opened: dict[str, set[str]] = {}
    for claim_id, actor in con.execute(_OPENED, wanted).fetchall():
        opened.setdefault(claim_id, set()).add(actor)
    return {
        claim_id: State(
            claim_id,
            *latest.get(claim_id, ("new", 0, "", "")),
            tuple(reviews.get(claim_id, ())),
            frozenset(opened.get(claim_id, ())),
        )
        for claim_id in wanted["ids"]
        if claim_id in latest or claim_id in there
    }


def _there(con: duckdb.DuckDBPyConnection, claim_ids: Sequence[str]) -> set[str]:
    rows = con.execute(_KNOWN, {"ids": list(claim_ids)}).fetchall() if claim_ids else []
    return {row[0] for row in rows}


_IDS = "claim_id IN (SELECT unnest($ids::VARCHAR[]))"
_KNOWN = (
    f"SELECT claim_id FROM desk_machine.claims WHERE {_IDS} UNION "  # noqa: S608 - our own text
    f"SELECT CASE kind WHEN 'add' THEN claim_id ELSE value END AS id FROM desk_human.corrections "
    "WHERE kind IN ('add', 'split') AND position >= 0 AND id IN (SELECT unnest($ids::VARCHAR[]))"
)
_LATEST = (
    "SELECT claim_id, arg_max(status, seq), max(seq), arg_max(assignee, seq), arg_max(reason, seq) "  # noqa: S608
    f"FROM desk_human.claim_statuses WHERE {_IDS} GROUP BY claim_id"
)
_REVIEWS = (
    "SELECT claim_id, review_id, seq, reviewer, role, verdict FROM desk_human.reviews "  # noqa: S608
    f"WHERE {_IDS} AND overtaken_by IS NULL ORDER BY seq, review_id"
)
_OPENED = f"SELECT DISTINCT claim_id, actor FROM desk_human.actions WHERE action = 'open_as_editor' AND {_IDS}"  # noqa: S608


def _rule(name: str, row: Mapping[str, object]) -> Rule:
    def names(key: str) -> tuple[str, ...]:
        given = row.get(key, ())
        return tuple(str(value) for value in given) if isinstance(given, list) else ()

    return Rule(
        name,
        names("from"),
        str(row.get("to", "")),
        names("moves"),
        names("roles"),
        bool(row.get("own")),
        bool(row.get("reader")),
        bool(row.get("note")),
        {"en": str(row["en"]), "ar": str(row["ar"])},
    )
