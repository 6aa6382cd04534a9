"""What each row and column of a crosstab stands for: its labels, level by level, as centre, measure, period or part."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from schemas.cells import Cell, CellKind
from schemas.lexicon.labels import Dimension, FigureRole, Labels, Meaning
from schemas.lexicon.match import label_key
from schemas.lexicon.unit_texts import unit_in
from schemas.text.periods import Grain, Period
from workbook.exports.facts import Label, Role
from workbook.exports.meaning.dated import dated
from workbook.exports.meaning.periods import PeriodClaim, agreed, names_no_year

NOTHING: Mapping[str, FigureRole] = MappingProxyType({})
_LEADING = (Dimension.PERIOD, Dimension.CENTRE, Dimension.MEASURE, Dimension.PART)


@dataclass(frozen=True)
class Claims:
    """What is known of a row, a column or a whole sheet.

    Args:
        centre: The centre.
        measure: The measure; empty for one that is to be left out.
        period: The period.
        periods: What labels of its own row or column claim of it.
        part: Which part of the figure.
        total: What it is a total of (a group, or empty for the whole table); None where it is no total.
        year: The year of periods that name none.
        dated: Whether a label of its own row, column or group says the year.
        factor: What the figures are multiplied by.
        places: Where the labels stand.
        unknown: Labels that nothing is known of, with the dimension they should tell.
        ignored: It is to be passed over (a change, a year to date).
    """

    centre: str | None = None
    measure: str | None = None
    period: Period | None = None
    periods: tuple[PeriodClaim, ...] = ()
    part: str | None = None
    total: str | None = None
    year: int | None = None
    dated: bool = False
    factor: float = 1.0
    places: Mapping[Dimension, Label] = field(default_factory=dict)
    unknown: tuple[tuple[Dimension, Label], ...] = ()
    ignored: bool = False

    def over(self, other: "Claims") -> "Claims":
        """This, completed by what ``other`` knows.

        A plain value below one that is more (a count, the numerator, a share in per cent) is what that one says.
        """
        part, spots = self.part, {**other.places, **self.places}
        if part == FigureRole.VALUE and other.part not in {None, FigureRole.IGNORE}:
            spot, above = self.places.get(Dimension.PART), other.places.get(Dimension.PART)
            if above is not None and (spot is None or unit_in(spot.text) is None):
                part, spots = other.part, {**spots, Dimension.PART: above}
        return Claims(
            centre=other.centre if self.centre is None else self.centre,
            measure=other.measure if self.measure is None else self.measure,
            period=other.period if self.period is None else self.period,
            periods=other.periods if self.period is None else self.periods,
            part=other.part if part is None else part,
            total=other.total if self.total is None else self.total,
            year=self.year or other.year,
            dated=self.dated or other.dated,
            factor=self.factor * other.factor,
            places=spots,
            unknown=(*other.unknown, *self.unknown),
            ignored=self.ignored or other.ignored,
        )

    def value_of(self, dimension: Dimension) -> object:
        """What is known of the centre, the measure or the period; None where nothing is."""
        match dimension:
            case Dimension.CENTRE:
                return self.centre
            case Dimension.MEASURE:
                return self.measure
            case _:
                return self.period

    def with_period(self, claim: PeriodClaim) -> "Claims":
        """This, with what a label says of the period."""
        claims = self.claims_with(claim)
        said, is_year = agreed(claims), claim.period.grain is Grain.YEAR
        return replace(
            self,
            periods=claims,
            period=said.period,
            year=claim.period.year if is_year else self.year,
            dated=self.dated or is_year,
            places={**self.places, Dimension.PERIOD: said.label},
        )

    def claims_with(self, claim: PeriodClaim) -> tuple[PeriodClaim, ...]:
        """The claims of a period with one more.

        In a header band the lower label says more of the figures than one above it: a quarter below a month is theirs,
        as one of two years is, and a year below a month gives the month its year.
        """
        last = self.periods[-1].period.grain if self.periods else None
        if claim.label.role is not Role.COLUMN or last is None or claim.period.grain < last:
            return (*self.periods, claim)
        if claim.period.grain is not Grain.YEAR or last is Grain.YEAR:
            return (claim,)
        above = self.periods if self.dated else tuple(each._replace(is_bare=True) for each in self.periods)
        return (*above, claim)

    def claim(self, label: Label, period: Period) -> PeriodClaim:
        """What a label claims of the period, beside what is known already."""
        is_year = period.grain is Grain.YEAR
        return PeriodClaim(label, period, not is_year and not self.dated and names_no_year(label))

    def with_meaning(self, meaning: Meaning, spot: Label) -> "Claims":
        """This, with what a label says."""
        spots = {**self.places, meaning.dimension: spot}
        value = meaning.value
        if isinstance(value, Period):
            return self.with_period(self.claim(spot, value))
        match meaning.dimension:
            case Dimension.CENTRE:
                return replace(self, centre=value, places=spots)
            case Dimension.MEASURE:
                return replace(self, measure=value, places=spots)
            case Dimension.PART:
                return replace(self, part=value, ignored=self.ignored or value == FigureRole.IGNORE, places=spots)
            case _:
                return replace(self, total=value, places=spots)


def dimension_of(cells: Iterable[Cell], labels: Labels, year: int | None) -> Dimension | None:
    """What the labels of one level or column mostly are; None where none is known.

    Args:
        cells: The labels.
        labels: What is known.
        year: The year of periods that name none.
    """
    counts: Counter[Dimension] = Counter()
    for cell in cells:
        dimensions = {meaning.dimension for meaning in labels.meanings(cell, year)} - {Dimension.TOTAL}
        ignored = labels.part(cell.text) == FigureRole.IGNORE
        counts.update({Dimension.PERIOD} & dimensions if ignored else dimensions)
    if not counts:
        return None
    return max(_LEADING, key=lambda dimension: (counts[dimension], -_LEADING.index(dimension)))


def with_label(
    known: Claims, spot: Label, level: Dimension | None, labels: Labels, beside: Mapping[str, FigureRole] = NOTHING
) -> Claims:
    """What is known after one more label.

    Args:
        known: What the labels before it said.
        spot: The label.
        level: What the labels beside it are.
        labels: What is known.
        beside: What labels are beside the others of their level, where that differs from what they are alone.
    """
    cell = spot.cell
    if cell.kind is CellKind.TEXT and (part := beside.get(label_key(cell.text))) is not None:
        return known.with_meaning(Meaning(Dimension.PART, part), spot)
    meanings = {meaning.dimension: meaning for meaning in labels.meanings(cell, known.year)}
    text = labels.scaled(cell.text)[0] if cell.kind is CellKind.TEXT else ""
    if Dimension.TOTAL in meanings:
        period = labels.period(Cell(CellKind.TEXT, labels.total_of(cell.text)), known.year)
        return replace(known.with_meaning(meanings[Dimension.TOTAL], spot), period=period or known.period)
    if level is not None and level in meanings:
        chosen = meanings[level]
        if isinstance(chosen.value, Period) and agreed(known.claims_with(known.claim(spot, chosen.value))).conflict:
            return replace(known, unknown=(*known.unknown, (Dimension.PERIOD, spot)))
    elif meanings and label_key(text) in labels.said:
        chosen = next(iter(meanings.values()))  # the user has said it, whatever the labels beside it are
    elif Dimension.PART in meanings:
        chosen = meanings[Dimension.PART]
    elif (both := dated(text, labels, known.year)) is not None:
        known = known.with_period(PeriodClaim(spot, both.period, not both.names_year))
        known, chosen = replace(known, dated=known.dated or both.names_year), both.meaning
    elif level in {Dimension.CENTRE, Dimension.MEASURE} and labels.open:
        chosen = Meaning(level, text.strip())
    else:
        return replace(known, unknown=(*known.unknown, (level or Dimension.MEASURE, spot)))
    return replace(known.with_meaning(chosen, spot), factor=known.factor * _factor(chosen, cell, labels))


def _factor(meaning: Meaning, cell: Cell, labels: Labels) -> float:
    """What a label says its figures are multiplied by."""
    measure = str(meaning.value) if meaning.dimension is Dimension.MEASURE else ""
    return labels.scaled(cell.text, measure)[1] if cell.kind is CellKind.TEXT else 1.0


def levels(spots: Sequence[Mapping[int, Label]], labels: Labels, year: int | None) -> list[Dimension | None]:
    """What each level of header rows is.

    Args:
        spots: The labels of each level, by column.
        labels: What is known.
        year: The year of periods that name none.
    """
    return [dimension_of((each.cell for each in level.values()), labels, year) for level in spots]
