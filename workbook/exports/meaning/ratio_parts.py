"""Labels of figures that stand side by side under one header, and tell only together what each of them is."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace

from schemas.cells import Cell, CellKind
from schemas.codes import Unit
from schemas.lexicon.labels import Dimension, FigureRole, Labels
from schemas.lexicon.match import Match, label_key, says
from schemas.lexicon.scale_texts import is_scale
from schemas.lexicon.unit_texts import count_and_share, figure_of, is_unit_title, unit_in
from schemas.text.periods import Grain
from schemas.text.values import says_percent
from workbook.exports.meaning.claims import Claims

_PAIR = 2


def parts_beside(cells: Iterable[Cell], labels: Labels) -> Mapping[str, FigureRole]:
    """What labels are beside the others of their level, where alone they are something else or nothing.

    Args:
        cells: The labels of one level of headers.
        labels: What is known; what the user has said of a label holds.

    Returns:
        Label (as ``label_key`` gives it) -> its part: ``I alt`` beside a numerator is the denominator, ``Month`` beside
        ``Year to date`` and ``This year`` beside ``Last year`` are the value, and of ``Count`` and ``Per cent`` the
        measure's unit tells which is.
    """
    texts = {label_key(cell.text): cell.text for cell in cells if cell.kind is CellKind.TEXT}
    found: dict[str, FigureRole] = _share_of_total(texts, labels)
    parts = {found.get(label, labels.part(text)) for label, text in texts.items()}
    if FigureRole.NUMERATOR in parts and FigureRole.DENOMINATOR not in parts:
        found |= {label: FigureRole.DENOMINATOR for label, text in texts.items() if labels.total(text) is not None}
    if any(says(label, "part_to_date") for label in texts):
        found |= dict.fromkeys((label for label in texts if says(label, "part_month")), FigureRole.VALUE)
    if any(says(label, "part_last_year") for label in texts):
        found |= dict.fromkeys((label for label in texts if says(label, "part_this_year")), FigureRole.VALUE)
    if not parts & {FigureRole.NUMERATOR, FigureRole.DENOMINATOR}:
        found |= _count_and_share(texts)
    return {label: part for label, part in found.items() if label not in labels.parts}


def _share_of_total(texts: Mapping[str, str], labels: Labels) -> dict[str, FigureRole]:
    """``Of which on time`` beside ``Interviews in total``: numerator and denominator, where each stands alone."""
    some = [
        label
        for label, text in texts.items()
        if says(label, "part_numerator", Match.LEADS) and labels.part(text) is None
    ]
    totals = [label for label, text in texts.items() if labels.total(text) is not None]
    if len(some) != 1 or len(totals) != 1:
        return {}
    shares = [label for label, text in texts.items() if says_percent(text) and label not in {some[0], totals[0]}]
    value = {shares[0]: FigureRole.VALUE} if len(shares) == 1 and labels.part(texts[shares[0]]) is None else {}
    return {some[0]: FigureRole.NUMERATOR, totals[0]: FigureRole.DENOMINATOR, **value}


def _count_and_share(texts: Mapping[str, str]) -> Mapping[str, FigureRole]:
    """The one label for counts and the one for shares; nothing where there are not these two."""
    labels = list(texts)
    pair = count_and_share(list(texts.values()))
    return {labels[pair[0]]: FigureRole.COUNT, labels[pair[1]]: FigureRole.SHARE} if pair else {}


def units_of_rows(cells: Sequence[Cell], title: str) -> Mapping[str, FigureRole]:
    """What the labels of a column are that holds nothing but units, which scale nothing; empty for other columns.

    Args:
        cells: The labels.
        title: What heads them. Under ``Unit`` each stands beside a value; otherwise rows of counts and of shares may
            stand below each other, and the measure's unit tells which of them are its values.
    """
    texts = {label_key(cell.text): cell.text for cell in cells if cell.kind is CellKind.TEXT}
    if not texts or any(unit_in(text) is None or is_scale(text) for text in texts.values()):
        return {}
    pair = {} if is_unit_title(title) or len(texts) > _PAIR else _count_and_share(texts)
    return pair or dict.fromkeys(texts, FigureRole.VALUE)


def resolve_count_or_share(known: Claims, own: Claims, labels: Labels) -> Claims:
    """What a figure is, where its label tells that only with others.

    Args:
        known: All that is known of the figure.
        own: What its row and its column say, without the titles.
        labels: The measures' units.

    Returns:
        A count or a share as the value or left out, as the measure's unit tells. Unknown where it tells nothing, and
        where a month is said to stand under a longer period, or this year under a title's period: it may be to date.
    """
    spot = known.places.get(Dimension.PART)
    if spot is None or known.part is None:
        return known
    unknown = replace(known, unknown=(*known.unknown, (Dimension.PART, spot)))
    label = label_key(spot.text)
    if known.part == FigureRole.VALUE and label not in labels.parts:
        is_longer = says(label, "part_month") and known.period is not None and known.period.grain is not Grain.MONTH
        return unknown if is_longer or (says(label, "part_this_year") and own.period is None) else known
    if known.part not in {FigureRole.COUNT, FigureRole.SHARE} or known.measure is None:
        return known
    wanted = figure_of(labels.units.get(known.measure))
    if wanted is None:
        return unknown
    return replace(known, part=FigureRole.VALUE) if known.part == wanted else replace(known, ignored=True)


def mark_ambiguous_share_columns(columns: Mapping[int, Claims]) -> dict[int, Claims]:
    """Columns of per cent beside one of targets or changes are of unknown meaning: they may be per cent of those."""
    ignored = [spot for known in columns.values() if known.ignored and (spot := known.places.get(Dimension.PART))]
    if all(says(spot.text, "remark_words") for spot in ignored):
        return dict(columns)
    told = {spot.text for known in columns.values() if (spot := known.places.get(Dimension.PART))}
    counted = any(unit_in(text) == Unit.COUNT for text in told)
    return {
        column: replace(known, unknown=(*known.unknown, (Dimension.PART, spot)))
        if not known.ignored
        and (spot := known.places.get(Dimension.PART))
        and (says_percent(spot.text) or (counted and unit_in(spot.text) == Unit.PCT))
        else known
        for column, known in columns.items()
    }


def ambiguous_share_labels(cells: Iterable[Cell], labels: Labels) -> Set[str]:
    """The labels of shares in a column where rows of targets or changes stand too: they may be per cent of those."""
    texts = {label_key(cell.text): cell.text for cell in cells if cell.kind is CellKind.TEXT}
    ignored = {label for label, text in texts.items() if labels.part(text) == FigureRole.IGNORE}
    others = {label for label in ignored if not says(label, "remark_words")}
    return {label for label, text in texts.items() if others and label not in others and unit_in(text) == Unit.PCT}
