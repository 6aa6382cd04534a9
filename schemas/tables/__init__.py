"""The tables of the design's section 4. Here each column name is written, once.

Whoever needs a column writes ``Goals.TARGET``; a file may head it with the field name or with the vocabulary's
Danish or English title.
"""

from collections.abc import Mapping

from schemas.fields import Field, Table
from schemas.frames import is_missing
from schemas.tables.contract import Centres, Goals, Measures, Parameters
from schemas.tables.economy import BudgetFollowUp, BudgetLines, Services
from schemas.tables.findings import IssueGroups, Issues
from schemas.tables.observations import MARK, Observations
from schemas.tables.plans import ActionPlans, StrategyLines
from schemas.tables.printed import PrintedDifferences, PrintedOverview
from schemas.tables.results import Results
from schemas.tables.trail import LogLines, Origins
from schemas.text.amounts import kroner

__all__ = [
    "EXPORT_TABLES",
    "FIGURES",
    "KEYS",
    "MARK",
    "REGISTER_TABLES",
    "ActionPlans",
    "BudgetFollowUp",
    "BudgetLines",
    "Centres",
    "Goals",
    "IssueGroups",
    "Issues",
    "LogLines",
    "Measures",
    "Observations",
    "Origins",
    "Parameters",
    "PrintedDifferences",
    "PrintedOverview",
    "Results",
    "Services",
    "StrategyLines",
    "compared",
    "written",
]

REGISTER_TABLES: tuple[type[Table], ...] = (Goals, Centres, Measures, Parameters, BudgetLines)
EXPORT_TABLES: tuple[type[Table], ...] = (Observations, BudgetLines)
KEYS: dict[type[Table], list[Field]] = {
    Observations: [Observations.CENTRE, Observations.MEASURE, Observations.PERIOD],
    BudgetLines: [BudgetLines.CENTRE, BudgetLines.ACCOUNT, BudgetLines.PERIOD],
}
"""What a row of an export is about; a table has one row of each."""
FIGURES: dict[type[Table], list[Field]] = {
    Observations: [Observations.VALUE, Observations.NUMERATOR, Observations.DENOMINATOR],
    BudgetLines: [BudgetLines.BUDGET, BudgetLines.ACTUAL, BudgetLines.FORECAST],
}
"""The figures of a row of an export."""
_DIGITS = 14
"""Significant digits that figures are told apart by: spreadsheet programs keep fifteen, and some round the last."""
_NOTHING = "–"


def compared(table: type[Table]) -> list[str]:
    """What two rows of an export are compared by: their figures, and the text of a suppressed one."""
    return [*FIGURES[table], MARK] if table is Observations else [*FIGURES[table]]


def written(table: type[Table], record: Mapping[str, object]) -> str:
    """A row's figures in a text that tells whether they are still the same; amounts in kroner.

    Args:
        table: Observations or budget lines.
        record: The row.
    """
    told = [_told(record.get(name), table) for name in compared(table)]
    while told[1:] and told[-1] == _NOTHING:
        told.pop()
    return " / ".join(told)


def _told(value: object, table: type[Table]) -> str:
    if is_missing(value):
        return _NOTHING
    if table is BudgetLines and isinstance(value, int):
        value = float(kroner(value))
    return f"{value:.{_DIGITS}g}".replace(".", ",") if isinstance(value, float) else str(value)
