"""What was read of a sheet: the rows of its tables, and the findings."""

from collections import Counter
from dataclasses import dataclass, field

import pandas as pd

from schemas.fields import Table
from schemas.issues.issue import Issue
from schemas.profiles.export_profile import Layout
from schemas.reading import Understood
from schemas.tables import Observations
from schemas.text.periods import Grain
from schemas.unknown_names import UnknownName
from workbook.exports.rules.foreign import ForeignNames


@dataclass
class TableRows:
    """Rows of one table, as one sheet gave them.

    Args:
        understood: The rows and where they stand.
        source: The file's name.
        owner: Which of the workbooks they are for, where several are read for at once.
    """

    understood: Understood
    source: str
    owner: int = 0

    @property
    def table(self) -> type[Table]:
        """Which table they are of."""
        return self.understood.table

    @property
    def frame(self) -> pd.DataFrame:
        """The rows."""
        return self.understood.frame


@dataclass
class SheetRead:
    """What a sheet holds.

    Args:
        parts: Its rows, by table.
        issues: Every finding.
        layout: How it lies, or seems to; None where it is no table of ours.
        instead: What is said of a lookup sheet (the centres' codes), or of one of targets, where other sheets hold the
            figures.
        foreign: The names of others on it, whose figures were left out.
        if_nothing: What is wrong with it where no sheet of the file holds any of the workbook's figures.
        names: The names on it that nothing is known of.
        translated: The names that the user has said the meaning of, as labels are compared.
        sheet: Its name.
        own: Where several workbooks are read for at once: which of them → what concerns its rows alone.
    """

    parts: list[TableRows] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    layout: Layout | None = None
    instead: list[Issue] = field(default_factory=list)
    foreign: ForeignNames = field(default_factory=Counter)
    if_nothing: list[Issue] = field(default_factory=list)
    names: list[UnknownName] = field(default_factory=list)
    translated: frozenset[str] = frozenset()
    sheet: str = ""
    own: dict[int, list[Issue]] = field(default_factory=dict)

    @property
    def every(self) -> list[Issue]:
        """Every finding, those of single workbooks too."""
        return [*self.issues, *(issue for issues in self.own.values() for issue in issues)]


def measures_of(read: SheetRead) -> list[str]:
    """The measures of what was read of a sheet."""
    frames = [part.frame for part in read.parts if Observations.MEASURE in part.frame]
    return list(dict.fromkeys(measure for frame in frames for measure in frame[Observations.MEASURE].dropna()))


def grains_of(read: SheetRead) -> set[Grain]:
    """How long the periods are of what was read of a sheet."""
    frames = [part.frame for part in read.parts if Observations.PERIOD in part.frame]
    return {period.grain for frame in frames for period in frame[Observations.PERIOD].dropna().unique()}
