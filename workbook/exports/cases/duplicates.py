"""Cases that stand twice in a list.

Counting ten million different texts is what a database is slowest at. So our own engine hands out each id's hash from
the one reading of the rows, and they are sorted here: eight bytes a case. Two different ids with one hash are one in
a million lists of ten million cases, and the second reading compares the texts themselves.
"""

from dataclasses import replace
from typing import Any

from schemas.issues.issue import Issue
from workbook.exports.cases.keys import IDS, Keys, has_cpr
from workbook.exports.cases.opened import ROW, OpenCaseList

_REPEATED = "case_repeated"


def doubled_issues(source: OpenCaseList, keys: Keys, kept: Any, most: int) -> list[Issue]:
    """The cases that stand more than once.

    Args:
        source: The open list.
        keys: What its rows were grouped by.
        kept: The groups, with the hashes of ids where the engine is our own.
        most: The most rows to name.

    Returns:
        One finding for each of the first rows that repeat an id; one without a row where rows have no numbers.
    """
    if not keys.cases.case:
        return []
    if not source.embedded:
        return _elsewhere(source, keys)
    repeated = _repeated(source, kept)
    if not len(repeated):
        return []
    if source.numbered is None:
        return [_issue(source, keys, len(repeated), None, "")]
    rows = _rows(source, keys, repeated)
    lines = source.lines({row for row, _ in rows[:most]})
    return [_issue(source, keys, len(rows), lines[row], value) for row, value in rows[:most]]


def _repeated(source: OpenCaseList, kept: Any) -> Any:
    """The hashes that come again, each once for every time."""
    import numpy as np

    arrow = source.connection.to_pyarrow(kept.select(hash=kept[IDS].unnest()))
    hashes = np.sort(arrow["hash"].to_numpy())
    return hashes[1:][hashes[1:] == hashes[:-1]]


def _rows(source: OpenCaseList, keys: Keys, repeated: Any) -> list[tuple[int, str]]:
    """The rows that repeat an earlier one's id, and the id."""
    import ibis
    import numpy as np
    import pandas as pd

    assert source.numbered is not None
    table = source.numbered()
    rows = table.select(row=table[ROW], value=table[keys.columns[keys.cases.case]].cast("string").strip())
    frame = pd.DataFrame({"hash": np.unique(repeated)})
    known = source.connection.create_table(_REPEATED, ibis.memtable(frame), temp=True)
    alike = rows.mutate(hash=rows["value"].hash()).semi_join(known, "hash")
    order = ibis.row_number().over(group_by=alike["value"], order_by=alike["row"])
    again = alike.mutate(place=order, private=has_cpr(alike["value"]))
    again = again.filter(again["place"] > 0).order_by("row")
    records = source.connection.to_pyarrow(again.select("row", "value", "private")).to_pylist()
    return [(record["row"], "" if record["private"] else record["value"]) for record in records]


def _elsewhere(source: OpenCaseList, keys: Keys) -> list[Issue]:
    """Behind a connection URL the engine counts for itself."""
    ids = source.table[keys.columns[keys.cases.case]].cast("string").strip().nullif("")
    counted = source.table.aggregate(cases=ids.count(), different=ids.nunique())
    record = source.connection.to_pyarrow(counted).to_pylist()[0]
    doubled = record["cases"] - record["different"]
    return [_issue(source, keys, doubled, None, "")] if doubled else []


def _issue(source: OpenCaseList, keys: Keys, count: int, row: int | None, value: str) -> Issue:
    place = replace(source.place, row=row, column=keys.cases.case)
    return Issue("case_doubled", place, value, {"count": count})
