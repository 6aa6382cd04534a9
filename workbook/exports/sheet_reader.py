"""One sheet of an export: which profile it is read by, how it lies, what its labels mean, and what it holds."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import MAXYEAR, date
from pathlib import Path

from schemas.cells import Grid, RawTable
from schemas.context import Context
from schemas.expected import Expected
from schemas.issues.issue import Issue, Place, errors
from schemas.lexicon.labels import Labels
from schemas.lexicon.match import label_key
from schemas.masking import MASK
from schemas.parameters import in_force
from schemas.profiles.export_profile import NO_PROFILE, ExportProfile, Layout, Switch, Totals, with_parameters
from schemas.reading import Understood, read_table
from schemas.rules.private import without_cpr
from schemas.rules.totals import total_issue
from schemas.tables import Observations
from schemas.text.values import Decimal
from schemas.translations import NONE_SAID
from schemas.words.vocabulary import Words
from workbook.exports.cases.case_figures import CaseFigures
from workbook.exports.cases.columns import named_columns
from workbook.exports.meaning.known_labels import labels_for
from workbook.exports.meaning.titled_lists import TitledList
from workbook.exports.profiles.choose import choose, read_profile, shipped_profiles
from workbook.exports.profiles.profile_checks import profile_issues
from workbook.exports.profiles.unsure import better_layout, layout_issues, unsure_layout
from workbook.exports.rows.case_rows import by_name, case_rows, months_that_count, rule_unit_issues
from workbook.exports.rows.list_laws import tidy_list
from workbook.exports.rows.list_rows import resolve_names
from workbook.exports.rows.named import with_names
from workbook.exports.rows.own_rows import ALONE, NOBODY, Owners, Taker, take_for_each, take_rows
from workbook.exports.rows.table_rows import SheetRead, grains_of, measures_of
from workbook.exports.rows.tidy_rows import TidyRows
from workbook.exports.rules.budget_totals import budget_total_issues
from workbook.exports.rules.foreign import SHEET, is_foreign_sheet
from workbook.exports.rules.list_totals import list_total_issues
from workbook.exports.rules.text_rules import Asks, text_issues
from workbook.exports.rules.text_tests import Around
from workbook.exports.rules.unit_conflicts import label_unit_issues
from workbook.exports.sheet_layout import hidden_issues, is_lookup, read_layout
from workbook.exports.work import Step, spend

_DECIMALS = {"comma": Decimal.COMMA, "point": Decimal.POINT}


class SheetReader:
    """Reads sheets of exports.

    Args:
        expected: The contract they are for; without one, centres and measures are taken as they stand.
        words: The user's language.
        own: The user's profiles.
        given: The profile that the user named for all of them.
        strict: Whether names of others are asked about, as misspelt ones are: nothing else was found.
        owners: The workbooks that they are read for at once; ``expected`` is then their contracts joined.
    """

    def __init__(
        self,
        expected: Expected | None,
        words: Words,
        own: Sequence[ExportProfile] = (),
        given: ExportProfile | None = None,
        strict: bool = False,
        owners: Owners = ALONE,
    ) -> None:
        self._expected = expected
        self._owners = owners
        self._words = words
        self._own = own
        self._given = given
        self._strict = strict
        self._context = expected.leveled if expected else Context(words=words)

    def strictly(self) -> "SheetReader":
        """What reads the same, and asks about every name that is not known."""
        return SheetReader(self._expected, self._words, self._own, self._given, True, self._owners)

    def profile_of(self, grid: Grid) -> ExportProfile:
        """The profile that a sheet is read by.

        Raises:
            RefusedError: Two of the user's own fit equally.
        """
        found = self._given or choose(self._own, shipped_profiles(), grid)
        return with_parameters(found, self._parameters())

    def _parameters(self) -> dict[str, float]:
        """The parameters in force: the workbook's; without one, the shipped ones of late."""
        shipped = {name: each.value for name, each in in_force(self._context.year or MAXYEAR).items()}
        return shipped | dict(self._expected.parameters if self._expected else {})

    def read(self, grid: Grid) -> SheetRead:
        """Read a sheet.

        Raises:
            CannotOpenError: It is larger than a machine holds.
            RefusedError: Two of the user's profiles fit it equally.
        """
        spend(Step.SHEET)
        spend(Step.CELL, sum(map(len, grid.rows.values())))
        safe, private = without_cpr(grid)
        profile = self.profile_of(grid)
        said = self._expected.translations if self._expected else NONE_SAID
        is_skipped = label_key(grid.sheet) in {*map(label_key, profile.not_mine), *said.skipped}
        if grid.sheet and is_skipped:
            return SheetRead(issues=private, sheet=grid.sheet, translated=said.found_in([grid.sheet]))
        return self.with_names(self._taken(grid, safe, private, profile), safe, profile)

    def with_names(self, found: SheetRead, grid: Grid, profile: ExportProfile, whole: bool = True) -> SheetRead:
        """What was read, with the names that nothing is known of, and those that the user has said the meaning of.

        Args:
            found: What was read.
            grid: The sheet, without personal numbers.
            profile: What it was read by.
            whole: Whether all of its cells are there.
        """
        said = self._expected.translations if self._expected else NONE_SAID
        return with_names(replace(found, sheet=grid.sheet), grid, (said, profile), self.labels_of, whole)

    def _taken(self, grid: Grid, safe: Grid, private: list[Issue], profile: ExportProfile) -> SheetRead:
        """What a sheet holds, without the personal numbers on it."""
        if profile.layout is Layout.CASES:
            from workbook.exports.cases.aggregate import aggregate_cases

            found = self.take_cases(aggregate_cases(safe, profile), profile, Place(grid.file, grid.sheet))
        else:
            found = self._laid_out(safe, profile)
        if found.layout is not None:
            found.issues += hidden_issues(grid)
        left_out = Issue("sheet_left_out", Place(grid.file, grid.sheet), grid.sheet or grid.file)
        is_found = Switch.FIND_LAYOUT in profile.on
        if is_found and not is_lookup(grid) and self._is_of_others(grid, found):
            return SheetRead(issues=private, foreign=Counter({(SHEET, grid.sheet): 1}))
        if found.layout is None and not found.foreign:
            found.issues.append(left_out)
        shown, own = _unmasked(found.issues), {number: _unmasked(each) for number, each in found.own.items()}
        instead = [*private, left_out] if is_found and is_lookup(grid) else []
        if profile.layout is Layout.CASES and _has_no_column(found, profile):
            instead = [*private, left_out]
        if is_found and _is_of_others(found):
            instead = [*private, Issue("sheet_of_others", Place(grid.file, grid.sheet), grid.sheet)]
        return replace(found, issues=[*private, *shown], instead=instead, own=own)

    def behind(self, path: Path) -> SheetRead | None:
        """The cases behind the connection that a profile names; None where it names none.

        Args:
            path: The profile.

        Raises:
            CannotOpenError: The profile cannot be read, or its source cannot be reached.
        """
        profile, issues = read_profile(path)
        if profile is None:
            return SheetRead(issues=issues, layout=Layout.CASES)
        profile = with_parameters(profile, self._parameters())
        url = profile.cases.source.url
        if not url:
            return None
        from workbook.exports.cases.aggregate import aggregate_cases

        return self.take_cases(aggregate_cases(url, profile), profile, Place(path.name))

    def _laid_out(self, grid: Grid, profile: ExportProfile) -> SheetRead:
        """Read a list or a crosstab."""
        labels = self.labels_of(profile)
        laid = read_layout(grid, labels, profile, self._context.listed(self._context.centres))
        proposal = better_layout(grid, laid, labels) if Switch.FIND_LAYOUT in profile.on else None
        if laid.layout is None and laid.foreign:
            return SheetRead(foreign=laid.foreign)
        if proposal:
            unsure = [unsure_layout(grid, proposal, labels)]
            return SheetRead(issues=unsure, layout=proposal.profile.layout)
        found = SheetRead(
            issues=[*layout_issues(grid, laid, profile, labels), *laid.said], layout=laid.layout, foreign=laid.foreign
        )
        context = self.context_of(profile, laid.drawn)
        found.issues += label_unit_issues(grid, laid.tabs, context)
        for each in laid.lists:
            self.take_list(each, labels, profile, context, found)
        if laid.rows is not None and (len(laid.rows.rows) or not errors(laid.issues)):
            self._take(TidyRows(laid.rows), labels, profile, context, found)
        found.issues += profile_issues(grid, profile, self._expected, measures_of(found))
        around = Around(grid, labels, measures=measures_of(found), grains=grains_of(found), context=context)
        found.issues += text_issues([*laid.titles, *laid.notes], around, profile, Asks.FIGURES)
        if profile.totals is Totals.CHECK:
            found.issues += [issue for each in laid.totals if (issue := total_issue(each, context))]
        return found

    def take_cases(self, figures: CaseFigures, profile: ExportProfile, place: Place) -> SheetRead:
        """Take what a case list was counted to.

        Args:
            figures: The figures, with what is wrong with the cases.
            profile: The rules they were counted by.
            place: The file and sheet.
        """
        found = SheetRead(issues=[*figures.issues, *rule_unit_issues(profile, self._context)], layout=Layout.CASES)
        drawn = date.fromisoformat(profile.cases.extracted) if profile.cases.extracted else None
        kept, out = months_that_count(figures.rows, self._context.year, drawn, place)
        found.issues += out
        if kept:
            labels = self.labels_of(profile)
            named, taken = by_name(kept, labels, place)
            found.issues += taken
            self._take(
                TidyRows(case_rows(named, place, labels)), labels, profile, self.context_of(profile, drawn), found
            )
        elif not errors(found.issues):
            found.issues.append(Issue("empty_table", place, details={"table": self._words.table(Observations)}))
        return found

    def _is_of_others(self, grid: Grid, found: SheetRead) -> bool:
        """Whether a sheet that cannot be taken has nothing of ours on it."""
        is_taken = any(len(part.frame) for part in found.parts)
        return not is_taken and bool(errors(found.every)) and is_foreign_sheet(grid, self.labels_of(NO_PROFILE))

    def labels_of(self, profile: ExportProfile) -> Labels:
        """The labels that sheets of a profile may use."""
        return labels_for(self._expected, profile, self._words, self._strict)

    def context_of(self, profile: ExportProfile, drawn: date | None) -> Context:
        """What the checks of a sheet need to know."""
        levels = _unscaled(self._context.levels, profile)
        return replace(self._context, extracted=drawn, parts=profile.aggregate, levels=levels)

    def take_list(
        self, given: TitledList, labels: Labels, profile: ExportProfile, context: Context, found: SheetRead
    ) -> None:
        """Take the rows of a list.

        Args:
            given: Its cells, and what stands around them.
            labels: What its labels may be.
            profile: What the user has said of it.
            context: What its checks need to know.
            found: Rows and findings are added here.
        """
        if (tidy := tidy_list(given, labels, profile, context)) is not None:
            self._take(tidy, labels, profile, context, found)

    def _take(self, tidy: TidyRows, labels: Labels, profile: ExportProfile, context: Context, found: SheetRead) -> None:
        """Take rows that are told whole: type their cells, resolve their names, and keep those of the workbook."""
        found.issues += tidy.issues
        decimal = _DECIMALS.get(profile.decimal, Decimal.UNKNOWN)

        def read(rows: RawTable) -> Understood:
            return resolve_names(read_table(tidy.table, rows, self._words, tidy.year, decimal), labels)

        understood = read(tidy.raw)
        checked = not context.parts and profile.totals is Totals.CHECK
        if tidy.totals is not None:
            found.issues += list_total_issues(tidy.totals, understood, read, labels, context if checked else None)
        if tidy.of_budgets is not None and checked:
            found.issues += budget_total_issues(tidy.of_budgets, understood, read, labels, self._words)
        if not self._owners.contracts:
            own = Taker(self._expected, labels, context, profile, self._words)
            findings = take_rows(understood, own, found)
        else:
            findings = take_for_each(understood, self._takers(labels, profile, context), self._owners.elsewhere, found)
        if not len(tidy.raw.rows) and not errors(findings):  # where others of the file have some, it may be another's
            of_table = {"table": self._words.table(tidy.table)}
            found.if_nothing.append(Issue("empty_table", Place(tidy.raw.file, tidy.raw.sheet), details=of_table))

    def _takers(self, labels: Labels, profile: ExportProfile, context: Context) -> list[Taker]:
        """What the rows of each workbook are taken by, then what those of nobody are."""
        own = [
            Taker(
                each,
                labels_for(each, profile, self._words, self._strict),
                replace(
                    each.leveled,
                    extracted=context.extracted,
                    parts=context.parts,
                    levels=_unscaled(each.leveled.levels, profile),
                ),
                profile,
                each.words,
                number,
            )
            for number, each in enumerate(self._owners.contracts)
        ]
        return [*own, Taker(self._expected, labels, context, profile, self._words, NOBODY)]


def _unmasked(issues: Sequence[Issue]) -> list[Issue]:
    return [issue for issue in issues if MASK not in issue.value]


def _unscaled(levels: Mapping[str, float], profile: ExportProfile) -> dict[str, float]:
    """Where figures stand, without measures that the profile scales."""
    scaled = {label_key(label) for label in profile.scales}
    return {measure: level for measure, level in levels.items() if label_key(measure) not in scaled}


def _has_no_column(found: SheetRead, profile: ExportProfile) -> bool:
    """Whether a sheet has none of the columns that a profile of cases names: it is a cover, or notes."""
    missing = [issue for issue in found.issues if issue.code == "case_column_missing"]
    return len(missing) == len(named_columns(profile.cases))


def _is_of_others(found: SheetRead) -> bool:
    """Whether a sheet's name says that its figures are no results (``Target``)."""
    return any(issue.code == "title_no_results" and not issue.place.cell for issue in found.issues)
