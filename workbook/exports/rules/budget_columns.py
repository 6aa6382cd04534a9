"""Columns of budget lines that are no month's own amounts, and titles around them that say so."""

from collections.abc import Iterator

from schemas.cells import RawTable
from schemas.fields import Field, Table
from schemas.issues.issue import Issue, Place
from schemas.lexicon.budget_titles import Reach, budget_title, tells_amounts
from schemas.profiles.export_profile import LEFT_OUT, ExportProfile
from schemas.reading import fields_of, header_cell
from schemas.tables import BudgetLines

_AMOUNTS = (BudgetLines.BUDGET, BudgetLines.ACTUAL)


def column_issues(raw: RawTable, table: type[Table], profile: ExportProfile) -> list[Issue]:
    """Findings about the columns of a list of budget lines.

    Args:
        raw: The list.
        table: What it is a list of.
        profile: What the user has said of it.

    Returns:
        Errors for columns of sums to date or of the year's budget, where the user has not said that they are; warnings
        for columns that another was taken instead of; an error where budget or actual are missing though a title that
        is not understood speaks of them.
    """
    if table is not BudgetLines:
        return []
    fields = fields_of(raw, table)
    found = []
    for at, field in enumerate(fields):
        told = budget_title(raw.header[at]) if field in _AMOUNTS else None
        if told is None or told.reach is Reach.MONTH:
            continue
        if told.reach is Reach.TO_DATE and profile.accumulated is None:
            found.append(Issue("budget_to_date", _header(raw, at), raw.header[at].strip()))
        if told.reach is Reach.YEAR and not (profile.budget_is or profile.accumulated):
            found.append(Issue("budget_of_year", _header(raw, at), raw.header[at].strip()))
    return [*found, *_instead(raw, fields), *_missing(raw, fields)]


def _instead(raw: RawTable, fields: list[Field | None]) -> Iterator[Issue]:
    """Columns that were passed over since another of the same field is the one in force."""
    taken = {field: at for at, field in enumerate(fields) if field is not None}
    for at, title in enumerate(raw.header):
        told = budget_title(title) if raw.read_as and raw.read_as[at] == LEFT_OUT else None
        if told is not None and told.field in taken and budget_title(raw.header[taken[told.field]]) is not None:
            yield Issue("budget_instead", _header(raw, at), title.strip(), {"taken": raw.header[taken[told.field]]})


def _missing(raw: RawTable, fields: list[Field | None]) -> Iterator[Issue]:
    lacking = [field for field in _AMOUNTS if field not in fields]
    for at, title in enumerate(raw.header):
        is_open = fields[at] is None and not (raw.read_as and raw.read_as[at] == LEFT_OUT)
        if is_open and title.strip() and tells_amounts(title) in lacking:
            yield Issue("budget_unclear", _header(raw, at), title.strip())


def _header(raw: RawTable, at: int) -> Place:
    return Place(raw.file, raw.sheet, raw.header_row, raw.header[at], header_cell(raw, at))
