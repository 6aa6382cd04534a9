"""What the page of one goal looks up: each goal of each centre with its place among the centres and its months."""

import math
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from macros.steps.group_totals import Inside, is_additive
from macros.steps.pictured import whole_target
from schemas.codes import Light
from schemas.frames import Record, is_missing, records
from schemas.tables import Centres, Results
from schemas.words.vocabulary import Words
from udfs.goals.ahead import Months
from workbook.goal_page import GoalLines
from workbook.layout import month_titles
from workbook.present import amount

_WORST = {Light.RED: 0, Light.YELLOW: 1, Light.NONE: 2, Light.GREEN: 3}
_NOISE = 9  # decimals of a share: what differs less is alike
_FEWEST = 2  # centres that have a mean
_ASKED, _ASKED_MAX = "asked", "asked_max"


def trend_titles(year: int) -> list[str]:
    """The months of the year before and of the contract year, as columns and lines name them."""
    return [*month_titles(year - 1), *month_titles(year)]


def asked_title(month: str, words: Words, upper: bool = False) -> str:
    """The column of what a month was to give."""
    return words.text("trend_asked_max_of" if upper else "trend_asked_of", month=month)


def goal_lines(
    results: pd.DataFrame,
    groups: pd.DataFrame,
    centres: pd.DataFrame,
    months: Months,
    year: int,
    inside: Inside,
    words: Words,
) -> pd.DataFrame:
    """One line a goal and centre, goal by goal in the order of its ranking, groups and the total last.

    Args:
        results: The results of all centres.
        groups: Those of groups and the total.
        centres: The centres with their groups and short names.
        months: What is drawn month by month, a row a result, then a row a line of the groups.
        year: The contract year.
        inside: The centres that each line of the groups is made of.
        words: The language.

    Returns:
        The columns of ``GoalLines``, then the months.
    """
    rows = [*records(results), *records(groups)]
    listed = _listed(rows)
    by_measure: dict[str, dict[str, int]] = {}
    for at in sorted(range(len(rows)), key=lambda at: _WORST[Light(rows[at][Results.LIGHT])]):
        by_measure.setdefault(str(rows[at][Results.MEASURE]), {}).setdefault(str(rows[at][Results.CENTRE]), at)
    short = {str(row[Centres.CENTRE]): row[Centres.SHORT_NAME] for row in records(centres)}
    group_of = {str(row[Centres.CENTRE]): row[Centres.GROUP] for row in records(centres)}
    columns = _month_columns(year, words)
    lines: list[Record] = []
    for measure in listed:
        own = {centre: rows[at] for centre, at in by_measure[measure].items()}
        ranked, others = _ranked(own, group_of, words.text("total_name"))
        ranks = _ranks([own[centre] for centre in ranked])
        for place, centre in enumerate([*ranked, *others]):
            is_ranked = place < len(ranked)
            mean = _mean(centre, own, ranked, group_of, inside, words) if is_ranked else (None, None)
            line = _line(own[centre], words) | {
                GoalLines.LINE: len(lines) + 1,
                GoalLines.GOAL: listed[measure],
                GoalLines.PLACE: place + 1 if is_ranked else None,
                GoalLines.SHORT_NAME: short.get(centre) or centre,
                GoalLines.RANK: ranks[place] if is_ranked else None,
                GoalLines.MEAN: mean[0],
                GoalLines.MEAN_OF: mean[1],
            }
            lines.append({**line, **_months(by_measure[measure][centre], months, own[centre], columns)})
    names = [*map(str, GoalLines.fields), *columns]
    return pd.DataFrame(lines, columns=names, dtype=object)


def _listed(rows: list[Record]) -> dict[str, str]:
    """Measure → the goal as the list has it: its title, with the code where two measures have one title."""
    titles: dict[str, str] = {}
    for row in rows:
        titles.setdefault(str(row[Results.MEASURE]), str(row[Results.TITLE]))
    every = [title.casefold() for title in titles.values()]
    return {
        measure: title if every.count(title.casefold()) == 1 else f"{title} ({measure})"
        for measure, title in titles.items()
    }


def _ranked(own: Mapping[str, Record], group_of: Mapping[str, object], total: str) -> tuple[list[str], list[str]]:
    """The centres from the one farthest ahead, and the groups and totals, which do not rank beside their members."""
    is_group = {centre for centre in own if any(group_of.get(each) == centre for each in own)} | {total}
    ranked = [centre for centre in own if centre not in is_group]
    ranked.sort(key=lambda centre: (*_behind(own[centre]), centre))
    return ranked, [centre for centre in own if centre in is_group]


