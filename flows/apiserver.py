"""A Prefect API on loopback for the length of one command, where no server was named.

Prefect would start one itself, but only when the first flow runs, in the terminal's process group (so that
Ctrl-C ends it before the run is recorded), and with its shutdown messages on the terminal.
Run as ``python -m flows.apiserver`` it is the server; it ends when its standard input closes.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from typing import IO

from extractors.errors import ClaimdeskError

START_SECONDS = 120.0
STOP_SECONDS = 10.0
_SERVER_SETTINGS = {"PREFECT_UI_ENABLED": "0", "PREFECT__SERVER_EPHEMERAL": "1", "PREFECT__SERVER_FINAL": "1"}


class ApiServer:
    """The child process that answers Prefect's API; ``start`` returns at once, ``wait`` when it answers."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._log: IO[bytes] | None = None
        self.url = ""

    def start(self) -> None:
        """Starts the server process, in a session of its own so that Ctrl-C does not reach it."""
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 - open for as long as the server runs
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-m", __name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            env={**os.environ, **_SERVER_SETTINGS},
            start_new_session=True,
        )

    def wait(self) -> str:
        """The address of the API, once it answers. Raises ClaimdeskError when it does not come up."""
        process = self._process
        if process is None or process.stdout is None:
            raise ClaimdeskError("the local Prefect server was never started")
        port = process.stdout.readline().strip().decode()
        self.url = f"http://127.0.0.1:{port}/api"
        until = time.monotonic() + START_SECONDS
        while port and process.poll() is None and time.monotonic() < until:
            if _answers(f"{self.url}/health"):
                return self.url
            time.sleep(0.05)
        raise ClaimdeskError(
            "the local Prefect server did not start",
            where=self._last_words(),
            next_step="Start one with `prefect server start` and set PREFECT_API_URL, or set PREFECT_HOME to a "
            "folder that can be written",
        )

    def stop(self) -> None:
        """Closes the server's input, waits until it has written what it has, and ends it if it does not."""
        process, self._process = self._process, None
        if process is None:
            return
        if process.stdin is not None:
            process.stdin.close()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout is not None:
            process.stdout.close()
        if self._log is not None:
            self._log.close()

    def _last_words(self) -> str:
        if self._log is None:
            return ""
        self._log.seek(0)
        lines = self._log.read().decode("utf-8", "replace").strip().splitlines()
        return lines[-1].strip() if lines else ""


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:  # noqa: S310 - loopback, our own port
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def serve() -> None:
    """Runs the server until standard input closes, which it also does when the parent dies."""
    import uvicorn

    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        sys.stdout.write(f"{listener.getsockname()[1]}\n")
        sys.stdout.flush()
        app = "prefect.server.api.server:create_app"
        server = uvicorn.Server(uvicorn.Config(app, factory=True, log_level="critical", lifespan="on"))

        def stop_with_parent() -> None:
            sys.stdin.buffer.read()
            server.should_exit = True

        threading.Thread(target=stop_with_parent, daemon=True).start()
        server.run(sockets=[listener])


if __name__ == "__main__":
    serve()
