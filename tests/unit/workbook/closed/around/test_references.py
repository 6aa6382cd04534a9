"""References to a table follow it: a table of formulas, each with what must stand there afterwards."""

import pytest

from workbook.closed.around.moves import TableMove
from workbook.closed.around.references import Home, follow
from workbook.opc.refs import Area

GROWN = TableMove("LIS-data", Area.of("A5:H16"), Area.of("A5:H100"))
SHRUNK = TableMove("LIS-data", Area.of("A5:H16"), Area.of("A5:H9"))
WITH_TOTALS = TableMove("LIS-data", Area.of("A5:H16"), Area.of("A5:H20"), totals=True)
ELSEWHERE = Home("Mine", 1)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("SUM('LIS-data'!$D$5:$D$16)", "SUM('LIS-data'!$D$5:$D$100)"),
        ("SUM('lis-DATA'!D5:D16)", "SUM('lis-DATA'!D5:D100)"),
        ("SUM('LIS-data'!D5:'LIS-data'!D16)", "SUM('LIS-data'!D5:'LIS-data'!D100)"),
        ("COUNTA('LIS-data'!A4:H16)", "COUNTA('LIS-data'!A4:H100)"),
        ("SUM(('LIS-data'!D5:D16,'LIS-data'!E5:E16))", "SUM(('LIS-data'!D5:D100,'LIS-data'!E5:E100))"),
        ("SUM('LIS-data'!D5:INDEX('LIS-data'!D5:D16,3))", "SUM('LIS-data'!D5:INDEX('LIS-data'!D5:D100,3))"),
        ("SUM('LIS-data'!D5:D50)", "SUM('LIS-data'!D5:D100)"),
        # What is no reference over a whole column of the table stays.
        ("SUM('LIS-data'!D5:D200)", None),
        ("SUM('LIS-data'!D10:D16)", None),
        ("'LIS-data'!D16", None),
        ("SUM('LIS-data'!D:D)", None),
        ("SUM(observations[Værdi])", None),
        ("SUM('LIS-data'!K5:K16)", None),
        ("SUM('[1]LIS-data'!D5:D16)", None),
        ("SUM(Budget!D5:D16)", None),
        ("SUM(D5:D16)", None),
        ("\"'LIS-data'!D5:D16\"&LOG10('LIS-data'!D16)", None),
        ("SUM('LIS-data'!D5:D16)+\"uden slut", None),  # no formula at all
    ],
)
def test_a_column_that_grew(before, after):
    assert follow(before, ELSEWHERE, [GROWN]).formula == (after or before)


@pytest.mark.parametrize(
    ("before", "move", "after"),
    [
        ("SUM('LIS-data'!D5:D16)", SHRUNK, "SUM('LIS-data'!D5:D9)"),
        ("SUM('LIS-data'!D5:D17)", SHRUNK, "SUM('LIS-data'!D5:D17)"),
        ("SUM('LIS-data'!A4:H17)", WITH_TOTALS, "SUM('LIS-data'!A4:H21)"),
        ("SUM('LIS-data'!D5:D16)", WITH_TOTALS, "SUM('LIS-data'!D5:D20)"),
    ],
)
def test_a_column_that_shrank_and_one_with_totals(before, move, after):
    assert follow(before, ELSEWHERE, [move]).formula == after


def test_on_the_tables_own_sheet_a_running_total_is_not_a_whole_column():
    inside = Home("LIS-data", 16, inside=True)
    assert follow("SUM(D$5:D16)", inside, [GROWN]).formula == "SUM(D$5:D16)"
    assert follow("D16/SUM(D$5:D$16)", inside, [GROWN]).formula == "D16/SUM(D$5:D$100)"


def test_a_rule_relative_to_its_own_cell_stays():
    rule = Home("LIS-data", rule=True)
    assert follow("COUNTIF($D$5:$D$16,$D16)>1", rule, [GROWN]).formula == "COUNTIF($D$5:$D$100,$D16)>1"
    assert follow("SUM(D5:D16)>0", rule, [GROWN]).formula == "SUM(D5:D16)>0"


def test_in_a_table_of_one_row_a_row_is_not_a_column():
    one = TableMove("LIS-data", Area.of("A5:H5"), Area.of("A5:H9"))
    assert follow("SUM('LIS-data'!D5:D5)", ELSEWHERE, [one]).formula == "SUM('LIS-data'!D5:D9)"
    assert follow("SUM('LIS-data'!A5:H5)", ELSEWHERE, [one]).formula == "SUM('LIS-data'!A5:H5)"


def test_a_reference_through_several_sheets_is_named():
    done = follow("SUM('LIS-data:Budget'!D5:D16)", ELSEWHERE, [GROWN])
    assert (done.formula, done.stuck) == ("SUM('LIS-data:Budget'!D5:D16)", ["'LIS-data:Budget'!D5:D16"])


LEFT = TableMove("Opfølgning", Area.of("A5:H10"), Area.of("A5:H9"), rows={6: None, 7: 6, 8: 7, 9: 8, 10: 9})
SORTED = TableMove("Opfølgning", Area.of("A5:H7"), Area.of("A5:H7"), rows={5: 7, 7: 5})


@pytest.mark.parametrize(
    ("before", "move", "after", "stuck"),
    [
        ("Opfølgning!F5*2", LEFT, "Opfølgning!F5*2", []),
        ("Opfølgning!$F$9+Opfølgning!F10", LEFT, "Opfølgning!$F$8+Opfølgning!F9", []),
        ("SUM(Opfølgning!F6:F8)", LEFT, "SUM(Opfølgning!F6:F7)", []),
        ("SUM(Opfølgning!F5:F10)", LEFT, "SUM(Opfølgning!F5:F9)", []),
        ("Opfølgning!F6", LEFT, "Opfølgning!F6", ["Opfølgning!F6"]),
        ("Opfølgning!F5", SORTED, "Opfølgning!F7", []),
        ("SUM(Opfølgning!F5:F6)", SORTED, "SUM(Opfølgning!F5:F6)", ["Opfølgning!F5:F6"]),
        ('INDIRECT("Opfølgning!F5:F10")', LEFT, 'INDIRECT("Opfølgning!F5:F10")', ["Opfølgning!F5:F10"]),
        ('INDIRECT("Opfølgning!F:F")', LEFT, 'INDIRECT("Opfølgning!F:F")', []),
    ],
)
def test_rows_that_moved(before, move, after, stuck):
    done = follow(before, ELSEWHERE, [move])
    assert (done.formula, done.stuck) == (after, stuck)


def test_a_row_of_the_table_goes_on_speaking_of_itself():
    assert follow("F7*2", Home("Opfølgning", 7, inside=True), [LEFT]).formula == "F7*2"
    assert follow("F7*2+$F$7", Home("Opfølgning", 7), [LEFT]).formula == "F7*2+$F$6"  # beside the table
