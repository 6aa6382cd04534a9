"""A case list of 10,000,000 rows, counted by us and by DuckDB alone in hand-written SQL, from csv and from parquet.

Each run is a process of its own, timed after its libraries are loaded, so that its peak memory is its own too. DuckDB
alone detects the types, counts the same figures and reads the same columns (we look through the case ids for personal
numbers, so it asks for the length of the longest). It makes none of our checks.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import duckdb

from benchmarks.measure import ROOT, in_turn, report, timed
from macros.lazy_imports import TEST_DATA, leave_out
from schemas.profiles.export_profile import CaseKind, CaseRule, Cases, ExportProfile, Layout

ROWS = int(os.environ.get("BENCH_CASES", "10000000"))
RUNS = 3
MOST_MEMORY = 2 << 30
LIMIT = 1.5
_POINTS = {"Medhold": 1.0, "Delvis medhold": 0.5, "Ikke medhold": 0.0}
_SQL = """
SELECT trim(Center), date_trunc('month', Frist), count(*), count(*) FILTER (WHERE Holdt <= Frist),
  sum(CASE Udfald WHEN 'Medhold' THEN 1.0 WHEN 'Delvis medhold' THEN 0.5 WHEN 'Ikke medhold' THEN 0.0 END) {further}
FROM {table} GROUP BY ALL ORDER BY ALL
"""


def profile(case: str) -> ExportProfile:
    """On time and points, with or without the check for doubled cases."""
    rules = (
        CaseRule("contact_interviews_on_time", CaseKind.ON_TIME, month="Frist", start="Frist", end="Holdt"),
        CaseRule("upheld_formal_complaints", CaseKind.POINTS, month="Frist", outcome="Udfald", points=_POINTS),
    )
    cases = Cases(centre="Center", case=case, extracted="2010-12-31", rules=rules)
    return ExportProfile(name="bench", layout=Layout.CASES, cases=cases)


def make(folder: Path) -> tuple[Path, Path]:
    """The list as csv (days as 30-06-2009) and as parquet (days as dates), made by DuckDB."""
    csv, parquet = folder / "cases.csv", folder / "cases.parquet"
    with duckdb.connect() as connection:
        connection.execute("SET preserve_insertion_order = false")
        connection.execute(
            f"""CREATE VIEW made AS SELECT 'Jobcenter ' || (i * 7919) % 9 AS Center, 'S-' || (100000000 + i) AS Sag,
            DATE '2009-01-01' + ((i * 104729) % 365)::INT AS Frist,
            CASE WHEN i % 50 > 0 THEN DATE '2009-01-01' + ((i * 104729) % 365)::INT + ((i * 31) % 59 - 40)::INT END
            AS Holdt, ['Medhold', 'Delvis medhold', 'Ikke medhold'][(i % 3)::INT + 1] AS Udfald
            FROM range({ROWS}) AS numbers(i)"""
        )
        connection.execute(f"COPY made TO '{parquet}'")
        connection.execute(
            f"""COPY (SELECT Center, Sag, strftime(Frist, '%d-%m-%Y') AS Frist, strftime(Holdt, '%d-%m-%Y') AS Holdt,
            Udfald FROM made) TO '{csv}' (DELIMITER ';', HEADER)"""
        )
    return csv, parquet


def ours(path: Path, case: str) -> float:
    """Seconds that our count takes, engine and checks included.

    The words that headers are told by are loaded with the libraries: the program needs them long before it counts.
    """
    leave_out(TEST_DATA)  # as the program does
    from schemas.words.vocabulary import text_key
    from workbook.exports.cases import case_expressions as expressions  # noqa: F401
    from workbook.exports.cases.aggregate import aggregate_cases
    from workbook.exports.cases.checks import failing

    failing([0])  # loads pandera's part for Ibis
    text_key("")

    def count() -> None:
        found = aggregate_cases(path, profile(case))
        assert found.cases == ROWS and not found.issues, found.issues

    return timed(count)


def theirs(path: Path, further: str) -> float:
    """Seconds that DuckDB alone takes."""

    def count() -> None:
        with tempfile.TemporaryDirectory() as spilled:
            settings = {"memory_limit": "1GB", "temp_directory": spilled}
            with duckdb.connect(config=settings) as connection:
                connection.execute(_SQL.format(table=f"'{path}'", further=further)).fetchall()

    return timed(count)


SIDES: dict[str, Callable[[Path], float]] = {
    "ours": lambda path: ours(path, ""),
    "ours_doubled": lambda path: ours(path, "Sag"),
    "theirs": lambda path: theirs(path, ", max(length(Sag))"),
    "theirs_fewest": lambda path: theirs(path, ""),
}


def child(side: str, path: str) -> None:
    """One run: its seconds, and its peak memory in bytes."""
    import resource

    seconds = SIDES[side](Path(path))
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)


def run(side: str, path: Path, peaks: dict[str, int]) -> float:
    """A run in a process of its own."""
    arguments = [sys.executable, "-m", "benchmarks.bench_cases", side, str(path)]
    done = subprocess.run(arguments, check=True, capture_output=True, text=True, cwd=ROOT)
    seconds, peak = done.stdout.split()
    peaks[side] = max(peaks.get(side, 0), int(peak))
    return float(seconds)


def compare(name: str, path: Path) -> bool:
    """Compare one file."""
    peaks: dict[str, int] = {}
    taken = in_turn(RUNS, *((lambda side=side: run(side, path, peaks)) for side in SIDES))
    seconds = dict(zip(SIDES, taken, strict=True))
    what = f"{ROWS:,} cases in {name}"
    kept = report(f"{what} / DuckDB alone, same columns", seconds["ours"], seconds["theirs"], LIMIT)
    no_limit = float("inf")
    report(f"{what} / DuckDB alone without the ids", seconds["ours"], seconds["theirs_fewest"], no_limit)
    report(f"{what}, doubled cases looked for / not", seconds["ours_doubled"], seconds["ours"], no_limit)
    for side in ("ours", "ours_doubled"):
        fits = peaks[side] < MOST_MEMORY
        print(f"{what}, {side}: peak memory {peaks[side] / 2**20:.0f} MiB {'ok' if fits else 'MISSED'}", flush=True)
        kept = kept and fits
    return kept


def main() -> bool:
    """Run the comparisons."""
    with tempfile.TemporaryDirectory() as folder:
        csv, parquet = make(Path(folder))
        print(f"csv {csv.stat().st_size / 1e6:.0f} MB, parquet {parquet.stat().st_size / 1e6:.0f} MB", flush=True)
        return all([compare("csv", csv), compare("parquet", parquet)])


if __name__ == "__main__":
    if sys.argv[1:]:
        child(*sys.argv[1:])
    else:
        raise SystemExit(not main())
