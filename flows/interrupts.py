"""Ctrl-C while DuckDB works arrives as an error of DuckDB's, not as KeyboardInterrupt."""

from __future__ import annotations


def was_interrupted(error: BaseException) -> bool:
    """Whether an interrupt stands behind an error, itself or further down its causes."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, KeyboardInterrupt) or type(seen).__name__ == "InterruptException":
            return True
        if isinstance(seen, RuntimeError) and "Query interrupted" in str(seen):
            return True
        seen = seen.__cause__ or seen.__context__
    return False
