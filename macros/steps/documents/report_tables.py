"""How the report is divided: a chapter a steering parameter, sections by focus area, in each a table a goal.

Source: half-year report 2008: chapters 1-4, tables 1-14 and 16-21; what is one goal for several centres, or several
goals of one matter (tables 10, 12 and 21), stands in one table.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from macros.steps.documents.report_lines import Line, in_order
from schemas.frames import is_missing
from schemas.tables import Goals, Results


@dataclass(frozen=True)
class GoalTable:
    """A table of the report.

    Args:
        number: Its number.
        lines: Its lines: goal by goal, in each centre by centre.
    """

    number: int
    lines: tuple[Line, ...]

    @property
    def focus(self) -> tuple[str, ...]:
        """The focus areas of its goals, of each that of its first line; their titles where they have none."""
        return tuple(dict.fromkeys(_focus(goal[0]) for goal in self.goals))

    @property
    def goals(self) -> tuple[tuple[Line, ...], ...]:
        """Its lines by goal."""
        found: dict[str, list[Line]] = {}
        for line in self.lines:
            found.setdefault(goal_key(line), []).append(line)
        return tuple(map(tuple, found.values()))


@dataclass(frozen=True)
class Section:
    """Tables of the same focus area, one after the other."""

    focus: tuple[str, ...]
    tables: tuple[GoalTable, ...]


@dataclass(frozen=True)
class Chapter:
    """The goals of a steering parameter."""

    parameter: str
    sections: tuple[Section, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """Its goals."""
        return tuple(line for section in self.sections for table in section.tables for line in table.lines)


def goal_key(line: Line) -> str:
    """What lines of one goal have in common: the measure, and how it is shown."""
    return f"{line.row[Results.MEASURE]} {line.row[Results.SHOWN_UNIT]}"


def chapters(lines: Sequence[Line]) -> tuple[Chapter, ...]:
    """The report's chapters.

    Args:
        lines: Its goals. Where the source of every one of them names its table in the year's own report, tables bear
            those numbers; else they are numbered from 1.
    """
    is_cited = bool(lines) and all(line.table is not None for line in lines)
    grouped: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        key = str(line.table) if is_cited else goal_key(line)
        grouped.setdefault((_parameter(line), key), []).append(line)
    ordered = sorted(grouped.items(), key=lambda each: _least(each[1]))
    by_parameter: dict[str, list[list[Line]]] = {}
    for (parameter, _), found in ordered:
        by_parameter.setdefault(parameter, []).append(found)
    numbers = iter(range(1, len(ordered) + 1))
    return tuple(
        Chapter(parameter, _sections([_table(found, numbers, is_cited) for found in _by_focus(groups, is_cited)]))
        for parameter, groups in by_parameter.items()
    )


def _by_focus(groups: Sequence[list[Line]], is_cited: bool) -> list[list[Line]]:
    """The tables of a chapter, those of one focus area together; in the order of their own numbers where cited."""
    if is_cited:
        return list(groups)
    found: dict[str, list[list[Line]]] = {}
    for group in groups:
        found.setdefault(_focus(min(group, key=lambda line: in_order(line.number))), []).append(group)
    return [group for together in found.values() for group in together]


def _focus(line: Line) -> str:
    """A goal's focus area; its title where it has none."""
    return line.title if is_missing(line.goal[Goals.FOCUS]) else str(line.goal[Goals.FOCUS])


def _table(lines: Sequence[Line], numbers: Iterator[int], is_cited: bool) -> GoalTable:
    """A table with its goals in the order of their numbers, and the lines of each as they came."""
    goals: dict[str, list[Line]] = {}
    for line in lines:
        goals.setdefault(goal_key(line), []).append(line)
    ordered = sorted(goals.values(), key=_least)
    number, cited = next(numbers), lines[0].table
    every = [line for goal in ordered for line in _totals_last(goal)]
    return GoalTable(cited if is_cited and cited is not None else number, tuple(every))


def _totals_last(lines: Iterable[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: line.is_total)


def _least(lines: Sequence[Line]) -> tuple[tuple[int, int | str], ...]:
    return min(in_order(line.number) for line in lines)


def _parameter(line: Line) -> str:
    parameter = line.goal[Goals.PARAMETER]
    return "" if is_missing(parameter) else str(parameter)


def _sections(tables: Sequence[GoalTable]) -> tuple[Section, ...]:
    found: list[list[GoalTable]] = []
    for table in tables:
        if found and found[-1][0].focus == table.focus:
            found[-1].append(table)
        else:
            found.append([table])
    return tuple(Section(group[0].focus, tuple(group)) for group in found)
