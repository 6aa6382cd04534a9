"""The contract changed in the register's own file: what is written, what stays byte for byte, and what is refused."""

from datetime import date

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.table import Table

from macros.cli import main
from macros.steps.register import read_register
from schemas.codes import VersionKind
from schemas.tables import Centres, Goals
from schemas.words.vocabulary import words

HEAD = "År;Center;Mål nr.;Måltype;Mål;Indikator;Enhed;Regel;Måltal;Opgøres som;Årsprofil;Min kolonne"
ROWS = (
    "2009;Jobcenter Skelbækgade;1.1;Resultatmål (R);Pladser;company_placements;antal;mindst;600;sum;lige store måneder;a",
    "2009;Jobcenter Skelbækgade;1.2;Indsatsmål (I);Samtaler;contact_interviews_on_time;pct.;mindst;95,5;andel (tæller/nævner);samme hele året;\"b; c\"",
    "2009;Jobcenter Musvågevej;1.1;Resultatmål (R);Pladser;company_placements;antal;mindst;1200;sum;lige store måneder;",
)  # fmt: skip
SAID = ("--reason", "ny lov", "--decided-by", "direktionen")
JKS, JKM = "Jobcenter Skelbækgade", "Jobcenter Musvågevej"


@pytest.fixture
def register(tmp_path):
    path = tmp_path / "kontrakt.csv"
    path.write_bytes("\r\n".join((HEAD, *ROWS, "")).encode("cp1252"))
    return path


def lines(path):
    return path.read_bytes().decode("cp1252").split("\r\n")


def test_a_renegotiated_goal_gets_a_line_beneath_and_nothing_else_moves(register, capsys):
    code = main(["goal", "renegotiate", str(register), "1.2", "--from", "01-07-2009", "--version-kind", "substantial", "--target", "90,25", *SAID])  # fmt: skip
    assert code == 0
    assert "Måltal: 95,5 → 90,25" in capsys.readouterr().out
    found = lines(register)
    assert found[0] == f"{HEAD};Gælder fra;Ændringens art;Besluttet af;Begrundelse"
    assert [found[1], found[2], found[4]] == [f"{row};;;;" for row in ROWS]
    assert found[3].startswith("2009;Jobcenter Skelbækgade;1.2;Indsatsmål (I);Samtaler;contact_interviews_on_time;pct.;mindst;90,25;")  # fmt: skip
    assert found[3].endswith(";;01-07-2009;væsentlig ændring;direktionen;ny lov")
    old, new = read_register(register, words()).goals.iloc[[1, 2]].to_dict("records")
    assert (old[Goals.TARGET], new[Goals.TARGET], new[Goals.VERSION_KIND]) == (95.5, 90.25, VersionKind.SUBSTANTIAL)


def test_a_goal_from_july_counts_from_july(register):
    given = ("--like", "1.2", "--from", "2009-Q3", "--title", "Nye samtaler", "--measure", "other_interviews")
    assert main(["goal", "add", str(register), "1.3", "--centre", "JKS", *given, *SAID]) == 0
    goal = read_register(register, words()).goals.iloc[2]
    assert (goal[Goals.NUMBER], goal[Goals.VALID_FROM], goal[Goals.TARGET]) == ("1.3", date(2009, 7, 1), 95.5)


def test_a_year_target_that_ends_within_it_keeps_its_line_and_gets_one_for_its_months(register):
    close = ["goal", "close", str(register), "1.1", "--centre", "JKS", "--on", "30-06-2009", *SAID]
    before = register.read_bytes()
    assert main(close) == 1  # nobody said what becomes of 600
    assert register.read_bytes() == before
    assert main([*close, "--targets", "to-date"]) == 0
    old, new = read_register(register, words()).goals.iloc[[0, 1]].to_dict("records")
    assert (old[Goals.TARGET], old[Goals.VALID_TO]) == (600.0, None)
    assert (new[Goals.TARGET], new[Goals.VALID_FROM], new[Goals.VALID_TO]) == (
        300.0,
        date(2009, 6, 30),
        date(2009, 6, 30),
    )


