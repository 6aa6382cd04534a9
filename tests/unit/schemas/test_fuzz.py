"""Any text is a value, a finding or the one error that says so; what people write comes back as what they meant."""

from datetime import date
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.cells import Cell, CellKind, Grid, RawTable
from schemas.fields import Kind
from schemas.issues.issue import catalogue
from schemas.lexicon.figure_cells import is_figure
from schemas.lexicon.labels import Labels, drawn_on, is_note
from schemas.lexicon.scale_texts import scale_of
from schemas.lexicon.title_names import names_in
from schemas.lexicon.titles import period_in, year_in
from schemas.profiles.export_profile import NO_PROFILE
from schemas.reading import fitting_table, match_headers, read_table
from schemas.tables import EXPORT_TABLES, REGISTER_TABLES, BudgetLines, Goals, Observations
from schemas.text.bands import band_of
from schemas.text.coercion import ColumnToRead, coerce_column, written_day
from schemas.text.period_patterns import made_by_spreadsheet
from schemas.text.periods import Grain, Period, PeriodError, parse_period
from schemas.text.values import Decimal, parse_number, without_hedge
from schemas.words.vocabulary import words
from workbook.exports.tidy.lists import find_lists

# ---- numbers -------------------------------------------------------------------------------------------------------

NOTATIONS = {
    "95,4": "{size}",
    "95,4 %": "{size} %",
    "95,4 pct.": "{size}\u00a0pct.",
    "95,4 procentpoint": "{size} procentpoint",
    "95,4*": "{size}*",
    "95,4 with a raised digit": "{size}\u00b9",
    "95,4 1)": "{size} 1)",
    "ca. 95,4": "ca. {size}",
    "Mindst 95,4 pct.": "Mindst {size} pct.",
    "-95,4": "-{size}",
    "a typographic minus": "\u2212{size}",
    "a dash for a minus": "\u2013{size}",
    "ca. and a minus": "ca. \u2212{size}",
    "95,4-": "{size}-",
    "(95,4)": "({size})",
    "(95,4 %)": "({size} %)",
    "(95,4)*": "({size})*",
}
THOUSANDS = st.sampled_from([".", " ", "\u00a0", "\u202f", "'", ""])
BELOW_ZERO = ("-", "\u2212", "\u2013", "(")


@pytest.mark.parametrize("notation", NOTATIONS.values(), ids=NOTATIONS)
@given(st.integers(0, 10**11), st.integers(0, 4), THOUSANDS)
def test_a_number_comes_back_from_every_notation(notation, digits, places, thousands):
    value = digits / 10**places
    size = f"{value:,.{places}f}".replace(",", "_").replace(".", ",").replace("_", thousands)
    below = any(sign in notation for sign in BELOW_ZERO)
    found = parse_number(without_hedge(notation.format(size=size)), Decimal.COMMA).value
    assert found == (-value if below else value)


CELLS = st.one_of(
    st.text(max_size=15).map(lambda text: Cell(CellKind.TEXT, text)),
    st.text(alphabet="0123456789.,-−–()*% ¹<cak-mjQ/", max_size=12).map(lambda text: Cell(CellKind.TEXT, text)),
    st.floats().map(lambda number: Cell(CellKind.NUMBER, number, "0%")),
    st.floats(allow_nan=False, allow_infinity=False).map(lambda number: Cell(CellKind.NUMBER, number)),
    st.dates().map(lambda day: Cell(CellKind.DATE, day)),
    st.datetimes().map(lambda day: Cell(CellKind.DATE, day)),
    st.booleans().map(lambda answer: Cell(CellKind.BOOL, answer)),
    st.sampled_from([Cell(CellKind.ERROR, "#N/A"), Cell(CellKind.BLANK), Cell(CellKind.BLANK, None, "", "A1")]),
)
FIELDS = {field.kind: field for table in (Goals, Observations, BudgetLines) for field in table.fields}


@pytest.mark.parametrize("kind", FIELDS, ids=lambda kind: kind.value if isinstance(kind.value, str) else kind.name)
@given(st.lists(CELLS, min_size=1, max_size=4), st.booleans(), st.sampled_from([1.0, 1000.0]))
def test_any_cell_is_a_value_or_a_finding(kind, cells, text_only, factor):
    column = ColumnToRead(FIELDS[kind], text_only, Decimal.UNKNOWN, 2009, words(), [factor] * len(cells))
    found = coerce_column(column, cells)
    assert len(found.values) == len(cells)
    assert {finding.code for finding in found.findings} <= set(catalogue())
    wanted = {
        Kind.PERIOD: Period,
        Kind.DATE: date,
        Kind.FIGURE: float,
        Kind.AMOUNT: int,
        Kind.SHARE: float,
        Kind.WHOLE: float,
    }.get(kind)
    assert wanted is None or all(value is None or isinstance(value, wanted) for value in found.values[1:])


@pytest.mark.parametrize("day", [date(1899, 12, 31), date(1900, 1, 1), date(9999, 12, 31), date(1, 1, 1)])
def test_a_date_that_no_contract_has_is_no_period(day):
    column = ColumnToRead(Observations.PERIOD, False, Decimal.UNKNOWN, 2009, words())
    found = coerce_column(column, [Cell(CellKind.DATE, day)])
    assert (found.values, [finding.code for finding in found.findings]) == ([None], ["not_a_period"])


# ---- periods -------------------------------------------------------------------------------------------------------

