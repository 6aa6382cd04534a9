from datetime import date

import pytest

from schemas.cells import BLANK, Cell, CellKind, RawTable
from schemas.context import Context
from schemas.reading import read_table, score
from schemas.rules.validation import validate
from schemas.tables import MARK, BudgetLines, Centres, Goals, Observations
from schemas.words.vocabulary import headers, words

HEADER = ["Center", "Indikator", "Periode", "Værdi", "Tæller", "Nævner"]


def cell(value, code=""):
    if value is None or value == "":
        return BLANK
    kind = CellKind.TEXT if isinstance(value, str) else CellKind.DATE if isinstance(value, date) else CellKind.NUMBER
    return Cell(kind, value, code)


def raw(header, *rows, text_only=False):
    padded = [[*row, *[None] * (len(header) - len(row))] for row in rows]
    cells = [[each if isinstance(each, Cell) else cell(each) for each in row] for row in padded]
    return RawTable("udtræk.xlsx", "Ark1", header, cells, range(2, len(rows) + 2), text_only=text_only)


def read(*rows, header=HEADER, text_only=False, table=Observations):
    return read_table(table, raw(header, *rows, text_only=text_only), words())


@pytest.mark.parametrize("header", [
    ["centre", "measure", "period", "value"],
    ["CENTER", "indikator", " Periode ", "værdi"],
    ["Value", "Period", "Measure", "Centre"],
])  # fmt: skip
def test_headers_in_any_language_order_and_case(header):
    values = {"centre": "JKM", "measure": "x", "period": "2008-01", "value": 5.0}
    known = headers(Observations)
    row = [values[known[title.strip().lower()]] for title in header]
    frame = read(row, header=header).frame
    assert frame.loc[0, Observations.CENTRE] == "JKM"
    assert frame.loc[0, Observations.VALUE] == 5.0


def test_unknown_column_is_a_warning_and_a_missing_one_an_error():
    found = read(["JKM", "2008-01", 5.0, "?"], header=["Center", "Periode", "Værdi", "Bemærkning"])
    assert {(issue.code, issue.is_error) for issue in found.issues} == {
        ("unknown_column", False),
        ("missing_column", True),
    }
    assert len(found.frame) == 0


def test_ratios_may_be_given_by_their_parts_alone():
    found = read(["JKM", "x", "2008-01", 3.0, 4.0], header=["Center", "Indikator", "Periode", "Tæller", "Nævner"])
    assert not found.issues


def test_percent_format_counts_as_per_cent_and_says_so():
    found = read(["JKM", "x", "2008-01", Cell(CellKind.NUMBER, 0.954, "0.0%")])
    assert found.frame.loc[0, Observations.VALUE] == 95.4
    assert [(issue.code, issue.place.cell) for issue in found.issues] == [("coerced_value", "D2")]


@pytest.mark.parametrize("code", ['#,##0.0" %"', "#,##0.0_ _%", "0.0\\%", "General"])
def test_a_sign_that_is_only_shown_is_no_percent_format(code):
    found = read(["JKM", "x", "2008-01", Cell(CellKind.NUMBER, 95.4, code)])
    assert found.frame.loc[0, Observations.VALUE] == 95.4
    assert not found.issues


def test_blank_suppressed_zero_and_error_stay_apart():
    found = read(
        ["JKM", "x", "2008-01", None],
        ["JKM", "x", "2008-02", "<5"],
        ["JKM", "x", "2008-03", 0.0],
        ["JKM", "x", "2008-04", Cell(CellKind.ERROR, "#N/A")],
    )
    assert found.frame[Observations.VALUE].isna().tolist() == [True, True, False, True]
    assert found.frame[MARK].tolist() == [None, "<5", None, None]
    assert [issue.code for issue in found.issues] == ["suppressed_value", "error_value"]


def test_a_date_that_a_spreadsheet_made_of_a_goal_number_is_an_error():
    header = [
        "År",
        "Center",
        "Mål nr.",
        "Måltype",
        "Mål",
        "Indikator",
        "Enhed",
        "Regel",
        "Måltal",
        "Opgøres som",
        "Årsprofil",
    ]
    row = [2009.0, "JKS", date(2009, 1, 1), "X", "t", "m", "pct", "mindst", 95.0, "sum", "flat"]
    codes = {issue.code for issue in read(row, header=header, table=Goals).issues}
    assert codes == {"date_for_number", "unknown_code"}


def test_every_finding_at_once_with_its_cell():
    found = read(["JKM", "x", "vist nok", "abc"], ["", "x", "2008-01", 101.0], ["JKM", "x", "2009-01", 5.0])
    issues = validate(found, Context(2008, frozenset({"JKM"}), {"x": "pct"}))
    assert [(issue.code, issue.place.cell) for issue in issues] == [
        ("not_a_period", "C2"),
        ("not_a_number", "D2"),
        ("missing_value", "A3"),
        ("share_above_100", "D3"),
        ("period_after_year", "C4"),
    ]
    for issue in issues:
        for language in ("da", "en"):
            assert issue.message(words(language))
            assert issue.suggestion(words(language))


def test_score_tells_tables_apart():
    assert score(Observations, HEADER) == (1.0, 6)
    assert score(Goals, HEADER)[0] < 0.5
    # A sheet of budget lines also has all that a sheet of centres needs, but more of its own.
    lines = ["Center", "Konto", "Periode", "Budget", "Forbrug"]
    assert score(BudgetLines, lines) > score(Centres, lines)
