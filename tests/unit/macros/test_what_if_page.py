"""Prøv selv: the page shows what the follow-up shows, moves with what is written, and says when it cannot know."""

import math
from dataclasses import replace

import openpyxl
import pytest

from macros.cli import main
from macros.steps.function_cells import ADD_IN_PREFIX
from macros.steps.recalculating import recalculate, recalculate_book
from macros.steps.try_out_examples import goals_shown
from macros.steps.what_if_page import new_page, refreshed_page
from schemas.codes import Light, Rule, WhatIf
from schemas.frames import is_missing
from schemas.tables import Results
from schemas.words.vocabulary import words
from tests.conftest import NOW, OLD
from tests.hosts.books import Desktop
from workbook.closed.book import ClosedBook
from workbook.layout import LightLevels, WhatIfPage
from workbook.port import Formula

TODAY, CHANGE, OUTCOME = 1, 2, 3
SHEET = "Prøv selv"
FIELD = {
    WhatIf.RESULT: Results.RESULT,
    WhatIf.TARGET: Results.TARGET,
    WhatIf.TARGET_MAX: Results.TARGET_MAX,
    WhatIf.FORECAST: Results.FORECAST,
    WhatIf.LOW: Results.FORECAST_LOW,
    WhatIf.HIGH: Results.FORECAST_HIGH,
    WhatIf.CHANCE: Results.CHANCE,
    WhatIf.REQUIRED: Results.REQUIRED,
    WhatIf.REQUIRED_MAX: Results.REQUIRED_MAX,
}


def page(path):
    """The page's lines as a file holds them, by what they are."""
    with ClosedBook(path) as book:
        return dict(zip(WhatIf, book.read(WhatIfPage.name).rows, strict=True))


def levels(path):
    with ClosedBook(path) as book:
        return [[cell.value for cell in row] for row in book.read(LightLevels.name).rows]


def written(path, **changes):
    """Write into the page's blue cells, as a user does."""
    book = openpyxl.load_workbook(path)
    sheet = book[SHEET]
    for line, value in changes.items():
        sheet.cell(5 + list(WhatIf).index(WhatIf(line)), 1 + CHANGE).value = value
    book.save(path)
    assert main(["recalculate", str(path)]) == 0
    return page(path)


@pytest.mark.parametrize("name", ["Jobcenter Skelbækgade 2009 med tal", "Jobcenter København 2008", "BIF i alt 2008"])
def test_with_nothing_changed_it_shows_for_every_goal_what_the_follow_up_shows(workbook, name):
    results = recalculate(workbook(name), None, NOW).results
    shown = goals_shown(results, {}, {})
    if "med tal" in name:
        assert results[Results.CHANCE].notna().sum() > len(results) / 2
    for number, figures in shown.items():
        if not number:
            continue
        lines = new_page(figures, words(), macros=False).lines
        found = dict(zip(WhatIf, lines[WhatIfPage.OUTCOME], strict=True))
        for line, field in FIELD.items():
            expected = figures.goal[field]
            value = found[line].cached
            assert (value == "") if is_missing(expected) else value == expected, (number, line)
        assert found[WhatIf.LIGHT].cached == words().light(Light(figures.goal[Results.COMPUTED_LIGHT]))


def test_every_level_that_is_told_has_a_light_and_the_lights_differ(workbook):
    results = recalculate(workbook("Jobcenter Skelbækgade 2009 med tal"), None, NOW).results
    told = 0
    for number, figures in goals_shown(results, {}, {}).items():
        frame = new_page(figures, words(), macros=False).levels
        rows = [[cell.cached for cell in row] for row in frame.itertuples(index=False)]
        filled = [row for row in rows if row[0] != ""]
        assert all(row == [""] * 5 for row in rows[len(filled) :]), number
        assert all(row[3] for row in filled)
        told += len({row[3] for row in filled}) > 1
    assert told >= 8


def test_what_is_written_moves_the_year_and_stays(filled):
    before = written(filled, goal="1.3")
    after = written(filled, result=95)
    gone, whole = (before[line][TODAY].value for line in (WhatIf.MONTHS, WhatIf.SPAN))
    moved = gone * (95 - before[WhatIf.RESULT][TODAY].value) / whole
    assert after[WhatIf.GOAL][-1].value == "Jobsamtaler holdt til tiden"
    assert after[WhatIf.RESULT][CHANGE].value == 95
    assert after[WhatIf.FORECAST][OUTCOME].value == pytest.approx(before[WhatIf.FORECAST][TODAY].value + moved)
    assert after[WhatIf.FORECAST][TODAY].value == before[WhatIf.FORECAST][TODAY].value
    assert after[WhatIf.REQUIRED][OUTCOME].value < before[WhatIf.REQUIRED][TODAY].value
    level = written(filled, result=None, rest="=45*2")  # a formula of the user's own
    assert level[WhatIf.REST][CHANGE].formula == "45*2"


