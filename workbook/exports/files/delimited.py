"""Csv files: the separator, the encoding and the rows; values stay text until ``schemas`` reads them."""

import csv
import io
import re
from collections import Counter, deque
from collections.abc import Iterator
from pathlib import Path

from schemas.cells import Grid
from schemas.errors import CannotOpenError
from schemas.issues.issue import Issue, Place
from workbook.exports.files.encoding import decoded
from workbook.exports.files.named_formats import Texts
from workbook.exports.files.sizes import Filled, too_large
from workbook.opc.package import BROKEN_INSIDE
from workbook.opc.refs import MAX_COLUMN

_SEPARATORS = ";\t|,"
"""In the order they are preferred where they fit equally well; the comma last, for it separates decimals too."""
_MAX_FIELD = 1 << 20
_QUOTE = '"'
_AS_TEXT = '="'
_HINT = re.compile(r'^\s*"?sep=(?P<sign>[^"\r\n]?)"?[^\S\t\r\n]*(?:\r\n|\r|\n|$)', re.IGNORECASE)
_LINES_WEIGHED = 30
_SHOWN = 30
_TEXT_WEIGHED = 1 << 16
_QUOTED = re.compile(r'(?:^|(?<=[;\t|,]))"(?:[^"]|"")*"', re.MULTILINE)
"""A quoted field; a quote inside a field (``5" pipe``) starts none."""
_LINE_END = re.compile(r"\r\n|\r|\n")
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")


def read(path: Path, is_head: bool = False) -> list[Grid]:
    """Read a csv file.

    Args:
        path: The file.
        is_head: It is the first lines of a longer one, so that a quoted field may be cut off.

    Returns:
        One grid; its rows are numbered by the file's lines, for a quoted field may run over several.

    Raises:
        CannotOpenError: It holds nothing, or is not a csv.
    """
    text = decoded(path.read_bytes()).removeprefix("\ufeff")
    rows, widths = {}, {}
    filled = Filled(path.name)
    cell = Texts().cell
    given, body, hinted = hint_of(text)
    separator = given or separator_of(body)
    try:
        for number, fields in _records(body, separator, 1 + hinted, is_head):
            texts = ((column, bare(field)) for column, field in enumerate(fields, 1))
            cells = {column: cell(text) for column, text in texts if text and not text.isspace()}
            if not cells:
                continue
            if len(fields) > MAX_COLUMN:
                raise too_large(path.name, number, len(fields))
            filled.add(number, cells)
            rows[number] = cells
            widths[number] = len(fields)
    except _UnclosedError as error:
        place = Place(path.name, row=error.line)
        raise CannotOpenError([Issue("quote_unclosed", place, str(error), {"row": error.line})]) from error
    except csv.Error as error:
        raise CannotOpenError([Issue("file_unreadable", Place(path.name), BROKEN_INSIDE)]) from error
    if not rows:
        raise CannotOpenError([Issue("no_table", Place(path.name))])
    return [Grid(path.name, "", rows, text_only=True, widths=widths, separator=separator)]


def bare(field: str) -> str:
    """A field as it is shown: programs write ``="0301"`` so that a spreadsheet takes it for a text."""
    is_formula = field.startswith(_AS_TEXT) and field.endswith(_QUOTE) and len(field) > len(_AS_TEXT)
    return field[len(_AS_TEXT) : -1] if is_formula and _QUOTE not in field[len(_AS_TEXT) : -1] else field


class _UnclosedError(csv.Error):
    """A field is opened with a quote and never closed.

    Args:
        text: The line that it begins on.
        line: The number of that line.
    """

    def __init__(self, text: str, line: int) -> None:
        super().__init__(_opened(text))
        self.line = line


def _opened(line: str) -> str:
    """The field of a line whose quote is not closed, as far as it is worth showing."""
    rest = _QUOTED.sub("", line)
    return rest[max(rest.find(_QUOTE), 0) :].strip()[:_SHOWN]


class _Lines:
    """The lines of a text, keeping those of the record that is being read."""

    def __init__(self, text: str) -> None:
        self._lines = io.StringIO(text, newline="")
        self._again: deque[str] = deque()
        self.held: list[str] = []
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._lines, None)
        if line is None:
            self.ended = True
            raise StopIteration
        self.held.append(line)
        return line

    def start(self) -> None:
        """Start a record."""
        self.held, self.ended = [], False

    def keep_first(self) -> str:
        """Keep the record's first line only; the others are read again."""
        first, *others = self.held
        self._again.extendleft(reversed(others))
        self.held = [first]
        return first


def _records(body: str, separator: str, number: int, is_head: bool) -> Iterator[tuple[int, list[str]]]:
    """The records with the number of the line that each starts on, the first of them given.

    Raises:
        _UnclosedError: A quote is opened and never closed, which would swallow the lines below.
    """
    csv.field_size_limit(_MAX_FIELD)
    lines = _Lines(body)
    reader = csv.reader(lines, delimiter=separator, strict=True)
    while True:
        lines.start()
        try:
            fields = next(reader, None)
        except csv.Error:
            fields = _odd(lines, separator, number, is_head)
            reader = csv.reader(lines, delimiter=separator, strict=True)
        if fields is None:
            return
        yield number, fields
        number += len(lines.held)


def hint_of(text: str) -> tuple[str, str, int]:
    """The separator that a file's first line tells (``sep=;``), the text below it, and the lines that it takes."""
    hint = _HINT.match(text)
    return (hint["sign"], text[hint.end() :], len(_LINE_END.findall(hint[0]))) if hint else ("", text, 0)


def _odd(lines: _Lines, separator: str, number: int, is_head: bool) -> list[str]:
    """A record with quotes that do not pair; where one is cut off in the head of a file, quotes are plain signs."""
    unclosed = lines.ended or len(lines.held) > 1
    line = lines.keep_first()
    if unclosed and not is_head:
        raise _UnclosedError(line, number)
    if not unclosed:
        return next(csv.reader([line], delimiter=separator))
    return [_unquoted(field) for field in next(csv.reader([line], delimiter=separator, quoting=csv.QUOTE_NONE))]


def _unquoted(field: str) -> str:
    is_quoted = len(field) > 1 and field.startswith(_QUOTE) and field.endswith(_QUOTE)
    return field[1:-1].replace(_QUOTE * 2, _QUOTE) if is_quoted else field


def separator_of(text: str) -> str:
    """The sign that separates fields: the one that stands equally often, outside quotes, in most of the first lines.

    A title without separators, a note, or a text with a comma in it does not decide alone.
    """
    bare = _QUOTED.sub("", text[:_TEXT_WEIGHED])
    lines = [line for line in _LINE_END.split(bare) if line.strip(" ")][:_LINES_WEIGHED]
    without = [_DECIMAL_COMMA.sub("", line) for line in lines]
    return max(
        _SEPARATORS,
        key=lambda sign: (_even(without, sign), _even(lines, sign) if _even(without, sign) else 0),
    )


def _even(lines: list[str], sign: str) -> int:
    """How many lines hold a sign as often as most of those that hold it."""
    counts = Counter(count for line in lines if (count := line.count(sign)))
    return max(counts.values(), default=0)
