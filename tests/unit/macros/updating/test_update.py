"""The register's changes into workbooks: listed first, all or none, and nothing of anybody's overwritten silently."""

import re
import shutil
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from macros.cli import main
from macros.commands import update as command
from macros.steps.contract import open_book, read_contract
from macros.steps.new import new
from macros.steps.recalculating import recalculate
from macros.steps.register import read_register
from macros.steps.updating import update as updating
from macros.steps.updating.differences import Whose, differences
from macros.steps.updating.listed import listed
from macros.steps.updating.state import State, paper_rows, read_state, rows_of, state_frame
from schemas.cells import RawTable
from schemas.errors import RefusedError
from schemas.reading import frame_of, read_table
from schemas.tables import Centres, ContractTexts, Goals, LogLines, RegisterState, Results, TranslationLines
from schemas.words.vocabulary import words

NOW = datetime(2009, 9, 7, 9, 30)
HEAD = "År;Center;Mål nr.;Måltype;Mål;Indikator;Enhed;Regel;Måltal;Opgøres som;Årsprofil;Gælder fra;Gælder til;Besluttet af;Begrundelse;Ændringens art"  # fmt: skip
ROWS = [
    "2009;Jobcenter Skelbækgade;1.1;Resultatmål (R);Pladser;company_placements;antal;mindst;600;sum;lige store måneder;;;;;",
    "2009;Jobcenter Skelbækgade;1.2;Indsatsmål (I);Samtaler;contact_interviews_on_time;pct.;mindst;95;andel (tæller/nævner);samme hele året;;;;;",
    "2009;Jobcenter Musvågevej;1.1;Resultatmål (R);Pladser;company_placements;antal;mindst;1200;sum;lige store måneder;;;;;",
]  # fmt: skip
RENEGOTIATED = ROWS[0].replace(";600;", ";700;").replace(";;;;;", ";01-07-2009;;direktionen;konjunkturer;væsentlig ændring")  # fmt: skip
JKS, JKM = "Jobcenter Skelbækgade 2009.xlsx", "Jobcenter Musvågevej 2009.xlsx"


def write(path, rows=ROWS):
    path.write_text("\n".join((HEAD, *rows, "")), encoding="utf-8-sig")
    return path


@pytest.fixture
def folder(once, tmp_path):
    """Two workbooks made of a register, which lies beside them."""

    def make(home):
        new(read_register(write(home / "kontrakt.csv"), words()), None, home, words())

    for each in once("updated", make).iterdir():
        shutil.copy(each, tmp_path)
    return tmp_path


def update(folder, *options, only="", how="--no-recalculate"):
    return main(["update", str(folder / only), "--from", str(folder / "kontrakt.csv"), how, *options])


def goals(path):
    book, language = open_book(path)
    with book:
        return read_contract(book, language).goals


def results(path):
    """Target and reporting date of each result."""
    book, language = open_book(path)
    with book:
        frame = read_table(Results, book.read(Results.name), language).frame
    return list(zip(frame[Results.TARGET], frame[Results.AS_OF], strict=True))


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.glob("*.xlsx")}


def typed(path, number, field, value):
    """Type a value into the contract of a workbook, in the line of a goal."""
    book, language = open_book(path)
    with book:
        raw, title = book.read(Goals.name), language.title(Goals, field)
        at, of = [*raw.header].index(title), [*raw.header].index(language.title(Goals, Goals.NUMBER))
        values = [value if row[of].text == number else row[at].value for row in raw.rows]
        book.write(Goals.name, pd.DataFrame({title: pd.Series(values, dtype=object)}), list(range(len(values))))
        book.save()


def test_workbooks_that_agree_are_not_written(folder, capsys):
    before = contents(folder)
    assert update(folder, "--yes") == 0
    assert "svarer til kontrakt.csv" in capsys.readouterr().out
    assert contents(folder) == before


def test_every_change_is_listed_before_anything_is_written(folder, capsys):
    write(folder / "kontrakt.csv", [ROWS[0], RENEGOTIATED, ROWS[1].replace("Samtaler", "Jobsamtaler"), ROWS[2]])
    before = contents(folder)
    assert update(folder) == 2  # nobody is there to say yes
    assert update(folder, "--dry-run") == 0
    told = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert "Jobcenter Skelbækgade Mål 1.1 fra 01-07-2009 – Pladser; Måltal 700" in told
    assert "Jobcenter Skelbækgade Mål 1.2 Mål Samtaler Jobsamtaler" in told
    assert contents(folder) == before


