"""A contract register as an xlsx to write in: empty, or with the rows that are given."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from macros.steps.register import Register
from schemas.errors import CannotOpenError
from schemas.issues.issue import Issue, Place
from schemas.tables import BudgetLines, Centres, Goals, Measures, Parameters
from schemas.words.vocabulary import Words
from workbook.builder.register_book import RegisterContent, build_register
from workbook.builder.register_pages import OpenCell
from workbook.closed.atomic import must_be_new

_ENDING = ".xlsx"


def register_book(
    out: Path,
    year: int,
    words: Words,
    frames: Mapping[str, pd.DataFrame] | None = None,
    opened: Sequence[OpenCell] = (),
) -> Path:
    """Write a register.

    Args:
        out: The file; it must not exist yet, and ends in .xlsx.
        year: The contract year, for the title and the examples.
        words: The language of the sheets.
        frames: Typed rows of the register's tables and papers, by table name; none for an empty register.
        opened: Cells of the goals that somebody must decide.

    Returns:
        The file.

    Raises:
        CannotOpenError: The file exists, has another ending, or cannot be written.
    """
    check_register_name(out)
    build_register(RegisterContent(year, words, frames or {}, opened), out)
    return out


def check_register_name(out: Path) -> None:
    """Refuse a place for a register before anything is read for it.

    Raises:
        CannotOpenError: The file exists, or has another ending.
    """
    if out.suffix.casefold() != _ENDING:
        raise CannotOpenError([Issue("register_name", Place(out.name))])
    must_be_new(out)


def frames_of(register: Register) -> dict[str, pd.DataFrame]:
    """The tables of a register that was read, by table name, as ``register_book`` takes them."""
    return {
        Goals.name: register.goals.reset_index(drop=True),
        Centres.name: register.listed_centres.reset_index(drop=True),
        Measures.name: register.measures.reset_index(drop=True),
        Parameters.name: register.parameters.reset_index(drop=True),
        BudgetLines.name: register.budget_lines.reset_index(drop=True),
        **{name: frame.reset_index(drop=True) for name, frame in register.papers.items()},
    }
