"""Typed values as a register's own file writes them: its words, its decimal sign, its way to write a day."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial

from macros.steps.contract_changes.opened import OpenRegister
from macros.steps.contract_changes.planned import LineChange
from schemas.cells import Cell, CellKind, CellValue, RawTable
from schemas.codes import Unit
from schemas.fields import Field, Kind, Table
from schemas.frames import Record, is_missing, records
from schemas.measures import HUNDRED_PER_CENT
from schemas.reading import match_headers
from schemas.tables import Goals
from schemas.text.values import Decimal, decimal_of
from schemas.words.vocabulary import LANGUAGES, Words, code_of, text_key, words
from workbook.register_file.row_changes import RowChange, TableChange

_ISO = re.compile(r"^\d{4}-\d{2}-\d{2}")
_NUMBERS = frozenset({Kind.FIGURE, Kind.SHARE, Kind.WHOLE})
_CODES = frozenset({Kind.CODE, Kind.OPEN_CODE})
_DIGITS = 12
_DOUBTFUL = re.compile(r"^-?[1-9]\d{0,2}\.\d{3}$")
"""1.472 may be thousands; 1.4720 is not."""
_NEW_PAPERS = "da"


def table_change(opened: OpenRegister, table: type[Table], changes: Sequence[LineChange]) -> TableChange:
    """The cells that changes of one table come to.

    Args:
        opened: The register; the table stands in its file.
        table: Which table.
        changes: What changes in it.
    """
    raw = opened.register.sources[table.name]
    frame = opened.goals if table is Goals else opened.register.centres
    positions = match_headers(table, raw, opened.words)[0]
    # A column that the register does without, since it holds what a blank stands for, is not added.
    filled = ((name, value) for change in changes for name, value in change.values.items() if not is_missing(value))
    wanted = dict.fromkeys(name for name, value in filled if value != name.default)
    added = [field for field in table.fields if field in wanted and field not in positions]
    places = positions | {field: len(raw.header) + at for at, field in enumerate(added)}
    style = WrittenStyle(raw, positions, table)
    rows = []
    for change in changes:
        base = change.row if change.row is not None else change.like
        stands = records(frame.loc[[base]])[0] if base is not None else {}
        rows.append(_row(change, places, style, stands))
    return TableChange(raw, rows, [style.heading(field) for field in added])


def _row(change: LineChange, places: Mapping[Field, int], style: "WrittenStyle", stands: Record) -> RowChange:
    base = change.row if change.row is not None else change.like
    values: dict[int, CellValue] = {}
    for field, place in places.items():
        if change.row is not None and field not in change.values:
            continue
        value = change.values.get(field)
        same = base is not None and field in stands and _same(stands[field], value)
        if same and change.row is not None and place < style.width:
            continue
        unit = change.values.get(Goals.UNIT, stands.get(Goals.UNIT))
        values[place] = style.copied(base, field) if same and base is not None else style.text(field, value, unit)
    return RowChange(values, change.row, change.after)


def _same(one: object, other: object) -> bool:
    return (is_missing(one) and is_missing(other)) or one == other


class WrittenStyle:
    """How a table of a register is written.

    Args:
        raw: Its cells.
        positions: Which column is which field.
        table: Which table it is.
    """

    def __init__(self, raw: RawTable, positions: Mapping[Field, int], table: type[Table]) -> None:
        self._raw = raw
        self._positions = positions
        self._table = table
        self.width = len(raw.header)
        self._language = self._headed()

    def _headed(self) -> str:
        """The language that most titles are in; empty where they are field names."""
        titles = {text_key(title) for title in self._raw.header}
        counts = {
            language: sum(text_key(words(language).title(self._table, each)) in titles for each in self._positions)
            for language in LANGUAGES
        }
        plain = sum(str(each) in self._raw.header for each in self._positions)
        best = max(LANGUAGES, key=lambda each: counts[each])
        return "" if plain > counts[best] else best

    @property
    def _words(self) -> Words:
        return words(self._language or LANGUAGES[0])

    def heading(self, field: Field) -> str:
        """The title of a column that is added."""
        return words(self._language).title(self._table, field) if self._language else str(field)

    def cells(self, field: Field) -> list[Cell]:
        """The filled cells of a field's column."""
        at = self._positions.get(field)
        cells = [] if at is None else [row[at] for row in self._raw.rows if at < len(row)]
        return [cell for cell in cells if cell.kind is not CellKind.BLANK]

    def copied(self, row: int, field: Field) -> CellValue:
        """What stands in a cell of an old line."""
        at = self._positions.get(field)
        return None if at is None else self._raw.rows[row][at].value

    def text(self, field: Field, value: object, unit: object = None) -> CellValue:
        """A value as its column writes it.

        Args:
            field: The column.
            value: The typed value.
            unit: The goal's unit, for figures in cells of a percent format.
        """
        if is_missing(value):
            return None
        if isinstance(value, date):
            return self._day(field, value)
        if field.kind in _CODES:
            return self._code(field, str(value))
        if field.kind in _NUMBERS and isinstance(value, int | float):
            return self._number(field, float(value), unit)
        return str(value)

    def _day(self, field: Field, day: date) -> CellValue:
        seen = self.cells(field) or [each for other in self._days() for each in self.cells(other)]
        if not self._raw.text_only and not any(cell.kind is CellKind.TEXT for cell in seen):
            return day
        iso = any(_ISO.match(cell.text) for cell in seen) if seen else self._language != LANGUAGES[0]
        return day.isoformat() if iso else f"{day:%d-%m-%Y}"

    def _days(self) -> list[Field]:
        return [each for each in self._positions if each.kind is Kind.DATE]

    def _code(self, field: Field, code: str) -> str:
        assert field.codes is not None
        ways: list[Callable[[str], str]] = [partial(_shown, words(each), field) for each in LANGUAGES]
        ways.insert(len(ways), str)
        known = [(cell.text, found) for cell in self.cells(field) if (found := code_of(field, cell.text))]
        default = str if not self._language else partial(_shown, self._words, field)
        best = max(ways, key=lambda way: sum(text_key(way(each)) == text_key(text) for text, each in known))
        return best(code) if known else default(code)

    def _number(self, field: Field, value: float, unit: object) -> CellValue:
        if not self._raw.text_only:
            percent = any(cell.is_percent for cell in self.cells(field)[-1:])
            scaled = percent and (field.kind is Kind.FIGURE and unit in {Unit.PCT, Unit.PCT_POINT})
            return round(value / HUNDRED_PER_CENT, _DIGITS) if scaled else value
        text = f"{value:.10g}"
        text += "0" if _DOUBTFUL.match(text) else ""
        return text.replace(".", ",") if self._has_comma() else text

    def _has_comma(self) -> bool:
        """Whether the file writes a decimal comma."""
        texts = [cell.text for field in self._positions if field.kind in _NUMBERS for cell in self.cells(field)]
        sign = decimal_of(texts)
        return self._language == LANGUAGES[0] if sign is Decimal.UNKNOWN else sign is Decimal.COMMA


def _shown(language: Words, field: Field, code: str) -> str:
    return language.show(field, code)


def whole_table(table: type[Table], rows: Sequence[Record], language: Words) -> list[list[str]]:
    """A table that a register does not have yet, as texts under its titles.

    Args:
        table: Which table.
        rows: Its lines.
        language: The language of its titles and words.
    """

    def told(field: Field, value: object) -> str:
        if is_missing(value):
            return ""
        if isinstance(value, date):
            return f"{value:%d-%m-%Y}" if language.language == _NEW_PAPERS else value.isoformat()
        return language.show(field, str(value)) if field.kind in _CODES else str(value)

    header = [language.title(table, field) for field in table.fields]
    return [header, *([told(field, row.get(field)) for field in table.fields] for row in rows)]
