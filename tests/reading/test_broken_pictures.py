"""A picture that cannot be read says where and what is wrong; what comes out is written below it and nowhere else."""

import pytest

from schemas.cells import CellKind
from tests.reading.drawn_files import BrokenPictureError
from tests.reading.pictures import pictures_in, write_outcome
from workbook.exports.files.every import read_grids

LIST = "    Center | Værdi"
FILE = """Some words.

# A section

## the first

    Center | Værdi

taken:
    an old row


## the second

    Center
"""


@pytest.fixture
def drawn(tmp_path):
    """The only picture of a file that begins with its heading."""

    def read(*lines):
        path = tmp_path / "subject.txt"
        path.write_text("\n".join(["## one", "", *lines]), encoding="utf-8")
        [picture] = pictures_in(path)
        return picture.drawing

    return read


@pytest.mark.parametrize(
    ("lines", "number", "problem"),
    [
        ([], 1, "no drawing"),
        (["taken:"], 1, "no drawing"),
        (["sheet: LIS"], 3, "the sheet LIS has no drawing"),
        (["sheets: LIS", LIST], 3, "unknown setting: sheets"),
        (["Center | Værdi"], 3, "neither a setting nor indented"),
        (["merged: A1:C1", LIST], 3, "A1:C1 lies outside the drawing"),
        (["merged: A1", LIST], 3, "A1 is no range"),
        (["hidden: 7", LIST], 3, "7 lies outside the drawing"),
        ([LIST, "hidden: 1"], 4, "hidden stands above the drawing"),
        (["also: ods", LIST], 3, "not ods"),
        (["file: export.ods", LIST], 3, "export.ods"),
        (["file: export.csv", "sheet: A", LIST, "sheet: B", LIST], 6, "one sheet"),
        (["hidden: 3-4", LIST], 3, "3-4 is no row or column"),
        (["sheet: ", LIST], 3, "has no name"),
    ],
)
def test_a_broken_picture_names_its_line(drawn, lines, number, problem):
    with pytest.raises(BrokenPictureError, match=problem) as found:
        drawn(*lines)
    assert found.value.line == number


@pytest.mark.parametrize(
    ("lines", "number", "problem"),
    [
        ([LIST, "    31-02-2009 [dd-mm-yyyy]"], 4, "no such day: 31-02-2009"),
        (["file: export.csv", LIST, "    0,6 [0%]"], 5, "a csv has no number formats"),
        (["sheet: 2008/2009", LIST], 3, "2008/2009"),
    ],
)
def test_a_cell_that_cannot_be_written_names_its_line(drawn, tmp_path, lines, number, problem):
    with pytest.raises(BrokenPictureError, match=problem) as found:
        drawn(*lines).write(tmp_path)
    assert found.value.line == number


def test_cells_hold_what_is_drawn(drawn, tmp_path):
    texts = [
        "51,5",
        "-6",
        "'2008",
        "0,6 [0%]",
        "26-01-2009 [dd-mm-yyyy]",
        "26-01-2009",
        "#N/A",
        "=A1",
        "a⏎b",
        "JKS [1]",
    ]
    [grid] = read_grids(drawn("    |", f"    {' | '.join(texts)}").write(tmp_path))
    assert list(grid.rows) == [2]
    cells = [(cell.kind, cell.text) for cell in grid.rows[2].values()]
    assert cells == [
        (CellKind.NUMBER, "51.5"),
        (CellKind.NUMBER, "-6"),
        (CellKind.TEXT, "2008"),
        (CellKind.NUMBER, "0.6"),
        (CellKind.DATE, "2009-01-26"),
        (CellKind.TEXT, "26-01-2009"),
        (CellKind.ERROR, "#N/A"),
        (CellKind.BLANK, ""),
        (CellKind.TEXT, "a\nb"),
        (CellKind.TEXT, "JKS [1]"),
    ]
    assert grid.rows[2][4].number_format == "0%"


def test_the_fields_of_a_csv_stand_as_they_are_drawn(drawn, tmp_path):
    path = drawn("file: export.csv", "    Center | Værdi |", "", '    \'="JKS" | 51,5').write(tmp_path)
    assert path.read_text(encoding="utf-8") == 'Center;Værdi;\n\n="JKS";51,5\n'


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_an_outcome_is_written_below_its_drawing_and_nothing_else_changes(tmp_path, ending):
    path = tmp_path / "subject.txt"
    path.write_bytes(FILE.replace("\n", ending).encode())
    for picture in pictures_in(path):
        write_outcome(picture, ["taken: nothing", "said: nothing"])
    wanted = FILE.replace("taken:\n    an old row\n", "taken: nothing\nsaid: nothing\n")
    wanted = wanted.removesuffix("\n") + "\n\ntaken: nothing\nsaid: nothing\n"
    assert path.read_bytes() == wanted.replace("\n", ending).encode()
    assert [picture.outcome for picture in pictures_in(path)] == [["taken: nothing", "said: nothing"]] * 2
