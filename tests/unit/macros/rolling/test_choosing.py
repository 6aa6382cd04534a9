"""Which goals come along, and what a roll-over refuses; nothing is made, and this year's file stays as it is."""

import shutil

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment

from macros.cli import main
from macros.steps.rolling.choice import choice
from macros.steps.rolling.new_place import all_or_nothing
from schemas.errors import CannotOpenError
from schemas.words.vocabulary import words
from workbook.own_parts import own_parts, own_parts_in_words

pytestmark = pytest.mark.slow  # a workbook of a year is made once for all of them

NAMES = frozenset({"jobcenter x", "jx"})


@pytest.mark.parametrize(("drop", "keep", "number", "dropped", "kept"), [
    ((), (), "1.4", False, False),
    (("1.4",), (), "1.4", True, False),
    (("1.4",), (), "1.41", False, False),
    (("JX:1.4",), (), "1.4", True, False),
    (("Jobcenter X:1.4",), (), "1.4", True, False),
    (("JY:1.4",), (), "1.4", False, False),
    (("13",), (), "13a", True, False),
    ((), ("1.4",), "1.4", False, True),
    ((), ("1.4",), "1.5", True, False),
    ((), ("JY:1.4",), "1.5", False, False),
])  # fmt: skip
def test_what_a_choice_means(drop, keep, number, dropped, kept):
    chosen = choice(drop, keep)
    assert (chosen.is_dropped(NAMES, number), chosen.is_kept(NAMES, number)) == (dropped, kept)


@pytest.fixture
def old(year, tmp_path):
    return shutil.copy(year / "Nordhavn 2009.xlsx", tmp_path / "Nordhavn 2009.xlsx")


def refused(capsys, *arguments):
    code = main(["roll-over", *map(str, arguments)])
    return code, capsys.readouterr().err


def test_a_folder_that_holds_files_is_refused_and_they_are_named(old, tmp_path, capsys):
    out = tmp_path / "2010"
    out.mkdir()
    for name in "gfedcba":
        (out / f"{name}.xlsx").write_text("min", encoding="utf-8")
    before = old.read_bytes()
    code, text = refused(capsys, old, "--out", out)
    assert code == 3
    assert f"Mappen {out} indeholder allerede filer: a.xlsx, b.xlsx, c.xlsx, d.xlsx, e.xlsx (+2)." in text
    assert sorted(path.name for path in out.iterdir()) == [f"{name}.xlsx" for name in "abcdefg"]
    assert all(path.read_text(encoding="utf-8") == "min" for path in out.iterdir())
    assert old.read_bytes() == before


@pytest.mark.parametrize(("arguments", "code", "told"), [
    (["--year", "2009"], 1, "det næste år er 2010 og ikke 2009"),
    (["--year", "2011"], 1, "det næste år er 2010 og ikke 2011"),
    (["--drop", "9.9"], 1, "Intet mål i de valgte projektmapper hedder 9.9."),
    (["--drop", "Nordhavnen:1.1"], 1, "Mente du »nordhavn«?"),
    (["--keep", "1.2", "--drop", "1.1"], 2, "--drop"),
])  # fmt: skip
def test_what_is_refused_makes_no_folder(arguments, code, told, old, tmp_path, capsys):
    before = old.read_bytes()
    found, text = refused(capsys, old, "--out", tmp_path / "2010", *arguments)
    assert (found, told in text) == (code, True)
    assert not (tmp_path / "2010").exists()
    assert old.read_bytes() == before


def test_two_workbooks_of_one_centre_and_no_goals_left_are_refused(old, tmp_path, capsys):
    again = shutil.copy(old, tmp_path / "kopi.xlsx")
    code, text = refused(capsys, old, again, "--out", tmp_path / "2010")
    assert (code, "kopi.xlsx og Nordhavn 2009.xlsx er begge Nordhavn" in text) == (1, True)
    numbers = [f"1.{part}" for part in range(1, 10)] + ["2.1", "2.2", "2.3", "2.4", "2.5", "2.6"]
    dropped = [part for number in numbers for part in ("--drop", number)]
    code, text = refused(capsys, old, "--out", tmp_path / "2010", *dropped)
    assert (code, "Ingen mål er ført videre til 2010" in text) == (1, True)
    assert not (tmp_path / "2010").exists()


