"""What findings say of messy exports, word by word; what is found where is told by the pictures of ``tests/reading/``."""

import json

import openpyxl
import pytest

from macros.cli import main
from tests.unit.workbook.exports.messy.messy import HEADER, JKN, JKS, PLACED, POWER
from tests.unit.workbook.exports.messy.reading_here import shown_of


@pytest.fixture
def said(contract, tmp_path, sheets):
    """The messages of an export's findings of a code: of the lines of a csv, or of the rows of a sheet."""

    def found(export, code):
        path = tmp_path / "export.csv"
        if isinstance(export, str):
            path.write_text(export, encoding="utf-8")
        else:
            path = sheets({"LIS": export})
        _, told = shown_of([path], contract)
        return [each["message"] for each in told["issues"] if each["code"] == code]

    return found


@pytest.fixture
def printed(tmp_path, own_workbook, capsys):
    """The exit code of ``validate`` of a csv, and what it prints."""

    def found(*lines):
        path = tmp_path / "e.csv"
        path.write_text("\n".join(lines), encoding="utf-8")
        capsys.readouterr()
        return main(["validate", str(path), "--workbook", str(own_workbook)]), capsys.readouterr().out

    return found


def _csv(*rows, header=HEADER):
    return "\n".join(";".join(row) for row in (header, *rows))


def _row(period, value, centre=JKS):
    return centre, PLACED, period, value


def test_a_total_so_far_says_what_it_covers(said):
    [message] = said([[PLACED], ["Center", "Jan", "Feb", "Mar", "1. halvår"], [JKS, 10, 20, 30, 60]], "so_far_left_out")
    assert "2009-H1" in message
    assert "2009-01–2009-03" in message
    assert JKS in message


def test_a_per_cent_figure_of_a_count_is_shown_as_it_stands(said):
    [message] = said([HEADER, [JKS, PLACED, "2009-01", (0.335, "0.0%")]], "percent_for_other_unit")
    assert message == f"33,5 % står i procent, men {PLACED} opgøres i enheden antal."


def test_an_export_of_other_centres_only_names_the_centre_that_it_lacks(said):
    [message] = said(_csv(_row("2009-01", "30", JKN)), "nothing_for_centre")
    assert JKS in message


def test_a_missing_column_is_of_a_table_by_its_own_title(said):
    messages = said(_csv((JKS, PLACED, "2009-01", "3"), header=(*HEADER[:3], "Tæller")), "missing_column")
    assert "Kolonnen »Værdi« mangler i tabellen »Observationer«." in messages


def test_one_total_reads_right(said):
    [message] = said(_csv(_row("2009-01", "30"), _row("I alt", "30")), "totals_left_out")
    assert message.startswith("Rækker, der er totaler og ikke er læst som tal for et center: 1.")


def test_one_row_of_another_centre_reads_right(said):
    [message] = said(_csv(_row("2009-01", "30"), _row("2009-01", "30", JKN)), "other_centre")
    assert message.endswith("springes over: 1.")


def test_figures_in_findings_have_the_decimal_sign_of_the_language(said):
    row = (JKS, "offers_on_time", "2009-01", "5,5", "4,5")
    [message] = said(_csv(row, header=(*HEADER[:3], "Tæller", "Nævner")), "numerator_above_denominator")
    assert "4,5" in message


def test_a_header_that_is_uncertain_is_named_and_no_other(said):
    header = ("Center", "Indikator", "Måned", "Tæller", "Nævner", "Rettidighed i pct.")
    row = (JKS, "contact_interviews_on_time", "jan 2009", "1.330", "1.390", "95,7")
    [message] = said(_csv(row, header=header), "layout_unsure")
    assert message.endswith(": Rettidighed i pct. = Værdi?")
    assert "100" not in message
    assert "Center" not in message


def test_a_title_that_is_nearly_a_goals_is_proposed(printed):
    code, text = printed(";".join(HEADER), f"{JKS};Gennemsnitlig aktiveringsgrad på 65 pct.;2009-01;51")
    assert code == 1
    assert "Gennemsnitlig aktiveringsgrad på 56 pct." in text


def test_a_cell_that_holds_pages_is_not_repeated_whole(printed):
    code, text = printed(";".join(HEADER), f'{JKS};{POWER};2009-01;"{"se bilag " * 500}"')
    assert code == 1
    assert max(map(len, text.splitlines())) < 500


def test_hidden_rows_and_columns_are_said(own_workbook, tmp_path, capsys):
    book = openpyxl.Workbook()
    for row in [[PLACED], ["Center", "Jan 2009", "Feb 2009", "Mar 2009"], [JKN, 1, 2, 3], [JKS, 10, 11, 12]]:
        book.active.append(row)
    book.active.row_dimensions[3].hidden = True
    book.active.row_dimensions[9].hidden = True  # holds nothing
    book.active.column_dimensions["D"].hidden = True
    book.save(tmp_path / "e.xlsx")
    capsys.readouterr()
    assert main(["validate", str(tmp_path / "e.xlsx"), "--workbook", str(own_workbook)]) == 0
    assert "skjulte rækker eller kolonner, som læses med (i alt 2): 3, D." in capsys.readouterr().out


def test_an_import_of_other_centres_only_is_warned_about(own_workbook, tmp_path, capsys):
    workbook, export = tmp_path / own_workbook.name, tmp_path / "export.csv"
    workbook.write_bytes(own_workbook.read_bytes())
    export.write_text(_csv(_row("2009-01", "30", JKN)), encoding="utf-8")
    assert main(["import", str(workbook), str(export), "--json"]) == 0
    assert "nothing_for_centre" in {each["code"] for each in json.loads(capsys.readouterr().out)["issues"]}
