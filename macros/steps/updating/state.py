"""What a workbook was last made of, as lines of a hidden table: written when it is made, read when it is updated."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from schemas.cells import CellKind, RawTable
from schemas.fields import Field, Table
from schemas.frames import Record, is_missing, records
from schemas.issues.issue import errors
from schemas.reading import frame_of, read_table
from schemas.tables import REGISTER_PAPERS, Centres, Goals, Measures, Parameters, TranslationLines
from schemas.tables.register_state import RegisterState
from schemas.text.periods import Period
from schemas.words.vocabulary import Words
from workbook.layout import sheets
from workbook.trail.snapshots import MOST_OF_A_CELL

if TYPE_CHECKING:
    from macros.steps.register import Register

SOURCE = "register"
Row = dict[str, object]
"""A row by its fields, as JSON holds it; what is missing is left out."""
Key = tuple[str, ...]
KEYED: dict[type[Table], tuple[Field, ...]] = {
    Goals: (Goals.NUMBER, Goals.VALID_FROM),
    Centres: (Centres.CENTRE,),
    Measures: (Measures.MEASURE,),
    Parameters: (Parameters.NAME,),
}
"""Tables whose rows are known by a key, and are compared field by field; of papers whole rows are compared."""
_LEFT: dict[type[Table], frozenset[str]] = {
    Goals: frozenset({Goals.YEAR, Goals.CENTRE, Goals.TARGET_IN_WORDS}),
    Parameters: frozenset({Parameters.TITLE}),
}
"""What is no part of what a register states of a workbook's row."""
_CENTRE = "centre"


@dataclass(frozen=True)
class Source:
    """Which register it was.

    Args:
        file: Its name.
        digest: Its SHA-256; empty where it was not kept.
        person: Who brought it in; empty where that was not kept.
        when: When; empty where that was not kept.
    """

    file: str = ""
    digest: str = ""
    person: str = ""
    when: str = ""


_TOLD: Mapping[type[Table], Sequence[Field]] = {TranslationLines: (TranslationLines.NAME,)}
"""What a row is about, where no person need write it in a workbook: without it a register's line says nothing."""


@dataclass(frozen=True)
class State:
    """What a register says of one workbook.

    Args:
        keyed: Table → key → row.
        papers: Table → its rows, in order.
        source: Which register it was.
    """

    keyed: Mapping[type[Table], Mapping[Key, Row]] = field(default_factory=dict)
    papers: Mapping[type[Table], Sequence[Row]] = field(default_factory=dict)
    source: Source = field(default_factory=Source)

    @property
    def says(self) -> dict[type[Table], object]:
        """All that it says, whichever file said it."""
        return {table: rows for table, rows in (*self.keyed.items(), *self.papers.items()) if rows}


def rows_of(table: type[Table], frame: pd.DataFrame) -> dict[Key, Row]:
    """The rows of a table by their keys."""
    left = _LEFT.get(table, frozenset())
    fields = [each for each in table.fields if str(each) not in left]
    return {key_of(table, line): _row(line, fields) for line in records(frame)}


def key_of(table: type[Table], line: Record) -> Key:
    """What a row is known by."""
    return tuple(str(_plain(line[each])) if not is_missing(line[each]) else "" for each in KEYED[table])


def paper_rows(table: type[Table], frame: pd.DataFrame) -> list[Row]:
    """The rows of a paper by what people write in them; whose they are is left out, for all are the workbook's."""
    return [_row(line, paper_fields(table)) for line in records(frame)]


def paper_fields(table: type[Table]) -> list[Field]:
    """The columns of a paper that people write."""
    blocks = (block for sheet in sheets() for block in (*sheet.above, *sheet.blocks))
    inputs = next((block.inputs for block in blocks if block.table == table.name), frozenset(map(str, table.fields)))
    written = {*inputs, *map(str, _TOLD.get(table, ()))}
    return [each for each in table.fields if str(each) in written and str(each) != _CENTRE]


def state_of(register: "Register", holder: str, source: Source | None = None) -> State:
    """What a register says of a centre's workbook: only what it states itself.

    Args:
        register: The register.
        holder: The centre or group.
        source: Which file it is.
    """
    goals = register.goals[register.goals[Goals.CENTRE] == holder]
    measures = register.measures[register.measures[Measures.MEASURE].isin(goals[Goals.MEASURE])]
    frames: dict[type[Table], pd.DataFrame] = {Goals: goals, Measures: measures, Parameters: register.parameters}
    listed = register.sources.get(Centres.name)
    if listed is not None and listed.rows:
        frames[Centres] = register.centres
    keyed = {table: rows_of(table, frame) for table, frame in frames.items()}
    stated = [table for table in REGISTER_PAPERS if table.name in register.papers]
    papers = {table: paper_rows(table, register.paper(table, holder)) for table in stated}
    named = source or Source(register.sources[Goals.name].file if Goals.name in register.sources else "")
    return State(keyed, papers, named)


def state_frame(state: State) -> pd.DataFrame:
    """A state as lines of its table."""
    told = [(SOURCE, SOURCE, _json(vars(state.source)))]
    told += [(table.name, _json(key), _json(row)) for table, rows in state.keyed.items() for key, row in rows.items()]
    told += [
        (table.name, str(number), _json(row))
        for table, rows in state.papers.items()
        for number, row in enumerate(rows, 1)
    ]
    return frame_of(RegisterState, [line for each in told for line in _lines(*each)])


def read_state(raw: RawTable, words: Words) -> State | None:
    """The state that a workbook keeps; None where it keeps none, or its lines are not as they were written."""
    understood = read_table(RegisterState, raw, words)
    if errors(understood.issues) or not len(understood.frame):
        return None
    at = understood.positions[RegisterState.CONTENT]
    joined: dict[tuple[str, str], str] = {}
    for row, line in zip(understood.frame.index.tolist(), records(understood.frame), strict=True):
        cell = raw.rows[row][at]
        key = (str(line[RegisterState.TABLE]), str(line[RegisterState.NAME]))
        joined[key] = joined.get(key, "") + (str(cell.value) if cell.kind is not CellKind.BLANK else "")
    try:
        return _state(joined)
    except (ValueError, TypeError, KeyError):
        return None


def _state(joined: Mapping[tuple[str, str], str]) -> State:
    tables = {table.name: table for table in (*KEYED, *REGISTER_PAPERS)}
    keyed: dict[type[Table], dict[Key, Row]] = {table: {} for table in KEYED}
    papers: dict[type[Table], list[Row]] = {}
    source = Source()
    for (name, key), content in joined.items():
        if name == SOURCE:
            source = Source(**json.loads(content))
        elif (table := tables.get(name)) in keyed and table is not None:
            keyed[table][tuple(json.loads(key))] = json.loads(content)
        elif table is not None:
            papers.setdefault(table, []).append(json.loads(content))
    return State(keyed, papers, source)


def _row(line: Record, fields: Iterable[Field]) -> Row:
    return {str(each): _plain(line[each]) for each in fields if not is_missing(line.get(each))}


def _plain(value: object) -> object:
    """A value as JSON holds it."""
    if isinstance(value, Period):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool | int | float):
        return float(value)
    return str(value)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _lines(table: str, name: str, content: str) -> list[Record]:
    return [
        {
            str(RegisterState.TABLE): table,
            str(RegisterState.NAME): name,
            str(RegisterState.PART): float(part),
            str(RegisterState.CONTENT): content[start : start + MOST_OF_A_CELL],
        }
        for part, start in enumerate(range(0, len(content), MOST_OF_A_CELL), 1)
    ]
