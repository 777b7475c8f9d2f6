"""Runs the expectations over a store and reduces what they found to plain records."""

from __future__ import annotations

import logging
import os
import time
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import duckdb

from checks import thresholds
from checks.documents import validation
from checks.expectations import Expectation, all_expectations
from checks.ground import ground
from extractors.errors import ClaimdeskError
from store.connection import connect, open_waiting, resolve_target
from store.types import CheckResult


def run_checks(
    target: str,
    run_id: str,
    *,
    article_ids: Sequence[str] | None = None,
    wait_seconds: float = 30.0,
    validations: dict[str, dict[str, Any]] | None = None,
) -> list[CheckResult]:
    """Runs every suite over a store, inside DuckDB; nothing is written, and nothing is sent anywhere.

    The store is held for reading meanwhile, so no :class:`store.Store` of this process may be open on it.

    Args:
        target: the store.
        run_id: the run that asks, for messages.
        article_ids: check what belongs to these articles only, and leave out what needs the whole store;
            None checks everything.
        wait_seconds: how long to wait while somebody writes.
        validations: filled with Great Expectations' own result of every suite, by its name, for whoever wants it.

    Returns:
        One result an expectation, in the order of :func:`all_expectations`.

    Raises:
        ClaimdeskError: the store cannot be opened, or a check itself is broken (never counted as passed).
    """
    name = resolve_target(target)
    chosen = [e for e in all_expectations() if article_ids is None or not e.whole]
    # Says at once what is wrong with the store; the import below takes seconds, and nobody must wait for that.
    connect(name, read_only=True, wait_seconds=wait_seconds).close()
    with _quiet():
        import great_expectations  # noqa: F401

        deadline = time.monotonic() + wait_seconds
        con = open_waiting(name, read_only=True, deadline=deadline, wait_seconds=wait_seconds)
        try:
            con.execute(f"SET memory_limit = '{thresholds.MEMORY}'")
            with ground(con, article_ids):
                found = _validate(con, chosen, validations)
        finally:
            con.close()
    return [_result(expectation, found[expectation.code]) for expectation in chosen]


def _validate(
    con: duckdb.DuckDBPyConnection, chosen: Sequence[Expectation], validations: dict[str, dict[str, Any]] | None
) -> dict[str, Any]:
    """Great Expectations' results by code."""
    import great_expectations as gx
    from great_expectations.expectations.core.unexpected_rows_expectation import UnexpectedRowsExpectation

    batch = _batch(con)
    results: dict[str, Any] = {}
    for name in dict.fromkeys(expectation.suite for expectation in chosen):
        suite = gx.ExpectationSuite(name=name)
        for expectation in chosen:
            if expectation.suite == name:
                suite.add_expectation(
                    UnexpectedRowsExpectation(
                        unexpected_rows_query=_find(con, expectation),
                        description=f"{expectation.en} · {expectation.ar}",
                        meta={"code": expectation.code, "severity": expectation.severity},
                    )
                )
        validated = batch.validate(suite, result_format="COMPLETE")
        if validations is not None:
            validations[name] = validation(validated)
        for result in validated.results:
            results[result.expectation_config.meta["code"]] = result
    return results


def _find(con: duckdb.DuckDBPyConnection, expectation: Expectation) -> str:
    """Looks for failing rows, once, and gives the query by which Great Expectations counts and samples them.

    Great Expectations runs a query twice and fetches all its rows, so it gets one row that DuckDB has counted.
    """
    table = "unexpected_" + expectation.code.replace("-", "_").lower()
    try:
        con.execute(
            f"CREATE OR REPLACE TEMP TABLE {table} AS WITH checked AS (SELECT article_id FROM checked_articles), "  # noqa: S608
            f"unexpected AS ({expectation.sql}) "
            f"SELECT count(*) AS failing, min(id, {thresholds.SAMPLE}) AS sample FROM unexpected"
        )
    except duckdb.Error as error:
        raise _did_not_run(expectation, str(error).splitlines()[0]) from error
    return f"SELECT failing, sample FROM {table} CROSS JOIN (SELECT count(*) FROM {{batch}}) WHERE failing > 0"  # noqa: S608


def _batch(con: duckdb.DuckDBPyConnection) -> Any:
    """The chosen articles as Great Expectations' batch, over our own connection, which has waited for the lock."""
    import great_expectations as gx
    from duckdb_sqlalchemy import ConnectionWrapper
    from great_expectations.data_context.types.base import (
        DataContextConfig,
        InMemoryStoreBackendDefaults,
        ProgressBarsConfig,
    )
    from sqlalchemy.pool import StaticPool

    settings = DataContextConfig(
        store_backend_defaults=InMemoryStoreBackendDefaults(),
        progress_bars=ProgressBarsConfig(globally=False),
        analytics_enabled=False,
    )
    context: Any = gx.get_context(mode="ephemeral", project_config=settings)
    source = context.data_sources.add_sql(
        "store",
        # Never connected to: the creator below is what connects.
        connection_string="duckdb:///:memory:",
        create_temp_table=False,
        kwargs={
            "creator": lambda: ConnectionWrapper(con),
            "poolclass": StaticPool,
            # With pooled rollbacks the cursor would be empty before its rows are fetched.
            "isolation_level": "AUTOCOMMIT",
            "skip_autocommit_rollback": True,
            "pool_reset_on_return": None,
        },
    )
    asset = source.add_query_asset("checked", query="SELECT article_id FROM checked_articles")
    return asset.add_batch_definition_whole_table("checked").get_batch()


def _result(expectation: Expectation, result: Any) -> CheckResult:
    if "observed_value" not in result.result:
        raise _did_not_run(expectation, _exception_of(result))
    rows = result.result["details"]["unexpected_rows"]
    return CheckResult(
        suite=expectation.suite,
        code=expectation.code,
        sentence=expectation.en,
        success=bool(result.success),
        failing_rows=int(rows[0]["failing"]) if rows else 0,
        sample=tuple(dict.fromkeys(map(str, rows[0]["sample"]))) if rows else (),
        severity=expectation.severity,
        sentence_ar=expectation.ar,
    )


def _did_not_run(expectation: Expectation, reason: str) -> ClaimdeskError:
    return ClaimdeskError(
        f"check {expectation.code} did not run ({reason})",
        where=f"suite {expectation.suite}",
        next_step="This is an error of claimdesk or a damaged store, not of your articles",
    )


def _exception_of(result: Any) -> str:
    """The first line of what went wrong, out of Great Expectations' nested records."""
    info = result.exception_info
    messages = [info.get("exception_message")] + [
        v.get("exception_message") for v in info.values() if isinstance(v, dict)
    ]
    return next((str(message).splitlines()[0] for message in messages if message), "no reason given")


@contextmanager
def _quiet() -> Iterator[None]:
    """No telemetry, and none of the libraries' remarks on a user's terminal."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    logger = logging.getLogger("great_expectations")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(before)
