"""A list made tidy: what its columns say of each row is brought together, and rows that are no results are left out."""

from schemas.context import Context
from schemas.lexicon.labels import Labels
from schemas.profiles.export_profile import ExportProfile
from schemas.reading import fitting_table
from schemas.tables import EXPORT_TABLES
from workbook.exports.meaning.titled_lists import TitledList
from workbook.exports.rows.list_rows import completed, scaled
from workbook.exports.rows.tidy_rows import TidyRows
from workbook.exports.rows.translated import translated_periods
from workbook.exports.rules.budget_columns import column_issues
from workbook.exports.rules.budget_totals import without_budget_totals
from workbook.exports.rules.columns_beside import list_beside_issues
from workbook.exports.rules.count_or_share import count_or_share
from workbook.exports.rules.period_conflicts import time_issues
from workbook.exports.rules.row_selection import picked
from workbook.exports.rules.unit_conflicts import told_unit_issues
from workbook.exports.rules.yearless_rows import period_issues
from workbook.exports.rules.years_beside import with_years
from workbook.exports.tidy.fill_down import without_totals
from workbook.exports.tidy.period_spans import with_spans


def tidy_list(found: TitledList, labels: Labels, profile: ExportProfile, context: Context) -> TidyRows | None:
    """Make a list tidy.

    Args:
        found: Its cells, and what stands around them.
        labels: What its labels may be.
        profile: What the user has said of it.
        context: What its checks need to know.

    Returns:
        Its rows; None where its header fits none of our tables.
    """
    raw = completed(found, context.words)
    table = fitting_table(EXPORT_TABLES, raw.read_as or raw.header)
    if table is None:
        return None
    raw = translated_periods(raw, table, labels)
    raw, issues = with_years(with_spans(count_or_share(raw, table, labels), table), table)
    raw = scaled(raw, table, labels)
    year = profile.year or found.years.year or labels.year or context.year
    raw, totals = without_totals(raw, table, labels)
    raw, of_budgets = without_budget_totals(raw, table, labels)
    raw, totals, out = picked(raw, totals, table, labels, context.parts)
    issues += [*out, *time_issues(raw, table, labels)]
    issues += period_issues(raw, year, found.years, profile.year is not None)
    issues += [*list_beside_issues(raw, table, labels), *column_issues(raw, table, profile)]
    issues += told_unit_issues(found, context)
    return TidyRows(raw, table, year, totals, of_budgets, issues)
