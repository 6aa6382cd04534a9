"""A change of a contract written to the register's file: read again before it counts, all of it or nothing."""

import contextlib
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from macros.steps.contract_changes.as_written import table_change, whole_table
from macros.steps.contract_changes.opened import OpenRegister
from macros.steps.contract_changes.planned import LineChange, Planned
from macros.steps.register import Register, read_register
from schemas.errors import CannotOpenError, RefusedError
from schemas.fields import Field, Table
from schemas.frames import Record, is_missing, records
from schemas.issues.issue import OF_GOAL, Issue, Place
from schemas.tables import Centres, Goals
from workbook.closed.together import Staged, place_together, staged
from workbook.closed.undo.keeping import not_keeping
from workbook.digests import sha256
from workbook.register_file.added_sheet import add_sheet
from workbook.register_file.csv_text import changed_csv, new_csv
from workbook.register_file.sheet_rows import RegisterBook
from workbook.temporary import work_folder

_ROUNDING = 1e-9
_KEYS: dict[type[Table], tuple[Field, ...]] = {
    Goals: (Goals.CENTRE, Goals.NUMBER, Goals.VALID_FROM),
    Centres: (Centres.CENTRE,),
}
"""What a line is told by."""
_TABLES: tuple[type[Table], ...] = (Goals, Centres)


@dataclass
class Applied:
    """A register that was changed, or tried.

    Args:
        paths: The files that are changed or new.
        told: A sentence for each thing that was done.
        issues: Warnings about the register that it did not give before.
    """

    paths: list[Path]
    told: list[str]
    issues: list[Issue] = field(default_factory=list)


@dataclass
class Tried(Applied):
    """A change that was made to copies of a register's files.

    Args:
        source: The copy of the register, with its papers beside it.
        as_read: The register's files -> the SHA-256 of what was copied; None of one that is new.
    """

    source: Path = field(default_factory=Path)
    as_read: dict[Path, str | None] = field(default_factory=dict)


def apply(opened: OpenRegister, planned: Planned, is_dry: bool = False) -> Applied:
    """Write a change.

    Args:
        opened: The register as it was read.
        planned: What is to change.
        is_dry: Try it only; nothing is written.

    Raises:
        RefusedError: The register would hold errors, or something of the user's stands in the way.
        CannotOpenError: It is open elsewhere, or somebody has saved it since it was read.
    """
    with tried(opened, planned) as done:
        if not is_dry:
            with register_staged(done) as files:
                place_together(files)
    return Applied(done.paths, done.told, done.issues)


@contextlib.contextmanager
def tried(opened: OpenRegister, planned: Planned) -> Iterator[Tried]:
    """Make a change to copies of the register's files, which are gone when the block ends.

    Args:
        opened: The register as it was read.
        planned: What is to change.

    Raises:
        RefusedError: The register would hold errors, or something of the user's stands in the way.
        CannotOpenError: Somebody has saved it since it was read.
    """
    with work_folder() as folder:
        copies = _copies(opened, folder)
        as_read = {path: sha256(copy) for path, copy in copies.items()}
        if as_read[opened.path] != opened.digest:
            raise CannotOpenError([Issue("file_changed", Place(opened.path.name))])
        with not_keeping():
            _write(opened, planned.lines, copies)
        read = read_register(folder / opened.path.name, opened.words)
        _require_as_meant(opened, planned.lines, read)
        changed = [path for path, copy in copies.items() if copy.is_file() and sha256(copy) != as_read.get(path)]
        known = {(issue.code, issue.value, issue.place.sheet) for issue in opened.register.issues}
        fresh = [each for each in read.issues if (each.code, each.value, each.place.sheet) not in known]
        before = {path: as_read.get(path) for path in changed}
        yield Tried(changed, planned.told, [*planned.issues, *fresh], copies[opened.path], before)


@contextlib.contextmanager
def register_staged(done: Tried) -> Iterator[list[Staged]]:
    """The changed files of a register, to be put in place together with others; gone when the block ends.

    Raises:
        CannotOpenError: One is open elsewhere, or somebody has saved or made it since it was read.
    """
    with staged(done.paths, is_kept=False) as files:
        for each, path in zip(files, done.paths, strict=True):
            if (sha256(each.old) if each.old.exists() else None) != done.as_read[path]:
                raise CannotOpenError([Issue("file_changed", Place(path.name))])
            shutil.copyfile(done.source.with_name(path.name), each.copy)
        yield files


