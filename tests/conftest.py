"""Fixtures that every part of claimdesk tests with."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

# A developer's own settings must not reach the tests, nor the tests a server of the developer's.
for _name in [name for name in os.environ if name.startswith(("CLAIMDESK_", "PREFECT_"))]:
    del os.environ[_name]


@pytest.fixture(scope="session", autouse=True)
def prefect_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Prefect home for the session, for flows in this process and in commands that tests start."""
    home = tmp_path_factory.mktemp("prefect-home")
    os.environ["PREFECT_HOME"] = str(home)
    return home


@pytest.fixture
def store_path(tmp_path: Path) -> Path:
    """Where a test's own store goes; nothing is there yet."""
    return tmp_path / "store.duckdb"


@pytest.fixture(scope="session")
def prefect_api(prefect_home: Path) -> Iterator[None]:
    """One Prefect server for the session; flows that tests call report to it."""
    from prefect.testing.utilities import prefect_test_harness

    import flows  # noqa: F401 - no usage reports

    with prefect_test_harness(server_startup_timeout=120):
        yield


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The Chromium of this machine; without one the test is skipped, except in CI, where it fails."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if found:
        return found
    reason = "there is no Chromium here: install one, or name it with CHROMIUM=/path/to/chromium"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


Claimdesk = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def claimdesk(tmp_path: Path, prefect_home: Path) -> Claimdesk:
    """Runs the installed command in the test's own folder and gives its status and output."""
    command = Path(sys.executable).with_name("claimdesk")

    def run(
        *arguments: str | Path, stdin: str = "", env: dict[str, str] | None = None, cwd: Path = tmp_path
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [command, *map(str, arguments)],
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            cwd=cwd,
            env={**os.environ, **(env or {})},
            timeout=300,
            check=False,
        )

    return run
