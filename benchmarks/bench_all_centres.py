"""``import FOLDER EXPORT``: one export for 1, 10 and 200 centres' workbooks, each recalculated in the same go.

The whole command each time. Ten must take no more than two and a half times as long as one; two hundred no more a
workbook than ten, in memory that does not grow with them but for what is said of each.
"""

import csv
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.bench_consolidate import copies
from benchmarks.bench_recalculate import GOALS, workbook
from benchmarks.measure import ROOT, command

ONE, FEW, MANY = 1, 10, 200
RUNS = 3
LIMIT = 2.5
FLAT_TIME, FLAT_MEMORY = 1.25, 2.0
_LOOK = 0.05
_MEGABYTE = 1 << 20


@dataclass
class Run:
    """What a command took.

    Args:
        wall: Seconds by the clock.
        cpu: Seconds of processors, of all its processes.
        memory: The most bytes that its processes held together.
        largest: The most bytes that one of them held.
    """

    wall: float
    cpu: float
    memory: int
    largest: int


def export(folder: Path, count: int) -> Path:
    """The year's months of so many centres, as the workbooks hold them but for December."""
    path = folder / f"export {count}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["Center", "Indikator", "Periode", "Værdi", "Tæller", "Nævner"])
        for centre in range(count):
            for goal in range(GOALS):
                for month in range(12, 24):
                    parts = ["", 90 + month % 7, 100] if goal % 2 == 0 else [50 + month % 9, "", ""]
                    if month == 23:
                        parts = ["", 88, 100] if goal % 2 == 0 else [61, "", ""]
                    writer.writerow([f"Center {centre}", f"m{goal + 1}", f"2009-{month - 11:02d}", *parts])
    return path


def run(arguments: list[str]) -> Run:
    """Run a command, and look at what its processes hold."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    with subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        memory = largest = 0
        watched = psutil.Process(process.pid)
        while process.poll() is None:
            held = _held(watched)
            memory, largest = max(memory, sum(held)), max([largest, *held])
            time.sleep(_LOOK)
        if process.returncode:
            raise SystemExit((process.stderr.read() if process.stderr else b"").decode("utf-8", "replace"))
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Run(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, memory, largest)


def _held(process: psutil.Process) -> list[int]:
    """The bytes that each process holds for itself and, by its share, with others."""
    held = []
    try:
        for each in (process, *process.children(recursive=True)):
            with_shares = each.memory_full_info() if sys.platform == "linux" else each.memory_info()
            held.append(getattr(with_shares, "pss", with_shares.rss))
    except psutil.Error:
        pass  # one has just ended
    return held


def import_all(original: Path, folder: Path, count: int) -> Run:
    """Import into fresh workbooks of so many centres."""
    copies(original, folder / str(count), count)
    found = run(command("import", str(folder / str(count)), str(export(folder, count))))
    shutil.rmtree(folder / str(count))
    return found


def main() -> bool:
    """Run the comparison."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        original = workbook(folder)
        import_all(original, folder, ONE)
        rounds = [(import_all(original, folder, ONE), import_all(original, folder, FEW)) for _ in range(RUNS)]
        many = import_all(original, folder, MANY)
    one, few = (min((each[at] for each in rounds), key=lambda each: each.wall) for at in (0, 1))
    for count, each in ((ONE, one), (FEW, few), (MANY, many)):
        print(
            f"import into {count}: {each.wall:.2f} s, {each.cpu:.2f} s of processors "
            f"({each.cpu / each.wall:.2f} of {os.cpu_count()} cores), {each.wall / count * 1000:.0f} ms a workbook; "
            f"{each.memory / _MEGABYTE:.0f} MB together, {each.largest / _MEGABYTE:.0f} MB the largest process",
            flush=True,
        )
    ratio = statistics.median(ten.wall / single.wall for single, ten in rounds)
    kept = [
        _told(f"{FEW} against {ONE}, by the clock", ratio, LIMIT),
        _told(f"time a workbook, {MANY} against {FEW}", many.wall / MANY / (few.wall / FEW), FLAT_TIME),
        _told(f"memory, {MANY} against {FEW}", many.memory / few.memory, FLAT_MEMORY),
    ]
    on_free_cores = (few.cpu - one.cpu) / (os.cpu_count() or 1) + one.cpu
    print(f"{FEW} against {ONE}, by processor time spread on free cores: ratio {on_free_cores / one.cpu:.2f}")
    return all(kept)


def _told(name: str, ratio: float, limit: float) -> bool:
    kept = ratio <= limit
    print(f"{name}: ratio {ratio:.2f} (<= {limit:g}) {'ok' if kept else 'MISSED'}", flush=True)
    return kept


if __name__ == "__main__":
    raise SystemExit(not main())
