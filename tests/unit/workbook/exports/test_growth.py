"""Reading grows no faster than n log n with what it reads, whatever the shape; what is still too much is refused.

Growth is told by the lines of Python that run, which every machine counts alike: four times the input may run seven
times the lines, for some of the smaller one's texts are remembered. Work that grows with the square runs sixteen times.
"""

import sys

import pytest

from schemas.cells import Cell, CellKind, Grid
from schemas.errors import CannotOpenError
from schemas.issues.issue import errors
from schemas.words.vocabulary import words
from workbook.exports import work
from workbook.exports.sheet_reader import SheetReader
from workbook.exports.work import counted

MONTHS = [f"{year}-{month:02d}" for year in range(1970, 2090) for month in range(1, 13)]
FEW, MANY = 120, 480
MOST_GROWTH = 7.0


def every(n, *rows):
    """Rows for each of n: texts with its number in the place of ``#``."""
    return [[str(cell).replace("#", str(at)) for cell in row] for at in range(n) for row in rows]


LIST = ["Center", "Indikator", "Periode", "Værdi"]
CROSS = ["Center", "jan 2009", "feb 2009"]
ACCOUNT = ["Udvalg #", "Konto #", "Tekst #", "1#", "2#", "3#"]
SHAPES = {
    "totals in a crosstab": lambda n: [["Center", "Tal"], *every(n, ["Center #", "1#"], ["I alt", "2#"])],
    "totals of known figures": lambda n: [["Center", "alle jan 2009"], *every(n, ["Center #", "1"], ["I alt", "1"])],
    "a total in each row": lambda n: [[*CROSS, "I alt"], *every(n, ["Center #", "1", "2", "3"])],
    "a total in each column": lambda n: [["Center", *["2009", "I alt"] * n], ["Nord", *["1", "1"] * n]],
    "columns that nothing is known of": lambda n: [["Center", *[f"K{at}" for at in range(n)]], ["Nord", *["1"] * n]],
    "columns of months": lambda n: [["Center", "Indikator", *MONTHS[:n]], ["Nord", "alle", *["1"] * n]],
    "years in columns": lambda n: [["Center", *[str(1980 + at % 100) for at in range(n)]], ["Nord", *["1"] * n]],
    "deep headers": lambda n: [["", *["2009"] * n], ["", *[f"T{at}" for at in range(n)]], ["", *["Antal"] * n], ["Nord", *["1"] * n]],
    "headings between rows": lambda n: [CROSS, *every(n, ["Afdeling #"], ["Navn #", "1", "2"])],
    "tables below each other": lambda n: every(n, ["Titel #"], CROSS, ["Nord", "1", "2"]),
    "months that name no year": lambda n: [["Måned", "alle"], *every(n, ["jan", "1"], ["feb", "2"], ["mar 2009", "2"])],
    "an outline": lambda n: [["A", "B", "jan 2009"], *every(n, ["Center #", "", "3"], ["", "x#", "1"], ["", "y", "2"])],
    "a compact pivot": lambda n: [CROSS, *every(n, ["Center #", "3", "3"], ["alle", "1", "1"], ["andre", "2", "2"])],
    "accounts": lambda n: [["Udvalg", "Konto", "Tekst", "Regnskab 2008", "Budget 2009", "2010"], *every(n, ACCOUNT)],
    "a list that nothing is known of": lambda n: [["Sted", "Hvad", "Tid", "Tal"], *every(n, ["B#", "T#", "F#", "1#"])],
    "titles": lambda n: [*every(n, ["Titel # om praktik i 2009"]), [], CROSS, ["Nord", "1", "2"]],
    "rows without a label": lambda n: [CROSS, ["Nord", "1", "2"], *every(n, ["", "1", "2"], ["Nord", "1", "2"])],
    "notes": lambda n: [CROSS, ["Nord", "1", "2"], [], *every(n, ["Note: # om praktik i 2009"])],
    "a list": lambda n: [LIST, *every(n, ["Center #", "alle", "2009-01", "1"])],
    "a list of the same row": lambda n: [LIST, *every(n, ["Nord", "alle", "2009-01", "1"])],
    "a list of errors": lambda n: [LIST, *every(n, ["Nord", "alle", "tid #", "x#"])],
    "totals of all in a list": lambda n: [LIST, *every(n, ["C #", "alle", "2009-01", "1"], ["I alt", "alle", "2009-01", "1"])],
    "totals of centres in a list": lambda n: [LIST, *every(n, ["C #", "alle", "2009-01", "1"], ["C #", "alle", "I alt", "1"])],
    "years beside months in a list": lambda n: [LIST, *[["Nord", "alle", each, "1"] for each in MONTHS[:n]]]
    + [["Nord", "alle", str(1970 + at % 100), "1"] for at in range(n)],
    "parts in a list": lambda n: [[*LIST, "Køn"], *every(n, ["C #", "alle", "2009-01", "1", "I alt"], ["C #", "alle", "2009-01", "1", "K"])],
    "many columns beside a list": lambda n: [[*LIST, *[f"X{at}" for at in range(n)]], ["Nord", "alle", "2009-01", "1", *["t"] * n]],
}  # fmt: skip


def grid_of(rows):
    filled = {
        number: {at: Cell(CellKind.TEXT, text) for at, text in enumerate(row, start=1) if text}
        for number, row in enumerate(rows, start=1)
    }
    return Grid("udtræk.csv", "", {number: row for number, row in filled.items() if row}, text_only=True)


def read(rows):
    return SheetReader(None, words()).read(grid_of(rows))


def lines_run(rows):
    """How many lines of Python reading takes."""
    count = 0

    def trace(_frame, event, _value):
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        read(rows)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_four_times_the_input_takes_little_more_than_four_times_the_work(shape):
    """Of Python, and of the steps that a file is bounded by."""
    make = SHAPES[shape]
    read(make(FEW))  # words and patterns are loaded once
    lines, steps = [], []
    for n in (FEW, MANY):
        with counted("a.csv") as done:
            lines.append(lines_run(make(n)))
        steps.append(done.spent)
    assert lines[1] <= MOST_GROWTH * lines[0]
    assert steps[0] > FEW
    assert steps[1] <= MOST_GROWTH * steps[0]


def test_totals_of_two_thousand_rows_are_far_from_the_bound():
    with counted("a.csv") as done:
        found = read(SHAPES["totals in a crosstab"](1000))
    assert errors(found.issues)
    assert done.spent < work.MOST_STEPS / 20


@pytest.mark.parametrize("shape", ["accounts", "tables below each other", "a list", "titles"])
def test_too_much_is_refused(shape, monkeypatch):
    monkeypatch.setattr(work, "MOST_STEPS", 1000)
    with pytest.raises(CannotOpenError) as caught, counted("stor.csv"):
        read(SHAPES[shape](MANY))
    (issue,) = caught.value.issues
    assert (issue.code, issue.place.file, issue.value) == ("file_too_much", "stor.csv", "1000")


def test_outside_a_file_nothing_is_counted():
    work.spend(work.Step.LIST, work.MOST_STEPS)
