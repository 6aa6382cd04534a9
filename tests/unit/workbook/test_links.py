"""Links from findings to their places: Excel's own form, and a plain address where no link would lead there."""

from pathlib import Path

import pytest

from schemas.issues.issue import Place
from workbook.links import linked, whole_paths
from workbook.port import Formula

OWN = "kontrakt.xlsx"
FOLDER = Path("/mine/udtræk")


def link(place, *names, folder=FOLDER):
    found = linked(place, OWN, {name: folder / name for name in names})
    return found.text if isinstance(found, Formula) else found


def test_a_cell_of_a_workbook_from_outside():
    assert link(Place("a.xlsx", "Ark 1", 3, "", "D3"), "a.xlsx") == (
        f'HYPERLINK("[{FOLDER / "a.xlsx"}]\'Ark 1\'!D3","D3")'
    )


def test_a_cell_of_the_workbook_itself():
    assert link(Place(OWN, "LIS-data", None, "", "A16")) == 'HYPERLINK("#\'LIS-data\'!A16","A16")'


def test_a_csv_has_no_cells_to_lead_to():
    assert link(Place("a.csv", "", 3, "", "D3"), "a.csv") == f'HYPERLINK("{FOLDER / "a.csv"}","D3")'


def test_what_the_link_shows_until_it_is_computed():
    assert linked(Place(OWN, "Budget", 1, "", "B2"), OWN, {}).cached == "B2"


def test_quotes_and_apostrophes_end_nothing():
    place = Place('a".xlsx', 'Karen\'s "ark"', 3, "", "D3")
    assert link(place, 'a".xlsx') == (
        f'HYPERLINK("[{FOLDER}/a"".xlsx]\'Karen\'\'s ""ark""\'!D3","D3")'.replace("/", str(Path("/")))
    )
    assert link(Place("a.xlsx", '"&CMD()&"', 1, "", "A1"), "a.xlsx").count('""') == 2


@pytest.mark.parametrize(
    ("place", "names"),
    [
        (Place("b.xlsx", "Ark1", 3, "", "D3"), ["a.xlsx"]),  # not known where
        (Place("a.xlsx", "x" * 300, 3, "", "D3"), ["a.xlsx"]),  # too long
        (Place("a.xlsx", "a\nb", 3, "", "D3"), ["a.xlsx"]),  # no formula holds it
        (Place(OWN, "Ark1", 3, "", "D3"), [OWN]),  # an export named as the workbook
        (Place("a#1.csv", "", 3, "", "D3"), ["a#1.csv"]),  # the rest would be a place within the file
        (Place(OWN, "", 3, "", "D3"), []),
    ],
)
def test_a_plain_address_where_no_link_leads_there(place, names):
    assert link(place, *names) == "D3"


def test_a_folder_in_brackets_leads_to_the_file():
    folder = Path("/mine/[2009]")
    assert link(Place("a.xlsx", "Ark1", 3, "", "D3"), "a.xlsx", folder=folder) == (
        f'HYPERLINK("{folder / "a.xlsx"}","D3")'
    )


def test_no_cell_is_no_link():
    assert link(Place("a.xlsx", "Ark1"), "a.xlsx") is None


def test_the_longest_link_that_a_formula_holds():
    name = "x" * (255 - len(str(FOLDER)) - len("/.csv")) + ".csv"
    assert len(str(FOLDER / name)) == 255
    assert link(Place(name, "", 1, "", "A1"), name).startswith("HYPERLINK(")
    assert link(Place(f"x{name}", "", 1, "", "A1"), f"x{name}") == "A1"


def test_a_name_that_two_files_bear_leads_nowhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    paths = [Path("a/x.csv"), Path("b/x.csv"), Path("y.csv"), Path("y.csv")]
    assert whole_paths(paths) == {"y.csv": tmp_path / "y.csv"}
