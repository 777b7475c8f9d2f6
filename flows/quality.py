"""The flow that checks the whole store, for a schedule of its own or after the store was changed by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from prefect import flow

from flows import artifacts, steps
from store.types import CheckResult


@flow(name="check-store", persist_result=False)
def check_store(store: str | None = None, report: str = "", docs: str = "") -> list[CheckResult]:
    """Runs every data-quality check over the whole store, records the results, and publishes what failed.

    Args:
        store: where the store is; None for CLAIMDESK_STORE or ``claimdesk.duckdb``.
        report: a file for the HTML report; empty for none.
        docs: a folder for a page a suite and the validation results; empty for none.
    """
    validations: dict[str, dict[str, Any]] = {}
    run_id, results = steps.check_whole_store(store, validations)
    if report:
        from sheets.report import render_check_report

        render_check_report(results, Path(report))
    if docs:
        steps.write_check_docs(results, validations, Path(docs), run_id)
    artifacts.publish_checks(run_id, results)
    return results
