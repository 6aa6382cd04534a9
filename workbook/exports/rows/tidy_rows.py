"""Rows that are told whole: what a list, a crosstab and a list of cases are brought to before their cells are typed."""

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.cells import RawTable
from schemas.fields import Table
from schemas.issues.issue import Issue
from schemas.tables import Observations


@dataclass(frozen=True)
class TidyRows:
    """Rows of one table, each with its own centre, measure (account) and period.

    Args:
        raw: The rows.
        table: Which table they are of.
        year: The year of periods that name none.
        totals: Rows of totals, as many as ``raw`` has, blank where it has one; None where they are checked elsewhere.
        of_budgets: The same for totals of accounts and of months.
        issues: What was found while the rows were made.
    """

    raw: RawTable
    table: type[Table] = Observations
    year: int | None = None
    totals: RawTable | None = None
    of_budgets: RawTable | None = None
    issues: Sequence[Issue] = ()
