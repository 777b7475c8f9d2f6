"""Data-quality checks: Great Expectations inside DuckDB, each with a code and a sentence that a person understands."""

from checks.running import run_checks

__all__ = ["run_checks"]
