"""One sheet of an export: which profile it is read by, how it lies, what its labels mean, and what it holds."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import pandas as pd

from macros.steps.contract import Contract
from macros.steps.labelling import labels_for
from macros.steps.summing import summed
from schemas.cells import Cell, CellKind, Grid, RawTable
from schemas.context import Context
from schemas.fields import Field, Table
from schemas.issues import Issue, Place, errors
from schemas.labels import Labels, plain
from schemas.masking import MASK
from schemas.models import validate
from schemas.private import cpr_cells, cpr_issues, masked
from schemas.profiles import Layout, Profile, Totals
from schemas.reading import Understood, fitting_table, read_table
from schemas.tables import EXPORT_TABLES, MARK, Observations
from schemas.totals import total_issue
from schemas.values import Decimal
from schemas.vocabulary import Words, headers, normal
from workbook.exports.layouts.sheet import Laid, lay_out
from workbook.exports.matching import choose, shipped_profiles
from workbook.exports.proposals import propose

_DECIMALS = {"comma": Decimal.COMMA, "point": Decimal.POINT}
_HUNDRED = 100
_WORTH_SAYING = 0.3
"""Below this a sheet is no table of ours (a cover page, a lookup list)."""
_SHOWN = 6
_FIGURES = (Observations.VALUE, Observations.NUMERATOR, Observations.DENOMINATOR)
_GIVEN: dict[str, Field] = {
    "centre": Observations.CENTRE,
    "measure": Observations.MEASURE,
    "period": Observations.PERIOD,
}


@dataclass
class Part:
    """Rows of one table, as one sheet gave them.

    Args:
        understood: The rows and where they stand.
        source: The file's name.
    """

    understood: Understood
    source: str

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
    """

    parts: list[Part] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    layout: Layout | None = None


class SheetReader:
    """Reads sheets of exports.

    Args:
        contract: The workbook they are for; without one, centres and measures are taken as they stand.
        words: The user's language.
        own: The user's profiles.
        given: The profile that the user named for all of them.
    """

    def __init__(
        self, contract: Contract | None, words: Words, own: Sequence[Profile] = (), given: Profile | None = None
    ) -> None:
        self._contract = contract
        self._words = words
        self._own = own
        self._given = given
        self._context = contract.context() if contract else Context(words=words)

    def profile_of(self, grid: Grid) -> Profile | None:
        """The profile that a sheet is read by.

        Raises:
            RefusedError: Two of the user's own fit equally.
        """
        return self._given or choose(self._own, shipped_profiles(), grid)

    def read(self, grid: Grid) -> SheetRead:
        """Read a sheet.

        Raises:
            CannotOpenError: It is larger than a machine holds.
            RefusedError: Two of the user's profiles fit it equally.
        """
        hidden = cpr_cells(grid)
        profile = self.profile_of(grid)
        labels = labels_for(self._contract, profile, self._words)
        safe = masked(grid, hidden)
        laid = lay_out(safe, labels, profile, self._context.listed(self._context.centres))
        found = SheetRead(layout=laid.layout)
        found.issues += _layout_issues(safe, laid, profile, labels)
        if any(issue.code == "layout_unsure" for issue in found.issues):
            found.layout = found.layout or Layout.LIST
        context = replace(self._context, extracted=laid.drawn, parts=bool(profile and profile.aggregate))
        for raw in laid.tables:
            self._take(raw, labels, profile, context, found)
        if profile is None or profile.totals is Totals.CHECK:
            found.issues += [issue for each in laid.totals if (issue := total_issue(each, context))]
        shown = [issue for issue in found.issues if MASK not in issue.value]
        return replace(found, issues=[*cpr_issues(grid), *shown])

    def _take(self, raw: RawTable, labels: Labels, profile: Profile | None, context: Context, found: SheetRead) -> None:
        """Read one table of the sheet."""
        raw = _completed(raw, profile, self._words)
        table = fitting_table(EXPORT_TABLES, raw.read_as or raw.header)
        if table is None:
            return
        raw = _scaled(raw, table, labels)
        decimal = _DECIMALS.get(profile.decimal, Decimal.UNKNOWN) if profile else Decimal.UNKNOWN
        understood = read_table(table, raw, self._words, labels.year or context.year, decimal)
        understood = _named(understood, labels)
        understood = _own_rows(understood, self._contract) if self._contract else understood
        findings = validate(understood, context)
        if not len(raw.rows) and not errors(findings):
            findings.append(Issue("empty_table", Place(raw.file, raw.sheet), details={"table": table.name}))
        frame = _with_figures(_with_source(understood, raw.file, context.extracted))
        if context.parts:
            frame, further = summed(table, frame, context, Place(raw.file, raw.sheet))
            findings += further
        found.issues += findings
        found.parts.append(Part(replace(understood, frame=frame), raw.file))


def _layout_issues(grid: Grid, laid: Laid, profile: Profile | None, labels: Labels) -> list[Issue]:
    """What was found about labels; without a profile also that the layout is a proposal, and how sure it is."""
    if profile is not None or laid.layout is Layout.LIST:
        return laid.issues
    place = Place(grid.file, grid.sheet)
    if laid.layout is Layout.CROSSTAB and not errors(laid.issues):
        details = {"layout": labels.words.text("layout_crosstab"), "sure": int(laid.sure * _HUNDRED)}
        return [Issue("layout_proposed", place, details=details), *laid.issues]
    proposal = propose(grid, labels)
    if proposal is None or proposal.sure < _WORTH_SAYING:
        return laid.issues
    unknown = [label for pairs in proposal.unknown.values() for label, _ in pairs]
    details = {
        "layout": labels.words.text(f"layout_{proposal.profile.layout}"),
        "sure": int(proposal.sure * _HUNDRED),
        "unknown": ", ".join(unknown[:_SHOWN]) + (", \u2026" if len(unknown) > _SHOWN else ""),
    }
    return [Issue("layout_unsure", place, details=details), *laid.issues]


