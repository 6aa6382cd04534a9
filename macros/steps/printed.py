"""Checks a printed report against what its own figures give. Which lines are wrong is not known beforehand."""

import re

import pandas as pd

from schemas.codes import GoalType
from schemas.frames import Record, numbered, records
from schemas.issues.issue import Issue, Place
from schemas.reading import Understood
from schemas.tables import Goals, PrintedDifferences, PrintedOverview, Results
from schemas.words.vocabulary import Words
from workbook.present import amount

_STEM = re.compile(r"^(\d+(?:\.\d+)*)[a-z]$")
_TINY = 1e-9


def half_a_digit(printed: str) -> float:
    """The most that rounding can have moved a printed number: half a unit of its last digit."""
    decimals = len(re.split(r"[.,]", printed)[1]) if re.search(r"[.,]", printed) else 0
    return 0.5 * 10.0**-decimals


def check_differences(printed: Understood, results: pd.DataFrame, words: Words) -> list[Issue]:
    """Compare printed differences with computed ones.

    Args:
        printed: The report's lines.
        results: Computed results of the same centres and measures.
        words: The user's language.

    Returns:
        A finding for each line whose printed difference is further from the computed one than the printing of the
        difference itself explains, with the likeliest cause.
    """
    table = PrintedDifferences
    computed = {(row[Results.CENTRE], row[Results.MEASURE]): row for row in records(results)}
    issues = []
    for index, line in numbered(printed.frame):
        row = computed.get((line[table.CENTRE], line[table.MEASURE]))
        if row is None:
            continue
        written = printed.value(index, table.PRINTED_DIFFERENCE)
        stated, found = line[table.PRINTED_DIFFERENCE], _difference(line, row)
        if abs(stated - found) <= half_a_digit(written) + _TINY:
            continue
        unit = str(row[Results.UNIT])
        slack = half_a_digit(printed.value(index, table.RESULT)) + half_a_digit(written)
        details = {
            "table": line[table.TABLE],
            "centre": line[table.CENTRE],
            "printed": _signed(stated, unit, words),
            "result": amount(line[table.RESULT], unit, words),
            "target": amount(line[table.TARGET], unit, words),
            "explanation": words.text(_cause(stated, found, slack, half_a_digit(written))),
        }
        place = printed.place(index, table.PRINTED_DIFFERENCE)
        issues.append(Issue("printed_difference", place, _signed(found, unit, words), details))
    return issues


def _difference(line: Record, row: Record) -> float:
    """The computed difference that a printed one is held against.

    It is that to the target to date, or to the year's, if that is what the report printed beside a result to date
    (table 7 of 2008).
    """
    target, due, year = line[PrintedDifferences.TARGET], row[Results.TARGET_TO_DATE], row[Results.TARGET]
    is_year = abs(target - year) <= _TINY < abs(target - due)
    return float(row[Results.RESULT] - year if is_year else row[Results.SHOWN_DIFFERENCE])


def _signed(value: float, unit: str, words: Words) -> str:
    return amount(value, unit, words, sign=True)


def _cause(stated: float, found: float, slack: float, half: float) -> str:
    if abs(stated + found) <= half + _TINY:
        return "printed_sign"
    return "printed_rounded" if abs(stated - found) <= slack + _TINY else "printed_wrong"


def stem(number: str) -> str:
    """The goal that a part belongs to: 13 for 13a and 13b."""
    match = _STEM.match(number)
    return match[1] if match else number


def goal_counts(goals: pd.DataFrame) -> pd.DataFrame:
    """Goals by parameter (rows) and goal type (columns); the parts of a goal count as one."""
    whole = goals.assign(stem=[stem(str(number)) for number in goals[Goals.NUMBER]])
    whole = whole.drop_duplicates([Goals.CENTRE, "stem"])
    counts = pd.crosstab(whole[Goals.PARAMETER], whole[Goals.GOAL_TYPE])
    order = list(dict.fromkeys(whole[Goals.PARAMETER]))
    return counts.reindex(index=order, columns=[str(kind) for kind in GoalType], fill_value=0)


def check_overview(printed: Understood, goals: pd.DataFrame, words: Words) -> list[Issue]:
    """Compare a contract's own overview with its list of goals.

    Args:
        printed: The overview; its line without parameter is the sum.
        goals: The contract's goals.
        words: The user's language.

    Returns:
        A finding for each line that the list contradicts, the sum among them: it is held against the list's own sum, so
        that one which adds up wrong lines rightly is told too.
    """
    counts = goal_counts(goals)
    own = printed.frame
    issues = []
    for index, line in numbered(own):
        name = line[PrintedOverview.PARAMETER]
        if name is None:
            effort, result = (float(counts[kind].sum()) for kind in (GoalType.EFFORT, GoalType.RESULT))
        else:
            known = name in counts.index
            effort = float(counts[GoalType.EFFORT][name]) if known else 0.0
            result = float(counts[GoalType.RESULT][name]) if known else 0.0
        if (line[PrintedOverview.EFFORT], line[PrintedOverview.RESULT]) != (effort, result):
            details = {
                "line": name or words.text("overview_total"),
                "printed_effort": f"{line[PrintedOverview.EFFORT]:.0f}",
                "printed_result": f"{line[PrintedOverview.RESULT]:.0f}",
                "effort": f"{effort:.0f}",
                "result": f"{result:.0f}",
            }
            place: Place = printed.place(index, PrintedOverview.EFFORT)
            issues.append(Issue("printed_overview", place, str(details["printed_effort"]), details))
    return issues
