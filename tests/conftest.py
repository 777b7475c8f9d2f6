"""Fixtures that every part of claimdesk tests with."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

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


class Postgres:
    """A Postgres server of the session, on a Unix socket only, with databases made for each test."""

    def __init__(self, folder: Path, programs: Path) -> None:
        self.folder, self._programs, self._count = folder, programs, 0

    def _as_owner(self, *command: str | Path) -> None:
        """Postgres refuses to run as root."""
        ours = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        subprocess.run([*ours, *map(str, command)], check=True, cwd=self.folder, stdout=subprocess.DEVNULL, timeout=120)

    def start(self) -> None:
        data = self.folder / "data"
        self._as_owner(self._programs / "initdb", "-D", data, "-A", "trust", "-U", "desk", "-E", "UTF8", "--no-sync")
        self.resume()

    def resume(self) -> None:
        options = f"-c listen_addresses='' -c unix_socket_directories={self.folder} -c fsync=off -c max_connections=300"
        log = self.folder / "log"
        self._as_owner(self._programs / "pg_ctl", "-D", self.folder / "data", "-w", "-l", log, "-o", options, "start")

    def stop(self) -> None:
        self._as_owner(self._programs / "pg_ctl", "-D", self.folder / "data", "-w", "-m", "immediate", "stop")

    def sql(self, statement: str, database: str = "postgres") -> None:
        self._as_owner(self._programs / "psql", "-q", "-h", self.folder, "-U", "desk", "-d", database, "-c", statement)

    def database(self, template: str = "template1") -> str:
        """A new database, empty or a copy of another; gives its name."""
        self._count += 1
        name = f"desk{self._count}"
        self.sql(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def target(self, database: str, data_path: Path | str) -> str:
        """What names the store in this database."""
        return f"ducklake:postgres:dbname={database} host={self.folder} user=desk data_path={data_path}"


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A running Postgres 15 or later; without one the test is skipped, except in CI, where it fails."""
    elsewhere = [Path(path) for path in [shutil.which("initdb")] if path]
    found = elsewhere + sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        reason = "there is no Postgres here: install it, for example with apt install postgresql"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    folder = Path(tempfile.mkdtemp(prefix="claimdesk-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    server = Postgres(folder, found[-1].parent)
    server.start()
    yield server
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


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


GrowsInStep = Callable[[Callable[[int], Callable[[], object]], int, int], None]


@pytest.fixture
def grows_in_step() -> GrowsInStep:
    """Holds work to time in step with length: ``check(prepare, size, times)``, where ``prepare(size)`` gives the work.

    Counted is the processor time of this thread without the collector of memory, the best of three, and the bound lies
    half-way between linear and quadratic (times ** 1.5). A busy machine may spoil one measurement, so only work that
    is over the bound each time fails.
    """

    def seconds(prepare: Callable[[int], Callable[[], object]], size: int) -> float:
        spent = []
        for _ in range(3):
            work = prepare(size)
            started = time.thread_time()
            work()
            spent.append(time.thread_time() - started)
        return min(spent)

    def check(prepare: Callable[[int], Callable[[], object]], size: int, times: int) -> None:
        prepare(size)()
        ratios: list[float] = []
        gc.disable()
        try:
            while len(ratios) < 4:
                ratios.append(seconds(prepare, size * times) / max(seconds(prepare, size), 0.002))
                if ratios[-1] < times**1.5:
                    return
        finally:
            gc.enable()
        pytest.fail(f"{times} times the size took {min(ratios):.1f} times as long at best; linear is {times}")

    return check


QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


# No longer than a file of tests: while it is open, this thread has a running event loop, which Prefect's calls refuse.
@pytest.fixture(scope="module")
def browser(chromium_path: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium_path, args=QUIET)
        yield opened
        opened.close()
