"""Reading a file from outside in a process of its own, with bounds on time and memory, on every platform.

A file of a few kilobytes can make a reader hang, end the process, or ask for all memory. Here that ends the child
alone, and the user is told which file it was. Children start as soon as they are asked for, so that reading goes on
while the parent loads its libraries.
"""

import contextlib
import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any

from schemas.cells import Grid
from schemas.errors import CannotOpenError, StepError, is_full
from schemas.issues.issue import Issue, Place
from schemas.profiles.export_profile import ExportProfile
from workbook.exports.cases.case_figures import CaseFigures
from workbook.exports.child import NO_ROOM, Job, Work
from workbook.exports.files.heads import is_large
from workbook.exports.large.condensed import Condensed, Plan
from workbook.temporary import new_work_folder, no_temporary_room

_ROOT = Path(__file__).parents[2]
_START = "import sys; sys.path.insert(0, sys.argv[1]); from workbook.exports.child import main; "
_CALL = "main(sys.argv[2], sys.argv[3], int(sys.argv[4]))"
_GLANCE = 0.02
"""Seconds between two looks at a child."""
_FIRST_LOOK = 0.3
"""Before that a process has barely started; most are done by then, and nothing needs to be loaded to look at them."""
_MEGABYTE = 1 << 20
_ADDRESSES = 2
"""A process may ask for more addresses than it fills with anything."""
_ADDRESSES_A_CORE = 1024 * _MEGABYTE
"""Threads reserve addresses by the core: a case list of ten rows takes 2.6 GB of them on two, and fills 0.2 GB."""
_NO_ANSWER = (
    OSError,
    EOFError,
    pickle.UnpicklingError,
    MemoryError,
    AttributeError,
    ImportError,
    LookupError,
    TypeError,
    ValueError,
)
"""What an answer that was cut short may end in."""


@dataclass(frozen=True)
class Bounds:
    """How much a reader may take; larger files may take more.

    Args:
        seconds: Processor time for the smallest file.
        seconds_a_megabyte: Further processor time.
        patience: How many times as long it may take by the clock: on a busy machine a process gets a small share of a
            processor, and one that waits for ever takes none.
        memory: Bytes for the smallest file.
        memory_a_byte: Further bytes for each byte of the file.
        most_seconds: Never more processor time.
        most_memory: Never more.
    """

    seconds: float = 12.0
    seconds_a_megabyte: float = 5.0
    patience: float = 6.0
    memory: int = 768 * _MEGABYTE
    memory_a_byte: int = 60
    most_seconds: float = 600.0
    most_memory: int = 4096 * _MEGABYTE

    def time_for(self, size: int) -> float:
        """Seconds of processor time for a file of so many bytes."""
        return min(self.seconds + size / _MEGABYTE * self.seconds_a_megabyte, self.most_seconds)

    def memory_for(self, size: int) -> int:
        """Bytes for a file of so many bytes."""
        return min(self.memory + size * self.memory_a_byte, self.most_memory)


BOUNDS = Bounds()


