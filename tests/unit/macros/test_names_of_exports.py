"""The sheet of names: a refused import lists what it does not know, answers are used, and rows never double."""

import json
import zipfile
from dataclasses import replace
from datetime import date, datetime

import pandas as pd
import pytest

from macros.buttons.actions import press
from macros.buttons.desktop import DesktopDesk
from macros.buttons.names_of_exports import list_refused
from macros.cli import main
from macros.steps.contract import open_book
from macros.steps.importing import import_exports, read_for
from macros.steps.listing_names import each_once, names_in, refused
from macros.steps.register_names import names_of, register_issues
from schemas.cells import Cell, CellKind, RawTable
from schemas.errors import RefusedError
from schemas.issues.issue import Place
from schemas.profiles.export_profile import ExportProfile
from schemas.reading import frame_of, read_table
from schemas.rules.translation_rules import choices_of, understand
from schemas.tables import Centres, Goals, TranslationLines
from schemas.translation_codes import NameKind
from schemas.translations import with_translations
from schemas.unknown_names import UnknownName
from schemas.words.vocabulary import words
from tests.conftest import NOW
from tests.hosts.desktop import open_in_excel
from tests.hosts.grid import grid_of
from workbook.builder.cell_formats import LINKS
from workbook.exports.rows.table_rows import SheetRead

JKS = "Jobcenter Skelbækgade"
HEAD = "Center;Indikator;Periode;Værdi"
UNKNOWN = [HEAD, f"{JKS};Placements;2009-01;10", f"{JKS} II;company_placements;2009-02;11"]
MEANS = TranslationLines.MEANS


@pytest.fixture
def jks(workbook):
    return workbook(f"{JKS} 2009")


def lines(path):
    """Name -> what stands in its row."""
    book, language = open_book(path)
    with book:
        table = read_table(TranslationLines, book.read(TranslationLines.name), language)
    return {row[TranslationLines.NAME]: row for row in table.frame.to_dict("records")}


def answer(path, **said):
    """Write in the column as a person does."""
    book, language = open_book(path)
    with book:
        raw = book.read(TranslationLines.name)
        names = [row[0].text for row in raw.rows]
        at = list(raw.header).index(language.title(TranslationLines, MEANS))
        texts = [said.get(name, row[at].text) or None for name, row in zip(names, raw.rows, strict=True)]
        written = pd.DataFrame({raw.header[at]: pd.Series(texts, dtype=object)})
        book.write(TranslationLines.name, written, list(range(len(names))))
        book.save()


def parts(path):
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_a_refused_import_leaves_the_file_and_says_where_names_may_be_answered(jks, csv_file, capsys):
    before = jks.read_bytes()
    assert main(["import", str(jks), str(csv_file(*UNKNOWN))]) == 1
    assert jks.read_bytes() == before
    said = capsys.readouterr().err
    assert "Navne i udtrækket, der ikke kendes: 2" in said
    assert "--list-names" in said
    assert "Oversættelse" in said


def test_listing_writes_that_sheet_alone_and_answers_are_used_and_kept(jks, csv_file, capsys):
    export, before = csv_file(*UNKNOWN), parts(jks)
    assert main(["import", str(jks), str(export), "--list-names"]) == 1
    assert "kun arket Oversættelse er skrevet" in capsys.readouterr().err
    after = parts(jks)
    changed = [name for name in after if after[name] != before.get(name)]
    assert before.keys() == after.keys()
    assert len(changed) == 2  # the sheet and its table
    listed = lines(jks)
    assert [*listed] == ["Placements", f"{JKS} II"]
    assert listed[f"{JKS} II"][TranslationLines.PROPOSAL] == JKS
    assert listed["Placements"][TranslationLines.KIND] == "measure"
    assert {row[TranslationLines.IS_NEEDED] for row in listed.values()} == {"yes"}

    answer(jks, Placements="Nye virksomhedspraktikker og løntilskud")
    assert main(["import", str(jks), str(export), "--list-names"]) == 1
    assert "Navne, der ikke kendes: 1, heraf 1 der skal besvares og 0 nye" in capsys.readouterr().err
    assert [*lines(jks)] == [*listed]
    answer(jks, **{f"{JKS} II": JKS})
    done = import_exports(jks, [export], NOW)
    assert (done.changes.added, done.noted) == (2, 0)
    kept = lines(jks)
    assert [*kept] == [*listed]
    assert kept["Placements"][MEANS] == "Nye virksomhedspraktikker og løntilskud"


def test_an_accepted_import_notes_what_it_passed_over_once(jks, csv_file):
    export = csv_file(HEAD, f"{JKS};company_placements;2009-01;10", "Naboby;company_placements;2009-01;3")
    assert import_exports(jks, [export], NOW).noted == 1
    assert lines(jks)["Naboby"][TranslationLines.IS_NEEDED] == "no"
    assert import_exports(jks, [export], NOW).noted == 0
    answer(jks, Naboby="spring over")
    done = import_exports(jks, [export], NOW)
    assert "foreign_left_out" not in {issue.code for issue in done.export.issues}