def _completed(raw: RawTable, profile: Profile | None, words: Words) -> RawTable:
    """A list with the columns that the profile tells for the whole sheet, where the list has none of its own."""
    if profile is None or raw.addresses:
        return raw
    known = headers(Observations)
    standing = {known.get(normal(title)) for title in raw.read_as or raw.header}
    given = {column: text for name, column in _GIVEN.items() if (text := getattr(profile, name))}
    added = {column: text for column, text in given.items() if column not in standing}
    if not added:
        return raw
    titles = [words.title(Observations, column) for column in added]
    cells = [Cell(CellKind.TEXT, text) for text in added.values()]
    return replace(
        raw,
        header=[*raw.header, *titles],
        read_as=[*raw.read_as, *titles] if raw.read_as else (),
        rows=[[*row, *cells] for row in raw.rows],
        factors=[[*row, *(1.0 for _ in added)] for row in raw.factors],
    )


def _scaled(raw: RawTable, table: type[Table], labels: Labels) -> RawTable:
    """Figures of a measure that the profile scales; a crosstab's are scaled by their labels already."""
    if not labels.scales or raw.addresses or table is not Observations:
        return raw
    known = headers(table)
    fields = [known.get(normal(title)) for title in raw.read_as or raw.header]
    if Observations.MEASURE not in fields:
        return raw
    at = fields.index(Observations.MEASURE)
    figures = [field in _FIGURES for field in fields]
    factors = []
    for number, row in enumerate(raw.rows):
        before = raw.factors[number] if raw.factors else [1.0] * len(fields)
        scale = labels.scales.get(plain(row[at].text), 1.0)
        factors.append([factor * (scale if figure else 1.0) for factor, figure in zip(before, figures, strict=True)])
    return replace(raw, factors=factors)


def _named(understood: Understood, labels: Labels) -> Understood:
    """Centres and measures by their names, each other spelling listed once; rows the profile leaves out are gone."""
    frame = understood.frame.copy()
    issues: list[Issue] = []
    for column, known in ((Observations.CENTRE, labels.centres), (Observations.MEASURE, labels.measures)):
        if column not in frame:
            continue
        values = [known.get(plain(text), text) if isinstance(text, str) else text for text in frame[column]]
        said: set[object] = set()
        for row, old, new in zip(frame.index, frame[column], values, strict=True):
            if new and new != old and old not in said:
                said.add(old)
                if not labels.holders or column != Observations.CENTRE or new in labels.holders:
                    issues.append(Issue("label_taken", understood.place(int(row), column), str(old), {"taken": new}))
        frame[column] = pd.Series(values, index=frame.index, dtype=object)
    if Observations.MEASURE not in frame:
        return replace(understood, frame=frame, issues=[*understood.issues, *issues])
    out = frame[Observations.MEASURE] == ""
    gone = {understood.raw.row_numbers[int(row)] for row in frame.index[out]}
    kept = [issue for issue in understood.issues if issue.place.row not in gone]
    return replace(understood, frame=frame[~out], issues=[*kept, *issues])


def _own_rows(understood: Understood, contract: Contract) -> Understood:
    """The rows of the workbook's own centres; rows of other known centres are only counted."""
    column = Observations.CENTRE
    frame = understood.frame
    if column not in frame or not len(frame):
        return understood
    others = frame[column].isin(contract.known_centres()) & ~frame[column].isin(contract.holders)
    if not others.any():
        return understood
    other_names = ", ".join(sorted(set(frame.loc[others, column])))
    raw = understood.raw
    left_out = {understood.place(int(row), field).cell for row in frame.index[others] for field in understood.positions}
    own = {understood.place(int(row), field).cell for row in frame.index[~others] for field in understood.positions}
    kept = [issue for issue in understood.issues if issue.place.cell not in left_out - own]
    note = Issue("other_centre", Place(raw.file, raw.sheet), other_names, {"count": int(others.sum())})
    return replace(understood, frame=frame[~others], issues=[*kept, note])


def _with_source(understood: Understood, file: str, drawn: date | None) -> pd.DataFrame:
    """Observations with the file they came from, and the day the sheet says it was drawn, where the rows do not."""
    frame = understood.frame
    if understood.table is not Observations:
        return frame
    named = [source or file for source in frame[Observations.SOURCE]]
    days = [day if isinstance(day, date) else drawn for day in frame[Observations.EXTRACTED]]
    return frame.assign(
        **{
            Observations.SOURCE: pd.Series(named, index=frame.index, dtype=object),
            Observations.EXTRACTED: pd.Series(days, index=frame.index, dtype=object),
        }
    )


def _with_figures(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows that hold something; a row without any figure was said, and is left out."""
    if MARK not in frame:
        return frame
    figures = frame[list(_FIGURES)].notna().any(axis=1)
    return frame[figures | frame[MARK].notna()]
