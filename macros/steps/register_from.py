"""A register to write in: an empty one, one of a contract's own table, or another register's goals in it."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from macros.steps.printed_contract import OpenedContract, open_contract, read_printed_contract
from macros.steps.register import read_register
from macros.steps.register_book import check_register_name, frames_of, register_book
from schemas.errors import RefusedError
from schemas.issues.issue import Issue, Place
from schemas.reading import frame_of, score
from schemas.register_pages import PAGES
from schemas.tables import Centres, Goals
from schemas.words.vocabulary import Words
from workbook.shipped import register_years

_DEEPEST = 20
"""Titles above a register's header take fewer rows."""


@dataclass
class MadeRegister:
    """A register that was made.

    Args:
        path: The file.
        told: What it holds and what comes next, in the user's language.
        issues: Warnings.
    """

    path: Path
    told: list[str]
    issues: list[Issue] = field(default_factory=list)


def make_register(
    source: str | None, out: Path, year: int | None, centre: str | None, words: Words, today: date
) -> MadeRegister:
    """Make a register.

    Args:
        source: A contract's table, another register, or the name of a shipped one; None for an empty register.
        out: The file to make.
        year: The contract year; None for the one that the source tells, or today's.
        centre: The centre of a contract that does not tell it, or the first one of an empty register.
        words: The user's language.
        today: The day.

    Raises:
        CannotOpenError: The source cannot be read, or the file exists or cannot be written.
        RefusedError: The source has no goals or does not tell its year, or a register holds errors.
    """
    check_register_name(out)
    after = words.text("register_next", file=out.name)
    if source is None:
        frames = {Centres.name: frame_of(Centres, [{Centres.CENTRE: centre}])} if centre else {}
        return MadeRegister(register_book(out, year or today.year, words, frames), [after])
    is_shipped = not Path(source).exists() and source in register_years()
    opened = OpenedContract() if is_shipped else open_contract(Path(source), words)
    if is_shipped or _is_register(opened):
        register = read_register(source, words)
        if year is not None and year != register.year:
            details = {"year": register.year}
            raise RefusedError([Issue("register_of_other_year", Place(Path(source).name), str(year), details)])
        path = register_book(out, register.year, words, frames_of(register))
        told = words.text("register_of_register", goals=len(register.goals), file=Path(source).name)
        return MadeRegister(path, [told], register.issues)
    found = read_printed_contract(Path(source).name, opened, year, centre, words)
    path = register_book(out, found.year, words, {Goals.name: found.goals}, found.opened)
    sheet = words.sheet(PAGES["open"])
    told = words.text("register_of_contract", goals=len(found.goals), opened=len(found.opened), sheet=sheet)
    return MadeRegister(path, [told, after], found.issues)


def _is_register(opened: OpenedContract) -> bool:
    """Whether a file has all that a register must have: its goals are taken as they are."""
    rows = (cells for grid in opened.cells for cells in [*grid.rows.values()][:_DEEPEST])
    return any(score(Goals, [cell.text for cell in cells.values()])[0] == 1 for cells in rows)