def test_listing_the_names_of_an_export_that_is_taken_imports_no_figure(jks, csv_file, capsys):
    export, before = (
        csv_file(HEAD, f"{JKS};company_placements;2009-01;10", "Naboby;company_placements;2009-01;3"),
        parts(jks),
    )
    assert main(["import", str(jks), str(export), "--list-names"]) == 0
    assert "Tallene er ikke hentet" in capsys.readouterr().out
    assert len([name for name, part in parts(jks).items() if part != before.get(name)]) == 1  # the sheet
    assert [*lines(jks)] == ["Naboby"]
    before = jks.read_bytes()
    known = csv_file(HEAD, f"{JKS};company_placements;2009-01;10", name="kendt.csv")
    assert main(["import", str(jks), str(known), "--list-names"]) == 0
    assert "Alle navne i udtrækket kendes" in capsys.readouterr().out
    assert jks.read_bytes() == before


def test_a_name_that_was_noted_and_now_stops_an_import_must_be_answered(jks, csv_file):
    import_exports(jks, [csv_file(HEAD, f"{JKS};company_placements;2009-01;10", f"{JKS};Mentorforløb;2009-01;3")], NOW)
    assert lines(jks)["Mentorforløb"][TranslationLines.IS_NEEDED] == "no"
    assert main(["import", str(jks), str(csv_file(HEAD, f"{JKS};Mentorforløb;hele tiden;3")), "--list-names"]) == 1
    assert lines(jks)["Mentorforløb"][TranslationLines.IS_NEEDED] == "yes"


def test_a_name_that_is_the_workbooks_own_is_not_asked_about_wherever_it_stands(contract):
    own, other = (UnknownName(name, NameKind.CENTRE, Place("u.xlsx"), 1, True) for name in (JKS, "Afd. Syd"))
    export = read_for(contract, [], words())
    export.sheets.append(("u.xlsx", SheetRead(names=[own, other])))
    assert [each.name for each in names_in(export, contract, None, None).unknown] == ["Afd. Syd"]


@pytest.mark.parametrize(
    ("said", "code"),
    [({"A": "noget andet"}, "translation_unknown"), ({"A": JKS, "a ": "spring over"}, "translation_twice")],
)
def test_wrong_answers_refuse_an_import_and_nothing_else(jks, csv_file, said, code):
    export = csv_file(HEAD, f"{JKS};company_placements;2009-01;10")
    book, language = open_book(jks)
    with book:
        titles = [language.title(TranslationLines, each) for each in (TranslationLines.NAME, MEANS)]
        book.write(
            TranslationLines.name, pd.DataFrame([*said.items()], columns=titles, dtype=object), [None] * len(said)
        )
        book.save()
    before = jks.read_bytes()
    with pytest.raises(RefusedError) as caught:
        import_exports(jks, [export], NOW)
    issue = next(issue for issue in caught.value.issues if issue.code == code)
    assert issue.place.sheet == "Oversættelse"
    assert issue.place.cell.startswith("E")
    assert jks.read_bytes() == before
    assert main(["validate", str(jks)]) == 1
    assert main(["recalculate", str(jks)]) == 0


def test_a_preview_shows_figures_with_their_cells_and_writes_nothing(jks, csv_file, capsys):
    before = jks.read_bytes()
    export = csv_file(HEAD, f"{JKS};company_placements;2009-01;10", "Naboby;company_placements;2009-01;3")
    assert main(["import", str(jks), str(export), "--preview"]) == 0
    text = capsys.readouterr().out
    assert "udtræk.csv: en liste, rækker til projektmappen: 1." in text
    assert "2009-01     10  D2" in text
    assert "»Naboby«" in text
    assert main(["import", str(jks), str(csv_file(*UNKNOWN)), "--preview", "--json"]) == 1
    shown = json.loads(capsys.readouterr().out)
    assert {each["name"]: each["proposal"] for each in shown["names"]} == {"Placements": None, f"{JKS} II": JKS}
    assert shown["sheets"][0]["layout"] == "list"
    assert jks.read_bytes() == before


# ---- buttons ---------------------------------------------------------------------------------------------------


def test_the_button_lists_names_opens_them_and_uses_the_answers(jks, csv_file):
    grid = grid_of(jks)
    [book] = open_in_excel(grid)
    app = book.app.impl
    app.files = [str(csv_file(*UNKNOWN))]
    desk = DesktopDesk(book, words())
    outcome = press("import", desk, datetime(2009, 7, 20))
    assert outcome.bad
    assert "Ukendte navne på arket Oversættelse: 2." in outcome.text
    assert grid.active == "Oversættelse"
    assert [row[0] for row in grid.rows("translations")] == ["Placements", f"{JKS} II"]
    sheet, table = grid.locate("translations")
    means = grid.header("translations").index("Betyder")
    for row, said in enumerate(("Nye virksomhedspraktikker og løntilskud", JKS), start=1):
        sheet.cell(table.top + row, table.left + means).value = said
    outcome = press("import", desk, datetime(2009, 7, 20))
    assert outcome.text.startswith("Hentet fra 1 fil(er): 2 nye rækker")
    assert len(grid.rows("translations")) == 2
    assert press("preview", desk, datetime(2009, 7, 20)).text.startswith("Sådan læses udtrækket. Intet er skrevet.")


