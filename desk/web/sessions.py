"""Who is signed in: sessions live in the desk's memory under the hash of their id, and end by rest and by age."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
import time
from dataclasses import dataclass, field

REST = 2 * 3600.0
"""Seconds without a request after which a session ends."""
AGE = 12 * 3600.0
"""Seconds after which a session ends in any case."""
MOST = 5000
"""More sessions than this are never kept: the one at rest for longest goes."""


@dataclass(slots=True)
class Session:
    """One sign-in; ``secret`` signs its forms, ``fingerprint`` ends it when the password changes."""

    user: str
    fingerprint: str
    began: float
    seen: float
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))

    @property
    def csrf(self) -> str:
        """What every form of this session carries."""
        return hmac.new(self.secret, b"forms", hashlib.sha256).hexdigest()


class Sessions:
    """Every session of this desk."""

    def __init__(self, rest: float = REST, age: float = AGE) -> None:
        self.rest, self.age = rest, age
        self._lock = threading.Lock()
        self._by_hash: dict[str, Session] = {}

    def begin(self, user: str, fingerprint: str = "") -> str:
        """A new session, and the id that its cookie holds; nowhere else is it kept."""
        given, now = secrets.token_urlsafe(32), time.monotonic()
        with self._lock:
            for key in [key for key, session in self._by_hash.items() if self._over(session, now)]:
                del self._by_hash[key]
            while len(self._by_hash) >= MOST:
                del self._by_hash[min(self._by_hash, key=lambda key: self._by_hash[key].seen)]
            self._by_hash[_hash(given)] = Session(user, fingerprint, now, now)
        return given

    def find(self, given: str) -> Session | None:
        """The session of a cookie, if it has not ended; being found keeps it alive."""
        now, key = time.monotonic(), _hash(given)
        with self._lock:
            session = self._by_hash.get(key)
            if session is None:
                return None
            if self._over(session, now):
                del self._by_hash[key]
                return None
            session.seen = now
            return session

    def end(self, given: str) -> None:
        """Ends one session."""
        with self._lock:
            self._by_hash.pop(_hash(given), None)

    def _over(self, session: Session, now: float) -> bool:
        return now - session.seen > self.rest or now - session.began > self.age


def _hash(given: str) -> str:
    return hashlib.sha256(given.encode("utf-8", "surrogatepass")).hexdigest()
