"""The server that a command starts for itself, and its end."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

import flows  # noqa: F401 - no usage reports
from extractors.errors import ClaimdeskError
from flows.apiserver import ApiServer


def test_it_answers_and_ends_when_asked():
    server = ApiServer()
    server.start()
    url = server.wait()
    with urllib.request.urlopen(f"{url}/health", timeout=5) as answer:  # noqa: S310 - loopback
        assert answer.status == 200
    server.stop()
    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen(f"{url}/health", timeout=5)  # noqa: S310 - loopback
    server.stop()


def test_it_ends_when_its_parent_dies():
    code = (
        "import os, sys; import flows; from flows.apiserver import ApiServer\n"
        "server = ApiServer(); server.start(); print(server._process.pid, flush=True); server.wait(); os._exit(9)"
    )
    parent = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False)
    assert parent.returncode == 9, parent.stderr
    child = int(parent.stdout)
    until = time.monotonic() + 30
    while is_running(child) and time.monotonic() < until:
        time.sleep(0.1)
    assert not is_running(child), "the server outlived its parent by half a minute"


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    return not stat.is_file() or stat.read_text("utf-8").split()[2] != "Z"


def test_a_home_that_cannot_be_used_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path):
    occupied = tmp_path / "home"
    occupied.touch()
    monkeypatch.setenv("PREFECT_HOME", str(occupied))
    server = ApiServer()
    server.start()
    with pytest.raises(ClaimdeskError) as refused:
        server.wait()
    server.stop()
    assert "PREFECT_HOME" in refused.value.next_step
