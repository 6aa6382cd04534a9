"""The changes that an update would make, a line each: centre, what of it, field, before, after; and whose they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
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
from workbook.documents.prose.targets import target_as_written

_LONGEST = 60
NOTHING = "–"
"""How a value, or a line, that is not there is shown."""
_NAMED: dict[type[Table], Field] = {Measures: Measures.MEASURE, Parameters: Parameters.NAME, Centres: Centres.CENTRE}
_ROW = (Goals.TARGET, Goals.VALID_TO)
"""What a goal's new or old line is shown by, after its title."""


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


def together(lines: Sequence[Line], count: int, words: Words) -> list[Line]:
    """Lines with what several workbooks get alike once.

    A goal is its centre's own: its lines are one only where every workbook gets them.

    Args:
        lines: The lines of all workbooks.
        count: How many workbooks there are.
        words: The user's language.
    """
    alike: dict[tuple[str, ...], list[Line]] = {}
    for line in lines:
        alike.setdefault((line.what, line.field, line.before, line.after), []).append(line)
    found: list[Line] = []
    for group in alike.values():
        if len(group) == 1 or (group[0].goal and len(group) < count):
            found += group
            continue
        said = words.text("update_in_all" if len(group) == count else "update_in_some", count=len(group), of=count)
        found.append(replace(group[0], centre=said))
    return found


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
        return _row(each.table, value, words)
    assert each.field is not None
    return shortened(_value(each.field, value, words))


def _row(table: type[Table], row: Mapping[str, object], words: Words) -> str:
    said = [row[str(field)] for field in (Goals.TITLE,) if table is Goals and not is_missing(row.get(str(field)))]
    told = [shortened(masked(str(each))) for each in said]
    for field in _ROW if table is Goals else shown_fields(table, row):
        if not is_missing(row.get(str(field))):
            told.append(f"{words.title(table, field)} {_part(table, field, row, words)}")
    return "; ".join(told)


def _part(table: type[Table], field: Field, row: Mapping[str, object], words: Words) -> str:
    value = row[str(field)]
    if table is Goals and field == Goals.TARGET and isinstance(value, float) and row.get(Goals.UNIT) in set(Unit):
        upper = row.get(str(Goals.TARGET_MAX))
        return target_as_written(row, value, upper if isinstance(upper, float) else None, words)
    return shortened(_value(field, value, words))


def _value(field: Field, value: object, words: Words) -> str:
    typed = typed_value(field, value)
    if field.kind is Kind.DATE:
        return words.day(typed)  # type: ignore[arg-type]  # a day is a date
    if isinstance(typed, float):
        return words.number(typed).replace("-", "−")
    return masked(words.show(field, str(typed)))


def shortened(text: str) -> str:
    """A text as a line has room for it."""
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
