"""The page of one goal across centres, and the heat map: who ranks where, whose mean, which months; Excel's own formulas."""

import shutil

import numpy as np
import openpyxl
import pandas as pd
import pytest
from openpyxl.utils import range_boundaries

from macros.steps.goal_page import goal_page
from macros.steps.heat_map import heat_map
from macros.steps.pictured import in_words_of
from schemas.codes import Light, Rule, Summary, Unit
from schemas.frames import records
from schemas.reading import frame_of
from schemas.tables import Centres, Results
from schemas.words.vocabulary import words
from udfs.goals.ahead import Months
from workbook.builder.cell_formats import Formats
from workbook.builder.goal_page import goal_list, goal_sheet, paper
from workbook.builder.goal_page import goal_page as write_page
from workbook.builder.heat_map import heat_rows, heat_sheet, shown
from workbook.builder.opening import new_book
from workbook.goal_page import GoalChoice, GoalLines, GoalRanking, GoalTrend, Looked
from workbook.heat import Heat, HeatCell

YEAR = 2009
TOTAL = words().text("total_name")
CENTRES = frame_of(Centres, [
    {"centre": "Center A*", "short_name": "A", "group": "Gruppe", "in_total": "yes"},
    {"centre": "Center B", "short_name": "B", "group": "Gruppe", "in_total": "yes"},
    {"centre": "Center C", "short_name": None, "group": None, "in_total": "yes"},
    {"centre": "Center D", "short_name": "D", "group": None, "in_total": "yes"},
])  # fmt: skip


def line(centre, measure, result, ahead, light=Light.GREEN, unit=Unit.PCT, summary=Summary.RATIO, **more):
    """A line of the results."""
    return {
        "number": "1", "centre": centre, "measure": measure, "title": measure.title(), "unit": unit, "shown_unit": unit,
        "rule": Rule.AT_LEAST, "summary": summary, "light": light, "computed_light": light, "shown_result": result,
        "shown_target": 95.0, "ahead": ahead, "decimals": 1, "as_of": pd.Timestamp(YEAR, 6, 30).date(), **more,
    }  # fmt: skip


RESULTS = frame_of(Results, [
    line("Center A*", "share", 80.0, -0.1, Light.RED, natural_low=70.0, natural_high=91.04, stability="Stabil"),
    line("Center B", "share", 96.0, 0.01),
    line("Center C", "share", 96.0, 0.01),
    line("Center D", "share", None, None, Light.NONE),
    line("Center A*", "count", 10.0, 0.5, unit=Unit.COUNT, summary=Summary.SUM),
    line("Center B", "count", 20.0, 0.0, unit=Unit.COUNT, summary=Summary.SUM),
])  # fmt: skip
GROUPS = frame_of(Results, [
    line("Gruppe", "share", 90.0, -0.05, Light.YELLOW), line(TOTAL, "share", 91.0, -0.04, Light.YELLOW),
    line("Gruppe", "count", 30.0, 0.1, unit=Unit.COUNT, summary=Summary.SUM),
])  # fmt: skip

INSIDE = {
    ("Gruppe", "1"): frozenset({"Center A*", "Center B"}),
    (TOTAL, "1"): frozenset({"Center A*", "Center B", "Center C", "Center D"}),
}


def months():
    """The first line has figures of two years and a target; the others have none."""
    nothing = np.full((len(RESULTS) + len(GROUPS), 12), np.nan)
    value, before, asked = nothing.copy(), nothing.copy(), nothing.copy()
    value[0, :3], before[0, 11], asked[0] = (81.04, 80.0, 79.0), 78.0, 95.0
    return Months(value, before, asked, nothing)


def frames(language="da"):
    """The tables of the page."""
    return goal_page(RESULTS, GROUPS, CENTRES, months(), YEAR, INSIDE, words(language))


def test_centres_rank_by_how_far_they_are_ahead_and_groups_do_not():
    lines = records(frames()[GoalLines.name])
    shares = [each for each in lines if each["listed_goal"] == "Share"]
    assert [(each["centre"], each["place"], each["rank"]) for each in shares] == [
        ("Center B", 1, 1), ("Center C", 2, 1), ("Center A*", 3, 3), ("Center D", 4, None),
        ("Gruppe", None, None), (TOTAL, None, None),
    ]  # fmt: skip
    assert [each["line_number"] for each in lines] == list(range(1, len(lines) + 1))


def test_the_mean_is_the_groups_own_from_parts_or_of_sums_a_mean_a_centre():
    means = {
        (each["listed_goal"], each["centre"]): (each["group_mean"], each["mean_of"])
        for each in records(frames()[GoalLines.name])
    }
    assert means["Share", "Center A*"] == (90.0, "Gruppe")
    assert means["Share", "Center C"] == (91.0, TOTAL)  # it has no group with another centre
    assert means["Count", "Center B"] == (15.0, "2 centre, simpelt gennemsnit")
    assert means["Share", "Gruppe"] == (None, None)