def test_what_cannot_be_read_is_said_in_every_answer(filled):
    found = written(filled, goal="1.3", target="firs")
    for line in (WhatIf.FORECAST, WhatIf.LIGHT):
        assert found[line][OUTCOME].value == "Fejl: Årets måltal »firs« er ikke et entydigt tal"


def test_a_goal_that_is_not_there_leaves_the_page_empty(filled):
    found = written(filled, goal="9.9")
    assert {found[line][TODAY].value for line in FIELD} <= {None, ""}
    assert {cell for row in levels(filled) for cell in row} <= {None, ""}


def test_the_formulas_fit_their_host(workbook, tmp_path):
    formula = page(workbook("Jobcenter Skelbækgade 2009"))[WhatIf.CHANCE][OUTCOME].formula
    assert formula.startswith(f'IFERROR({ADD_IN_PREFIX}WHAT_IF(what_if[[I dag]],what_if[[Ændret til]],"chance"),')
    path = tmp_path / "m.xlsm"
    assert main(["new", "2009", "--macros", "--out", str(path)]) == 0
    assert main(["recalculate", str(path)]) == 0
    assert page(path)[WhatIf.CHANCE][OUTCOME].formula.startswith("IFERROR(RK_WHAT_IF(")


def test_an_open_excel_keeps_its_own_name_of_a_function_of_the_add_in(filled):
    results = recalculate(filled, None, NOW).results
    with ClosedBook(filled) as book:
        raw = book.read(WhatIfPage.name)
    shown = goals_shown(results, {}, {})
    rows = [[cell._replace(formula=cell.formula.replace(ADD_IN_PREFIX, "RK.")) for cell in row] for row in raw.rows]
    live = replace(raw, rows=rows)
    told = refreshed_page(live, shown, words(), macros=False).lines[WhatIfPage.OUTCOME].dropna()
    assert all(isinstance(each, Formula) and "(RK.WHAT_IF(" in each.text for each in told)


def test_open_in_excel_it_is_renewed_as_on_a_closed_file(filled, tmp_path):
    written(filled, goal="1.3", rest=90)
    copy = tmp_path / "kopi.xlsx"
    copy.write_bytes(filled.read_bytes())
    host = Desktop(copy)
    book = host.open()
    recalculate_book(book, words(), None, NOW)
    book.save()
    # The stand-in calculates no formulas; what was computed stands in them.
    for line, row in zip(WhatIf, host.open().read(WhatIfPage.name).rows, strict=True):
        mine = page(filled)[line]
        assert [cell.formula for cell in row] == [cell.formula for cell in mine], line
        assert row[CHANGE].value == mine[CHANGE].value, line


@pytest.mark.parametrize("old", OLD, ids=lambda path: path.stem)
def test_an_older_workbook_gets_the_page_and_keeps_its_own(old, upgraded):
    path = upgraded(old)
    before = openpyxl.load_workbook(old)[SHEET]
    kept = [[cell.value for cell in row] for row in before.iter_rows(max_col=2)]
    assert main(["recalculate", str(path), "--as-of", "2009-06-30"]) == 0
    book = openpyxl.load_workbook(path)
    assert [[cell.value for cell in row] for row in book[SHEET].iter_rows(max_col=2, max_row=len(kept))][:5] == kept[:5]
    assert set(book[f"{SHEET} (ny)"].tables) == {WhatIfPage.name, LightLevels.name}
    found = page(path)
    assert not math.isnan(found[WhatIf.FORECAST][OUTCOME].value)
    assert found[WhatIf.FORECAST][OUTCOME].value == found[WhatIf.FORECAST][TODAY].value


def test_a_page_that_is_not_as_we_make_it_is_left_alone(filled):
    book = openpyxl.load_workbook(filled)
    sheet = book[SHEET]
    sheet.tables[WhatIfPage.name].ref = "A4:E20"
    book.save(filled)
    before = [[cell.value for cell in row] for row in openpyxl.load_workbook(filled)[SHEET].iter_rows(max_col=5)]
    assert main(["recalculate", str(filled)]) == 0
    after = [[cell.value for cell in row] for row in openpyxl.load_workbook(filled)[SHEET].iter_rows(max_col=5)]
    assert after == before


def test_a_hard_limit_and_a_band_are_tried_out_by_their_own_rules(workbook):
    results = recalculate(workbook("Jobcenter København 2008"), None, NOW).results
    rules = {Rule(row) for row in results[Results.RULE]}
    assert Rule.AT_MOST in rules
    for figures in goals_shown(results, {}, {}).values():
        if figures.goal.get(Results.RULE) == Rule.AT_MOST:
            frame = new_page(figures, words(), macros=False).levels
            told = [cell.cached for cell in frame[LightLevels.REST] if cell.cached != ""]
            assert told == sorted(told)  # the lowest is the best
