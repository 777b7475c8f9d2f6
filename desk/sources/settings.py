"""How sources are archived: what ``claimdesk archive`` was told, or the environment for the desk."""

from __future__ import annotations

import os
import shlex
from dataclasses import dataclass
from pathlib import Path

from extractors.errors import ClaimdeskError

WARC = "warc"
DEFAULT_FOLDER = Path("archive-out")
DEFAULT_TIMEOUT, DEFAULT_MEGABYTES = 30.0, 50
_YES = ("1", "true", "yes", "on")


@dataclass(frozen=True, slots=True)
class ArchiveSettings:
    """What keeps copies.

    Attributes:
        archiver: empty for nothing, ``warc``, or a command in which ``{url}`` stands for the address.
        folder: where the WARC files go.
        timeout: seconds for one source, redirects and all.
        most_bytes: the largest body that is kept.
        allow_private: whether addresses inside the own network may be asked.
    """

    archiver: str = ""
    folder: Path = DEFAULT_FOLDER
    timeout: float = DEFAULT_TIMEOUT
    most_bytes: int = DEFAULT_MEGABYTES * 1_000_000
    allow_private: bool = False

    @property
    def is_on(self) -> bool:
        """Whether anything archives at all."""
        return bool(self.archiver)

    def checked(self) -> ArchiveSettings:
        """The same settings.

        Raises:
            ClaimdeskError: the command has no place for the address, or cannot be read.
        """
        if self.archiver in ("", WARC):
            return self
        try:
            words = shlex.split(self.archiver)
        except ValueError as error:
            raise ClaimdeskError(
                f"the archiver's command cannot be read ({error})", where=f"CLAIMDESK_ARCHIVER={self.archiver}"
            ) from error
        if not any("{url}" in word for word in words[1:]):
            raise ClaimdeskError(
                "the archiver's command has no place for the address",
                where=f"CLAIMDESK_ARCHIVER={self.archiver}",
                allowed="warc, or a command with {url} after its name, such as: save-page {url}",
            )
        return self


def from_environment() -> ArchiveSettings:
    """The settings of ``CLAIMDESK_ARCHIVER`` and ``CLAIMDESK_ARCHIVE_*``.

    Raises:
        ClaimdeskError: one of them does not fit.
    """
    return ArchiveSettings(
        archiver=os.environ.get("CLAIMDESK_ARCHIVER", "").strip(),
        folder=Path(os.environ.get("CLAIMDESK_ARCHIVE_DIR") or DEFAULT_FOLDER),
        timeout=_number("CLAIMDESK_ARCHIVE_TIMEOUT", DEFAULT_TIMEOUT),
        most_bytes=int(_number("CLAIMDESK_ARCHIVE_MEGABYTES", DEFAULT_MEGABYTES) * 1_000_000),
        allow_private=os.environ.get("CLAIMDESK_ARCHIVE_PRIVATE", "").lower() in _YES,
    ).checked()


def _number(name: str, default: float) -> float:
    text = os.environ.get(name, "").strip()
    try:
        value = float(text) if text else float(default)
    except ValueError:
        value = -1.0
    if not 0 < value < 1_000_000:
        raise ClaimdeskError(f"{text!r} does not fit", where=name, allowed="a number above 0")
    return value
