"""Files broken at random: whatever stands in them, a reader answers or refuses, and says nothing else."""

from hypothesis import strategies as st

from schemas.cells import Grid
from schemas.errors import CannotOpenError

REFUSALS = {
    "text_missing",
    "cell_twice",
    "cell_broken",
    "row_twice",
    "part_doctype",
    "part_twice",
    "file_empty",
    "file_unreadable",
    "file_encrypted",
    "file_bomb",
    "table_too_large",
}


def changes(most=6):
    """Where a file is changed (as a share of its length) and to which bytes, and where it is cut off."""
    spot = st.tuples(st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=4))
    return st.tuples(st.lists(spot, max_size=most), st.one_of(st.none(), st.floats(0, 1)))


def broken(content, change):
    """The bytes of a file after such changes."""
    spots, cut = change
    found = bytearray(content)
    for share, put in spots:
        at = int(share * len(content))
        found[at : at + len(put)] = put
    return bytes(found if cut is None else found[: int(cut * len(found))])


def answers_or_refuses(read, path):
    """Read a file; it may be refused, in one of few ways, and then by its name."""
    try:
        grids = read(path)
    except CannotOpenError as error:
        assert {issue.code for issue in error.issues} <= REFUSALS
        assert [issue.place.file for issue in error.issues] == [path.name]
        return
    for grid in grids:
        assert isinstance(grid, Grid)
        assert grid.rows and list(grid.rows) == sorted(grid.rows) and min(grid.rows) >= 1
        assert all(cells and list(cells) == sorted(cells) and min(cells) >= 1 for cells in grid.rows.values())


def refusal(read, path):
    """The codes that a file is refused with."""
    try:
        read(path)
    except CannotOpenError as error:
        return [(issue.code, issue.place.file) for issue in error.issues]
    return []
