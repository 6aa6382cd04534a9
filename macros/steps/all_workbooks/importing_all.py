"""One export for all centres: read once, each workbook takes its own rows and is recalculated; all of them or none."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path

from macros.steps.all_workbooks.folder import folders_of
from macros.steps.all_workbooks.joint import Known, forget_kept, kept_or_read, known_of, require_joinable, try_known
from macros.steps.all_workbooks.outcome import (
    Outcome,
    moved_lights,
    said_once,
    standing_lights,
)
from macros.steps.all_workbooks.side_by_side import Told, Workers, require_all, silent
from macros.steps.contract import Contract, language_of, read_contract
from macros.steps.findings_sheet import StepBefore
from macros.steps.importing import ROWS_OF_OTHERS, Taken, require_exports, take_export
from macros.steps.listing_names import Names, each_once
from macros.steps.recalculating import recalculate_book
from macros.steps.table_writing import unsaid
from schemas.errors import StepError
from schemas.issues.issue import Issue, once
from schemas.unknown_names import UnknownName
from schemas.words.vocabulary import Words
from workbook.closed.together import Staged, nothing, place_together, staged
from workbook.digests import sha256
from workbook.exports.guarded import FileReaders
from workbook.exports.read import DEFAULT, Export, ReadOptions
from workbook.exports.read_many import ReadTogether, read_together
from workbook.exports.rows.own_rows import slim
from workbook.links import whole_paths
from workbook.pending import PendingBook
from workbook.port import Book

_KEPT_OPEN = 24
"""So many workbooks stay open between reading and writing; of more each is read twice, and memory stays flat."""


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
class _Asked:
    """What every workbook is to do; it crosses to other processes.

    Args:
        taken: What is told of the files.
        recalculate: Whether it is recalculated.
        as_of: As of when.
        unknown: The names on the exports that nothing is known of, which each workbook notes.
    """

    taken: Taken
    recalculate: bool
    as_of: date | None
    unknown: Sequence[UnknownName] = ()


@dataclass(frozen=True)
class _Job:
    """What one closed workbook is to do.

    Args:
        copy: The copy that is worked on.
        path: Where the workbook lies.
        export: What it takes.
        asked: What all are to do.
    """

    copy: Path
    path: Path
    export: Export
    asked: _Asked


def import_by_all(
    workbooks: Sequence[Path], paths: Sequence[Path], words: Words, how: How, opened: Book | None = None
) -> ImportedByAll:
    """Bring exports into workbooks, each its own rows: into all of them, or none.

    Args:
        workbooks: Our closed workbooks, each of other centres.
        paths: The exports.
        words: The language of what is said of the exports as a whole.
        how: How.
        opened: The one that is open in Excel, which is none of those; it is written through Excel, last of all.

    Returns:
        What changed in each, the open one first.

    Raises:
        CannotOpenError: A file cannot be read or written; every workbook is what it was.
        RefusedError: The exports hold errors, or the workbooks do not fit each other; every workbook is what it was.
    """
    readings = how.options.readings
    with (
        nullcontext(readings) if readings is not None else FileReaders(paths) as started,
        staged(workbooks) as copies,
        Workers(len(workbooks), how.told) as workers,
        ExitStack() as stack,
    ):
        options = replace(how.options, readings=started, folders=_folders(workbooks, opened))
        standing = read_contract(opened, language_of(opened)) if opened is not None else None
        known = [known_of(opened, standing)] if opened is not None and standing is not None else []
        stack.callback(forget_kept)
        keeping = partial(try_known, keep=len(copies) <= _KEPT_OPEN)
        known += require_all(workers.run(keeping, [each.copy for each in copies]))
        read = read_for_all(known, paths, words, options, how.now.date())
        del known
        taken = Taken({path: sha256(path) for path in paths}, how.now, how.options.shown or whole_paths(paths))
        asked = _Asked(taken, how.recalculate, how.as_of, read.names)
        pending = PendingBook(opened) if opened is not None else None
        outcomes: list[Outcome] = []
        if pending is not None and standing is not None:
            outcomes.append(
                _take_in(pending, replace(standing, book=pending), Path(pending.name), read.exports.pop(0), asked)
            )
        outcomes += require_all(workers.run(_try_job, _jobs(copies, workbooks, read, asked)))
        place_together(copies, pending.save if pending is not None else nothing)
    return summed_up(outcomes, read.whole, paths)


def read_for_all(
    known: Sequence[Known], paths: Sequence[Path], words: Words, options: ReadOptions, today: date | None = None
) -> ReadTogether:
    """Read exports once for several workbooks.

    Args:
        known: What the workbooks bring.
        paths: The exports.
        words: The language of what is said of the exports as a whole.
        options: What to read them by; with the readings.
        today: The day of the import, for names that are noted.

    Raises:
        CannotOpenError: An export cannot be read.
        RefusedError: The exports hold errors, or the workbooks do not fit each other.
    """
    assert options.readings is not None
    require_joinable(known, paths, options.readings, options, words)
    read = read_together(paths, [each.expected for each in known], words, options)
    answered = {key for each in known for key in each.expected.translations.by_key}
    read.names = each_once(read.names, answered)
    require_exports(read, paths, Names(None, read.names, whole_paths(paths), today))
    return read


def summed_up(outcomes: Sequence[Outcome], whole: Sequence[Issue], paths: Sequence[Path]) -> ImportedByAll:
    """What came of all workbooks, with what they have in common said once."""
    shared, own = said_once(outcomes, whole)
    return ImportedByAll(own, shared, list(paths))


def _folders(workbooks: Sequence[Path], opened: Book | None) -> list[Path]:
    """Where the user's profiles lie: beside the workbooks."""
    own = [opened.folder] if opened is not None and opened.folder is not None else []
    return list(dict.fromkeys([*own, *folders_of(workbooks)]))


