"""What Great Expectations says of a validation, as plain values that JSON knows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from checks.expectations import Expectation
from store import standards


def validation(result: Any) -> dict[str, Any]:
    """A suite's validation result as Great Expectations gives it, without the time of this run's batch."""
    document: dict[str, Any] = result.to_json_dict()
    document["meta"] = {"great_expectations_version": document.get("meta", {}).get("great_expectations_version", "")}
    return document


def details(expectations: Sequence[Expectation]) -> dict[str, dict[str, str]]:
    """By code, what a page tells of a check beside its result: its subject, its SQL, and what to do."""
    rules = {rule.code: rule for rule in standards.load().rules}
    return {
        expectation.code: {
            "subject": expectation.subject,
            "sql": expectation.sql,
            "hint": rules[expectation.code].hint if expectation.code in rules else "",
            "hint_ar": rules[expectation.code].hint_ar if expectation.code in rules else "",
        }
        for expectation in expectations
    }
