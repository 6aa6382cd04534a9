"""A command loads no library that it can do without until it is needed, and tables cross from one process to another all the same."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
MANY = 8
"""So many workbooks are read by several processes."""
LOADED = """
import sys
from macros.lazy_imports import TEST_DATA, leave_out, load_tables
leave_out(TEST_DATA)
load_tables()
import {module}
print([name for name in ("pandas", "pyarrow", "hypothesis") if sys.modules.get(name)])
import pyarrow.parquet
"""
AFRESH = """
import multiprocessing, sys
from datetime import date
from pathlib import Path

def main():
    if sys.argv[1] == "lean":
        from macros.lazy_imports import load_tables
        load_tables()
    multiprocessing.set_start_method("spawn")  # as on Windows
    from macros.steps.centre_results import read_parts
    parts = read_parts([Path(path) for path in sys.argv[2:]], None, date(2009, 12, 31))
    print(len(parts), {len(part.goals) for part in parts}, {part.goals["centre"][0] for part in parts})

if __name__ == "__main__":
    main()
"""


def run(*arguments):
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        env=environment,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize("module", ["pandera.pandas", "macros.steps.importing", "macros.steps.recalculating"])
def test_what_can_be_done_without_is_loaded_where_it_is_asked_for_alone(module):
    assert run("-c", LOADED.format(module=module)) == "['pandas']"


def test_what_writes_documents_is_loaded_where_one_is_written():
    """Every command knows how documents are made; none but theirs waits for the libraries."""
    modules = "macros.cli, macros.buttons.actions, macros.steps.documents.making, macros.steps.publishing.publishing"
    libraries = "('docx', 'matplotlib', 'xlsxwriter')"
    told = run("-c", f"import sys, {modules}; print([name for name in {libraries} if name in sys.modules])")
    assert told == "[]"


@pytest.mark.parametrize("parent", ["lean", "whole"])
def test_processes_that_start_afresh_hand_over_their_tables(parent, own_workbook, tmp_path):
    script = tmp_path / "consolidate.py"
    script.write_text(AFRESH, encoding="utf-8")
    assert run(str(script), parent, *[str(own_workbook)] * MANY) == f"{MANY} {{18}} {{'Jobcenter Skelbækgade'}}"
