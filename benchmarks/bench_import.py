"""A list of 1,000,000 rows condensed, against polars (csv), fastexcel and pandas (xlsx): seconds and memory.

The others only read the file; ours also sums it by group and tells the odd rows. The whole import (read in a process of
its own, validated, summed to the goals' measures, written into a workbook) is measured beside the csv. pandas reads a
twentieth of the rows, and its time is multiplied by twenty, unless ``--whole`` is given.
"""

import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path

import numpy as np

from benchmarks.measure import ROOT, in_turn, report, timed

ROWS = 1_000_000
PART = 20
CSV_LIMIT, WHOLE_LIMIT, XLSX_LIMIT, MEMORY_LIMIT, PANDAS_FASTER = 2.0, 1.5, 2.0, 1.5, 6.0
TITLES = ("Center", "Nøgletal", "Periode", "Værdi", "Tæller", "Nævner", "Trukket", "Kilde")
CENTRES = ("Aalborg", "Århus", "Esbjerg", "Køge", "Odense", "Randers", "Roskilde", "Slagelse", "Vejle", "Viborg")
MEASURES, MONTHS = 20, 12
RATIOS = ("offers_on_time", "contact_interviews_on_time", "job_or_education_3_of_7_months")
_MEGABYTE = 1 << 20
_PEAK = """
def peak():
    try:
        with open("/proc/self/status") as status:
            return int(next(line for line in status if line.startswith("VmHWM")).split()[1]) << 10
    except OSError:
        import psutil
        about = psutil.Process().memory_info()
        return getattr(about, "peak_wset", about.rss)

print(peak())
"""
_OURS = """
from pathlib import Path
from benchmarks.bench_import import condensed
condensed(Path({path!r}))
"""
_POLARS = "import polars; kept = polars.read_csv({path!r}, separator=';', decimal_comma=True)"
_FASTEXCEL = "import fastexcel; kept = fastexcel.read_excel({path!r}).load_sheet(0).to_polars()"


def make(folder: Path, rows: int) -> tuple[Path, Path]:
    """The same list as csv and as xlsx."""
    import xlsxwriter

    draw = np.random.default_rng(2008)
    below = draw.integers(1, 400, rows)
    above = (below * draw.random(rows)).astype(int)
    values = np.round(100 * above / below, 1).tolist()
    csv, xlsx = folder / f"{rows}.csv", folder / f"{rows}.xlsx"
    book = xlsxwriter.Workbook(xlsx, {"constant_memory": True})
    page = book.add_worksheet("Data")
    page.write_row(0, 0, TITLES)
    with csv.open("w", encoding="utf-8-sig", newline="") as file:
        file.write(";".join(TITLES) + "\r\n")
        for row, (value, up, down) in enumerate(zip(values, above.tolist(), below.tolist(), strict=True)):
            centre = f"Jobcenter {CENTRES[row % len(CENTRES)]}"
            measure = f"Nøgletal nummer {row // len(CENTRES) % MEASURES + 1}"
            month = f"2025-{row // (len(CENTRES) * MEASURES) % MONTHS + 1:02d}"
            shown = str(value).replace(".", ",")
            file.write(f"{centre};{measure};{month};{shown};{up};{down};30-06-2025;LIS\r\n")
            page.write_row(row + 1, 0, (centre, measure, month, value, up, down, "30-06-2025", "LIS"))
    book.close()
    return csv, xlsx


def condensed(path: Path) -> object:
    """A file condensed by our reader."""
    from workbook.exports.large import condense
    from workbook.exports.large.condensed import Plan

    sheet = "Data" if path.suffix == ".xlsx" else ""
    found = condense(path, Plan(sheet, 1, 1, TITLES, (0, 1, 2, 6, 7), (3, 4, 5), (6, 7)))  # as the import asks for it
    assert sum(found.counts) == found.rows and not found.irregular
    return found


def memory(code: str, path: Path) -> float:
    """The most megabytes that a process of its own takes for a job."""
    arguments = [sys.executable, "-c", code.format(path=str(path)) + _PEAK]
    done = subprocess.run(arguments, check=True, capture_output=True, text=True, cwd=ROOT)
    return int(done.stdout) / _MEGABYTE


