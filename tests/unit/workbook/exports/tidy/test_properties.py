"""Figures written as a crosstab, whichever way it lies, come back as the same figures; nothing breaks the layout."""

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.cells import Cell, CellKind, Grid
from schemas.profiles.export_profile import NO_PROFILE, ExportProfile, Layout
from schemas.text.periods import Grain, Period
from tests.drawing import examples
from tests.unit.workbook.exports.tidy.drawn import CENTRES, MEASURES, labels, rows
from workbook.exports.profiles.propose import propose
from workbook.exports.sheet_layout import read_layout

MONTHS = ("januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december")  # fmt: skip


@st.composite
def periods(draw):
    """Periods of one grain and year, so that they may head a table together, and how they are written."""
    grain = draw(st.sampled_from([Grain.MONTH, Grain.QUARTER]))
    year = draw(st.integers(2005, 2012))
    indices = draw(st.lists(st.integers(1, 12 // grain), min_size=1, max_size=4, unique=True))
    found = [Period(year, grain, index) for index in sorted(indices)]
    ways = {
        Grain.MONTH: (str, lambda p: f"{MONTHS[p.index - 1]} {p.year}", lambda p: f"{p.year}M{p.index:02d}"),
        Grain.QUARTER: (str, lambda p: f"{p.index}. kvartal {p.year}", lambda p: f"{p.year}K{p.index}"),
    }[grain]
    return found, draw(st.sampled_from(ways))


figure = st.integers(-9999, 99999).map(lambda number: number / 10)


@st.composite
def contents(draw):
    """Centres, measures and periods with a figure for each: (axes, figures)."""
    centres = draw(st.lists(st.sampled_from(CENTRES), min_size=1, max_size=3, unique=True))
    measures = draw(st.lists(st.sampled_from(list(MEASURES)), min_size=1, max_size=3, unique=True))
    found, way = draw(periods())
    keys = [(centre, measure, period) for centre in centres for measure in measures for period in found]
    figures = dict(zip(keys, draw(st.lists(figure, min_size=len(keys), max_size=len(keys))), strict=True))
    return {"centre": centres, "measure": measures, "period": found}, way, figures


ORDERS = [
    (down, across)
    for down in (("centre",), ("measure",), ("period",), ("centre", "measure"), ("measure", "centre"),
                 ("centre", "period"), ("period", "centre"), ("measure", "period"), ("period", "measure"))
    for rest in [tuple(name for name in ("centre", "measure", "period") if name not in down)]
    for across in ({rest, rest[::-1]} if rest else ())
]  # fmt: skip


def combined(axes, names):
    """The combinations of some axes, the first name the slowest."""
    found = [{}]
    for name in names:
        found = [{**each, name: value} for each in found for value in axes[name]]
    return found


def crosstab(axes, way, figures, down, across, repeat, group):
    """The drawn grid; ``repeat`` and ``group``: how labels that hold for several rows and columns are written."""

    def text(name, value):
        return Cell(CellKind.TEXT, way(value) if name == "period" else value)

    cells, merged = {}, []
    columns = combined(axes, across)
    first = len(down) + 1
    for level, name in enumerate(across, start=1):
        row, at = cells.setdefault(level, {}), 0
        while at < len(columns):
            same = [each[n] for n in across[:level] for each in [columns[at]]]
            end = at + 1
            while level < len(across) and end < len(columns) and [columns[end][n] for n in across[:level]] == same:
                end += 1
            for position in range(at, end):
                if position == at or group == "each":
                    row[first + position] = text(name, columns[position][name])
            if group == "merged" and end - at > 1:
                merged.append((level, first + at, level, first + end - 1))
            at = end
    before = {}
    for number, keys in enumerate(combined(axes, down), start=len(across) + 1):
        row = cells.setdefault(number, {})
        changed = False
        for column, name in enumerate(down, start=1):
            changed |= before.get(name) != keys[name]
            if repeat or changed or column == len(down):
                row[column] = text(name, keys[name])
        before = keys
        for position, more in enumerate(columns):
            full = {**keys, **more}
            value = figures[full["centre"], full["measure"], full["period"]]
            row[first + position] = Cell(CellKind.NUMBER, value)
    return Grid("kryds.xlsx", "Ark1", cells, merged)


@pytest.mark.slow
@settings(max_examples=examples(150))
@given(contents(), st.sampled_from(ORDERS), st.booleans(), st.sampled_from(["each", "merged", "blank"]))
def test_a_crosstab_gives_back_the_very_figures_it_was_written_from(content, order, repeat, group):
    axes, way, figures = content
    grid = crosstab(axes, way, figures, *order, repeat, group)
    found = read_layout(grid, labels(), NO_PROFILE)
    wanted = {
        (centre, MEASURES[measure], str(period), f"{value:.10g}".replace(".", ","))
        for (centre, measure, period), value in figures.items()
    }
    assert [issue.code for issue in found.issues if issue.is_error] == []
    assert set(rows(found)) == wanted
    assert len(rows(found)) == len(wanted)


WORDS = [
    "Nord", "Syd", "Nordd", "Aktiveringsgrad", "Forbrug (mio. kr.)", "i alt", "BIF i alt", "Jobcentre i alt", "Tæller",
    "Nævner", "År til dato", "Kilde: DREAM", "* foreløbig", "juni 2008", "2008", "200806", "1. kvartal", "Center",
    "Indikator", "Periode", "Værdi", "Konto", "Budget", "-", "<5", "..", "#I/T", "1.472", "12,5", "31-12-1899", "Udtrukket 15-07-2009",
    "Udtrukket 32-13-0000", "010203-1234", "²", "9" * 5000, " ", "\x00", "ca. 3", "(3)", "365-385", "ﬁ", "İ", "١٢",
]  # fmt: skip
DATES = st.one_of(
    st.dates(),
    st.datetimes(),
    st.sampled_from([date(1, 1, 1), date(9999, 12, 31), datetime(1899, 12, 31), datetime(9999, 12, 31)]),
)
CELLS = st.one_of(
    st.one_of(st.sampled_from(WORDS), st.text(max_size=12)).map(lambda text: Cell(CellKind.TEXT, text)),
    st.floats(allow_nan=False, allow_infinity=False).map(lambda number: Cell(CellKind.NUMBER, number)),
    st.sampled_from([2008.0, 200806.0, 0.0, 95.4]).map(lambda number: Cell(CellKind.NUMBER, number, "0.0%")),
    DATES.map(lambda day: Cell(CellKind.DATE, day)),
    st.booleans().map(lambda answer: Cell(CellKind.BOOL, answer)),
    st.sampled_from([Cell(CellKind.ERROR, "#N/A"), Cell(CellKind.BLANK, None, "", "A1+1")]),
)


@st.composite
def grids(draw, cells=CELLS, text_only=False):
    """Any sheet: any cells anywhere in a few rows, any merged ranges."""
    found = {}
    for row in sorted(draw(st.sets(st.integers(1, 9), max_size=7))):
        columns = sorted(draw(st.sets(st.integers(1, 6), min_size=1, max_size=6)))
        found[row] = {column: draw(cells) for column in columns}
    corner = st.tuples(st.integers(1, 9), st.integers(1, 6), st.integers(0, 3), st.integers(0, 3))
    merged = [(t, left, t + high, left + wide) for t, left, high, wide in draw(st.lists(corner, max_size=2))]
    return Grid("hvad som helst.xlsx", draw(st.sampled_from(["Ark1", "", "Nord", "Forbrug"])), found, merged, text_only)


PROFILES = st.sampled_from(
    [
        NO_PROFILE,
        ExportProfile(layout=Layout.CROSSTAB),
        ExportProfile(layout=Layout.CROSSTAB, centre="Nord", measure="spent", period="2008-06"),
        ExportProfile(layout=Layout.LIST, columns={"Nord": "value", "Syd": "ignore"}),
    ]
)


@pytest.mark.slow
@settings(max_examples=examples(300))
@given(grids(), PROFILES, st.sampled_from([None, 2009]), st.booleans())
def test_no_sheet_breaks_the_layout(grid, profile, year, is_open):
    found = read_layout(grid, labels(year, open=is_open), profile)
    assert 0 <= found.confidence <= 1
    for table in found.tables:
        assert all(len(row) == len(table.header) for row in table.rows)
        assert len(table.rows) == len(table.row_numbers)


@settings(max_examples=examples(100))
@given(grids(), st.booleans())
def test_no_sheet_breaks_a_proposal(grid, is_open):
    found = propose(grid, labels(open=is_open))
    assert found is None or 0 <= found.confidence <= 1
