"""Targets written as a band in one cell (``365-385``): the lower and the upper bound each in its own column."""

import re
from collections.abc import Mapping
from dataclasses import replace

from schemas.cells import Cell, CellKind, RawTable
from schemas.fields import Field
from schemas.issues.issue import Issue, Place
from schemas.tables import Goals
from schemas.text.values import NumberError, parse_number, without_hedge
from schemas.words.vocabulary import Words

_BAND = re.compile(r"^(?P<low>[^-\u2013\u2212]*\d[^-\u2013\u2212]*?)\s*[-\u2013\u2212]\s*(?P<high>\d.*)$")
_LONGEST = 60  # a longer text is no band, and must not take long to be passed over


def band_of(text: str) -> tuple[str, str] | None:
    """The two bounds of a band; None where the text is none.

    The lower bound takes the upper one's unit: ``80-90 pct.`` is 80 and 90 per cent.
    """
    found = _BAND.match(without_hedge(text)) if len(text) <= _LONGEST else None
    if not found:
        return None
    try:
        for bound in found.groups():
            parse_number(bound)
    except NumberError as error:
        if type(error) is NumberError:
            return None
    return found["low"].strip(), found["high"].strip()


def without_bands(
    raw: RawTable, positions: Mapping[Field, int], words: Words
) -> tuple[RawTable, dict[Field, int], list[Issue]]:
    """A register whose bands are told apart.

    Args:
        raw: The register's cells.
        positions: Which column is which field.
        words: The user's language.

    Returns:
        The register, its columns (one more where it had none for the upper bound), and each conversion as a finding.
    """
    at = positions.get(Goals.TARGET)
    bands = {} if at is None else {row: band for row, cells in enumerate(raw.rows) if (band := _band(cells[at]))}
    if at is None or not bands:
        return raw, dict(positions), []
    upper = positions.get(Goals.TARGET_MAX)
    added = [] if upper is not None else [Cell(CellKind.BLANK)]
    rows = [[*cells, *added] for cells in raw.rows]
    last = len(raw.header) if upper is None else upper
    issues = []
    for row, (low, high) in bands.items():
        if rows[row][last].kind is not CellKind.BLANK:
            continue  # two upper bounds: the text stays, and is refused as no number
        rows[row][at] = Cell(CellKind.TEXT, low)
        rows[row][last] = Cell(CellKind.TEXT, high)
        place = Place(raw.file, raw.sheet, raw.row_numbers[row], raw.header[at], raw.address(row, at))
        taken = words.text("taken_as_band", low=low, high=high)
        issues.append(Issue("coerced_value", place, raw.rows[row][at].text, {"taken": taken}))
    if upper is not None:
        return replace(raw, rows=rows), dict(positions), issues
    home = [[raw.address(row, column) for column in range(len(raw.header))] for row in range(len(raw.rows))]
    wider = replace(
        raw,
        rows=rows,
        header=[*raw.header, words.title(Goals, Goals.TARGET_MAX)],
        read_as=[*raw.read_as, str(Goals.TARGET_MAX)] if raw.read_as else (),
        factors=[[*row, 1.0] for row in raw.factors],
        addresses=[[*row, row[at]] for row in home],
    )
    return wider, {**positions, Goals.TARGET_MAX: last}, issues


def _band(cell: Cell) -> tuple[str, str] | None:
    return band_of(cell.text) if cell.kind is CellKind.TEXT else None
