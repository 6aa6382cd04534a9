"""Which year months that name none are of, by what stands around a table."""

from collections.abc import Iterable
from dataclasses import dataclass

from schemas.labels import Labels, drawn_on
from schemas.title_names import without_measure
from schemas.title_texts import is_doubtful_year, years_in


@dataclass(frozen=True)
class TitleYears:
    """The years around a table.

    Args:
        named: Those that its months may be of.
        doubtful: Those of titles that may speak of something else, each with its title.
    """

    named: frozenset[int] = frozenset()
    doubtful: tuple[tuple[int, str], ...] = ()

    @property
    def year(self) -> int | None:
        """The year of months that name none; None where no title, or more than one year, is named."""
        return next(iter(self.named)) if len(self.named) == 1 else None

    def against(self, year: int) -> str:
        """The title or the years that speak against months being of a year; empty where none does."""
        if len(self.named) > 1:
            return ", ".join(map(str, sorted(self.named)))
        return next((text for other, text in self.doubtful if other != year), "")


def title_years(titles: Iterable[str], others: Iterable[str], file: str, labels: Labels) -> TitleYears:
    """The years that stand around a table: in its titles, or else in the sheet's name, a corner, the file's name.

    Args:
        titles: The texts above a table.
        others: The sheet's name, and the headers over the labels; asked where no title names a year.
        file: The file's name; asked last.
        labels: The measures, whose own names may hold a year (``no more than in 2008``).
    """
    doubtful: list[tuple[int, str]] = []
    for texts in (titles, others, [file]):
        years: set[int] = set()
        for text in (without_measure(text, labels) for text in texts):
            if drawn_on(text) is not None:
                continue
            if is_doubtful_year(text):
                doubtful += [(year, text.strip()) for year in sorted(years_in(text))]
            else:
                years |= years_in(text)
        if years:
            return TitleYears(frozenset(years), tuple(doubtful))
    return TitleYears(doubtful=tuple(doubtful))
