"""The samples of this folder on the path."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

# Test folders are no packages, so their helpers are found by path.
sys.path.insert(0, str(Path(__file__).parent))

from publishing_samples import newsroom


@pytest.fixture(scope="session")
def reviewed_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return newsroom(tmp_path_factory.mktemp("publishing") / "store.duckdb")


@pytest.fixture
def published_store(reviewed_store: Path, store_path: Path) -> Path:
    """A copy of the test's own."""
    return Path(shutil.copy(reviewed_store, store_path))
