"""What a user may choose for a name of an export, and what the lines of a workbook's sheet of names come to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

import pandas as pd

from schemas.cells import CellKind
from schemas.context import centre_names, holders_of
from schemas.fields import Field, Kind
from schemas.frames import is_missing, numbered, records
from schemas.issues.issue import Issue
from schemas.lexicon.match import label_key
from schemas.lexicon.nearest import Nearest
from schemas.reading import Understood
from schemas.tables import Centres, Goals, Measures, TranslationLines
from schemas.text.periods import PeriodError, parse_period, period_of_date
from schemas.thresholds import FEWEST_TO_COMPARE, HALF, NAMES_ALIKE
from schemas.translation_codes import PARTS, NameKind, NameRole
from schemas.translations import Target, Translation, Translations
from schemas.versions import version_numbers
from schemas.words.vocabulary import Words, code_of, text_key

_ROLE = Field("means", Kind.CODE, NameRole)
_QUOTES = " »«“”\"'"
_KINDS = {NameKind.CENTRE: Target.CENTRE, NameKind.MEASURE: Target.MEASURE}
_Meant = tuple[Target, str]


@dataclass(frozen=True)
class Choices:
    """What a name may mean.

    Args:
        centres: The centres, groups and the total, the workbook's own first.
        measures: Measure -> its title, as the list of choices shows it.
        others: Further spellings of a centre or measure.
        words: The language.
        year: The year of periods that name none.
        closed: Centre -> the day from which it has no goal any more.
        holders: The centres whose goals stand in the workbook.
    """

    centres: Sequence[str]
    measures: Mapping[str, str]
    others: Mapping[str, _Meant]
    words: Words
    year: int | None = None
    closed: Mapping[str, date] = field(default_factory=dict)
    holders: Sequence[str] = ()

    @property
    def listed(self) -> list[str]:
        """The choices as a list shows them: to pass over, the own centres, measures, parts, other centres, headings."""
        parts = [role for role in NameRole if role in PARTS]
        headings = [role for role in NameRole if role not in PARTS and role is not NameRole.SKIP]
        others = [centre for centre in self.centres if centre not in self.holders]
        first, middle, last = ([self.words.word(role) for role in each] for each in ([NameRole.SKIP], parts, headings))
        return [*first, *self.holders, *self.measures.values(), *middle, *others, *last]

    def shown(self, target: Target, value: str) -> str:
        """A meaning as the list of choices shows it."""
        if target is Target.MEASURE:
            return self.measures.get(value, value)
        return self.words.word(NameRole(value)) if target is Target.ROLE else value

    @cached_property
    def _known(self) -> dict[str, list[_Meant]]:
        known: dict[str, list[_Meant]] = {}
        pairs = [(name, (Target.CENTRE, name)) for name in self.centres]
        pairs += [(text, (Target.MEASURE, code)) for code, title in self.measures.items() for text in (title, code)]
        for text, meant in (*pairs, *self.others.items()):
            found = known.setdefault(text_key(text), [])
            if meant not in found:
                found.append(meant)
        return known

    def own(self, name: str) -> list[_Meant]:
        """What a name is in the workbook itself."""
        return self._known.get(label_key(name), [])

    def meaning(self, text: str, kind: NameKind | None) -> _Meant | None:
        """What a choice means; None where it is nothing of ours.

        Args:
            text: What the user chose or wrote.
            kind: What the name looks like, by which a text is told that is both a centre and a measure.
        """
        bare = text.strip(_QUOTES)
        if (role := code_of(_ROLE, bare)) is not None:
            return Target.ROLE, role
        if found := self._known.get(text_key(bare), []):
            wanted = _KINDS.get(kind) if kind else None
            return next((each for each in found if each[0] is wanted), found[0])
        try:
            return Target.PERIOD, str(parse_period(bare, self.year))
        except PeriodError:
            return None

    def near(self, text: str, kind: NameKind | None = None) -> str:
        """The choice that a text resembles: letter by letter, or else by the pieces of words that both have.

        Args:
            text: A name of an export, or what a user wrote.
            kind: What it looks like, where only that is proposed.

        Returns:
            The choice as the list shows it; empty where none resembles it, or several do as much.
        """
        among = {NameKind.CENTRE: self.centres, NameKind.MEASURE: [*self.measures.values()], NameKind.PERIOD: []}
        shown = {text_key(each): each for each in (among.get(kind, self.listed) if kind else self.listed)}
        found = Nearest(tuple(shown), NAMES_ALIKE).of(text_key(text))
        return shown[found] if found is not None else _sharing(text_key(text), shown)


def _sharing(text: str, shown: Mapping[str, str]) -> str:
    """The choice that shares most pieces of three letters with a text, where it is one alone."""
    own = _pieces(text)
    shares = {each: _share(own, _pieces(key)) for key, each in shown.items()}
    best = max(shares.values(), default=0.0)
    found = [each for each, share in shares.items() if share == best]
    return found[0] if best >= HALF and len(found) == 1 else ""


def _share(own: frozenset[str], other: frozenset[str]) -> float:
    fewer = min(len(own), len(other))
    return len(own & other) / fewer if fewer >= FEWEST_TO_COMPARE else 0.0


def _pieces(text: str) -> frozenset[str]:
    """The pieces of three letters of a text's words."""
    return frozenset(word[at : at + 3] for word in text.split() for at in range(len(word) - 2))


