"""What the periods of rows leave open: the year, by the law for all labels and by what a column beside them says."""

from collections.abc import Iterator

from schemas.cells import CellKind, RawTable
from schemas.issues.issue import Issue, Place
from schemas.lexicon.match import says
from schemas.lexicon.titles import holds_day, years_in
from schemas.reading import fields_of, place_in
from schemas.tables import Observations
from schemas.text.periods import is_period, parse_period
from schemas.words.vocabulary import text_key
from workbook.exports.facts import Label, Role
from workbook.exports.meaning.years import TitleYears
from workbook.exports.rules.double_years import double_years
from workbook.exports.rules.selector_columns import first_rows, further_columns
from workbook.exports.rules.yearless import Line, PeriodLabel, unclear_years


def period_issues(raw: RawTable, year: int | None, years: TitleYears, is_given: bool) -> list[Issue]:
    """Findings about periods that name no year, or two of them.

    Args:
        raw: The list.
        year: The year they are read as.
        years: Those that stand around it.
        is_given: Whether the user's profile says the year: then no title speaks against it.

    Returns:
        An error for each label beside one of another year, or under a title that speaks of another year; a question
        where all months may be years as well.
    """
    fields = fields_of(raw, Observations)
    if Observations.PERIOD not in fields:
        return []
    at = fields.index(Observations.PERIOD)
    numbers = {row: number for number, row in enumerate(raw.row_numbers)}

    def place(label: Label) -> Place:
        return place_in(raw, numbers[label.row], at)

    line = Line(False, list(_labels(raw, at, year)))
    beside = {} if is_given else _year_beside(raw, at, year)
    found = dict(unclear_years([line], TitleYears() if is_given else years, beside))
    unclear = [Issue("year_unclear", place(label), label.shown, {"other": other}) for label, other in found.items()]
    return [
        *unclear,
        *_running(raw, at),
        *double_years((_label(raw, number, at) for number in numbers.values()), place),
    ]


def _running(raw: RawTable, at: int) -> list[Issue]:
    """Errors for periods that run on from those before (``Running Jan``): their figures are no results of a month."""
    return [
        Issue("title_no_results", place_in(raw, number, at), text, {"word": text_key(text.split()[0])})
        for text, number in first_rows(raw, at).items()
        if says(text, "running_words")
    ]


def _label(raw: RawTable, number: int, at: int) -> Label:
    return Label(raw.row_numbers[number], raw.first_column + at, raw.rows[number][at], Role.ROW, raw.header[at])


def _is_bare(text: str, year: int | None) -> bool:
    """Whether a text is a period, and names no year."""
    return is_period(text, year) and not is_period(text)


def _labels(raw: RawTable, at: int, year: int | None) -> Iterator[PeriodLabel]:
    """The labels of the rows that tell a period in words, in the order of the file."""
    known = fields_of(raw, Observations)
    keys = [known.index(key) for key in (Observations.CENTRE, Observations.MEASURE) if key in known]
    about: tuple[str, ...] = ("",) * len(keys)
    for number in sorted(range(len(raw.rows)), key=raw.row_numbers.__getitem__):  # a large list's odd rows stand last
        row = raw.rows[number]
        about = tuple(row[key].text.strip() or before for key, before in zip(keys, about, strict=True))
        text = row[at].text
        if row[at].kind is CellKind.TEXT and is_period(text, year):
            yield PeriodLabel(_label(raw, number, at), parse_period(text, year), _is_bare(text, year), about)


def _year_beside(raw: RawTable, at: int, year: int | None) -> dict[int, str]:
    """The year that a further column says which names one in each of its cells, another than that of a bare period.

    A day tells when something was made: not before the year that it is of.
    """
    for column in further_columns(raw, Observations):
        texts = first_rows(raw, column)
        if not texts or not all(years_in(text) for text in texts):
            continue
        for row in raw.rows:
            text = row[column].text.strip()
            if text and _is_bare(row[at].text, year) and _is_of_another(text, year):
                return {max(years_in(text)): text}
    return {}


def _is_of_another(text: str, year: int | None) -> bool:
    years = years_in(text)
    return year is not None and (max(years) < year if holds_day(text) else year not in years)
