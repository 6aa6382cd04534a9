"""Work on many workbooks, side by side in processes on all cores; the parent keeps only what each one gives back."""

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from types import TracebackType
from typing import TypeVar

from macros.lazy_imports import load_tables
from schemas.errors import StepError, require_none

_SIDE_BY_SIDE = 4
"""Workbooks from which starting processes costs less than it saves."""
_AHEAD = 2
"""Jobs a process that are handed over before they are needed; what is on its way takes room twice."""

_Job = TypeVar("_Job")
_Given = TypeVar("_Given")
Told = Callable[[int, int], None]
"""Is told how many of how many are done."""


def silent(_done: int, _of: int) -> None:
    """Tells nobody."""


class Workers:
    """Processes that work side by side, or this one where there is little to do.

    Args:
        jobs: How many workbooks there are.
        told: Is told how many of them are done.
    """

    def __init__(self, jobs: int, told: Told = silent) -> None:
        self._jobs = jobs
        self._told = told
        self._count = min(os.cpu_count() or 1, jobs)
        self._pools: list[Executor] = []

    def __enter__(self) -> "Workers":
        """The processes start with their first jobs."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End them; what has not begun is left."""
        for pool in self._pools:
            pool.shutdown(cancel_futures=True)

    def run(self, work: Callable[[_Job], _Given], jobs: Sequence[_Job] | Iterator[_Job]) -> list[_Given]:
        """Do jobs side by side; the first, second … of every run is done by the same process, which may keep things.

        Args:
            work: A function of a module, and what it is called with and gives back crosses between processes.
            jobs: The jobs; each is made when it is handed over.

        Returns:
            What they gave, in their order.
        """
        given: dict[int, _Given] = {}
        waiting = enumerate(jobs)
        if self._jobs < _SIDE_BY_SIDE or self._count == 1:
            for number, job in waiting:
                given[number] = work(job)
                self._told(len(given), self._jobs)
            return [given[number] for number in range(len(given))]
        pools = self._started()
        running: dict[Future[_Given], int] = {}
        is_left = True
        while running or is_left:
            while is_left and len(running) < self._count * _AHEAD:
                following = next(waiting, None)
                if following is None:
                    is_left = False
                else:
                    running[pools[following[0] % self._count].submit(_tidied, work, following[1])] = following[0]
            for done in wait(running, return_when=FIRST_COMPLETED).done if running else ():
                given[running.pop(done)] = done.result()
                self._told(len(given), self._jobs)
        return [given[number] for number in range(len(given))]

    def _started(self) -> list[Executor]:
        """The processes, each with work of its own; on some systems they are copies of this one, and load nothing."""
        if not self._pools:
            self._pools = [ProcessPoolExecutor(1, initializer=_ready) for _ in range(self._count)]
        return self._pools


def _ready() -> None:
    """Load what every job needs, and leave it out of every later search for what nobody needs."""
    load_tables()
    gc.freeze()


def _tidied(work: Callable[[_Job], _Given], job: _Job) -> _Given:
    """Do a job, and let go of what it leaves: a process that does a hundred of them takes no more room than for one."""
    try:
        return work(job)
    finally:
        gc.collect()


def require_all(found: Sequence[_Given | StepError]) -> list[_Given]:
    """What all workbooks gave.

    Raises:
        StepError: With the findings of every workbook that gave an error; of the gravest kind among them.
    """
    require_none([each for each in found if isinstance(each, StepError)])
    return [each for each in found if not isinstance(each, StepError)]
