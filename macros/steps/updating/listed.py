"""The changes that an update would make, a line each: centre, what of it, field, before, after; and whose they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from macros.steps.updating.differences import Difference, Whose
from macros.steps.updating.merged import shown_fields, typed_value
from macros.steps.updating.state import KEYED, key_of
from schemas.cells import column_letters
from schemas.codes import Unit
from schemas.fields import Field, Kind, Table
from schemas.frames import is_missing, numbered
from schemas.masking import masked
from schemas.reading import Understood
from schemas.tables import Centres, Goals, Measures, Parameters
from schemas.words.vocabulary import Words

_LONGEST = 60
NOTHING = "–"
"""How a value, or a line, that is not there is shown."""
_NAMED: dict[type[Table], Field] = {Measures: Measures.MEASURE, Parameters: Parameters.NAME, Centres: Centres.CENTRE}
_ROW = (Goals.TITLE, Goals.TARGET, Goals.TARGET_MAX, Goals.VALID_TO)
"""What a goal's new or old line is shown by."""


@dataclass(frozen=True)
class Line:
    """A change as it is listed.

    Args:
        workbook: The workbook's file.
        centre: Whose contract it is.
        what: Goal, centre, measure or table.
        field: The field's title; blank for a whole row.
        before: What the workbook says.
        after: What the register says.
        whose: Whose change it is.
        sheet: The sheet of the workbook that it stands on.
        cell: The cell; blank where the workbook has none for it.
        goal: The goal's number; blank where it is of no goal.
        said: What the workbook, the register, and the register that the workbook was last made of say, in a sentence.
    """

    workbook: str
    centre: str
    what: str
    field: str
    before: str
    after: str
    whose: Whose
    sheet: str
    cell: str
    goal: str = ""
    said: tuple[str, str, str] = ("", "", "")

    @property
    def is_row(self) -> bool:
        """Whether it is a whole line."""
        return not self.field

    @property
    def cells(self) -> list[str]:
        """The line as a row of a table."""
        return [self.centre, self.what, self.field, self.before, self.after]


def listed(each: Difference, file: str, centre: str, understood: Understood, words: Words) -> Line:
    """A difference as it is listed.

    Args:
        each: The difference.
        file: The workbook's name.
        centre: Whose contract it is.
        understood: The workbook's table.
        words: The user's language.
    """
    title = "" if each.field is None else words.title(each.table, each.field)
    before, after = (_shown(each, value, words) for value in (each.before, each.after))
    goal = each.key[0] if each.table is Goals else ""
    return Line(
        file,
        centre,
        _what(each, words),
        title,
        before,
        after,
        each.whose,
        understood.raw.sheet,
        _cell(each, understood),
        goal,
        (_says(each, each.before, words), _says(each, each.after, words), _said(each, words)),
    )


def _said(each: Difference, words: Words) -> str:
    """What the register said that the workbook was last made of."""
    return words.text("update_said", value=_shown(each, each.was, words))


def _says(each: Difference, value: object, words: Words) -> str:
    """That somebody says a value, or has no such line."""
    if is_missing(value):
        return words.text("update_has_no_line" if each.field is None else "update_says_nothing")
    return words.text("update_says", value=_shown(each, value, words))


def _what(each: Difference, words: Words) -> str:
    if each.table is Goals:
        number, start = each.key
        since = words.text("update_line_from", day=words.day(date.fromisoformat(start))) if start else ""
        return words.text("update_goal", number=number) + since
    if each.table in _NAMED:
        return masked(each.key[0])
    return words.table(each.table)


def _shown(each: Difference, value: object, words: Words) -> str:
    if is_missing(value):
        return NOTHING
    if isinstance(value, dict):
        return _short(_row(each.table, value, words))
    assert each.field is not None
    return _short(_value(each.field, value, words))


def _row(table: type[Table], row: Mapping[str, object], words: Words) -> str:
    wanted = _ROW if table is Goals else shown_fields(table, row)
    told = [_value(field, row[str(field)], words) for field in wanted if not is_missing(row.get(str(field)))]
    unit = row.get(Goals.UNIT)
    return "; ".join(told) + (f" {words.show(Goals.UNIT, str(unit))}" if table is Goals and unit in set(Unit) else "")


def _value(field: Field, value: object, words: Words) -> str:
    typed = typed_value(field, value)
    if field.kind is Kind.DATE:
        return words.day(typed)  # type: ignore[arg-type]  # a day is a date
    if isinstance(typed, float):
        return words.number(typed)
    return masked(words.show(field, str(typed)))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _cell(each: Difference, understood: Understood) -> str:
    """The cell of the workbook that a difference is about."""
    if each.before is None and each.field is None:
        return ""
    if each.table in KEYED:
        rows = [row for row, line in numbered(understood.frame) if key_of(each.table, line) == each.key]
    else:
        rows = [[*map(int, understood.frame.index)][int(each.key[0])]]
    column = each.field if each.field is not None else next(iter(understood.positions), None)
    at = None if column is None else understood.positions.get(column)
    if not rows or at is None:
        return ""
    raw = understood.raw
    return f"{column_letters(raw.first_column + at)}{raw.row_numbers[rows[0]]}"
