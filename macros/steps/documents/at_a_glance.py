"""The page *at a glance*: lights by centre and parameter, counts, what moved since last time, and the red goals."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from macros.steps.documents.material import Material
from macros.steps.documents.report_basis import absent, unmarked
from macros.steps.documents.report_lines import Line, ReportLines, in_order
from macros.steps.documents.report_tables import Chapter
from macros.steps.light_tables import counts
from macros.steps.printed import stem
from schemas.codes import GoalType, Light, Verdict
from schemas.frames import is_missing, records
from schemas.tables import Goals, History, Results
from schemas.words.vocabulary import Words
from workbook.documents.model import (
    Align,
    Block,
    Bullets,
    Cell,
    Column,
    DataTable,
    Heading,
    PageBreak,
    Paragraph,
    TextKind,
)
from workbook.documents.prose.goal_standing import lights_counted, listed
from workbook.documents.prose.shown_figures import Shown, decimals_of

_STAYS = "\N{NO-BREAK SPACE}"
_ORDER = (Light.RED, Light.YELLOW, Light.GREEN, Light.NONE)
_WORSE = {Light.GREEN: 0, Light.YELLOW: 1, Light.RED: 2}


@dataclass(frozen=True)
class Moved:
    """A light that is another than at the reporting date before."""

    line: Line
    before: Light
    since: date

    @property
    def is_worse(self) -> bool | None:
        """Whether it turned for the worse; None where one of the two has no data."""
        now = Light(self.line.row[Results.LIGHT])
        if now not in _WORSE or self.before not in _WORSE:
            return None
        return _WORSE[now] > _WORSE[self.before]


def at_a_glance(
    material: Material, found: ReportLines, chapters: Sequence[Chapter], is_annual: bool = False
) -> list[Block]:
    """The blocks of the page.

    Args:
        material: The workbooks.
        found: The goals of the report.
        chapters: Its chapters.
        is_annual: Whether it is the year's report, which counts verdicts too.
    """
    words = material.words
    lines = [line for line in found.lines if not line.is_computed]
    return [
        PageBreak(),
        Heading(words.text("report_glance"), 1, "overblik"),
        Paragraph(_lead(lines, words), TextKind.LEAD),
        *([_verdicts(chapters, words)] if is_annual else []),
        _matrix(material, lines, chapters),
        _counts(found, words),
        *_reds(lines, words),
        *_changes(material, lines),
        PageBreak(),
    ]


def _lead(lines: Sequence[Line], words: Words) -> str:
    told = lights_counted([Light(line.row[Results.LIGHT]) for line in lines], words)
    otherwise = sum(bool(line.row[Results.ASSESSMENT]) and _is_otherwise(line) for line in lines)
    text = words.text("report_glance_lead" if len(lines) > 1 else "report_glance_lead_one", count=len(lines), told=told)
    if not otherwise:
        return text
    return f"{text} {words.text('report_glance_otherwise', count=otherwise)}"


def _is_otherwise(line: Line) -> bool:
    return bool(line.row[Results.LIGHT] != line.row[Results.COMPUTED_LIGHT])


def _count(lines: Iterable[Line]) -> list[tuple[Light, int]]:
    lights = [line.row[Results.LIGHT] for line in lines]
    return [(light, lights.count(light)) for light in _ORDER]


def _verdicts(chapters: Sequence[Chapter], words: Words) -> DataTable:
    """By steering parameter how many goals of the year were met, were not, and stand undecided."""
    decided = [Verdict.MET, Verdict.NOT_MET, Verdict.OPEN]
    rows, every = [], []
    for chapter in chapters:
        own = [Verdict(line.row[Results.VERDICT] or Verdict.OPEN) for line in chapter.lines if not line.is_computed]
        every += own
        name = chapter.parameter or words.text("report_no_parameter")
        rows.append((Cell(name), *(Cell(str(own.count(each))) for each in decided), Cell(str(len(own)))))
    sums = [*(every.count(each) for each in decided), len(every)]
    rows.append((Cell(words.text("report_all"), bold=True), *(Cell(str(each), bold=True) for each in sums)))
    titles = [*(words.word(each) for each in decided), words.text("report_goals")]
    return DataTable(
        words.text("report_verdicts"),
        (Column(words.text("report_parameter"), width=2.4), *(Column(title, Align.RIGHT) for title in titles)),
        tuple(rows),
        anchor="afgoerelser",
    )


def _matrix(material: Material, lines: Sequence[Line], chapters: Sequence[Chapter]) -> DataTable:
    """Centres down, steering parameters across; in each cell how many goals have each light."""
    words = material.words
    by_centre: dict[str, list[Line]] = {}
    for line in lines:
        by_centre.setdefault(line.shown_centre, []).append(line)
    inside = [{id(line) for line in chapter.lines} for chapter in chapters]
    rows = []
    for centre, own in by_centre.items():
        cells = [_cell([line for line in own if id(line) in ids], words) for ids in inside]
        rows.append((Cell(centre), *cells, _cell(own, words)))
    for name in unmarked(material):
        rows.append((Cell(name), *([Cell(words.text("report_unmarked"))] * (len(inside) + 1))))
    for name in absent(material):
        owed = Cell(words.text("report_absent"))
        rows.append((Cell(name), *([owed] * (len(inside) + 1))))
    total = [_cell([line for line in lines if id(line) in ids], words, bold=True) for ids in inside]
    rows.append((Cell(words.text("report_all"), bold=True), *total, _cell(lines, words, bold=True)))
    names = [chapter.parameter or words.text("report_no_parameter") for chapter in chapters]
    return DataTable(
        words.text("report_matrix"),
        (
            Column(words.text("report_centre"), width=2.2),
            *(Column(name, width=1.6) for name in names),
            Column(words.text("report_all"), width=1.6),
        ),
        tuple(rows),
        below=(Paragraph(_legend(lines, words), TextKind.NOTE),),
        anchor="matrix",
    )


def _cell(lines: Sequence[Line], words: Words, bold: bool = False) -> Cell:
    told = [f"{words.symbol(light)}{_STAYS}{count}" for light, count in _count(lines) if count]
    return Cell("  ".join(told) or "–", bold=bold)


def _legend(lines: Sequence[Line], words: Words) -> str:
    legend = words.text("report_matrix_note", lights=", ".join(words.light(light) for light in _ORDER))
    is_starred = any(line.is_total for line in lines)
    return f"{legend} * {words.text('report_without_central')}" if is_starred else legend


def _counts(found: ReportLines, words: Words) -> DataTable:
    """Goals by steering parameter: of each type, and with each light."""
    table = counts(found.goals, found.results)
    order = list(dict.fromkeys(line.goal["parameter"] for line in found.lines))
    by_name = {row["parameter"]: row for row in records(table)}
    names = [*dict.fromkeys(name for name in (str(each) for each in order) if name in by_name)]
    names = sorted(by_name, key=lambda name: names.index(name) if name in names else len(names))
    fields = [kind.value for kind in GoalType] + ["goals"] + [light.value for light in _ORDER]
    rows = [(Cell(str(name)), *(Cell(str(int(by_name[name][each]))) for each in fields)) for name in names]
    sums = [sum(int(row[each]) for row in by_name.values()) for each in fields]
    rows.append((Cell(words.text("report_all"), bold=True), *(Cell(str(each), bold=True) for each in sums)))
    titles = [words.word(kind) for kind in GoalType] + [words.text("report_goals")]
    titles += [words.light(light) for light in _ORDER]
    return DataTable(
        words.text("report_counts"),
        (Column(words.text("report_parameter"), width=2.4), *(Column(title, Align.RIGHT) for title in titles)),
        tuple(rows),
        below=_of_parts(found, words),
        anchor="optaelling",
    )


def _of_parts(found: ReportLines, words: Words) -> tuple[Paragraph, ...]:
    """A note where goals have parts, which count as one among the goals, and each among the lights."""
    wholes: dict[tuple[str, str], list[str]] = {}
    for centre, number in zip(found.goals[Goals.CENTRE], found.goals[Goals.NUMBER].astype(str), strict=True):
        wholes.setdefault((str(centre), stem(number)), []).append(number)
    parts = dict.fromkeys(number for numbers in wholes.values() if len(numbers) > 1 for number in numbers)
    if not parts:
        return ()
    told = {"parts": listed(list(parts), words), "each": len(found.goals), "whole": len(wholes)}
    return (Paragraph(words.text("report_counts_note", **told), TextKind.NOTE),)


def _reds(lines: Sequence[Line], words: Words) -> list[Block]:
    """The red goals, each with its result against its target; and how many have no data."""
    ordered = sorted(lines, key=lambda line: in_order(line.number))
    red = [line for line in ordered if line.row[Results.LIGHT] == Light.RED]
    none = [line for line in ordered if line.row[Results.LIGHT] == Light.NONE]
    blocks: list[Block] = [Heading(words.text("report_reds"), 2)]
    if red:
        goals: dict[tuple[str, str], list[Line]] = {}
        for line in red:
            goals.setdefault((line.number, line.title), []).append(line)
        blocks.append(Bullets(tuple(_red(each, words) for each in goals.values())))
    else:
        blocks.append(Paragraph(words.text("report_no_reds")))
    if none:
        blocks.append(Paragraph(words.text("report_without_data"), TextKind.OWED))
        blocks.append(Bullets(tuple(words.text("report_named", **line.named) for line in none)))
    return blocks


def _red(lines: Sequence[Line], words: Words) -> str:
    """A goal with the centres where it is red: each result against its target to date, and the year's if another."""
    told = []
    for line in lines:
        shown = Shown(line.row, decimals_of([line.row]), words, line.is_masked)
        key = "report_red_centre" if shown.target == shown.year_target else "report_red_centre_year"
        figures = {name: shown.said(getattr(shown, name)) for name in ("target", "year_target")}
        told.append(words.text(key, centre=line.centre, result=shown.result, **figures))
    return words.text("report_red", number=lines[0].number, title=lines[0].title, centres="; ".join(told))


