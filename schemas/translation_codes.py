"""The codes of the sheet of names in exports: what a name looks like, and what it may be said to mean."""

from enum import StrEnum


class NameKind(StrEnum):
    """What a name of an export looks like from where it stands."""

    CENTRE = "centre"
    MEASURE = "measure"
    PERIOD = "period"
    HEADING = "heading"
    """Over a column: of a list, or of a part of the figures."""
    TITLE = "title"
    """Over a table."""
    SHEET = "sheet"


class NameRole(StrEnum):
    """What a name may mean that is no name of ours: to be passed over, a part of the figures, or a list's column."""

    SKIP = "skip"
    VALUE = "value"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    CENTRE = "centre"
    MEASURE = "measure"
    PERIOD = "period"
    ACCOUNT = "account"
    BUDGET = "budget"
    ACTUAL = "actual"
    FORECAST = "forecast"


PARTS = frozenset({NameRole.VALUE, NameRole.NUMERATOR, NameRole.DENOMINATOR})
"""The roles that are parts of figures too, wherever they stand."""
