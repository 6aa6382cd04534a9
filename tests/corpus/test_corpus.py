"""The corpus: small messy exports, each with what it must give. ``expected.csv`` is the table to read and edit.

Columns: the file, the profile it is read by (if any), whether it is taken or refused, the findings (code and cells), and
the figures as they go into the workbook. ``pytest --golden`` writes what is found; read the diff before it is kept.
"""

import csv
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import pytest

from macros.steps.importing import import_exports, read_for
from schemas.errors import StepError
from schemas.frames import is_missing, records
from schemas.issues.issue import errors
from schemas.tables import MARK, BudgetLines, Observations
from schemas.text.amounts import kroner
from tests.conftest import NOW
from tests.corpus import make
from workbook.exports.read import ReadOptions

HERE = Path(__file__).parent
TABLE = HERE / "expected.csv"
COLUMNS = ("file", "profile", "outcome", "findings", "figures")
_CELLS = 4


@dataclass
class Case:
    file: str
    profile: str
    outcome: str
    findings: str
    figures: str


def _cases() -> list[Case]:
    with TABLE.open(encoding="utf-8-sig", newline="") as file:
        return [Case(**row) for row in csv.DictReader(file, delimiter=";")]


CASES = _cases()


def _found(case: Case, contract) -> Case:
    how = ReadOptions(profile=HERE / "profiles" / case.profile if case.profile else None)
    try:
        export = read_for(contract, [HERE / "files" / case.file], contract.words, how)
    except StepError as problem:
        return Case(case.file, case.profile, f"exit {problem.exit_code}", _listed(problem.issues), "")
    outcome = "refused" if errors(export.issues) else "taken"
    return Case(
        case.file, case.profile, outcome, _listed(export.issues), "" if outcome == "refused" else _figures(export)
    )


def _listed(issues) -> str:
    """Errors first, each code with the cells it was found in."""
    places = defaultdict(list)
    for issue in sorted(issues, key=lambda each: not each.is_error):
        places[issue.code].append(f"{issue.place.sheet}!{issue.place.cell}".strip("!"))
    return " ".join(f"{code}({_some(cells)})" for code, cells in places.items())


def _some(cells: list[str]) -> str:
    further = f" +{len(cells) - _CELLS}" if len(cells) > _CELLS else ""
    return ",".join(cells[:_CELLS]) + further


def _figures(export) -> str:
    rows = [
        (row[Observations.MEASURE], row[Observations.PERIOD], _number(row))
        for row in records(export.rows[Observations])
    ]
    rows += [
        (
            row[BudgetLines.ACCOUNT],
            row[BudgetLines.PERIOD],
            f"{kroner(row[BudgetLines.ACTUAL]):.10g} of {kroner(row[BudgetLines.BUDGET]):.10g}",
        )
        for row in records(export.rows[BudgetLines])
    ]
    return ", ".join(f"{what} {period}={number}" for what, period, number in rows)


def _number(row) -> str:
    if not is_missing(row[MARK]):
        return row[MARK]
    if not is_missing(row[Observations.VALUE]):
        return f"{row[Observations.VALUE]:.10g}"
    return f"{row[Observations.NUMERATOR]:.10g}/{row[Observations.DENOMINATOR]:.10g}"


@pytest.mark.parametrize("case", CASES, ids=[f"{case.file} {case.profile}".strip() for case in CASES])
def test_every_export_of_the_corpus_gives_what_the_table_says(case, contract, request):
    found = _found(case, contract)
    if request.config.getoption("--golden"):
        _write(found)
    assert found == case


def _write(found: Case) -> None:
    cases = [found if (each.file, each.profile) == (found.file, found.profile) else each for each in _cases()]
    with TABLE.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows([each.file, each.profile, each.outcome, each.findings, each.figures] for each in cases)


def test_the_table_names_every_file_and_is_large_enough():
    files = {path.name for path in (HERE / "files").iterdir()}
    assert {case.file for case in CASES} == files
    assert len(files) >= 60


def test_making_the_corpus_again_changes_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(make, "FILES", tmp_path)
    monkeypatch.setattr(make, "OWN", tmp_path / "profiles")
    make.main()
    again = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    assert again == {path.name: path.read_bytes() for path in (HERE / "files").iterdir()}


@pytest.mark.parametrize("case", [each for each in CASES if each.outcome != "taken"], ids=lambda case: case.file)
def test_a_refused_export_leaves_the_workbook_byte_identical(case, workbook):
    target = workbook("Jobcenter Skelbækgade 2009")
    before, beside = target.read_bytes(), set(target.parent.iterdir())
    how = ReadOptions(profile=HERE / "profiles" / case.profile if case.profile else None)
    with pytest.raises(StepError):
        import_exports(target, [HERE / "files" / case.file], NOW, how)
    assert target.read_bytes() == before
    assert set(target.parent.iterdir()) == beside
