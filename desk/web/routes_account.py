"""Signing in and out, and the page about oneself."""

from __future__ import annotations

import json
from functools import partial
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from desk.web.guard import DOOR, SESSION, cookie
from desk.web.rendering import carried, page, sign_in_page
from desk.web.seat import Seat, desk_of, seat, user_of


def login(request: Request) -> Response:
    """Asks for name and password."""
    if seat(request).user is not None:
        return RedirectResponse("/", 303)
    return sign_in_page(request, wanted=_inner(request.query_params.get("next", "")))


def sign_in(request: Request) -> Response:
    """Begins a session, and brings back what was typed before the last one ended."""
    desk, here, form = desk_of(request), seat(request), seat(request).form
    if desk.users is None:
        return RedirectResponse("/", 303)
    name, wanted = " ".join(form.get("name").split()), _inner(form.get("next"))
    carry, carry_to = _carry(form.get("carried")), _inner(form.get("carried_to"))
    again = partial(sign_in_page, request, carry=carry, carry_to=carry_to, wanted=wanted, name=name)
    if not here.fresh:
        return again("stale_sign_in", status=403)
    address = request.client.host if request.client else ""
    seconds = desk.throttle.wait(name, address)
    if seconds:
        answer = again("too_often", status=429, minutes=-(-seconds // 60))
        answer.headers["Retry-After"] = str(seconds)
        return answer
    user = desk.users.sign_in(name, form.get("password"))
    if user is None:
        desk.throttle.failed(name, address)
        return again("wrong_password", status=401)
    desk.throttle.succeeded(name, address)
    given = desk.sessions.begin(user.name, desk.users.fingerprint(user.name))
    session = desk.sessions.find(given)
    request.state.seat = Seat(user, session.csrf if session else "", here.language)
    desk.doors.end(request.cookies.get(DOOR, ""))
    answer = (
        carried(request, "signed_in_again", status=200, fields=carry, to=carry_to)
        if carry
        else RedirectResponse(wanted or "/", 303)
    )
    answer.headers.append("Set-Cookie", cookie(SESSION, given, secure=desk.secure))
    answer.headers.append("Set-Cookie", cookie(DOOR, "", secure=desk.secure, age=0))
    return answer


def sign_out(request: Request) -> Response:
    """Ends the session."""
    desk = desk_of(request)
    desk.sessions.end(request.cookies.get(SESSION, ""))
    answer = RedirectResponse("/login" if desk.users else "/", 303)
    answer.headers.append("Set-Cookie", cookie(SESSION, "", secure=desk.secure, age=0))
    return answer


def account(request: Request) -> Response:
    """Who one is here, and what one may do."""
    user = user_of(request)
    with desk_of(request).keeper.reading() as store:
        done = store.con.execute(
            "SELECT a.done_at, a.action, a.claim_id, c.claim_text FROM actions AS a "
            "LEFT JOIN desk_machine.claims AS c ON c.claim_id = a.claim_id "
            "WHERE a.actor = $name ORDER BY a.seq DESC LIMIT 50",
            {"name": user.name},
        ).fetchall()
    return page(request, "desk/account.v1.html.j2", done=done)


def _inner(path: str) -> str:
    """The path if it leads to this desk, else nothing; "//host" and "/\\\\host" lead elsewhere."""
    parts = urlsplit(path)
    inside = path.startswith("/") and not path.startswith(("//", "/\\")) and not parts.netloc and not parts.scheme
    return path if inside and path.isprintable() and "\\" not in path else ""


def _carry(text: str) -> list[tuple[str, str]]:
    try:
        pairs = json.loads(text) if text else []
        return [(str(name), str(value)) for name, value in pairs]
    except (ValueError, TypeError):
        return []


ROUTES = (
    Route("/login", login, methods=["GET"]),
    Route("/login", sign_in, methods=["POST"]),
    Route("/logout", sign_out, methods=["POST"]),
    Route("/account", account, methods=["GET"]),
)
