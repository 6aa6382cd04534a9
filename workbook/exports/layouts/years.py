"""Which year months that name none are of, by what stands around a table."""

from collections.abc import Iterable

from schemas.labels import drawn_on, year_in


def title_year(titles: Iterable[str], others: Iterable[str], file: str = "") -> int | None:
    """The year of months that name none: the titles' one year, or else that of the sheet's name, a corner, the file.

    Args:
        titles: The texts above a table.
        others: The sheet's name, and the headers over the labels; asked where no title names a year.
        file: The file's name; asked last.
    """
    for texts in (titles, others, [file]):
        years = {year for text in texts if drawn_on(text) is None and (year := year_in(text)) is not None}
        if years:
            return years.pop() if len(years) == 1 else None
    return None
