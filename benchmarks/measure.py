"""Whole processes and functions, timed in turn in one run, so that ratios hold when the machine's speed drifts."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled once, as the libraries beside it are


def process(arguments: Sequence[str]) -> float:
    """Seconds that a cold process takes.

    Raises:
        subprocess.CalledProcessError: It failed.
    """
    start = time.perf_counter()
    subprocess.run(arguments, check=True, capture_output=True, cwd=ROOT, env=dict(os.environ))
    return time.perf_counter() - start


def command(*arguments: str) -> list[str]:
    """Our command line in this interpreter."""
    return [sys.executable, "-m", "resultatkontrakt", *arguments]


def in_turn(runs: int, *jobs: Callable[[], float]) -> list[list[float]]:
    """Run the jobs in turn (A B A B ...) after one round of warming up; the seconds of each."""
    for job in jobs:
        job()
    seconds = [[job() for job in jobs] for _ in range(runs)]
    return [list(column) for column in zip(*seconds, strict=True)]


def timed(work: Callable[[], object]) -> float:
    """Seconds that a function takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def report(name: str, ours: Sequence[float], theirs: Sequence[float], limit: float, at_least: bool = False) -> bool:
    """Print a ratio against its limit; whether it is kept."""
    ratio = statistics.median(one / other for one, other in zip(ours, theirs, strict=True))
    shown = 1 / ratio if at_least else ratio
    kept = shown >= limit if at_least else shown <= limit
    sign = ">=" if at_least else "<="
    print(
        f"{name}: {statistics.median(ours):.3f} s against {statistics.median(theirs):.3f} s, "
        f"ratio {shown:.2f} ({sign} {limit:g}) {'ok' if kept else 'MISSED'}",
        flush=True,
    )
    return kept
