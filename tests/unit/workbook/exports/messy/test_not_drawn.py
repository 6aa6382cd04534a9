"""Messy exports that no picture of ``tests/reading/`` shows: signs that no one sees, pages, lists longer than one draws."""

import openpyxl
import pytest

from tests.unit.workbook.exports.large.test_both_ways import same
from tests.unit.workbook.exports.messy.messy import DEGREE, HEADER, JKN, JKS, PLACED, POWER
from tests.unit.workbook.exports.messy.reading_here import shown_of

JAN, FEB = (PLACED, "2009-01"), (PLACED, "2009-02")


@pytest.fixture
def read(contract, tmp_path):
    """Writes a text and reads it: exit code, figures by measure and period, codes of the findings with their cells."""

    def found(text, name="export.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        code, shown = shown_of([path], contract)
        figures = {(each["measure"], each["period"]): each["value"] for each in shown["observations"]}
        return code, figures, {(each["code"], each["cell"]) for each in shown["issues"]}

    return found


@pytest.mark.parametrize("sign", ["\u200b", "\u00ad", "\u200f", "\ufeff", "\u2060"])
def test_a_sign_that_no_one_sees_is_no_part_of_a_name(read, sign):
    code, figures, _ = read(f"{';'.join(HEADER)}\n{sign}Jobcenter Skelbæk{sign}gade;{DEGREE};2009-01;51")
    assert (code, figures) == (0, {(DEGREE, "2009-01"): 51})


# ---- pages ------------------------------------------------------------------------------------------------------


def test_titles_above_an_html_table_are_titles(read):
    cells = "".join(
        f"<tr><td>{'<td>'.join(map(str, row))}" for row in (["Center", "Jan", "Feb"], [JKN, 1, 2], [JKS, 5, 6])
    )
    page = "<!DOCTYPE html><meta charset=utf-8><p>{}</p><table>" + cells + "</table>"
    code, figures, _ = read(page.format(f"{PLACED}, 2008"), name="lis.xls")
    assert (code, figures) == (0, {(PLACED, "2008-01"): 5, (PLACED, "2008-02"): 6})
    code, _, found = read(page.format(f"{PLACED}</p><p>Akkumuleret"), name="lis.xls")
    assert (code, ("title_no_results", "A2") in found) == (1, True)


def test_rowspan_of_a_page(read):
    body = "".join(
        f"<tr>{first}<td>{period}</td><td>{value}</td></tr>"
        for first, period, value in (
            (f"<td rowspan=2>{JKN}</td><td rowspan=2>{PLACED}</td>", "2009-01", 7),
            ("", "2009-02", 8),
            (f"<td rowspan=3>{JKS}</td><td rowspan=2>{PLACED}</td>", "2009-01", 10),
            ("", "2009-02", 11),
            (f"<td>{POWER}</td>", "2009-01", 100),
        )
    )
    head = "".join(f"<th>{title}</th>" for title in HEADER)
    page = f'<html><meta charset="utf-8"><table><tr>{head}</tr>{body}</table></html>'
    assert read(page, name="export.html")[:2] == (0, {JAN: 10, FEB: 11, (POWER, "2009-01"): 100})


# ---- large lists ------------------------------------------------------------------------------------------------


def test_a_unit_far_down_a_large_list_is_found(read, monkeypatch):
    monkeypatch.setattr("workbook.exports.guarded.is_large", lambda _: True)
    rows = [(JKS, POWER, f"{1980 + n // 12}-{n % 12 + 1:02}", "30", "kWh") for n in range(300)]
    lines = [";".join(row) for row in ((*HEADER, "Enhed"), *rows, (JKS, POWER, "2009-01", "30", "tusinde"))]
    code, _, issues = read("\n".join(lines))
    assert code == 1
    assert ("title_scale", "E302") in issues


DEEP = [HEADER, *([JKS, PLACED, f"2009-{1 + n % 2:02}", 10 + n % 2] for n in range(900))]
"""Longer than a head, which is cut short for it."""


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["xlsx", "csv", "csv of one width"])
@pytest.mark.parametrize("where", [2, 890])
@pytest.mark.parametrize("beside", [[None, JKS, 100, 110], [5], [None, "se bilag"]])
def test_cells_beside_a_large_list_make_it_be_read_whole(where, beside, kind, tmp_path, contract, monkeypatch):
    monkeypatch.setattr("workbook.exports.files.heads._BYTES", 1 << 14)
    rows = [list(row) for row in DEEP]
    rows[where] += beside
    if kind.endswith("width"):
        rows = [[*row, *[None] * (8 - len(row))] for row in rows]
    same(_save(rows, tmp_path / f"export.{kind.split()[0]}"), contract, condensed=False)


def _save(rows, path):
    if path.suffix == ".csv":
        lines = [";".join("" if cell is None else str(cell) for cell in row) for row in rows]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path