def _means(left_out, results=RESULTS):
    inside = {key: members - {left_out} for key, members in INSIDE.items()}
    lines = records(goal_page(results, GROUPS, CENTRES, months(), YEAR, inside, words())[GoalLines.name])
    return {(each["listed_goal"], each["centre"]): (each["group_mean"], each["mean_of"]) for each in lines}


def test_a_mean_does_without_the_centres_that_its_line_does_without():
    third = frame_of(Results, [line("Center E", "count", 60.0, 0.0, unit=Unit.COUNT, summary=Summary.SUM)])
    group = {"centre": "Center E", "short_name": "E", "group": "Gruppe", "in_total": "yes"}
    centres = frame_of(Centres, [*records(CENTRES), group])
    results = frame_of(Results, [*records(RESULTS), *records(third)])
    drawn = np.full((len(results) + len(GROUPS), 12), np.nan)
    made = goal_page(results, GROUPS, centres, Months(drawn, drawn, drawn, drawn), YEAR, INSIDE, words())
    means = {each["centre"]: (each["group_mean"], each["mean_of"]) for each in records(made[GoalLines.name])[6:]}
    assert means["Center B"] == (15.0, "2 centre, simpelt gennemsnit")
    assert means["Center E"] == (15.0, "2 andre centre, simpelt gennemsnit")
    assert _means("Center C")["Share", "Center C"] == (91.0, f"{TOTAL}, som centret ikke er med i")


def test_figures_of_different_units_have_no_mean():
    rows = [line("Center A*", "score", 66.4, 0.0, unit=Unit.POINTS), line("Center C", "score", 61.0, 0.0)]
    none = (None, "intet: enheder eller opgørelser er forskellige")
    assert _score_means(rows) == {"Center A*": none, "Center C": none}
    third = line("Center D", "score", 70.4, 0.0, unit=Unit.POINTS)
    one = (68.4, "2 centre, simpelt gennemsnit")
    assert _score_means([*rows, third]) == {"Center A*": one, "Center C": none, "Center D": one}


def _score_means(rows):
    nothing = np.full((len(rows), 12), np.nan)
    drawn = Months(nothing, nothing, nothing, nothing)
    made = goal_page(frame_of(Results, rows), GROUPS.iloc[:0], CENTRES, drawn, YEAR, {}, words())
    return {each["centre"]: (each["group_mean"], each["mean_of"]) for each in records(made[GoalLines.name])}


def test_the_page_begins_with_the_goal_of_most_centres_and_says_how_it_stands():
    made = frames()
    choice = dict(zip(Looked, made[GoalChoice.name]["choice"], strict=True))
    assert (choice[Looked.GOAL], choice[Looked.CENTRE]) == ("Share", "Center B")
    assert choice[Looked.SAID].cached == "● Grøn: resultat 96,0 % mod 95,0 til dato"
    assert [each.cached for each in made[GoalRanking.name]["centre"]] == [
        "Center B", "Center C", "Center A*", "Center D",
    ]  # fmt: skip
    assert made[GoalRanking.name]["shown_result"].iloc[3].cached == ""
    assert [each.cached for each in made[GoalTrend.name]["trend_value"]] == [""] * 24


def test_levels_of_a_danish_workbook_are_told_in_english():
    level = 36.04, 40.0, "36,0\N{EN DASH}40,0", "36.0\N{EN DASH}40.0"
    shown = dict.fromkeys(("shown_target", "shown_year_target", "shown_required"), level[0])
    upper = dict.fromkeys(("shown_target_max", "shown_year_target_max", "shown_required_max"), level[1])
    frame = frame_of(Results, [line("A", "share", 1.0, 0.0) | shown | upper | {"target_whole": level[2]}])
    assert in_words_of(frame, words("en"))["target_whole"].tolist() == [level[3]]
    assert in_words_of(frame.iloc[:0], words("en")).empty


def test_titles_that_two_measures_share_are_told_apart():
    twice = RESULTS.assign(title="Mål")
    goals = goal_page(twice, GROUPS.iloc[:0], CENTRES, months(), YEAR, INSIDE, words())["listed_goals"]
    assert goals["listed_goal"].tolist() == ["Mål (share)", "Mål (count)"]


@pytest.fixture
def page(once, tmp_path):
    """A workbook with the page, its list and the heat map."""
    return shutil.copy(once("goal page", _make) / "ark.xlsx", tmp_path)


