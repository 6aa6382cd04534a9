"""A workbook of next year, made of one of this year's."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import pandas as pd

from macros.steps.contract import open_book, read_contract
from macros.steps.findings_sheet import write_findings
from macros.steps.front import about_frame
from macros.steps.log import write_log
from macros.steps.register import Register
from macros.steps.rolling.carried_figures import carried_figures
from macros.steps.rolling.carried_tables import carried_tables
from macros.steps.rolling.carrying import Carrying
from macros.steps.rolling.choice import Choice
from macros.steps.rolling.kept_log import kept_log
from macros.steps.rolling.new_content import new_content
from macros.steps.rolling.new_goals import GoalLine, new_goals
from macros.steps.rolling.new_place import Target
from macros.steps.rolling.old_year import OldYear, read_old
from macros.steps.rolling.to_do import to_do
from macros.steps.table_writing import write_table
from macros.steps.updating.state import state_frame, state_of
from schemas.roll_over_codes import BaselineSource
from schemas.tables import REGISTER_PAPERS, REGISTER_TABLES, Goals, Observations, Origins, RegisterState
from schemas.words.vocabulary import Words
from workbook.builder.contract_workbook import build
from workbook.layout import TABLES, About
from workbook.own_parts import own_parts, own_parts_in_words

_OF_REGISTERS = frozenset({*REGISTER_TABLES, *REGISTER_PAPERS})
"""Tables that the register is made of; the others are forgotten once written: many take no more room than one."""


@dataclass(frozen=True)
class RolledWorkbook:
    """A workbook of next year.

    Args:
        old: The workbook that it was made of.
        path: Where it is; None where no goal comes along, and none is made.
        centre: Whose contract it is.
        lines: What becomes of each goal.
        months: Months of history that come along.
        observations: Observations that come along.
        plans: Actions, themes, requests and accounts of recovery that go on.
        assessments: Assessments in force at the year's end, now among the comments.
        left: Table -> rows that stay behind.
        to_do: What must be gone through beside the goals, in words.
        own: What of the user's own does not come along, in words.
        frames: Its tables that a register has too, by name.
        is_approved: Whether the year's end was closed.
    """

    old: Path
    path: Path | None
    centre: str
    lines: Sequence[GoalLine]
    months: int = 0
    observations: int = 0
    plans: int = 0
    assessments: int = 0
    left: dict[str, int] = field(default_factory=dict)
    to_do: Sequence[str] = ()
    own: Sequence[str] = ()
    frames: dict[str, pd.DataFrame] = field(default_factory=dict)
    is_approved: bool = False

    def baselines(self, *sources: BaselineSource) -> int:
        """How many of the goals that come along have a baseline from one of these."""
        return sum(line.is_carried and line.baseline.source in sources for line in self.lines)


def make_workbook(target: Target, chosen: Choice, year: int, now: datetime, words: Words) -> RolledWorkbook:
    """Make one workbook, and read it back: one that its own rules refuse is not handed over.

    Args:
        target: The workbook of the year that ends, and where next year's is made.
        chosen: Which goals come along.
        year: Next year.
        now: The time, for the log.
        words: The language of what is told.

    Raises:
        RefusedError: What would come along breaks a rule of next year's workbook.
    """
    old = read_old(target.seen.path)
    goals = new_goals(old, chosen, year)
    if not len(goals.frame):
        return RolledWorkbook(old.path, None, old.holder, goals.lines, is_approved=bool(old.approved))
    about = Carrying(old, year, goals.frame)
    figures, tables = carried_figures(about), carried_tables(about)
    frames = {**tables.frames, **figures.frames}
    build(new_content(old, year, goals.frame, frames), target.path)
    done = RolledWorkbook(
        old=old.path,
        path=target.path,
        centre=old.holder,
        lines=goals.lines,
        months=figures.months,
        observations=len(frames[Observations.name]),
        plans=tables.plans,
        assessments=tables.assessments,
        left={**figures.left, **tables.left},
        to_do=to_do(about, tables, words),
        own=own_parts_in_words(own_parts(old.path, target.path), words),
        frames=frames,
        is_approved=bool(old.approved),
    )
    _finish(old, done, target.path, now)
    kept = {name: frame for name, frame in frames.items() if TABLES[name] in _OF_REGISTERS}
    return replace(done, frames={**kept, Goals.name: goals.frame})


def _finish(old: OldYear, done: RolledWorkbook, path: Path, now: datetime) -> None:
    """Check the new workbook as *Validate* does, with the findings on their sheet, and begin its log."""
    book, words = open_book(path)
    with book:
        contract = read_contract(book, words)
        write_findings(book, contract.issues, words)
        write_table(book, About.name, about_frame(words, issues=contract.issues), words)
        carried = sum(line.is_carried for line in done.lines)
        detail = words.text(
            "rolled_log",
            file=old.path.name,
            carried=carried,
            dropped=len(done.lines) - carried,
            months=done.months,
            plans=done.plans,
        )
        write_log(book, kept_log(old, done.frames[Origins.name], detail, now), words)
        book.save()


def keep_register(path: Path, register: Register, centre: str) -> None:
    """Have a workbook keep what its register says of it.

    Args:
        path: The workbook.
        register: The register, read back.
        centre: Whose workbook it is.
    """
    book, words = open_book(path)
    with book:
        write_table(book, RegisterState.name, state_frame(state_of(register, centre)), words)
        book.save()
