"""The duty to warn: accounts and goals that are not expected to be kept."""

from macros.steps.economy.found import Economics, Found
from schemas.reading import empty
from schemas.tables import WarningsDue


def warnings_due(about: Economics) -> Found:
    """What a centre must give notice of, with the accounts of recovery that were written.

    Args:
        about: The workbook's economy; ``standing`` holds what people have written.
    """
    return Found(empty(WarningsDue))