def _make(folder):
    own, made = words(), frames()
    with new_book(folder / "ark.xlsx") as book:
        formats = Formats(book, own)
        sheet = book.add_worksheet("Ark")
        write_page(sheet, book, formats, own, made)
        paper(sheet, goal_sheet("one_goal", "#000000"), "Samlet", own)
        goal_list(book.add_worksheet(own.sheet("goal_lines")), "Ark", formats, made, own)
        frame = heat_map(RESULTS, GROUPS, CENTRES)
        heat_rows(book.add_worksheet("Varme"), heat_sheet(frame, "#000000"), frame, formats, own)


def table(sheet, name):
    """A table's rows by title."""
    left, top, right, bottom = range_boundaries(sheet.tables[name].ref)
    header, *rows = sheet.iter_rows(top, bottom, left, right, values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_both_charts_are_native_and_told_in_words(page):
    book = openpyxl.load_workbook(page)
    sheet = book["Ark"]
    assert len(sheet._charts) == 2
    lists = {str(each.sqref): each.formula1 for each in sheet.data_validations.dataValidation}
    assert lists == {"B5": "listed_goals_list", "B6": "listed_centres_list"}
    assert [each.id for each in sheet.row_breaks.brk] == [sheet[sheet.tables["goal_ranking"].ref][0][0].row - 2]
    assert book[words().sheet("goal_lines")].sheet_state == "hidden"
    cells = table(book["Varme"], "heat_map")
    assert cells[0] == {
        "Mål": "Share", "A": "◆ Rød\n−10,0 %", "B": "● Grøn\n+1,0 %", "Center C": "● Grøn\n+1,0 %",
        "D": "○ Ingen data", "Gruppe": "▲ Gul\n−5,0 %", TOTAL: "▲ Gul\n−4,0 %",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("share", "heat", "text"),
    [
        (-0.1, Heat.FAR_BEHIND, "−10.0 %"),
        ((3.0 - 3.3) / 3.0, Heat.FAR_BEHIND, "−10.0 %"),  # in floats a hair under a tenth
        (0.0996, Heat.FAR_AHEAD, "+10.0 %"),
        (-0.099, Heat.BEHIND, "−9.9 %"),
        (0.0005, Heat.AHEAD, "+0.1 %"),
        (0.0004, Heat.EVEN, "0.0 %"),
        (0.02, Heat.AHEAD, "+2.0 %"),
        (0.3, Heat.FAR_AHEAD, "+30.0 %"),
        (None, None, ""),
    ],
)
def test_the_colour_says_what_sign_and_figure_say(share, heat, text):
    cell = HeatCell(Light.GREEN, share)
    assert cell.heat == heat
    assert shown(cell, words("en")) == f"● Green\n{text}".strip()


@pytest.mark.slow
def test_an_office_follows_the_choice(page, office, tmp_path):
    book = openpyxl.load_workbook(page)
    book["Ark"]["B5"], book["Ark"]["B6"] = "Count", "Center A*"
    book.save(tmp_path / "valgt.xlsx")
    book["Ark"]["B5"] = "Share"
    book.save(tmp_path / "andet.xlsx")
    book["Ark"]["B6"] = "Center Q"
    book.save(tmp_path / "intet.xlsx")
    names = ("valgt", "andet", "intet")
    made = office([tmp_path / f"{name}.xlsx" for name in names], "xlsx", tmp_path / "ud")
    counted, shares, nothing = (openpyxl.load_workbook(path, data_only=True)["Ark"] for path in made)
    ranking = table(counted, "goal_ranking")
    assert [(each["Nummer"], each["Center"], each["Resultat"]) for each in ranking] == [
        (1, "Center A*", 10), (2, "Center B", 20), (None, None, None), (None, None, None),
    ]  # fmt: skip
    trend = {each["Måned"]: each for each in table(shares, "goal_trend")}
    assert [trend[month]["Tal"] for month in ("2008-12", "2009-01", "2009-04")] == [78, 81, None]
    assert (trend["2009-12"]["Mål"], trend["2008-12"]["Mål"]) == (95, None)
    assert (trend["2009-01"]["Nedre naturlig grænse"], trend["2009-01"]["Øvre naturlig grænse"]) == (70, 91)
    assert shares["B7"].value == "◆ Rød: resultat 80,0 % mod 95,0 til dato. Stabil"
    own = openpyxl.load_workbook(made[1], data_only=True)[words().sheet("goal_lines")]
    first = next(column for column in own.iter_cols(values_only=True) if "#N/A" in column)
    figures = [value for value in first if value is not None]  # the months, as the chart reads them
    assert (figures.count("#N/A"), figures[11:14]) == (20, [78, 81, 80])
    assert nothing["B7"].value == "Centret har ikke dette mål: vælg et andet"