SPELLINGS = {
    Grain.MONTH: [
        "{year}-{index:02d}", "{year}{index:02d}", "{year}M{index:02d}", "{index:02d}-{year}", "{index}/{year}",
        "{name} {year}", "{name}-{short:02d}", "{short3} {year}", "{short3}. {year}", "ultimo {name} {year}",
        "1. {name} {year}", "01-{index:02d}-{year}", "{year}-{index:02d}-01", "{year}-{index:02d}-01 00:00:00",
        "{name}, {year}", "{year}, {name}", "M{index} {year}", "Måned {index} {year}", "01{short3}{year}",
        "01{short3}{year}:00:00:00", "{short3}. \u2019{short:02d}", "{name} måned {year}", "{year}:{index:02d}",
        "{year} {name}", "  {name}\u00a0{year} ",
    ],
    Grain.QUARTER: [
        "{year}-Q{index}", "{index}. kvartal {year}", "{index}. kvt. {year}", "{year}K{index}", "K{index} {year}",
        "Q{index} {year}", "{index}. kv. {short:02d}", "{year} {index}. kvartal", "kvartal {index} {year}",
        "{roman} kvartal {year}", "{nth} kvartal {year}",
    ],
    Grain.HALF_YEAR: ["{year}-H{index}", "{index}. halvår {year}", "H{index} {year}", "{year} {index}. halvår"],
    Grain.YEAR: ["{year}", "hele {year}", "året {year}", "År {year}", "Kalenderår {year}"],
}  # fmt: skip
NAMES = ("januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december")  # fmt: skip
NTH = (("I", "første"), ("II", "andet"), ("III", "tredje"), ("IV", "fjerde"))


def _nth(index):
    return dict(zip(("roman", "nth"), NTH[(index - 1) % len(NTH)], strict=True))


WRITTEN = [(grain, spelling) for grain, each in SPELLINGS.items() for spelling in each]


@given(st.sampled_from(WRITTEN), st.integers(2001, 2030), st.data())
def test_a_period_comes_back_from_every_spelling(written, year, data):
    grain, spelling = written
    index = data.draw(st.integers(1, 12 // grain))
    name = NAMES[index - 1]
    text = spelling.format(year=year, short=year % 100, index=index, name=name, short3=name[:3], **_nth(index))
    assert parse_period(text) == parse_period(text.upper()) == Period(year, grain, index)


@given(
    st.text(alphabet="0123456789 -./,:'\u2019qkhmåruge.januløbtimosidvfcæ", max_size=16), st.sampled_from([None, 2009])
)
def test_what_is_nearly_a_period_is_one_or_its_error(text, year):
    try:
        found = parse_period(text, year)
    except PeriodError:
        return
    assert parse_period(str(found)) == found


# ---- headers, titles and other texts -------------------------------------------------------------------------------

TITLES = st.one_of(
    st.sampled_from(["Center", "Indikator", "Periode", "Værdi", "værdi ", "Tæller", "Budget (mio. kr.)", "Konto", "", " "]),
    st.text(max_size=12),
)  # fmt: skip


@given(st.lists(TITLES, min_size=1, max_size=7))
def test_any_header_is_matched_or_said(titles):
    rows = [[Cell(CellKind.TEXT, title) for title in titles]]
    raw = RawTable("a.csv", "", titles, rows, [2])
    for table in (*EXPORT_TABLES, *REGISTER_TABLES):
        positions, issues = match_headers(table, raw, words())
        assert len(set(positions.values())) == len(positions)
        told = len(positions) + sum(issue.code in {"unknown_column", "duplicate_column"} for issue in issues)
        assert told == sum(bool(title.strip()) for title in titles)
        assert read_table(table, raw, words()).table is table
    assert fitting_table(EXPORT_TABLES, titles) in {None, *EXPORT_TABLES}
    grid = Grid("a.csv", "", {1: dict(enumerate(rows[0], start=1)), 2: dict(enumerate(rows[0], start=1))}, (), True)
    for found in find_lists(grid, Labels(), NO_PROFILE):
        assert len(found.header) == len(found.read_as)


@pytest.mark.parametrize("piece", ["juni 2008 ", "pr. ", "a, ", "1-", "jan-", "a:", "1 ", "1", "(", " ", "*", "-_ ./"])
def test_a_cell_filled_to_the_brim_takes_no_time(piece):
    """Excel's cells hold 32,767 signs; a quadratic look at them would stop an import for minutes."""
    text = "a" + piece * (32_000 // len(piece)) + "b"
    labels = Labels(centres={"nord": "Nord"}, year=2009)
    for each in (text, text[1:-1]):
        start = process_time()
        scale_of(each), drawn_on(each), period_in(each, labels), names_in(each, labels), band_of(each)
        labels.meanings(Cell(CellKind.TEXT, each)), is_figure(Cell(CellKind.TEXT, each)), made_by_spreadsheet(each)
        assert process_time() - start < 2


@given(st.one_of(st.text(max_size=40), st.text(alphabet="0123456789-./ ()udtrukketjuni[]:,²", max_size=30)))
def test_any_title_says_something_or_nothing(text):
    labels = Labels(year=2009)
    bare, factor = scale_of(text)
    assert factor > 0 and len(bare) <= len(text)
    assert drawn_on(text) is None or isinstance(drawn_on(text), date)
    assert year_in(text) is None or 1900 <= year_in(text) < 2100
    assert period_in(text, labels) is None or isinstance(period_in(text, labels), Period)
    assert written_day(text) is None or isinstance(written_day(text), date)
    assert all(name.strip() for name in names_in(text, labels))
    assert {is_note(text), is_figure(Cell(CellKind.TEXT, text))} <= {True, False}
    labels.meanings(Cell(CellKind.TEXT, text))
