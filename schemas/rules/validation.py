"""The pandera models of the tables, and the one way to validate a frame: lazily, all findings at once.

A model is built from the table's fields (which columns, of which kind, may they be blank) and the table's rules.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

import pandas as pd
from pandas.api.types import pandas_dtype

from schemas.context import Context
from schemas.fields import Field, Kind, Table
from schemas.frames import is_missing
from schemas.issues.issue import OF_GOAL, Issue, Place
from schemas.reading import Understood
from schemas.rules.by_table import RULES
from schemas.rules.row_rules import RowRule
from schemas.tables import Goals

if TYPE_CHECKING:
    import pandera.pandas as pa

_TYPES = {Kind.FIGURE: "float64", Kind.SHARE: "float64", Kind.WHOLE: "float64", Kind.AMOUNT: "Int64"}
"""The types of columns of numbers; all others hold objects."""
_KNOWN_BY: dict[type[Table], Field] = {Goals: Goals.NUMBER}
"""The column that a table's rows are known by, where that is not its first."""


def model(table: type[Table], broken: Mapping[int, "pd.Series[bool]"]) -> "pa.DataFrameSchema":
    """The pandera model of a table.

    Args:
        table: Which table.
        broken: The rows that break a rule, by its position in ``RULES[table]``.

    Returns:
        A schema of typed columns whose dataframe-level checks are the broken rules, each named by its position.
    """
    import pandera.pandas as pa

    columns = {str(field): pa.Column(_type(field), nullable=field.nullable, name=str(field)) for field in table.fields}
    checks = [pa.Check(_kept(rows), name=str(position), ignore_na=False) for position, rows in broken.items()]
    return pa.DataFrameSchema(columns, checks=checks, strict=False, name=table.name)


def _type(field: Field) -> Any:
    return _TYPES.get(field.kind, object)


def _kept(broken: "pd.Series[bool]") -> Callable[[pd.DataFrame], "pd.Series[bool]"]:
    return lambda _: ~broken


def _broken_rules(understood: Understood, context: Context) -> dict[int, "pd.Series[bool]"]:
    """The rules that any row breaks, by their positions, with the rows."""
    rules = enumerate(RULES.get(understood.table, ()))
    told = ((position, rule.breaks(understood.frame, context).astype(bool)) for position, rule in rules)
    return {position: rows for position, rows in told if rows.any()}


def validate(understood: Understood, context: Context) -> list[Issue]:
    """Validate an understood table.

    Args:
        understood: The table, with what reading it found.
        context: What the rules need to know.

    Returns:
        All findings at once, of reading and of the rules, in the order of rows; an error that reading already found
        in a cell is not repeated by a rule about the same cell.
    """
    found = list(understood.issues)
    if not len(understood.frame):
        return found
    broken = _broken_rules(understood, context)
    if broken or not _is_sound(understood.table, understood.frame):
        found += _of_model(understood, broken, context)
    return sorted(_told(found, understood), key=lambda issue: issue.place.row or 0)


def _is_sound(table: type[Table], frame: pd.DataFrame) -> bool:
    """Whether a frame has every column, each of its type, and no blank where none may be: most have.

    Of such a frame the model has nothing to say but the rules; to have it built and asked took a tenth of a command.
    """
    types = dict(zip(frame.columns, frame.dtypes, strict=True))
    if not all(field in types and types[field] == kind for field, kind in _types(table).items()):  # type: ignore[arg-type]
        return False
    needed = (field for field in table.fields if not field.nullable)
    return not any(frame[field].hasnans for field in needed)


@cache
def _types(table: type[Table]) -> dict[Field, Any]:
    return {field: pandas_dtype(_type(field)) for field in table.fields}


