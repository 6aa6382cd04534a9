"""The reporting date of a workbook that is read: its own, unless figures have come since."""

import json
from datetime import date

import pytest

from macros.steps.contract import open_book, read_contract
from macros.steps.importing import import_exports
from macros.steps.own_date import own_date
from macros.steps.recalculating import recalculate
from tests.conftest import EXAMPLES, NOW
from tests.unit.macros.command_line import run
from tests.unit.macros.plans_example import plans_2011

MARCH, JUNE, SIGNED = date(2009, 3, 31), date(2009, 6, 30), date(2011, 1, 26)
TODAY = date(2026, 11, 29)


def own(path, today=TODAY):
    book, language = open_book(path)
    with book:
        return own_date(read_contract(book, language), today)


def test_a_workbook_stands_at_the_date_it_was_last_recalculated_at(filled):
    assert own(filled) == JUNE  # nothing has been recalculated: the latest figures decide
    recalculate(filled, MARCH, NOW)
    assert own(filled) == MARCH


def test_a_workbook_without_figures_stands_at_it_too(once, workbook):
    assert own(plans_2011(once)) == SIGNED
    assert own(workbook("Jobcenter København 2008"), date(2008, 5, 7)) == date(2008, 5, 7)


def test_later_figures_move_it(workbook):
    path = workbook("Jobcenter Skelbækgade 2009")
    recalculate(path, MARCH, NOW)
    assert own(path) == MARCH
    import_exports(path, [EXAMPLES / "example_2009.csv"], NOW)
    assert own(path) == JUNE


@pytest.mark.parametrize("kind", ["plans", "citizen"])
def test_documents_are_of_the_workbooks_own_date(once, capsys, tmp_path, kind):
    out = tmp_path / "dokument.html"
    code, text = run(capsys, "report", "--kind", kind, plans_2011(once), "--out", out, "--json")
    assert (code, json.loads(text)["as_of"]) == (0, "2011-01-26")
