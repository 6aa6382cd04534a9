"""What is published, whatever it is written as: facts, notes, and tables whose every cell says something.

Source: the guidance of the Government Analysis Function on statistics in spreadsheets (a cover, contents and notes, one
table a sheet, no merged or empty cells, shorthand in square brackets).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Shape(StrEnum):
    """What a column's values are."""

    TEXT = "text"
    FIGURE = "figure"
    """A number in the unit that its row names."""
    CHANCE = "chance"
    KRONER = "kroner"
    PER_CENT = "per_cent"
    WHOLE = "whole"
    DATE = "date"


class Mark(StrEnum):
    """What stands where there is no value."""

    HIDDEN = "hidden"
    """So few that they are not shown, or a figure that would tell such a one."""
    MISSING = "missing"
    NOT_RELEVANT = "not_relevant"


Value = str | float | int | date | Mark


@dataclass(frozen=True)
class PublishedColumn:
    """A column.

    Args:
        key: Its name in the csv.
        title: Its heading on the sheet.
        shape: What its values are.
    """

    key: str
    title: str
    shape: Shape = Shape.TEXT


@dataclass(frozen=True)
class PublishedTable:
    """A table: a sheet and a csv of its own.

    Args:
        key: Its name in the workbook, of letters of the English alphabet.
        sheet: The name of its sheet.
        title: What it shows.
        about: What is said above it, each sentence or two a line.
        columns: Its columns.
        rows: Its rows: a value a column, none of them empty.
        codes: The same rows as the csv has them: codes instead of words.
        file: The name of its csv.
        told: The column whose marks the csv tells in a column of their own; blank for none.
        decimals: Of each row's figures; empty for one each.
        answers: Of each row, whether its figures are yes or no; empty for none.
    """

    key: str
    sheet: str
    title: str
    about: tuple[str, ...]
    columns: tuple[PublishedColumn, ...]
    rows: tuple[tuple[Value, ...], ...]
    codes: tuple[tuple[Value, ...], ...]
    file: str
    told: str = ""
    decimals: tuple[int, ...] = ()
    answers: tuple[bool, ...] = ()


@dataclass(frozen=True)
class Publication:
    """All that is published.

    Args:
        title: What it is.
        file: The name of its workbook.
        cover: What the cover says, a line each.
        notes: The notes, in order; each is told by its number.
        tables: The tables.
    """

    title: str
    file: str
    cover: tuple[str, ...]
    notes: tuple[str, ...]
    tables: tuple[PublishedTable, ...]
