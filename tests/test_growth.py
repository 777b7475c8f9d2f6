"""The measure of growth that other tests rely on: it lets linear work pass and stops what is quadratic."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


def test_linear_work_passes(grows_in_step: Any) -> None:
    def prepare(size: int) -> Callable[[], object]:
        return lambda: sum(number % 7 for number in range(size))

    grows_in_step(prepare, 50_000, 4)


def test_quadratic_work_fails(grows_in_step: Any) -> None:
    def prepare(size: int) -> Callable[[], object]:
        return lambda: sum(size % (number + 1) for _ in range(size) for number in range(size))

    with pytest.raises(pytest.fail.Exception, match="4 times the size took"):
        grows_in_step(prepare, 200, 4)
