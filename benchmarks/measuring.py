"""Runs a command and takes its time and memory; prints a table."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measured:
    """Wall time in seconds, and the largest resident memory of the command itself in MiB."""

    seconds: float
    mebibytes: float


def measure(command: Sequence[str], repeats: int = 1) -> Measured:
    """The best of some runs of a command. Raises CalledProcessError when one fails."""
    best = Measured(float("inf"), 0.0)
    for _ in range(repeats):
        started = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, 1):
            raise subprocess.CalledProcessError(process.returncode, command)
        if seconds < best.seconds:
            best = Measured(seconds, usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024))
    return best


def python(code: str) -> list[str]:
    """The command that runs a line of Python in this environment."""
    return [sys.executable, "-c", code]


def print_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Prints a table in Markdown."""
    widths = [max(len(row[number]) for row in [columns, *rows]) for number in range(len(columns))]
    for row in [columns, ["-" * width for width in widths], *rows]:
        print("| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |")
