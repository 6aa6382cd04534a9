"""Exports read in this process, which is quick enough for hundreds of them, by the ordinary way or as large ones."""

from macros.steps.importing import read_for
from macros.terminal.finding_lines import groups_and_issues
from macros.terminal.showing import table_records
from schemas.errors import ExitCode, StepError
from schemas.frames import is_missing, records
from schemas.issues.issue import errors
from schemas.tables import EXPORT_TABLES, Observations
from workbook.exports import guarded
from workbook.exports.child import Job, Work, done
from workbook.exports.read import ReadOptions


def shown_of(paths, contract, profile=None):
    """What ``validate --json`` shows of exports checked against a workbook, and its exit code.

    ``test_reading_here.py`` holds it against the command line itself.
    """
    try:
        export = read_for(contract, paths, contract.words, ReadOptions(profile, Here(None)))
    except StepError as problem:
        return problem.exit_code, {"observations": [], **groups_and_issues(problem.issues, contract.words)}
    issues = [*contract.issues, *export.issues]
    shown = {
        "observations": table_records(export.rows[Observations], Observations),
        **groups_and_issues(issues, contract.words),
    }
    return ExitCode.REFUSED if errors(issues) else ExitCode.DONE, shown


class Here:
    """Stands in for the readings in processes of their own; ``asked`` says what was read how.

    Args:
        large: Whether files count as large ones; None for what their size says.
    """

    def __init__(self, large):
        self._large = large
        self.asked = []

    def is_large(self, path):
        return guarded.is_large(path) if self._large is None else self._large

    def grids(self, path):
        return self._done(Work.GRIDS, path)

    def heads(self, path):
        return self._done(Work.HEADS, path)

    def condensed(self, path, plan):
        return self._done(Work.CONDENSED, path, plan)

    def cases(self, path, profile):
        return self._done(Work.CASES, path, profile)

    def _done(self, work, path, by=None):
        self.asked.append(work)
        return done(Job(work, path, by))


def figures(export):
    """Every row that goes into the workbook, in an order of its own; blanks as None, sums to nine digits."""
    rows = []
    for table in EXPORT_TABLES:
        for record in records(export.rows[table]):
            rows.append(tuple((name, _plain(value)) for name, value in record.items() if not is_missing(value)))
    return sorted(rows, key=str)


def _plain(value):
    return float(f"{value:.9g}") if isinstance(value, float) else str(value)
