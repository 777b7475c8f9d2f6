"""Extraction in processes beside this one, in input order and with little in flight. Knows nothing of Prefect."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Protocol, TypeVar

from extractors.errors import ClaimdeskError
from flows.records import Batch, Extracted
from flows.steps import extract_batch

T = TypeVar("T", covariant=True)
B = TypeVar("B")


class Future(Protocol[T]):
    """What the pool, Prefect and Dask have in common."""

    def result(self) -> T:
        """Waits, and gives the result or raises what went wrong."""


@contextmanager
def process_pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    """Fresh processes that extract; an interrupt is left to this process, which then stops them.

    Raises ClaimdeskError when one of them dies, as when the memory runs out.
    """
    pool = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), _leave_interrupts_to_the_parent)
    try:
        yield pool
    except BrokenProcessPool as error:
        raise ClaimdeskError(
            "an extraction process died, perhaps for want of memory",
            next_step="Run again with fewer workers or a smaller batch; what is stored already stays",
        ) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def in_order(batches: Iterable[B], submit: Callable[[B], Future[T]], ahead: int) -> Iterator[T]:
    """Submits batches, at most ``ahead`` of them before the first is asked for, and gives results in input order."""
    waiting: deque[Future[T]] = deque()
    for batch in batches:
        waiting.append(submit(batch))
        if len(waiting) >= ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def extract_batches(batches: Iterable[Batch], workers: int) -> Iterator[Extracted]:
    """Extracts batch after batch, in this process or in ``workers`` others."""
    if workers <= 1:
        yield from map(extract_batch, batches)
        return
    with process_pool(workers) as pool:
        yield from in_order(batches, lambda batch: pool.submit(extract_batch, batch), 2 * workers)


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
