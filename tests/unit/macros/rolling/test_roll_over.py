"""Next year's workbook, by arithmetic: a handful of goals of each kind, and what comes of them worked out by hand.

The tables in ``tests/cases/next_year`` are the register, the year's figures, a correction after the approval, the first
month of next year, and what must come out.
"""

import csv
import json

import pytest

from macros.setup.check_result import Status
from macros.setup.checks_log import check_log
from macros.steps.contract import open_book, read_contract
from macros.steps.register import read_register
from schemas.frames import records
from schemas.reading import read_table
from schemas.tables import (
    ActionPlans,
    CitizenLines,
    Comments,
    Goals,
    LogLines,
    Meetings,
    Observations,
    Origins,
    Requests,
    Results,
    Services,
    Themes,
    TranslationLines,
    WarningsDue,
)
from schemas.words.vocabulary import words
from tests.unit.macros.rolling.conftest import CASES, YEAR_END
from workbook.digests import sha256

pytestmark = pytest.mark.slow  # a year is made, closed and rolled over once for all of them


def cases(name):
    with (CASES / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def number(text):
    return float(text.replace(",", ".")) if text else None


def read(path, table):
    book, language = open_book(path)
    with book:
        return records(read_table(table, book.read(table.name), language).frame)


@pytest.fixture(scope="module")
def lines(rolled):
    """What becomes of each goal, by its number, as ``--json`` prints it."""
    done = json.loads((rolled / "gave.json").read_text(encoding="utf-8"))
    return {line["number"]: line for line in done["workbooks"][0]["goals"]}


@pytest.mark.parametrize("case", cases("carried.csv"), ids=lambda case: case["mål"])
def test_what_becomes_of_each_goal_and_its_baseline(case, lines):
    line = lines[case["mål"]]
    assert (line["fate"], line["baseline_source"]) == (case["skæbne"], case["hvorfra"])
    assert (line["baseline_period"] or "") == case["basisperiode"]
    assert line["baseline"] == pytest.approx(number(case["basis"]))
    assert line["figures_give"] == pytest.approx(number(case["dagens tal giver"]))


@pytest.mark.parametrize("case", cases("january_results.csv"), ids=lambda case: case["mål"])
def test_january_is_counted_from_the_new_baselines(case, rolled):
    row = next(row for row in read(rolled / "januar.xlsx", Results) if row[Results.NUMBER] == case["mål"])
    told = [row[Results.TARGET], row[Results.TARGET_TO_DATE], row[Results.RESULT], row[Results.DIFFERENCE]]
    wanted = [number(case[name]) for name in ("årets måltal", "måltal til dato", "resultat", "forskel")]
    assert told == pytest.approx(wanted)


def test_last_years_months_are_the_season_of_the_forecast(rolled):
    rows = {row[Results.NUMBER]: row for row in read(rolled / "januar.xlsx", Results)}
    # 11 in January 2009 and 120 in all: at this pace 12 in January are 12 x 120 / 11 by the year's end.
    assert rows["1.2"][Results.FORECAST_SEASONAL] == pytest.approx(12 * 120 / 11)
    assert rows["1.2"][Results.LAST_YEAR] == 120


def test_the_lines_of_the_new_contract(rolled):
    goals = {goal[Goals.NUMBER]: goal for goal in read(rolled / "2010" / "Nordhavn 2010.xlsx", Goals)}
    assert list(goals) == ["1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "1.8", "1.9", "2.2", "2.4", "2.5", "2.6"]
    assert {goal[Goals.YEAR] for goal in goals.values()} == {2010}
    kept = goals["2.4"]
    belonging = (Goals.VALID_FROM, Goals.VALID_TO, Goals.VERSION_KIND, Goals.DECIDED_BY, Goals.REASON)
    assert kept[Goals.TARGET] == 110 and not any(kept[name] for name in belonging)
    agreed = goals["2.5"]  # its target was decided before the year ended
    assert (agreed[Goals.TARGET], agreed[Goals.NOTE]) == (240, None)
    assert goals["1.1"][Goals.NOTE] == "Måltal fra 2009: ikke aftalt for 2010. Aftalt med centret."


def test_figures_come_along_with_where_they_came_from(year, rolled):
    new_year = rolled / "2010" / "Nordhavn 2010.xlsx"
    measures = {row[Observations.MEASURE] for row in read(new_year, Observations)}
    assert measures == {"interviews", "placements", "stock", "complaints", "exit_rate", "in_job", "satisfaction",
                        "quarter_stock", "applications", "reception", "visits"}  # fmt: skip
    assert len(read(new_year, Observations)) == 7 * 12 + 11 + 1 + 4 + 1
    of_stock = {str(row[Origins.PERIOD]): row for row in read(new_year, Origins) if row[Origins.MEASURE] == "stock"}
    assert (of_stock["2009-11"][Origins.FILE], of_stock["2009-12"][Origins.FILE]) == (
        "figures_2009.csv",
        "correction.csv",
    )
    assert of_stock["2009-12"][Origins.SHA256] == sha256(CASES / "correction.csv")
    log = read(new_year, LogLines)
    assert [line[LogLines.FILE] for line in log] == ["figures_2009.csv", "correction.csv", "Nordhavn 2009.xlsx"]
    assert log[-1][LogLines.SHA256] == sha256(year / "Nordhavn 2009.xlsx")
    assert {result.status for result in check_log(new_year)} == {Status.OK}


def test_the_register_of_next_year_makes_the_same_contract(rolled):
    register = read_register(rolled / "2010" / "Kontraktregister 2010.xlsx", words())
    own = read(rolled / "2010" / "Nordhavn 2010.xlsx", Goals)
    columns = [name for name in Goals.fields if name not in {Goals.TARGET_IN_WORDS, Goals.FOCUS}]
    assert [[str(row[name]) for name in columns] for row in records(register.goals)] == [
        [str(row[name]) for name in columns] for row in own
    ]


def test_names_of_exports_are_kept_in_the_workbook_and_the_register(rolled):
    # January names the centre as the LIS does in one line (goal 2.4), and its result is there all the same.
    (line,) = read(rolled / "2010" / "Nordhavn 2010.xlsx", TranslationLines)
    assert (line[TranslationLines.NAME], line[TranslationLines.MEANS]) == ("Nordhavn Jobcenter", "Nordhavn")
    (line,) = records(read_register(rolled / "2010" / "Kontraktregister 2010.xlsx", words()).papers["translations"])
    assert (line[TranslationLines.CENTRE], line[TranslationLines.MEANS]) == (None, "Nordhavn")


def test_the_workbook_says_what_nobody_has_agreed_until_the_words_are_gone(rolled):
    book, language = open_book(rolled / "2010" / "Nordhavn 2010.xlsx")
    with book:
        issues = read_contract(book, language).issues
    found = [each for each in issues if each.code == "target_last_years"]
    assert {each.code for each in issues} == {"target_last_years"}  # and nothing else: what came along is in order
    assert [each.details["count"] for each in found] == [12]
    assert "1.1, 1.2" in found[0].message(words())


def texts(path, table, *fields):
    return [tuple("" if row[field] is None else str(row[field]) for field in fields) for row in read(path, table)]


def test_plans_that_go_on_come_along_with_their_logs_and_the_old_year_in_their_deadlines(rolled):
    new_year = rolled / "2010" / "Nordhavn 2010.xlsx"
    plans = (ActionPlans.GOAL, ActionPlans.THEME, ActionPlans.ACTION, ActionPlans.DEADLINE, ActionPlans.LOG)
    assert texts(new_year, ActionPlans, *plans) == [
        ("1.3", "Færre i bestanden", "Samtaler hver 14. dag", "Primo september 2009", "01-04: begyndt"),
        ("1.3", "", "Fælles møder", "30-06-2010", ""),
        ("", "Gammelt tema", "Følge op", "Uge 2 2009", ""),
    ]
    assert texts(new_year, Themes, Themes.THEME, Themes.THEME_GOALS, Themes.LOG) == [
        ("Færre i bestanden", "1.3", "12-03: begyndt"),
        ("Gammelt tema", "1.1", "Lukket"),
    ]
    assert texts(new_year, Requests, Requests.THEME, Requests.REQUEST) == [
        ("Færre i bestanden", "Bedre lister"),
        ("", "Trykkeri"),
    ]


def test_what_was_said_of_the_years_end_is_history_and_no_light(rolled):
    new_year = rolled / "2010" / "Nordhavn 2010.xlsx"
    told = texts(new_year, Comments, Comments.GOAL, Comments.AS_OF, Comments.TEXT, Comments.AUTHOR)
    assert told == [
        ("1.3", "2009-12-31", "Bestanden faldt hele året.", "Birthe"),
        ("1.1", "2009-12-31", "Vurdering ved udgangen af 2009: ▲ Gul (beregnet: ◆ Rød). Tæt på.", "AH"),
    ]
    assert not any(row[Results.ASSESSMENT] for row in read(new_year, Results))
    assert {row[Results.LIGHT] for row in read(new_year, Results)} == {"none"}


def test_an_account_that_somebody_wrote_goes_on_and_says_which_year_it_is_of(rolled):
    (line,) = read(rolled / "2010" / "Nordhavn 2010.xlsx", WarningsDue)
    assert (line[WarningsDue.SUBJECT], line[WarningsDue.WHY]) == ("1.1", "Bemandingen skiftede i maj.")
    assert line[WarningsDue.MESSAGE].startswith("Fra 2009: ")
    assert line[WarningsDue.LIGHT] is None and line[WarningsDue.OPENED_ON] == YEAR_END


def test_prices_are_last_years_what_was_actual_is_not_and_the_calendar_is_new(rolled):
    new_year = rolled / "2010" / "Nordhavn 2010.xlsx"
    (service,) = read(new_year, Services)
    kept = (Services.YEAR, Services.UNIT_PRICE, Services.BUDGETED_ACTIVITY, Services.GOALS)
    assert [service[name] for name in kept] == [2010, 150_000, 800, "1.1"]
    assert all(
        service[name] is None or service[name] != service[name]
        for name in (Services.ACTUAL_ACTIVITY, Services.ACTUAL_COST)
    )
    assert {row[Meetings.YEAR] for row in read(new_year, Meetings)} == {2010}
    assert [row[CitizenLines.GOAL] for row in read(new_year, CitizenLines)] == ["1.4", None]


def test_what_stays_behind_and_what_to_go_through_is_told(rolled):
    (done,) = json.loads((rolled / "gave.json").read_text(encoding="utf-8"))["workbooks"]
    assert done["left"] == {
        "observations": 1 + 6,
        "action_plans": 2,
        "themes": 1,
        "requests": 1,
        "comments": 2,
        "warnings_due": 4,
    }
    assert (done["plans"], done["assessments"], done["months"]) == (8, 1, 12)
    assert any("Ydelseskatalog: 1 linjer" in line for line in done["to_do"])
    assert any("1 tekster nævner 2009" in line for line in done["to_do"])
