"""The page on which a reallocation is tried out: what its formulas compute is what the law of budgets says."""

from datetime import date

import openpyxl
import pytest

from macros.steps.economy.reallocation_page import first_date, reallocation_page
from schemas.codes import Light
from schemas.frames import is_missing, records
from schemas.reading import frame_of
from schemas.tables import BudgetFollowUp, Results
from schemas.words.vocabulary import words
from tests.unit.macros.economy.support import follow_up
from udfs.economy.budget_light import budget_chance, budget_lights
from udfs.goals.lights import LightRule
from workbook.builder.cell_formats import Formats
from workbook.builder.opening import new_book
from workbook.builder.reallocation_page import reallocation_page as write_page
from workbook.builder.sheet_tables import TableBuilder
from workbook.closed.book import ClosedBook
from workbook.layout import TableBlock
from workbook.reallocation import Chosen, ReallocationOutcome

A, B, C, D = "Jobcenter A", "Jobcenter B*", "Jobcenter C", "Ydelsesservice"
RULE = LightRule(1 / 3, 1 / 2, 2 / 3, 0.07)
FOLLOW_UP = follow_up(
    (A, "purchase", 86.59, 30e6, 24e6, 22e6, 26e6, 85, 100),
    (A, "operating", 99.0, 2e7, 1.99e7, 1.95e7, 2.03e7, None, 100),
    (B, "purchase", 103.0, 4e7, 4.15e7, 4e7, 4.3e7, 85, 100),
    (B, "operating", 97.0, 1.2e7, 1.2e7, 1.2e7, 1.2e7, None, 100),
    (C, "purchase", 70.0, 58.9e6, 5.3e7, None, None, 85, 100),
    (C, "surplus", 70.0, 4e5, 4.1e5, 3.5e5, 4.7e5, 100, None),
    (D, "refund", 70.0, -9e6, -8.9e6, -9.2e6, -8.6e6, 100, None),
    (D, "Pulje", 70.0, 1e6, None, None, None, None, 100),
    (D, "grant", 70.0, None, 1e6, 1e6, 1e6, None, 100),
    (A, "grant", 70.0, 5e6, 5e6, 4.5e6, 5.5e6, None, None),
)
MID, END = date(2009, 6, 30), date(2009, 12, 31)


def book(path, as_of=MID, language="da", lines=FOLLOW_UP):
    """A book of the follow-up and the page."""
    own = words(language)
    with new_book(path) as made:
        formats = Formats(made, own)
        sheet = made.add_worksheet("Budgetopfølgning")
        block = TableBlock(BudgetFollowUp.name, tuple(map(str, BudgetFollowUp.fields)), frozenset())
        TableBuilder(sheet, formats, own).add(block, lines, 3)
        page = made.add_worksheet(own.sheet("reallocation"))
        write_page(page, made, formats, own, reallocation_page(lines, RULE, 2009, as_of, own))
    return path


def law(centre, account, moved, is_over):
    """What the law says of a centre's account with an amount moved: use, chance, light."""
    own = FOLLOW_UP[(FOLLOW_UP["centre"] == centre) & (FOLLOW_UP["account"] == account)]
    (line,) = records(own)
    forecast, low, high, floor, ceiling = (
        float("nan") if is_missing(line[name]) else float(line[name])
        for name in ("forecast", "forecast_low", "forecast_high", "floor", "ceiling")
    )
    budget = float("nan") if is_missing(line["corrected"]) else line["corrected"] + moved * 100
    chance = float(budget_chance(forecast, low, high, budget, floor, ceiling))
    return chance, list(Light)[int(budget_lights(forecast, budget, floor, ceiling, chance, RULE, is_over))]


def outcome(path, language="da"):
    with ClosedBook(path) as closed:
        raw = closed.read(ReallocationOutcome.name)
    fields = {words(language).title(ReallocationOutcome, field): str(field) for field in ReallocationOutcome.fields}
    header = [words().title(ReallocationOutcome, fields[title]) for title in raw.header]
    return [dict(zip(header, (cell.value for cell in row), strict=True)) for row in raw.rows]


