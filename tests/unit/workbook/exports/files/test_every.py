"""Each kind goes to its reader, and nothing but a finding comes out of what is broken."""

import importlib.util
import pickle
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from schemas.cells import Cell, CellKind, Grid
from schemas.errors import CannotOpenError
from tests.drawing import examples
from tests.unit.workbook.exports.files.test_excel_2003 import book, cell, sheet
from tests.unit.workbook.exports.files.test_html import ARCHIVE
from tests.unit.workbook.raw_xlsx import make
from workbook.exports.files import every
from workbook.exports.files.every import read_grids
from workbook.exports.files.file_kinds import FileKind
from workbook.vba.compound import compound_file

ROOT = Path(every.__file__).parents[3]
CSV = 'sep=;\r\n"Center";Værdi\r\n"Ær""ø\r\nby";95,5\r\n'
HTML = (
    '<html><style>.a {mso-number-format:Percent}</style><table><tr><td rowspan=2 colspan=3 class=a x:num="0.5">'
    "x<tr><td>y<table><tr><td>1<td>2<tr><td>3</table></table></html>"
)


@pytest.mark.parametrize(
    ("kind", "module"),
    [(FileKind.OLD, "old_excel"), (FileKind.BINARY, "binary"), (FileKind.OPEN_DOCUMENT, "open_document")],
)
def test_kinds_go_to_their_readers(tmp_path, monkeypatch, kind, module):
    reader = ModuleType(module)
    grids = [Grid("a", "S", {1: {1: Cell(CellKind.NUMBER, 1.0)}})]
    reader.read = lambda path: grids if path == tmp_path else []
    monkeypatch.setitem(sys.modules, f"workbook.exports.files.{module}", reader)
    monkeypatch.setattr(every, "kind_of", lambda path: kind)
    assert read_grids(tmp_path) == grids


@pytest.mark.parametrize(
    "error", [ValueError("x"), KeyError("x"), RecursionError(), ZeroDivisionError(), OSError("x"), AssertionError()]
)
def test_what_a_reader_did_not_foresee_is_a_finding(tmp_path, monkeypatch, error):
    def read(path):
        raise error

    reader = ModuleType("binary")
    reader.read = read
    monkeypatch.setitem(sys.modules, "workbook.exports.files.binary", reader)
    monkeypatch.setattr(every, "kind_of", lambda path: FileKind.BINARY)
    with pytest.raises(CannotOpenError) as refused:
        read_grids(tmp_path / "a.xlsb")
    (issue,) = refused.value.issues
    assert (issue.code, issue.place.file, bool(issue.value)) == ("file_unreadable", "a.xlsb", True)


def test_an_old_workbook_is_told_apart_before_its_reader(tmp_path, monkeypatch):
    reader = ModuleType("old_excel")
    reader.read = lambda path: [path.name]
    monkeypatch.setitem(sys.modules, "workbook.exports.files.old_excel", reader)
    (tmp_path / "a.csv").write_bytes(compound_file({"Workbook": b"x" * 100}))
    assert read_grids(tmp_path / "a.csv") == ["a.csv"]


def test_reading_loads_neither_pandas_nor_numpy(tmp_path):
    make(tmp_path / "a.xlsx", '<row r="1"><c r="A1" s="2"><v>39629</v></c></row>')
    (tmp_path / "b.csv").write_text(CSV, encoding="utf-8")
    (tmp_path / "c.xls").write_text(HTML, encoding="utf-8")
    (tmp_path / "d.xls").write_text(book(sheet(f"<Row>{cell('1')}</Row>")), encoding="utf-8")
    program = (
        "import sys; from pathlib import Path; from workbook.exports.files.every import read_grids\n"
        "assert all(read_grids(path) for path in Path(sys.argv[1]).iterdir())\n"
        "print(sorted({'pandas', 'numpy', 'pandera', 'ibis', 'openpyxl'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


@pytest.fixture(scope="module")
def seeds(tmp_path_factory):
    folder = tmp_path_factory.mktemp("frø")
    strings = ("<si><t>delt</t></si>", "<si><r><t>ri</t></r></si>")
    cells = '<c r="A1" t="s"><v>0</v></c><c r="B1" s="2"><v>39629</v></c><c r="C1" t="inlineStr"><is><t>x</t></is></c><c r="D1" t="d"><v>2008-06-30</v></c>'
    workbook = make(
        folder / "a.xlsx",
        f'<row r="1">{cells}</row>',
        strings=strings,
        after='<mergeCells><mergeCell ref="A1:B1"/></mergeCells>',
    )
    inner = f'<Row ss:Index="2">{cell("1", extra=" ss:MergeAcross=" + chr(34) + "2" + chr(34))}{cell("2008-06-30T00:00:00", "DateTime")}</Row>'
    return [
        workbook.read_bytes(), CSV.encode(), CSV.encode("utf-16"), CSV.encode("utf-16-le"), HTML.encode(), ARCHIVE.encode(),
        book(sheet(inner)).encode(), b"",
    ]  # fmt: skip


def is_sound(grid):
    numbers = list(grid.rows)
    assert numbers == sorted(set(numbers))
    for cells in grid.rows.values():
        assert list(cells) == sorted(set(cells))
        assert all(cell.kind is not CellKind.BLANK or cell.formula for cell in cells.values())
    return bool(numbers) and numbers[0] >= 1 and all(cells and min(cells) >= 1 for cells in grid.rows.values())


@settings(max_examples=examples(400), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    seed=st.integers(0, 7),
    edits=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 3), st.binary(max_size=9)), max_size=6),
)
@example(seed=7, edits=[(0.0, 0, b"\x09\x08")])
def test_mutated_files_end_in_grids_or_findings(tmp_path, seeds, seed, edits):
    content = bytearray(seeds[seed])
    for place, what, piece in edits:
        position = int(place * len(content))
        if what == 0:
            content[position:position] = piece
        elif what == 1:
            content[position : position + len(piece)] = piece
        elif what == 2:
            del content[position : position + len(piece) * 4]
        else:
            del content[position:]
    path = tmp_path / "udtræk"
    path.write_bytes(content)
    _read_or_refuse(path)


@settings(max_examples=examples(200), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    start=st.sampled_from(
        [
            b"",
            b"PK\x03\x04",
            b"<html><table>",
            b"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'>",
            b"sep=",
        ]
    ),
    content=st.binary(max_size=300),
)
def test_random_bytes_end_in_grids_or_findings(tmp_path, start, content):
    path = tmp_path / "udtræk"
    path.write_bytes(start + content)
    _read_or_refuse(path)


def _read_or_refuse(path):
    try:
        grids = read_grids(path)
    except CannotOpenError as error:
        assert pickle.loads(pickle.dumps(error)).issues == error.issues
        return
    except ModuleNotFoundError:
        assert importlib.util.find_spec("workbook.exports.files.old_excel") is None
        return
    assert all(is_sound(grid) for grid in grids)
    assert pickle.loads(pickle.dumps(grids)) == grids