def choices_of(goals: pd.DataFrame, centres: pd.DataFrame, measures: pd.DataFrame, words: Words) -> Choices:
    """What names may mean in a workbook.

    Args:
        goals: Its register.
        centres: Its centres.
        measures: Its catalogue of measures, whose titles users know.
        words: Its language.
    """
    holders = holders_of(goals)
    total = words.text("total_name")
    others: dict[str, _Meant] = {}
    for row in records(centres):
        if isinstance(short := row[Centres.SHORT_NAME], str) and short:
            others[short] = Target.CENTRE, str(row[Centres.CENTRE])
    titles: dict[str, set[str]] = {}
    for row in records(goals):
        titles.setdefault(str(row[Goals.TITLE]), set()).add(str(row[Goals.MEASURE]))
    others |= {title: (Target.MEASURE, next(iter(codes))) for title, codes in titles.items() if len(codes) == 1}
    listed = dict.fromkeys([*holders, *centres[Centres.CENTRE], *sorted(centre_names(centres)), total])
    years = goals[Goals.YEAR].dropna()
    year = int(years.iloc[0]) if len(years) else None
    return Choices(list(listed), _titles(goals, measures), others, words, year, closed_centres(goals), holders)


def _titles(goals: pd.DataFrame, measures: pd.DataFrame) -> dict[str, str]:
    """Measure -> its title in the catalogue, or else its first goal's; the code where another measure has the title."""
    of_goals = {str(row[Goals.MEASURE]): row[Goals.TITLE] for row in reversed(records(goals))}
    used = dict.fromkeys(map(str, goals[Goals.MEASURE].dropna()))
    named = {str(row[Measures.MEASURE]): row[Measures.TITLE] for row in records(measures)}
    said = {
        code: next((each for each in (named.get(code), of_goals[code]) if not is_missing(each)), code) for code in used
    }
    found = {code: str(title) for code, title in said.items()}
    often = [text_key(title) for title in found.values()]
    return {code: title if often.count(text_key(title)) == 1 else code for code, title in found.items()}


def closed_centres(goals: pd.DataFrame) -> dict[str, date]:
    """The centres whose goals have all ended, each with the last day of the last one.

    Args:
        goals: The register. Of a goal's lines the latest says whether it has ended: a goal that is closed with a target
            of its own keeps the line that it had before, which names no end.
    """
    found: dict[str, date] = {}
    versions = version_numbers(goals)
    keys = [goals[Goals.CENTRE], goals[Goals.NUMBER]]
    latest = goals[versions == versions.groupby(keys, dropna=False).transform("max")]
    for centre, rows in latest.groupby(Goals.CENTRE, sort=False):
        ends = [None if is_missing(each) else each for each in rows[Goals.VALID_TO]]
        days = [each for each in ends if isinstance(each, date)]
        if days and len(days) == len(ends):
            found[str(centre)] = max(days)
    return found


def without_links(table: Understood) -> Understood:
    """The sheet of names without findings in the links that the program wrote, which nobody has to calculate."""
    at = table.positions.get(TranslationLines.FIRST_PLACE)
    title = "" if at is None else table.raw.header[at]
    return replace(table, issues=[issue for issue in table.issues if issue.place.column != title])


def understand(table: Understood | None, choices: Choices) -> tuple[Translations, list[Issue]]:
    """What the lines of a sheet of names come to.

    Args:
        table: The sheet's table; None of a workbook that has none.
        choices: What names may mean.

    Returns:
        The translations; and errors for a choice that is none of ours and for a name that is said to mean two things,
        warnings for a name that is the workbook's own and for a centre that has been closed.
    """
    if table is None or TranslationLines.MEANS not in table.positions:
        return Translations(), []
    issues: list[Issue] = []
    found: dict[str, Translation] = {}
    for row, record in numbered(table.frame):
        name, said = record[TranslationLines.NAME], _said(table, row)
        if is_missing(name) or not said:
            continue
        kind = None if is_missing(record[TranslationLines.KIND]) else NameKind(record[TranslationLines.KIND])
        place = table.place(row, TranslationLines.MEANS)
        meant = choices.meaning(said, kind)
        if meant is None:
            near = choices.near(said)
            hint = choices.words.text("did_you_mean", name=near) if near else ""
            issues.append(Issue("translation_unknown", place, said, {"name": name, "near": hint}))
            continue
        line = Translation(str(name), *meant, place, kind, said)
        before = found.setdefault(line.key, line)
        if (before.target, before.value) != meant:
            about = {"said": said, "other": before.said, "place": before.place.cell}
            issues.append(Issue("translation_twice", place, str(name), about))
        elif before is line:
            issues += _doubts(line, choices)
    return Translations(tuple(found.values())), issues


def _said(table: Understood, row: int) -> str:
    """What the user chose; a period that a spreadsheet made a date of is that period."""
    cell = table.raw.rows[row][table.positions[TranslationLines.MEANS]]
    if cell.kind is CellKind.DATE and isinstance(cell.value, date):
        try:
            return str(period_of_date(cell.value, cell.number_format))
        except PeriodError:
            return cell.text
    return cell.text.strip()


def _doubts(line: Translation, choices: Choices) -> list[Issue]:
    """Warnings about a line that can be read, and may not be meant."""
    issues = []
    own = choices.own(line.name)
    if own and (line.target, line.value) not in own:
        about = {"said": line.said, "own": choices.shown(*own[0])}
        issues.append(Issue("translation_of_own", line.place, line.name, about))
    if line.target is Target.CENTRE and (day := choices.closed.get(line.value)):
        issues.append(Issue("translation_closed", line.place, line.name, {"centre": line.value, "day": day}))
    return issues