# ---- registers -------------------------------------------------------------------------------------------------


def table_of(rows):
    header = ["Center", "Navn i udtrækket", "Betyder"]
    cells = [[Cell(CellKind.TEXT, text) if text else Cell(CellKind.BLANK) for text in row] for row in rows]
    numbers = list(range(2, len(rows) + 2))
    return RawTable("register.xlsx", "Oversættelse", header, cells, numbers, header_row=1, read_as=header)


def test_a_registers_names_go_to_each_workbook_and_measures_of_others_are_passed_over_there(contract):
    own = contract.choices
    others = contract.goals.iloc[:1].assign(**{Goals.MEASURE: "m_of_others", Goals.TITLE: "Andres mål"})
    everyones = pd.concat([contract.goals, others])
    register = choices_of(everyones, contract.frame(Centres), contract.measures, words())
    frame = frame_of(
        TranslationLines,
        [
            {TranslationLines.NAME: "Samtaler", MEANS: "contact_interviews_on_time"},
            {TranslationLines.NAME: "Afd. Syd", MEANS: "JKS"},
            {TranslationLines.NAME: "Andet", MEANS: "Andres mål"},
        ],
    )
    given = names_of(frame, own, register)[TranslationLines.name]
    assert given[MEANS].tolist() == ["Jobsamtaler holdt til tiden", JKS, "spring over"]
    assert "Andres mål" in given[TranslationLines.NOTE].iloc[2]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([(None, "Syd", JKS), (JKS, "Syd", "spring over")], "translation_twice"),
        ([(JKS, "Syd", "ingenting af vores")], "translation_unknown"),
    ],
)
def test_a_register_with_wrong_answers_is_refused(contract, rows, code):
    with pytest.raises(RefusedError) as caught:
        register_issues(table_of(rows), contract.choices, [JKS, "Jobcenter Nyropsgade"], 2009)
    assert [issue.code for issue in caught.value.issues] == [code]


def test_a_centre_that_is_closed_and_a_name_that_is_the_workbooks_own_are_told(contract):
    closed = replace(contract.choices, closed={"Jobcenter Nyropsgade": date(2009, 2, 28)})
    raw = table_of([(None, "Afd. Nord", "Jobcenter Nyropsgade"), (None, "Jobcenter Musvågevej", JKS)])
    found = understand(read_table(TranslationLines, raw, words()), closed)[1]
    assert [issue.code for issue in found] == ["translation_closed", "translation_of_own"]
    assert not any(issue.is_error for issue in found)


def test_a_period_that_a_spreadsheet_made_a_date_of_is_that_period(contract):
    raw = table_of([(None, "Første", "x")])
    raw.rows[0][2] = Cell(CellKind.DATE, datetime(2009, 6, 1), "mmm-yy")
    said, issues = understand(read_table(TranslationLines, raw, words()), contract.choices)
    assert not issues
    assert [each.value for each in said.lines] == ["2009-06"]


def test_the_sheet_leads_to_the_cells():
    assert (TranslationLines.name, TranslationLines.FIRST_PLACE) in LINKS


def test_a_proposed_profile_says_what_the_sheet_says(contract):

    raw = table_of([(None, "Syd", JKS), (None, "Samtaler", "contact_interviews_on_time"), (None, "Holdt", "tæller")])
    raw.rows.append([Cell(CellKind.BLANK), Cell(CellKind.TEXT, "Mentor"), Cell(CellKind.TEXT, "spring over")])
    raw = replace(raw, row_numbers=list(range(2, 6)))
    said = understand(read_table(TranslationLines, raw, words()), contract.choices)[0]
    profile = with_translations(ExportProfile(), said)
    assert profile.centres == {"Syd": JKS}
    assert profile.measures == {"Samtaler": "contact_interviews_on_time"}
    assert (profile.parts, profile.not_mine) == ({"Holdt": "numerator"}, ("Mentor",))


def test_names_of_an_import_into_all_workbooks_are_listed_in_the_open_one(jks, csv_file, contract):
    """An answer in any workbook is for all, so the one that is open will do."""
    names = replace(names_in(read_for(contract, [csv_file(*UNKNOWN)], words()), contract, None, None), contract=None)
    [book] = open_in_excel(grid := grid_of(jks))
    desk = DesktopDesk(book, words())
    done = list_refused(refused(RefusedError([]), names), desk.book)
    assert done.listed.count == 2
    assert [row[0] for row in grid.rows("translations")] == ["Placements", f"{JKS} II"]


def test_a_name_is_counted_once_however_often_its_sheet_is_read():
    one = UnknownName("Afd. Syd", NameKind.CENTRE, Place("u.xlsx", "Ark1", 2, "", "A2"), 3, True)
    other = replace(one, place=Place("u.xlsx", "Ark2", 5, "", "A5"), times=2)
    assert [each.times for each in each_once([one, one, other], set())] == [5]
    assert each_once([one], {"afd. syd"}) == []
