"""A snapshot: what results were computed from, and what came out, as lines of a small table that people can read."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from schemas.codes import SnapshotKind
from schemas.fields import Field, Kind, Table
from schemas.frames import Record, is_missing, records
from schemas.reading import frame_of
from schemas.tables import KEYS, MARK, BudgetLines, Goals, Measures, Observations, Parameters, SnapshotInputs
from schemas.text.periods import Period, parse_period
from schemas.written import compared

MOST_OF_A_CELL = 32_000
"""Characters of a content that one line holds; a cell of a spreadsheet holds 32,767."""
_PROGRAM = "version"
_FIELDS: dict[SnapshotKind, tuple[type[Table], Field]] = {
    SnapshotKind.GOAL: (Goals, Goals.NUMBER),
    SnapshotKind.MEASURE: (Measures, Measures.MEASURE),
}
"""Tables whose lines are kept by their fields, and the field that names a line."""
_SERIES: dict[SnapshotKind, type[Table]] = {
    SnapshotKind.OBSERVATION: Observations,
    SnapshotKind.BUDGET_LINE: BudgetLines,
}
"""Tables whose lines are kept as series: centre and measure (account), with the figures of each period."""


class UnreadableSnapshotError(ValueError):
    """The lines of a snapshot are not as they were written."""


@dataclass(frozen=True)
class Snapshot:
    """What results were computed from, and what came out.

    Args:
        as_of: The reporting date.
        program: The version of the program that computed them.
        frames: Goals, observations, budget lines, parameters (name and value), and measures where there are any.
        figures: Centre and number of each goal → its figures and its light.
    """

    as_of: date
    program: str
    frames: Mapping[type[Table], pd.DataFrame]
    figures: Mapping[tuple[str, str], Record] = field(default_factory=dict)


def lines_of(snapshot: Snapshot) -> list[Record]:
    """A snapshot as lines of ``SnapshotInputs``, in a fixed order: what is equal gives equal lines."""
    return [line for told in _told(snapshot) for line in _lines(snapshot.as_of, *told)]


def snapshot_of(lines: Sequence[Record]) -> Snapshot:
    """A snapshot from its lines.

    Raises:
        UnreadableSnapshotError: The lines are not as they were written.
    """
    try:
        return _snapshot(lines)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise UnreadableSnapshotError(str(error)) from error


def contents(lines: Iterable[Record]) -> dict[SnapshotKind, list[tuple[str, str, str]]]:
    """Centre, name and content of what a snapshot holds, by kind; contents in several lines are joined."""
    found: dict[SnapshotKind, list[tuple[str, str, str]]] = {kind: [] for kind in SnapshotKind}
    for line in lines:
        entries = found[SnapshotKind(line[SnapshotInputs.KIND])]
        centre, name = str(line[SnapshotInputs.CENTRE] or ""), str(line[SnapshotInputs.NAME])
        content = str(line[SnapshotInputs.CONTENT])
        if line[SnapshotInputs.PART] > 1:
            content = entries.pop()[-1] + content
        entries.append((centre, name, content))
    return found


def _lines(as_of: date, kind: SnapshotKind, centre: str, name: str, content: str) -> Iterator[Record]:
    for part, start in enumerate(range(0, len(content), MOST_OF_A_CELL), 1):
        yield {
            SnapshotInputs.AS_OF: as_of,
            SnapshotInputs.KIND: kind,
            SnapshotInputs.CENTRE: centre or None,
            SnapshotInputs.NAME: name,
            SnapshotInputs.PART: part,
            SnapshotInputs.CONTENT: content[start : start + MOST_OF_A_CELL],
        }


def _told(snapshot: Snapshot) -> Iterator[tuple[SnapshotKind, str, str, str]]:
    """Kind, centre, name and content of each thing that a snapshot holds."""
    yield SnapshotKind.PROGRAM, "", _PROGRAM, _json(snapshot.program)
    for kind, (table, named) in _FIELDS.items():
        if table in snapshot.frames:
            for record in records(snapshot.frames[table]):
                kept = {
                    str(each): _plain(record.get(each)) for each in table.fields if not is_missing(record.get(each))
                }
                yield (
                    kind,
                    str(record.get(Goals.CENTRE) or "") if table is Goals else "",
                    str(record[named]),
                    _json(kept),
                )
    for kind, table in _SERIES.items():
        for (centre, name), series in _series(table, snapshot.frames[table]).items():
            yield kind, centre, name, _json(series)
    values = snapshot.frames[Parameters]
    for name, value in zip(values[Parameters.NAME], values[Parameters.VALUE], strict=True):
        yield SnapshotKind.PARAMETER, "", str(name), _json(float(value))
    for (centre, number), figures in snapshot.figures.items():
        kept = {str(name): _plain(value) for name, value in figures.items() if not is_missing(value)}
        yield SnapshotKind.RESULT, centre, number, _json(kept)


def _series(table: type[Table], frame: pd.DataFrame) -> dict[tuple[str, str], dict[str, list[object]]]:
    """Centre and measure → period → figures, those missing at the end left out."""
    found: dict[tuple[str, str], dict[str, list[object]]] = {}
    centre, measure, period = KEYS[table]
    for row in records(frame):
        figures = [_plain(row.get(name)) for name in compared(table)]
        while figures and figures[-1] is None:
            figures.pop()
        found.setdefault((str(row[centre]), str(row[measure])), {})[str(row[period])] = figures
    return found


def _plain(value: object) -> object:
    """A value as JSON holds it; numbers of libraries become Python's own."""
    if is_missing(value):
        return None
    if isinstance(value, Period):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str | int):
        return str(value) if isinstance(value, str) else int(value)
    return float(value)  # type: ignore[arg-type]  # what is left are figures


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _snapshot(lines: Sequence[Record]) -> Snapshot:
    found = contents(lines)
    frames = {table: _frame(table, found[kind]) for kind, (table, _) in _FIELDS.items()}
    if not found[SnapshotKind.MEASURE]:
        del frames[Measures]
    frames |= {table: _series_frame(table, found[kind]) for kind, table in _SERIES.items()}
    values = found[SnapshotKind.PARAMETER]
    rows = [{Parameters.NAME: name, Parameters.VALUE: float(json.loads(text))} for _, name, text in values]
    frames[Parameters] = frame_of(Parameters, rows)
    figures = {(centre, number): dict(json.loads(text)) for centre, number, text in found[SnapshotKind.RESULT]}
    [(_, _, program)] = found[SnapshotKind.PROGRAM]
    return Snapshot(lines[0][SnapshotInputs.AS_OF], str(json.loads(program)), frames, figures)


def _frame(table: type[Table], entries: Sequence[tuple[str, str, str]]) -> pd.DataFrame:
    rows = []
    for _, _, text in entries:
        told = json.loads(text)
        rows.append({each: _typed(each, told[each]) for each in table.fields if each in told})
    return frame_of(table, rows)


def _series_frame(table: type[Table], entries: Sequence[tuple[str, str, str]]) -> pd.DataFrame:
    centre, measure, period = KEYS[table]
    rows: list[Record] = []
    for holder, name, text in entries:
        for when, figures in json.loads(text).items():
            told = dict(zip(compared(table), figures, strict=False))
            rows.append({centre: holder, measure: name, period: parse_period(when), **told})
    frame = frame_of(table, rows)
    if table is Observations:
        frame[MARK] = pd.Series([row.get(MARK) for row in rows], dtype=object)
    return frame


def _typed(column: Field, value: Any) -> object:
    """A value of JSON as a frame holds it."""
    if column.kind is Kind.PERIOD:
        return parse_period(value)
    if column.kind is Kind.DATE:
        return date.fromisoformat(value)
    if column.codes is not None and value in set(column.codes):
        return column.codes(value)
    return value
