"""A contract register: read from csv or xlsx, or one of those shipped, and validated."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from importlib.resources import as_file, files
from pathlib import Path
from types import MappingProxyType

import pandas as pd

from macros.steps.contract import is_consolidated, is_ours, open_book
from macros.steps.group_totals import members
from macros.steps.measure_lines import other_units
from macros.steps.register_names import register_issues
from macros.steps.register_papers import papers_beside, papers_of, read_papers, shipped_papers
from macros.steps.total_members import in_its_cell, target_issues
from macros.steps.version_levels import level_issues
from schemas.cells import RawTable
from schemas.codes import YesNo
from schemas.context import Context, centre_names, focuses_of, holders_of, year_of
from schemas.errors import RefusedError
from schemas.fields import Table
from schemas.frames import numbered
from schemas.issues.issue import Issue, Place, errors, once
from schemas.lexicon.budget_titles import field_titles
from schemas.profiles.export_profile import NO_PROFILE
from schemas.reading import Understood, empty, fields_of, fitting_table, frame_of, read_table, score
from schemas.register_pages import is_page_of_register
from schemas.rules.last_year_rules import last_year_issues
from schemas.rules.translation_rules import Choices, choices_of
from schemas.rules.validation import validate
from schemas.tables import (
    REGISTER_PAPERS,
    REGISTER_TABLES,
    BudgetLines,
    Centres,
    Goals,
    Measures,
    Meetings,
    Observations,
    Parameters,
    TranslationLines,
)
from schemas.text.likeness import resembling
from schemas.words.vocabulary import LANGUAGES, Words, text_key
from schemas.words.vocabulary import words as vocabulary
from udfs.goals.versions import by_turns
from workbook.exports.files.headed import headed
from workbook.exports.files.plain_tables import read_file
from workbook.exports.guarded import FileReaders
from workbook.exports.rules.budget_columns import column_issues
from workbook.shipped import register_years, shipped_centres
from workbook.shipped_calendars import shipped_calendar

_TABLES = (*REGISTER_TABLES, *REGISTER_PAPERS)
_TELLING = 3  # columns of a table by which a sheet is told that lacks what the table requires


@dataclass
class Register:
    """A register's tables.

    Args:
        goals: The goals of all centres.
        centres: The centres, where the register lists them; otherwise the shipped ones.
        parameters: Parameters of the register's own.
        budget_lines: Budget lines of the register's own.
        measures: Lines of a catalogue of measures of the register's own.
        papers: The contracts' own text, those with citizens and the year's calendar, by table name.
        issues: Warnings.
        sources: The cells that each table was read from, by its name, as they stand in the file.
    """

    goals: pd.DataFrame
    centres: pd.DataFrame
    parameters: pd.DataFrame
    budget_lines: pd.DataFrame
    measures: pd.DataFrame = field(default_factory=lambda: empty(Measures))
    papers: dict[str, pd.DataFrame] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    sources: dict[str, RawTable] = field(default_factory=dict)

    @property
    def year(self) -> int:
        """The contract year."""
        return year_of(self.goals)

    @property
    def holders(self) -> list[str]:
        """The centres and groups with goals, in the register's order."""
        return holders_of(self.goals)

    @property
    def listed_centres(self) -> pd.DataFrame:
        """The centres, with the holders that are listed nowhere."""
        known = centre_names(self.centres)
        extra = [{Centres.CENTRE: name, Centres.IN_TOTAL: YesNo.NO} for name in self.holders if name not in known]
        return pd.concat([self.centres, frame_of(Centres, extra)], ignore_index=True) if extra else self.centres

    def choices(self, words: Words) -> Choices:
        """What names of exports may mean for any of its centres."""
        return choices_of(self.goals, self.centres, self.measures, words)

    def paper(self, table: type[Table], holder: str) -> pd.DataFrame:
        """A centre's rows of one of the papers: its own, and those that name no centre."""
        return papers_of(self.papers, table, holder)

    def calendar(self, words: Words) -> pd.DataFrame:
        """The year's follow-up calendar: the register's own, or the shipped one of its year."""
        own = self.papers.get(Meetings.name)
        return shipped_calendar(self.year, words) if own is None or own.empty else own


