"""What was published, as ClaimReview and as dossiers."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from desk.publishing import claimreview, dossier
from desk.publishing.claimreview import Publisher
from desk.web.figures import NotYet, figures_of, hidden_from
from desk.web.rendering import message, page
from desk.web.seat import desk_of, seat
from extractors.errors import ClaimdeskError
from store import overview, published

PAGE = 100
_CSS = "/outputs/dossier.css"


def show(request: Request) -> Response:
    """What stands published, the latest change first."""
    publisher, keeper = _publisher(), desk_of(request).keeper
    with keeper.reading() as store:
        state = overview.state_of(store.con)

    def look() -> tuple[int, list[tuple[published.Published, str]]]:
        with keeper.reading() as store:
            total, ids = published.latest(store.con, PAGE)
            claims = published.published(store.con, ids)
        return total, [(claim, _missing(claim, publisher) if publisher else "") for claim in claims]

    (total, rows), fresh = figures_of(request).soon(("outputs", publisher), state, look)
    return page(request, "desk/outputs.v1.html.j2", rows=rows, total=total, publisher=publisher, fresh=fresh)


def one(request: Request) -> Response:
    """The ClaimReview of one claim, to be kept as a file."""
    publisher = _publisher()
    with desk_of(request).keeper.reading() as store:
        claims = published.published(store.con, [request.query_params.get("id", "")])
    if publisher is None or not claims or claims[0].action == "retracted" or _missing(claims[0], publisher):
        return message(request, "not_found", status=404)
    text = claimreview.dumps(claimreview.claim_review(claims[0], publisher))
    return _file(text, "application/ld+json", f"{claimreview.file_stem(claims[0].claim_id)}.jsonld")


def feed(request: Request) -> Response:
    """Everything that stands published as one feed."""
    publisher = _publisher()
    if publisher is None:
        return message(request, "not_found", status=404)
    keeper = desk_of(request).keeper
    with keeper.reading() as store:
        state = overview.state_of(store.con)

    def make() -> str:
        with keeper.reading() as store:
            claims = published.published(store.con)
        return claimreview.dumps(claimreview.feed(claims, publisher)[0])

    # A feed that is a little old is whole all the same, and the next one who asks gets the newer.
    try:
        text, _ = figures_of(request).soon(("feed", publisher), state, make)
    except NotYet:
        answer = message(request, "not_yet", status=503)
        answer.headers["Retry-After"] = "10"
        return answer
    return _file(text, "application/ld+json", "feed.json")


def show_dossier(request: Request) -> Response:
    """The dossier of an article, to be printed."""
    with desk_of(request).keeper.reading() as store:
        try:
            text = dossier.render(
                store,
                request.query_params.get("article", ""),
                seat(request).language,
                datetime.now(UTC),
                stylesheet=_CSS,
                hidden=set(hidden_from(request, store.con)),
            )
        except ClaimdeskError:
            return message(request, "not_found", status=404)
    return Response(text.encode("utf-8", "replace"), media_type="text/html; charset=utf-8")


def style(_request: Request) -> Response:
    """The style of a dossier."""
    return Response((dossier.TEMPLATES / "dossier.v1.css").read_bytes(), media_type="text/css; charset=utf-8")


def _publisher() -> Publisher | None:
    """The publisher of the settings; None where there is none, or its address is none."""
    names = ("CLAIMDESK_PUBLISHER_NAME", "CLAIMDESK_PUBLISHER_URL", "CLAIMDESK_PUBLISHER_LOGO")
    try:
        return Publisher(*(os.environ.get(name, "").strip() for name in names)).checked()
    except ClaimdeskError:
        return None


def _missing(claim: published.Published, publisher: Publisher) -> str:
    """Why a claim is not in the feed; empty where it is, also as retracted."""
    if claim.action == "retracted":
        return ""
    try:
        claimreview.claim_review(claim, publisher)
    except ClaimdeskError as error:
        return error.what
    return ""


def _file(text: str, kind: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text.encode("utf-8", "replace"), media_type=kind, headers=headers)


ROUTES = (
    Route("/outputs", show, methods=["GET"]),
    Route("/outputs/claimreview", one, methods=["GET"]),
    Route("/outputs/feed.json", feed, methods=["GET"]),
    Route("/outputs/dossier", show_dossier, methods=["GET"]),
    Route(_CSS, style, methods=["GET"]),
)
