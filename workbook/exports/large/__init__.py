"""Lists of up to millions of rows: regular rows are summed by group where they are, irregular ones read as ever."""

from pathlib import Path

from schemas.errors import CannotOpenError
from schemas.issues.issue import Issue, Place
from workbook.exports.large.condensed import CellsOutsideListError, Condensed, Plan


def condense(path: Path, plan: Plan) -> Condensed:
    """Read a list export, summed by group.

    Args:
        path: A .csv or .xlsx file.
        plan: Where its list stands, and what the columns are.

    Returns:
        The groups, and the irregular rows as the ordinary reader gives them.

    Raises:
        CannotOpenError: The file cannot be read, or more than the list stands on the sheet.
    """
    try:
        if plan.sheet:
            from workbook.exports.large.xlsx_lists import condense_sheet

            return condense_sheet(path, plan)
        from workbook.exports.large.csv_lists import condense_delimited

        return condense_delimited(path, plan)
    except CellsOutsideListError as error:
        raise CannotOpenError([Issue("figures_outside_list", Place(path.name, plan.sheet))]) from error
