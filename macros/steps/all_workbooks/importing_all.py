"""One export for all centres: read once, each workbook takes its own rows and is recalculated; all of them or none."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from macros.steps.all_workbooks.joint import Known, require_joinable, try_known
from macros.steps.all_workbooks.outcome import (
    Lights,
    Outcome,
    moved_lights,
    said_once,
    standing_lights,
)
from macros.steps.all_workbooks.side_by_side import Told, Workers, require_all, silent
from macros.steps.contract import open_book, read_contract
from macros.steps.importing import ROWS_OF_OTHERS, Imported, Taken, require_exports, take_export
from macros.steps.recalculating import Recalculated, recalculate
from macros.steps.table_writing import sha256, unsaid
from schemas.errors import StepError
from schemas.issues.issue import Issue
from schemas.words.vocabulary import Words
from workbook.closed.together import Staged, place_together, staged
from workbook.exports.guarded import FileReaders
from workbook.exports.read import DEFAULT, Export, ReadOptions, ReadTogether, read_together
from workbook.exports.rows.own_rows import slim
from workbook.links import whole_paths


@dataclass(frozen=True)
class How:
    """How an export is taken by all workbooks.

    Args:
        now: The time, for the logs.
        recalculate: Whether each workbook is recalculated in the same go.
        as_of: The reporting date of all; without one, each one's latest period.
        options: What the exports are read by.
        told: Is told how many workbooks are done.
    """

    now: datetime
    recalculate: bool = True
    as_of: date | None = None
    options: ReadOptions = DEFAULT
    told: Told = silent


@dataclass
class ImportedByAll:
    """What an import into many workbooks did.

    Args:
        outcomes: What came of each, in the workbooks' order.
        whole: What is said once: of the exports as a whole, or of several workbooks alike.
        files: The exports.
    """

    outcomes: list[Outcome]
    whole: list[Issue] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)

    @property
    def issues(self) -> list[Issue]:
        """Every finding, each once."""
        return [*self.whole, *(issue for each in self.outcomes for issue in each.issues)]

    @property
    def of_nobody(self) -> int:
        """How many rows belong to centres of no workbook."""
        return sum(int(str(each.details["count"])) for each in self.whole if each.code == ROWS_OF_OTHERS)


@dataclass(frozen=True)
class _Job:
    """What one workbook is to do; it crosses to another process.

    Args:
        copy: The copy that is worked on.
        path: Where the workbook lies.
        export: What it takes.
        taken: What is told of the files.
        recalculate: Whether it is recalculated.
        as_of: As of when.
    """

    copy: Path
    path: Path
    export: Export
    taken: Taken
    recalculate: bool
    as_of: date | None


def import_by_all(workbooks: Sequence[Path], paths: Sequence[Path], words: Words, how: How) -> ImportedByAll:
    """Bring exports into closed workbooks, each its own rows: into all of them, or none.

    Args:
        workbooks: Our workbooks, each of other centres.
        paths: The exports.
        words: The language of what is said of the exports as a whole.
        how: How.

    Returns:
        What changed in each.

    Raises:
        CannotOpenError: A file cannot be read or written; every workbook is what it was.
        RefusedError: The exports hold errors, or the workbooks do not fit each other; every workbook is what it was.
    """
    readings = how.options.readings
    with (
        nullcontext(readings) if readings is not None else FileReaders(paths) as started,
        staged(workbooks) as copies,
        Workers(len(workbooks), how.told) as workers,
    ):
        options = replace(how.options, readings=started, folders=_folders(workbooks))
        known = require_all(workers.run(try_known, [each.copy for each in copies]))
        read = read_for_all(known, paths, words, options)
        jobs = _jobs(copies, workbooks, read, Taken(_digests(paths), how.now, whole_paths(paths)), how)
        del known
        outcomes = require_all(workers.run(_try_job, jobs))
        place_together(copies)
    return summed_up(outcomes, read.whole, paths)


def read_for_all(known: Sequence[Known], paths: Sequence[Path], words: Words, options: ReadOptions) -> ReadTogether:
    """Read exports once for several workbooks.

    Args:
        known: What the workbooks bring.
        paths: The exports.
        words: The language of what is said of the exports as a whole.
        options: What to read them by; with the readings.

    Raises:
        CannotOpenError: An export cannot be read.
        RefusedError: The exports hold errors, or the workbooks do not fit each other.
    """
    assert options.readings is not None
    require_joinable(known, paths, options.readings, options, words)
    read = read_together(paths, [each.expected for each in known], words, options)
    require_exports(read, paths)
    return read


def summed_up(outcomes: Sequence[Outcome], whole: Sequence[Issue], paths: Sequence[Path]) -> ImportedByAll:
    """What came of all workbooks, with what they have in common said once."""
    once, own = said_once(outcomes, whole)
    return ImportedByAll(own, once, list(paths))


def _folders(workbooks: Sequence[Path]) -> list[Path]:
    """Where the user's profiles lie: beside the workbooks."""
    return list(dict.fromkeys(path.absolute().parent for path in workbooks))


def _digests(paths: Sequence[Path]) -> Mapping[Path, str]:
    return {path: sha256(path) for path in paths}


def _jobs(
    copies: Sequence[Staged], workbooks: Sequence[Path], read: ReadTogether, taken: Taken, how: How
) -> Iterator[_Job]:
    """The jobs, each with its own rows alone, which the parent then lets go of."""
    for number, (each, path) in enumerate(zip(copies, workbooks, strict=True)):
        export = slimmed(read.exports[number])
        yield _Job(each.copy, path, export, taken, how.recalculate, how.as_of)
        read.exports[number] = Export([], {table: frame.iloc[:0] for table, frame in export.rows.items()})


def slimmed(export: Export) -> Export:
    """What a workbook takes, without the rest of the sheets that it stands on."""
    return replace(export, parts=[slim(part) for part in export.parts])


def _try_job(job: _Job) -> Outcome | StepError:
    """What came of a job, or why nothing: an error crosses from a worker as a value."""
    try:
        return _do(job)
    except StepError as error:
        return error


def _do(job: _Job) -> Outcome:
    book, words = open_book(job.copy)
    with book:
        contract = read_contract(book, words)
        before = standing_lights(book, words)
        done = take_export(book, contract, job.export, job.taken)
        book.save()
    done.export.issues += unsaid(book, done.export.issues)
    fresh = recalculate(job.copy, job.as_of, job.taken.now) if job.recalculate else None
    return outcome_of(job.path, contract.holders[0], done, fresh, before)


def outcome_of(path: Path, centre: str, done: Imported, fresh: Recalculated | None, before: Lights) -> Outcome:
    """What came of one workbook.

    Args:
        path: Where it lies.
        centre: Whose it is.
        done: What it took.
        fresh: Its recalculation, where there was one.
        before: The lights that stood there.
    """
    issues = [*done.export.issues, *done.changes.differences, *(fresh.issues if fresh else [])]
    changes = done.changes
    return Outcome(
        path,
        centre,
        changes.added,
        changes.changed,
        changes.unchanged,
        issues,
        done.repeated,
        moved_lights(before, fresh.results) if fresh else [],
        fresh.as_of if fresh else None,
    )
