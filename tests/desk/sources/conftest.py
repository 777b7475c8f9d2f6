"""The loopback web, and the helpers of this folder on the path."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

# Test folders are no packages, so their helpers are found by path.
sys.path.insert(0, str(Path(__file__).parent))

from sources_web import Web


@pytest.fixture
def web() -> Iterator[Web]:
    served = Web()
    yield served
    served.server.shutdown()
    served.server.server_close()
