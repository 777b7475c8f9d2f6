"""Sources: every address that verdicts rest on, what is kept of it, and every attempt to keep it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from desk.sources.archiving import attempt
from desk.sources.settings import ArchiveSettings, from_environment
from desk.web.figures import NotYet, figures_of, hidden_from
from desk.web.rendering import message, page, with_query
from desk.web.seat import desk_of, seat, user_of
from store import Store, archiving, overview
from store.addresses import readable

PAGE = 50
AT_ONCE = 5000
"""Addresses that are written in one go, so that nobody waits long to save."""


def show(request: Request) -> Response:
    """A page of sources."""
    chosen = request.query_params.get("show", "")
    chosen = chosen if chosen in archiving.FILTERS else ""
    start = request.query_params.get("start", "0")
    offset = int(start) if start.isdecimal() and len(start) < 9 else 0
    _note(request)
    keeper = desk_of(request).keeper
    with keeper.reading() as store:
        hidden, state = hidden_from(request, store.con), _noted(store)

    def look() -> tuple[int, list[archiving.SourceState]]:
        with keeper.reading() as store:
            return archiving.states(store.con, show=chosen, hidden=hidden, offset=offset, limit=PAGE)

    (total, found), fresh = figures_of(request).soon(("sources", chosen, offset, hidden), state, look)
    query = {"show": chosen}
    return page(
        request,
        "desk/sources.v1.html.j2",
        rows=found,
        total=total,
        fresh=fresh,
        chosen=chosen,
        filters=archiving.FILTERS,
        readable=readable,
        archiving_on=_settings().is_on,
        next_page=f"/sources?{with_query(query, start=offset + PAGE)}" if offset + PAGE < total else "",
        previous_page=f"/sources?{with_query(query, start=max(0, offset - PAGE) or '')}" if offset else "",
    )


def one(request: Request) -> Response:
    """One source with every attempt."""
    return _one(request, request.query_params.get("address", ""))


def keep(request: Request) -> Response:
    """Tries to keep a copy of a source that this desk knows; never of an address that somebody made up."""
    address, user = seat(request).form.get("address"), user_of(request)
    settings, keeper = _settings(), desk_of(request).keeper
    with keeper.reading() as store:
        known = bool(_states(store, request, address))
    if not known or not settings.is_on:
        return message(request, "not_found", status=404)
    now = datetime.now(UTC)
    made = attempt(address, settings, now)
    with keeper.writing() as store:
        archiving.record(store, [made], requested_by=user.name, at=now)
    return _one(request, address, made)


def _one(request: Request, address: str, made: archiving.Attempt | None = None) -> Response:
    with desk_of(request).keeper.reading() as store:
        found = _states(store, request, address)
        attempts = archiving.attempts_of(store.con, address) if found else []
    if not found:
        return message(request, "not_found", status=404)
    return page(
        request,
        "desk/address.v1.html.j2",
        source=found[0],
        attempts=attempts,
        made=made,
        readable=readable,
        archiving_on=_settings().is_on,
    )


def _states(store: Store, request: Request, address: str) -> Sequence[archiving.SourceState]:
    """The source of that address, if this reader may see any claim that rests on it."""
    rows = store.con.execute(
        "SELECT DISTINCT s.claim_id FROM desk_human.sources AS s LEFT JOIN desk_machine.source_addresses AS a "
        "ON a.url = s.url WHERE coalesce(a.address, s.url) = $address",
        {"address": address},
    ).fetchall()
    hidden = set(hidden_from(request, store.con)) if rows else set()
    seen = [row[0] for row in rows if row[0] not in hidden]
    if not seen:
        return []
    _, found = archiving.states(store.con, claim_ids=seen, limit=100_000)
    return [state for state in found if state.address == address]


def _note(request: Request) -> None:
    """Has addresses that came since looked at, beside the request where they are many."""
    keeper = desk_of(request).keeper
    with keeper.reading() as store:
        state = _noted(store)

    def note() -> bool:
        with keeper.reading() as store:
            urls = archiving.new_addresses(store.con)
        rows = [archiving.address_row(url) for url in urls]
        for start in range(0, len(rows), AT_ONCE):
            with keeper.writing() as store:
                archiving.write_addresses(store, rows[start : start + AT_ONCE])
        return True

    with suppress(NotYet):
        figures_of(request).soon("addresses", state, note)


def _noted(store: Store) -> tuple[int, ...]:
    """What changes whenever anything that this page shows does."""
    row = store.con.execute(
        "SELECT (SELECT count(*) FROM desk_human.archive_attempts), "
        "(SELECT count(*) FROM desk_machine.source_addresses)"
    ).fetchone()
    return (*overview.state_of(store.con), *(row or ()))


def _settings() -> ArchiveSettings:
    return from_environment()


ROUTES = (
    Route("/sources", show, methods=["GET"]),
    Route("/source", one, methods=["GET"]),
    Route("/sources/archive", keep, methods=["POST"]),
)
