"""Where batches are extracted: in this process, in processes beside it, or on a Dask cluster. Always in input order."""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from typing import Any

from prefect import Task, task
from prefect.cache_policies import NO_CACHE
from prefect.futures import PrefectFuture
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from flows import steps
from flows.pool import Future, in_order, process_pool
from flows.records import Batch, Extracted, Timed, timed

Submit = Callable[..., Future[Any]]
"""Takes a task and its parameters by name."""


@task(name="extract", task_run_name="extract-{number}", cache_policy=NO_CACHE, persist_result=False)
def extract_task(number: int, batch: Batch, pool: ProcessPoolExecutor | None = None) -> Timed[Extracted]:
    """Extracts one batch, in a process of the pool where there is one."""
    if pool is None:
        return timed(steps.extract_batch, batch)
    return pool.submit(timed, steps.extract_batch, batch).result()


class Crew:
    """Those who work for a run: tasks are submitted to them, and their results come back in input order.

    Attributes:
        extracting: submits ``extract_task``.
        rendering: submits tasks that write files, which is done on this machine whatever the runner.
        ahead: how many submitted tasks may be in flight.
    """

    def __init__(self, extracting: Submit, rendering: Submit, ahead: int) -> None:
        self.extracting, self.rendering, self.ahead = extracting, rendering, ahead

    def extract(self, batches: Iterable[Batch]) -> Iterator[Timed[Extracted]]:
        """What batches became, in their order."""
        return in_order(
            batches, lambda batch: self.extracting(extract_task, number=batch.number, batch=batch), self.ahead
        )


@contextmanager
def crew(runner: str, workers: int) -> Iterator[Crew]:
    """Brings a crew together for one run; at most two tasks a worker are in flight at a time.

    Args:
        runner: ``local``, ``dask`` (a cluster on this machine) or ``dask:ADDRESS`` (one that runs already).
        workers: how many processes; 1 with ``local`` works in this one.
    """
    kind, address = steps.parse_runner(runner)
    ahead = 2 * max(workers, 1)
    with ExitStack() as stack:
        if kind == "dask":
            yield Crew(_to(stack.enter_context(_dask_runner(address, workers))), _here, ahead)
        elif workers <= 1:
            yield Crew(_here, _here, 1)
        else:
            # A thread a worker waits for its process: Prefect itself stays out of the processes.
            pool = stack.enter_context(process_pool(workers))
            submit = _to(stack.enter_context(ThreadPoolTaskRunner(max_workers=workers)), pool=pool)
            yield Crew(submit, submit, ahead)


def _to(task_runner: TaskRunner[Any], **fixed: Any) -> Submit:
    def submit(task: Task[..., Any], **parameters: Any) -> PrefectFuture[Any]:
        future: PrefectFuture[Any] = task_runner.submit(task, parameters | fixed)
        return future

    return submit


def _here(task: Task[..., Any], **parameters: Any) -> Done:
    return Done(task(**parameters))


class Done:
    """A result that is there already."""

    def __init__(self, value: Any) -> None:
        self._value = value

    def result(self) -> Any:
        """The result."""
        return self._value


@contextmanager
def _dask_runner(address: str, workers: int) -> Iterator[TaskRunner[Any]]:
    from prefect_dask.task_runners import DaskTaskRunner

    with ExitStack() as stack:
        where = {"address": address} if address else {"cluster": stack.enter_context(_dask_cluster(workers))}
        yield stack.enter_context(DaskTaskRunner(**where))


def _dask_cluster(workers: int) -> Any:
    """A Dask cluster of processes on this machine that leave interrupts to this process, which then ends them."""
    from distributed import LocalCluster

    with _interrupts_ignored():
        return LocalCluster(  # type: ignore[no-untyped-call]
            n_workers=max(workers, 1),
            threads_per_worker=1,
            processes=True,
            dashboard_address=None,
            silence_logs=logging.CRITICAL,
        )


@contextmanager
def _interrupts_ignored() -> Iterator[None]:
    """Processes that are started meanwhile inherit it; only the main thread may, and only there it matters."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
