"""Settings from the environment and from a ``.env`` file; options of a command win over both."""

from __future__ import annotations

import os
from pathlib import Path

from extractors.errors import ClaimdeskError

PREFIXES = ("CLAIMDESK_", "PREFECT_")


def load_dotenv(folder: Path | None = None) -> None:
    """Takes CLAIMDESK_* and PREFECT_* from ``.env`` in this folder where the environment does not have them.

    Raises ClaimdeskError when the file is there but cannot be read.
    """
    path = (folder or Path()) / ".env"
    if not path.is_file():
        return
    from dotenv import dotenv_values

    try:
        values = dotenv_values(path, encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ClaimdeskError(
            f"the settings file cannot be read ({error})", where=str(path), next_step="Save it as UTF-8, or remove it"
        ) from error
    for name, value in values.items():
        if name.startswith(PREFIXES) and value is not None:
            os.environ.setdefault(name, value)
