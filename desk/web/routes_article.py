"""Articles: the list of what was read, and one of them with its claims marked."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from desk.web.claimview import paragraphs
from desk.web.rendering import message, page, with_query
from desk.web.seat import desk_of
from store import claimpage, queue

PAGE = 50


def index(request: Request) -> Response:
    """The articles, the last read first."""
    outlet, before = request.query_params.get("outlet", ""), request.query_params.get("before", "")
    with desk_of(request).keeper.reading() as store:
        rows = claimpage.articles(store.con, outlet=outlet, before=before, limit=PAGE + 1)
        outlets = queue.choices(store.con)["outlet"]
    more = f"{rows[PAGE - 1][5].isoformat()} {rows[PAGE - 1][0]}" if len(rows) > PAGE else ""
    return page(
        request,
        "desk/articles.v1.html.j2",
        rows=rows[:PAGE],
        outlet=outlet,
        outlets=outlets,
        next_page=f"/articles?{with_query({'outlet': outlet}, before=more)}" if more else "",
        first_page=f"/articles?{with_query({'outlet': outlet})}" if before else "",
    )


def show(request: Request) -> Response:
    """One version of an article, with the claims that were found in it."""
    article_id, asked = request.query_params.get("id", ""), request.query_params.get("version", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else None
    with desk_of(request).keeper.reading() as store:
        article = claimpage.article(store.con, article_id, number)
        if article is None:
            return message(request, "not_found", status=404)
        claims = claimpage.claims_of(store.con, article_id, article.version)
        versions = claimpage.versions(store.con, article_id)
    return page(
        request,
        "desk/article.v1.html.j2",
        article=article,
        claims=claims,
        siblings=claims,
        claim=None,
        versions=versions,
        paragraphs=paragraphs(article.text, claims, article.title),
    )


ROUTES = (
    Route("/articles", index, methods=["GET"]),
    Route("/article", show, methods=["GET"]),
)
