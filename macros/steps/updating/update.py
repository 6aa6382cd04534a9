"""Update: the register's state is brought into workbooks, recalculated in the same go: all of them or none."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from macros.steps.all_workbooks.outcome import Outcome, moved_lights, said_once, standing_lights
from macros.steps.all_workbooks.side_by_side import Told, Workers, require_all, silent
from macros.steps.contract import language_of, open_book, read_contract
from macros.steps.recalculating import recalculate_book
from macros.steps.table_writing import unsaid
from macros.steps.updating.plan import REFUSE, UpdatePlan, WorkbookPlan, conflict_issues
from macros.steps.updating.writing import Taken, taken_by, write_taken
from schemas.errors import CannotOpenError, RefusedError, StepError
from schemas.issues.issue import Issue, Place, once
from schemas.reading import read_table
from schemas.tables import Results
from schemas.words.vocabulary import Words
from workbook.closed.together import Staged, nothing, place_together, staged
from workbook.digests import sha256
from workbook.pending import PendingBook
from workbook.port import Book


@dataclass(frozen=True)
class How:
    """How workbooks are brought up to date.

    Args:
        now: The time, for the logs.
        conflicts: ``REFUSE``, ``OVERWRITE`` or ``KEEP``.
        recalculate: Whether each workbook with changes is recalculated in the same go.
        as_of: The reporting date of all; without one, each stays at the date that its results stand at.
        told: Is told how many workbooks are done.
    """

    now: datetime
    conflicts: str = REFUSE
    recalculate: bool = True
    as_of: date | None = None
    told: Told = silent


@dataclass
class Updated:
    """What an update did.

    Args:
        outcomes: What came of each workbook that was written; ``changed`` is how many changes it got.
        issues: What is said of several of them alike.
    """

    outcomes: list[Outcome] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)


@dataclass(frozen=True)
class _Job:
    """What one workbook is to do; it crosses to other processes.

    Args:
        copy: The copy that is worked on, of a closed one.
        path: Where the workbook lies.
        centre: Whose contract it is.
        taken: What it takes.
        how: How.
    """

    copy: Path
    path: Path
    centre: str
    taken: Taken
    how: How


def update(plan: UpdatePlan, how: How, opened: Book | None = None, beside: Sequence[Staged] = ()) -> Updated:
    """Bring a register's state into the workbooks: all of them or none.

    Args:
        plan: From ``plan_update``.
        how: How.
        opened: The workbook that is open in Excel, where it is among them; it is written through Excel, last of all.
        beside: Further files that are put in place in the same step: the register's own.

    Returns:
        What came of each, the open one first.

    Raises:
        RefusedError: Somebody has to decide a difference, or a workbook would hold errors.
        CannotOpenError: A workbook cannot be written, or was saved by somebody else meanwhile.
    """
    if how.conflicts == REFUSE and plan.conflicts:
        raise RefusedError(conflict_issues(plan))
    taken = [(each, found) for each in plan.workbooks if (found := taken_by(each, plan, how.conflicts)) is not None]
    closed = [(each, found) for each, found in taken if not each.is_open]
    quiet = replace(how, told=silent)
    last, outcomes = nothing, list[Outcome]()
    with staged([each.path for each, _ in closed]) as copies, Workers(len(closed), how.told) as workers:
        _require_as_read([each for each, _ in closed], copies)
        for each, found in taken:
            if each.is_open and opened is not None:
                pending = PendingBook(opened)
                job = _Job(each.path, each.path, each.centre, found, quiet)
                outcomes.append(_take_in(pending, language_of(opened), job))
                last = pending.save
        jobs = [
            _Job(copy.copy, each.path, each.centre, found, quiet)
            for (each, found), copy in zip(closed, copies, strict=True)
        ]
        outcomes += require_all(workers.run(_try_job, jobs))
        place_together([*beside, *copies], last)
    shared, own = said_once(outcomes, [])
    return Updated(own, shared)


def _require_as_read(plans: Sequence[WorkbookPlan], copies: Sequence[Staged]) -> None:
    """Refuse workbooks that somebody has saved since the update was planned."""
    pairs = zip(plans, copies, strict=True)
    if changed := [each.path.name for each, copy in pairs if sha256(copy.old) != each.digest]:
        raise CannotOpenError([Issue("file_changed", Place(name)) for name in changed])


def _try_job(job: _Job) -> Outcome | StepError:
    """What came of a job, or why nothing: an error crosses from a worker as a value."""
    try:
        book, language = open_book(job.copy)
        with book:
            pending = PendingBook(book)
            outcome = _take_in(pending, language, job)
            pending.save()
    except StepError as error:
        return error
    return replace(outcome, issues=[*outcome.issues, *unsaid(book, outcome.issues)])


def _take_in(book: PendingBook, language: Words, job: _Job) -> Outcome:
    """What comes of one workbook, read again by the same rules; it is written when the caller saves it."""
    before, day = standing_lights(book, language), job.how.as_of or standing_date(book, language)
    left = write_taken(book, language, job.taken, job.how.now)
    outcome = Outcome(job.path, job.centre, changed=len(job.taken.differences), issues=left)
    if not job.taken.differences:
        return outcome
    if not job.how.recalculate or day is None:
        read_contract(book, language)
        return outcome
    fresh = recalculate_book(book, language, day, job.how.now)
    lights = moved_lights(before, fresh.results)
    return replace(outcome, issues=once([*left, *fresh.issues]), lights=lights, as_of=fresh.as_of)


def standing_date(book: Book, language: Words) -> date | None:
    """The reporting date that a workbook's results stand at; None of one that was never recalculated."""
    frame = read_table(Results, book.read(Results.name), language).frame
    return max((day for day in frame[Results.AS_OF] if isinstance(day, date)), default=None)
