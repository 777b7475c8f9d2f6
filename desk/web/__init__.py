"""The web review desk: a Starlette application over one store."""

from desk.web.app import create_app

__all__ = ["create_app"]
