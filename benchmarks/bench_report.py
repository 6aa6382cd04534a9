"""``report`` over 10 workbooks of 20 goals, against python-docx writing the same tables; memory over 200 workbooks.

python-docx alone is told what each cell says: it computes nothing and writes no sentence, and its tables have no looks.
Ours is the document of what was read of the workbooks, and its file. The whole command, which reads and computes ten
workbooks besides, is told without a limit.
"""

import os
import subprocess
import sys
import tempfile
from datetime import date, datetime
from pathlib import Path

from docx import Document as WordDocument

from benchmarks.bench_consolidate import copies
from benchmarks.bench_recalculate import workbook
from benchmarks.measure import command, in_turn, process, report, timed
from macros.steps.documents.committee_report import half_year_report
from macros.steps.documents.material import Material, read_material
from schemas.words.vocabulary import words
from workbook.documents.model import DataTable
from workbook.documents.writing import write_document

FEW, MANY = 10, 200
DAY = "2009-06-30"
LIMIT = 3.0
RUNS = 5
ROOM = 1.5
"""Megabytes that a further workbook may take at most: its twenty rows in the document, its results, and its figures."""
_PEAK = """
import re, sys
from macros.cli import main
code = main(sys.argv[1:])
with open("/proc/self/status") as status:
    print(int(re.search(r"VmHWM:\\s+(\\d+)", status.read())[1]) // 1024, file=sys.stderr)
raise SystemExit(code)
"""
"""What the process itself took; what is asked of the system otherwise counts the process that started it too."""


def _asked(paths: list[str], out: Path) -> list[str]:
    return ["report", "--kind", "half-year", *paths, "--as-of", DAY, "--replace", "--out", str(out)]


def _write(material: Material, out: Path) -> None:
    """Ours: the document and its file."""
    write_document(half_year_report(material), out, words(), datetime(2009, 7, 20), replace=True)


def _texts(material: Material) -> list[tuple[str, list[list[str]]]]:
    """What the report's tables say."""
    return [
        (block.caption, [[each.title for each in block.columns], *([cell.text for cell in row] for row in block.rows)])
        for block in half_year_report(material).blocks
        if isinstance(block, DataTable)
    ]


def _alone(texts: list[tuple[str, list[list[str]]]], out: Path) -> None:
    """The same tables as a script with python-docx would write them."""
    document = WordDocument()
    for caption, rows in texts:
        document.add_paragraph(caption, style="Caption")
        table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    document.save(str(out))


def peak(paths: list[str], out: Path) -> int:
    """The most memory that the command takes in its own process, in megabytes."""
    done = subprocess.run(
        [sys.executable, "-c", _PEAK, *_asked(paths, out)],
        check=True,
        capture_output=True,
        text=True,
        env=dict(os.environ),
    )
    return int(done.stderr.strip().splitlines()[-1])


def main() -> bool:
    """Run the comparison."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        many = copies(workbook(folder), folder / "centres", MANY)
        few, out = many[:FEW], folder / "report.docx"
        day = date.fromisoformat(DAY)
        material = read_material([Path(path) for path in few], day, day, words())
        texts, other = _texts(material), folder / "alone.docx"
        mine, theirs, whole = in_turn(
            RUNS,
            lambda: timed(lambda: _write(material, out)),
            lambda: timed(lambda: _alone(texts, other)),
            lambda: process(command(*_asked(few, out))),
        )
        kept = report(f"report of {FEW} workbooks as docx / python-docx writing its tables", mine, theirs, LIMIT)
        report("the whole command / python-docx writing its tables", whole, theirs, float("inf"))
        low, high = peak(few, out), peak(many, out)
        each = (high - low) / (MANY - FEW)
        flat = each <= ROOM
        told = f"{each:.2f} MB a further workbook (<= {ROOM:g}) {'ok' if flat else 'MISSED'}"
        print(f"memory, {FEW} workbooks {low} MB, {MANY} {high} MB: {told}")
    return kept and flat


if __name__ == "__main__":
    raise SystemExit(not main())
