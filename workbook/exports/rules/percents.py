"""Figures in per cent, or with a currency, of measures that are not counted in it."""

from schemas.cells import Cell, CellKind
from schemas.codes import Unit
from schemas.context import Context
from schemas.frames import is_missing, numbered
from schemas.issues.issue import Issue
from schemas.measures import HUNDRED_PER_CENT
from schemas.reading import Understood
from schemas.tables import FIGURES, Observations
from schemas.text.values import says_currency, says_percent
from schemas.thresholds import DECIMALS_KEPT

_IN_PER_CENT = frozenset({Unit.PCT, Unit.PCT_POINT})


def percent_issues(understood: Understood, context: Context) -> list[Issue]:
    """Figures with a per cent sign, format or currency whose measure has another unit: 60 % is no count of 60.

    Args:
        understood: The rows, centres and measures by their names.
        context: The measures' units; a measure of an unknown unit may have any sign.

    Returns:
        An error for each such cell.
    """
    if understood.table is not Observations:
        return []
    frame = understood.frame
    units = frame[Observations.MEASURE].map(context.measures)
    issues = []
    columns = {field: at for field in FIGURES[Observations] if (at := understood.positions.get(field)) is not None}
    for row, record in numbered(frame[units.notna()]):
        unit = Unit(context.measures[str(record[Observations.MEASURE])])
        for field, position in columns.items():
            cell = understood.raw.rows[row][position]
            if is_missing(record[field]):
                continue
            details = {"measure": str(record[Observations.MEASURE]), "unit": context.words.word(unit)}
            about = (understood.place(row, field), _seen(cell, context), details)
            if unit not in _IN_PER_CENT and _is_percent(cell):
                issues.append(Issue("percent_for_other_unit", *about))
            elif unit is not Unit.KR and cell.kind is CellKind.TEXT and says_currency(cell.text):
                issues.append(Issue("currency_for_other_unit", *about))
    return issues


def _is_percent(cell: Cell) -> bool:
    return cell.is_percent if cell.kind is CellKind.NUMBER else says_percent(cell.text)


def _seen(cell: Cell, context: Context) -> str:
    """The figure as the user's spreadsheet shows it."""
    if cell.kind is CellKind.NUMBER and isinstance(cell.value, int | float):
        return f"{context.words.number(round(cell.value * HUNDRED_PER_CENT, DECIMALS_KEPT))} %"
    return cell.text.strip()
