"""Update: the register's state is brought into workbooks, listed first, all of them or none."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pandas as pd

from macros.kept_runs import person
from macros.steps.contract import Contract, open_book, read_contract
from macros.steps.log import log_line, write_log
from macros.steps.measure_lines import lines_for
from macros.steps.papers.in_words import with_words
from macros.steps.register import Register, read_register
from macros.steps.table_writing import unsaid, write_table
from macros.steps.updating.differences import CONFLICTS, Difference, Whose, differences
from macros.steps.updating.listed import Line, listed
from macros.steps.updating.merged import Merged, merged
from macros.steps.updating.state import (
    KEYED,
    Source,
    State,
    paper_rows,
    read_state,
    rows_of,
    state_frame,
    state_of,
)
from macros.steps.user_columns import user_columns
from schemas.errors import CannotOpenError, RefusedError, StepError
from schemas.fields import Table
from schemas.issues.issue import OF_GOAL, Issue, Place
from schemas.reading import Understood, read_table
from schemas.tables import REGISTER_PAPERS, Centres, Goals, LogLines, Measures, RegisterState
from schemas.words.vocabulary import Words, headers, text_key
from workbook.closed.atomic import check_writable
from workbook.closed.book import ClosedBook
from workbook.closed.replacements import Replacement, digest_of, replace_together
from workbook.closed.undo.keeping import not_keeping
from workbook.port import Book
from workbook.temporary import work_folder

REFUSE, OVERWRITE, KEEP = "refuse", "overwrite", "keep"
"""What becomes of differences that somebody has to decide: nothing is done; the register's holds; the workbook's."""


@dataclass
class WorkbookPlan:
    """What the register says otherwise than one workbook.

    Args:
        path: The workbook.
        digest: The SHA-256 of what was read.
        centre: Whose contract it is.
        found: The differences.
        lines: The same as they are listed.
        base: What it was last made of; None where it does not tell.
    """

    path: Path
    digest: str
    centre: str
    found: list[Difference]
    lines: list[Line]
    base: State | None


@dataclass
class UpdatePlan:
    """What an update would do.

    Args:
        register: The register.
        source: Which file it is.
        workbooks: What it would do to each workbook.
        issues: Warnings about the register, and centres of it that no workbook is there for.
    """

    register: Register
    source: Source
    workbooks: list[WorkbookPlan]
    issues: list[Issue] = field(default_factory=list)

    @property
    def lines(self) -> list[Line]:
        """Every difference, in the order of the workbooks."""
        return [line for each in self.workbooks for line in each.lines]

    @property
    def conflicts(self) -> list[Line]:
        """Those that somebody has to decide."""
        return [line for line in self.lines if line.whose in CONFLICTS]

    def taken(self, how: str) -> list[Line]:
        """Those that are taken into the workbooks."""
        return [line for line in self.lines if is_taken(line.whose, how)]


@dataclass
class Updated:
    """What an update did: the workbooks written, how many changes each got, and what writing met."""

    counts: dict[Path, int] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)


def is_taken(whose: Whose, how: str) -> bool:
    """Whether a difference is taken into the workbook."""
    return whose is Whose.REGISTER or how == OVERWRITE


def plan_update(workbooks: Sequence[Path], source: str | Path, words: Words, now: datetime) -> UpdatePlan:
    """Find what a register says otherwise than workbooks; nothing is written.

    Args:
        workbooks: Our workbooks.
        source: The register.
        words: The user's language.
        now: The time.

    Raises:
        CannotOpenError: A file cannot be read or written.
        RefusedError: A workbook is older, of another year or of a centre that the register does not have.
    """
    path = Path(source)
    register = read_register(source, words)
    named = Source(path.name, digest_of(path) or "", person(), now.isoformat(timespec="minutes"))
    plans, failed = [], []
    for each in workbooks:
        try:
            plans.append(_plan(each, register, path.name, words))
        except StepError as error:
            failed.append(error)
    if failed:
        kind = CannotOpenError if any(isinstance(error, CannotOpenError) for error in failed) else RefusedError
        raise kind([issue for error in failed for issue in error.issues])
    _require_distinct(plans)
    issues = [*register.issues, *_without_workbook(register, plans)]
    return UpdatePlan(register, named, plans, issues)


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
    done = Updated()
    files: list[Replacement] = []
    with work_folder() as folder:
        for number, each in enumerate(plan.workbooks):
            copy = folder / str(number) / each.path.name
            copy.parent.mkdir()
            shutil.copyfile(each.path, copy)
            if digest_of(copy) != each.digest:
                raise CannotOpenError([Issue("file_changed", Place(each.path.name))])
            with not_keeping():
                count, told = _write(copy, each, plan, how, now)
            if count is None:
                continue
            done.counts[each.path] = count
            done.issues += told
            files.append(Replacement(each.path, copy.read_bytes(), each.digest, is_kept=True))
        replace_together(files)
    return done


def conflict_issues(plan: UpdatePlan) -> list[Issue]:
    """A finding for each difference that somebody has to decide."""
    bases = {each.path.name: each.base for each in plan.workbooks}
    return [_conflict(line, bases.get(line.workbook), plan.source) for line in plan.conflicts]


def _conflict(line: Line, base: State | None, source: Source) -> Issue:
    place = Place(line.workbook, line.sheet, None, line.field, line.cell)
    about: dict[str, object] = {"what": line.what, "before": line.before, "register": source.file}
    if line.goal:
        about[OF_GOAL] = (line.goal, line.centre)
    if line.whose is Whose.RECORD and base is not None:
        about |= {"file": base.source.file or "–", "who": base.source.person or "–", "when": base.source.when or "–"}
        return Issue("update_record_changed", place, line.after, {**about, "source": about.pop("file")})
    if line.whose is Whose.BOTH:
        return Issue("update_both_changed", place, line.after, about)
    return Issue("update_unknown", place, line.after, about)


def _plan(path: Path, register: Register, name: str, words: Words) -> WorkbookPlan:
    check_writable(path)
    digest = digest_of(path) or ""
    book, language = open_book(path)
    with book:
        contract = read_contract(book, language)
        _require_present(book, contract)
        holder = _holder(contract, register, name)
        base = read_state(book.read(RegisterState.name), language)
        theirs = state_of(register, holder)
        found = differences(_own(book, contract), theirs, base)
        tables = {table: _understood(book, contract, table) for table in {each.table for each in found}}
        lines = [listed(each, path.name, holder, tables[each.table], words) for each in found]
    return WorkbookPlan(path, digest, holder, found, lines, base)


def _require_present(book: ClosedBook, contract: Contract) -> None:
    """Refuse a workbook of an earlier version, and one of several contracts.

    Raises:
        RefusedError: With what to do.
    """
    standing = set(book.tables())
    has_columns = text_keys(book, Centres) >= {str(Centres.VALID_TO)}
    if RegisterState.name not in standing or not has_columns:
        raise RefusedError([Issue("update_needs_upgrade", Place(book.name))])
    if len(contract.holders) > 1:
        raise RefusedError([Issue("update_several_centres", Place(book.name), ", ".join(contract.holders))])


def text_keys(book: Book, table: type[Table]) -> set[str]:
    """The fields that a table of a workbook has."""
    known = headers(table)
    return {str(known[text_key(title)]) for title in book.read(table.name).header if text_key(title) in known}


def _holder(contract: Contract, register: Register, name: str) -> str:
    place, holder = Place(contract.book.name), contract.holders[0]
    if contract.year != register.year:
        details = {"register": name, "year": register.year}
        raise RefusedError([Issue("update_other_year", place, str(contract.year), details)])
    if holder not in register.holders:
        details = {"register": name, "choices": ", ".join(register.holders)}
        raise RefusedError([Issue("update_no_such_centre", place, holder, details)])
    return holder


def _understood(book: Book, contract: Contract, table: type[Table]) -> Understood:
    if table.name in contract.tables:
        return contract.tables[table.name]
    return read_table(table, book.read(table.name), contract.words, contract.year)


def _own(book: Book, contract: Contract) -> State:
    """What the workbook says of what a register may state."""
    standing = set(book.tables())
    keyed = {table: rows_of(table, contract.frame(table)) for table in KEYED}
    papers = {
        table: paper_rows(table, _understood(book, contract, table).frame)
        for table in REGISTER_PAPERS
        if table.name in standing
    }
    return State(keyed, papers)


def _require_distinct(plans: Sequence[WorkbookPlan]) -> None:
    seen: dict[str, Path] = {}
    for each in plans:
        if each.centre in seen and seen[each.centre] != each.path:
            details = {"first": seen[each.centre].name}
            raise RefusedError([Issue("update_centre_twice", Place(each.path.name), each.centre, details)])
        seen[each.centre] = each.path


def _without_workbook(register: Register, plans: Sequence[WorkbookPlan]) -> list[Issue]:
    """Centres that have come to the register since the workbooks were made of it, and have none yet."""
    bases = [each.base for each in plans if each.base is not None and Centres in each.base.keyed]
    known = {key[0] for base in bases for key in base.keyed[Centres]} | {each.centre for each in plans}
    begun = register.centres[register.centres[Centres.VALID_FROM].notna()]
    new = [str(name) for name in begun[Centres.CENTRE] if name in register.holders and name not in known]
    return [Issue("update_without_workbook", Place(), ", ".join(new))] if new else []


def _write(copy: Path, each: WorkbookPlan, plan: UpdatePlan, how: str, now: datetime) -> tuple[int | None, list[Issue]]:
    """Write one workbook's copy, and read it again by the same rules.

    Returns:
        How many changes it got, None where there was nothing to write; and what the writing met.
    """
    theirs = state_of(plan.register, each.centre, plan.source)
    taken = [found for found in each.found if is_taken(found.whose, how)]
    if not taken and each.base is not None and each.base.says == theirs.says:
        return None, []
    book, language = open_book(copy)
    with book:
        contract = _tables(book, language, [found.table for found in taken], plan.register.year)
        left = _write_tables(book, contract, taken, plan.register, each.centre)
        write_table(book, RegisterState.name, state_frame(theirs), language)
        detail = language.text("update_logged", count=len(taken), changes=_logged(each, how))
        goals = [str(found.key[0]) for found in taken if found.table is Goals]
        line = log_line(language.text("step_update"), detail, now, goals=goals)
        write_log(book, [{**line, LogLines.FILE: plan.source.file, LogLines.SHA256: plan.source.digest}], language)
        book.save()
    if taken:
        again, language = open_book(copy)
        with again:
            read_contract(again, language)
    return len(taken), [*left, *unsaid(book, [])]


def _tables(book: Book, language: Words, wanted: Sequence[type[Table]], year: int) -> Contract:
    """The tables of a workbook that are written, which was read and validated when the update was planned."""
    standing = set(book.tables())
    tables: list[type[Table]] = [Goals, Measures, *wanted]
    read = {
        table.name: read_table(table, book.read(table.name), language, year)
        for table in dict.fromkeys(tables)
        if table.name in standing
    }
    return Contract(book, language, read)


def _logged(each: WorkbookPlan, how: str) -> str:
    return "; ".join(
        f"{line.what} {line.field}: {line.before} → {line.after}" for line in each.lines if is_taken(line.whose, how)
    )


def _write_tables(
    book: Book, contract: Contract, taken: Sequence[Difference], register: Register, centre: str
) -> list[Issue]:
    """Write what is taken; a new goal's measure comes into the catalogue with it."""
    wanted = dict.fromkeys(found.table for found in taken)
    if Goals in wanted and Measures.name in contract.tables:
        wanted[Measures] = None
    goals, left = contract.goals, list[Issue]()
    for table in wanted:
        understood = _understood(book, contract, table)
        own = [found for found in taken if found.table is table]
        done = merged(understood.frame, _theirs(table, register, centre), own, table)
        frame = done.frame
        if table is Goals:
            goals = frame = with_words(frame, contract.words)
        elif table is Measures:
            frame = lines_for(goals, frame)
            done.continued += [None] * (len(frame) - len(done.continued))
        frame, stuck = _with_user_columns(understood, done, frame)
        write_table(book, table.name, frame, contract.words, understood.raw, done.continued)
        place = Place(book.name, understood.raw.sheet)
        left += [Issue("user_column_stays", place, title) for title in stuck]
    return left


def _theirs(table: type[Table], register: Register, centre: str) -> pd.DataFrame:
    if table is Goals:
        return register.goals[register.goals[Goals.CENTRE] == centre]
    frames = {Centres: register.centres, Measures: register.measures}
    if table in frames:
        return frames[table]
    return register.parameters if table in KEYED else register.paper(table, centre)


def _with_user_columns(understood: Understood, done: Merged, frame: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """The rows with the user's own columns beside them, each value with its row."""
    known = headers(understood.table)
    columns, left = user_columns(understood.raw, lambda title: text_key(title) in known, done.continued)
    for title, values in columns.items():
        frame = frame.assign(**{title: pd.Series(values, index=frame.index, dtype=object)})
    return frame, left
