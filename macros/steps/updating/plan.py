"""What an update would do: the register's state beside that of each workbook, difference by difference; only read."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from macros.kept_runs import person
from macros.steps.contract import Contract, language_of, open_book, read_contract
from macros.steps.register import Register, read_register
from macros.steps.undoing import moment
from macros.steps.updating.differences import CONFLICTS, Difference, Whose, differences
from macros.steps.updating.listed import NOTHING, Line, listed
from macros.steps.updating.state import KEYED, Source, State, paper_rows, read_state, rows_of, state_of
from schemas.errors import RefusedError, StepError, require_none
from schemas.fields import Table
from schemas.issues.issue import OF_GOAL, Issue, Place
from schemas.reading import Understood, read_table
from schemas.tables import REGISTER_PAPERS, Centres, RegisterState
from schemas.words.vocabulary import Words, headers, text_key
from workbook.closed.atomic import check_writable
from workbook.digests import sha256
from workbook.port import Book

REFUSE, OVERWRITE, KEEP = "refuse", "overwrite", "keep"
"""What becomes of differences that somebody has to decide: nothing is done; the register's holds; the workbook's."""


@dataclass
class WorkbookPlan:
    """What the register says otherwise than one workbook.

    Args:
        path: The workbook.
        digest: The SHA-256 of what was read; blank of the one that is open in Excel.
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

    @property
    def is_open(self) -> bool:
        """Whether it is the one that is open in Excel, and written through it."""
        return not self.digest


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

    @property
    def undecided(self) -> list[Line]:
        """Those, and what else the register changes of the same decisions."""
        return [line for line in self.lines if line.whose in CONFLICTS or line.whose is Whose.ALONG]

    def taken(self, how: str) -> list[Line]:
        """Those that are taken into the workbooks."""
        return [line for line in self.lines if is_taken(line.whose, how)]


def is_taken(whose: Whose, how: str) -> bool:
    """Whether a difference is taken into the workbook."""
    return whose is Whose.REGISTER or how == OVERWRITE


def plan_update(
    workbooks: Sequence[Path], source: str | Path, words: Words, now: datetime, opened: Book | None = None
) -> UpdatePlan:
    """Find what a register says otherwise than workbooks; nothing is written.

    Args:
        workbooks: Our closed workbooks.
        source: The register.
        words: The user's language.
        now: The time.
        opened: The one that is open in Excel, which is none of those.

    Raises:
        CannotOpenError: A file cannot be read or written.
        RefusedError: A workbook is older, of another year or of a centre that the register does not have.
    """
    path = Path(source)
    register = read_register(source, words)
    named = Source(path.name, sha256(path) if path.is_file() else "", person(), now.isoformat(timespec="minutes"))
    plans, failed = [], []
    about = _About(register, path.name, words)
    places: list[Path | Book] = [*([opened] if opened is not None else []), *workbooks]
    for each in places:
        try:
            plans.append(_plan(each, about) if isinstance(each, Path) else _compared(each, language_of(each), about))
        except StepError as error:
            failed.append(error)
    require_none(failed)
    _require_distinct(plans)
    issues = [*register.issues, *_without_workbook(register, plans)]
    return UpdatePlan(register, named, plans, issues)


def conflict_issues(plan: UpdatePlan) -> list[Issue]:
    """A finding for each difference that somebody has to decide."""
    bases = {each.path.name: each.base for each in plan.workbooks}
    return [_conflict(line, bases.get(line.workbook), plan.source) for line in plan.conflicts]


def _conflict(line: Line, base: State | None, source: Source) -> Issue:
    place = Place(line.workbook, line.sheet, None, line.field, line.cell)
    ours, theirs, was = line.said
    about: dict[str, object] = {"what": line.what, "register": source.file, "ours": ours, "theirs": theirs, "was": was}
    if line.goal:
        about[OF_GOAL] = (line.goal, line.centre)
    if line.whose is Whose.RECORD and base is not None:
        when = moment(base.source.when) if base.source.when else "–"
        known = {"source": base.source.file or "–", "who": base.source.person or "–", "when": when}
        if line.is_row and line.after == NOTHING:
            return Issue("update_record_lacks", place, line.after, about | known)
        return Issue("update_record_changed", place, line.after, about | known)
    if line.whose is Whose.BOTH:
        return Issue("update_both_changed", place, line.after, about)
    return Issue("update_unknown", place, line.after, about)


@dataclass(frozen=True)
class _About:
    """What every workbook is held against: the register, its name, and the user's language."""

    register: Register
    name: str
    words: Words


def _plan(path: Path, about: _About) -> WorkbookPlan:
    """The plan of a closed workbook."""
    check_writable(path)
    digest = sha256(path) if path.is_file() else ""
    book, language = open_book(path)
    with book:
        return replace(_compared(book, language, about), path=path, digest=digest)


def _compared(book: Book, language: Words, about: _About) -> WorkbookPlan:
    """What the register says otherwise than a workbook, closed or open."""
    contract = read_contract(book, language)
    _require_present(book, contract)
    holder = _holder(contract, about.register, about.name)
    base = read_state(book.read(RegisterState.name), language)
    theirs = state_of(about.register, holder)
    found = differences(_own(book, contract), theirs, base)
    tables = {table: _understood(book, contract, table) for table in {each.table for each in found}}
    lines = [listed(each, book.name, holder, tables[each.table], about.words) for each in found]
    return WorkbookPlan(Path(book.name), "", holder, found, lines, base)


def _require_present(book: Book, contract: Contract) -> None:
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
    """Centres that began within the year and have no workbook among these.

    They are told when the workbooks hear of them for the first time; and every time, when these are the workbooks of
    all the others, so that it is not only theirs that were named.
    """
    bases = [each.base for each in plans if each.base is not None and Centres in each.base.keyed]
    own = {each.centre for each in plans}
    known = {key[0] for base in bases for key in base.keyed[Centres]}
    later, closed = (
        set(map(str, register.centres[register.centres[field].notna()][Centres.CENTRE]))
        for field in (Centres.VALID_FROM, Centres.VALID_TO)
    )
    are_all = own >= set(register.holders) - later - closed
    lacking = [name for name in register.holders if name in later and name not in own]
    new = [name for name in lacking if are_all or name not in known]
    return [Issue("update_without_workbook", Place(), ", ".join(new))] if new else []
