"""Everything that is done with a claim besides reviewing: assigning, sending back, comments, replies."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from desk.web.claimview import claim_page, person_of
from desk.web.rendering import message, page
from desk.web.seat import desk_of, seat
from sheets.tables import CELL_LIMIT
from store import moves
from store.connection import Store
from store.moves import Deed
from store.workflow import NotAllowed

CHANGES = ("ask_second", "send_back", "withdraw", "reopen", "open_as_editor")
MOST_AT_ONCE = 500


def deed_of(request: Request) -> Deed:
    """The form as an act of who sent it."""
    return Deed(person_of(request), datetime.now(UTC), seat(request).form.get("key"))


def assign(request: Request) -> Response:
    """Gives claims to somebody: one from its page, many from the queue."""
    form, desk = seat(request).form, desk_of(request)
    claims, assignee = form.all("claim"), form.get("assignee")
    people = desk.users.names() if desk.users else [desk.person.name]
    if not claims or len(claims) > MOST_AT_ONCE or (assignee and assignee not in people):
        return message(request, "nothing_chosen", status=400)
    with desk.keeper.writing() as store:
        outcome = moves.assign(store, deed_of(request), claims, assignee)
    if outcome.refused:
        return page(request, "desk/assigned.v1.html.j2", status=409, outcome=outcome, assignee=assignee)
    if form.get("back") == "claim":
        return _to_claim(claims[0], "assigned")
    return RedirectResponse(f"/?{urlencode({'assignee': assignee})}", 303)


def change(request: Request) -> Response:
    """Sends back, asks for a second reader, withdraws, reopens, opens as an editor."""
    form, claim_id = seat(request).form, request.query_params.get("id", "")
    action, note = form.get("action"), form.get("note")
    if action not in CHANGES or len(note) > CELL_LIMIT:
        return message(request, "not_found", status=400)
    return _act(
        request, claim_id, "moved", lambda store: moves.change(store, deed_of(request), action, claim_id, note),
        {"note": note},
    )  # fmt: skip


def comment(request: Request) -> Response:
    """Adds a comment."""
    claim_id, text = request.query_params.get("id", ""), seat(request).form.get("text")
    if not text or len(text) > CELL_LIMIT:
        return claim_page(
            request, claim_id, status=422, alert="empty" if not text else "too_long", words={"text": text}
        )
    return _act(
        request, claim_id, "commented", lambda store: moves.comment(store, deed_of(request), claim_id, text),
        {"text": text},
    )  # fmt: skip


def reply(request: Request) -> Response:
    """Notes whether the claimant was asked."""
    form, claim_id = seat(request).form, request.query_params.get("id", "")
    state, text = form.get("state"), form.get("reply")
    if len(text) > CELL_LIMIT:
        return claim_page(request, claim_id, status=422, alert="too_long", words={"reply": text})
    if state == "not_needed" and not text:
        return claim_page(request, claim_id, status=422, alert="no_reason")
    return _act(
        request, claim_id, "replied", lambda store: moves.reply(store, deed_of(request), claim_id, state, text),
        {"reply": text},
    )  # fmt: skip


def _act(
    request: Request, claim_id: str, notice: str, act: Callable[[Store], object], typed: dict[str, str]
) -> Response:
    """Does it and shows the claim; what is refused is said, and what was typed stays."""
    try:
        with desk_of(request).keeper.writing() as store:
            act(store)
    except NotAllowed as error:
        status = 403 if error.why == "role" else 409
        return claim_page(request, claim_id, status=status, alert=f"not_allowed_{error.why}", words=typed)
    return _to_claim(claim_id, notice)


def _to_claim(claim_id: str, notice: str) -> Response:
    return RedirectResponse(f"/claim?{urlencode({'id': claim_id, 'done': notice})}", 303)


ROUTES = (
    Route("/assign", assign, methods=["POST"]),
    Route("/change", change, methods=["POST"]),
    Route("/comment", comment, methods=["POST"]),
    Route("/reply", reply, methods=["POST"]),
)
