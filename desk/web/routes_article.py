"""Articles: the list of what was read, and one of them with its claims marked."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from desk.web import forms
from desk.web.claimview import paragraphs
from desk.web.fixes import Typed
from desk.web.rendering import message, page, with_query
from desk.web.seat import desk_of
from store import claimpage, queue
from store.claimpage import Article
from store.correcting import CLAIM_KINDS

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
    return article_page(request, article) if article else message(request, "not_found", status=404)


def article_page(request: Request, article: Article, *, status: int = 200, fix: Typed | None = None) -> Response:
    """The page of an article; ``fix`` is a claim that somebody wanted to add and that was not taken."""
    with desk_of(request).keeper.reading() as store:
        claims = claimpage.claims_of(store.con, article.article_id, article.version)
        versions = claimpage.versions(store.con, article.article_id)
    return page(
        request,
        "desk/article.v1.html.j2",
        status=status,
        article=article,
        claims=claims,
        siblings=claims,
        claim=None,
        versions=versions,
        current=article.version == versions[0][0],
        paragraphs=paragraphs(article.text, claims, article.title),
        fix=fix or Typed("add"),
        kinds=CLAIM_KINDS,
        form_key=forms.new_key(),
    )


ROUTES = (
    Route("/articles", index, methods=["GET"]),
    Route("/article", show, methods=["GET"]),
)
