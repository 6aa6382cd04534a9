"""A centre's workbook as typed tables: opened, recognised, read and validated."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path

import pandas as pd

from macros.steps.columns import column_issues
from macros.steps.measure_lines import catalogue_for, lines_before, of_other_length, other_units
from macros.steps.observed import all_observations
from macros.steps.version_levels import level_issues
from schemas.context import Context, holders_of, measures_of, year_of
from schemas.errors import CannotOpenError, RefusedError
from schemas.expected import Expected
from schemas.fields import Table
from schemas.issues.issue import Issue, Place, errors
from schemas.measures import Catalogue
from schemas.parameters import TOLERANCE, in_force, parameter_values
from schemas.reading import Understood, empty, read_table
from schemas.rules.last_year_rules import last_year_issues
from schemas.rules.plan_rules import FREE_BEFORE, eased, with_themes
from schemas.rules.translation_rules import Choices, choices_of, understand, without_links
from schemas.rules.validation import validate
from schemas.tables import (
    DOCUMENT_INPUTS,
    ECONOMY_INPUTS,
    BudgetLines,
    Centres,
    ForecastsMade,
    Goals,
    Measures,
    Observations,
    Parameters,
    Themes,
    TranslationLines,
)
from schemas.translations import Translations
from schemas.words.vocabulary import Words, words
from udfs.economy.forecasts_made import with_forecasts
from workbook.closed.book import ClosedBook
from workbook.layout import CONSOLIDATED_TABLES, LANGUAGE_NAME, MARK_NAME, version
from workbook.port import Book

_READ: tuple[type[Table], ...] = (
    Goals,
    Centres,
    Observations,
    BudgetLines,
    Parameters,
    Measures,
    *ECONOMY_INPUTS,
    *DOCUMENT_INPUTS,
    TranslationLines,
)
_ADDED_LATER: tuple[type[Table], ...] = (Measures, *ECONOMY_INPUTS, *DOCUMENT_INPUTS, TranslationLines)
"""Tables that workbooks of earlier versions lack until they are upgraded."""


@dataclass
class Contract:
    """A workbook's tables.

    Args:
        book: The workbook.
        words: Its language.
        tables: Table name → the table as understood.
        issues: Every finding in them.
        learned: What other centres teach of how figures move, where a step has read it or brings it.
        corrected: Its budget lines as they are corrected on a reporting date, where a step has worked them out.
        corrected_on: That date.
    """

    book: Book
    words: Words
    tables: dict[str, Understood]
    issues: list[Issue] = field(default_factory=list)
    learned: pd.DataFrame | None = None
    corrected: pd.DataFrame | None = None
    corrected_on: date | None = None

    @property
    def folder(self) -> Path | None:
        """The folder that the workbook and the user's profiles lie in, where it is one of this machine."""
        return self.book.folder

    def frame(self, table: type[Table]) -> pd.DataFrame:
        """A table's rows; none of one that the workbook lacks until it is upgraded."""
        return self.tables[table.name].frame if table.name in self.tables else empty(table)

    @property
    def lines(self) -> pd.DataFrame:
        """The budget lines that count: with reallocations, periodised, where that was worked out; else as written."""
        return self.frame(BudgetLines) if self.corrected is None else self.corrected

    @property
    def figure_lines(self) -> pd.DataFrame:
        """The budget lines that give observations: those that count, with the forecasts of the list of its own."""
        return with_forecasts(self.lines, self.frame(ForecastsMade))

    @property
    def goals(self) -> pd.DataFrame:
        """The contract register of the workbook."""
        return self.frame(Goals)

    @property
    def year(self) -> int:
        """The contract year."""
        return year_of(self.goals)

    @property
    def holders(self) -> list[str]:
        """The centres or groups whose goals stand in the workbook."""
        return holders_of(self.goals)

    @property
    def parameters(self) -> dict[str, float]:
        """The parameters in force: the shipped defaults, over which the workbook's own win."""
        values = {name: each.value for name, each in in_force(self.year).items()}
        return values | parameter_values(self.frame(Parameters))

    @property
    def tolerance(self) -> float:
        """The miss that is still yellow, where a goal has no tolerance of its own."""
        return self.parameters[TOLERANCE]

    @cached_property
    def measures(self) -> pd.DataFrame:
        """The lines of its sheet of measures; of a workbook made before there was one, those that stand for it."""
        if Measures.name in self.tables:
            return self.frame(Measures)
        return lines_before(self.goals, self.frame(Observations))

    @cached_property
    def catalogue(self) -> Catalogue:
        """What the figures of its measures may be."""
        return catalogue_for(self.measures, self.frame(BudgetLines))

    @cached_property
    def counted(self) -> pd.DataFrame:
        """The observations that count: those that are their measure's own."""
        observed = self.frame(Observations)
        return observed[~of_other_length(observed, self.goals, self.catalogue)]

    @cached_property
    def every_observation(self) -> pd.DataFrame:
        """The observations that count, then those that budget lines give."""
        return all_observations(self.counted, self.figure_lines)

    @cached_property
    def expected(self) -> Expected:
        """What exports are read for."""
        centres, observations, lines = (self.frame(table) for table in (Centres, Observations, BudgetLines))
        said = self.translated[0]
        return Expected(self.words, self.goals, centres, observations, lines, self.parameters, self.catalogue, said)

    @cached_property
    def choices(self) -> Choices:
        """What names of exports may mean in it."""
        return choices_of(self.goals, self.frame(Centres), self.measures, self.words)

    @cached_property
    def translated(self) -> tuple[Translations, list[Issue]]:
        """What the user has said names of exports mean, and what is wrong with that: it stops imports alone."""
        return understand(self.tables.get(TranslationLines.name), self.choices)


