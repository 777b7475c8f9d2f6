"""The desk's own style and script; nothing else is served as a file."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from desk.web.rendering import ASSETS, asset, message

_KINDS = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"}


def static(request: Request) -> Response:
    """A file of ``ASSETS``; its address changes with its content, so it may be kept for long."""
    name = request.path_params["name"]
    if name not in ASSETS:
        return message(request, "not_found", status=404)
    data, digest = asset(name)
    kept = "max-age=31536000, immutable" if request.query_params.get("v") == digest else "no-cache"
    return Response(data, media_type=_KINDS[name.rpartition(".")[2]], headers={"Cache-Control": f"public, {kept}"})


ROUTES = (Route("/static/{name}", static),)
