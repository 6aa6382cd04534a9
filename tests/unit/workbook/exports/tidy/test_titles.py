"""Titles and notes around lists of any length."""

from time import process_time

from schemas.cells import Cell, CellKind, Grid
from schemas.lexicon.labels import Labels
from schemas.profiles.export_profile import NO_PROFILE
from workbook.exports.meaning.titled_lists import titled_lists
from workbook.exports.rules.list_titles import list_titles, titles_of

HEADER = ("Center", "Indikator", "Periode", "Værdi")


def long_list(rows):
    texts = [("Akkumulerede tal",), HEADER, *[("Nord", "x", "2009-01", "5")] * rows, ("Note: Skønnet",)]
    cells = {
        row: {column: Cell(CellKind.TEXT, text) for column, text in enumerate(line, 1)}
        for row, line in enumerate(texts, 1)
    }
    return Grid("lang.csv", "", cells, text_only=True)


def test_a_long_list_is_looked_through_once():
    labels = Labels(open=True)
    grid = long_list(40_000)
    lists = titled_lists(grid, labels, NO_PROFILE)
    start = process_time()
    found = list_titles(
        grid,
        lists,
        [spot for each in titles_of(grid, [each.raw for each in lists]) for spot in each],
        labels,
        NO_PROFILE,
    )
    assert process_time() - start < 2
    assert [(issue.code, issue.place.cell) for issue in found] == [
        ("title_no_results", "A1"),
        ("note_no_results", "A40003"),
    ]