def _copies(opened: OpenRegister, folder: Path) -> dict[Path, Path]:
    """The register's files → their copies; of a csv its papers lie beside it, and the list of centres."""
    copies = {opened.path: folder / opened.path.name}
    if not opened.is_workbook:
        beside = opened.path.parent.glob(f"{_escaped(opened.path.stem)}_*{opened.path.suffix}")
        copies |= {path: folder / path.name for path in beside if path.is_file()}
    for path, copy in copies.items():
        shutil.copyfile(path, copy)
    return copies


def _escaped(name: str) -> str:
    return "".join(f"[{sign}]" if sign in "[*?" else sign for sign in name)


def _write(opened: OpenRegister, lines: Sequence[LineChange], copies: dict[Path, Path]) -> None:
    """Write the changes to the copies; a list of centres that the register lacks is made."""
    by_table = {table: [line for line in lines if line.table is table] for table in _TABLES}
    source = opened.register.sources.get(Centres.name)
    made: list[Record] = []
    if by_table[Centres] and (source is None or not source.rows):
        made = _centres(opened, by_table[Centres])
    if made and source is not None:  # its sheet is there, and nothing stands in it yet
        by_table[Centres] = [LineChange(Centres, {name: row.get(name) for name in Centres.fields}) for row in made]
        made = []
    listed = source is not None
    standing = [(table, own) for table, own in by_table.items() if own and (table is Goals or listed)]
    if opened.is_workbook:
        copy = copies[opened.path]
        with RegisterBook(copy) as book:
            for table, own in standing:
                book.change(table_change(opened, table, own))
            book.save()
        if made:
            add_sheet(copy, opened.words.table(Centres), whole_table(Centres, made, opened.words))
        return
    for table, own in standing:
        change = table_change(opened, table, own)
        copy = next(each for each in copies.values() if each.name == change.raw.file)
        copy.write_bytes(changed_csv(copy.read_bytes(), change))
    if made:
        path = opened.path.with_name(f"{opened.path.stem}_{opened.words.table(Centres)}{opened.path.suffix}")
        copies[path] = copies[opened.path].with_name(path.name)
        rows = whole_table(Centres, made, opened.words)
        copies[path].write_bytes(new_csv(opened.path.read_bytes(), rows))


def _centres(opened: OpenRegister, changes: Sequence[LineChange]) -> list[Record]:
    """The list of centres with its changes."""
    frame = opened.register.centres
    rows = {int(at): row for at, row in zip(frame.index, records(frame), strict=True)}
    for change in changes:
        if change.row is not None:
            rows[change.row] = rows[change.row] | {str(name): value for name, value in change.values.items()}
    new = [{str(name): value for name, value in each.values.items()} for each in changes if each.row is None]
    return [*rows.values(), *new]


def _require_as_meant(opened: OpenRegister, lines: Sequence[LineChange], read: Register) -> None:
    """Refuse a file that would be read otherwise than was meant: a cell's format, or a word of the user's own.

    Raises:
        RefusedError: With the first such line.
    """
    for line in lines:
        own = {str(name): value for name, value in line.values.items()}
        before = opened.goals if line.table is Goals else opened.register.centres
        if line.row is not None:
            own = records(before.loc[[line.row]])[0] | own
        after = read.goals if line.table is Goals else read.centres
        found = [row for row in records(after) if all(_same(row[key], own.get(key)) for key in _KEYS[line.table])]
        lacking = [name for name in line.values if not found or not _same(found[-1][name], own.get(name))]
        if lacking:
            name = lacking[0]
            title = opened.words.title(line.table, name)
            details: dict[str, object] = {"column": title}
            if line.table is Goals:
                details[OF_GOAL] = (own.get(Goals.NUMBER), own.get(Goals.CENTRE))
            stands = "" if not found or is_missing(found[-1][name]) else str(found[-1][name])
            raise RefusedError([Issue("register_reads_otherwise", Place(opened.path.name), stands, details)])


def _same(one: object, other: object) -> bool:
    if is_missing(one) or is_missing(other):
        return is_missing(one) and is_missing(other)
    if isinstance(one, int | float) and isinstance(other, int | float):
        return abs(one - other) <= _ROUNDING * max(1.0, abs(other))
    return one == other
