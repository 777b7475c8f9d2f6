"""How often signing in may fail, by name and by address, within a window of time."""

from __future__ import annotations

import threading
import time
from collections import defaultdict, deque

WINDOW = 900.0
"""Seconds after which a failure is forgotten."""
MOST_TOGETHER, MOST_BY_ADDRESS, MOST_BY_NAME = 5, 30, 50
_MOST_KEYS = 20_000


class Throttle:
    """Counts failures by name and address together, by address, and by name."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._failures: defaultdict[tuple[str, str], deque[float]] = defaultdict(deque)

    def wait(self, name: str, address: str) -> int:
        """Seconds to wait before this name may be tried from this address; 0 when it may now."""
        now = time.monotonic()
        with self._lock:
            return max(self._left(key, most, now) for key, most in _limits(name, address))

    def failed(self, name: str, address: str) -> None:
        """Remembers a failure."""
        now = time.monotonic()
        with self._lock:
            if len(self._failures) > _MOST_KEYS:
                self._forget(now)
            for key, most in _limits(name, address):
                times = self._failures[key]
                times.append(now)
                while len(times) > most:
                    times.popleft()

    def succeeded(self, name: str, address: str) -> None:
        """Forgets the failures of this name from this address."""
        with self._lock:
            self._failures.pop(_limits(name, address)[0][0], None)

    def _left(self, key: tuple[str, str], most: int, now: float) -> int:
        times = self._failures.get(key)
        if not times or len(times) < most or now - times[0] >= WINDOW:
            return 0
        return int(WINDOW - (now - times[0])) + 1

    def _forget(self, now: float) -> None:
        for key in [key for key, times in self._failures.items() if not times or now - times[-1] >= WINDOW]:
            del self._failures[key]


def _limits(name: str, address: str) -> tuple[tuple[tuple[str, str], int], ...]:
    name = name[:200].casefold()
    return ((name, address), MOST_TOGETHER), (("", address), MOST_BY_ADDRESS), ((name, ""), MOST_BY_NAME)
