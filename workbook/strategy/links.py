"""The cells of the map's table that hold the texts of its boxes."""

from collections.abc import Sequence

from schemas.cells import column_letters
from schemas.tables import StrategyLines
from schemas.words.vocabulary import titles_by_field
from workbook.strategy.figures import Links
from workbook.strategy.model import StrategyMap

_LINKED = {
    "title": StrategyLines.FOCUS,
    "light": StrategyLines.LIGHT,
    "note": StrategyLines.ROLLED_UP,
    "plans": StrategyLines.PLAN_LINES,
}
"""What of a box stands in which column."""


def links_of(plan: StrategyMap, sheet: str, header: Sequence[str], left: int, first: int) -> Links:
    """The cell of each text.

    Args:
        plan: What the map shows.
        sheet: The name of the table's sheet.
        header: The titles of its columns.
        left: Its first column, from 1.
        first: Its first data row, from 1.
    """
    titles = titles_by_field(StrategyLines, header)
    quoted = sheet.replace("'", "''")
    columns = {
        part: column_letters(left + list(header).index(titles[field]))
        for part, field in _LINKED.items()
        if field in titles
    }
    return {
        box.row: {part: f"'{quoted}'!${column}${first + box.row}" for part, column in columns.items()}
        for box in plan.boxes
    }