def test_a_folder_without_workbooks_and_a_file_for_a_folder(old, tmp_path, capsys):
    empty = tmp_path / "tom"
    empty.mkdir()
    assert refused(capsys, empty, "--out", tmp_path / "2010")[0] == 3
    code, text = refused(capsys, old, "--out", old)
    assert (code, "er en fil og ingen mappe" in text) == (3, True)


def test_a_folder_means_our_workbooks_in_it_and_kept_goals_come_along_though_they_are_over(old, tmp_path, capsys):
    (tmp_path / "lis.profil.toml").write_text('layout = "list"\n', encoding="utf-8")
    (tmp_path / "andet.xlsx").write_bytes(b"ikke en projektmappe")
    (tmp_path / "~$Nordhavn 2009.xlsx").write_bytes(b"x")
    kept = [part for number in ("1.1", "2.1", "2.3") for part in ("--keep", number)]
    assert main(["--language", "en", "roll-over", str(tmp_path), "--out", str(tmp_path / "ny" / "2010"), *kept]) == 0
    made = sorted(path.name for path in (tmp_path / "ny" / "2010").iterdir())
    assert made == ["Contract register 2010.xlsx", "Nordhavn 2010.xlsx", "lis.profil.toml"]
    text = capsys.readouterr().out
    assert "Nordhavn 2009.xlsx is open in another program" in text  # its lock lies beside it
    told = {
        line.split()[1]: line.endswith("dropped by choice")
        for line in text.splitlines()
        if line.startswith("Nordhavn  ")
    }
    assert [number for number, is_dropped in told.items() if not is_dropped and "." in number] == ["1.1", "2.1", "2.3"]


def test_what_is_the_users_own_is_named(year, rolled, tmp_path):
    path = tmp_path / "egen.xlsx"
    book = openpyxl.load_workbook(year / "Nordhavn 2009.xlsx")
    book.create_sheet("Mine noter")["A1"] = "husk"
    sheet = book["Budget"]
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=4, min_row=4, max_row=6))
    sheet.add_chart(chart, "J4")
    sheet["D5"].comment = Comment("spørg AH", "AH")
    book["Kontrakt"]["AX20"] = "Ring til AH"
    book["Opfølgning"]["EZ5"] = 12
    book.save(path)
    told = own_parts_in_words(own_parts(path, rolled / "2010" / "Nordhavn 2010.xlsx"), words())
    assert told == [
        "Egne ark, der ikke er med: Mine noter",
        "Egne diagrammer og billeder, der ikke er med, på: Budget",
        "Cellenoter, der ikke er med, på: Budget",
        "Egne celler ved siden af tabellerne, der ikke er med: Kontrakt (AX20), Opfølgning (EZ5)",
    ]


@pytest.mark.parametrize("is_there", [False, True])
def test_what_fails_midway_leaves_the_place_as_it_was(is_there, tmp_path):
    out = tmp_path / "2010"
    if is_there:
        out.mkdir()
    with pytest.raises(ZeroDivisionError), all_or_nothing(out) as staging:
        (staging / "a.xlsx").write_text("halv", encoding="utf-8")
        raise ZeroDivisionError
    assert out.exists() == is_there
    assert not is_there or not list(out.iterdir())


def test_what_somebody_puts_there_meanwhile_is_not_touched(tmp_path):
    out = tmp_path / "2010"
    with pytest.raises(CannotOpenError), all_or_nothing(out) as staging:
        (staging / "a.xlsx").write_text("ny", encoding="utf-8")
        (out / "a.xlsx").write_text("en andens", encoding="utf-8")
    assert [path.read_text(encoding="utf-8") for path in out.iterdir()] == ["en andens"]
