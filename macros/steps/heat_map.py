"""The heat map: how far each centre is ahead of its target, goal by goal."""

import pandas as pd

from schemas.codes import Light
from schemas.frames import is_missing, records
from schemas.tables import Centres, Results
from workbook.heat import HeatCell

_WORST = {Light.RED: 0, Light.YELLOW: 1, Light.NONE: 2, Light.GREEN: 3}


def heat_map(results: pd.DataFrame, groups: pd.DataFrame, centres: pd.DataFrame) -> pd.DataFrame:
    """Goals down, centres across by their short names, each cell a ``HeatCell``; None where a centre has no such goal.

    A goal that a centre has twice keeps its worst light.

    Args:
        results: The results of all centres.
        groups: Those of groups and the total.
        centres: The centres with their short names.
    """
    rows = [*records(results), *records(groups)]
    short = {str(row[Centres.CENTRE]): str(row[Centres.SHORT_NAME] or row[Centres.CENTRE]) for row in records(centres)}
    names = list(dict.fromkeys(str(row[Results.CENTRE]) for row in rows))
    titles: dict[str, str] = {}
    cells: dict[str, dict[str, HeatCell]] = {}
    for row in rows:
        titles.setdefault(str(row[Results.MEASURE]), str(row[Results.TITLE]))
    for row in sorted(rows, key=lambda row: _WORST[Light(row[Results.LIGHT])]):
        share = row[Results.AHEAD]
        strip = row.get(Results.LIGHT_STRIP)
        marks = "" if is_missing(strip) else str(strip)
        several = marks if len(marks) > 1 else ""  # the one is the light above it
        cell = HeatCell(Light(row[Results.LIGHT]), None if is_missing(share) else float(share), several)
        cells.setdefault(str(row[Results.MEASURE]), {}).setdefault(str(row[Results.CENTRE]), cell)
    lines = [
        {Results.TITLE: title, **{short.get(name, name): cells[measure].get(name) for name in names}}
        for measure, title in titles.items()
    ]
    columns = [str(Results.TITLE), *dict.fromkeys(short.get(name, name) for name in names)]
    return pd.DataFrame(lines, columns=columns, dtype=object)