def _of_model(understood: Understood, broken: Mapping[int, "pd.Series[bool]"], context: Context) -> list[Issue]:
    """What the model finds beyond what reading found in the same cells."""
    import pandera.pandas as pa

    said = {_cell(issue) for issue in understood.issues if issue.is_error}
    try:
        # The rules that no row breaks are left out: to have that said takes pandera several times as long.
        model(understood.table, broken).validate(understood.frame, lazy=True)
    except pa.errors.SchemaErrors as problem:
        issues = _issues(problem, understood, context)
        return [issue for issue in issues if _cell(issue) not in said or issue.place.column == ""]
    return []


def _told(found: list[Issue], understood: Understood) -> list[Issue]:
    if understood.table is not Goals:
        return found
    rows = {understood.place(int(row), Goals.NUMBER).row: int(row) for row in understood.frame.index}
    return [_of_its_goal(issue, rows, understood.frame) for issue in found]


def _cell(issue: Issue) -> tuple[object, ...]:
    """The cell of a finding: a row of a crosstab has several of one column."""
    return issue.place.row, issue.place.column, issue.place.cell


def _issues(problem: Any, understood: Understood, context: Context) -> Iterator[Issue]:
    rules = RULES.get(understood.table, ())
    found: Any = understood.frame.to_dict("index")  # once: a wrong name tends to stand in thousands of rows
    for error in problem.schema_errors:
        name = getattr(error.check, "name", None)
        if name is not None and str(name).isdigit():
            rule = rules[int(name)]
            rows = error.check_output.index[~error.check_output.to_numpy(dtype=bool)]
            whole = rule.of_all(understood.frame)
            yield from (_broken(rule, int(row), found[row], whole, understood, context) for row in rows)
        elif error.check == "not_nullable":
            field = _field(understood.table, error.schema.name)
            rows = understood.frame.index[understood.frame[field].isna()]
            yield from (Issue("missing_value", _at(understood, int(row), field, context), "") for row in rows)
        else:
            # A column of another type than reading makes is our own mistake, never the user's data.
            raise error


def _broken(
    rule: RowRule,
    row: int,
    record: dict[str, Any],
    whole: dict[str, object],
    understood: Understood,
    context: Context,
) -> Issue:
    typed = record.get(rule.column)
    value = understood.value(row, rule.column) or _text(typed)
    if isinstance(typed, date) and not is_missing(typed):
        value = context.words.day(typed)  # a cell's own text is the same day in another order
    position = understood.positions.get(rule.column)
    is_header = rule.figure is not None and position is not None and understood.raw.is_shared(position)
    shown = rule.figure if rule.figure is not None and is_header else rule.column
    return Issue(rule.code, _at(understood, row, shown, context), value, {**rule.details(record, context), **whole})


def _at(understood: Understood, row: int, field: Field, context: Context) -> Place:
    """Where a field of a row stands; a column that is not there is told beside the one that rows are known by."""
    place = understood.place(row, field)
    if place.column:
        return place
    there = understood.positions
    beside = _KNOWN_BY.get(understood.table) or next((known for known in there if not known.nullable), None)
    cell = understood.place(row, beside).cell if beside in there else ""
    return replace(place, column=context.words.title(understood.table, field), cell=cell)


def _of_its_goal(issue: Issue, rows: Mapping[int | None, int], frame: pd.DataFrame) -> Issue:
    """A finding of a register, with the goal that its row is about."""
    if issue.place.row not in rows:
        return issue
    row = frame.loc[rows[issue.place.row]]
    return replace(issue, details={**issue.details, OF_GOAL: goal_of(row)})


def goal_of(row: Any) -> tuple[str, str, str]:
    """A goal's number, centre and title, by which a finding says which goal it is about; blank where none stands."""
    number, centre, title = (
        "" if is_missing(row[name]) else str(row[name]) for name in (Goals.NUMBER, Goals.CENTRE, Goals.TITLE)
    )
    return number, centre, title


def _text(value: object) -> str:
    return "" if is_missing(value) else str(value)


def _field(table: type[Table], name: str) -> Field:
    return next(field for field in table.fields if field == name)
