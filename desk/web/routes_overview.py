"""The overview: what the desk did and what waits, as plots with their tables."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import duckdb
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from desk.web import labels, plots
from desk.web.figures import figures_of
from desk.web.rendering import message, page
from desk.web.seat import desk_of, seat
from store import agreement, overview, vocabulary

_OPEN = ("new", "assigned", "in_review", "second_review")
PLOTS = ("months", "ages", "outlets", "speakers", "pairs", "drift")


def show(request: Request) -> Response:
    """The page: the sums, and every plot with its table."""
    found, fresh = _found(request)
    return page(
        request,
        "desk/overview.v1.html.j2",
        totals=found["totals"],
        state=found["key"],
        fresh=fresh,
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
    found, _ = _found(request)
    if not _drawable(found, name):
        return message(request, "not_found", status=404)
    svg = figures_of(request).get(("svg", name, language), found["key"], lambda: _draw(found, name, language))
    kept = "private, max-age=86400" if request.query_params.get("v") == found["key"] else "no-cache"
    return Response(svg, media_type="image/svg+xml", headers={"Cache-Control": kept})


def _found(request: Request) -> tuple[dict[str, Any], bool]:
    """All figures, and whether they are of the store as it is now."""
    keeper, now = desk_of(request).keeper, datetime.now(UTC)
    with keeper.reading() as store:
        state = overview.state_of(store.con)
    # Ages change with the day, the rest only with the store.
    key = "-".join(map(str, (*state, now.toordinal())))

    def reckon() -> dict[str, Any]:
        with keeper.reading() as store:
            return {"key": key, **_figures(store.con, now)}

    return figures_of(request).soon("overview", key, reckon)


def _figures(con: duckdb.DuckDBPyConnection, now: datetime) -> dict[str, Any]:
    return {
        "totals": overview.totals(con),
        "months": overview.months(con),
        "outlets": overview.outlets(con),
        "speakers": overview.speakers(con),
        "ages": overview.ages(con, now),
        "agreement": agreement.measure(agreement.blind_reviews(con)),
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
