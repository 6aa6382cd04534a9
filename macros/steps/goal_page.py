"""The page of one goal across centres: formulas that any spreadsheet program calculates, over a list of all goals."""

from collections.abc import Mapping

import pandas as pd

from macros.steps.goal_lines import asked_title, goal_lines, trend_titles
from macros.steps.group_totals import Inside
from macros.steps.try_out_examples import column
from schemas.fields import Field
from schemas.frames import Record, is_missing, records
from schemas.tables import Results
from schemas.words.vocabulary import Words
from udfs.goals.ahead import Months
from workbook.goal_page import (
    GoalChoice,
    GoalLines,
    GoalRanking,
    GoalTrend,
    ListedCentres,
    ListedGoals,
    Looked,
)
from workbook.layout import month_titles
from workbook.opc.refs import in_brackets
from workbook.port import Formula
from workbook.present import plain


def goal_page(
    results: pd.DataFrame,
    groups: pd.DataFrame,
    centres: pd.DataFrame,
    months: Months,
    year: int,
    inside: Inside,
    words: Words,
) -> dict[str, pd.DataFrame]:
    """The tables of the page, with formulas and what they give for the goal and centre chosen to begin with.

    Args:
        results: The results of all centres.
        groups: Those of groups and the total.
        centres: The centres with their groups and short names.
        months: What is drawn month by month, a row a result, then a row a line of the groups.
        year: The contract year.
        inside: The centres that each line of the groups is made of.
        words: The language.

    Returns:
        Table name → its lines.
    """
    frame = goal_lines(results, groups, centres, months, year, inside, words)
    lines = records(frame)
    goal = _first_goal(lines)
    ranked = [line for line in lines if line[GoalLines.GOAL] == goal and not is_missing(line[GoalLines.PLACE])]
    chosen = ranked[0] if ranked else {}
    places = max((int(line[GoalLines.PLACE]) for line in lines if not is_missing(line[GoalLines.PLACE])), default=1)
    names = (
        dict.fromkeys([*results[Results.CENTRE], *groups[Results.CENTRE]])
        if len(groups)
        else dict.fromkeys(results[Results.CENTRE])
    )
    return {
        GoalLines.name: frame,
        GoalChoice.name: _choice(goal, chosen, words),
        GoalTrend.name: _trend(chosen, year, words),
        GoalRanking.name: _ranking(ranked, places, words),
        ListedGoals.name: pd.DataFrame({ListedGoals.GOAL: list(dict.fromkeys(frame[GoalLines.GOAL]))}, dtype=object),
        ListedCentres.name: pd.DataFrame({ListedCentres.CENTRE: list(names)}, dtype=object),
    }


def _first_goal(lines: list[Record]) -> str:
    """The goal that most centres have figures for."""
    known = [str(line[GoalLines.GOAL]) for line in lines if line[GoalLines.RANK] is not None]
    every = known or [str(line[GoalLines.GOAL]) for line in lines]
    return max(dict.fromkeys(every), key=every.count, default="")


def _looked_up(title: str, words: Words, line: str, otherwise: str, is_text: bool = False) -> str:
    """The value of a line of the list; something else where there is no such line, or it has none."""
    source = f"INDEX({column(GoalLines, title, words)},{line})"
    value = f'{source}&""' if is_text else source
    return f'IF(N({line})=0,{otherwise},IF({source}="",{otherwise},{value}))'


def _choice(goal: str, chosen: Record, words: Words) -> pd.DataFrame:
    goals, centres, numbers = (
        column(GoalLines, field, words) for field in (GoalLines.GOAL, GoalLines.CENTRE, GoalLines.LINE)
    )
    line = f"SUMPRODUCT(({goals}={Looked.GOAL})*({centres}={Looked.CENTRE})*{numbers})"
    none = words.text("one_goal_none")
    said = _looked_up(GoalLines.TOLD, words, Looked.LINE, f'"{none}"', is_text=True)
    unit = _looked_up(GoalLines.UNIT, words, Looked.LINE, '""', is_text=True)
    values: dict[Looked, object] = {
        Looked.GOAL: goal or None,
        Looked.CENTRE: chosen.get(GoalLines.CENTRE),
        Looked.SAID: Formula(said, chosen.get(GoalLines.TOLD, none)),
        Looked.UNIT: Formula(unit, plain(GoalLines.UNIT, chosen.get(GoalLines.UNIT), words) or ""),  # type: ignore[arg-type]  # a code is text
        Looked.LINE: Formula(line, float(chosen.get(GoalLines.LINE, 0))),
    }
    rows = [(words.text(f"line_{key}"), value) for key, value in values.items()]
    return pd.DataFrame(rows, columns=[str(field) for field in GoalChoice.fields], dtype=object)


def _trend(chosen: Record, year: int, words: Words) -> pd.DataFrame:
    own = set(month_titles(year))
    rows = []
    for month in trend_titles(year):
        sources: Mapping[Field, str] = {
            GoalTrend.VALUE: month,
            GoalTrend.ASKED: asked_title(month, words) if month in own else "",
            GoalTrend.ASKED_MAX: asked_title(month, words, upper=True) if month in own else "",
            GoalTrend.NATURAL_LOW: GoalLines.NATURAL_LOW,
            GoalTrend.NATURAL_HIGH: GoalLines.NATURAL_HIGH,
        }
        row: dict[str, object] = {str(GoalTrend.MONTH): month}
        for field, source in sources.items():
            text = _looked_up(source, words, Looked.LINE, '""') if source else '""'
            row[str(field)] = Formula(text, _cached(chosen.get(source)))
        rows.append(row)
    return pd.DataFrame(rows, columns=[str(field) for field in GoalTrend.fields], dtype=object)


def _ranking(ranked: list[Record], places: int, words: Words) -> pd.DataFrame:
    goals, place, numbers = (
        column(GoalLines, field, words) for field in (GoalLines.GOAL, GoalLines.PLACE, GoalLines.LINE)
    )
    line = f"{GoalRanking.name}[[#This Row],[{in_brackets(words.title(GoalRanking, GoalRanking.LINE))}]]"
    rows = []
    for at in range(places):
        known = ranked[at] if at < len(ranked) else {}
        number = f"SUMPRODUCT(({goals}={Looked.GOAL})*({place}={at + 1})*{numbers})"
        row: dict[str, object] = {str(GoalRanking.LINE): Formula(number, float(known.get(GoalLines.LINE, 0)))}
        for field in (each for each in GoalRanking.fields if each != GoalRanking.LINE):
            text = _looked_up(field, words, line, '""')
            row[str(field)] = Formula(text, _cached(plain(field, known.get(field), words)))
        rows.append(row)
    return pd.DataFrame(rows, columns=[str(field) for field in GoalRanking.fields], dtype=object)


def _cached(value: object) -> float | str:
    if value is None or is_missing(value):
        return ""
    return value if isinstance(value, str) else float(str(value))
