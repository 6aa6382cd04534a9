"""What is asked of all workbooks before any is read whole: whose each is, of which year, with which goals."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from macros.steps.contract import open_book
from macros.steps.new import MACRO_ENDING
from macros.steps.rolling.choice import names_of
from schemas.context import holders_of, year_of
from schemas.errors import RefusedError
from schemas.issues.issue import Issue, Place, errors
from schemas.reading import read_table
from schemas.tables import Centres, Goals


@dataclass(frozen=True)
class Glance:
    """A workbook at a glance.

    Args:
        path: The file.
        year: Its contract year.
        holder: Whose contract it is.
        goals: What its goals are called: all names of the centre, as they are compared, and the number.
    """

    path: Path
    year: int
    holder: str
    goals: tuple[tuple[frozenset[str], str], ...]

    @property
    def has_macros(self) -> bool:
        """Whether it is a workbook with macros, and next year's is to be one."""
        return self.path.suffix.casefold() == MACRO_ENDING


def glance(path: Path) -> Glance:
    """Look at a workbook; the rest of it is read when its turn comes, so that many take no more room than one.

    Args:
        path: One of our workbooks.

    Raises:
        CannotOpenError: It cannot be read, is not ours, or is of a newer layout.
        RefusedError: Its contract cannot be understood, or is empty.
    """
    book, words = open_book(path)
    with book:
        goals, centres = (read_table(table, book.read(table.name), words) for table in (Goals, Centres))
    if wrong := errors(goals.issues):
        raise RefusedError(wrong)
    if not len(goals.frame):
        place = Place(path.name, goals.raw.sheet)
        raise RefusedError([Issue("empty_table", place, details={"table": words.table(Goals)})])
    names = {holder: names_of(holder, centres.frame) for holder in holders_of(goals.frame)}
    pairs = zip(goals.frame[Goals.CENTRE], goals.frame[Goals.NUMBER], strict=True)
    called = tuple((names[str(centre)], str(number)) for centre, number in pairs)
    return Glance(path, year_of(goals.frame), holders_of(goals.frame)[0], called)


def next_year(seen: Sequence[Glance], year: int | None) -> int:
    """The year, which is the one after that of every workbook.

    Args:
        seen: The workbooks.
        year: The year that somebody wants; None for the next one.

    Raises:
        RefusedError: It is not the next one, or the workbooks are of different years.
    """
    years = Counter(each.year for each in seen)
    if len(years) > 1:
        usual = years.most_common(1)[0][0]
        others = [each for each in seen if each.year != usual]
        raise RefusedError(
            [Issue("roll_over_other_year", Place(each.path.name), str(each.year), {"usual": usual}) for each in others]
        )
    last = next(iter(years))
    if year not in {None, last + 1}:
        details = {"last": last, "next": last + 1}
        raise RefusedError([Issue("roll_over_not_next", Place(seen[0].path.name), str(year), details)])
    return last + 1
