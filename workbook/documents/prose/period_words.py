"""A period in words, as a sentence or a heading names it: *1. kvartal 2009*."""

from schemas.text.periods import Grain, Period
from schemas.words.vocabulary import Words

_KEYS = {
    Grain.MONTH: "period_month",
    Grain.QUARTER: "period_quarter",
    Grain.HALF_YEAR: "period_half_year",
    Grain.YEAR: "period_year",
}


def period_words(period: object, words: Words) -> str:
    """A period in words; blank where there is none.

    Args:
        period: A ``Period``, or nothing.
        words: The language.
    """
    if not isinstance(period, Period):
        return ""
    month = words.text(f"month_name_{period.index}") if period.grain is Grain.MONTH else ""
    return words.text(_KEYS[period.grain], year=period.year, number=period.index, month=month)