def _jobs(copies: Sequence[Staged], workbooks: Sequence[Path], read: ReadTogether, asked: _Asked) -> Iterator[_Job]:
    """The jobs, each with its own rows alone, which the parent then lets go of."""
    for number, (each, path) in enumerate(zip(copies, workbooks, strict=True)):
        yield _Job(each.copy, path, slimmed(read.exports[number]), asked)
        read.exports[number] = Export([], {})


def slimmed(export: Export) -> Export:
    """What a workbook takes, without the rest of the sheets that it stands on."""
    return replace(export, parts=[slim(part) for part in export.parts], sheets=[])


def _try_job(job: _Job) -> Outcome | StepError:
    """What came of a job, or why nothing: an error crosses from a worker as a value."""
    try:
        return _do(job)
    except StepError as error:
        return error


def _do(job: _Job) -> Outcome:
    book, contract = kept_or_read(job.copy)
    with book:
        pending = PendingBook(book)
        outcome = _take_in(pending, replace(contract, book=pending), job.path, job.export, job.asked)
        pending.save()
    return replace(outcome, issues=[*outcome.issues, *unsaid(book, outcome.issues)])


def _take_in(book: PendingBook, contract: Contract, path: Path, export: Export, asked: _Asked) -> Outcome:
    """What comes of one workbook; it is written when the caller saves it.

    Args:
        book: The workbook, closed or open.
        contract: Its tables.
        path: Where it lies.
        export: What it takes.
        asked: What it is to do.
    """
    words, now = contract.words, asked.taken.now
    before = standing_lights(book, words)
    export = replace(export, issues=[*contract.translated[1], *export.issues])
    book.is_last_step = not asked.recalculate
    unknown = [each for each in asked.unknown if not contract.choices.own(each.name)]
    names = Names(contract, unknown, asked.taken.shown or {}, now.date())
    done = take_export(book, contract, export, asked.taken, names)
    book.is_last_step = True
    issues = [*done.export.issues, *done.changes.differences]
    before_it = StepBefore([*contract.issues, *issues], asked.taken.shown)
    fresh = recalculate_book(book, words, asked.as_of, now, before=before_it) if asked.recalculate else None
    issues += fresh.issues if fresh else []
    return Outcome(
        path,
        contract.holders[0],
        done.changes.added,
        done.changes.changed,
        done.changes.unchanged,
        once(issues),
        done.repeated,
        moved_lights(before, fresh.results) if fresh else [],
        fresh.as_of if fresh else None,
        done.noted,
    )
