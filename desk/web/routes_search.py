"""Search over claims, speakers and sources."""

from __future__ import annotations

from contextlib import suppress

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from desk.web.figures import NotYet, figures_of, hidden_from
from desk.web.rendering import page
from desk.web.seat import desk_of
from store import overview, search_index
from store.search import KINDS, Hit, search_now
from store.search_documents import counted

MOST = 100
_LONGEST = 500


def show(request: Request) -> Response:
    """The form, and what was found."""
    words = " ".join(request.query_params.get("q", "").split())[:_LONGEST]
    kind, language = request.query_params.get("kind", ""), request.query_params.get("article_language", "")
    kinds = (kind,) if kind in KINDS else KINDS
    keeper, how = desk_of(request).keeper, "indexed"
    if words:
        # A small store's index is there in a moment, so it is waited for; a big one's is made beside.
        make_index(request)
    with keeper.reading() as store:
        hits: list[Hit] = []
        if words:
            hits, how = search_now(store, words, kinds, language or None, MOST)
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
        how=how,
    )


def make_index(request: Request) -> None:
    """Has the index made or renewed beside this request, once for all who search."""
    keeper = desk_of(request).keeper
    with keeper.reading() as store:
        state = counted(store)

    def make() -> bool:
        search_index.make(keeper.reading)
        return True

    with suppress(NotYet):
        figures_of(request).soon("search index", state, make)


ROUTES = (Route("/search", show, methods=["GET"]),)