FULL = (
    *("--goal-type", "Resultatmål (R)", "--title", "Praktik", "--measure", "internships", "--unit", "antal"),
    *("--rule", "mindst", "--target", "40", "--summary", "sum", "--profile", "lige store måneder"),
)


@pytest.mark.parametrize(
    ("fields", "target"),
    [(FULL, 40.0), (("--like", "1.1", "--like-centre", "JKS", "--target", "300"), 300.0)],
    ids=["in full", "like another centre's"],
)
def test_the_first_goal_of_a_centre_that_is_only_listed(register, fields, target):
    added = ["goal", "add", str(register), "1.1", "--centre", "Ny", "--from", "01-07-2009", *fields, *SAID]
    assert main(added) == 1  # it is not listed yet
    listed = register.with_name("kontrakt_Centre.csv")
    listed.write_text(f"Center;Kortnavn\n{JKS};JKS\n{JKM};JKM\nJobcenter Nyby;Ny\n", encoding="utf-8")
    assert main(added) == 0
    goal = read_register(register, words()).goals.iloc[-1]
    assert (goal[Goals.CENTRE], goal[Goals.NUMBER], goal[Goals.TARGET]) == ("Jobcenter Nyby", "1.1", target)
    assert [f"{row};;;" for row in ROWS] == lines(register)[1:4]


WRONG = {
    "goal_not_begun": ("goal close {} 1.1 --centre JKS --on 31-12-2008", "Målet begynder 01-01-2009"),
    "goal_exists": ("goal add {} 1.1 --centre JKS --like 1.2 --from 01-07-2009", "har allerede et mål 1.1"),
    "added_needs_target": ("goal add {} 2 --centre JKS --like 1.1 --from 01-07-2009", "måltallet 600 for hele året"),
    "added_lacks": ("goal add {} 2 --centre JKS --title x --from 01-07-2009", "mangler Måltype"),
    "register_no_such_goal": ("goal close {} 9 --centre JKS --on 30-06-2009", "intet mål 9"),
    "goal_of_several_centres": ("goal close {} 1.1 --on 30-06-2009", "Flere centre har et mål 1.1"),
    "centre_not_named": ("goal add {} 2 --like 1.1 --from 01-07-2009 --target 5", "flere centre"),
    "goal_closed_after_year": ("goal close {} 1.2 --on 31-12-2009", "ikke før udgangen"),
    "renegotiated_nothing": ("goal renegotiate {} 1.2 --from 01-07-2009 --version-kind method --target 95,5", "allerede det"),
    "method_moves_level": ("goal renegotiate {} 1.2 --from 01-07-2009 --version-kind method --target 90", "flytter årets måltal"),
    "centre_within_month": ("centre merge {} JKS JKM --into Ny --on 15-06-2009 --new-targets open", "inde i en måned"),
    "centre_into_itself": ("centre merge {} JKS --into JKS --on 30-06-2009 --new-targets open", "Forkert brug"),
    "centre_not_listed": ("goal add {} 2 --centre JKX --like 1.1 --from 01-07-2009", "står ikke i listen over centre"),
    "no_such_centre": ("centre close {} Findes-ikke --on 30-06-2009", "ingen mål for"),
}  # fmt: skip


