"""An empty register: what it says to the one who fills it in, and that what is filled in comes out again."""

import openpyxl
import pandas as pd
import pytest

from macros.steps.new import content
from macros.steps.register import read_register
from macros.steps.register_book import frames_of, register_book
from schemas.context import Context
from schemas.errors import CannotOpenError, RefusedError
from schemas.reading import frame_of
from schemas.rules.by_table import RULES
from schemas.tables import Goals
from schemas.words.vocabulary import LANGUAGES, words
from workbook.builder.register_book import REGISTER_SHEETS
from workbook.builder.register_pages import example_goals, meaning
from workbook.builder.register_table import input_message, register_columns

YEAR = 2010


@pytest.fixture(scope="session")
def empty_register(tmp_path_factory):
    folder = tmp_path_factory.mktemp("register")
    return {code: register_book(folder / f"{code}.xlsx", YEAR, words(code)) for code in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("table", REGISTER_SHEETS, ids=lambda table: table.name)
def test_every_column_says_what_to_write_and_every_word_what_it_means(table, language):
    said = words(language)
    fields = {str(field): field for field in table.fields}
    for name in register_columns(table):
        assert 0 < len(input_message(table.name, name, said)) <= 255, f"{table.name} {name}"
        for code in fields[name].codes or ():
            assert meaning(code, said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_examples_are_goals_that_could_be_taken(language):
    goals = frame_of(Goals, [{**goal, Goals.CENTRE: "A"} for goal in example_goals(YEAR, words(language))])
    for rule in RULES[Goals]:
        assert not rule.breaks(goals, Context(words=words(language))).any(), rule.code
    assert set(goals[Goals.RULE]) == {"at_least", "at_most", "band", "milestone"}
    assert set(goals[Goals.BASIS]) >= {"absolute", "change_pct", "maintain"}
    assert set(goals[Goals.SUMMARY]) == {"mean", "sum", "last", "ratio"}
    assert set(goals[Goals.PROFILE]) == {"flat", "linear", "path", "seasonal"}
    assert "change" in set(goals[Goals.SHOW_AS]) and "yes" in set(goals[Goals.SAMPLE])


@pytest.mark.parametrize(("language", "sheets"), [
    ("da", ["Mål", "Centre", "Indikatorer", "Parametre", "Budgetlinjer", "Eksempler", "Tilladte ord", "Vejledning"]),
    ("en", ["Goals", "Centres", "Measures", "Parameters", "Budget lines", "Examples", "Allowed words", "Guide"]),
])  # fmt: skip
def test_an_untouched_register_has_its_sheets_and_makes_no_workbooks(empty_register, language, sheets):
    path, said = empty_register[language], words(language)
    names = openpyxl.load_workbook(path, read_only=True).sheetnames
    assert names[0] == sheets[0] and set(sheets) <= set(names)
    with pytest.raises(RefusedError) as refused:
        read_register(path, said)
    assert [issue.code for issue in refused.value.issues] == ["register_without_goals"]
    assert sheets[0] in refused.value.issues[0].message(said)


def test_the_sheet_of_goals_keeps_numbers_as_text_and_offers_its_words(empty_register):
    book = openpyxl.load_workbook(empty_register["da"])
    sheet = book["Mål"]
    heads = [cell.value for cell in sheet[4]]
    number = heads.index("Mål nr.") + 1
    assert sheet.cell(5, number).number_format == "@"
    assert sheet.column_dimensions[openpyxl.utils.get_column_letter(number)].width > 0
    assert sheet.freeze_panes == "D5"
    assert sheet.cell(3, number).value == "skal udfyldes"
    assert sheet.cell(3, heads.index("Note") + 1).value is None
    assert list(sheet.tables) == ["goals"]
    lists = {str(each.sqref).split(":")[0]: each for each in sheet.data_validations.dataValidation}
    rule = lists[f"{openpyxl.utils.get_column_letter(heads.index('Regel') + 1)}5"]
    assert rule.formula1 == '"mindst,højst,mellem,milepæl"' and rule.promptTitle == "Regel" and rule.prompt
    for title, name in (("Center", "register_centres"), ("Indikator", "register_measures")):
        assert lists[f"{openpyxl.utils.get_column_letter(heads.index(title) + 1)}5"].formula1 == name
        assert name in book.defined_names


def test_an_existing_file_stays_and_another_ending_is_refused(empty_register, tmp_path):
    before = empty_register["da"].read_bytes()
    for out, code in ((empty_register["da"], "file_exists"), (tmp_path / "register.csv", "register_name")):
        with pytest.raises(CannotOpenError) as refused:
            register_book(out, YEAR, words())
        assert [issue.code for issue in refused.value.issues] == [code]
    assert empty_register["da"].read_bytes() == before


@pytest.mark.parametrize(("year", "language"), [("2007", "da"), ("2009", "en"), ("2011", "da")])
def test_the_goals_written_into_a_register_come_out_again(tmp_path, year, language):
    said = words(language)
    register = read_register(year, said)
    path = register_book(tmp_path / "register.xlsx", register.year, said, frames_of(register))
    again = read_register(path, said)
    assert [issue.code for issue in again.issues] == [issue.code for issue in register.issues]
    written, read = frames_of(register), frames_of(again)
    assert set(read) >= {name for name, frame in written.items() if len(frame)}
    for name, frame in written.items():
        if len(frame):
            pd.testing.assert_frame_equal(frame, read[name], obj=name)


def test_a_copied_example_is_refused_until_it_is_somebodys_goal(tmp_path):
    goals = frame_of(Goals, example_goals(YEAR, words())[:1])
    path = register_book(tmp_path / "register.xlsx", YEAR, words(), {Goals.name: goals})
    with pytest.raises(RefusedError) as refused:
        read_register(path, words())
    issue = refused.value.issues[0]
    assert (issue.code, issue.place.sheet, issue.place.cell) == ("goal_of_example", "Mål", "B5")


def test_sheets_that_are_left_empty_make_workbooks_as_if_they_were_not_there(tmp_path):
    register = read_register("2009", words())
    path = register_book(tmp_path / "register.xlsx", YEAR, words(), {Goals.name: register.goals})
    made = content(read_register(path, words()), register.holders[0], words())
    plain = content(register, register.holders[0], words())
    assert set(made.frames) == set(plain.frames)
    for name in ("goals", "measures", "meetings", "translations", "citizen_lines"):
        assert list(made.frame(name).columns) == list(plain.frame(name).columns), name
