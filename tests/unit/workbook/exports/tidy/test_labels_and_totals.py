"""Merged headers, labels that are not known, totals with their parts, and lists."""

from datetime import date

import pytest

from schemas.profiles.export_profile import NO_PROFILE, ExportProfile, Layout
from tests.unit.workbook.exports.tidy.drawn import expected, issues, labels, laid, rows, sheet
from workbook.exports.tidy.lists import find_lists
from workbook.exports.tidy.regions import Finder

PARTS = """
    Jobsamtaler til tiden
    Center | jan 2009 |        | feb 2009 |
           | Tæller   | Nævner | Tæller   | Nævner
    Nord   | 90       | 100    | 91       | 101
    """


def test_two_header_rows_with_merged_months_over_numerator_and_denominator():
    found = laid(PARTS, merged="A2:A3 B2:C2 D2:E2")
    assert rows(found) == expected("""
        Nord | interviews | 2009-01 | - | 90 | 100
        Nord | interviews | 2009-02 | - | 91 | 101
        """)
    assert found.tables[0].addresses[1] == ["A4", "A1", "D2", "D4", "D4", "E4"]


def test_a_merged_group_of_rows_holds_for_each_of_them():
    found = laid("""
             |                 | jan 2009
        Nord | Aktiveringsgrad | 51
             | Forbrug         | 7
        """, merged="A2:A3")  # fmt: skip
    assert rows(found) == expected("""
        Nord | activation | 2009-01 | 51
        Nord | spent      | 2009-01 | 7
        """)


def test_a_title_merged_over_the_whole_table_is_no_header():
    found = laid("""
        Aktiveringsgrad |          |
        Center          | jan 2009 | feb 2009
        Nord            | 51       | 52
        """, merged="A1:C1")  # fmt: skip
    assert rows(found) == expected("""
        Nord | activation | 2009-01 | 51
        Nord | activation | 2009-02 | 52
        """)


def test_a_sheet_named_after_the_measure():
    found = laid("Center | jan 2009\nNord | 51", name="Aktiveringsgrad")
    assert rows(found) == [("Nord", "activation", "2009-01", "51")]


@pytest.mark.parametrize(
    ("drawing", "found"),
    [
        # A centre that merely resembles one is never taken, and the row is in no table.
        ("Aktiveringsgrad\nCenter | jan 2009\nNord | 51\nSydd | 52\nVest | 53", [("unknown_centre", "A4")]),
        ("jan 2009\nCenter | Aktiveringsgrad | Frbrug\nNord | 51 | 7\nSyd | 52 | 8", [("unknown_label", "C2")]),
        ("Aktiveringsgrad\nCenter | jan 2009\nNord | 51\n | 52\nVest | 53", [("row_without_label", "B4")]),
        # Nothing says what is counted, when, or whose it is.
        ("Tabel 1\nCenter | jan 2009\nNord | 51\nSyd | 52", [("dimension_missing", None)]),
        ("Aktiveringsgrad\nCenter | Forbrug\nNord | 51\nSyd | 52", [("dimension_missing", None)]),
    ],
)
def test_what_is_not_known_is_said(drawing, found):
    done = laid(drawing)
    assert issues(done) == found
    assert all("52" not in row for row in rows(done) if "Nord" not in row and "Syd" not in row)


def test_a_name_that_resembles_a_centre_is_proposed_and_not_taken():
    found = laid("Aktiveringsgrad\nCenter | jan 2009\nNord | 51\nSydd | 52")
    [issue] = [each for each in found.issues if each.code == "unknown_centre"]
    assert (issue.value, issue.details["near"]) == ("Sydd", "Mente du »Syd«?")
    assert rows(found) == [("Nord", "activation", "2009-01", "51")]


def test_a_label_that_may_be_anything_is_not_guessed_to_be_a_measure():
    found = laid("jan 2009\nCenter | Glade borgere | Andet\nNord | 51 | 3\nSyd | 52 | 4", known=labels(open=True))
    assert (rows(found), issues(found)) == ([], [("unknown_label", "B2"), ("unknown_label", "C2")])


def test_without_a_workbook_a_centre_among_known_ones_is_taken_as_it_stands():
    found = laid("Aktiveringsgrad\nCenter | jan 2009\nNord | 51\nHelt Ny | 52", known=labels(open=True))
    assert rows(found) == [("Nord", "activation", "2009-01", "51"), ("Helt Ny", "activation", "2009-01", "52")]


# ---- totals --------------------------------------------------------------------------------------------------------

TOTALS = [
    # drawing, then each total: cell, value, parts, over time
    (
        """
        Forbrug
        Center         | jan 2009 | feb 2009
        Nord           | 1        | 2
        Syd            | 3        | 4
        Vest           | 5        | 6
        Jobcentre i alt | 4       | 6
        BIF i alt      | 9        | 12
        """,
        [
            ("B6", 4, [1, 3], False), ("C6", 6, [2, 4], False),
            ("B7", 9, [1, 3, 5], False), ("C7", 12, [2, 4, 6], False),
        ],
    ),
    (
        """
        Forbrug
        Center | jan 2009 | feb 2009 | I alt
        Nord   | 1        | 2        | 3
        Syd    | 4        | 5        | 10
        """,
        [("D3", 3, [1, 2], True), ("D4", 10, [4, 5], True)],
    ),
    # A hidden part says nothing of the sum.
    ("Forbrug\nCenter | jan 2009\nNord | 1\nSyd | <5\nI alt | 4", []),
    # One of the group's centres is not there.
    ("Forbrug\nCenter | jan 2009\nNord | 1\nVest | 2\nJobcentre i alt | 1", []),
]  # fmt: skip


