"""Search over claims, speakers and sources."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from desk.web.figures import figures_of, hidden_from
from desk.web.rendering import page
from desk.web.seat import desk_of
from store import overview
from store.search import KINDS, search

MOST = 100
_LONGEST = 500


def show(request: Request) -> Response:
    """The form, and what was found."""
    words = " ".join(request.query_params.get("q", "").split())[:_LONGEST]
    kind, language = request.query_params.get("kind", ""), request.query_params.get("article_language", "")
    kinds = (kind,) if kind in KINDS else KINDS
    with desk_of(request).keeper.reading() as store:
        hits = search(store, words, kinds, language or None, MOST) if words else []
        hidden = set(hidden_from(request, store.con)) if any(hit.kind == "source" for hit in hits) else set()
        # A source of a review that the reader must not see yet would tell what the first reader leant on.
        hits = [hit for hit in hits if hit.kind != "source" or hit.claim_id not in hidden]
        languages = figures_of(request).get(
            "languages",
            overview.state_of(store.con),
            lambda: [
                row[0]
                for row in store.con.execute(
                    "SELECT DISTINCT language FROM desk_machine.article_versions ORDER BY ALL"
                ).fetchall()
            ],
        )
    return page(
        request,
        "desk/search.v1.html.j2",
        words=words,
        kind=kind,
        kinds=KINDS,
        article_language=language,
        languages_known=languages,
        hits=hits,
        most=MOST,
    )


ROUTES = (Route("/search", show, methods=["GET"]),)
