"""What must be gone through in a workbook of next year beside its goals: what is last year's, or is not there yet."""

from collections.abc import Iterator

from macros.steps.rolling.carried_figures import own_parameters
from macros.steps.rolling.carried_tables import CarriedTables
from macros.steps.rolling.carrying import Carrying
from schemas.fields import Table
from schemas.tables import BudgetLines, Inflows, Services, Taxameters
from schemas.words.vocabulary import Words
from workbook.layout import TABLES

_PRICED: tuple[type[Table], ...] = (Services, Taxameters, Inflows)
"""Tables of prices and budgeted activity, which are agreed for a year."""


def to_do(about: Carrying, tables: CarriedTables, words: Words) -> list[str]:
    """What must be gone through, a line each.

    Args:
        about: What was carried.
        tables: The other tables that come along.
        words: The language.
    """
    return list(_lines(about, tables, words))


def _lines(about: Carrying, tables: CarriedTables, words: Words) -> Iterator[str]:
    last, year = about.old.year, about.year
    if len(about.old.frame(BudgetLines.name)):
        yield words.text("rolled_no_budget", sheet=words.sheet("budget"), year=year)
    for table in _PRICED:
        if count := len(tables.frames[table.name]):
            yield words.text("rolled_prices", sheet=words.sheet(table.name), count=count, year=last)
    for name, count in tables.naming_year.items():
        yield words.text("rolled_naming_year", table=words.table(TABLES[name]), count=count, year=last)
    if own := own_parameters(about):
        yield words.text("rolled_parameters", sheet=words.sheet("parameters"), names="; ".join(own))
