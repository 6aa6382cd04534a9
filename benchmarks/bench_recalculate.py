"""``recalculate`` on a 20-goal workbook with 24 months of observations, against importing what every such tool imports.

Also against what a user would pick instead: openpyxl loading and saving the same workbook, which computes nothing.
"""

import csv
import sys
import tempfile
from datetime import datetime
from pathlib import Path

from benchmarks.measure import command, in_turn, process, report
from macros.steps.importing import import_exports
from macros.steps.new import new
from macros.steps.register import read_register
from schemas.words.vocabulary import words

GOALS = 20
HEADER = "År;Center;Mål nr.;Styringsparameter;Måltype;Mål;Indikator;Enhed;Regel;Grundlag;Måltal;Opgøres som;Årsprofil"
LIMIT = 1.6


def workbook(folder: Path) -> Path:
    """A workbook of twenty goals with twenty-four months each."""
    kinds = [
        "pct;mindst;niveau;95;andel (tæller/nævner);samme hele året",
        "antal;mindst;niveau;650;sum;lige store måneder",
    ]
    lines = [f"2009;Center A;{n + 1};P;Resultatmål (R);Mål {n + 1};m{n + 1};{kinds[n % 2]}" for n in range(GOALS)]
    register = folder / "register.csv"
    register.write_text("\n".join([HEADER, *lines]), encoding="utf-8")
    export = folder / "export.csv"
    with export.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["Center", "Indikator", "Periode", "Værdi", "Tæller", "Nævner"])
        for number in range(GOALS):
            for month in range(24):
                period = f"{2008 + month // 12}-{month % 12 + 1:02d}"
                parts = ["", 90 + month % 7, 100] if number % 2 == 0 else [50 + month % 9, "", ""]
                writer.writerow(["Center A", f"m{number + 1}", period, *parts])
    path = folder / "a.xlsx"
    new(read_register(register, words()), None, path, words())
    import_exports(path, [export], datetime(2010, 1, 5))
    return path


def main() -> bool:
    """Run the comparison."""
    with tempfile.TemporaryDirectory() as name:
        path = workbook(Path(name))
        ours = command("recalculate", str(path), "--json")
        imports = [sys.executable, "-c", "import pandas, pandera.pandas"]
        copy = str(Path(name) / "b.xlsx")
        script = f"import openpyxl; openpyxl.load_workbook({str(path)!r}).save({copy!r})"
        theirs = [sys.executable, "-c", script]
        mine, base, other = in_turn(7, lambda: process(ours), lambda: process(imports), lambda: process(theirs))
        kept = report("recalculate, whole process / importing pandas and pandera", mine, base, LIMIT)
        report("recalculate, whole process / openpyxl load and save (computes nothing)", mine, other, float("inf"))
    return kept


if __name__ == "__main__":
    raise SystemExit(not main())