def test_the_new_line_comes_beneath_the_old_one_with_the_log_and_the_other_workbook_is_left(folder):
    path = folder / JKS
    other = (folder / JKM).read_bytes()
    write(folder / "kontrakt.csv", [ROWS[0], RENEGOTIATED, *ROWS[1:]])
    assert update(folder, "--yes") == 0
    found = goals(path)
    assert found[Goals.NUMBER].tolist() == ["1.1", "1.1", "1.2"]
    assert (found[Goals.TARGET].tolist(), found[Goals.VALID_FROM].tolist()) == ([600, 700, 95], [None, date(2009, 7, 1), None])  # fmt: skip
    assert (folder / JKM).read_bytes() == other
    book, _ = open_book(path)
    with book:
        last = [cell.text for cell in book.read(LogLines.name).rows[-1]]
    # what was done, by which file, of which goal
    assert {"Opdatering fra register", "kontrakt.csv", "1.1"} <= set(last)
    assert update(folder, "--yes") == 0 and len(goals(path)) == 3


def recalculated(folder, *names):
    for name in names:
        recalculate(folder / name, date(2009, 8, 31), NOW)


def test_workbooks_with_results_are_recalculated_as_of_the_date_that_they_stand_at(folder, capsys):
    recalculated(folder, JKS, JKM)
    write(folder / "kontrakt.csv", [ROWS[0], RENEGOTIATED, *ROWS[1:]])
    assert update(folder, "--yes", only=JKS, how="--recalculate") == 0
    assert f"{JKS}: 1 ændring(er) skrevet; genberegnet pr. 31-08-2009." in capsys.readouterr().out
    assert results(folder / JKS) == [(700, date(2009, 8, 31)), (95, date(2009, 8, 31))]
    write(folder / "kontrakt.csv", [ROWS[0], RENEGOTIATED.replace(";700;", ";710;"), *ROWS[1:]])
    assert update(folder, "--yes", "--overwrite", "--as-of", "30-09-2009", only=JKS, how="--recalculate") == 0
    assert results(folder / JKS)[0] == (710, date(2009, 9, 30))
    write(folder / "kontrakt.csv", [ROWS[0], RENEGOTIATED, *ROWS[1:]])
    assert update(folder, "--yes", "--overwrite", only=JKS) == 0
    assert "ikke genberegnet" in capsys.readouterr().out
    assert (results(folder / JKS)[0], goals(folder / JKS)[Goals.TARGET].tolist()[1]) == ((710, date(2009, 9, 30)), 700)


def test_one_that_cannot_be_recalculated_keeps_all_of_them_back(folder, monkeypatch):
    recalculated(folder, JKS, JKM)
    write(folder / "kontrakt.csv", [RENEGOTIATED, ROWS[0], ROWS[1], ROWS[2].replace("Pladser", "Flere pladser")])
    before, real, seen = contents(folder), updating.recalculate_book, []

    def failing(book, *given):
        seen.append(book.name)
        if len(seen) == 2:
            raise RefusedError([])
        return real(book, *given)

    monkeypatch.setattr(updating, "recalculate_book", failing)
    assert update(folder, "--yes", how="--recalculate") == 1
    assert (len(seen), contents(folder)) == (2, before)


def test_a_users_column_and_comment_follow_their_goal(folder):
    path = folder / JKS
    book = openpyxl.load_workbook(path)
    sheet = book["Kontrakt"]
    table = sheet.tables["goals"]
    column = openpyxl.utils.cell.range_boundaries(table.ref)[2] + 1
    sheet.cell(4, column, "Min kolonne")
    sheet.cell(5, column, "et")
    sheet.cell(6, column, "to")
    table.ref = f"A4:{openpyxl.utils.get_column_letter(column)}6"
    table.tableColumns.append(openpyxl.worksheet.table.TableColumn(id=column, name="Min kolonne"))
    sheet["D6"].comment = openpyxl.comments.Comment("om 1.2", "mig")
    book.save(path)
    write(folder / "kontrakt.csv", [ROWS[0], RENEGOTIATED, *ROWS[1:]])
    assert update(folder, "--yes", only=JKS) == 0
    sheet = openpyxl.load_workbook(path)["Kontrakt"]
    assert [sheet.cell(row, column).value for row in (5, 6, 7)] == ["et", None, "to"]
    assert (sheet["D6"].comment, sheet["D7"].comment.text) == (None, "om 1.2")