def read_register(source: str | Path, words: Words, readings: FileReaders | None = None) -> Register:
    """Read a register.

    Args:
        source: A csv of goals, with the contracts' own texts beside it where there are any; an xlsx with a sheet of
            goals and optionally measures, centres, parameters, budget lines and texts; or the name of a shipped
            register (``2009``).
        words: The user's language.
        readings: The file as it is being read already.

    Returns:
        The register.

    Raises:
        CannotOpenError: The file cannot be read.
        RefusedError: The register holds errors.
    """
    path = Path(source)
    if not path.exists() and str(source) in register_years():
        with as_file(files("workbook").joinpath("registers", f"{source}.csv")) as file:
            return _register(read_file(file), words, dict(shipped_papers(str(source))))
    _require_no_workbook(path)
    if readings is not None:
        return _register([headed(grid, _TABLES) for grid in readings.grids(path)], words, papers_beside(path))
    with FileReaders([path]) as started:
        return read_register(source, words, started)


def _require_no_workbook(path: Path) -> None:
    """Refuse one of our workbooks in a register's place.

    Raises:
        RefusedError: It is a centre's workbook, or one that brings several together.
    """
    if is_consolidated(path):
        raise RefusedError([Issue("consolidated_workbook", Place(path.name))])
    if not path.is_file() or not is_ours(path):
        return
    book, words = open_book(path)
    with book:
        goals = read_table(Goals, book.read(Goals.name), words)
    rows = goals.frame.index
    place = goals.place(int(rows[0]), Goals.YEAR) if len(rows) else Place(path.name, goals.raw.sheet)
    centre, year = (goals.value(int(rows[0]), field) if len(rows) else "" for field in (Goals.CENTRE, Goals.YEAR))
    raise RefusedError([Issue("register_is_workbook", place, year, {"centre": centre})])


def _register(
    raws: list[RawTable], words: Words, papers: Mapping[type[Table], RawTable] = MappingProxyType({})
) -> Register:
    found: dict[str, Understood] = {}
    written = dict(papers)
    sources = {table.name: raw for table, raw in papers.items()}
    listed = written.pop(Centres, None)
    issues: list[Issue] = []
    for each in [raw for raw in raws if not is_page_of_register(raw.sheet)] or raws:
        raw = replace(each, read_as=field_titles(each.header, each.header))
        table = _table_of(raw) or (Goals if len(raws) == 1 else None)
        if table in REGISTER_PAPERS and table not in written:
            written[table] = raw
            sources[table.name] = raw
            continue
        if table is None or table in REGISTER_PAPERS or table.name in found:
            issues.append(Issue("sheet_left_out", Place(raw.file, raw.sheet), raw.sheet))
            continue
        found[table.name] = read_table(table, raw, words)
        sources[table.name] = raw
        issues += [*column_issues(raw, table, NO_PROFILE), *_budget_missing(raw, table, words)]
    if listed is not None:
        found.setdefault(Centres.name, read_table(Centres, listed, words))
    if Goals.name not in found:
        raise RefusedError([*issues, Issue("no_table", Place(raws[0].file if raws else ""))])
    goals = found[Goals.name]
    own = found.get(Centres.name)
    own = own if own is not None and len(own.frame) else None
    context = Context(centres=centre_names(own.frame) if own else frozenset(), words=words)
    for table in REGISTER_TABLES:
        if table.name in found:
            issues += validate(found[table.name], context if table is Goals else Context(words=words))
    if not len(goals.frame) and not errors(issues):
        issues.append(Issue("register_without_goals", Place(goals.raw.file, goals.raw.sheet)))
    if not errors(issues):
        issues += level_issues(goals, lambda: empty(Observations), words)
    if not errors(issues):
        about = replace(context, year=year_of(goals.frame), focuses=focuses_of(goals.frame), numbers=_numbers(goals))
        read, told = read_papers(written, about, holders_of(goals.frame), year_of(goals.frame), words)
        issues += told
    if errors(issues):
        raise RefusedError(issues)
    centres = own.frame if own else _centres_for(goals.frame, words)
    measures = _frame(found, Measures)
    inside = members(centres, set(goals.frame[Goals.CENTRE]), words.text("total_name"))
    issues += [*last_year_issues(goals), *other_units(goals, measures, words), *_resembling_centres(found, centres)]
    choices = choices_of(goals.frame, centres, measures, words)
    issues += register_issues(written.get(TranslationLines), choices, holders_of(goals.frame), year_of(goals.frame))
    # A target is held against those that are in force beside it, and not against those of other versions.
    outside = [each for lines in by_turns(goals.frame) for each in target_issues(lines, inside, goals.raw.file, words)]
    issues += [in_its_cell(issue, goals) for issue in once(outside)]
    return Register(
        goals.frame, centres, _frame(found, Parameters), _frame(found, BudgetLines), measures, read, issues, sources
    )


