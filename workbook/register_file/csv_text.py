"""A csv changed field by field: separator, encoding, line ends and every field that is not changed stay as they are."""

import codecs
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from schemas.cells import CellValue
from schemas.errors import RefusedError
from schemas.issues.issue import Issue, Place
from workbook.exports.files.delimited import hint_of, separator_of
from workbook.exports.files.encoding import UTF_8, WINDOWS, wide_encoding
from workbook.register_file.row_changes import RowChange, TableChange

_QUOTE = '"'
_LINE_ENDS = "\r\n"
_WIDE = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


@dataclass(frozen=True)
class Coding:
    """How a text stands in bytes: the mark before it, and its encoding."""

    mark: bytes
    name: str

    def text(self, content: bytes) -> str:
        """The text of a file.

        Raises:
            UnicodeDecodeError: It is not in this encoding.
        """
        return content[len(self.mark) :].decode(self.name)

    def content(self, text: str) -> bytes:
        """A text as the file holds it.

        Raises:
            UnicodeEncodeError: The encoding lacks a letter of it.
        """
        return self.mark + text.encode(self.name)


def coding_of(content: bytes) -> Coding:
    """The encoding that a file is in, with its mark."""
    for mark, name in _WIDE:
        if content.startswith(mark):
            return Coding(mark, name)
    if wide := wide_encoding(content):
        return Coding(b"", wide)
    if content.startswith(codecs.BOM_UTF8):
        return Coding(codecs.BOM_UTF8, UTF_8)
    try:
        content.decode(UTF_8)
    except UnicodeDecodeError:
        return Coding(b"", WINDOWS)
    return Coding(b"", UTF_8)


def changed_csv(content: bytes, change: TableChange) -> bytes:
    """A csv with changed and new rows.

    Args:
        content: The file as it stands.
        change: What changes; all values are texts, as the file writes them.

    Raises:
        RefusedError: The file's encoding lacks a letter of a new value, or the file has broken letters.
    """
    place = Place(change.raw.file)
    coding = coding_of(content)
    try:
        text = coding.text(content)
    except UnicodeDecodeError as error:
        raise RefusedError([Issue("register_letters_broken", place, coding.name)]) from error
    changed = _changed(text, change)
    try:
        return coding.content(changed)
    except UnicodeEncodeError as error:
        letters = changed[error.start : error.end]
        raise RefusedError([Issue("register_letter_unknown", place, letters, {"encoding": coding.name})]) from error


def new_csv(like: bytes, rows: Sequence[Sequence[str]]) -> bytes:
    """A csv of its own in the separator, encoding and line ends of another one.

    Args:
        like: The other one.
        rows: The header and the rows.
    """
    coding = coding_of(like)
    text = coding.text(like)
    sign, body, _ = hint_of(text)
    separator = sign or separator_of(body)
    end = _line_end(body)
    return coding.content("".join(_line(row, separator) + end for row in rows))


def _changed(text: str, change: TableChange) -> str:
    sign, body, hinted = hint_of(text)
    head = text[: len(text) - len(body)]
    separator = sign or separator_of(body)
    records = _records(body, separator)
    by_line = {record.line + hinted: at for at, record in enumerate(records)}
    places = [by_line[number] for number in change.raw.row_numbers]
    end = _line_end(body)
    texts = [body[record.start : record.end] for record in records]
    top = by_line[change.raw.header_row]
    blank: dict[int, CellValue] = {}
    if change.titles:
        width = len(records[top].fields)
        titles = {width + at: title for at, title in enumerate(change.titles)}
        texts[top] = _edited(body, records[top], titles, separator)
        # Rows of one width are what the separator is told by: all get the new fields.
        blank = {width + len(titles) - 1: None}
        for place in places:
            texts[place] = _edited(body, records[place], blank, separator)
    under: dict[int, list[str]] = {}
    for row in change.rows:
        if row.row is not None:
            values = {**blank, **row.values}
            texts[places[row.row]] = _edited(body, records[places[row.row]], values, separator)
        else:
            place = (places[-1] if places else top) if row.after is None else places[row.after]
            under.setdefault(place, []).append(_new_line(row, separator) + end)
    parts = [head]
    for at, written in enumerate(texts):
        parts.append(written)
        if at in under:
            parts += [] if written.endswith(tuple(_LINE_ENDS)) else [end]
            parts += under[at]
    return "".join(parts)


@dataclass(frozen=True)
class _Record:
    """A record: its line, where it starts and ends with its line end, and the spans of its fields."""

    line: int
    start: int
    end: int
    fields: list[tuple[int, int]]


def _records(body: str, separator: str) -> list[_Record]:
    """The records of a text, with the places of their fields; a quoted field may run over several lines."""
    found: list[_Record] = []
    at, line, size = 0, 1, len(body)
    while at < size:
        start, began, fields = at, line, []
        while True:
            first = at
            if at < size and body[at] == _QUOTE:
                at = _closed(body, at)
            while at < size and body[at] != separator and body[at] not in _LINE_ENDS:
                at += 1
            fields.append((first, at))
            if at < size and body[at] == separator:
                at += 1
                continue
            break
        line += _lines_in(body[start:at])
        if at < size:
            at += 2 if body.startswith("\r\n", at) else 1
            line += 1
        found.append(_Record(began, start, at, fields))
    return found


def _closed(body: str, at: int) -> int:
    """The place after the quote that closes the one at a place."""
    at += 1
    while (at := body.find(_QUOTE, at)) >= 0:
        if not body.startswith(_QUOTE, at + 1):
            return at + 1
        at += 2
    return len(body)


def _lines_in(text: str) -> int:
    return text.count("\n") + text.count("\r") - text.count("\r\n")


def _line_end(body: str) -> str:
    return next((end for end in ("\r\n", "\n", "\r") if end in body), "\r\n")


def _edited(body: str, record: _Record, values: Mapping[int, CellValue], separator: str) -> str:
    """A record with some of its fields changed; fields that it does not have yet are added."""
    last = record.fields[-1][1]
    parts, position = [], record.start
    for column, (start, end) in enumerate(record.fields):
        if column in values:
            parts += [body[position:start], _field(values[column], separator, body[start:end].startswith(_QUOTE))]
            position = end
    parts.append(body[position:last])
    have = len(record.fields)
    for column in range(have, max(values, default=-1) + 1):
        parts += [separator, _field(values.get(column), separator)]
    return "".join(parts) + body[last : record.end]


def _new_line(row: RowChange, separator: str) -> str:
    width = max(row.values) + 1
    return separator.join(_field(row.values.get(column), separator) for column in range(width))


def _line(row: Sequence[str], separator: str) -> str:
    return separator.join(_field(value, separator) for value in row)


def _field(value: CellValue, separator: str, quoted: bool = False) -> str:
    text = "" if value is None else str(value)
    needs = quoted or any(sign in text for sign in (separator, _QUOTE, *_LINE_ENDS)) or text != text.strip()
    return f"{_QUOTE}{text.replace(_QUOTE, _QUOTE * 2)}{_QUOTE}" if needs and text else text
