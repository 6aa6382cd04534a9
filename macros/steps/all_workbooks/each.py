"""A step on many workbooks, each by itself: side by side where there are many; what fails keeps none back."""

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Generic, TypeVar

from macros.steps.all_workbooks.side_by_side import Told, Workers, silent
from schemas.errors import StepError, require_none
from workbook.closed.undo.keeping import Run, current_run, keeping

_Given = TypeVar("_Given")


@dataclass(frozen=True)
class Each(Generic[_Given]):
    """What came of one workbook.

    Args:
        path: The workbook.
        given: What the step gave; None where it failed.
        error: Why it failed.
        kept: The run that it was kept for before it was written, with what there is to tell of that.
    """

    path: Path
    given: _Given | None = None
    error: StepError | None = None
    kept: Run | None = None


def for_each(paths: Sequence[Path], step: Callable[[Path], _Given], told: Told = silent) -> list[Each[_Given]]:
    """Do a step on each of several workbooks; one that fails keeps none of the others back.

    Args:
        paths: The workbooks.
        step: The step, a function of a module (or a partial of one); what it gives crosses between processes.
        told: Is told how many are done.

    Returns:
        What came of each, in their order.
    """
    run = current_run()
    with Workers(len(paths), told) as workers:
        done = workers.run(partial(_tried, step, run), paths)
    for each in done:
        if run is not None and each.kept is not None:
            run.add(each.kept)
    return done


def _tried(step: Callable[[Path], _Given], run: Run | None, path: Path) -> Each[_Given]:
    """Do the step; a process of its own knows nothing of the run that workbooks are kept for, unless it is told."""
    own = replace(run, issues=[], folders=[], written=[]) if run is not None else None
    with keeping(own) if own is not None else nullcontext():
        try:
            return Each(path, step(path), kept=own)
        except StepError as error:
            return Each(path, error=error, kept=own)


def require_any(found: Sequence[Each[_Given]]) -> None:
    """Fail as the step did where none of the workbooks could be worked on, or the only one could not.

    Raises:
        StepError: With the findings of all.
    """
    errors = [each.error for each in found if each.error is not None]
    if len(errors) == len(found):
        require_none(errors)