def report_memory(name: str, ours: float, theirs: float) -> bool:
    """Print the peaks; whether ours is within its limit."""
    kept = ours <= MEMORY_LIMIT * theirs
    ending = f"ratio {ours / theirs:.2f} (<= {MEMORY_LIMIT:g}) {'ok' if kept else 'MISSED'}"
    print(f"{name}: {ours:.0f} MB against {theirs:.0f} MB, {ending}", flush=True)
    return kept


def csv_bench(path: Path) -> bool:
    """Csv against polars."""
    import polars

    ours, theirs = in_turn(
        7,
        lambda: timed(lambda: condensed(path)),
        lambda: timed(lambda: polars.read_csv(path, separator=";", decimal_comma=True)),
    )
    kept = report(f"csv of {ROWS:,} rows, condensed / polars", ours, theirs, CSV_LIMIT)
    return report_memory("  memory", memory(_OURS, path), memory(_POLARS, path)) and kept


def whole_bench(folder: Path) -> bool:
    """The whole import of a csv into a workbook, in a process that has its libraries loaded, against polars."""
    import polars

    from macros.steps.importing import import_exports
    from macros.steps.new import new
    from macros.steps.register import read_register
    from schemas.words.vocabulary import words
    from workbook.exports.read import ReadOptions

    register = read_register("2009", words())
    workbook, profile = folder / "Kontrakt 2009.xlsx", folder / "sum.profil.toml"
    new(register, None, workbook, words())
    profile.write_text('layout = "list"\naggregate = true\n', encoding="utf-8")
    path = _parts_of(register.holders[0], folder)
    ours, theirs = in_turn(
        5,
        lambda: timed(lambda: import_exports(workbook, [path], datetime(2010, 1, 5), ReadOptions(profile))),
        lambda: timed(lambda: polars.read_csv(path, separator=";", decimal_comma=True)),
    )
    return report(f"csv of {ROWS:,} rows, imported into a workbook / polars", ours, theirs, WHOLE_LIMIT)


def _parts_of(holder: str, folder: Path) -> Path:
    """A list of teams' parts of three ratios, of the workbook's centre and nine others."""
    draw = np.random.default_rng(2009)
    below = draw.integers(1, 400, ROWS)
    above = (below * draw.random(ROWS)).astype(int)
    centres = (holder, "Jobcenter Musvågevej", "Jobcenter Nyropsgade", "Ydelsesservice", "CKB", "CAB", "CBSI")
    path = folder / "dele.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        file.write("Center;Indikator;Periode;Værdi;Tæller;Nævner;Udtræksdato;Kilde\r\n")
        for row, (up, down) in enumerate(zip(above.tolist(), below.tolist(), strict=True)):
            measure = RATIOS[row // len(centres) % len(RATIOS)]
            month = f"2009-{row // 21 % MONTHS + 1:02d}"
            file.write(f"{centres[row % len(centres)]};{measure};{month};;{up};{down};31-12-2009;LIS\r\n")
    return path


def xlsx_bench(path: Path) -> bool:
    """Xlsx against fastexcel."""
    import fastexcel

    ours, theirs = in_turn(
        3,
        lambda: timed(lambda: condensed(path)),
        lambda: timed(lambda: fastexcel.read_excel(path).load_sheet(0).to_polars()),
    )
    kept = report(f"xlsx of {ROWS:,} rows, condensed / fastexcel", ours, theirs, XLSX_LIMIT)
    return report_memory("  memory", memory(_OURS, path), memory(_FASTEXCEL, path)) and kept


def pandas_bench(whole: Path, path: Path, times: int) -> bool:
    """Xlsx against pandas with openpyxl, on a part of the rows."""
    import pandas as pd

    ours = [timed(lambda: condensed(whole))]
    theirs = [times * timed(lambda: pd.read_excel(path, engine="openpyxl"))]
    said = f" (a {times}th of the rows, times {times})" if times > 1 else ""
    return report(f"xlsx, pandas.read_excel{said} / condensed", ours, theirs, PANDAS_FASTER, at_least=True)


def main() -> bool:
    """Run the comparisons."""
    in_full = "--whole" in sys.argv
    with tempfile.TemporaryDirectory() as name:
        csv, xlsx = make(Path(name), ROWS)
        part = xlsx if in_full else make(Path(name), ROWS // PART)[1]
        kept = [
            csv_bench(csv),
            whole_bench(Path(name)),
            xlsx_bench(xlsx),
            pandas_bench(xlsx, part, 1 if in_full else PART),
        ]
    return all(kept)


if __name__ == "__main__":
    raise SystemExit(not main())