def test_as_made_nothing_is_moved_and_the_lights_are_the_laws(tmp_path):
    rows = outcome(book(tmp_path / "ny.xlsx"))
    assert [(row["Center"], row["Hvornår"]) for row in rows] == [
        (A, "Før"), (A, "Efter"), (B, "Før"), (B, "Efter"),
    ]  # fmt: skip
    for row in rows:
        chance, light = law(row["Center"], "purchase", 0, False)
        assert (row["Chance"], row["Lys"]) == (pytest.approx(chance), words().light(light))
    assert [row["Årets budget"] for row in rows] == [30e6, 30e6, 4e7, 4e7]


def test_every_choice_has_its_list_and_nothing_holds_an_address(tmp_path):
    path = book(tmp_path / "ny.xlsx")
    made = openpyxl.load_workbook(path)
    sheet = made["Prøv omdisponering"]
    named = {name: made.defined_names[name].attr_text for name in Chosen}
    lists = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation if rule.type == "list"}
    place = {name: text.split("!")[1].replace("$", "") for name, text in named.items()}
    assert lists == {
        place[Chosen.FROM]: "reallocation_centres_list",
        place[Chosen.TO]: "reallocation_centres_list",
        place[Chosen.ACCOUNT]: "reallocation_accounts_list",
    }
    formulas = [cell.value for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("=")]
    assert len(formulas) == 4 * 12 + 1
    assert not [formula for formula in formulas if "$" in formula or "!" in formula]


@pytest.mark.parametrize("language", ["da", "en"])
def test_no_title_in_a_formula_needs_an_escape(language):
    looked_up = (ReallocationOutcome, BudgetFollowUp)
    titles = [words(language).title(table, field) for table in looked_up for field in ReallocationOutcome.fields
              if field in table.fields]  # fmt: skip
    assert not [title for title in titles if set("[]#'") & set(title)]


def test_a_book_without_budgets_says_what_it_lacks(tmp_path):
    path = book(tmp_path / "tom.xlsx", lines=follow_up())
    assert {row["Lys"] for row in outcome(path)} == {"○ Ingen data"}
    made = openpyxl.load_workbook(path, data_only=True)
    assert "Vælg to centre og en konto." in [
        cell.value for row in made["Prøv omdisponering"].iter_rows() for cell in row
    ]


SCENES = [
    (MID, A, B, "purchase", 4e6, "da"),
    (MID, B, A, "operating", 150000.25, "da"),
    (MID, C, A, "purchase", 5.9e6, "da"),  # without an interval the forecast alone decides
    (MID, D, C, "refund", 100000, "da"),
    (END, A, B, "purchase", 1.6e6, "en"),  # the year is over: kept or not
]


@pytest.mark.office
@pytest.mark.slow  # an office starts for each scene
@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: f"{scene[0]}-{scene[3]}-{scene[4]:.0f}")
def test_an_office_computes_what_the_law_says(scene, office, tmp_path):
    as_of, giver, getter, account, amount, language = scene
    path = book(tmp_path / "ny.xlsx", as_of, language)
    made = openpyxl.load_workbook(path)
    sheet = made[words(language).sheet("reallocation")]
    written = {Chosen.FROM: giver, Chosen.TO: getter, Chosen.AMOUNT: amount}
    written[Chosen.ACCOUNT] = words(language).show(BudgetFollowUp.ACCOUNT, account)
    for name, value in written.items():
        sheet[made.defined_names[name].attr_text.split("!")[1].replace("$", "")] = value
    made.save(tmp_path / "valgt.xlsx")
    rows = outcome(office(tmp_path / "valgt.xlsx", "xlsx", tmp_path / "ud"), language)
    moves = (0, -amount, 0, amount)
    for row, centre, moved in zip(rows, (giver, giver, getter, getter), moves, strict=True):
        assert row["Center"] == centre
        known = FOLLOW_UP[(FOLLOW_UP["centre"] == centre) & (FOLLOW_UP["account"] == account)]
        if not len(known):
            assert (row["Lys"], row["Årets budget"] or "") == ("○ Ingen data", "")
            continue
        chance, light = law(centre, account, moved, as_of == END)
        assert row["Årets budget"] == pytest.approx(known["corrected"].iloc[0] / 100 + moved)
        assert (row["Lys"], row["Chance"]) == (words(language).light(light), pytest.approx(chance, abs=1e-9))


def test_the_year_is_over_when_it_is_for_the_last_centre():
    days = [date(2009, 12, 31), date(2009, 6, 30)]
    assert first_date(frame_of(Results, [{Results.AS_OF: day} for day in days]), days[0]) == days[1]
    assert first_date(frame_of(Results, []), days[0]) == days[0]
