"""What is taken of a register, written to the tables of one workbook, with what belongs to the rows beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from macros.steps.contract import Contract
from macros.steps.log import log_line, write_log
from macros.steps.measure_lines import lines_for
from macros.steps.papers.in_words import with_words
from macros.steps.register import Register
from macros.steps.table_writing import write_table
from macros.steps.updating.differences import Difference
from macros.steps.updating.merged import Merged, merged
from macros.steps.updating.plan import UpdatePlan, WorkbookPlan, is_taken
from macros.steps.updating.state import KEYED, State, state_frame, state_of
from macros.steps.user_columns import user_columns
from schemas.fields import Table
from schemas.issues.issue import Issue, Place
from schemas.reading import Understood, read_table
from schemas.tables import Centres, Goals, LogLines, Measures, RegisterState
from schemas.words.vocabulary import Words, headers, text_key
from workbook.port import Book


@dataclass(frozen=True)
class Taken:
    """What one workbook takes of a register; it crosses to other processes.

    Args:
        differences: The differences that are taken.
        frames: Table -> the register's rows of it.
        state: What the workbook is made of then.
        logged: The changes, for the log.
        year: The contract year.
    """

    differences: list[Difference]
    frames: Mapping[type[Table], pd.DataFrame]
    state: State
    logged: str
    year: int


def taken_by(each: WorkbookPlan, plan: UpdatePlan, how: str) -> Taken | None:
    """What a workbook takes; None where there is nothing to write.

    Args:
        each: The plan of the workbook.
        plan: The plan of all.
        how: What becomes of what somebody has to decide.
    """
    state = state_of(plan.register, each.centre, plan.source)
    differences = [found for found in each.found if is_taken(found.whose, how)]
    if not differences and each.base is not None and each.base.says == state.says:
        return None
    logged = "; ".join(
        f"{line.what} {line.field}: {line.before} → {line.after}" for line in each.lines if is_taken(line.whose, how)
    )
    tables = dict.fromkeys([*(found.table for found in differences), Measures])
    frames = {table: _theirs(table, plan.register, each.centre) for table in tables}
    return Taken(differences, frames, state, logged, plan.register.year)


def write_taken(book: Book, language: Words, taken: Taken, now: datetime) -> list[Issue]:
    """Write to a workbook, which the caller saves, what it takes.

    Args:
        book: The workbook, closed or open.
        language: Its language.
        taken: What it takes.
        now: The time, for its log.

    Returns:
        The user's own columns that could not follow their rows.
    """
    contract = _tables(book, language, [found.table for found in taken.differences], taken.year)
    left = _write_tables(book, contract, taken)
    write_table(book, RegisterState.name, state_frame(taken.state), language)
    detail = language.text("update_logged", count=len(taken.differences), changes=taken.logged)
    goals = [str(found.key[0]) for found in taken.differences if found.table is Goals]
    line = log_line(language.text("step_update"), detail, now, goals=goals)
    source = taken.state.source
    write_log(book, [{**line, LogLines.FILE: source.file, LogLines.SHA256: source.digest}], language)
    return left


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


def _write_tables(book: Book, contract: Contract, taken: Taken) -> list[Issue]:
    """Write what is taken; a new goal's measure comes into the catalogue with it."""
    wanted = dict.fromkeys(found.table for found in taken.differences)
    if Goals in wanted and Measures.name in contract.tables:
        wanted[Measures] = None
    goals, left = contract.goals, list[Issue]()
    for table in wanted:
        understood = contract.tables[table.name]
        own = [found for found in taken.differences if found.table is table]
        done = merged(understood.frame, taken.frames[table], own, table)
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
