"""A list that can be empty is, sooner or later: goals not in force yet, tables without rows, files without content."""

import csv
from pathlib import Path

import pandas as pd
import pytest

from tests.unit.macros.command_line import run
from workbook.closed.book import ClosedBook

REGISTERS = Path(__file__).parents[3] / "workbook" / "registers"
EMPTIED = (
    "observations", "budget_lines", "services", "results", "assessed_goals", "budget_follow_up", "action_plans", "strategy", "try_out",
    "issue_counts", "issue_groups", "issues", "parameters", "centres", "log", "origins", "about", "light_counts",
    "attention", "changes", "closed_results", "revisions", "snapshot_inputs", "history", "closed_inputs", "learned_kernels",
    "what_if", "light_levels", "accounts", "reallocations", "forecasts_made", "forecast_accuracy", "taxameters",
    "taxameter_budgets", "inflows", "inflow_budgets", "warnings_due", "service_variances", "trade", "reward_basis",
    "reward_decisions", "reward", "themes", "requests", "theories", "comments", "meetings", "readiness",
    "contract_texts", "citizen_lines",
)  # fmt: skip
AT_ONCE = 6
"""Workbooks in which the tables are emptied: few enough to be quick, and a failing one names nine tables, of nine subjects."""


@pytest.fixture
def later(tmp_path):
    """The register of 2009 with goals that all begin in July."""
    [header, *rows] = csv.reader((REGISTERS / "2009.csv").read_text(encoding="utf-8-sig").splitlines(), delimiter=";")
    for row in rows:
        row[header.index("Gælder fra")] = "2009-07-01"
    path = tmp_path / "senere.csv"
    path.write_text("\n".join(";".join(row) for row in [header, *rows]), encoding="utf-8")
    return path


@pytest.mark.parametrize("macros", [[], ["--macros"]])
def test_a_register_whose_goals_all_begin_later(macros, later, tmp_path, capsys):
    path = tmp_path / f"ny.xls{'m' if macros else 'x'}"
    assert run(capsys, "new", later, "--out", path, *macros)[0] == 0
    code, text = run(capsys, "recalculate", path, "--as-of", "31-03-2009")
    assert (code, "Ingen data 0" in text) == (0, True)
    code, text = run(capsys, "consolidate", path, "--as-of", "31-03-2009", "--out", tmp_path / "samlet.xlsx")
    assert (code, "0 mål" in text) == (0, True)
    assert run(capsys, "validate", path)[0] == 0
    code, text = run(capsys, "recalculate", path, "--as-of", "31-12-2009")
    assert (code, "Ingen data 18" in text) == (0, True)


@pytest.mark.slow
@pytest.mark.parametrize("tables", [EMPTIED[at::AT_ONCE] for at in range(AT_ONCE)], ids=" ".join)
def test_a_workbook_whose_tables_were_emptied(tables, filled, tmp_path, capsys):
    with ClosedBook(filled) as book:
        for table in tables:
            header = book.read(table).header
            book.write(table, pd.DataFrame({title: pd.Series([], dtype=object) for title in header}))
        book.save()
    export = tmp_path / "udtræk.csv"
    export.write_text("Center;Indikator;Periode;Værdi\nJobcenter Skelbækgade;activation_degree;2009-07;51\n", "utf-8")
    assert run(capsys, "validate", filled)[0] == 0
    assert run(capsys, "recalculate", filled, "--as-of", "31-03-2009")[0] == 0
    assert run(capsys, "import", filled, export)[0] == 0
    assert run(capsys, "consolidate", filled, "--out", tmp_path / "samlet.xlsx")[0] == 0
