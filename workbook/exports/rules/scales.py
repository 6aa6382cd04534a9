"""Columns of a list that nothing is known of, but whose texts say that the figures stand in thousands or millions."""

import re

from schemas.cells import Cell, CellKind, RawTable
from schemas.fields import Table
from schemas.issues.issue import Issue
from schemas.lexicon.labels import label_key, scale_of
from schemas.lexicon.lexicon import cue_words
from schemas.lexicon.scale_texts import holds_scale
from schemas.profiles.export_profile import LEFT_OUT
from schemas.reading import fields_of, place_in
from schemas.tables import FIGURES
from schemas.thresholds import MOST_LABEL_WORDS
from schemas.words.vocabulary import headers, text_key

_LETTER = re.compile(r"[^\W\d_]")
_FACTOR = re.compile("10{2,}")


def scale_issues(raw: RawTable, table: type[Table]) -> list[Issue]:
    """Texts beside the figures of a list that tell a scale.

    Args:
        raw: The list; rows whose figures are scaled already, by a header or a profile, say nothing.
        table: What it is a list of.

    Returns:
        An error for each such text, at its first cell.
    """
    found: dict[tuple[int, str], Issue] = {}
    unknown, figures = unknown_columns(raw, table), _figure_columns(raw, table)
    for number, row in enumerate(raw.rows):
        if raw.factors and any(raw.factors[number][at] != 1 for at in figures):
            continue
        for at in unknown:
            key = (at, row[at].text)
            is_scale = tells_scale(row[at]) or (
                label_key(raw.header[at]) in cue_words("scale_titles") and _is_factor(row[at])
            )
            if key not in found and is_scale:
                found[key] = Issue("title_scale", place_in(raw, number, at), row[at].text.strip())
    return list(found.values())


def unknown_columns(raw: RawTable, table: type[Table]) -> list[int]:
    """The positions of the titled columns that are no field of the table, and that no profile passes over."""
    known = headers(table)
    titles = raw.read_as or raw.header
    return [
        at for at, title in enumerate(titles) if title.strip() and title != LEFT_OUT and text_key(title) not in known
    ]


def tells_scale(cell: Cell) -> bool:
    """Whether a short text is a scale (``1.000 kWh``, ``mio. kr.``): no amount, no number and no place."""
    text = cell.text.strip()
    if cell.kind is not CellKind.TEXT or not _LETTER.search(text) or len(text.split()) > MOST_LABEL_WORDS:
        return False
    bare, factor = scale_of(text)
    if factor != 1:
        return not bare[-1:].isdigit()
    return holds_scale(text)


def _is_factor(cell: Cell) -> bool:
    """Whether a cell is a thousand, a million or the like, as it stands in a column of scales."""
    digits = cell.text.strip().replace(".", "").replace(" ", "").replace("\u00a0", "")
    return _FACTOR.fullmatch(digits) is not None


def _figure_columns(raw: RawTable, table: type[Table]) -> list[int]:
    return [at for at, field in enumerate(fields_of(raw, table)) if field in FIGURES.get(table, ())]
