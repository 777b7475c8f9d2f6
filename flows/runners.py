"""Where batches are extracted: in this process, in processes beside it, or on a Dask cluster. Always in input order."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from typing import Any

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from flows import steps
from flows.records import Batch, Extracted, Timed, timed


@task(name="extract", task_run_name="extract-{number}", cache_policy=NO_CACHE, persist_result=False)
def extract_task(number: int, batch: Batch, pool: ProcessPoolExecutor | None = None) -> Timed[Extracted]:
    """Extracts one batch, in a process of the pool where there is one."""
    if pool is None:
        return timed(steps.extract_batch, batch)
    return pool.submit(timed, steps.extract_batch, batch).result()


@contextmanager
def extraction(runner: str, workers: int) -> Iterator[Callable[[Iterable[Batch]], Iterator[Timed[Extracted]]]]:
    """Gives a function from batches to what they became; at most two batches a worker are in flight at a time.

    Args:
        runner: ``local``, ``dask`` (a cluster on this machine) or ``dask:ADDRESS`` (one that runs already).
        workers: how many processes; 1 with ``local`` extracts in this one.
    """
    kind, address = steps.parse_runner(runner)
    with ExitStack() as stack:
        if kind == "local" and workers <= 1:
            yield lambda batches: (extract_task(batch.number, batch) for batch in batches)
            return
        pool = None
        if kind == "dask":
            task_runner = stack.enter_context(_dask_runner(address, workers))
        else:
            pool = stack.enter_context(_process_pool(workers))
            task_runner = stack.enter_context(ThreadPoolTaskRunner(max_workers=workers))

        def submit(batch: Batch) -> Any:
            parameters = {"number": batch.number, "batch": batch, "pool": pool}
            return task_runner.submit(extract_task, parameters)

        yield lambda batches: _in_order(batches, submit, 2 * max(workers, 1))


def _in_order(batches: Iterable[Batch], submit: Callable[[Batch], Any], window: int) -> Iterator[Timed[Extracted]]:
    waiting: deque[Any] = deque()
    for batch in batches:
        waiting.append(submit(batch))
        if len(waiting) >= window:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


@contextmanager
def _process_pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_leave_interrupts_to_the_parent)
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _dask_runner(address: str, workers: int) -> TaskRunner[Any]:
    from prefect_dask import DaskTaskRunner

    if address:
        return DaskTaskRunner(address=address)
    cluster = {"n_workers": max(workers, 1), "threads_per_worker": 1, "processes": True, "dashboard_address": None}
    return DaskTaskRunner(cluster_kwargs=cluster)
