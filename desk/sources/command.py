"""Archiving through a command of the newsroom's own."""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from desk.sources.settings import ArchiveSettings
from extractors.errors import ClaimdeskError
from store.addresses import normalise, requestable
from store.archiving import Attempt

MOST_OUTPUT = 100_000
"""Bytes of output that are read for the address."""
_LINK = re.compile(r"https?://[^\s<>\"']+")


def run(url: str, settings: ArchiveSettings) -> Attempt:
    """Runs the command without a shell, the address in place of ``{url}``; the copy is the last address it prints.

    It fails when the command cannot be started, exits with a status other than 0, takes too long, or prints no
    address other than the source's own.
    """
    words = [word.replace("{url}", url) for word in shlex.split(settings.archiver)]
    name = Path(words[0]).name
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as complaints:
        try:
            process = subprocess.Popen(  # noqa: S603 - the command is the newsroom's own setting, and no shell reads it
                words, stdin=subprocess.DEVNULL, stdout=output, stderr=complaints, start_new_session=True
            )
        except (OSError, ValueError) as error:
            said = getattr(error, "strerror", None) or str(error)
            return Attempt(url, name, False, reason=f"{name} could not be started ({said})")
        try:
            status = process.wait(timeout=settings.timeout)
        except subprocess.TimeoutExpired:
            return Attempt(url, name, False, reason=f"{name} did not end within {settings.timeout:g} seconds")
        finally:
            _end(process)
        output.seek(0)
        complaints.seek(0)
        printed = output.read(MOST_OUTPUT).decode("utf-8", "replace")
        complained = complaints.read(MOST_OUTPUT).decode("utf-8", "replace")
    if status:
        last = (complained.strip() or printed.strip()).splitlines()[-1:] or [""]
        return Attempt(url, name, False, reason=f"{name} ended with status {status} {last[0][:300]}".strip())
    copy = _copy(printed, url)
    if not copy:
        return Attempt(url, name, False, reason=f"{name} printed no address of a copy")
    return Attempt(url, name, True, location=copy)


def _copy(printed: str, url: str) -> str:
    for found in reversed(_LINK.findall(printed)):
        with suppress(ClaimdeskError):
            address = requestable(found.rstrip(".,;)]»")).url
            if normalise(address).url != url:
                return address
    return ""


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends the command and what it started, if anything of it still runs."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
