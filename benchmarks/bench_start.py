"""A typical export of 504 rows, from the start of the process to its message, against importing pandas and pandera."""

import shutil
import sys
import tempfile
from datetime import datetime
from pathlib import Path

from benchmarks.measure import command, in_turn, process, report
from macros.steps.new import new
from macros.steps.register import read_register
from schemas.tables import Goals
from schemas.words.vocabulary import words

LIMIT = 1.3
MEASURES = 14
_LIBRARIES = "import sys; sys.modules['hypothesis'] = None; import pandas, pandera.pandas"


def make(folder: Path) -> tuple[Path, Path]:
    """A workbook, and an export of 36 months of fourteen measures for it."""
    register = read_register("2009", words())
    workbook = folder / "Jobcenter Skelbækgade 2009.xlsx"
    new(register, None, workbook, words())
    centre = register.holders[0]
    measures = list(dict.fromkeys(register.goals[Goals.MEASURE]))[:MEASURES]
    months = [datetime(year, month, 1) for year in (2007, 2008, 2009) for month in range(1, 13)]
    lines = [f"{centre};{measure};{month:%Y-%m};{20 + month.month},5" for month in months for measure in measures]
    export = folder / "udtræk.csv"
    export.write_text("\n".join(["Center;Indikator;Periode;Værdi", *lines]), encoding="utf-8-sig")
    return workbook, export


def main() -> bool:
    """Run the comparisons."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        workbook, export = make(folder)
        filled = folder / "brugt.xlsx"

        def first() -> float:
            shutil.copy(workbook, filled)
            return process(command("import", str(filled), str(export)))

        checked, imported, again, libraries = in_turn(
            7,
            lambda: process(command("validate", str(export))),
            first,
            lambda: process(command("import", str(filled), str(export))),
            lambda: process([sys.executable, "-c", _LIBRARIES]),
        )
    kept = [
        report("validate 504 rows / importing pandas and pandera", checked, libraries, LIMIT),
        report("import 504 rows into a new workbook / the same", imported, libraries, LIMIT),
        report("import the same rows again / the same", again, libraries, LIMIT),
    ]
    return all(kept)


if __name__ == "__main__":
    raise SystemExit(not main())
