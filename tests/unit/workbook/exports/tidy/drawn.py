"""Sheets drawn as text: a line is a row, ``|`` stands between cells, a blank is an empty cell."""

import re

from schemas.cells import Cell, CellKind, Grid
from schemas.lexicon.labels import Labels
from schemas.lexicon.match import label_key
from schemas.profiles.export_profile import NO_PROFILE
from workbook.exports.sheet_layout import SheetLayout, read_layout

CENTRES = ("Nord", "Syd", "Vest")
MEASURES = {"Jobsamtaler til tiden": "interviews", "Aktiveringsgrad": "activation", "Forbrug": "spent"}
_NUMBER = re.compile(r"^-?\d+(?:,\d+)?$")
_SPAN = re.compile(r"([A-Z])(\d+):([A-Z])(\d+)")


def labels(year=2009, **more):
    """Three centres of which two are a group, three measures."""
    groups = {"BIF i alt": frozenset(CENTRES), "Jobcentre": frozenset({"Nord", "Syd"})}
    names = {label_key(name): name for name in (*CENTRES, *groups)}
    measures = {label_key(title): code for title, code in MEASURES.items()} | {code: code for code in MEASURES.values()}
    return Labels(**{"centres": names, "measures": measures, "groups": groups, "year": year, **more})


def cell(text):
    """A figure is a number cell, everything else a text."""
    if _NUMBER.match(text):
        return Cell(CellKind.NUMBER, float(text.replace(",", ".")))
    return Cell(CellKind.TEXT, text)


def sheet(drawing, merged="", name="Ark1"):
    """A sheet from its drawing; ``merged`` is like ``B1:C1 D1:E1``."""
    lines = drawing.strip("\n").split("\n")
    rows = {
        number: {column: cell(text.strip()) for column, text in enumerate(line.split("|"), start=1) if text.strip()}
        for number, line in enumerate(lines, start=1)
    }
    spans = [
        (int(top), ord(left) - 64, int(bottom), ord(right) - 64) for left, top, right, bottom in _SPAN.findall(merged)
    ]
    return Grid("udtræk.xlsx", name, {number: row for number, row in rows.items() if row}, spans)


def laid(drawing, merged="", name="Ark1", profile=NO_PROFILE, known=None) -> SheetLayout:
    return read_layout(sheet(drawing, merged, name), known or labels(), profile)


def rows(found: SheetLayout):
    """The long rows of all tables: centre, measure, period, then each figure with its factor, ``-`` where none is."""
    return [
        (*(each.text for each in row[:3]), *_figures(row[3:], table.factors[at][3:] if table.factors else ()))
        for table in found.tables
        for at, row in enumerate(table.rows)
    ]


def _figures(cells, factors):
    texts = [_figure(each, factors[at] if factors else 1) for at, each in enumerate(cells)]
    while len(texts) > 1 and texts[-1] == "-":
        texts.pop()
    return texts


def _figure(found, factor):
    if found.kind is CellKind.BLANK:
        return "-"
    if found.kind is not CellKind.NUMBER:
        return found.text
    return f"{found.value * factor:.10g}".replace(".", ",")


def expected(drawing):
    """The rows of a drawing of what must come out."""
    return [tuple(text.strip() for text in line.split("|")) for line in drawing.strip().split("\n") if line.strip()]


def issues(found: SheetLayout):
    """Each finding's code and cell; names taken for others are left out."""
    return [(each.code, each.place.cell or each.place.row) for each in found.issues if each.code != "label_taken"]
