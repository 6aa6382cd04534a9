"""Labels of figures that stand side by side under one header, and tell only together what each of them is."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace

from schemas.cells import Cell, CellKind
from schemas.codes import Unit
from schemas.lexicon.labels import Dimension, Labels, Part, plain, says_scale
from schemas.lexicon.lexicon import listed
from schemas.lexicon.unit_texts import COUNTED, count_and_share, is_unit_title, unit_in
from schemas.text.periods import Grain
from schemas.text.values import says_percent
from workbook.exports.meaning.claims import Known

_PAIR = 2


def parts_beside(cells: Iterable[Cell], labels: Labels) -> Mapping[str, Part]:
    """What labels are beside the others of their level, where alone they are something else or nothing.

    Args:
        cells: The labels of one level of headers.
        labels: What is known; what the user has said of a label holds.

    Returns:
        Label (as ``plain`` gives it) -> its part: ``I alt`` beside a numerator is the denominator, ``Month`` beside
        ``Year to date`` and ``This year`` beside ``Last year`` are the value, and of ``Count`` and ``Per cent`` the
        measure's unit tells which is.
    """
    texts = {plain(cell.text): cell.text for cell in cells if cell.kind is CellKind.TEXT}
    parts = {labels.part(text) for text in texts.values()}
    found: dict[str, Part] = {}
    if Part.NUMERATOR in parts and Part.DENOMINATOR not in parts:
        found |= {label: Part.DENOMINATOR for label, text in texts.items() if labels.total(text) is not None}
    if texts.keys() & set(listed("part_to_date")):
        found |= dict.fromkeys(texts.keys() & set(listed("part_month")), Part.VALUE)
    if texts.keys() & set(listed("part_last_year")):
        found |= dict.fromkeys(texts.keys() & set(listed("part_this_year")), Part.VALUE)
    if not parts & {Part.NUMERATOR, Part.DENOMINATOR}:
        found |= _count_and_share(texts)
    return {label: part for label, part in found.items() if label not in labels.parts}


def _count_and_share(texts: Mapping[str, str]) -> Mapping[str, Part]:
    """The one label for counts and the one for shares; nothing where there are not these two."""
    labels = list(texts)
    pair = count_and_share(list(texts.values()))
    return {labels[pair[0]]: Part.COUNT, labels[pair[1]]: Part.SHARE} if pair else {}


def units_of_rows(cells: Sequence[Cell], title: str) -> Mapping[str, Part]:
    """What the labels of a column are that holds nothing but units, which scale nothing; empty for other columns.

    Args:
        cells: The labels.
        title: What heads them. Under ``Unit`` each stands beside a value; otherwise rows of counts and of shares may
            stand below each other, and the measure's unit tells which of them are its values.
    """
    texts = {plain(cell.text): cell.text for cell in cells if cell.kind is CellKind.TEXT}
    if not texts or any(unit_in(text) is None or says_scale(text) for text in texts.values()):
        return {}
    pair = {} if is_unit_title(title) or len(texts) > _PAIR else _count_and_share(texts)
    return pair or dict.fromkeys(texts, Part.VALUE)


def settled(known: Known, own: Known, labels: Labels) -> Known:
    """What a figure is, where its label tells that only with others.

    Args:
        known: All that is known of the figure.
        own: What its row and its column say, without the titles.
        labels: The measures' units.

    Returns:
        A count or a share as the value or left out, as the measure's unit tells. Unknown where it tells nothing, and
        where a month is said to stand under a longer period, or this year under a title's period: it may be to date.
    """
    spot = known.spots.get(Dimension.PART)
    if spot is None or known.part is None:
        return known
    unknown = replace(known, unknown=(*known.unknown, (Dimension.PART, spot)))
    label = plain(spot[2].text)
    if known.part == Part.VALUE and label not in labels.parts:
        is_longer = label in listed("part_month") and known.period is not None and known.period.grain is not Grain.MONTH
        return unknown if is_longer or (label in listed("part_this_year") and own.period is None) else known
    if known.part not in {Part.COUNT, Part.SHARE} or known.measure is None:
        return known
    unit = labels.units.get(known.measure)
    if unit != Unit.PCT and unit not in COUNTED:
        return unknown
    is_value = (known.part == Part.SHARE) == (unit == Unit.PCT)
    return replace(known, part=Part.VALUE) if is_value else replace(known, ignored=True)


def shares_unclear(columns: Mapping[int, Known]) -> dict[int, Known]:
    """Columns of per cent beside one of targets or changes are of unknown meaning: they may be per cent of those."""
    ignored = [spot for known in columns.values() if known.ignored and (spot := known.spots.get(Dimension.PART))]
    if all(plain(spot[2].text) in listed("remark_words") for spot in ignored):
        return dict(columns)
    told = {spot[2].text for known in columns.values() if (spot := known.spots.get(Dimension.PART))}
    counted = any(unit_in(text) == Unit.COUNT for text in told)
    return {
        column: replace(known, unknown=(*known.unknown, (Dimension.PART, spot)))
        if not known.ignored
        and (spot := known.spots.get(Dimension.PART))
        and (says_percent(spot[2].text) or (counted and unit_in(spot[2].text) == Unit.PCT))
        else known
        for column, known in columns.items()
    }


def unclear_shares(cells: Iterable[Cell], labels: Labels) -> Set[str]:
    """The labels of shares in a column where rows of targets or changes stand too: they may be per cent of those."""
    texts = {plain(cell.text): cell.text for cell in cells if cell.kind is CellKind.TEXT}
    others = {label for label, text in texts.items() if labels.part(text) == Part.IGNORE} - {*listed("remark_words")}
    return {label for label, text in texts.items() if others and label not in others and unit_in(text) == Unit.PCT}
