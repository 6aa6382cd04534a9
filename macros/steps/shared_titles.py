"""What lines over several centres are called, where each centre's goal has a title of its own."""

import re
from collections.abc import Mapping

import pandas as pd

from schemas.frames import Record
from schemas.measures import Catalogue
from schemas.tables import Goals, Results

_STATED = (Goals.TARGET, Goals.TARGET_MAX)
_NUMBER = re.compile(r"\d[\d.]*(?:,\d+)?")


def group_title(
    every: pd.DataFrame, alike: pd.DataFrame, line: Record, goals: pd.DataFrame, catalogue: Catalogue
) -> str:
    """What the line of a group is called.

    Args:
        every: The goals of the measure that the group's centres have.
        alike: Those of them that the line is made of.
        line: Its own goal, whose target may be theirs added up.
        goals: The goals of all workbooks.
        catalogue: What measures are called.
    """
    measure, called = str(line[Goals.MEASURE]), every[Goals.TITLE].dropna()
    if called.nunique() == 1 and not _name_other_targets(alike, line):
        return str(called.iloc[0])
    titles = goals.loc[goals[Goals.MEASURE] == measure, Goals.TITLE].dropna()
    return catalogue.title(measure, titles, hold=False)


def _name_other_targets(alike: pd.DataFrame, line: Record) -> bool:
    """Whether the goals' titles name targets of theirs that are not the line's."""
    found = _NUMBER.findall(" ".join(map(str, alike[Goals.TITLE].dropna())))
    named = {float(each.replace(".", "").replace(",", ".")) for each in found}
    targets = [abs(float(each)) for name in _STATED for each in alike[name].dropna() if each != line[name]]
    return not named.isdisjoint(targets)


def shared_titles(goals: pd.DataFrame, catalogue: Catalogue) -> dict[str, str]:
    """What each measure's line over all centres is called.

    Args:
        goals: The goals of all workbooks.
        catalogue: What measures are called.
    """
    titled = goals[goals[Goals.TITLE].notna()]
    by_measure = titled.groupby(Goals.MEASURE, sort=False)[Goals.TITLE]
    return {str(measure): catalogue.title(str(measure), titles) for measure, titles in by_measure}


def under_shared_titles(results: pd.DataFrame, titles: Mapping[str, str]) -> pd.DataFrame:
    """Results under what their measures are called over all centres, for tables with a line a measure.

    Args:
        results: The results of centres, or those of groups.
        titles: From ``shared_titles``.
    """
    rows = zip(results[Results.MEASURE], results[Results.TITLE], strict=True)
    named = [titles.get(str(measure), title) for measure, title in rows]
    return results.assign(**{Results.TITLE: pd.Series(named, index=results.index, dtype=object)})
