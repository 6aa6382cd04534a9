"""Groups of a condensed list as rows that are checked as each of their own rows would be."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from schemas.cells import Cell, CellKind
from schemas.context import Context
from schemas.fields import Field
from schemas.issues.issue import Place
from schemas.lexicon.labels import Labels
from schemas.lexicon.match import label_key
from schemas.measures import HUNDRED_PER_CENT
from schemas.tables import FIGURES, Observations
from workbook.exports.large.condensed import Condensed
from workbook.exports.rows.table_rows import SheetRead
from workbook.exports.rules.summing import RATIOS, ratios_to_parts


def as_rows(
    condensed: Condensed, fields: Sequence[Field | None], measure: str, labels: Labels, context: Context
) -> list[Sequence[Cell]]:
    """The groups with a value that no rule takes for what none of their rows holds.

    Args:
        condensed: The list, its groups first.
        fields: The field of each column.
        measure: The measure of the whole sheet, where no column says it.
        labels: For telling the measure of a group.
        context: The measures' units, and whether rows are added.

    Returns:
        Groups of one row, and of counts that are added, as they stand. Otherwise the sum of the values (95 and 90 per
        cent) says nothing: in its place stand the sum of the numerators over that of the denominators, or the mean.
    """
    rows = condensed.table.rows[: len(condensed.table.rows) - condensed.irregular]
    if Observations.VALUE not in fields:
        return list(rows)
    at = {field: position for position, field in enumerate(fields) if field}

    def adds(row: Sequence[Cell]) -> bool:
        text = row[at[Observations.MEASURE]].text if Observations.MEASURE in at else measure
        return context.parts and context.measures.get(labels.measures.get(label_key(text), text)) not in RATIOS

    return [
        _one(row, count, at, adds(row)) if count > 1 else row
        for row, count in zip(rows, condensed.counts, strict=False)
    ]


def _one(row: Sequence[Cell], count: int, at: dict[Field, int], adds: bool) -> Sequence[Cell]:
    position = at[Observations.VALUE]
    value, above, below = (_number(row[at[field]]) if field in at else None for field in FIGURES[Observations])
    if value is None:
        return row
    mean = value / count
    if above is not None and below:
        ratio = above / below
        figure = min(ratio, ratio * HUNDRED_PER_CENT, key=lambda each: abs(each - mean))
    elif adds:
        return row
    else:
        figure = mean
    return [*row[:position], row[position]._replace(value=figure), *row[position + 1 :]]


def _number(cell: Cell) -> float | None:
    return float(cell.value) if cell.kind is CellKind.NUMBER and isinstance(cell.value, int | float) else None


def left_to_parts(read: SheetRead, counts: Sequence[int], context: Context) -> None:
    """Leave the values of ratios to their parts in groups of several rows, as rows that are added are.

    Args:
        read: What was read; its frames are replaced, and a ratio without parts is a finding.
        counts: How many rows stand behind each group.
        context: The measures' units.
    """
    for number, part in enumerate(read.parts):
        frame = part.frame
        several = pd.Series([row < len(counts) and counts[int(row)] > 1 for row in frame.index], index=frame.index)
        several &= frame[Observations.VALUE].notna()
        raw = part.understood.raw
        left, issues = ratios_to_parts(frame.copy(), several, context, Place(raw.file, raw.sheet))
        read.parts[number] = replace(part, understood=replace(part.understood, frame=left))
        read.issues += issues
