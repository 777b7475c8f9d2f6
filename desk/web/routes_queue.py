"""The queue: what waits, for whom, and what comes first."""

from __future__ import annotations

from dataclasses import asdict

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from desk.web.rendering import page, with_query
from desk.web.seat import desk_of
from extractors.errors import ClaimdeskError
from store import queue


def show(request: Request) -> Response:
    """A page of the queue."""
    filters = queue.Filters.of(request.query_params)
    wrong = ""
    with desk_of(request).keeper.reading() as store:
        try:
            found = queue.page(store.con, filters, after=request.query_params.get("after", ""))
        except ClaimdeskError as error:
            wrong, found = error.what, queue.Page([], "")
        choices = queue.choices(store.con)
    given = asdict(filters)
    return page(
        request,
        "desk/queue.v1.html.j2",
        status=400 if wrong else 200,
        rows=found.rows,
        filters=filters,
        choices=choices,
        wrong=wrong,
        sorts=tuple(queue.SORTS),
        nobody=queue.NOBODY,
        next_page=f"/?{with_query(given, after=found.after)}" if found.after else "",
        first_page=f"/?{with_query(given)}" if request.query_params.get("after") else "",
    )


ROUTES = (Route("/", show, methods=["GET"]),)
