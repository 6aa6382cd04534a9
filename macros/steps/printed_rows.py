"""The goals of a contract as it is printed: which rows are goals, and which of their cells says what."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from macros.steps.printed_centre import centre_of_title
from macros.steps.printed_titles import ONLY_NUMBER, Head, Text, head_of, labels
from schemas.cells import BLANK, Cell, CellKind, Grid, column_letters
from schemas.codes import GoalType
from schemas.fields import Field
from schemas.issues.issue import Issue, Place
from schemas.tables import Goals
from schemas.text.periods import Period
from schemas.text.printed_words import is_contract_year, lexicon, plain_text
from schemas.words.vocabulary import code_of, text_key

_DECIMALS = re.compile(r"^0\.(0+)$")
_HUNDRED = 100
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d.,]*\d)")


@dataclass(frozen=True)
class PrintedLine:
    """A goal of the contract.

    Args:
        number: Its number; empty where none stands there.
        goal_type: Its type, by its label or mark.
        label: What it is called, with its number.
        cells: What stands in its columns; the sentence under ``title``.
        baseline_period: The period in the title of the column of baselines.
        place: Where its row stands.
    """

    number: str
    goal_type: GoalType | None
    label: str
    cells: Mapping[Field, Text]
    baseline_period: Period | None
    place: Place
    is_of_table: bool = False
    """It stands in a table with titles."""
    taken: str = ""
    """The number that it bears, where another goal before it bears it too; ``number`` is empty then."""

    def text(self, column: Field) -> str:
        """What stands in a column; empty where nothing does."""
        return self.cells[column].text if column in self.cells else ""


@dataclass
class PrintedRows:
    """The goals of a file, and what is to be said of its rows."""

    lines: list[PrintedLine] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    years: set[int] = field(default_factory=set)
    """The years that the file says its contract or its targets are of."""
    centres: set[str] = field(default_factory=set)
    """The centres that its title names."""


def printed_rows(grids: Iterable[Grid]) -> PrintedRows:
    """Find the goals.

    Args:
        grids: The sheets or tables of a file, in order.
    """
    found = PrintedRows()
    left_out: list[Text] = []
    unknown: dict[str, Text] = {}
    focus: Text | None = None
    for grid in grids:
        head: Head | None = None
        numbers = [*grid.rows]
        for at, (number, cells) in enumerate(grid.rows.items()):
            below = grid.rows[numbers[at + 1]] if at + 1 < len(numbers) else {}
            row = {column: _text(cell, grid, number, column) for column, cell in cells.items() if cell.text.strip()}
            if not row:
                continue
            if (told := head_of(row, below)) is not None:
                head = told
                found.years |= {told.target_period.year} if told.target_period else set()
            elif (heading := _focus(row)) is not None:
                focus = heading
            elif (line := _line(row, head, cells)) is not None:
                unknown |= {cell.text: cell for cell in head.left if line.is_of_table} if head is not None else {}
                named = {Goals.FOCUS: focus, **line.cells} if focus is not None else line.cells
                found.lines.append(replace(line, cells=named))
            elif head is not None:
                left_out.append(next(iter(row.values())))
                _note_title(found, row)
            else:
                _note_title(found, row)
    if unknown:
        issue = Issue("contract_columns_left_out", next(iter(unknown.values())).place, ", ".join(unknown))
        found.issues.append(issue)
    if left_out:
        details = {"count": len(left_out)}
        found.issues.append(Issue("contract_rows_left_out", left_out[0].place, left_out[0].text, details))
    return _once(found)


def _note_title(found: PrintedRows, row: Mapping[int, Text]) -> None:
    """Note what a line that names the contract and its year tells of all its goals."""
    if years := _years_of_contract(row):
        found.years |= years
        found.centres |= {centre_of_title(" ".join(cell.text for cell in row.values()))} - {""}


def _years_of_contract(row: Mapping[int, Text]) -> set[int]:
    """The year of a line that names the contract and one year: ``Resultatkontrakt 2009``."""
    text = " ".join(cell.text for cell in row.values())
    years = {int(each) for each in _YEAR.findall(text) if is_contract_year(each)}
    named = any(word in text.casefold() for word in lexicon("contract")["words"])
    return years if named and len(years) == 1 else set()


def _text(cell: Cell, grid: Grid, row: int, column: int) -> Text:
    place = Place(grid.file, grid.sheet, row, "", f"{column_letters(column)}{row}")
    if cell.kind is CellKind.NUMBER and isinstance(cell.value, float | int):
        value = cell.value * _HUNDRED if cell.is_percent else cell.value
        text = f"{round(value, 10):.12g}".replace(".", ",")
        return Text(f"{text} %" if cell.is_percent else text, place, is_number=True)
    if isinstance(cell.value, date):
        return Text(f"{cell.value:%d-%m-%Y}", place)
    text = plain_text(cell.text)
    return Text("" if text.startswith("[") and text.endswith("]") else text, place)  # [not told]


def _focus(row: Mapping[int, Text]) -> Text | None:
    """A row that only names the focus area of those that follow: ``Focus: …``."""
    if len(row) > 1:
        return None
    cell = next(iter(row.values()))
    word, colon, name = cell.text.partition(":")
    known = lexicon("focus")["words"]
    return replace(cell, text=name.strip()) if colon and word.strip().casefold() in known and name.strip() else None


def _line(row: Mapping[int, Text], head: Head | None, cells: Mapping[int, Cell]) -> PrintedLine | None:
    return (_under_head(row, head, cells) if head is not None else None) or _labelled(row)


def _under_head(row: Mapping[int, Text], head: Head, raw: Mapping[int, Cell]) -> PrintedLine | None:
    """A row of a table with titles: a goal, where it has a number, or a title and a target."""
    at_number = next((at for at, name in head.fields.items() if name == Goals.NUMBER), None)
    cells = {_meant(name, row[at]): row[at] for at, name in head.fields.items() if at in row and name != Goals.NUMBER}
    written = _number(row.get(at_number), raw.get(at_number, BLANK)) if at_number in row and at_number else ""
    label = labels().match(row[at_number].text) if at_number in row and at_number else None
    title = cells.get(Goals.TITLE)
    if label is None and not written and title is not None and (label := labels().match(title.text)):
        cells[Goals.TITLE] = replace(title, text=label[3])
    number = label[2].rstrip(".") if label else written
    if not number and not (title is not None and Goals.TARGET in cells):
        return None
    if label and label[3] and Goals.TITLE not in cells and at_number:
        cells[Goals.TITLE] = replace(row[at_number], text=label[3])
    place = next(iter(row.values())).place
    marked = cells.get(Goals.GOAL_TYPE)
    type_of = _type_of(label[1]) if label else type_marked(marked.text) if marked is not None else None
    return PrintedLine(number, type_of, _called(label, number), cells, head.baseline_period, place, is_of_table=True)


def _meant(name: Field, cell: Text) -> Field:
    """The field of a cell: *Basis* heads what a target is stated by, and in contracts what it is compared with."""
    return Goals.BASELINE if name == Goals.BASIS and code_of(name, cell.text) is None else name


def _number(cell: Text | None, raw: Cell) -> str:
    """A goal's number in a cell of its own; one that the spreadsheet has made a number keeps its decimals."""
    if cell is None or raw.kind is CellKind.DATE:
        return ""
    text = cell.text
    if cell.is_number and isinstance(raw.value, float | int):
        decimals = _DECIMALS.match(raw.number_format)
        text = f"{raw.value:.{len(decimals[1])}f}" if decimals else f"{raw.value:g}"
    found = ONLY_NUMBER.match(text)
    return found[1].rstrip(".") if found else ""


