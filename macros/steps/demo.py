"""The demo: the whole job on the published figures and assessments of 2008, and workbooks of 2009 on made-up ones."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import pandas as pd

from macros.steps.centre_results import read_parts
from macros.steps.consolidating import Consolidated, brought_together, write_consolidated
from macros.steps.demo_contracts import make_contracts
from macros.steps.demo_examples import make_examples
from macros.steps.documents.committee_report import half_year_report
from macros.steps.documents.material import Material
from macros.steps.entering_assessments import enter_assessments, stated
from macros.steps.filling import fill_tables
from macros.steps.importing import import_exports
from macros.steps.new import new
from macros.steps.printed import check_differences, check_overview
from macros.steps.recalculating import recalculate
from macros.steps.register import read_register
from schemas.errors import CannotOpenError
from schemas.issues.issue import Issue, Place
from schemas.reading import Understood, empty, read_table
from schemas.tables import Observations, PrintedAssessments, PrintedDifferences, PrintedOverview
from schemas.words.vocabulary import Words
from workbook.documents.writing import write_document
from workbook.examples.lis_export import write_csv, write_xlsx
from workbook.exports.files.plain_tables import read_file
from workbook.present import titled

_AS_OF = date(2008, 6, 30)
_EXPORT = "LIS-udtræk 1. halvår 2008"
_OTHER_NAMES = "LIS-udtræk med andre navne"
"""An export to try on: it calls a centre and a measure by other names than the contract."""
EXPLAINED = "4"
"""The goal whose figures are explained first: a share of interviews, on one figure."""
_SHOWN = "Jobcenter København 2008"
_WRITTEN = {"Jobcenter København og CJF 2008": ("placements_2008/comments.csv",)}
"""Workbook -> what the report of 2008 says of its figures beside them (table 11 names the parts of one)."""
_OBSERVATION_COLUMNS = [str(column) for column in Observations.fields]


@dataclass
class Demo:
    """What the demo made and found.

    Args:
        paths: Every file, in the order it was made.
        consolidated: The results of 2008.
        examples: The results of the made-up workbooks of 2009.
        printed: Printed differences of 2008 that its figures contradict.
        overview: Lines of the printed overview of 2011 that its list of goals contradicts.
        issues: Warnings on the way.
    """

    paths: list[Path]
    consolidated: Consolidated
    examples: Consolidated
    printed: list[Issue]
    overview: list[Issue]
    issues: list[Issue] = field(default_factory=list)

    @property
    def shown(self) -> Path:
        """The workbook of 2008 to look at first: the one with most goals."""
        return next(path for path in self.paths if path.stem == _SHOWN)


def run_demo(folder: Path, words: Words, now: datetime, progress: Callable[[str], None]) -> Demo:
    """Run the demo.

    Args:
        folder: Where the files go; it is made, and must not hold any.
        words: The language of the workbooks.
        now: The time, for logs.
        progress: Told what happens.

    Raises:
        CannotOpenError: The folder holds files, or cannot be written to.
    """
    _prepare(folder)
    printed = _shipped(PrintedDifferences, "printed_2008.csv", words)
    registers, exports = _registers(folder), _exports(folder, printed, words)
    paths = [*registers, *exports, *_other_names(folder)]
    assessments = stated(_shipped(PrintedAssessments, "assessments_2008.csv", words), words)
    register = read_register("2008", words)
    workbooks = new(register, None, folder, words).paths
    for workbook in workbooks:
        progress(workbook.stem)
        _fill(workbook)
        for export in exports:
            import_exports(workbook, [export], now)
        recalculate(workbook, _AS_OF, now)
        if enter_assessments(workbook, assessments):
            recalculate(workbook, _AS_OF, now)
    progress(words.text("progress_consolidate"))
    parts = read_parts(workbooks, _AS_OF, now.date())
    consolidated = brought_together(parts, words)
    together = folder / f"{words.text('consolidated_title', year=register.year)}.xlsx"
    write_consolidated(consolidated, together, words, now)
    report = folder / f"{words.text('report_file_half', year=register.year)}.docx"
    document = half_year_report(Material(tuple(parts), consolidated, words, now.date()))
    progress(report.stem)
    write_document(document, report, words, now)
    examples = make_examples(folder, words, now, progress)
    contracts = make_contracts(folder, examples.paths[0], words, now, progress)
    overview = check_overview(
        _shipped(PrintedOverview, "printed_overview_2011.csv", words), read_register("2011", words).goals, words
    )
    differences = check_differences(printed, consolidated.results, words)
    made = [*paths, *workbooks, together, report, *examples.paths, *contracts]
    return Demo(made, consolidated, examples.together, differences, overview, consolidated.issues)


def write_inputs(folder: Path, words: Words) -> None:
    """What a user begins with: the register of 2008, its export, and one with other names.

    Args:
        folder: Where they go.
        words: The language of the export's titles.
    """
    _registers(folder)
    _exports(folder, _shipped(PrintedDifferences, "printed_2008.csv", words), words)
    _other_names(folder)


def _prepare(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise CannotOpenError([Issue("folder_not_empty", Place(), str(folder))])
    except OSError as error:
        raise CannotOpenError([Issue("folder_missing", Place(folder.name), str(folder))]) from error


def _fill(workbook: Path) -> None:
    """What people wrote in a workbook, beside what its export brings."""
    for name in _WRITTEN.get(workbook.stem, ()):
        with as_file(files("workbook").joinpath("examples", name)) as path:
            fill_tables(workbook, [path])


def _shipped(
    table: type[PrintedAssessments | PrintedDifferences | PrintedOverview], name: str, words: Words
) -> Understood:
    with as_file(files("workbook").joinpath("examples", name)) as path:
        return read_table(table, read_file(path)[0], words)


def _registers(folder: Path) -> list[Path]:
    """The register of 2008, as a file of the user's own."""
    target = folder / "Kontraktregister 2008.csv"
    target.write_bytes(files("workbook").joinpath("registers", "2008.csv").read_bytes())
    return [target]


def _other_names(folder: Path) -> list[Path]:
    target = folder / f"{_OTHER_NAMES}.csv"
    target.write_bytes(files("workbook").joinpath("examples", "other_names_2008.csv").read_bytes())
    return [target]


def observations_of(printed: Understood) -> pd.DataFrame:
    """The published results as a LIS would export them."""
    table = PrintedDifferences
    frame = printed.frame
    columns: dict[str, pd.Series[Any]] = {
        Observations.CENTRE: frame[table.CENTRE],
        Observations.MEASURE: frame[table.MEASURE],
        Observations.PERIOD: frame[table.PERIOD],
        Observations.VALUE: frame[table.RESULT],
        Observations.SOURCE: frame[table.SOURCE],
    }
    return pd.DataFrame(
        {name: columns.get(str(name), pd.Series(None, index=frame.index, dtype=object)) for name in empty(Observations)}
    )


def _exports(folder: Path, printed: Understood, words: Words) -> list[Path]:
    shown = titled(Observations, _OBSERVATION_COLUMNS, observations_of(printed), words)
    as_csv, as_xlsx = folder / f"{_EXPORT}.csv", folder / f"{_EXPORT}.xlsx"
    write_csv(shown, as_csv)
    write_xlsx(shown, as_xlsx, words.sheet("data"))
    return [as_csv, as_xlsx]