def _numbers(goals: Understood) -> frozenset[str]:
    return frozenset(map(str, goals.frame[Goals.NUMBER]))


def _budget_missing(raw: RawTable, table: type[Table], words: Words) -> list[Issue]:
    """A register is what tells the budgets, which an export may leave to the workbook."""
    if table is not BudgetLines or BudgetLines.BUDGET in fields_of(raw, table):
        return []
    place = Place(raw.file, raw.sheet, raw.header_row, words.title(table, BudgetLines.BUDGET))
    return [Issue("missing_column", place, details={"table": words.table(table)})]


def _resembling_centres(found: Mapping[str, Understood], centres: pd.DataFrame) -> list[Issue]:
    """Names of centres that look like a misspelling of another one: each would be a centre of its own."""
    known = set(centres[Centres.CENTRE])
    stands: dict[str, Place] = {}
    rows: Counter[str] = Counter()
    for table, column in ((Goals, Goals.CENTRE), (BudgetLines, BudgetLines.CENTRE), (Centres, Centres.CENTRE)):
        if (understood := found.get(table.name)) is None:
            continue
        for row, record in numbered(understood.frame):
            if isinstance(name := record[column], str):
                stands.setdefault(name, understood.place(row, column))
                rows[name] += 1
    issues = []
    for pair in resembling([*stands, *known]):
        # The one that is no centre elsewhere is the slip, or else the rarer one; what the register names not at all
        # is nobody's slip.
        slip, meant = sorted(pair, key=lambda name: (name not in stands, name in known, rows[name]))
        if slip in stands:
            issues.append(Issue("centre_resembles", stands[slip], slip, {"other": meant, "count": rows[slip]}))
    return issues


def _table_of(raw: RawTable) -> type[Table] | None:
    """The table that a sheet is, or is meant for: what it then lacks is named. None for a sheet of something else.

    It has what the table requires; or it bears the table's name and has a column of it; or most of its columns, and at
    least three, are the table's. Of several the one counts that most of its columns are of, and then the one whose
    required columns are there: the titles of measures stand among those of goals.
    """
    titles = [title for title in raw.read_as if title.strip()]
    for table in sorted(_TABLES, key=lambda each: (-score(each, titles)[1], not fitting_table([each], titles))):
        found = score(table, titles)[1]
        names = {text_key(vocabulary(language).table(table)) for language in LANGUAGES} | {text_key(table.name)}
        is_named = found > 0 and text_key(raw.sheet) in names
        is_mostly = found >= _TELLING and found * 2 > len(titles)
        # Of papers few columns are required, and another sheet may well have one of those.
        if is_named or is_mostly or (table in REGISTER_TABLES and fitting_table([table], titles)):
            return table
    return None


def _centres_for(goals: pd.DataFrame, words: Words) -> pd.DataFrame:
    """The centres of a register that lists none: the shipped ones where it knows any, otherwise its own holders."""
    shipped = shipped_centres(words)
    holders = holders_of(goals)
    if centre_names(shipped) & set(holders):
        return shipped
    return frame_of(Centres, [{Centres.CENTRE: name, Centres.IN_TOTAL: YesNo.YES} for name in holders])


def _frame(found: dict[str, Understood], table: type[Table]) -> pd.DataFrame:
    return found[table.name].frame if table.name in found else empty(table)
