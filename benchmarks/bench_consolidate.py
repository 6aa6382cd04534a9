"""``consolidate`` of 10 and of 200 centre workbooks: time per workbook stays flat, and all cores are used."""

import os
import resource
import shutil
import tempfile
import time
from pathlib import Path

from benchmarks.bench_recalculate import workbook
from benchmarks.measure import command, process

FEW, MANY = 10, 200
FLAT = 1.25


def copies(original: Path, folder: Path, count: int) -> list[str]:
    """Workbooks of as many centres, made by renaming the centre in the original's strings."""
    import zipfile

    folder.mkdir()
    paths = []
    for number in range(count):
        path = folder / f"Center {number}.xlsx"
        with zipfile.ZipFile(original) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
            for name in old.namelist():
                content = old.read(name)
                new.writestr(name, content.replace(b">Center A<", f">Center {number}<".encode()))
        paths.append(str(path))
    return paths


def main() -> bool:
    """Run the comparison."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        original = workbook(folder)
        seconds = {}
        for count in (FEW, MANY):
            paths = copies(original, folder / str(count), count)
            out = str(folder / "samlet.xlsx")
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            start = time.perf_counter()
            process(command("consolidate", *paths, "--out", out))
            wall = time.perf_counter() - start
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            used = (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / wall
            seconds[count] = wall / count
            each = wall / count * 1000
            print(f"consolidate {count}: {wall:.2f} s, {each:.0f} ms a workbook, {used:.2f} of {os.cpu_count()} cores")
            shutil.rmtree(folder / str(count))
            Path(out).unlink()
        ratio = seconds[MANY] / seconds[FEW]
        kept = ratio <= FLAT
        print(f"time per workbook, {MANY} against {FEW}: ratio {ratio:.2f} (<= {FLAT:g}) {'ok' if kept else 'MISSED'}")
    return kept


if __name__ == "__main__":
    raise SystemExit(not main())
