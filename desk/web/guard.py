"""The door: host names, origins, bodies, sessions and tokens are looked at before any page is."""

from __future__ import annotations

import ipaddress
import logging
import secrets
import sys
from urllib.parse import quote, urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from desk.web import labels
from desk.web.desk import Desk
from desk.web.rendering import carried, message, sign_in_page
from desk.web.seat import MOST_BYTES, Form, Seat
from desk.web.sessions import Session

SESSION, DOOR, LANGUAGE = "claimdesk_session", "claimdesk_door", "claimdesk_language"
OPEN = ("/login", "/static/")
"""Paths for which nobody needs to have signed in."""
YEAR = 365 * 86400
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; font-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # "no-referrer" would make browsers send "Origin: null" with our own forms.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}
_log = logging.getLogger("claimdesk.desk")


class Guard:
    """ASGI middleware around every page."""

    def __init__(self, app: ASGIApp, desk: Desk) -> None:
        self.app, self.desk = app, desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers itself what may not pass, and gives the rest its seat."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope, receive)
        cookies: dict[str, str] = {}
        started = False

        async def dressed(sent: Message) -> None:
            nonlocal started
            if sent["type"] == "http.response.start":
                started = True
                self._dress(MutableHeaders(raw=sent["headers"]), cookies)
                sent["headers"] = sent["headers"]
            await send(sent)

        try:
            answer = await self._before(request, cookies)
            await (answer or self.app)(scope, receive, dressed)
        except Exception as error:
            _log.exception("a page failed")
            sys.stderr.write(f"The page {request.url.path} failed: {type(error).__name__}: {error}\n")
            if started:
                raise
            await carried(request, "unexpected", status=500)(scope, receive, dressed)

    async def _before(self, request: Request, cookies: dict[str, str]) -> Response | None:
        if not self._known_host(request.headers.get("host", "")):
            return PlainTextResponse("This desk does not go by that name.\n", 421)
        session = self._seat(request, cookies)
        if request.method in ("GET", "HEAD"):
            return self._lead_in(request)
        if request.method != "POST":
            return message(request, "not_found", status=405)
        refused = await self._read(request)
        if refused is not None:
            return refused
        if not _same_origin(request):
            return message(request, "foreign_form", status=403)
        return self._check_token(request, session)

    def _seat(self, request: Request, cookies: dict[str, str]) -> Session | None:
        """Finds who asks; at a desk of one person that needs no signing in, nor does the page for it."""
        desk = self.desk
        language = request.query_params.get("language", "")
        known = labels.load().languages
        if language in known:
            cookies[LANGUAGE] = language
        else:
            language = request.cookies.get(LANGUAGE, "")
        language = language if language in known else desk.language
        session = desk.sessions.find(request.cookies.get(SESSION, ""))
        user = None
        if session is not None:
            user = desk.users.user(session.user) if desk.users else desk.person
            if desk.users and (user is None or desk.users.fingerprint(session.user) != session.fingerprint):
                session, user = None, None
        if session is None and not request.url.path.startswith("/static/"):
            session = self._new_seat(request, cookies)
            user = None if desk.users else desk.person
        request.state.seat = Seat(user, session.csrf if session else "", language)
        return session

    def _new_seat(self, request: Request, cookies: dict[str, str]) -> Session | None:
        keeper, name = (self.desk.doors, DOOR) if self.desk.users else (self.desk.sessions, SESSION)
        session = keeper.find(request.cookies.get(name, ""))
        if session is None:
            given = keeper.begin("" if self.desk.users else self.desk.person.name)
            cookies[name] = given
            session = keeper.find(given)
        return session

    def _lead_in(self, request: Request) -> Response | None:
        if request.state.seat.user is not None or request.url.path.startswith(OPEN):
            return None
        wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse("/login" if wanted == "/" else f"/login?next={quote(wanted, safe='')}", 303)

    async def _read(self, request: Request) -> Response | None:
        kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
        if kind != "application/x-www-form-urlencoded":
            return message(request, "odd_form", status=415)
        length = request.headers.get("content-length", "0")
        if not length.isdigit() or int(length) > MOST_BYTES:
            return message(request, "too_large", status=413)
        body = bytearray()
        async for chunk in request.stream():
            body += chunk
            if len(body) > MOST_BYTES:
                return message(request, "too_large", status=413)
        try:
            request.state.seat.form = Form.parse(bytes(body))
        except ValueError:
            return message(request, "too_large", status=413)
        return None

    def _check_token(self, request: Request, session: Session | None) -> Response | None:
        """A form of ours whose session has ended is shown again with all that was typed, never dropped."""
        seat, path = request.state.seat, request.url.path
        given = seat.form.get("csrf").encode("utf-8", "replace")
        seat.fresh = session is not None and secrets.compare_digest(given, session.csrf.encode())
        if seat.user is None and path != "/login":
            return sign_in_page(request, "session_over", status=401, carry=seat.form.pairs, carry_to=_place(request))
        if not seat.fresh and path != "/login":
            return carried(request, "stale_form", status=403)
        return None

    def _known_host(self, host: str) -> bool:
        """Names of strangers may not point at us (DNS rebinding); an address in figures is nobody's name."""
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        if name == "localhost" or name in self.desk.names:
            return True
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return False
        return True

    def _dress(self, headers: MutableHeaders, cookies: dict[str, str]) -> None:
        for name, value in HEADERS.items():
            headers.setdefault(name, value)
        headers.setdefault("Cache-Control", "no-store")
        if self.desk.secure:
            headers["Strict-Transport-Security"] = f"max-age={YEAR}"
        for name, value in cookies.items():
            headers.append("Set-Cookie", cookie(name, value, secure=self.desk.secure))


def cookie(name: str, value: str, *, secure: bool, age: int | None = None) -> str:
    """A cookie that scripts cannot read and that other sites cannot send; only the language outlives the browser."""
    kept = age if age is not None else YEAR if name == LANGUAGE else None
    parts = [f"{name}={value}", "Path=/", "HttpOnly", "SameSite=Lax"]
    parts += [f"Max-Age={kept}"] if kept is not None else []
    return "; ".join([*parts, "Secure"] if secure else parts)


def _place(request: Request) -> str:
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def _same_origin(request: Request) -> bool:
    """Whether the form came from a page of this desk, as far as the browser says; the token decides the rest."""
    host = request.headers.get("host", "").lower()
    for name in ("origin", "referer"):
        given = request.headers.get(name)
        if given is not None:
            return urlsplit(given).netloc.lower() == host
    return request.headers.get("sec-fetch-site", "same-origin") in ("same-origin", "none")