def _labelled(row: Mapping[int, Text]) -> PrintedLine | None:
    """A row, or a line of text, that begins with what it is: ``Result goal 1.1 …``."""
    texts = list(row.values())
    label = labels().match(texts[0].text)
    if label is None or (label[1].casefold() in lexicon("contract")["goal"] and label[3][:1].islower()):
        return None  # "Goal 13 is told in two lines" tells of a goal, and is none
    rest = [replace(texts[0], text=label[3])] if label[3] else []
    kind = _type_of(label[1])
    for cell in texts[1:]:
        if (mark := type_marked(cell.text)) is not None:
            kind = kind or mark
        else:
            rest.append(cell)
    if not rest:
        return None
    cells = dict(zip((Goals.TITLE, Goals.TARGET), rest, strict=False))
    return PrintedLine(label[2].rstrip("."), kind, _called(label, ""), cells, None, texts[0].place)


def _called(label: re.Match[str] | None, number: str) -> str:
    return f"{label[1]} {label[2].rstrip('.')}" if label else number


def _type_of(word: str) -> GoalType | None:
    found = next((name for name, words in lexicon("labels").items() if word.casefold() in words), "")
    return GoalType(found) if found in set(GoalType) else None


def type_marked(text: str) -> GoalType | None:
    """The type that a text says and nothing else: ``R``, ``(I)``."""
    text = text.strip("() ").casefold()
    return next((GoalType(name) for name, words in lexicon("marks").items() if text in words), None)


def _once(found: PrintedRows) -> PrintedRows:
    """Each goal once: a contract may list its goals in front and again where they belong."""
    first: dict[tuple[str, str], PrintedLine] = {}
    lines: list[PrintedLine] = []
    twice: dict[str, Place] = {}
    for line in found.lines:
        key = (line.number, text_key(line.text(Goals.CENTRE)))
        standing = first.get(key) if line.number else None
        if standing is None:
            first[key] = line
            lines.append(line)
        elif line.is_of_table != standing.is_of_table:
            continue  # a note on a goal of a table, or the other way round
        elif _differ(standing, line):
            twice.setdefault(line.number, line.place)
            if _names_figure(standing) and _names_figure(line):
                lines.append(replace(line, number="", taken=line.number))
        else:
            first[key] = lines[lines.index(standing)] = _joined(standing, line)
    if twice:
        issue = Issue("contract_goal_twice", next(iter(twice.values())), ", ".join(twice))
        return PrintedRows(lines, [*found.issues, issue], found.years, found.centres)
    return PrintedRows(lines, found.issues, found.years, found.centres)


def _names_figure(line: PrintedLine) -> bool:
    """Whether a line asks for something: a heading that only names its goal is told in full elsewhere."""
    return any(sign.isdigit() for field in (Goals.TITLE, Goals.TARGET) for sign in line.text(field))


def _joined(first: PrintedLine, second: PrintedLine) -> PrintedLine:
    """A goal that stands in several tables, each with columns of its own."""
    cells = {**second.cells, **{name: cell for name, cell in first.cells.items() if cell.text}}
    period = first.baseline_period or second.baseline_period
    return replace(first, cells=cells, goal_type=first.goal_type or second.goal_type, baseline_period=period)


def _differ(first: PrintedLine, second: PrintedLine) -> bool:
    both: Sequence[str] = [text_key(line.text(Goals.TITLE)).rstrip(".") for line in (first, second)]
    return all(both) and both[0] != both[1]
