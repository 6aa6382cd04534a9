"""Drawn sheets as files: what each drawn cell stands for, written as a workbook or as a csv."""

import re
from dataclasses import dataclass, field
from datetime import datetime

import openpyxl
from openpyxl.utils import column_index_from_string, range_boundaries

from tests.reading.telling import LINE_BREAK

BETWEEN = "|"
"""Stands between the cells of a row."""
_AS_TEXT = "'"
"""As in Excel: what stands behind it is a text, whatever it looks like."""
_NUMBER = re.compile(r"-?\d+(?:,\d+)?")
_DAY = re.compile(r"\d\d-\d\d-\d{4}")
_FORMATTED = re.compile(rf"({_NUMBER.pattern}|{_DAY.pattern}) \[(.+)\]")
_LETTERS = re.compile(r"[A-Z]{1,3}")
_RANGE = re.compile(rf"{_LETTERS.pattern}\d+:{_LETTERS.pattern}\d+")


class BrokenPictureError(Exception):
    """A picture that cannot be read: in which line, and what is wrong."""

    def __init__(self, line, problem):
        super().__init__(problem)
        self.line = line


@dataclass
class DrawnSheet:
    """A sheet as it is drawn.

    Args:
        line: The line of the file where it begins.
        name: Its name.
        rows: Each row's line in the file, and its cells' texts.
        merged: The ranges that are one cell each, behind the line that says so.
        hidden: The numbers of rows and the letters of columns that are hidden, behind the line that says so.
    """

    line: int
    name: str
    rows: list = field(default_factory=list)
    merged: tuple = (0, ())
    hidden: tuple = (0, ())

    def check(self):
        """See that it is drawn, and that nothing is said of cells that it lacks.

        Raises:
            BrokenPictureError: Something is wrong.
        """
        if not self.name:
            raise BrokenPictureError(self.line, "the sheet has no name")
        if not self.rows:
            raise BrokenPictureError(self.line, f"the sheet {self.name} has no drawing (lines that are indented)")
        line, spans = self.merged
        for span in spans:
            if not _RANGE.fullmatch(span):
                raise BrokenPictureError(line, f"{span} is no range of cells like A2:A3")
            *_, right, bottom = range_boundaries(span)
            self._require(line, span, bottom, right)
        line, hidden = self.hidden
        for each in hidden:
            if each.isdigit():
                self._require(line, each, row=int(each))
            elif _LETTERS.fullmatch(each):
                self._require(line, each, column=column_index_from_string(each))
            else:
                raise BrokenPictureError(line, f"{each} is no row or column like 3 or D")

    def _require(self, line, said, row=1, column=1):
        if row > len(self.rows) or column > max(len(cells) for _, cells in self.rows):
            raise BrokenPictureError(line, f"{said} lies outside the drawing")


def write(sheets, path):
    """Write drawn sheets as the kind of file that the path's ending says.

    Raises:
        BrokenPictureError: A cell says something that no file of the kind can hold.
    """
    if path.suffix == ".csv":
        [sheet] = sheets
        lines = [";".join(_field(text, line) for text in cells) for line, cells in sheet.rows]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return
    book = openpyxl.Workbook()
    book.remove(book.active)
    for sheet in sheets:
        try:
            page = book.create_sheet(sheet.name)
        except ValueError as error:
            raise BrokenPictureError(sheet.line, f"no sheet can be called {sheet.name}") from error
        _fill(page, sheet)
    book.save(path)


def _field(text, line):
    """What stands between two separators of a csv: the cell as it is drawn."""
    if _FORMATTED.fullmatch(text):
        raise BrokenPictureError(line, f"a csv has no number formats: {text}")
    return text.removeprefix(_AS_TEXT).replace(LINE_BREAK, "\n")


def _fill(page, sheet):
    for number, (line, cells) in enumerate(sheet.rows, start=1):
        for column, text in enumerate(cells, start=1):
            if text:
                _put(page.cell(number, column), text, line)
    for span in sheet.merged[1]:
        page.merge_cells(span)
    for each in sheet.hidden[1]:
        (page.row_dimensions[int(each)] if each.isdigit() else page.column_dimensions[each]).hidden = True


def _put(cell, text, line):
    """Give a cell what is drawn: a number, a number or a day in a format, a text; Excel's errors are errors."""
    if text.startswith(_AS_TEXT):
        cell.value = text.removeprefix(_AS_TEXT).replace(LINE_BREAK, "\n")
        cell.data_type = "s"
    elif formatted := _FORMATTED.fullmatch(text):
        cell.value, cell.number_format = _figure(formatted[1], line), formatted[2]
    elif _NUMBER.fullmatch(text):
        cell.value = _figure(text, line)
    else:
        cell.value = text.replace(LINE_BREAK, "\n")


def _figure(text, line):
    if not _DAY.fullmatch(text):
        return float(text.replace(",", ".")) if "," in text else int(text)
    try:
        return datetime.strptime(text, "%d-%m-%Y")
    except ValueError as error:
        raise BrokenPictureError(line, f"there is no such day: {text}") from error
