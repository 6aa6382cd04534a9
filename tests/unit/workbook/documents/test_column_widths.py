"""Columns on paper: no word is broken while there is room, and the room is filled."""

import pytest

from workbook.documents.column_widths import text_points, widths_of
from workbook.documents.model import Align, Cell, Column, DataTable

ROOM = 460.0
SIZES = (8.5, 7.5, 7.0)
LONG = "Andelen af sygedagpengemodtagere, der har modtaget sygedagpenge i mere end 52 uger, skal være nedbragt"


def table(rows, columns=None):
    columns = columns or tuple(Column(f"Kolonne {place}") for place in range(len(rows[0])))
    return DataTable("t", columns, tuple(tuple(map(Cell, row)) for row in rows))


@pytest.mark.parametrize(
    "rows",
    [
        [["kort", "kort"]],
        [[LONG, "95,0 %", "◆ Rød", "−13,6 %-point"]] * 20,
        [["Beskæftigelsescentrene", "1", "2", "3", "4", "5", "6", "7", "8", "9"]],
        [["", "", ""]],
        [[LONG] * 5],
    ],
)
def test_the_columns_fill_the_page_and_words_stay_whole(rows):
    shown = table(rows)
    widths, size = widths_of(shown, ROOM, SIZES)
    assert sum(widths) == pytest.approx(ROOM)
    assert size in SIZES
    for place, width in enumerate(widths):
        assert width > max((text_points(word, size) for row in rows for word in row[place].split()), default=0)


def test_columns_that_ask_for_a_share_get_it_where_their_words_have_room():
    columns = (Column("A", width=3), Column("B", Align.RIGHT, width=1))
    widths, size = widths_of(table([["a", "1"]], columns), ROOM, SIZES)
    assert widths == pytest.approx([ROOM * 0.75, ROOM * 0.25])
    assert size == SIZES[0]


def test_letters_become_smaller_before_words_are_broken_and_the_page_holds_in_any_case():
    many = [["Beskæftigelsescentrene"] * 6]
    widths, size = widths_of(table(many), ROOM, SIZES)
    assert size < SIZES[0]
    too_many = [["Beskæftigelsescentrene"] * 12]
    widths, size = widths_of(table(too_many), ROOM, SIZES)
    assert (size, sum(widths)) == (SIZES[-1], pytest.approx(ROOM))


def test_a_figure_stands_on_one_line_beside_a_long_text():
    columns = (Column("Mål"), Column("Resultat", Align.RIGHT))
    widths, size = widths_of(table([[LONG * 3, "1.234.567,8 kr."]], columns), ROOM, SIZES)
    assert widths[1] > text_points("1.234.567,8 kr.", size)
