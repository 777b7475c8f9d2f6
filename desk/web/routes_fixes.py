"""Setting the machine right: a claim's words, speaker and dates, its pieces, what is no claim, and what was missed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from desk.web import fixes
from desk.web.claimview import claim_page, person_of
from desk.web.fixes import Wrong
from desk.web.rendering import message
from desk.web.routes_article import article_page
from desk.web.seat import desk_of, seat
from store import claimpage, corrections, mending, workflow
from store.mending import Mended
from store.moves import Deed
from store.types import Correction
from store.workflow import NotAllowed


def correct(request: Request) -> Response:
    """Sets one part of a claim right, takes it apart, says that it is none, or takes such a correction back."""
    form, claim_id = seat(request).form, request.query_params.get("id", "")
    given = fixes.typed(form)
    back = form.get("do") == "back"
    # A claim that somebody added is dropped here; it is added on the page of its article.
    if given.kind not in fixes.KINDS or (given.kind == "add" and not back):
        return message(request, "not_found", status=400)
    with desk_of(request).keeper.reading() as store:
        state = workflow.state(store.con, claim_id, known=True)
        claim = claimpage.claim(store.con, state) if state else None
        if claim is None:
            return message(request, "not_found", status=404)
        article = claimpage.article(store.con, claim.article_id, claim.article_version)
        dates = claimpage.parts(store.con, claim_id).dates if given.kind == "date" else []
        standing = corrections.standing(store.con, [claim_id])
    try:
        rows = [fixes.taken_back(given, claim)] if back else fixes.rows_of(given, claim, article, dates, standing)
        made = _save(request, rows)
    except Wrong as wrong:
        given.alert, given.n, given.places = wrong.alert, wrong.n, wrong.places
        return claim_page(request, claim_id, status=422, fix=given)
    except NotAllowed as error:
        status = 403 if error.why == "role" else 409
        return claim_page(request, claim_id, status=status, alert=f"not_allowed_{error.why}", fix=given)
    if made.kind in ("refused", "conflict"):
        given.alert, given.other = made.kind, made.other
        return claim_page(request, claim_id, status=409 if made.other else 422, fix=given)
    return _to_claim(claim_id, "corrected_back" if rows[0].position == corrections.TAKEN_BACK else "corrected")


def add(request: Request) -> Response:
    """Adds a claim that the machine missed, by its words in the article as it was shown."""
    form, article_id = seat(request).form, request.query_params.get("id", "")
    given = fixes.typed(form)
    given.kind = "add"
    with desk_of(request).keeper.reading() as store:
        article = claimpage.article(store.con, article_id)
        if article is None:
            return message(request, "not_found", status=404)
        claims = claimpage.claims_of(store.con, article_id, article.version)
    try:
        if form.get("version") != str(article.version):
            raise Wrong("article_changed")
        rows = fixes.added(given, article)
        same = next((one for one in claims if (one.start, one.end) == (rows[0].start, rows[0].end)), None)
        if same is not None and same.status != "withdrawn":
            given.known = same.claim_id
            raise Wrong("claim_known")
        made = _save(request, rows)
    except Wrong as wrong:
        given.alert, given.n, given.places = wrong.alert, wrong.n, wrong.places
        return article_page(request, article, status=422, fix=given)
    if made.kind in ("refused", "conflict"):
        given.alert, given.known = ("claim_known", made.claim_id) if made.other else ("refused", "")
        return article_page(request, article, status=409 if made.other else 422, fix=given)
    return _to_claim(made.claim_id, "added")


def _save(request: Request, rows: Sequence[Correction]) -> Mended:
    form = seat(request).form
    stood = form.get("stood")
    deed = Deed(person_of(request), datetime.now(UTC), form.get("key"))
    with desk_of(request).keeper.writing() as store:
        place = int(stood) if stood.isascii() and stood.isdigit() else 0
        return mending.mend(store, deed, rows, place, known=rows[0].claim_id in desk_of(request).known)


def _to_claim(claim_id: str, notice: str) -> Response:
    return RedirectResponse(f"/claim?{urlencode({'id': claim_id, 'done': notice})}", 303)


ROUTES = (
    Route("/correct", correct, methods=["POST"]),
    Route("/add", add, methods=["POST"]),
)
