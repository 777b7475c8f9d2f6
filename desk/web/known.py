"""Which claims this desk has shown: they are in the store, since claims are never deleted."""

from __future__ import annotations

import threading
from collections import OrderedDict
from pathlib import Path

MOST = 100_000


class Known:
    """The claims that were shown last, for as long as the store's file is the same one. Safe for many threads."""

    def __init__(self, target: str) -> None:
        self._target = target
        self._file = self._identity()
        self._shown: OrderedDict[str, None] = OrderedDict()
        self._lock = threading.Lock()

    def add(self, claim_id: str) -> None:
        """Remembers a claim that was read from the store."""
        with self._lock:
            self._renew()
            self._shown[claim_id] = None
            self._shown.move_to_end(claim_id)
            if len(self._shown) > MOST:
                self._shown.popitem(last=False)

    def __contains__(self, claim_id: str) -> bool:
        with self._lock:
            self._renew()
            return claim_id in self._shown

    def _renew(self) -> None:
        """A store that was restored from a backup is another file, and may lack what this one had."""
        now = self._identity()
        if now != self._file:
            self._file = now
            self._shown.clear()

    def _identity(self) -> tuple[int, int] | None:
        try:
            about = Path(self._target).stat()
        except OSError:
            return None  # a team's store has no file; its claims stay, too
        return about.st_dev, about.st_ino
