"""One claim: reading it, and saving a review of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from desk.web import forms
from desk.web.claimview import claim_page, person_of, weighed_part
from desk.web.seat import desk_of, seat
from store import reviewing
from store.moves import Deed
from store.reviewing import Saved
from store.types import FilledRow, ReviewSource
from store.workflow import NotAllowed


def show(request: Request) -> Response:
    """The claim page."""
    return claim_page(request, request.query_params.get("id", ""), notice=request.query_params.get("done", ""))


def review(request: Request) -> Response:
    """Saves a review or a draft; without script it also adds and removes rows of sources."""
    form, claim_id = seat(request).form, request.query_params.get("id", "")
    person, now = person_of(request), datetime.now(UTC)
    do = form.get("do")
    row = forms.read_review(form, claim_id, person.name)
    if do == "add":
        return claim_page(request, claim_id, typed=row, rows=[*forms.rows_of(form), ReviewSource("")])
    if do.startswith("remove:"):
        return claim_page(request, claim_id, typed=row, rows=forms.without(form, do.partition(":")[2]))
    deed = Deed(person, now, form.get("key"))
    if do == "draft":
        _keep(request, deed, row)
        return _done(claim_id, "draft")
    row = forms.tidied(row, now.date())
    wrong = forms.problems(row, now)
    if wrong:
        _keep(request, deed, row)
        return claim_page(request, claim_id, status=422, typed=row, problems=wrong, alert="incomplete")
    try:
        with desk_of(request).keeper.writing() as store:
            saved = reviewing.save(store, deed, row, forms.seen(form), known=claim_id in desk_of(request).known)
    except NotAllowed as error:
        _keep(request, deed, row)
        return claim_page(request, claim_id, status=409, typed=row, alert=f"not_allowed_{error.why}")
    return _answer(request, deed, row, saved)


def standards(request: Request) -> Response:
    """The standards for what the form holds just now, as the part of the page that the script puts in their place."""
    claim_id = request.query_params.get("id", "")
    row = forms.read_review(seat(request).form, claim_id, person_of(request).name)
    return weighed_part(request, claim_id, row)


def _answer(request: Request, deed: Deed, row: FilledRow, saved: Saved) -> Response:
    claim_id = row.claim_id
    if saved.kind in ("saved", "merged", "known"):
        return _done(claim_id, _outcome(saved))
    _keep(request, deed, row)
    if saved.kind == "conflict":
        return claim_page(
            request, claim_id, status=409, typed=row, other=saved.other, parts=saved.parts, alert="conflict"
        )
    if saved.kind == "overtaken":
        return claim_page(request, claim_id, status=409, typed=replace(row, role=""), alert="overtaken")
    return claim_page(request, claim_id, status=422, typed=row, alert="refused")


def _outcome(saved: Saved) -> str:
    if saved.kind != "saved":
        return saved.kind
    if saved.row.role == "second":
        return "agreed" if saved.state.status == "decided" else "disagreed"
    return "decided" if saved.state.status == "decided" else "saved"


def _keep(request: Request, deed: Deed, row: FilledRow) -> None:
    with desk_of(request).keeper.writing() as store:
        reviewing.keep_draft(store, deed, row)


def _done(claim_id: str, what: str) -> Response:
    return RedirectResponse(f"/claim?{urlencode({'id': claim_id, 'done': what})}", 303)


ROUTES = (
    Route("/claim", show, methods=["GET"]),
    Route("/review", review, methods=["POST"]),
    Route("/standards", standards, methods=["POST"]),
)
