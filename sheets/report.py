"""The data-quality report: a page that opens from disk."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from extractors.errors import ClaimdeskError
from sheets import labels, pages
from sheets.naming import write_atomically
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


def _word(language: str, key: str, **parts: object) -> str:
    return labels.load().text(key, language).format(**parts)
