"""The pages of the desk: every module here exports ``ROUTES``."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from starlette.routing import Route

MODULES = (
    "routes_static",
    "routes_account",
    "routes_queue",
    "routes_claim",
    "routes_moves",
    "routes_fixes",
    "routes_publication",
    "routes_article",
    "routes_search",
    "routes_overview",
    "routes_sources",
    "routes_outputs",
)
"""In the order in which their routes are tried."""


def all_routes() -> list[Route]:
    """The routes of every module that is there."""
    names = [f"desk.web.{name}" for name in MODULES]
    return [route for name in names if find_spec(name) for route in import_module(name).ROUTES]
