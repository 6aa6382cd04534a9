"""Lists that give a count and a share side by side: which of them is the figure, the measure's unit tells."""

from dataclasses import replace

from schemas.cells import RawTable
from schemas.fields import Table
from schemas.lexicon.labels import FigureRole, Labels
from schemas.lexicon.titles import is_beside_results
from schemas.lexicon.unit_texts import count_and_share, figure_of
from schemas.reading import fields_of
from schemas.tables import FIGURES, Observations


def count_or_share(raw: RawTable, table: type[Table], labels: Labels) -> RawTable:
    """A list whose figures stand in a column of counts and one of shares, with the one that its measures have.

    Args:
        raw: The list.
        table: What it is a list of.
        labels: The measures that are known, and their units.

    Returns:
        The list; as it stands where it is no such list, or its measures are not all counted
        or all shares.
    """
    pair = count_and_share_columns(raw, table)
    fields = fields_of(raw, table)
    if pair is None or Observations.MEASURE not in fields:
        return raw
    at = fields.index(Observations.MEASURE)
    named = {row[at].text for row in raw.rows if row[at].text.strip()}
    wanted = {figure_of(labels.units.get(labels.measure(name) or name)) for name in named}
    if len(wanted) != 1 or None in wanted:
        return raw
    titles = list(raw.read_as or raw.header)
    titles[pair[0] if FigureRole.COUNT in wanted else pair[1]] = str(Observations.VALUE)
    return replace(raw, read_as=titles)


def count_and_share_columns(raw: RawTable, table: type[Table]) -> tuple[int, int] | None:
    """Where the counts and the shares of a list stand that has no other figures; None where it is no such list."""
    fields = fields_of(raw, table)
    if table is not Observations or set(FIGURES[Observations]) & set(fields):
        return None
    texts = [title if field is None else "" for title, field in zip(raw.header, fields, strict=True)]
    return None if any(map(is_beside_results, raw.header)) else count_and_share(texts)