def _behind(row: Record) -> tuple[bool, float, int]:
    """What a line is sorted by: how far behind; without a share by its light."""
    share = row[Results.AHEAD]
    light = -_WORST[Light(row[Results.LIGHT])]
    return (True, 0.0, light) if is_missing(share) else (False, -round(float(share), _NOISE), 0)


def _ranks(rows: list[Record]) -> list[int | None]:
    """The ranks of sorted lines; those equally far ahead share one, those without a share have none."""
    ahead = [None if is_missing(row[Results.AHEAD]) else round(float(row[Results.AHEAD]), _NOISE) for row in rows]
    return [None if each is None else 1 + sum(other is not None and other > each for other in ahead) for each in ahead]


def _mean(
    centre: str,
    own: Mapping[str, Record],
    ranked: list[str],
    group_of: Mapping[str, object],
    inside: Inside,
    words: Words,
) -> tuple[float | None, str | None]:
    """The mean of a centre's group, of all centres where its group has no other here, and whose mean it is.

    What the group's own line says (rebuilt from parts) goes before the simple mean; sums are a mean a centre. Where the
    group's line does without a centre, so does the mean. Figures in different units have none.
    """
    group, name = group_of.get(centre), words.text("total_name")
    comparable = [each for each in ranked if _is_comparable(own[each], own[centre])]
    alike = [each for each in comparable if group is not None and group_of.get(each) == group]
    if _known(alike, own) < _FEWEST:
        alike = comparable
    else:
        name = str(group)
    line = own.get(name)
    line = line if line is not None and _is_comparable(line, own[centre]) else None
    members = None if line is None else inside.get((name, str(line[Results.NUMBER])))
    alike = [each for each in alike if members is None or each in members]
    is_inside = centre in alike
    figures = [
        float(own[each][Results.SHOWN_RESULT]) for each in alike if not is_missing(own[each][Results.SHOWN_RESULT])
    ]
    if len(figures) < _FEWEST:
        return None, words.text("no_mean_of_units") if _known(ranked, own) > _known(comparable, own) else None
    if line is not None and not is_additive(line) and not is_missing(line[Results.SHOWN_RESULT]):
        return float(line[Results.SHOWN_RESULT]), name if is_inside else words.text("mean_of_others", name=name)
    key = "simple_mean_of" if is_inside else "simple_mean_of_others"
    return sum(figures) / len(figures), words.text(key, count=len(figures))


def _is_comparable(row: Record, other: Record) -> bool:
    """Whether two results have one mean: in one unit, and made of their periods in one way."""
    return all(row[each] == other[each] for each in (Results.SHOWN_UNIT, Results.SUMMARY))


def _known(centres: list[str], own: Mapping[str, Record]) -> int:
    return sum(not is_missing(own[each][Results.SHOWN_RESULT]) for each in centres)


def _line(row: Record, words: Words) -> Record:
    names = (
        Results.CENTRE, Results.LIGHT, Results.UNIT, Results.SHOWN_UNIT, Results.SHOWN_RESULT, Results.SHOWN_TARGET,
        Results.AHEAD, Results.NATURAL_LOW, Results.NATURAL_HIGH,
    )  # fmt: skip
    count = int(row[Results.DECIMALS])
    rounded = {Results.SHOWN_RESULT, Results.SHOWN_TARGET, Results.NATURAL_LOW, Results.NATURAL_HIGH}
    line: Record = {str(name): _rounded(row[name], count) if name in rounded else row[name] for name in names}
    target = whole_target(row, Results.SHOWN_TARGET, Results.SHOWN_TARGET_MAX, words)
    line[Results.TARGET_WHOLE] = target
    told = {
        "light": words.light(Light(row[Results.LIGHT])),
        "result": amount(row[Results.SHOWN_RESULT], row[Results.SHOWN_UNIT], words, count=count),
        "target": target or "–",
    }
    text = words.text("one_goal_told", **told)
    return {**line, GoalLines.TOLD: f"{text}. {row[Results.STABILITY]}" if row[Results.STABILITY] else text}


def _rounded(value: object, count: int) -> float | None:
    return None if is_missing(value) else round(float(str(value)), count)


def _month_columns(year: int, words: Words) -> list[str]:
    own = month_titles(year)
    return [*trend_titles(year), *(asked_title(each, words, upper) for upper in (False, True) for each in own)]


def _months(at: int, months: Months, row: Record, columns: Sequence[str]) -> Record:
    """A goal's figures and targets by month, in its own unit, with the decimals that its figures are shown with."""
    drawn = np.concatenate([getattr(months, name)[at] for name in ("last_year", "value", _ASKED, _ASKED_MAX)])
    values = np.round(drawn, int(row[Results.DECIMALS])).tolist()
    shown = (None if math.isnan(value) else value for value in values)
    return dict(zip(columns, shown, strict=True))
