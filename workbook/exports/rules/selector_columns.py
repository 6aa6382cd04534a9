"""What picks rows of a list by a further column: which columns there are, what each row is about, rows left out."""

from collections.abc import Collection
from dataclasses import replace

from schemas.cells import BLANK, Cell, RawTable, column_letters
from schemas.fields import Field, Table
from schemas.lexicon.labels import Labels
from schemas.lexicon.match import label_key
from schemas.profiles.export_profile import LEFT_OUT
from schemas.reading import fields_of
from schemas.tables import KEYS, Observations
from schemas.text.periods import PeriodError, parse_period
from schemas.words.vocabulary import headers, text_key
from workbook.exports.tidy.fill_down import is_empty


def further_columns(raw: RawTable, table: type[Table]) -> list[int]:
    """The positions of the columns that are no field of the table: under an unknown title, or under none."""
    if table is not Observations:
        return []
    untitled = [at for at, title in enumerate(raw.read_as or raw.header) if not title.strip()]
    filled = [at for at in untitled if any(at < len(row) and not is_empty([row[at]]) for row in raw.rows)]
    return sorted([*unknown_columns(raw, table), *filled])


def unknown_columns(raw: RawTable, table: type[Table]) -> list[int]:
    """The positions of the titled columns that are no field of the table, and that no profile passes over."""
    known = headers(table)
    titles = raw.read_as or raw.header
    return [
        at for at, title in enumerate(titles) if title.strip() and title != LEFT_OUT and text_key(title) not in known
    ]


def passed_over(raw: RawTable, table: type[Table]) -> list[int]:
    """The positions of the columns that a profile passes over: they may tell parts from their whole all the same."""
    if table is not Observations:
        return []
    return [at for at, meant in enumerate(raw.read_as or raw.header) if meant == LEFT_OUT and raw.header[at].strip()]


def name_of(raw: RawTable, at: int) -> str:
    """What a finding calls a column: its title, or else its letters."""
    return raw.header[at].strip() or column_letters(raw.first_column + at)


def first_rows(raw: RawTable, at: int) -> dict[str, int]:
    """Each text of a column, and the first row that has it, from the top down."""
    found: dict[str, int] = {}
    for number, row in enumerate(raw.rows):
        if not is_empty(row):
            found.setdefault(row[at].text.strip(), number)
    return found


def row_keys(raw: RawTable, table: type[Table], labels: Labels) -> list[tuple[str, ...]]:
    """What each row is about: its centre, measure and period, by name where they are known."""
    known = fields_of(raw, table)
    positions = [(key, known.index(key)) for key in KEYS[table] if key in known]
    names: dict[tuple[Field, str], str] = {}

    def name(key: Field, cell: Cell) -> str:
        if (key, cell.text) not in names:
            names[key, cell.text] = _name(key, cell, labels)
        return names[key, cell.text]

    return [tuple(name(key, row[position]) for key, position in positions) for row in raw.rows]


def of_other_centres(raw: RawTable, table: type[Table], labels: Labels) -> set[int]:
    """The rows of known centres other than the workbook's, which are left out, and with them what is wrong of them."""
    known = fields_of(raw, table)
    if Observations.CENTRE not in known or not labels.holders:
        return set()
    at = known.index(Observations.CENTRE)
    texts = {row[at].text for row in raw.rows}
    others = {text for text in texts if labels.centres.get(label_key(text), "") not in {"", *labels.holders}}
    return {number for number, row in enumerate(raw.rows) if row[at].text in others}


def blanked(raw: RawTable, numbers: Collection[int]) -> RawTable:
    """A list with some rows blank, so that a row's place tells where it stood."""
    out, blank = set(numbers), [BLANK] * len(raw.header)
    return replace(raw, rows=[blank if number in out else row for number, row in enumerate(raw.rows)])


def rows_with(raw: RawTable, at: int, texts: Collection[str]) -> list[int]:
    """The rows that have one of some texts in a column."""
    return [number for number, row in enumerate(raw.rows) if not is_empty(row) and row[at].text.strip() in texts]


def _name(key: Field, cell: Cell, labels: Labels) -> str:
    text = label_key(cell.text)
    if key == Observations.PERIOD:
        try:
            return str(parse_period(cell.text, labels.year))
        except PeriodError:
            return text
    found = labels.centres.get(text) if key == Observations.CENTRE else labels.measure(cell.text)
    return found or text
