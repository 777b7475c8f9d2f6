"""Files that only their owner may read, whatever the caller's umask says."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_LOCK = threading.Lock()
_users = 0
_before = 0


@contextmanager
def private_files() -> Iterator[None]:
    """Inside, new files of this process get 0600: DuckDB makes its log files itself, so only the umask reaches them.

    The umask belongs to the whole process, so users are counted and the last one out restores it.
    """
    global _users, _before
    with _LOCK:
        if _users == 0:
            _before = os.umask(0o077)
        _users += 1
    try:
        yield
    finally:
        with _LOCK:
            _users -= 1
            if _users == 0:
                os.umask(_before)