def test_what_was_typed_in_a_workbook_is_told_and_stays(folder, capsys):
    path = folder / JKS
    typed(path, "1.2", Goals.TITLE, "Egne ord")
    assert update(folder, "--yes", only=JKS) == 0
    assert "rettelse(r) i projektmappen, som registret ikke har" in capsys.readouterr().out
    assert goals(path)[Goals.TITLE].tolist() == ["Pladser", "Egne ord"]
    write(folder / "kontrakt.csv", [ROWS[0], ROWS[1].replace("Samtaler", "Jobsamtaler"), ROWS[2]])
    before = contents(folder)
    assert update(folder, "--yes", only=JKS) == 1
    assert "begge er ændret siden sidst" in capsys.readouterr().err
    assert contents(folder) == before
    assert update(folder, "--yes", "--overwrite", only=JKS) == 0
    assert goals(path)[Goals.TITLE].tolist() == ["Pladser", "Jobsamtaler"]


def test_a_register_changed_by_two_people_is_refused_with_who_brought_the_other_in(folder, capsys):
    write(folder / "kontrakt.csv", [ROWS[0], RENEGOTIATED, *ROWS[1:]])
    assert update(folder, "--yes", only=JKS) == 0
    write(folder / "kontrakt.csv")  # a copy that was made before
    before = contents(folder)
    assert update(folder, "--dry-run", only=JKS) == 1
    said = capsys.readouterr()
    assert "bliver afvist, til 1 forskel(le) er besluttet" in said.out
    assert update(folder, "--yes", only=JKS) == 1
    told = capsys.readouterr().err
    assert told == said.err
    assert f"{JKS}, Kontrakt, " in told
    assert "Mål 1.1 fra 01-07-2009: kontrakt.csv har ikke linjen; kontrakt.csv sagde Pladser; Måltal 700, da" in told
    assert "kopi fra før linjen blev skrevet" in told and "goal renegotiate" not in told
    assert re.search(r"da det sidst blev hentet ind \(.+, \d\d-\d\d-\d{4} \d\d:\d\d\)", told)
    assert contents(folder) == before
    assert update(folder, "--yes", "--keep", only=JKS) == 0
    assert len(goals(folder / JKS)) == 3


def test_a_line_that_is_kept_keeps_who_decided_it_and_why(folder):
    path = folder / JKS
    write(folder / "kontrakt.csv", [ROWS[0], RENEGOTIATED, *ROWS[1:]])
    assert update(folder, "--yes", only=JKS) == 0
    other = RENEGOTIATED.replace(";700;", ";690;").replace("direktionen;konjunkturer", "chefen;andre tal")
    write(folder / "kontrakt.csv", [ROWS[0], other, *ROWS[1:]])
    for _ in range(2):  # again, when the other register is what it was last made of
        assert update(folder, "--yes", "--keep", only=JKS) == 0
        line = goals(path).iloc[1]
        kept = [line[each] for each in (Goals.TARGET, Goals.DECIDED_BY, Goals.REASON)]
        assert kept == [700, "direktionen", "konjunkturer"]
    assert update(folder, "--yes", "--overwrite", only=JKS) == 0
    line = goals(path).iloc[1]
    assert [line[each] for each in (Goals.TARGET, Goals.DECIDED_BY, Goals.REASON)] == [690, "chefen", "andre tal"]


def test_nobody_is_said_to_have_said_what_another_did(folder, capsys):
    write(folder / "kontrakt.csv", [ROWS[0], RENEGOTIATED, *ROWS[1:]])
    assert update(folder, "--yes", only=JKS) == 0
    write(folder / "kontrakt.csv", [ROWS[0], RENEGOTIATED.replace(";700;", ";690;"), *ROWS[1:]])
    assert update(folder, "--yes", "--keep", only=JKS) == 0
    write(folder / "kontrakt.csv")
    capsys.readouterr()
    assert update(folder, "--yes", only=JKS) == 1
    told = capsys.readouterr().err
    assert "projektmappen siger Pladser; Måltal 700, kontrakt.csv har ikke linjen; begge er ændret" in told
    assert "hentet ind" not in told


def test_an_error_in_one_workbook_leaves_all_as_they_were(folder, capsys):
    typed(folder / JKM, "1.1", Goals.UNIT, "tønder")
    write(folder / "kontrakt.csv", [ROWS[0], RENEGOTIATED, *ROWS[1:]])
    before = contents(folder)
    assert update(folder, "--yes") == 1
    assert JKM in capsys.readouterr().err
    assert contents(folder) == before


def test_a_workbook_open_in_excel_stops_all_of_them(folder):
    (folder / f"~${JKM}").write_bytes(b"")
    write(folder / "kontrakt.csv", [ROWS[0], RENEGOTIATED, *ROWS[1:]])
    before = contents(folder)
    assert update(folder, "--yes") == 3
    assert contents(folder) == before


