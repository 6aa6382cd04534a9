"""The parameters of next year: the new year's where the old one was the shipped one, a value of one's own otherwise."""

import pytest

from macros.steps.contract import open_book
from macros.steps.rolling.carried_figures import own_parameters, parameters
from macros.steps.rolling.carrying import Carrying
from macros.steps.rolling.old_year import read_old
from macros.steps.table_writing import write_table
from schemas.reading import read_table
from schemas.tables import Parameters

FLOOR, TOLERANCE = "purchase_floor", "tolerance"


@pytest.fixture
def about(workbook):
    """Values of 2007 -> what is carried into 2008, when the floor of purchases was changed from 95 to 85."""

    def carried(**values):
        path = workbook("Jobcentrene 2007")
        book, language = open_book(path)
        with book:
            raw = book.read(Parameters.name)
            frame = read_table(Parameters, raw, language).frame
            for name, value in values.items():
                frame.loc[frame[Parameters.NAME] == name, Parameters.VALUE] = value
            write_table(book, Parameters.name, frame, language, raw)
            book.save()
        old = read_old(path)
        return Carrying(old, 2008, old.contract.goals)

    return carried


@pytest.mark.parametrize(("values", "expected", "own"), [
    ({}, {FLOOR: 85, TOLERANCE: 0.1}, 0),
    ({FLOOR: 90}, {FLOOR: 90, TOLERANCE: 0.1}, 1),
    ({TOLERANCE: 0.05}, {FLOOR: 85, TOLERANCE: 0.05}, 1),
])  # fmt: skip
def test_a_value_of_ones_own_stands_and_is_named(values, expected, own, about):
    carried = about(**values)
    frame = parameters(carried)
    told = dict(zip(frame[Parameters.NAME], frame[Parameters.VALUE], strict=True))
    assert {name: told[name] for name in expected} == expected
    assert len(own_parameters(carried)) == own
