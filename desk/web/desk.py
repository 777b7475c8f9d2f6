"""What a desk is made of: its store, its people, who is signed in, and the names it answers to."""

from __future__ import annotations

from dataclasses import dataclass

from desk.web.known import Known
from desk.web.sessions import Sessions
from desk.web.throttle import Throttle
from desk.web.users import User, Users
from store.keeper import Keeper


@dataclass(frozen=True, slots=True)
class Desk:
    """What every page may reach as ``request.app.state.desk``.

    Attributes:
        keeper: the store.
        known: the claims that it has shown.
        users: the accounts of a team; None for a desk of one person.
        person: who sits at a desk of one person.
        language: the interface language of who has chosen none.
        sessions: who is signed in.
        doors: who looks at the page for signing in, so that its form is bound to them.
        throttle: how often signing in has failed.
        secure: whether the desk is reached over https, so that cookies may say so.
        names: host names under which the desk is reached, besides addresses in figures and ``localhost``.
        paths: the addresses of the pages that this desk has.
    """

    keeper: Keeper
    known: Known
    users: Users | None
    person: User
    language: str
    sessions: Sessions
    doors: Sessions
    throttle: Throttle
    secure: bool
    names: frozenset[str]
    paths: frozenset[str]
