"""Rules that ask every row of a list: a large one that may break them is read whole, for groups lose what rows say."""

from collections.abc import Callable

from schemas.cells import RawTable
from schemas.lexicon.labels import Labels
from schemas.lexicon.time_headings import end_of_spans, ends_of_spans, grain_of
from schemas.tables import Observations
from schemas.thresholds import MOST_SOURCES
from workbook.exports.rules.breakdowns import is_breakdown
from workbook.exports.rules.columns_beside import list_beside_issues
from workbook.exports.rules.count_or_share import count_and_share_columns
from workbook.exports.rules.figure_kinds import results_alone
from workbook.exports.rules.selector_columns import further_columns, unknown_columns
from workbook.exports.rules.years_beside import year_column


def counts_beside_shares(first: RawTable, _: Labels) -> bool:
    """Which of them the figures are, all measures tell."""
    return count_and_share_columns(first, Observations) is not None


def years_beside_months(first: RawTable, _: Labels) -> bool:
    """A year may be printed once, and turn between two rows."""
    return year_column(first, Observations) is not None


def texts_beside_figures(first: RawTable, labels: Labels) -> bool:
    """They say of their rows that these are no results, or scaled."""
    left = results_alone(first, first, Observations, labels)[0]
    return bool(list_beside_issues(left, Observations, labels))


def many_parts(first: RawTable, _: Labels) -> bool:
    """Rows of the whole and of its parts would be summed."""
    columns = further_columns(first, Observations)
    return any(is_breakdown(first, at) and not is_of_few(first, at) for at in columns)


def ends_of_periods(first: RawTable, _: Labels) -> bool:
    """First and last days may be the period, or contradict it."""
    return end_of_spans(first.header) is not None or ends_of_spans(first.header) is not None


def months_beside_years(first: RawTable, _: Labels) -> bool:
    """A month beside years may be the period."""
    return any(grain_of(first.header[at]) for at in unknown_columns(first, Observations))


ASK_EVERY_ROW: tuple[Callable[[RawTable, Labels], bool], ...] = (
    counts_beside_shares,
    years_beside_months,
    texts_beside_figures,
    many_parts,
    ends_of_periods,
    months_beside_years,
)
"""Each tells by the head of a list whether its rule may ask every row."""


def is_of_few(first: RawTable, position: int) -> bool:
    """Whether a column of the head holds few texts, by which rows may be grouped."""
    return len({row[position] for row in first.rows}) <= MOST_SOURCES
