"""Exports read in this process, which is quick enough for hundreds of them, by the ordinary way or as large ones."""

from schemas.frames import is_missing, records
from schemas.tables import EXPORT_TABLES
from workbook.exports.child import Job, Work, done


class Here:
    """Stands in for the readings in processes of their own; ``asked`` says what was read how."""

    def __init__(self, large):
        self._large = large
        self.asked = []

    def is_large(self, path):
        return self._large

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
