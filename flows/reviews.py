"""The flow that reads a folder of filled review sheets back."""

from __future__ import annotations

from prefect import flow

from flows import artifacts, steps
from store.types import ImportOutcome


@flow(name="import-sheets", persist_result=False)
def import_sheets(folder: str, store: str | None = None) -> list[ImportOutcome]:
    """Reads every filled sheet of a folder back into the store, each all or nothing; twice adds nothing.

    Args:
        folder: where the filled sheets are; a single file will do.
        store: where the store is; None for CLAIMDESK_STORE or ``claimdesk.duckdb``.
    """
    outcomes = [steps.import_one(store, path) for path in steps.sheet_files([folder])]
    if outcomes:
        artifacts.publish_imports(outcomes)
    return outcomes
