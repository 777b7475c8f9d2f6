"""The flow for a schedule: what is new in an inbox folder goes through the main flow."""

from __future__ import annotations

import json
import time
from pathlib import Path

from prefect import flow

from flows.pipeline import SHEETS_DIR, fact_check
from flows.records import RunSummary

SEEN = ".claimdesk-seen.json"
"""In the inbox: size and time of each file that went through, so that none goes through twice."""


@flow(name="watch-inbox", persist_result=False)
def watch_inbox(
    inbox: str = "inbox",
    store: str | None = None,
    sheets_dir: str = SHEETS_DIR,
    language: str = "",
    workers: int = 1,
    settle_seconds: float = 5.0,
) -> RunSummary | None:
    """Runs ``fact_check`` over the files that are new or changed in the inbox; None when there are none.

    Args:
        inbox: the folder; it is made when it is missing.
        store: where the store is; None for CLAIMDESK_STORE or ``claimdesk.duckdb``.
        sheets_dir: where review sheets go.
        language: the language of articles that do not say; empty to detect it.
        workers: processes that extract.
        settle_seconds: a file younger than this may still be being written, and waits for the next time.
    """
    folder = Path(inbox)
    folder.mkdir(parents=True, exist_ok=True)
    fresh = fresh_files(folder, time.time() - settle_seconds)
    if not fresh:
        return None
    paths = [str(folder / name) for name in fresh]
    run = fact_check(paths, store, sheets_dir, language=language, workers=workers)
    remember(folder, fresh)
    return run


def fresh_files(folder: Path, before: float) -> dict[str, list[int]]:
    """Names of files that are new or changed since ``remember``, with their size in bytes and time in nanoseconds.

    Hidden files, and files changed at or after ``before`` (seconds since 1970), are left out.
    """
    seen = _seen(folder)
    fresh: dict[str, list[int]] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if any(part.startswith(".") for part in name.parts) or not path.is_file():
            continue
        stat = path.stat()
        if stat.st_mtime < before and seen.get(str(name)) != [stat.st_size, stat.st_mtime_ns]:
            fresh[str(name)] = [stat.st_size, stat.st_mtime_ns]
    return fresh


def remember(folder: Path, files: dict[str, list[int]]) -> None:
    """Notes that these files went through; written beside and renamed, so that it is never half there."""
    target = folder / SEEN
    draft = target.with_suffix(".tmp")
    draft.write_text(json.dumps(_seen(folder) | files, ensure_ascii=False, indent=0, sort_keys=True), "utf-8")
    draft.replace(target)


def _seen(folder: Path) -> dict[str, list[int]]:
    try:
        seen = json.loads((folder / SEEN).read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return seen if isinstance(seen, dict) else {}
