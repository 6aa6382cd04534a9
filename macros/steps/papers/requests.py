"""What the centres ask of the central administration, brought together; the answers stand in the centres' workbooks."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from schemas.frames import is_missing, records
from schemas.reading import empty
from schemas.rules.plan_rules import is_answered
from schemas.tables import Requests

if TYPE_CHECKING:  # a part of a consolidated workbook reads its papers by this package
    from macros.steps.centre_results import CentreResults


def requests_of(parts: "Sequence[CentreResults]") -> pd.DataFrame:
    """The requests of all workbooks: those without an answer first, the oldest of them at the top.

    Args:
        parts: What each workbook holds. A request that names no centre is that of the workbook's holder.
    """
    found = [
        frame.assign(**{str(Requests.CENTRE): frame[Requests.CENTRE].map(lambda name, own=part.holder: _or(name, own))})
        for part in parts
        if len(frame := part.paper(Requests))
    ]
    if not found:
        return empty(Requests)
    together = pd.concat(found, ignore_index=True)
    answered = [is_answered(row) for row in records(together)]
    asked = together[Requests.ASKED_ON].map(lambda day: day if isinstance(day, date) else date.max)
    order = (
        pd.DataFrame({"answered": answered, "asked": asked}, index=together.index)
        .sort_values(["answered", "asked"], kind="stable")
        .index
    )
    return together.loc[order].reset_index(drop=True)


def _or(value: object, otherwise: str) -> object:
    return otherwise if is_missing(value) else value
