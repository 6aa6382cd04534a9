"""What users do to a workbook before they press a button: sort, filter, merge, lock, write formulas in input cells."""

import pickle
from datetime import datetime

import pytest

from macros.buttons.actions import press
from macros.buttons.desktop import DesktopDesk
from schemas.tables import AssessedGoals, BudgetLines, Changes, Goals, Observations, Results
from schemas.words.vocabulary import words
from tests.conftest import EXAMPLES
from tests.hosts.desktop import open_in_excel
from tests.hosts.grid import grid_of

NOW = datetime(2009, 7, 20, 9, 30)
EXPORTS = [str(EXAMPLES / "example_2009.csv"), str(EXAMPLES / "example_2009_budget.csv")]
WORDS = words()


class Opened:
    """A workbook open in the stand-in for Excel."""

    def __init__(self, grid):
        self.grid = grid
        [book] = open_in_excel(self.grid)
        self.app = book.app.impl
        self.app.files = list(EXPORTS)
        desk = DesktopDesk(book, WORDS)
        self.push = lambda button: press(button, desk, NOW)

    def place(self, table, field, row=0):
        sheet, where = self.grid.locate(table.name)
        titles = [sheet.at(where.top, column).value for column in range(where.left, where.right + 1)]
        return sheet, where.top + 1 + row, where.left + titles.index(WORDS.title(table, field))

    def column(self, table, field):
        _, _, column = self.place(table, field)
        _, where = self.grid.locate(table.name)
        return [row[column - where.left] for row in self.grid.rows(table.name)]

    def put(self, table, field, row, value, formula=None):
        sheet, line, column = self.place(table, field, row)
        cell = sheet.cell(line, column)
        cell.value = value
        if formula:
            cell.formula = formula
        return cell

    def reverse(self, table):
        """Sort the other way round, as the arrows in a table's header do: whole rows trade places."""
        sheet, where = self.grid.locate(table.name)
        lines = range(where.top + 1, where.top + 1 + len(self.grid.rows(table.name)))
        for column in range(where.left, where.right + 1):
            cells = [sheet.cell(line, column) for line in lines]
            values = [(cell.value, cell.formula) for cell in reversed(cells)]
            for cell, (value, formula) in zip(cells, values, strict=True):
                cell.value, cell.formula = value, formula


@pytest.fixture(scope="module")
def brought_in(_made):
    """A workbook whose figures were brought in and calculated in Excel."""
    book = Opened(grid_of(_made / "Jobcenter Skelbækgade 2009.xlsx"))
    assert not book.push("import").bad
    assert not book.push("recalculate").bad
    return pickle.dumps(book.grid)


@pytest.fixture
def opened(brought_in):
    return Opened(pickle.loads(brought_in))


def figures(book):
    numbers, fields = book.column(Results, Results.NUMBER), (Results.RESULT, Results.FORECAST, Results.COMPUTED_LIGHT)
    return dict(zip(numbers, zip(*(book.column(Results, field) for field in fields), strict=True), strict=True))


@pytest.mark.parametrize("table", [Goals, Observations, BudgetLines, Results])
def test_a_sorted_table_gives_the_same_figures(opened, table):
    before = figures(opened)
    opened.reverse(table)
    assert not opened.push("recalculate").bad
    after = figures(opened)
    assert after.keys() == before.keys()
    for number, (result, forecast, light) in before.items():
        # Forecasts learn from all goals: sums in another order differ in the sixteenth digit, and nowhere else.
        assert after[number] == (result, pytest.approx(forecast, rel=1e-12), light)
    assert [row for row in opened.grid.rows(Changes.name) if any(row)] == []


def test_an_assessment_follows_its_goal_when_the_follow_up_was_sorted(opened):
    numbers = opened.column(Results, Results.NUMBER)
    opened.put(Results, Results.ASSESSMENT, 0, "▲ Gul")
    opened.put(Results, Results.ASSESSMENT_REASON, 0, "Aftalt med forvaltningen")
    opened.reverse(Results)
    opened.push("recalculate")
    reasons = dict(
        zip(opened.column(Results, Results.NUMBER), opened.column(Results, Results.ASSESSMENT_REASON), strict=True)
    )
    assert {number for number, reason in reasons.items() if reason} == {numbers[0]}


