"""The appendix of measures, as blocks of a document."""

import pandas as pd
import pytest

from macros.steps.documents.measure_appendix import measure_appendix
from macros.steps.measure_lines import lines_for
from macros.steps.register import read_register
from schemas.reading import empty
from schemas.tables import Goals, Measures
from schemas.words.vocabulary import words
from workbook.documents.model import DataTable, TextKind
from workbook.shipped import shipped_measures

DANISH, ENGLISH = words("da"), words("en")


def table_of(blocks):
    return next(block for block in blocks if isinstance(block, DataTable))


def shipped(year, language=DANISH):
    goals = read_register(year, language).goals
    return table_of(measure_appendix(lines_for(goals, empty(Measures)), goals, language))


def texts(table):
    return [[cell.text for cell in row] for row in table.rows]


@pytest.mark.parametrize("year", ["2007", "2008", "2009", "2011"])
def test_every_measure_of_a_register_stands_once_and_without_codes(year):
    goals = read_register(year, DANISH).goals
    rows = texts(shipped(year))
    assert len(rows) == goals[Goals.MEASURE].nunique()
    codes = set(shipped_measures()[Measures.MEASURE])
    assert not [cell for row in rows for cell in row if codes & set(cell.replace("»", " ").replace("«", " ").split())]


def test_a_measure_tells_rule_unit_length_lag_source_and_who_answers():
    rows = {row[0]: row for row in texts(shipped("2009"))}
    on_time = rows["Jobsamtaler holdt til tiden (1.3)"]
    assert on_time[1].startswith("Jobsamtaler holdt inden fristen")
    assert on_time[2:] == [
        "pct.",
        "periodens eget tal",
        "med det samme",
        "Ledelsesinformationssystemet (LIS)",
        "[ikke oplyst]",
    ]
    assert rows["I job eller uddannelse i 3 af 7 måneder efter start (1.1)"][4] == "7 måneder efter"


def test_goals_of_several_centres_share_a_line():
    rows = [row[0] for row in texts(shipped("2008"))]
    assert len(rows) == len(set(rows))
    assert len(rows) < len(read_register("2008", DANISH).goals)


def test_a_measure_of_the_users_own_is_told_by_its_goal_and_its_blanks_are_counted():
    goals = read_register("2009", DANISH).goals.head(1).assign(measure="own_measure")
    table = table_of(measure_appendix(empty(Measures), goals, DANISH))
    assert texts(table)[0][0] == "I job eller uddannelse i 3 af 7 måneder efter start (1.1)"
    assert texts(table)[0][1:] == ["[ikke oplyst]", "pct.", *["[ikke oplyst]"] * 4]
    assert [below.kind for below in table.below] == [TextKind.OWED]
    assert "kilde (1)" in table.below[0].text


def test_lines_that_differ_between_workbooks_stand_both_and_equal_ones_once():
    goals = read_register("2009", DANISH).goals
    own = lines_for(goals, empty(Measures))
    other = own.assign(**{Measures.DEFINITION: own[Measures.DEFINITION].where(own.index > 0, "Talt på en anden måde.")})
    rows = texts(table_of(measure_appendix(pd.concat([own, other]), goals, DANISH)))
    assert len(rows) == len(own) + 1
    assert rows[1][1] == "Talt på en anden måde."


def test_nothing_is_shown_where_there_are_no_goals_and_english_has_no_danish():
    assert measure_appendix(empty(Measures), empty(Goals), DANISH) == ()
    table = shipped("2011", ENGLISH)
    assert table.columns[0].title == "Measure (goals)"
    assert "7 months later" in {row[4].text for row in table.rows}
