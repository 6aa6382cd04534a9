"""Months in a row as people read them: the first and the last of each run."""

import itertools
from collections.abc import Iterable

from schemas.text.periods import month_end, month_of

DASH = "\u2013"


def month_spans(months: Iterable[int]) -> str:
    """Running months as text: ``2025-01–2025-03, 2025-05``.

    Args:
        months: Months as running numbers (12 a year), in any order.
    """
    runs = itertools.groupby(enumerate(sorted(set(months))), key=lambda each: each[1] - each[0])
    spans = [[month for _, month in run] for _, run in runs]
    ends = [dict.fromkeys(str(month_of(month_end(month))) for month in (span[0], span[-1])) for span in spans]
    return ", ".join(DASH.join(each) for each in ends)
