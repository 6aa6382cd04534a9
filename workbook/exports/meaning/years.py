"""Which year months that name none are of, by what stands around a table."""

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.lexicon.filters import year_filtered
from schemas.lexicon.labels import Labels, drawn_on
from schemas.lexicon.title_names import without_measure
from schemas.lexicon.titles import is_doubtful_year, month_told, printed_month, years_in
from schemas.text.periods import Period


@dataclass(frozen=True)
class TitleYears:
    """The years around a table.

    Args:
        named: Those that its months may be of.
        doubtful: Those of titles that may speak of something else, each with its title.
        made: The last month that a line says the table is of, or was made in, and that line.
    """

    named: frozenset[int] = frozenset()
    doubtful: tuple[tuple[int, str], ...] = ()
    made: tuple[Period, str] | None = None

    @property
    def year(self) -> int | None:
        """The year of months that name none; None where no title, or more than one year, is named."""
        return next(iter(self.named)) if len(self.named) == 1 else None

    def against(self, year: int) -> str:
        """The title or the years that speak against months being of a year; empty where none does."""
        if len(self.named) > 1:
            return ", ".join(map(str, sorted(self.named)))
        return next((text for other, text in self.doubtful if other != year), "")

    def later_than(self, period: Period) -> str:
        """The line that tells that a table was made before a period began; empty where none does."""
        return self.made[1] if self.made and self.made[0].last_month < period.first_month else ""


def title_years(
    titles: Sequence[str], others: Sequence[str], file: str, labels: Labels, notes: Sequence[str] = ()
) -> TitleYears:
    """The years that stand around a table: in its titles, or else in the sheet's name, a corner, the file's name.

    Args:
        titles: The texts above a table.
        others: The sheet's name, and the headers over the labels; asked where no title names a year.
        file: The file's name; asked last.
        labels: The measures, whose own names may hold a year (``no more than in 2008``).
        notes: The texts below: filters among them name a year.
    """
    doubtful = [(year, text.strip()) for text in notes if (year := year_filtered(text)) is not None]
    made = _made([*titles, *others], notes, labels)
    for texts in (titles, others, [file]):
        years: set[int] = set()
        for text in (without_measure(text, labels) for text in texts):
            if drawn_on(text) is not None or printed_month(text) is not None:
                continue  # a day of printing only says which months cannot have been
            if is_doubtful_year(text):
                doubtful += [(year, text.strip()) for year in sorted(years_in(text))]
            else:
                years |= years_in(text)
        if years:
            return TitleYears(frozenset(years), tuple(doubtful), made)
    return TitleYears(doubtful=tuple(doubtful), made=made)


def _made(titles: Sequence[str], notes: Sequence[str], labels: Labels) -> tuple[Period, str] | None:
    """The last month that titles name or lines tell as the day of printing, and its line."""
    named = [(found, text) for text in titles if (found := month_told(text, labels)) is not None]
    printed = [(found, text) for text in (*titles, *notes) if (found := printed_month(text)) is not None]
    period, text = max([*named, *printed], key=lambda each: each[0].last_month, default=(None, ""))
    return None if period is None else (period, text.strip())
