"""What a run leaves to be seen on Prefect's page: its table, the checks that failed, what was set aside."""

from __future__ import annotations

from prefect.artifacts import create_markdown_artifact, create_table_artifact

from flows.records import RunSummary
from store.types import CheckResult, ImportOutcome

MOST_ROWS = 200
"""An artifact shows no more rows than this; the store has them all."""


def publish_run(run: RunSummary) -> None:
    """Publishes the table of the run, and tables of failed checks and rejects where there are any."""
    create_table_artifact(
        table=run.as_rows(), key="run", description=f"Run {run.run_id}: {run.status}. Store: {run.store}."
    )
    if run.checks:
        publish_checks(run.run_id, run.checks)
    if run.held:
        publish_held(run)
    if run.rejects:
        rows = [{"source": r.source, "reason": r.reason, "detail": r.detail} for r in run.rejects[:MOST_ROWS]]
        create_table_artifact(
            table=rows, key="rejects", description=f"Set aside in run {run.run_id}: {len(run.rejects)} in all."
        )


def publish_held(run: RunSummary) -> None:
    """Publishes which articles have no sheet, and which check holds each back."""
    found = [(article_id, held) for article_id, rows in run.held.items() for held in rows]
    rows = [{"article": name, "code": held.code, "row": held.subject_id, "check": held.reason} for name, held in found]
    create_table_artifact(
        table=rows[:MOST_ROWS], key="held-back", description=f"Run {run.run_id}: {len(run.held)} sheets held back."
    )


def publish_checks(run_id: str, results: list[CheckResult]) -> None:
    """Publishes the failed checks as a table, or one line that says that all passed."""
    failed = [result for result in results if not result.success]
    if not failed:
        create_markdown_artifact(f"All {len(results)} checks passed.", key="checks", description=f"Run {run_id}.")
        return
    rows = [
        {
            "suite": result.suite,
            "code": result.code,
            "check": result.sentence,
            "severity": result.severity.replace("_", " "),
            "failing rows": result.failing_rows,
            "for example": ", ".join(result.sample),
        }
        for result in failed
    ]
    description = f"Run {run_id}: {len(failed)} of {len(results)} checks failed."
    create_table_artifact(table=rows, key="checks", description=description)


def publish_imports(outcomes: list[ImportOutcome]) -> None:
    """Publishes a line a sheet: what came back, what is half filled, how many cells were refused."""
    rows = [
        {
            "sheet": outcome.sheet,
            "reviews new": outcome.reviews_new,
            "reviews known": outcome.reviews_known,
            "drafts": len(outcome.drafts),
            "cells refused": len(outcome.refusals),
        }
        for outcome in outcomes
    ]
    create_table_artifact(table=rows, key="imported-sheets", description="Filled sheets that were read back.")
