"""Where batches are extracted: in this process, in processes beside it, or on a Dask cluster. Always in input order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from typing import Any

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.futures import PrefectFuture
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from flows import steps
from flows.pool import in_order, process_pool
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
        task_runner: TaskRunner[Any]
        if kind == "dask":
            task_runner = stack.enter_context(_dask_runner(address, workers))
        else:
            # A thread a worker waits for its process: Prefect itself stays out of the processes.
            pool = stack.enter_context(process_pool(workers))
            task_runner = stack.enter_context(ThreadPoolTaskRunner(max_workers=workers))

        def submit(batch: Batch) -> PrefectFuture[Timed[Extracted]]:
            parameters = {"number": batch.number, "batch": batch, "pool": pool}
            future: PrefectFuture[Timed[Extracted]] = task_runner.submit(extract_task, parameters)
            return future

        yield lambda batches: in_order(batches, submit, 2 * max(workers, 1))


def _dask_runner(address: str, workers: int) -> TaskRunner[Any]:
    from prefect_dask.task_runners import DaskTaskRunner

    if address:
        return DaskTaskRunner(address=address)
    cluster = {"n_workers": max(workers, 1), "threads_per_worker": 1, "processes": True, "dashboard_address": None}
    return DaskTaskRunner(cluster_kwargs=cluster)