@pytest.mark.parametrize(("command", "told"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_is_refused_with_what_it_is_about(register, capsys, command, told):
    before = register.read_bytes()
    assert main([*(part.format(register) for part in command.split()), *SAID]) in {1, 2}
    assert told in capsys.readouterr().err
    assert (register.read_bytes(), len(list(register.parent.iterdir()))) == (before, 1)


def test_two_people_renegotiate_one_goal_from_one_day(register, capsys):
    first = ["goal", "renegotiate", str(register), "1.2", "--from", "01-07-2009", "--version-kind", "substantial"]
    assert main([*first, "--target", "90", *SAID]) == 0
    assert main([*first, "--target", "80", "--reason", "andet", "--decided-by", "en anden"]) == 1
    told = capsys.readouterr().err
    assert "kontrakt.csv, M4" in told and "90 % (besluttet af: direktionen; begrundelse: ny lov)" in told


def test_a_register_saved_by_somebody_else_meanwhile_is_not_overwritten(register, monkeypatch, capsys):
    from macros.steps.contract_changes import applying

    wrote = applying._write

    def meanwhile(*given):
        wrote(*given)
        register.write_bytes(register.read_bytes() + b"\r\n")

    monkeypatch.setattr(applying, "_write", meanwhile)
    assert main(["goal", "close", str(register), "1.2", "--on", "30-06-2009", *SAID]) == 3
    assert "gemt af en anden" in capsys.readouterr().err
    assert lines(register)[:4] == [HEAD, *ROWS]


def test_a_register_that_is_open_in_excel_is_not_written(register):
    register.with_name("~$kontrakt.csv").write_bytes(b"")
    assert main(["goal", "close", str(register), "1.2", "--on", "30-06-2009", *SAID]) == 3


def test_a_shipped_register_is_not_written(capsys):
    assert main(["goal", "close", "2009", "1.2", "--on", "30-06-2009", *SAID]) == 3
    assert "følger med programmet" in capsys.readouterr().err


def test_a_workbook_that_is_named_as_a_csv_is_not_written(tmp_path, capsys):
    path = tmp_path / "kontrakt.csv"
    book = openpyxl.Workbook()
    for line in (HEAD, *ROWS):
        book.active.append([float(text) if text.isdigit() else text for text in line.replace('"b; c"', "b").split(";")])
    with path.open("wb") as file:
        book.save(file)
    before = path.read_bytes()
    assert main(["goal", "close", str(path), "1.2", "--on", "30-06-2009", *SAID]) == 3
    assert "kan ikke rettes" in capsys.readouterr().err
    assert path.read_bytes() == before


def test_a_dry_run_tells_and_writes_nothing(register, capsys):
    before = register.read_bytes()
    assert main(["goal", "close", str(register), "1.2", "--on", "30-06-2009", "--dry-run", *SAID]) == 0
    assert "slutter 30-06-2009" in capsys.readouterr().out
    assert register.read_bytes() == before


@pytest.mark.parametrize("is_table", [False, True])
def test_a_workbook_keeps_all_else_that_is_in_it(tmp_path, is_table):
    path = tmp_path / "kontrakt.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Register"
    sheet["A1"] = "Kontrakter"
    for row, line in enumerate((HEAD, *ROWS), 3):
        for column, text in enumerate(line.replace('"b; c"', "b").split(";"), 1):
            number = row > 3 and column in {1, 9}
            sheet.cell(row, column, float(text.replace(",", ".")) if number else text or None)
    sheet["C5"].comment = Comment("husk", "mig")
    sheet["C5"].fill = PatternFill("solid", fgColor="FFFF00")
    if is_table:
        sheet.add_table(Table(displayName="Reg", ref="A3:L6"))
    book.create_sheet("Noter")["B2"] = "=SUM(Register!I4:I6)"
    book.save(path)
    renegotiate = ["goal", "renegotiate", str(path), "1.2", "--from", "01-07-2009", "--version-kind", "substantial"]
    assert main([*renegotiate, "--target", "90", *SAID]) == 0
    after = openpyxl.load_workbook(path)
    sheet = after["Register"]
    assert [sheet.cell(7, column).value for column in (2, 3, 9, 12)] == [JKS, "1.2", 90, None]
    assert sheet["M7"].value.date() == date(2009, 7, 1)
    assert (sheet["C5"].comment.text, sheet["C5"].fill.fgColor.rgb, sheet["L4"].value) == ("husk", "00FFFF00", "a")
    assert after["Noter"]["B2"].value.startswith("=SUM(Register!I4:I")
    assert [each.ref for each in sheet.tables.values()] == (["A3:P7"] if is_table else [])


def test_centres_merge_with_the_rest_of_the_year_and_the_list_says_so(register, capsys):
    merge = ["centre", "merge", str(register), "JKS", "JKM", "--into", "Jobcenter Vest", "--on", "30-06-2009", "--new-targets", "taken-over", *SAID]  # fmt: skip
    assert main([*merge, "--targets", "to-date"]) == 0
    told = capsys.readouterr().out
    assert "måltal 900 for resten af året (af Jobcenter Skelbækgade 1.1: 300; Jobcenter Musvågevej 1.1: 600)" in told
    read = read_register(register, words())
    new = read.goals[read.goals[Goals.CENTRE] == "Jobcenter Vest"].set_index(Goals.NUMBER)
    assert new[Goals.TARGET].to_dict() == {"1.1": 900.0, "1.2": 95.5}
    assert set(new[Goals.VALID_FROM]) == {date(2009, 7, 1)}
    centres = read.centres.set_index(Centres.CENTRE)
    assert centres.loc[JKM, [Centres.VALID_TO, Centres.SUCCESSOR]].tolist() == [date(2009, 6, 30), "Jobcenter Vest"]
    assert centres.loc["Jobcenter Vest", [Centres.GROUP, Centres.VALID_FROM]].tolist() == ["Jobcenter København", date(2009, 7, 1)]  # fmt: skip
    assert (register.parent / "kontrakt_Centre.csv").read_bytes().decode("cp1252").startswith("Center;Kortnavn;")


def test_a_split_shares_sums_by_what_was_said_and_asks_where_nothing_was(register, capsys):
    split = ["centre", "split", str(register), "JKM", "--into", "Nord", "Syd", "--on", "30-06-2009", "--targets", "keep", "--new-targets", "taken-over", *SAID]  # fmt: skip
    assert main(split) == 1
    assert "kan ikke regnes ud" in capsys.readouterr().err
    assert main([*split, "--shares", "75", "25"]) == 0
    goals = read_register(register, words()).goals
    found = {name: goals.loc[goals[Goals.CENTRE] == name, Goals.TARGET].tolist() for name in ("Nord", "Syd")}
    assert found == {"Nord": [450.0], "Syd": [150.0]}
    assert main(["centre", "close", str(register), "JKM", "--on", "30-09-2009", *SAID]) == 1
    assert "er lukket fra 30-06-2009 (besluttet af: direktionen)" in capsys.readouterr().err


@pytest.mark.parametrize("day", ["31-12-2008", "2008-12-31"])
def test_a_register_whose_goal_ends_before_it_begins_is_refused_with_cell_and_goal(register, capsys, day):
    text = register.read_bytes().decode("cp1252").replace("Min kolonne", "Gælder til").replace('"b; c"', day)
    register.write_bytes(text.encode("cp1252"))
    assert main(["validate", str(register)]) == 1
    told = capsys.readouterr().err
    assert "kontrakt.csv, L3): Mål 1.2 (Jobcenter Skelbækgade): Målet gælder til 31-12-2008, men begynder" in told


@pytest.mark.parametrize("has_sheet", [False, True])
def test_a_workbook_without_a_list_of_centres_gets_one(tmp_path, has_sheet):
    path = tmp_path / "kontrakt.xlsx"
    book = openpyxl.Workbook()
    for line in (HEAD, *ROWS):
        book.active.append([float(text) if text.isdigit() else text for text in line.replace('"b; c"', "b").split(";")])
    if has_sheet:
        book.create_sheet("Centre").append(
            ["Center", "Kortnavn", "Gruppe", "Gælder til", "Besluttet af", "Begrundelse"]
        )
    book.save(path)
    assert main(["centre", "close", str(path), "JKM", "--on", "30-06-2009", "--targets", "keep", *SAID]) == 0
    centres = read_register(path, words()).centres.set_index(Centres.CENTRE)
    assert centres.loc[JKM, [Centres.VALID_TO, Centres.SHORT_NAME]].tolist() == [date(2009, 6, 30), "JKM"]
    assert JKS in centres.index
    assert openpyxl.load_workbook(path).sheetnames == ["Sheet", "Centre"]


@pytest.mark.parametrize(("title", "is_told"), [("600 pladser", True), ("1600 pladser", False), ("Pladser", False)])
def test_a_title_that_still_says_the_old_target_is_told(register, capsys, title, is_told):
    register.write_bytes(register.read_bytes().replace(b"Pladser", title.encode("cp1252"), 1))
    given = ("--centre", "JKS", "--from", "01-07-2009", "--version-kind", "substantial", "--target", "700", "--dry-run")
    assert main(["goal", "renegotiate", str(register), "1.1", *given, *SAID]) == 0
    assert ("nævner det gamle måltal" in capsys.readouterr().out) == is_told
