"""A contract's own table becomes a register: what it tells agrees with the shipped one, and nothing is guessed."""

import csv
from pathlib import Path

import docx
import openpyxl
import pandas as pd
import pytest

from macros.steps.printed_contract import open_contract, read_printed_contract
from macros.steps.register import read_register
from schemas.errors import CannotOpenError, RefusedError
from schemas.tables import Goals
from schemas.words.vocabulary import words

FOLDER = Path(__file__).parents[2] / "cases" / "contracts"
TOLD = ("goal_type", "unit", "rule", "basis", "target", "target_max", "baseline_period", "baseline")
NEVER = ("measure", "summary", "profile")
AGREE = {"2009": 94, "2011": 69}
"""Fields of the sentences that are told and agree, of 18 and 14 goals."""


def sentences(year):
    with (FOLDER / f"sentences_{year}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter=";"))


def text_file(path, rows):
    lines = [f"{row['label']} {row['sentence']}\t{row['mark']}".strip() for row in rows]
    path.write_text("\n\n".join(lines), encoding="utf-8")


def csv_file(path, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows([row["label"], row["sentence"], row["mark"]] for row in rows)


def web_page(path, rows):
    cells = "".join(f"<tr><td>{r['label']}</td><td><i>{r['sentence']}</i></td><td>{r['mark']}</td></tr>" for r in rows)
    path.write_text(f"<html><body><table>{cells}</table></body></html>", encoding="utf-8")


def spreadsheet(path, rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append([row["label"], row["sentence"], row["mark"]])
    book.save(path)


def word_file(path, rows):
    file = docx.Document()
    file.add_paragraph("Resultatkontrakt")
    table = file.add_table(0, 3)
    for row in rows:
        for cell, text in zip(table.add_row().cells, (row["label"], row["sentence"], row["mark"]), strict=True):
            cell.text = text
    file.save(path)


WRITERS = {"txt": text_file, "csv": csv_file, "html": web_page, "xlsx": spreadsheet, "docx": word_file}


def read(path, year=None):
    return read_printed_contract(path.name, open_contract(path, words()), year, None, words())


def held(goals, year):
    """How many told fields agree with the shipped register, and those that do not."""
    ours = read_register(year, words()).goals.set_index(Goals.NUMBER)
    agree, wrong = 0, []
    for goal in goals.to_dict("records"):
        shipped = ours.loc[goal["number"]]
        for name in TOLD:
            told, right = goal[name], shipped[name]
            if told is None or (isinstance(told, float) and pd.isna(told)):
                continue
            agree += told == right
            if told != right:
                wrong.append((goal["number"], name, told, right))
    return agree, wrong


@pytest.mark.parametrize("year", ["2009", "2011"])
@pytest.mark.parametrize("kind", sorted(WRITERS))
def test_what_the_printed_sentences_tell_is_what_the_shipped_register_says(tmp_path, year, kind):
    path = tmp_path / f"kontrakt.{kind}"
    WRITERS[kind](path, sentences(year))
    found = read(path)
    assert found.year == int(year)
    shipped = read_register(year, words()).goals
    assert found.goals[Goals.NUMBER].tolist() == shipped[Goals.NUMBER].tolist()
    assert held(found.goals, year) == (AGREE[year], [])


@pytest.mark.parametrize("year", ["2009", "2011"])
def test_each_cell_that_is_open_has_a_finding_and_a_place_among_those_to_decide(tmp_path, year):
    path = tmp_path / "kontrakt.txt"
    text_file(path, sentences(year))
    found = read(path)
    issues = [issue for issue in found.issues if issue.code == "contract_cell_open"]
    assert len(issues) == len(found.opened)
    assert all(issue.message(words(language)) for issue in issues for language in ("da", "en"))
    opened = {(cell.row, cell.field) for cell in found.opened}
    for row, goal in enumerate(found.goals.to_dict("records")):
        assert {(row, name) for name in NEVER} <= opened
        blank = {name for name in ("rule", "unit", "target", "basis") if pd.isna(goal[name])}
        blank -= {"target"} if goal["basis"] == "maintain" else set()
        assert {name for at, name in opened if at == row} & {"rule", "unit", "target", "basis"} == blank


def test_a_table_with_titles_is_read_by_them():
    found = read(FOLDER / "table_2009.csv")
    agree, wrong = held(found.goals, "2009")
    assert (len(found.goals), agree, wrong) == (18, 90, [])
    row = found.goals.set_index(Goals.NUMBER).loc["2.3"]
    assert (row[Goals.TITLE], row[Goals.RESPONSIBLE], row[Goals.BASELINE]) == ("Elforbrug", "Miljøgruppen", 412854)


def test_a_goal_with_two_figures_is_split_and_one_told_twice_is_said(tmp_path):
    rows = sentences("2011")
    rows.append({**rows[0], "sentence": "40 pct. er i job"})
    path = tmp_path / "kontrakt.csv"
    csv_file(path, rows)
    codes = [issue.code for issue in read(path).issues if issue.code != "contract_cell_open"]
    assert sorted(codes) == ["contract_goal_split", "contract_goal_twice"]


def test_two_goals_of_one_number_are_both_in_the_register_and_the_second_ones_number_is_to_be_decided(tmp_path):
    path = tmp_path / "kontrakt.txt"
    lines = ["Resultatmål 2: Sygefraværet er højst 4,5 pct.", "Resultatmål 2: Mindst 85 pct. er tilfredse"]
    path.write_text("\n".join(["Resultatkontrakt 2026", *lines]), encoding="utf-8")
    found = read(path)
    assert found.goals[Goals.TARGET].tolist() == [4.5, 85]
    assert found.goals[Goals.NUMBER].tolist()[0] == "2" and pd.isna(found.goals[Goals.NUMBER].tolist()[1])
    assert [(each.row, each.printed) for each in found.opened if each.field == Goals.NUMBER] == [(1, "2")]


@pytest.mark.parametrize(
    ("title", "centre"),
    [
        ("Resultatkontrakt 2026 – Jobcenter Læsø", "Jobcenter Læsø"),
        ("Resultatkontrakt for Jobcenter Ærø 2026", "Jobcenter Ærø"),
        ("Beskæftigelsescenter Nord: resultatkontrakt 2026", "Beskæftigelsescenter Nord"),
        ("Contract 2026 of Job Centre North", "Job Centre North"),
        ("Resultatkontrakt 2026", ""),
        ("Kontrakten for 2026 gælder for alle byens jobcentre", ""),
        ("Resultatkontrakt 2026 – Jobcenter Nord, Jobcenter Syd", ""),
        ("Resultatkontrakt 2026 – udkast", ""),
    ],
)
def test_the_centre_of_the_title_is_that_of_the_goals(tmp_path, title, centre):
    path = tmp_path / "kontrakt.txt"
    path.write_text(f"{title}\n\nResultatmål 1: Mindst 95 pct. til tiden", encoding="utf-8")
    found = read(path)
    told = found.goals[Goals.CENTRE].tolist()[0]
    assert (told or "") == centre
    assert any(each.field == Goals.CENTRE for each in found.opened) == (not centre)


@pytest.mark.parametrize("name", ["kontrakt.docx", "kontrakt.doc", "kontrakt.pdf"])
def test_a_file_that_is_no_contract_is_told_so_and_not_as_an_export(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(b"%PDF-1.4" + bytes(range(256)))
    with pytest.raises(CannotOpenError) as refused:
        read(path)
    assert [issue.code for issue in refused.value.issues] == ["contract_file_type"]


def test_half_a_word_file_is_told_as_one(tmp_path):
    path = tmp_path / "kontrakt.docx"
    word_file(path, sentences("2009")[:1])
    path.write_bytes(path.read_bytes()[:-500])
    with pytest.raises(CannotOpenError) as refused:
        read(path)
    assert "åbn det i Word" in refused.value.issues[0].suggestion(words())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Mødet er den 3. marts.\nDagsorden følger.", "contract_without_goals"),
        ("Resultatmål 1 Mindst 95 pct. til tiden", "contract_year_unknown"),
    ],
)
def test_a_text_without_goals_or_year_is_refused(tmp_path, text, code):
    path = tmp_path / "kontrakt.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RefusedError) as refused:
        read(path)
    assert [issue.code for issue in refused.value.issues] == [code]


def test_tables_that_tell_different_things_of_the_same_goals_are_read_together(tmp_path):
    file = docx.Document()
    tables = [
        [["Mål", "Det skal nås", "Måltal"], ["Resultatmål 1.4", "Elforbrug", "mindst 5 % ned fra 2008"]],
        [["Mål nr.", "Måltype", "Basisværdi"], ["1.4", "Resultatmål", "412.854,0 kWh (2008)"]],
        [["Mål nr.", "Opgøres som", "Årsprofil", "Ansvarlig"], ["1.4", "sum", "som sidste år", "[ikke oplyst]"]],
    ]
    file.add_paragraph("Resultatkontrakt 2009")
    for rows in tables:
        table = file.add_table(0, len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    file.add_paragraph("Mål 1.4: Forbruget aflæses hvert kvartal.")
    file.add_paragraph("Mål 1.4 er delt i flere linjer.")
    file.save(tmp_path / "kontrakt.docx")
    found = read(tmp_path / "kontrakt.docx")
    [goal] = found.goals.to_dict("records")
    told = (
        goal["number"],
        goal["title"],
        goal["target"],
        goal["unit"],
        goal["baseline"],
        goal["summary"],
        goal["profile"],
    )
    assert told == ("1.4", "Elforbrug", -5, "kwh", 412854, "sum", "seasonal")
    assert goal["responsible"] is None
    assert {cell.field for cell in found.opened} == {"centre", "measure"}
    assert {issue.code for issue in found.issues} == {"contract_cell_open"}


def test_the_registers_own_columns_are_taken_and_others_are_named(tmp_path):
    path = tmp_path / "kontrakt.csv"
    path.write_text(
        "Resultatkontrakt 2009;;;;;;;\n"
        "Mål nr.;Mål;Måltal;Regel;Tolerance;Gælder fra;Vægt;Frist\n"
        "1;Jobsamtaler til tiden;95,0 %;mindst;5 %;01-07-2009;mange;maj\n",
        encoding="utf-8",
    )
    found = read(path)
    [goal] = found.goals.to_dict("records")
    told = (goal["target"], goal["rule"], goal["tolerance"], str(goal["valid_from"]), goal["weight"])
    assert told[:4] == (95, "at_least", 0.05, "2009-07-01") and pd.isna(told[4])
    assert "weight" in {cell.field for cell in found.opened}
    left = [issue.value for issue in found.issues if issue.code == "contract_columns_left_out"]
    assert left == ["Frist"]
