"""The reporting date that a workbook stands at when nobody names one."""

from datetime import date

from macros.steps.contract import Contract
from macros.steps.recalculating import latest_period, reporting_date
from schemas.reading import read_table
from schemas.tables import Results
from workbook.layout import About


def own_date(contract: Contract, today: date) -> date:
    """The reporting date of a workbook that is read and not recalculated.

    What is made of a workbook must say what the workbook itself says, so its sheet of results decides. Only where
    figures of another period have come since is that sheet no longer the workbook's last word.

    Args:
        contract: The workbook.
        today: Today, for a workbook without data.

    Returns:
        The date at which it was last recalculated; otherwise the end of the latest period in the data.
    """
    day = last_recalculated(contract)
    if day is None or day.year != contract.year or not _is_last_word(contract):
        return reporting_date(contract, today)
    return day


def last_recalculated(contract: Contract) -> date | None:
    """The reporting date of the sheet of results; that of a new workbook, where nothing has been computed yet."""
    frame = read_table(Results, contract.book.read(Results.name), contract.words, contract.year).frame
    return max((day for day in frame[Results.AS_OF] if isinstance(day, date)), default=None)


def _is_last_word(contract: Contract) -> bool:
    """Whether the front page says that it was computed, and from the period that is the latest in the data now."""
    words = contract.words
    if About.name not in contract.book.tables():
        return True
    facts = read_table(About, contract.book.read(About.name), words).frame
    told = dict(zip(facts[About.LABEL], facts[About.FACT], strict=True))
    not_yet, latest = words.text("not_yet"), latest_period(contract)
    computed = bool(told.get(words.text("about_computed"), not_yet) != not_yet)
    return computed and bool(told.get(words.text("about_latest"), not_yet) == (str(latest) if latest else not_yet))