def test_another_year_another_centre_and_an_older_workbook_are_told(folder, capsys):
    register = str(write(folder / "kontrakt.csv", [row.replace("2009;", "2010;", 1) for row in ROWS]))
    assert main(["update", str(folder / JKM), "--from", register]) == 1
    assert "er for 2009, men kontrakt.csv er for 2010" in capsys.readouterr().err
    shutil.copy(Path(__file__).parents[3] / "old" / "2026-11-25.xlsx", folder / "gammel.xlsx")
    assert main(["update", str(folder / "gammel.xlsx"), "--from", register]) == 1
    assert "Kør upgrade på den først" in capsys.readouterr().err
    (folder / "gammel.xlsx").unlink()
    write(folder / "kontrakt.csv", ROWS[:2])
    assert update(folder) == 1
    assert "er for Jobcenter Musvågevej, som ingen mål har" in capsys.readouterr().err


def test_a_yes_on_a_terminal_writes_and_a_no_does_not(folder, monkeypatch):
    write(folder / "kontrakt.csv", [ROWS[0], RENEGOTIATED, *ROWS[1:]])
    monkeypatch.setattr(command.sys.stdin, "isatty", lambda: True, raising=False)
    for answer, count in (("nej", 2), ("ja", 3)):
        monkeypatch.setattr("builtins.input", lambda answer=answer: answer)
        assert update(folder, only=JKS) == 0
        assert len(goals(folder / JKS)) == count


def test_a_centre_that_closes_and_a_text_come_along(folder):
    said = ("--reason", "r", "--decided-by", "d")
    close = ["centre", "close", str(folder / "kontrakt.csv"), "JKM", "--on", "30-06-2009", "--targets", "keep", *said]
    assert main(close) == 0
    (folder / "kontrakt_Kontrakttekst.csv").write_text("Del;Tekst\nformål;Ny tekst\n", encoding="utf-8")
    assert update(folder, "--yes") == 0
    book, language = open_book(folder / JKS)
    with book:
        contract = read_contract(book, language)
        centres, texts = contract.frame(Centres), contract.frame(ContractTexts)
    assert centres.set_index(Centres.CENTRE).loc["Jobcenter Musvågevej", Centres.VALID_TO] == date(2009, 6, 30)
    assert texts[ContractTexts.TEXT].tolist() == ["Ny tekst"]


def test_a_new_centre_without_a_workbook_is_told_after_the_changes_and_until_it_has_one(folder, capsys):
    said = (
        "--reason",
        "r",
        "--decided-by",
        "d",
        "--new-targets",
        "taken-over",
        "--shares",
        "50",
        "50",
        "--targets",
        "to-date",
    )
    into = ("--into", "Nordhavn", "Sydhavn", "--on", "30-06-2009")
    assert main(["centre", "split", str(folder / "kontrakt.csv"), "JKM", *into, *said]) == 0
    capsys.readouterr()
    assert update(folder, "--yes", "--no-recalculate") == 0
    told = capsys.readouterr().out
    assert (
        0 < told.index("ændring(er) fra registret") < told.index("ingen af projektmapperne er for: Nordhavn, Sydhavn")
    )
    for only, is_told in (("", True), (JKM, False)):
        assert update(folder, "--yes", only=only) == 0
        assert ("ingen af projektmapperne er for: Nordhavn, Sydhavn" in capsys.readouterr().out) == is_told


def test_what_all_workbooks_get_alike_is_listed_once_and_whole(folder, capsys):
    said = ("--reason", "en lang begrundelse, som hele direktionen har sagt ja til", "--decided-by", "direktionen")
    close = ["centre", "close", str(folder / "kontrakt.csv"), "JKM", "--on", "30-06-2009", "--targets", "keep", *said]
    assert main(close) == 0
    capsys.readouterr()
    assert update(folder, "--dry-run") == 0
    told = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    shared = [line for line in told if line.startswith("alle 2 projektmapper Jobcenter Musvågevej")]
    assert any(line.endswith("hele direktionen har sagt ja til") for line in shared)


