"""What runs in the process of its own that reads a file from outside: one job, and its answer in a file.

Nothing here loads pandas unless the job asks for it, and nothing is asked of the user; the process may be ended at any
moment.
"""

import gc
import pickle
import sys
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from schemas.errors import StepError, is_full

NO_ROOM = 74
"""What the process ends with where its answer finds no room on the disk."""


class Work(Enum):
    """What is wanted of a file."""

    GRIDS = auto()
    """Every sheet whole."""
    HEADS = auto()
    """The first rows of every sheet."""
    CONDENSED = auto()
    """A list, condensed by a plan."""
    CASES = auto()
    """A case list, counted by a profile."""


@dataclass(frozen=True)
class Job:
    """A file and what is wanted of it.

    Args:
        work: What is wanted.
        path: The file.
        by: The plan or profile, where one is needed.
    """

    work: Work
    path: Path
    by: object = None


def main(job: str, answer: str, memory: int) -> None:
    """Do a job and leave its answer.

    Args:
        job: The file that holds the job.
        answer: Where to leave what was read, or the error.
        memory: The most bytes that this process may ask for.
    """
    _bound(memory)
    gc.disable()  # millions of cells, none of which refers to itself
    result: object
    try:
        with Path(job).open("rb") as file:
            result = done(pickle.load(file))  # written by our own process
    except StepError as error:
        result = error
    try:
        with Path(answer).open("wb") as file:
            pickle.dump(result, file, protocol=pickle.HIGHEST_PROTOCOL)
    except OSError as error:
        if is_full(error):
            sys.exit(NO_ROOM)
        raise
    gc.freeze()  # the process ends, and the parent waits for it: nothing is searched for garbage any more


def done(job: Job) -> object:
    """What a job asks for; each needs other libraries, which are loaded where they are used.

    Raises:
        CannotOpenError: The file cannot be read.
    """
    match job.work:
        case Work.GRIDS:
            from workbook.exports.files.every import read_grids

            return read_grids(job.path)
        case Work.HEADS:
            from workbook.exports.files.heads import read_heads

            return read_heads(job.path)
        case Work.CONDENSED:
            from workbook.exports.large import condense
            from workbook.exports.large.condensed import Plan

            assert isinstance(job.by, Plan)
            return condense(job.path, job.by)
        case Work.CASES:
            from schemas.profiles.export_profile import ExportProfile
            from workbook.exports.cases.aggregate import aggregate_cases

            assert isinstance(job.by, ExportProfile)
            return aggregate_cases(job.path, job.by)


def _bound(memory: int) -> None:
    """Let the system itself refuse more memory, where it can; elsewhere the parent alone watches."""
    if sys.platform == "win32":
        return
    import resource

    limit = resource.getrlimit(resource.RLIMIT_AS)[1]
    wanted = memory if limit == resource.RLIM_INFINITY else min(memory, limit)
    try:
        resource.setrlimit(resource.RLIMIT_AS, (wanted, limit))
    except (ValueError, OSError):
        return  # some systems know the limit but take none
