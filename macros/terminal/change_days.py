"""Days of a change as people write them: a period is its first day where something begins, else its last."""

import argparse
from datetime import date, datetime

from schemas.words.vocabulary import Words

_DATES = ("%d-%m-%Y", "%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y")


def change_day(text: str, is_first: bool) -> date | None:
    """The day that a text writes; None where it writes none.

    Args:
        text: ``01-07-2009``, ``2009-07-01``, or a period (``juli 2009``, ``2009-Q2``).
        is_first: Whether a period stands for its first day.
    """
    from schemas.text.periods import PeriodError, parse_period

    for pattern in _DATES:
        try:
            return datetime.strptime(text.strip(), pattern).date()
        except ValueError:
            continue
    try:
        period = parse_period(text)
    except PeriodError:
        return None
    return period.first_day if is_first else period.last_day


def day_argument(words: Words, is_first: bool) -> "type[date]":
    """A converter for ``--from`` (a first day) or ``--on`` (a last one).

    Args:
        words: The user's language.
        is_first: Whether a period stands for its first day.
    """

    def convert(text: str) -> date:
        day = change_day(text, is_first)
        if day is None:
            raise argparse.ArgumentTypeError(words.text("cli_bad_as_of", value=text))
        return day

    return convert  # type: ignore[return-value]  # argparse takes any callable