def is_ours(path: Path) -> bool:
    """Whether a file is one of our workbooks."""
    try:
        with ClosedBook(path) as book:
            return book.defined_name(MARK_NAME) is not None
    except CannotOpenError:
        return False


def is_consolidated(path: Path) -> bool:
    """Whether a file is one that brings the results of our workbooks together."""
    if not path.is_file():
        return False  # a pipe or a device might never answer
    try:
        with ClosedBook(path) as book:
            return _brings_together(book)
    except CannotOpenError:
        return False


def _brings_together(book: Book) -> bool:
    return set(book.tables()) >= CONSOLIDATED_TABLES


def open_book(path: Path) -> tuple[ClosedBook, Words]:
    """Open one of our workbooks.

    Args:
        path: The file.

    Returns:
        The book and its language.

    Raises:
        CannotOpenError: It cannot be read, is not ours, or is of a newer layout.
    """
    book = ClosedBook(path)
    try:
        return book, language_of(book)
    except CannotOpenError:
        book.close()
        raise


def language_of(book: Book) -> Words:
    """The language of one of our workbooks, whether closed or open.

    Raises:
        CannotOpenError: It is not ours, or is of a newer layout.
    """
    mark = book.defined_name(MARK_NAME)
    if mark is None and _brings_together(book):
        raise CannotOpenError([Issue("consolidated_workbook", Place(book.name))])
    if mark is None or not mark.isdigit():
        raise CannotOpenError([Issue("not_our_workbook", Place(book.name))])
    if int(mark) > version():
        raise CannotOpenError([Issue("newer_layout", Place(book.name), mark, {"known": version()})])
    return words((book.defined_name(LANGUAGE_NAME) or "").strip('"'))


def read_contract(book: Book, language: Words) -> Contract:
    """Read and validate a workbook's tables.

    Args:
        book: The workbook.
        language: Its language.

    Returns:
        The contract; its ``issues`` hold warnings.

    Raises:
        CannotOpenError: A table is gone.
        RefusedError: The user's own tables hold errors.
    """
    standing = set(book.tables())
    present = [table for table in _READ if table not in _ADDED_LATER or table.name in standing]
    raws = {table.name: book.read(table.name) for table in present}
    lacking = {table: column_issues(book, table.name, raws[table.name], language) for table in present}
    is_new = Themes.name in standing
    unread = [table for table in FREE_BEFORE if lacking.get(table) and not is_new]
    if refused := [issue for table, found in lacking.items() if table not in unread for issue in found]:
        raise RefusedError(refused)
    present = [table for table in present if table not in unread]
    goals = read_table(Goals, raws[Goals.name], language)
    goals.frame[Goals.TARGET_IN_WORDS] = None  # the program's own, and no part of what was agreed
    issues = validate(goals, Context(words=language))
    if not len(goals.frame) and not errors(issues):
        issues.append(Issue("empty_table", Place(book.name, goals.raw.sheet), details={"table": language.table(Goals)}))
    if errors(issues):
        raise RefusedError(issues)
    year = year_of(goals.frame)
    tables = {table.name: read_table(table, raws[table.name], language, year) for table in present[1:]}
    if names := tables.get(TranslationLines.name):
        tables[TranslationLines.name] = without_links(names)
    issues += [Issue("plan_sheet_unread", lacking[table][0].place) for table in unread]
    contract = Contract(book, language, {Goals.name: goals, **tables}, issues)
    context = with_themes(replace(contract.expected.context, strict=False), contract.frame(Themes))
    for table in present[1:]:
        # Centres and parameters have no surroundings; observations and budget lines must fit the contract.
        contract.issues += eased(table, validate(tables[table.name], context), is_new=is_new)
    if errors(contract.issues):
        raise RefusedError(contract.issues)
    contract.issues += level_issues(
        goals, lambda: all_observations(contract.counted, contract.frame(BudgetLines)), language
    )
    if errors(contract.issues):
        raise RefusedError(contract.issues)
    contract.issues += last_year_issues(goals)
    contract.issues += [*other_units(goals, contract.measures, language), *_unused(contract), *_not_counted(contract)]
    for understood in contract.tables.values():
        if understood.raw.below:
            place = Place(book.name, understood.raw.sheet, None, "", understood.raw.below)
            contract.issues.append(Issue("rows_below_table", place))
    return contract


def _unused(contract: Contract) -> list[Issue]:
    """Observations that no goal uses: kept, and said once for each centre and measure."""
    observed = contract.tables[Observations.name]
    used = set(zip(contract.goals[Goals.CENTRE], contract.goals[Goals.MEASURE], strict=True))
    pairs = zip(observed.frame[Observations.CENTRE], observed.frame[Observations.MEASURE], strict=True)
    place = Place(contract.book.name, observed.raw.sheet)
    return [
        Issue("unused_observations", place, str(measure), {"centre": centre, "count": count})
        for (centre, measure), count in Counter(pairs).items()
        if (centre, measure) not in used
    ]


def _not_counted(contract: Contract) -> list[Issue]:
    """Observations of another length than their measure is counted over: kept, and said once for each measure."""
    observed = contract.tables[Observations.name]
    left_out = observed.frame.drop(contract.counted.index)
    units = measures_of(contract.goals)
    place = Place(contract.book.name, observed.raw.sheet)
    issues = []
    for measure, rows in left_out.groupby(Observations.MEASURE, sort=False):
        covers = contract.words.word(contract.catalogue.facts(str(measure), units[str(measure)]).period_kind)
        periods = ", ".join(dict.fromkeys(map(str, rows[Observations.PERIOD])))
        details = {"covers": covers, "periods": periods, "count": len(rows)}
        issues.append(Issue("other_period_held", place, str(measure), details))
    return issues
