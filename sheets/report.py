"""The data-quality report and the pages of single suites: they open from disk, without a network."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from extractors.errors import ClaimdeskError
from sheets import labels, pages
from sheets.naming import write_atomically
from store import vocabulary
from store.types import CheckResult

_STYLE = "report.v1.css"


def render_check_report(results: Iterable[CheckResult], path: Path) -> Path:
    """Writes the results of data-quality checks as one HTML file, failed checks first, and returns its path.

    Raises:
        ClaimdeskError: the file cannot be written.
    """
    found = sorted(results, key=lambda result: (result.suite, result.success, result.code))
    suites: dict[str, list[CheckResult]] = {}
    for result in found:
        suites.setdefault(result.suite, []).append(result)
    page = pages.page(
        "report.v1.html.j2",
        _STYLE,
        suites=suites,
        failed=sum(not result.success for result in found),
        total=len(found),
        t=partial(_word, "en"),
        ar=partial(_word, "ar"),
    )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, page.encode("utf-8", "replace"))
    except OSError as error:
        raise ClaimdeskError(f"the report cannot be written: {error.strerror or error}", where=str(path)) from error
    return path


def render_check_docs(
    results: Iterable[CheckResult],
    details: Mapping[str, Mapping[str, str]],
    validations: Mapping[str, Mapping[str, Any]],
    directory: Path,
    run_id: str,
) -> Path:
    """Writes ``index.html``, a page a suite with every check and its SQL, and the validation results as JSON.

    Args:
        results: what the checks found.
        details: by code, ``sql``, ``hint`` and ``hint_ar`` of each check.
        validations: by suite, the validation result of Great Expectations.
        directory: where the pages go; it is made if it is not there.
        run_id: the run whose checks these are.

    Returns:
        The path of ``index.html``.

    Raises:
        ClaimdeskError: the pages cannot be written.
    """
    suites: dict[str, list[CheckResult]] = {}
    for result in results:
        suites.setdefault(result.suite, []).append(result)
    try:
        (directory / "validations").mkdir(parents=True, exist_ok=True)
        for name in (None, *suites):
            shown = [result for suite, found in suites.items() if name in (None, suite) for result in found]
            page = pages.page(
                "checks.v1.html.j2",
                _STYLE,
                suites=suites,
                suite=name,
                details=details,
                run_id=run_id,
                failed=sum(not result.success for result in shown),
                total=len(shown),
                t=partial(_word, "en"),
                ar=partial(_word, "ar"),
                severity=lambda language, key: vocabulary.load().label("severity", key, language),
            )
            write_atomically(directory / f"{name or 'index'}.html", page.encode("utf-8", "replace"))
        for name, validation in validations.items():
            packed = json.dumps(validation, ensure_ascii=False, indent=1, sort_keys=True)
            write_atomically(directory / "validations" / f"{name}.json", packed.encode("utf-8", "replace"))
    except OSError as error:
        raise ClaimdeskError(f"the pages cannot be written: {error.strerror or error}", where=str(directory)) from error
    return directory / "index.html"


def _word(language: str, key: str, **parts: object) -> str:
    return labels.load().text(key, language).format(**parts)