def test_a_light_of_ones_own_is_listed_beside_the_computed_one_in_an_open_workbook(opened):
    row = opened.column(Results, Results.COMPUTED_LIGHT).index("◆ Rød")
    number = opened.column(Results, Results.NUMBER)[row]
    own = (Results.ASSESSMENT, Results.ASSESSMENT_REASON, Results.ASSESSED_BY, Results.ASSESSED_ON)
    for field, value in zip(own, ("● Grøn", "Ny bemanding", "AH", NOW), strict=True):
        opened.put(Results, field, row, value)
    assert opened.push("recalculate").text.splitlines()[0].endswith("; 1 lys er vurderet anderledes end beregnet")
    assert opened.column(AssessedGoals, AssessedGoals.NUMBER) == [number]
    assert opened.column(AssessedGoals, AssessedGoals.COMPUTED_LIGHT) == ["◆ Rød"]
    assert [line[2] for line in opened.grid.rows("attention") if line[0] == number] == ["● Grøn", "◆ Rød"]


def test_a_formula_in_an_input_cell_counts_with_its_value_and_stays(opened):
    target = opened.column(Goals, Goals.TARGET)[0]
    cell = opened.put(Goals, Goals.TARGET, 0, target, "=2*B1")
    before = figures(opened)
    assert not opened.push("recalculate").bad
    assert figures(opened) == before
    assert cell.formula == "=2*B1"


def test_a_formula_that_gives_an_error_is_refused_with_its_cell(opened):
    before = figures(opened)
    opened.put(Goals, Goals.TARGET, 0, "#DIV/0!", "=1/0")
    outcome = opened.push("recalculate")
    assert outcome.bad
    assert "#DIV/0!" in outcome.text
    assert figures(opened) == before
    assert opened.grid.active == "Validering"


def test_a_locked_filtered_follow_up_is_written_and_locked_again(opened):
    sheet, table = opened.grid.locate(Results.name)
    sheet.protected = True
    table.hidden = {table.top + 1, table.top + 2}
    before = figures(opened)
    opened.put(Goals, Goals.TOLERANCE, 0, 0.5)
    outcome = opened.push("recalculate")
    assert not outcome.bad, outcome.text
    assert sheet.protected
    assert figures(opened).keys() == before.keys()
    assert "filter" in outcome.text.casefold()


def test_a_follow_up_that_is_sorted_stays_so_with_notes_and_formulas_beside_their_goals(opened):
    sheet, table = opened.grid.locate(Results.name)
    table.right += 1
    sheet.cell(table.top, table.right).value = "Min note"
    for row, number in enumerate(opened.column(Results, Results.NUMBER), start=table.top + 1):
        sheet.cell(row, table.right).value = f"note {number}"
    sheet.cell(table.top + 1, table.right).formula = '="note "&B6'
    opened.reverse(Results)
    order = opened.column(Results, Results.NUMBER)
    assert not opened.push("recalculate").bad
    assert opened.column(Results, Results.NUMBER) == order
    assert [row[-1] for row in opened.grid.rows(Results.name)] == [f"note {number}" for number in order]


def test_own_columns_that_cannot_follow_are_named_when_a_goal_comes(opened):
    sheet, table = opened.grid.locate(Results.name)
    table.right += 1
    sheet.cell(table.top, table.right).value = "Min note"
    sheet.cell(table.top + 1, table.right).value = "tjek"
    cell = sheet.cell(table.top + 2, table.right)
    cell.value, cell.formula = 1.0, "=1"
    opened.put(Results, Results.NUMBER, 0, "gammelt mål")
    opened.push("recalculate")
    titles = [row[1] for row in opened.grid.rows("issues")]
    assert any("Min note" in str(row) for row in opened.grid.rows("issues")), titles


REFUSED = "Afvist: 1 fejl og 0 advarsel(er). Intet er ændret"


@pytest.fixture
def refused(opened, csv_file):
    """A workbook whose next import is refused."""
    path = csv_file("Center;Indikator;Periode;Værdi", "Jobcenter Skelbækgade;ukendt;2009-06;5")
    opened.app.files = [str(path)]
    return opened


def test_validering_is_found_under_another_name(refused):
    refused.grid.sheet("Validering").name = "Fejlliste"
    outcome = refused.push("import")
    assert outcome.text.startswith(f"{REFUSED}; de står i arket Fejlliste.")
    assert refused.grid.active == "Oversættelse"  # only a name stands in the way


def test_a_hidden_validering_is_written_and_stays_hidden(refused):
    refused.grid.sheet("Validering").visible = False
    assert refused.push("import").text.startswith(f"{REFUSED}; de står i arket Validering.")


def test_where_validering_is_locked_the_message_names_the_findings(refused):
    sheet = refused.grid.sheet("Validering")
    sheet.protected, sheet.password = True, "hemmeligt"
    outcome = refused.push("import")
    assert outcome.text.startswith(f"{REFUSED}, og arket Validering kunne ikke skrives:")
    assert "ukendt" in outcome.text
