"""A workbook's budget lines as they are corrected on a reporting date."""

from dataclasses import replace
from datetime import date

from macros.steps.contract import Contract


def with_corrected(contract: Contract, as_of: date) -> Contract:
    """A workbook with its budget lines as corrected.

    Args:
        contract: The workbook.
        as_of: The reporting date: later reallocations do not count yet.
    """
    if contract.corrected is not None:
        return contract
    return replace(contract, corrected=contract.lines)