def test_a_new_line_says_what_each_part_is_with_the_figure_that_is_written(folder, capsys):
    fall = "2009;Jobcenter Skelbækgade;1.3;Resultatmål (R);Ledige ned;company_placements;antal;højst;-2,75;seneste værdi;lige store måneder;;30-06-2009;;;"  # fmt: skip
    write(folder / "kontrakt.csv", [*ROWS, fall])
    text = (folder / "kontrakt.csv").read_text(encoding="utf-8-sig").splitlines()
    more = ["Grundlag;Basisværdi", *(";" for _ in ROWS), "ændring i pct.;100"]
    joined = [f"{one};{other}" for one, other in zip(text, more, strict=True)]
    (folder / "kontrakt.csv").write_text("\n".join(joined), encoding="utf-8-sig")
    assert update(folder, "--dry-run", only=JKS) == 0
    assert "Ledige ned; Måltal −2,75 %; Gælder til 30-06-2009" in capsys.readouterr().out


def _lines(*targets):
    base = {"number": "1", "title": "T"}
    return {each: {**base, "target": target} for each, target in targets}


A, B = ("1", ""), ("2", "")
CASES = {
    "nothing": ([(A, 1.0)], [(A, 1.0)], [(A, 1.0)], []),
    "the register has a new line": ([(A, 1.0)], [(A, 1.0), (B, 2.0)], [(A, 1.0)], [Whose.REGISTER]),
    "the workbook has one of its own": ([(A, 1.0), (B, 2.0)], [(A, 1.0)], [(A, 1.0)], [Whose.WORKBOOK]),
    "the register has lost one": ([(A, 1.0), (B, 2.0)], [(A, 1.0)], [(A, 1.0), (B, 2.0)], [Whose.RECORD]),
    "the workbook has lost one": ([(A, 1.0)], [(A, 1.0), (B, 2.0)], [(A, 1.0), (B, 2.0)], [Whose.WORKBOOK]),
    "the register has lost one that the workbook has otherwise": (
        [(A, 1.0), (B, 3.0)],
        [(A, 1.0)],
        [(A, 1.0), (B, 2.0)],
        [Whose.BOTH],
    ),
    "a target on record": ([(A, 1.0)], [(A, 3.0)], [(A, 1.0)], [Whose.RECORD]),
    "typed in the workbook": ([(A, 3.0)], [(A, 1.0)], [(A, 1.0)], [Whose.WORKBOOK]),
    "both": ([(A, 3.0)], [(A, 2.0)], [(A, 1.0)], [Whose.BOTH]),
    "both the same": ([(A, 3.0)], [(A, 3.0)], [(A, 1.0)], []),
    "nobody knows": ([(A, 3.0)], [(A, 2.0)], None, [Whose.UNKNOWN]),
}


def test_what_stands_for_itself_is_taken_though_the_target_is_to_be_decided():
    was = {A: {"target": 1.0, "reason": "a", "responsible": "b"}}
    register = {A: {"target": 2.0, "reason": "c", "responsible": "d"}}
    found = differences(*(State({Goals: each}) for each in (was, register, was)))
    told = {str(each.field): each.whose for each in found}
    assert told == {"target": Whose.RECORD, "reason": Whose.ALONG, "responsible": Whose.REGISTER}


@pytest.mark.parametrize(("ours", "theirs", "was", "found"), CASES.values(), ids=CASES)
def test_whose_change_it_is(ours, theirs, was, found):
    states = [None if each is None else State({Goals: _lines(*each)}) for each in (ours, theirs, was)]
    assert [each.whose for each in differences(*states)] == found


def test_a_state_is_read_as_it_was_written(folder):
    book, language = open_book(folder / JKS)
    with book:
        raw = book.read(RegisterState.name)
        state, goals_now = read_state(raw, language), read_contract(book, language).goals
    assert state.keyed[Goals] == rows_of(Goals, goals_now)
    assert state.source.file == "kontrakt.csv"
    assert isinstance(raw, RawTable) and len(state_frame(state)) == len(raw.rows)
    assert len(frame_of(RegisterState, [])) == 0


def test_names_of_exports_are_told_apart_by_the_name_and_shown_with_it():
    """Two names that are both passed over are two lines."""
    name, means = TranslationLines.NAME, TranslationLines.MEANS
    lines = [{name: "Afd. Nord", means: "spring over"}, {name: "Afd. Syd", means: "spring over"}]
    own, theirs = (
        State(papers={TranslationLines: paper_rows(TranslationLines, frame_of(TranslationLines, rows))})
        for rows in (lines[:1], lines)
    )
    [found] = differences(own, theirs, own)
    raw = RawTable("w.xlsx", "Oversættelse", [], [], [])
    line = listed(found, "w.xlsx", "A", read_table(TranslationLines, raw, words()), words())
    assert line.after == "Navn i udtrækket Afd. Syd; Betyder spring over"
