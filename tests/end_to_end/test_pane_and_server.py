"""The whole way on the web: our pane in a browser, our server, and Excel in memory holding one of our workbooks."""

import pytest

from macros.cli import main
from tests.conftest import EXAMPLES
from tests.end_to_end.test_task_pane import button, settled
from tests.hosts.grid import address, grid_of
from tests.hosts.server import running

EXPORTS = [str(EXAMPLES / name) for name in ("example_2009.csv", "example_2009_budget.csv")]


@pytest.fixture(scope="module")
def ours():
    with running() as base:
        yield base


def model_of(grid):
    """A grid as the fake Excel of the browser holds it."""
    sheets = []
    for sheet in grid.sheets:
        cells = {
            f"{row},{column}": {
                "value": cell.value,
                **({"formula": cell.formula} if cell.formula else {}),
                "numberFormat": cell.number_format,
            }
            for (row, column), cell in sheet.cells.items()
            if cell.value is not None or cell.formula
        }
        tables = [
            {
                "name": table.name,
                "address": address(table.top, table.left, table.bottom, table.right),
                "showFilterButton": table.autofilter,
            }
            for table in sheet.tables
        ]
        sheets.append(
            {
                "name": sheet.name,
                "cells": cells,
                "tables": tables,
                "protection": {"protected": sheet.protected, "options": {}},
            }
        )
    names = [{"name": name, "type": "String", "formula": text} for name, text in grid.names.items()]
    return {
        "name": grid.name,
        "active": grid.sheets[0].name,
        "calculationMode": "Automatic",
        "names": names,
        "sheets": sheets,
    }


def rows(page, grid, table):
    """A table's rows in the browser's workbook."""
    sheet, _ = grid.locate(table)
    model = page.evaluate("() => globalThis.fakeBook")
    found = next(each for each in model["sheets"] if each["name"] == sheet.name)
    area = next(each for each in found["tables"] if each["name"] == table)
    from openpyxl.utils import range_boundaries

    left, top, right, bottom = range_boundaries(area["address"])
    cells = found["cells"]
    return [
        [_shown(cells.get(f"{row},{column}", {}).get("value")) for column in range(left, right + 1)]
        for row in range(top + 1, bottom + 1)
    ]


def _shown(value):
    return None if value in {None, ""} else value


def test_import_and_recalculate_in_the_browser_give_the_figures_of_a_closed_file(ours, opened, workbook, filled):
    grid = grid_of(workbook("Jobcenter Skelbækgade 2009"))
    page = opened(ours, model_of(grid))
    page.locator('[data-rk-files="import"]').set_input_files(EXPORTS)
    settled(page)
    assert "320 nye rækker" in page.locator("main").inner_text()
    button(page, "recalculate").click()
    settled(page)
    shown = page.locator("main").inner_text()
    assert "Opgjort pr. 30-06-2009" in shown
    assert main(["recalculate", str(filled)]) == 0
    closed = grid_of(filled)
    for table in ("observations", "light_counts", "attention"):
        assert [row[:3] for row in rows(page, grid, table)] == [row[:3] for row in closed.rows(table)], table
    model = page.evaluate("() => globalThis.fakeBook")
    locked = {sheet["name"]: sheet["protection"]["protected"] for sheet in model["sheets"]}
    assert locked == {sheet.name: sheet.protected for sheet in closed.sheets}


def shown(page, grid):
    """Tables in the browser's workbook, but for their dates, which this Excel keeps as the texts that are written."""
    tables = {table: rows(page, grid, table) for table in ("observations", "results", "log")}
    return {table: [row[:60] for row in lines] for table, lines in tables.items()}


def test_the_pane_keeps_what_is_written_over_and_goes_back_step_by_step(ours, opened, workbook):
    grid = grid_of(workbook("Jobcenter Skelbækgade 2009"))
    page = opened(ours, model_of(grid))
    before = shown(page, grid)
    button(page, "undo").click()
    settled(page)
    assert "Der er intet at fortryde" in page.get_by_role("alert").inner_text()
    states = [before]
    for export in EXPORTS:
        page.locator('[data-rk-files="import"]').set_input_files(export)
        settled(page)
        states.append(shown(page, grid))
    for expected in reversed(states[:-1]):
        assert shown(page, grid) != expected
        button(page, "undo").click()
        settled(page)
        assert "Fortrudt: Hent LIS-udtræk" in page.locator("main").inner_text()
        assert shown(page, grid) == expected


def test_a_refused_import_is_an_alert_and_changes_only_validering(ours, opened, workbook, csv_file):
    grid = grid_of(workbook("Jobcenter Skelbækgade 2009"))
    page = opened(ours, model_of(grid))
    wrong = csv_file("Center;Indikator;Periode;Værdi", "Jobcenter Skelbækgade;sickness_absence;2009-06;fem")
    page.locator('[data-rk-files="import"]').set_input_files(str(wrong))
    settled(page)
    assert "Afvist: 1 fejl" in page.get_by_role("alert").inner_text()
    assert rows(page, grid, "observations") == grid.rows("observations")
    assert rows(page, grid, "issues")[0][0] == "Fejl"
    assert page.evaluate("() => globalThis.fakeBook.active") == "Validering"


def test_a_filtered_table_is_freed_and_that_is_said(ours, opened, workbook):
    grid = grid_of(workbook("Jobcenter Skelbækgade 2009"))
    model = model_of(grid)
    sheet, _ = grid.locate("observations")
    table = next(each for each in model["sheets"] if each["name"] == sheet.name)["tables"][0]
    table["filtered"] = True
    page = opened(ours, model)
    page.locator('[data-rk-files="import"]').set_input_files(EXPORTS)
    settled(page)
    assert "Filteret i arket LIS-data er ryddet" in page.locator("main").inner_text()
    assert len(rows(page, grid, "observations")) == 272


def test_a_consolidation_is_opened_as_a_new_workbook(ours, opened, workbook):
    path = workbook("Jobcenter København 2008")
    page = opened(ours, model_of(grid_of(path)))
    page.locator('[data-rk-files="consolidate"]').set_input_files(str(path))
    settled(page)
    assert "1 projektmapper" in page.locator("main").inner_text()
    assert len(page.evaluate("() => globalThis.fakeLog.created")) == 1


def test_the_page_stays_readable_in_a_narrow_pane(ours, opened, workbook):
    page = opened(ours, model_of(grid_of(workbook("Jobcenter Skelbækgade 2009"))))
    assert page.evaluate("() => document.documentElement.scrollWidth <= 320")
