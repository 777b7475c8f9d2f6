"""A store with two articles, and the helpers of this folder on the path."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.connection import Store, connect
from store.runs import start_run
from store.writing import write_batch

# Test folders are no packages, so their helpers are found by path.
sys.path.insert(0, str(Path(__file__).parent))

from sheets_samples import IMPORTED_AT, arabic, english


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Store]:
    """A store with the Arabic and the English article."""
    with connect(tmp_path / "desk.duckdb") as opened:
        start_run(opened, "r1", IMPORTED_AT)
        write_batch(opened, "r1", [arabic(), english()], IMPORTED_AT)
        yield opened