class _Child:
    """A process that does one job."""

    def __init__(self, job: Job, folder: Path, bounds: Bounds) -> None:
        self.path = job.path
        size = job.path.stat().st_size if job.path.is_file() else 0
        self._seconds, self._memory = bounds.time_for(size), bounds.memory_for(size)
        self._patience = self._seconds * bounds.patience
        self._answer = folder / "answer"
        order = folder / "job"
        order.write_bytes(pickle.dumps(replace(job, path=job.path.absolute())))
        arguments = [str(_ROOT), str(order), str(self._answer), str(self._addresses())]
        hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)
        self._process = subprocess.Popen(
            [sys.executable, "-c", _START + _CALL, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            creationflags=hidden,
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        )

    def _addresses(self) -> int:
        return self._memory * _ADDRESSES + (os.cpu_count() or 1) * _ADDRESSES_A_CORE

    def result(self) -> Any:
        """What the job asked for, once the process is done.

        Raises:
            CannotOpenError: The file cannot be read, or its reader went out of bounds.
        """
        self._wait()
        try:
            with self._answer.open("rb") as file:
                result = pickle.load(file)  # written by our own process
        except _NO_ANSWER as error:
            if self._process.returncode == NO_ROOM:
                raise no_temporary_room() from error
            raise self._stopped("file_reader_ended", self._process.returncode or 0) from error
        if isinstance(result, StepError):
            raise result
        return result

    def _wait(self) -> None:
        """Wait, and look now and then at what the process takes."""
        waited = 0.0
        while True:
            try:
                self._process.wait(_GLANCE)
                return
            except subprocess.TimeoutExpired:
                waited += _GLANCE
            if waited > self._patience:
                raise self._stopped("file_reader_slow", round(self._patience))
            if waited > _FIRST_LOOK:
                self._look()

    def _look(self) -> None:
        """Stop the process where it has taken more than it may."""
        import psutil

        try:
            process = psutil.Process(self._process.pid)
            memory, times = process.memory_info().rss, process.cpu_times()
        except psutil.Error:
            return  # it has just ended
        if times.user + times.system > self._seconds:
            raise self._stopped("file_reader_slow", round(self._seconds))
        if memory > self._memory:
            raise self._stopped("file_reader_memory", self._memory // _MEGABYTE)

    def _stopped(self, code: str, limit: int) -> CannotOpenError:
        self.end()
        return CannotOpenError([Issue(code, Place(self.path.name), str(limit))])

    def end(self) -> None:
        """End the process if it still runs."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()


class FileReaders:
    """Files being read, each in a process of its own.

    Args:
        paths: The files; reading of the first few starts at once.
        bounds: How much each may take.
    """

    def __init__(self, paths: Iterable[Path], bounds: Bounds = BOUNDS) -> None:
        self._bounds = bounds
        self._folder = new_work_folder()
        self._children: dict[Job, _Child] = {}
        self._done: dict[Job, Any] = {}
        self._started = 0
        try:
            for path in list(dict.fromkeys(paths))[: os.cpu_count() or 1]:
                self._start(Job(Work.HEADS if self.is_large(path) else Work.GRIDS, path))
        except BaseException:
            self.close()  # nobody else can: there is no object yet
            raise

    def is_large(self, path: Path) -> bool:
        """Whether a file's head is to be read before it is read whole."""
        return is_large(path)

    def _start(self, job: Job) -> _Child:
        folder = self._folder / str(self._started)
        self._started += 1
        try:
            folder.mkdir(exist_ok=True)
            child = self._children[replace(job, by=None)] = _Child(job, folder, self._bounds)
        except OSError as error:
            if is_full(error):
                raise no_temporary_room() from error
            raise CannotOpenError([Issue("file_reader_missing", Place(job.path.name), str(error))]) from error
        return child

    def grids(self, path: Path) -> Sequence[Grid]:
        """The sheets of a file that hold anything.

        Raises:
            CannotOpenError: It cannot be read, or its reader went out of bounds.
        """
        grids: Sequence[Grid] = self._result(Job(Work.GRIDS, path), keep=True)
        return grids

    def heads(self, path: Path) -> Sequence[Grid]:
        """The first rows of each sheet.

        Raises:
            CannotOpenError: It cannot be read, or its reader went out of bounds.
        """
        grids: Sequence[Grid] = self._result(Job(Work.HEADS, path), keep=True)
        return grids

    def looked_at(self, path: Path) -> Sequence[Grid]:
        """The sheets of a file as far as is needed to tell what they are: whole, or the heads of a large file.

        Raises:
            CannotOpenError: It cannot be read, or its reader went out of bounds.
        """
        return self.heads(path) if self.is_large(path) else self.grids(path)

    def condensed(self, path: Path, plan: Plan) -> Condensed:
        """A list, condensed.

        Raises:
            CannotOpenError: It cannot be condensed, or its reader went out of bounds.
        """
        condensed: Condensed = self._result(Job(Work.CONDENSED, path, plan))
        return condensed

    def cases(self, path: Path, profile: ExportProfile) -> CaseFigures:
        """A case list, counted.

        Raises:
            CannotOpenError: It cannot be read, or its reader went out of bounds.
        """
        figures: CaseFigures = self._result(Job(Work.CASES, path, profile))
        return figures

    def _result(self, job: Job, keep: bool = False) -> Any:
        key = job if keep else replace(job, by=None)
        if key in self._done:
            return self._done[key]
        child = self._children.pop(key, None) or self._start(job)
        try:
            result = child.result()
        finally:
            child.end()
            self._children.pop(key, None)
        if keep:
            self._done[key] = result
        return result

    def close(self) -> None:
        """End what still runs, and remove the answers."""
        for child in self._children.values():
            child.end()
        self._children.clear()
        with contextlib.suppress(OSError):
            shutil.rmtree(self._folder)

    def __enter__(self) -> "FileReaders":
        """Use in a ``with`` block, which ends every child."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End every child."""
        self.close()