@pytest.mark.parametrize(("drawing", "totals"), TOTALS)
def test_each_total_with_the_figures_that_it_covers(drawing, totals):
    done = laid(drawing)
    assert not {"BIF i alt", "I alt", "Jobcentre"} & {row[0] for row in rows(done)}, "a total is no centre of ours"
    found = done.totals
    assert [(each.place.cell, each.value, list(each.parts), each.over_time) for each in found] == totals


def test_the_total_of_a_ratio_with_its_own_numerator_and_denominator():
    found = laid("""
        Jobsamtaler til tiden, jan 2009
        Center | Andel | Tæller | Nævner
        Nord   | 90    | 90     | 100
        Syd    | 50    | 5      | 10
        I alt  | 86,4  | 95     | 110
        """)  # fmt: skip
    assert [(each.value, each.ratio, each.added) for each in found.totals] == [
        (86.4, (95, 110), False),
        (95, (95, 110), True),
        (110, (95, 110), True),
    ]


# ---- where tables are ----------------------------------------------------------------------------------------------


def test_titles_headers_rows_and_notes_of_two_blocks():
    grid = sheet("""
        Aktiveringsgrad
        Center | jan 2009
        Nord   | 51
        Syd    | 52
        Kilde: DREAM

        Forbrug
        Center | jan 2009
        Nord   | 7
        """)
    found = Finder(grid, labels()).find()
    assert found.notes == [5]
    assert [(b.titles, b.headers, b.body, b.labels, b.columns) for b in found.blocks] == [
        ([1], [2], [3, 4], [1], [2]),
        ([7], [8], [9], [1], [2]),
    ]


def test_the_day_drawn_is_read_wherever_it_stands():
    assert laid("Udtrukket 15-07-2009\nForbrug\nCenter | jan 2009\nNord | 1").drawn == date(2009, 7, 15)
    assert laid("Forbrug\nCenter | jan 2009\nNord | 1\nSidst opdateret 2009-07-16").drawn == date(2009, 7, 16)


@pytest.mark.parametrize("drawing", ["", "Forside\nUdarbejdet af LIS-teamet", "1 | 2\n3 | 4", "Kode | Tekst\nA | B"])
def test_what_is_no_table_of_ours(drawing):
    found = laid(drawing)
    assert (found.layout, found.tables) == (None, [])


# ---- lists ---------------------------------------------------------------------------------------------------------


def test_a_list_under_a_title_with_a_total_and_a_note_below():
    [found] = find_lists(sheet("""
        LIS-udtræk
        Center | Indikator  | Periode | Værdi
        Nord   | activation | 2009-01 | 51
        Syd    | activation | 2009-01 | 52
        I alt  |            |         | 103
        * foreløbig
        """), labels(), NO_PROFILE)  # fmt: skip
    assert (found.header_row, found.row_numbers, found.header[0]) == (2, [3, 4], "Center")


def test_two_lists_on_one_sheet():
    found = laid("""
        Center | Indikator  | Periode | Værdi
        Nord   | activation | 2009-01 | 51
        Center | Konto      | Periode | Budget | Forbrug
        Nord   | Drift      | 2009-01 | 10     | 9
        """)
    assert found.layout is Layout.LIST
    assert [[each.text for each in table.rows[0]] for table in found.tables] == [
        ["Nord", "activation", "2009-01", "51"],
        ["Nord", "Drift", "2009-01", "10", "9"],
    ]


def test_a_profile_says_which_header_is_which_field_and_what_to_leave_out():
    profile = ExportProfile(layout=Layout.LIST, columns={"Enhed": "centre", "Mål": "measure", "Måned": "period",
                                                   "Antal": "value", "Note": "ignore"})  # fmt: skip
    [found] = laid("Enhed | Mål | Måned | Antal | Note\nNord | spent | 2009-01 | 5 | x", profile=profile).tables
    assert list(found.read_as) == ["centre", "measure", "period", "value", "ignore"]


def test_a_scale_in_the_header_of_a_list():
    [found] = laid(
        "Center | Konto | Periode | Budget (mio. kr.) | Forbrug, t.kr.\nNord | Drift | 2009 | 1,5 | 9"
    ).tables
    assert list(found.read_as)[3:] == ["Budget", "Forbrug"]
    assert found.factors == [[1, 1, 1, 1_000_000, 1000]]


def test_what_a_profile_says_of_the_whole_sheet():
    profile = ExportProfile(layout=Layout.CROSSTAB, measure="spent", period="2009-06")
    found = laid("Oversigt\nCenter | Værdi\nNord | 5\nSyd | 6", profile=profile)
    assert rows(found) == [("Nord", "spent", "2009-06", "5"), ("Syd", "spent", "2009-06", "6")]