def moved(material: Material, lines: Sequence[Line]) -> tuple[list[Moved], dict[str, date]]:
    """The lights that are others than at the reporting date before.

    Args:
        material: The workbooks.
        lines: The goals of the report.

    Returns:
        Them, and the date before of each workbook's centre that has one.
    """
    before: dict[tuple[str, str], Light] = {}
    days: dict[str, date] = {}
    for part in material.parts:
        earlier = [row for row in records(part.history) if row[History.AS_OF] < part.as_of]
        if not earlier:
            continue
        day = max(row[History.AS_OF] for row in earlier)
        days[part.holder] = day
        # What was approved is what was told; a later line of the same date stands only where none was.
        for row in sorted(earlier, key=lambda each: not is_missing(each[History.APPROVED])):
            if row[History.AS_OF] == day and not is_missing(row[History.LIGHT]):
                before[str(row[History.CENTRE]), str(row[History.GOAL])] = Light(row[History.LIGHT])
    found = [
        Moved(line, before[line.centre, line.number], days.get(line.centre, material.as_of))
        for line in lines
        if before.get((line.centre, line.number), line.row[Results.LIGHT]) != line.row[Results.LIGHT]
    ]
    return found, days


def _changes(material: Material, lines: Sequence[Line]) -> list[Block]:
    words = material.words
    found, days = moved(material, lines)
    blocks: list[Block] = [Heading(words.text("report_changes"), 2)]
    if not days:
        return [*blocks, Paragraph(words.text("report_changes_none_known"))]
    since = " / ".join(words.day(day) for day in sorted(set(days.values())))
    if not found:
        return [*blocks, Paragraph(words.text("report_changes_none", since=since))]
    first = sorted(found, key=lambda each: {True: 0, False: 1, None: 2}[each.is_worse])
    items = tuple(_moved(each, words) for each in first)
    key = "report_changes_lead" if len(found) > 1 else "report_changes_lead_one"
    blocks += [Paragraph(words.text(key, count=len(found), since=since)), Bullets(items)]
    without = [part.holder for part in material.parts if part.holder not in days]
    if without:
        blocks.append(Paragraph(words.text("report_changes_without", centres=", ".join(without)), TextKind.NOTE))
    return blocks


def _moved(each: Moved, words: Words) -> str:
    key = {True: "report_worse", False: "report_better", None: "report_other"}[each.is_worse]
    lights = {"before": words.light(each.before), "now": words.light(Light(each.line.row[Results.LIGHT]))}
    return words.text(key, **each.line.named, **lights)
