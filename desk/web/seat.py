"""What a request brings with it: who asks, in which language, and what their form holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from starlette.requests import Request

from desk.web.desk import Desk
from desk.web.users import User
from sheets.clean import tidy

MOST_BYTES = 4 * 1024 * 1024
MOST_FIELDS = 3000


class Form:
    """The fields of a posted form, in their order, each tidied."""

    def __init__(self, pairs: Sequence[tuple[str, str]] = ()) -> None:
        self.pairs = [(name, tidy(value)) for name, value in pairs]

    @classmethod
    def parse(cls, body: bytes) -> Form:
        """Reads ``application/x-www-form-urlencoded``; raises ValueError when it has too many fields."""
        return cls(parse_qsl(body.decode("ascii", "replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS))

    def get(self, name: str, default: str = "") -> str:
        """The first value of a field."""
        return next((value for key, value in self.pairs if key == name), default)

    def all(self, name: str) -> list[str]:
        """Every value of a field."""
        return [value for key, value in self.pairs if key == name]

    def __contains__(self, name: str) -> bool:
        return any(key == name for key, _ in self.pairs)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self.pairs)


@dataclass(slots=True)
class Seat:
    """Bound to a request by the guard.

    Attributes:
        user: who asks; None before they signed in.
        csrf: the token that their forms carry.
        language: the interface language.
        form: what they posted.
        fresh: whether the posted token was theirs; false makes the desk show what was typed again.
    """

    user: User | None
    csrf: str
    language: str
    form: Form = field(default_factory=Form)
    fresh: bool = True


def seat(request: Request) -> Seat:
    """The seat of a request."""
    found: Seat = request.state.seat
    return found


def user_of(request: Request) -> User:
    """Who asks, on pages that the guard opens to users only."""
    user = seat(request).user
    if user is None:  # the guard let nobody through
        raise PermissionError
    return user


def desk_of(request: Request) -> Desk:
    """The desk that a request came to."""
    desk: Desk = request.app.state.desk
    return desk
