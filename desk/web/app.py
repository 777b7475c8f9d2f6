"""The application: what a desk is made of, and how a request passes through it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import duckdb
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response

from desk.web import labels, routes
from desk.web.desk import Desk
from desk.web.figures import NotYet
from desk.web.guard import Guard
from desk.web.known import Known
from desk.web.rendering import carried, message, not_yet
from desk.web.sessions import Sessions
from desk.web.throttle import Throttle
from desk.web.users import User, Users
from extractors.errors import ClaimdeskError
from store.keeper import Keeper

ANYBODY = "reviewer"
DOOR = 3600.0
"""Seconds for which a page for signing in stays good."""


def create_app(
    target: str | Path | None,
    *,
    users: str | Path | None = None,
    reviewer: str = ANYBODY,
    language: str = "ar",
    secure: bool = False,
    names: Sequence[str] = (),
    wait_seconds: float = 10.0,
) -> Starlette:
    """The desk as an ASGI application.

    Args:
        target: the store; made if it is not there.
        users: a file of accounts (``claimdesk users``); without one the desk belongs to one person.
        reviewer: the name of that person.
        language: the interface language of who has chosen none.
        secure: whether readers reach it over https.
        names: further host names that it answers to.
        wait_seconds: how long a page waits while another program holds the store.

    Raises:
        ClaimdeskError: the file of accounts cannot be read, or there is no such interface language.
    """
    known = labels.load().languages
    if language not in known:
        raise ClaimdeskError(f"the desk has no language {language!r}", allowed=", ".join(known))
    accounts = Users(Path(users)) if users is not None else None
    served = routes.all_routes()
    keeper = Keeper(target, wait_seconds=wait_seconds)
    desk = Desk(
        keeper=keeper,
        known=Known(keeper.target),
        users=accounts,
        person=User(reviewer, "admin"),
        language=language,
        sessions=Sessions(*(accounts.session_limits if accounts else ())),
        doors=Sessions(DOOR, DOOR),
        throttle=Throttle(),
        secure=secure,
        names=frozenset(name.lower() for name in names),
        paths=frozenset(route.path for route in served),
    )

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        yield
        desk.keeper.close()

    app = Starlette(
        routes=served,
        middleware=[Middleware(Guard, desk=desk)],
        exception_handlers={
            404: _not_found,
            405: _not_found,
            ClaimdeskError: _trouble,
            duckdb.Error: _trouble,
            NotYet: _not_yet,
        },
        lifespan=lifespan,
    )
    app.state.desk = desk
    return app


def _not_found(request: Request, _error: Exception) -> Response:
    return message(request, "not_found", status=404)


def _not_yet(request: Request, _error: Exception) -> Response:
    return not_yet(request)


def _trouble(request: Request, error: Exception) -> Response:
    return carried(request, "store_busy", status=503, detail=str(getattr(error, "what", "")))
