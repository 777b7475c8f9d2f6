"""Publication: what stands in the way, the public address, corrections and retractions, with the old value kept."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

import duckdb
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from checks.gate import Finding, publication_findings
from checks.weighing import Weighed
from desk.web import forms
from desk.web.claimview import person_of
from desk.web.rendering import message, page
from desk.web.routes_moves import deed_of
from desk.web.seat import desk_of, seat
from extractors.errors import ClaimdeskError
from sheets.clean import is_web_address
from sheets.tables import CELL_LIMIT
from store import addresses, claimpage, moves, publications, standards, workflow
from store.workflow import NotAllowed

STANDARDS = frozenset(rule.code for rule in standards.load().rules)
ACTIONS = ("publish", "correct", "retract")


def show(request: Request) -> Response:
    """What was published, and what stands in the way of more."""
    return _page(request, request.query_params.get("id", ""))


def act(request: Request) -> Response:
    """Publishes, corrects or retracts; nothing passes that a check blocks."""
    form, claim_id = seat(request).form, request.query_params.get("id", "")
    action, url, note = form.get("action"), form.get("url"), form.get("note")
    if action not in ACTIONS or len(note) > CELL_LIMIT:
        return message(request, "not_found", status=400)
    if action != "retract" and not _is_public(url):
        return _page(request, claim_id, status=422, alert="no_address", url=url, note=note)
    try:
        with desk_of(request).keeper.writing() as store:
            moves.publish(store, deed_of(request), action, claim_id, url=url, note=note, gate=_blocking)
    except NotAllowed as error:
        status = 403 if error.why == "role" else 409
        return _page(request, claim_id, status=status, alert=f"not_allowed_{error.why}", url=url, note=note)
    return RedirectResponse(f"/publication?{urlencode({'id': claim_id})}", 303)


def _page(
    request: Request, claim_id: str, *, status: int = 200, alert: str = "", url: str | None = None, note: str = ""
) -> Response:
    person = person_of(request)
    with desk_of(request).keeper.reading() as store:
        state = workflow.state(store.con, claim_id)
        claim = claimpage.claim(store.con, state) if state else None
        if claim is None or state is None:
            return message(request, "not_found", status=404)
        if state.hides_from(person):
            return message(request, "still_blind", status=403)
        findings = _findings(store.con, claim_id) if state.reviews else []
        published = publications.of_claim(store.con, claim_id)
        standing = publications.standing(store.con, claim_id)
        article = claimpage.article(store.con, claim.article_id, claim.article_version)
    return page(
        request,
        "desk/publication.v1.html.j2",
        status=status,
        claim=claim,
        article=article,
        state=state,
        findings=[finding for finding in findings if finding.code not in STANDARDS],
        weighed=_weighed(findings, standing[0] if standing else ""),
        blocked=any(finding.blocks for finding in findings),
        published=published,
        standing=standing[0] if standing else "",
        changed=bool(published and standing and published[-1].review_id != standing[1]),
        may={name: workflow.may(name, state, person) for name in ACTIONS},
        alert=alert,
        url=url if url is not None else (published[-1].url if published else ""),
        note=note,
        form_key=forms.new_key(),
    )


def _findings(con: duckdb.DuckDBPyConnection, claim_id: str) -> Sequence[Finding]:
    return publication_findings(con, [claim_id])[claim_id]


def _weighed(findings: Sequence[Finding], verdict: str) -> list[Weighed]:
    """The standards that are for the verdict, and which of them the gate found met."""
    unmet = {finding.code for finding in findings}
    return [Weighed(rule, rule.code not in unmet) for rule in standards.load().rules if verdict in rule.verdicts]


def _blocking(con: duckdb.DuckDBPyConnection, claim_id: str) -> Sequence[str]:
    return [finding.code for finding in _findings(con, claim_id) if finding.blocks]


def _is_public(url: str) -> bool:
    try:
        addresses.normalise(url)
    except ClaimdeskError:
        return False
    return is_web_address(url) and len(url) <= CELL_LIMIT


ROUTES = (
    Route("/publication", show, methods=["GET"]),
    Route("/publication", act, methods=["POST"]),
)
