"""The overview: what the desk did and what waits, as plots with their tables."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import duckdb
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from desk.web import labels, plots
from desk.web.figures import Figures, figures_of
from desk.web.rendering import message, page
from desk.web.seat import desk_of, seat
from store import agreement, overview, vocabulary

_OPEN = ("new", "assigned", "in_review", "second_review")
PLOTS = ("months", "ages", "outlets", "speakers", "pairs", "drift")


def show(request: Request) -> Response:
    """The page: the sums, and every plot with its table."""
    now = datetime.now(UTC)
    with desk_of(request).keeper.reading() as store:
        found = _found(store.con, figures_of(request), now)
    return page(
        request,
        "desk/overview.v1.html.j2",
        totals=found["totals"],
        state=found["key"],
        plots=[name for name in PLOTS if _drawable(found, name)],
        found=found,
        verdicts=vocabulary.load().keys("verdict"),
        statuses=_OPEN,
        drift_of=plots.busiest(found["agreement"].drift),
    )


def plot(request: Request) -> Response:
    """One plot as SVG; its address changes with the store, so that it may be kept."""
    name, language = request.query_params.get("name", ""), seat(request).language
    if name not in PLOTS:
        return message(request, "not_found", status=404)
    now, figures = datetime.now(UTC), figures_of(request)
    with desk_of(request).keeper.reading() as store:
        found = _found(store.con, figures, now)
    if not _drawable(found, name):
        return message(request, "not_found", status=404)
    svg = figures.get(("svg", name, language), found["key"], lambda: _draw(found, name, language))
    kept = "private, max-age=86400" if request.query_params.get("v") == found["key"] else "no-cache"
    return Response(svg, media_type="image/svg+xml", headers={"Cache-Control": kept})


def _found(con: duckdb.DuckDBPyConnection, figures: Figures, now: datetime) -> dict[str, Any]:
    state = overview.state_of(con)
    # Ages change with the day, the rest only with the store.
    key = "-".join(map(str, (*state, now.toordinal())))

    def get(name: str, make: Callable[[], Any]) -> Any:
        return figures.get(("overview", name), key, make)

    return {
        "key": key,
        "totals": get("totals", lambda: overview.totals(con)),
        "months": get("months", lambda: overview.months(con)),
        "outlets": get("outlets", lambda: overview.outlets(con)),
        "speakers": get("speakers", lambda: overview.speakers(con)),
        "ages": get("ages", lambda: overview.ages(con, now)),
        "agreement": get("agreement", lambda: agreement.measure(agreement.blind_reviews(con))),
    }


def _drawable(found: dict[str, Any], name: str) -> bool:
    """Whether there is anything to draw."""
    measured: agreement.Agreement = found["agreement"]
    if name == "pairs":
        return any(pair.kappa is not None for pair in measured.pairs)
    if name == "drift":
        return any(entry.severity is not None for entry in measured.drift)
    if name == "ages":
        return any(age.statuses for age in found["ages"])
    if name == "months":
        return bool(found["months"])
    return any(group.verdicts for group in found[name])


def _draw(found: dict[str, Any], name: str, language: str) -> bytes:
    house = vocabulary.load()

    def label(key: str) -> str:
        group, _, word = key.partition(".")
        if group in ("verdict", "status"):
            return house.label(group, word, language)
        return labels.load().text(key, language)

    look = plots.Look(labels.load().directions[language] == "rtl", label)
    verdicts = house.keys("verdict")
    if name == "months":
        return plots.months(found["months"], verdicts, look)
    if name == "ages":
        return plots.ages(found["ages"], _OPEN, look)
    if name == "pairs":
        return plots.pairs(found["agreement"].pairs[: overview.GROUPS], look)
    if name == "drift":
        return plots.drift(found["agreement"].drift, look)
    return plots.groups(found[name], verdicts, look)


ROUTES = (Route("/overview", show, methods=["GET"]), Route("/overview/plot", plot, methods=["GET"]))
