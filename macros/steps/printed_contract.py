"""A register made of a contract's own table: what can be told for certain, the rest open and listed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from macros.steps.printed_goals import NEEDED, Row, goal_rows
from macros.steps.printed_rows import PrintedRows, printed_rows
from schemas.cells import Grid
from schemas.errors import CannotOpenError, RefusedError, StepError
from schemas.issues.issue import Issue, Place, Term
from schemas.reading import frame_of
from schemas.tables import Goals
from schemas.text.printed_words import decimal_in, is_contract_year, tokens
from schemas.text.values import Decimal
from schemas.words.vocabulary import Words
from workbook.builder.register_pages import OpenCell
from workbook.exports.files.file_kinds import FileKind, kind_of
from workbook.exports.files.text_lines import read_lines
from workbook.exports.files.word_file import is_word_file, read_word
from workbook.exports.guarded import FileReaders

_FIGURES = frozenset({Goals.TITLE, Goals.TARGET, Goals.TARGET_MAX, Goals.BASELINE})
"""The columns whose figures tell the document's decimal sign; a source names goals (1.4), which are no figures."""
_WORD_ENDINGS = frozenset({".docx", ".docm", ".doc"})
_FEWEST_GOALS, _ENOUGH = 3, 0.25
"""A year is the contract's where so many of its goals name it, and so large a share."""


@dataclass
class PrintedContract:
    """The goals of a contract.

    Args:
        goals: Their rows, as far as they are told.
        year: The contract year.
        opened: The cells that somebody must decide.
        issues: What is to be said of the reading.
    """

    goals: pd.DataFrame
    year: int
    opened: list[OpenCell] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)


@dataclass(frozen=True)
class OpenedContract:
    """The cells of a file: as a table, and of a text also line by line, for prose has commas that separate nothing."""

    cells: Sequence[Grid] = ()
    lines: Sequence[Grid] = ()


def open_contract(path: Path, words: Words) -> OpenedContract:
    """Read a file's cells.

    Args:
        path: A sheet, a csv, a text, a web page or a Word file.
        words: The user's language, in which the tables of a Word file are named.

    Raises:
        CannotOpenError: The file cannot be read.
    """
    try:
        return _opened_contract(path, words)
    except CannotOpenError as error:
        is_none_of_ours = any(issue.code == "file_type" for issue in error.issues)
        if path.is_file() and (is_none_of_ours or path.suffix.casefold() in _WORD_ENDINGS):
            raise CannotOpenError([Issue("contract_file_type", Place(path.name))]) from error
        raise


def _opened_contract(path: Path, words: Words) -> OpenedContract:
    if is_word_file(path):
        grids = read_word(path)
        named = [
            replace(each, sheet=words.text("register_table", number=each.sheet) if each.sheet else "") for each in grids
        ]
        return OpenedContract(named)
    lines = [read_lines(path)] if kind_of(path) is FileKind.DELIMITED else []
    try:
        with FileReaders([path]) as readings:
            return OpenedContract(readings.grids(path), lines)
    except StepError:
        if not printed_rows(lines).lines:
            raise
        return OpenedContract((), lines)  # prose with an odd number of quotation marks is no csv


def read_printed_contract(
    file: str, opened: OpenedContract, year: int | None, centre: str | None, words: Words
) -> PrintedContract:
    """Read a contract's table.

    Args:
        file: The file's name.
        opened: Its cells.
        year: The contract year, where the user says it.
        centre: The centre, where the user says it.
        words: The user's language.

    Raises:
        RefusedError: It has no goals, or does not tell its year.
    """
    found = _found(opened)
    if not found.lines:
        raise RefusedError([*found.issues, Issue("contract_without_goals", Place(file))])
    cells = [(name, cell) for line in found.lines for name, cell in line.cells.items()]
    decimal = decimal_in(cell.text for name, cell in cells if name in _FIGURES and not cell.is_number)
    year = year or _year(found, decimal, file)
    centre = centre or (next(iter(found.centres)) if len(found.centres) == 1 else None)
    rows: list[Row] = []
    issues = list(found.issues)
    for line in found.lines:
        source = words.text("register_source", file=file, goal=line.label) if line.label else file
        made = goal_rows(line, decimal, year, source)
        if len(made) > 1:
            issues.append(Issue("contract_goal_split", line.place, line.number, {"number": line.number}))
        rows += made
    for row in rows if centre else ():
        row.record.setdefault(Goals.CENTRE, centre)
        row.why.pop(Goals.CENTRE, None)
    issues += _told(rows, words)
    return PrintedContract(frame_of(Goals, [row.record for row in rows]), year, _opened(rows, words), issues)


def _found(opened: OpenedContract) -> PrintedRows:
    """The goals of a file, read in the way that finds most."""
    lines, cells = printed_rows(opened.lines), printed_rows(opened.cells)
    return lines if lines.lines and _goals(lines) >= _goals(cells) else cells


def _goals(found: PrintedRows) -> int:
    """How many goals there are for certain; one that bears another's number may be misread."""
    return sum(not line.taken for line in found.lines)


def _year(found: PrintedRows, decimal: Decimal, file: str) -> int:
    """The year that the goals are of: of their column, of the contract's title, or the one that enough goals name.

    Raises:
        RefusedError: They do not tell.
    """
    stated = {line.text(Goals.YEAR) for line in found.lines} - {""}
    years = {int(each) for each in stated if is_contract_year(each)} or found.years or _named(found, decimal)
    if len(years) != 1:
        named = ", ".join(map(str, sorted(years))) or "-"
        raise RefusedError([Issue("contract_year_unknown", Place(file), named)])
    return years.pop()


def _named(found: PrintedRows, decimal: Decimal) -> set[int]:
    """The years in which targets lie, as far as enough goals say so; not those that they are compared with."""
    goals: Counter[int] = Counter()
    for line in found.lines:
        own: set[int] = set()
        is_compared = False
        for each in tokens(f"{line.text(Goals.TITLE)}. {line.text(Goals.TARGET)}", decimal):
            is_compared = (is_compared or each.kind in {"AGAINST", "KEEP"}) and each.kind != "TO"
            if each.period is not None and not is_compared:
                own.add(each.period.year)
        goals.update(own)
    enough = max(_FEWEST_GOALS, len(found.lines) * _ENOUGH)
    return {year for year, count in goals.items() if count >= enough}


def _opened(rows: Sequence[Row], words: Words) -> list[OpenCell]:
    return [
        OpenCell(at, name, str(row.record.get(Goals.NUMBER, "")), row.printed.get(name, ""), words.text(row.why[name]))
        for at, row in enumerate(rows)
        for name in sorted(row.why, key=_order)
    ]


def _order(name: str) -> int:
    order = [*map(str, NEEDED)]
    return order.index(name) if name in order else len(order)


def _told(rows: Sequence[Row], words: Words) -> list[Issue]:
    """A finding for each cell that is left open, where the goal stands in the contract."""
    issues = []
    for row in rows:
        place = row.line.place if row.line is not None else Place()
        number = str(row.record.get(Goals.NUMBER) or words.text("register_without_number"))
        for name in sorted(row.why, key=_order):
            details = {"number": number, "column": words.title(Goals, name), "why": Term(row.why[name])}
            issues.append(Issue("contract_cell_open", place, row.printed.get(name, ""), details))
    return issues
