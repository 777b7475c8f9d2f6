"""Look-ups among spans that are sorted by their start."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar


class HasSpan(Protocol):
    """Anything with half-open offsets."""

    @property
    def start(self) -> int: ...  # noqa: D102

    @property
    def end(self) -> int: ...  # noqa: D102


S = TypeVar("S", bound=HasSpan)


class SpanIndex(Generic[S]):
    """Spans by position, so that a look-up costs the spans it returns and not all there are."""

    def __init__(self, spans: Sequence[S]) -> None:
        self._spans = sorted(spans, key=lambda span: (span.start, span.end))
        self._starts = [span.start for span in self._spans]

    def inside(self, start: int, end: int) -> list[S]:
        """The spans that lie wholly inside ``[start, end)``, in order."""
        first, past = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [span for span in self._spans[first:past] if span.end <= end]

    def before(self, offset: int, most: int) -> list[S]:
        """The last ``most`` spans that start before an offset, in order."""
        past = bisect_left(self._starts, offset)
        return self._spans[max(0, past - most) : past]
