"""Which goals a line of the log concerns: those that are computed from the figures that it tells of."""

from collections.abc import Iterable, Sequence, Set
from pathlib import Path

import pandas as pd

from macros.steps.tracing import Key
from schemas.measures import account_measure, deviation_measure
from schemas.tables import BudgetLines, Goals, Origins
from schemas.text.periods import MONTHS_A_YEAR


class GoalsOfFigures:
    """Finds the goals of a workbook's figures.

    Args:
        goals: Its goals, all versions of them.
    """

    def __init__(self, goals: pd.DataFrame) -> None:
        self._by_series: dict[tuple[str, str], dict[str, None]] = {}
        columns = [Goals.CENTRE, Goals.MEASURE, Goals.NUMBER]
        for centre, measure, number in goals[columns].itertuples(index=False, name=None):
            self._by_series.setdefault((str(centre), str(measure)), {})[str(number)] = None

    def of(self, keys: Iterable[Key]) -> list[str]:
        """The numbers of the goals of rows, in the contract's order.

        Args:
            keys: Table, centre and measure (account) of each row; what comes after them is not looked at.
        """
        wanted = {series for key in dict.fromkeys(each[:3] for each in keys) for series in _series(*key)}
        return [number for series, numbers in self._by_series.items() if series in wanted for number in numbers]


def _series(table: object, centre: object, what: object) -> list[tuple[str, str]]:
    """Centre and measure of what a row gives: an account gives its use, and how far each forecast was off."""
    if table != BudgetLines.name:
        return [(str(centre), str(what))]
    account = str(what)
    measures = [account_measure(account), *(deviation_measure(account, month + 1) for month in range(MONTHS_A_YEAR))]
    return [(str(centre), measure) for measure in measures]


def moved_by_file(origins: pd.DataFrame | None, moved: Set[Key], paths: Sequence[Path]) -> dict[str, list[Key]]:
    """Which of the rows that an import has added or changed came from which file.

    Args:
        origins: The table of origins with this import's rows; None where the workbook keeps none.
        moved: Table, centre, measure (account) and period of those rows.
        paths: The files of the import.

    Returns:
        The rows by the file's name; where no origins are kept, all of them under each file.
    """
    if origins is None or len(paths) == 1:
        return {path.name: [*moved] for path in paths}
    found: dict[str, list[Key]] = {}
    columns = [Origins.FILE, Origins.TABLE, Origins.CENTRE, Origins.MEASURE, Origins.PERIOD]
    for file, *key in origins[columns].itertuples(index=False, name=None):
        if tuple(key) in moved:
            found.setdefault(str(file), []).append(tuple(key))
    return found
