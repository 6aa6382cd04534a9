"""Update: the register's state is brought into workbooks, all of them or none."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from macros.steps.contract import open_book, read_contract
from macros.steps.table_writing import sha256, unsaid
from macros.steps.updating.plan import REFUSE, UpdatePlan, conflict_issues
from macros.steps.updating.writing import Taken, taken_by, write_taken
from schemas.errors import CannotOpenError, RefusedError
from schemas.issues.issue import Issue, Place
from workbook.closed.together import place_together, staged


@dataclass
class Updated:
    """What an update did: the workbooks written, how many changes each got, and what writing met."""

    counts: dict[Path, int] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)


def update(plan: UpdatePlan, how: str, now: datetime) -> Updated:
    """Bring a register's state into the workbooks: all of them or none.

    Args:
        plan: From ``plan_update``.
        how: ``REFUSE``, ``OVERWRITE`` or ``KEEP``.
        now: The time, for the logs.

    Raises:
        RefusedError: Somebody has to decide a difference, or a workbook would hold errors.
        CannotOpenError: A workbook cannot be written, or was saved by somebody else meanwhile.
    """
    if how == REFUSE and plan.conflicts:
        raise RefusedError(conflict_issues(plan))
    jobs = [(each, taken) for each in plan.workbooks if (taken := taken_by(each, plan, how)) is not None]
    done = Updated()
    with staged([each.path for each, _ in jobs]) as copies:
        if changed := [
            each.path.name for (each, _), copy in zip(jobs, copies, strict=True) if sha256(copy.old) != each.digest
        ]:
            raise CannotOpenError([Issue("file_changed", Place(name)) for name in changed])
        for (each, taken), copy in zip(jobs, copies, strict=True):
            done.issues += _write(copy.copy, taken, now)
            done.counts[each.path] = len(taken.differences)
        place_together(copies)
    return done


def _write(copy: Path, taken: Taken, now: datetime) -> list[Issue]:
    """Write one workbook's copy, and read it again by the same rules; what the writing met."""
    book, language = open_book(copy)
    with book:
        left = write_taken(book, language, taken, now)
        book.save()
    if taken.differences:
        again, language = open_book(copy)
        with again:
            read_contract(again, language)
    return [*left, *unsaid(book, [])]
