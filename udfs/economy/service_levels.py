"""Services on every level, from a line to the total: sums, average prices, unit costs and what they are held against.

Source: the steering model of 2006 (benchmarking of unit costs and of the mix of services across providers).
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from schemas.codes import Element
from schemas.text.amounts import MOST_ORE
from udfs.economy.exact import Places, Wholes, half_up, product, sums
from udfs.economy.service_groups import Groups, rolled, single_lines
from udfs.economy.services import LineVariances, ServiceLines, numbered
from udfs.goals.arrays import Figures, Flags, divided

_INDEX = 100.0
"""What the average is on the index, and the whole in per cent."""


@dataclass(frozen=True)
class Amounts:
    """Amounts in whole øre.

    Args:
        ore: The amounts.
        known: Where there is one.
    """

    ore: Wholes
    known: Flags


@dataclass(frozen=True)
class Level:
    """The groups of a level, and what they come to.

    Budget and cost are sums of all that is known; deviation, price, volume, pure volume and mix are those of the lines
    that have all figures (``compared`` of ``lines``), whose budget is ``compared_budget``. So the parts add up to the
    whole in every column, and nothing missing counts as 0.

    Args:
        first: The first line of each group, by which it is known.
        is_alike: The groups whose lines are of one element and one activity unit.
        lines: How many lines it has.
        compared: How many of them have all figures.
        unit_price: The price, where the group is one service; weighted by budgeted activity where it has several.
        budgeted: The budgeted activity, where its lines are of one element and unit.
        actual: The actual activity, likewise.
        budget: The budget.
        compared_budget: The budget of the lines that have all figures.
        cost: The cost.
        deviation: Cost - budget.
        price: The part of it that is price.
        volume: The part of it that is volume.
        pure_volume: The part of the volume that is number; known where all of the volume is split.
        mix: The rest of the volume.
        unit_cost: Cost / activity of the lines with both.
        average_cost: The same of all lines that it is compared with.
        index: Unit cost in per cent of that average; of a provider or a centre its cost in per cent of what the same
            activity would cost at the average unit cost of each service, so that the mix of services does not tell.
        share: Its part of the activity that it is a part of, in per cent.
        average_share: The same of all lines.
        is_whole_split: Where no part of the volume is left unsplit.
    """

    first: Places
    is_alike: Flags
    lines: Wholes
    compared: Wholes
    unit_price: Amounts
    budgeted: Figures
    actual: Figures
    budget: Amounts
    compared_budget: Wholes
    cost: Amounts
    deviation: Amounts
    price: Amounts
    volume: Amounts
    pure_volume: Amounts
    mix: Amounts
    unit_cost: Amounts
    average_cost: Amounts
    index: Figures
    share: Figures
    average_share: Figures
    is_whole_split: Flags


@dataclass(frozen=True)
class Courses:
    """Whole courses: the services with more than one price element.

    Args:
        level: Their sums; the price of a course is the sum of its four elements' prices, and so is its unit cost.
        priced: For each course and element (in the order of ``Element``) whether it has a price.
        one_centre: The courses whose lines are all of one centre.
    """

    level: Level
    priced: Flags
    one_centre: Flags


class ServiceLevels:
    """The levels of a catalogue.

    Args:
        lines: The catalogue.
        variances: The variances of its lines.
    """

    def __init__(self, lines: ServiceLines, variances: LineVariances) -> None:
        self._lines = lines
        self._scale = lines.wholes[2]
        self._each = single_lines(lines, variances)
        self._of_service, services = numbered(variances.element, lines.service)
        self._services = self._rolled(self._each, self._of_service, services)
        # Elements are met in the order of their first service, which is that of their first line.
        self._of_element = variances.element
        self._elements = self._rolled(self._services, self._of_element[self._services.first], len(variances.unsplit))
        self._centres = self._rolled(self._elements, *numbered(lines.centre[self._elements.first]))
        self._of_pair, pairs = numbered(lines.element[self._services.first], lines.service[self._services.first])
        self._pairs = self._rolled(self._services, self._of_pair, pairs)
        self._of_kind, kinds = numbered(lines.element[self._elements.first])
        self._kinds = self._rolled(self._elements, self._of_kind, kinds)
        self._kind_of_pair = _renumbered(self._kinds.first, lines.element)[lines.element[self._pairs.first]]

    def each_line(self) -> Level:
        """Every line by itself; its share is that of its provider's activity in the element."""
        pair = self._of_pair[self._of_service]
        groups, count = numbered(self._of_element, self._lines.provider)
        activity = {name: self._each.sums[name] for name in ("actual", "has_actual")}
        whole = self._rolled(replace(self._each, sums=activity), groups, count)
        level = self._averaged(self._level(self._each), self._each, self._pairs, pair)
        return self._shared(level, whole, groups, pair)

    def services(self) -> Level:
        """The services of an element of a centre; their share is that of the centre's activity in the element."""
        element = self._of_element[self._services.first]
        level = self._averaged(self._level(self._services), self._services, self._pairs, self._of_pair)
        return self._shared(level, self._elements, element, self._of_pair)

    def elements(self) -> Level:
        """The price elements of each centre."""
        return self._averaged(self._level(self._elements), self._elements, self._kinds, self._of_kind)

    def providers(self) -> Level:
        """The providers, lines without one together; their index is the mix of services apart."""
        groups, count = numbered(self._lines.provider)
        level = self._level(self._rolled(self._each, groups, count))
        return self._standardised(level, self._each, self._of_pair[self._of_service], groups)

    def centres(self) -> Level:
        """The centres; their index is the mix of services apart."""
        groups, _ = numbered(self._lines.centre[self._services.first])
        return self._standardised(self._level(self._centres), self._services, self._of_pair, groups)

    def total(self) -> Level:
        """All lines."""
        return self._level(self._rolled(self._centres, *numbered(np.zeros_like(self._centres.first))))

    def courses(self) -> Courses:
        """The courses, over all centres: a jobcentre's contact and the benefit service's administration make one."""
        of_pair, count = numbered(self._lines.service[self._pairs.first])
        services = self._rolled(self._pairs, of_pair, count)
        by_pair = self._level(self._pairs)
        element = self._lines.element[self._pairs.first]
        several = np.bincount(of_pair, minlength=count) > 1
        prices, priced = _of_elements(by_pair.unit_price, of_pair, element, count)
        costs, _ = _of_elements(by_pair.unit_cost, of_pair, element, count)
        level = replace(self._level(services), unit_price=prices, unit_cost=costs)
        return Courses(_taken(level, several), priced[several], services.has_one_centre[several])

    def _rolled(self, parts: Groups, groups: Places, count: int) -> Groups:
        return rolled(parts, self._lines, groups, count)

    def _level(self, groups: Groups) -> Level:
        """What groups come to."""
        found = groups.sums
        count = len(groups.first)
        any_compared, whole = found["compared"] > 0, found["unsplit"] == 0
        nothing = Amounts(np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.bool_))
        blank = np.full(count, np.nan)
        budget = Amounts(found["budget"], found["has_budget"] > 0)
        return Level(
            first=groups.first,
            is_alike=groups.is_alike,
            lines=found["lines"],
            compared=found["compared"],
            unit_price=self._price(groups, budget, found["weights"]),
            budgeted=self._activity(groups, found["budgeted"], found["has_budgeted"]),
            actual=self._activity(groups, found["actual"], found["has_actual"]),
            budget=budget,
            compared_budget=found["compared_budget"],
            cost=Amounts(found["cost"], found["has_cost"] > 0),
            deviation=Amounts(found["price"] + found["volume"], any_compared),
            price=Amounts(found["price"], any_compared),
            volume=Amounts(found["volume"], any_compared),
            pure_volume=Amounts(found["pure_volume"], any_compared & whole),
            mix=Amounts(found["volume"] - found["pure_volume"], any_compared & whole),
            unit_cost=self._unit_cost(groups),
            average_cost=nothing,
            index=blank,
            share=blank,
            average_share=blank,
            is_whole_split=whole,
        )

    def _activity(self, groups: Groups, total: Wholes, known: Wholes) -> Figures:
        """The activity of groups of one element and unit: added as decimals, so that tenths add up to tenths."""
        return np.where(groups.is_alike & (known > 0), np.asarray(total / self._scale, dtype=np.float64), np.nan)

    def _price(self, groups: Groups, budget: Amounts, weights: Wholes) -> Amounts:
        """One price where all lines have the same; otherwise the mean, weighted by budgeted activity."""
        prices, one = self._lines.price[groups.first], groups.has_one_price
        if bool(one.all()):
            return Amounts(prices, groups.is_alike)
        weighed = budget.known & (weights > 0)
        mean = half_up(product(budget.ore, self._scale), np.where(weights > 0, weights, 1))
        return Amounts(np.where(one, prices, np.where(weighed, mean, 0)), groups.is_alike & (one | weighed))

    def _unit_cost(self, groups: Groups) -> Amounts:
        """Cost a unit of the lines that have both cost and activity."""
        cost, activity = (groups.sums[name] for name in ("both_cost", "both_activity"))
        each = half_up(product(cost, self._scale), np.where(activity > 0, activity, 1))
        # What a formula left of 0 (5.6e-17) is an activity that no cost can be held against.
        known = groups.is_alike & (activity > 0) & (np.abs(each) <= MOST_ORE)
        return Amounts(np.where(known, each, 0), np.asarray(known, dtype=np.bool_))

    def _averaged(self, level: Level, own: Groups, wide: Groups, of: Places) -> Level:
        """A level with the unit cost of the wider groups that it lies in, and its own in per cent of that."""
        average = self._unit_cost(wide)
        own_cost, own_activity = (own.sums[name].astype(np.float64) for name in ("both_cost", "both_activity"))
        all_cost, all_activity = (wide.sums[name].astype(np.float64)[of] for name in ("both_cost", "both_activity"))
        known = level.unit_cost.known & average.known[of]
        index = divided(own_cost * all_activity, own_activity * all_cost) * _INDEX
        return replace(level, average_cost=Amounts(average.ore[of], known), index=np.where(known, index, np.nan))

    def _standardised(self, level: Level, parts: Groups, pair: Places, groups: Places) -> Level:
        """A level with its cost in per cent of what its activity would cost at the average unit costs."""
        all_cost, all_activity = (self._pairs.sums[name].astype(np.float64) for name in ("both_cost", "both_activity"))
        average = np.where(self._pairs.is_alike, divided(all_cost, all_activity), np.nan)[pair]
        cost, activity = (parts.sums[name].astype(np.float64) for name in ("both_cost", "both_activity"))
        known, count = ~np.isnan(average), len(level.first)
        own, usual = (np.bincount(groups, np.where(known, each, 0.0), count) for each in (cost, activity * average))
        return replace(level, index=divided(own, usual) * _INDEX)

    def _shared(self, level: Level, whole: Groups, of: Places, pair: Places) -> Level:
        """A level with its share of the activity that it is a part of, and its service's share over all lines."""
        total, pairs, kinds = (
            self._activity(each, each.sums["actual"], each.sums["has_actual"])
            for each in (whole, self._pairs, self._kinds)
        )
        share = divided(level.actual, total[of]) * _INDEX
        average = (divided(pairs, kinds[self._kind_of_pair]) * _INDEX)[pair]
        return replace(level, share=share, average_share=np.where(np.isnan(share), np.nan, average))


def _renumbered(first: Places, column: Places) -> Places:
    """From what stands in a column to the group that holds it."""
    groups = np.zeros(int(column.max(initial=0)) + 1, dtype=np.intp)
    groups[column[first]] = np.arange(len(first))
    return groups


def _of_elements(each: Amounts, service: Places, element: Places, count: int) -> tuple[Amounts, Flags]:
    """The sum over each service's elements, known where all four are; and which of them are."""
    known = np.zeros((count, len(Element)), dtype=np.bool_)
    known[service, element] = each.known
    return Amounts(sums(np.where(each.known, each.ore, 0), service, count), np.asarray(known.all(axis=1))), known


def _taken(level: Level, kept: Flags) -> Level:
    """Some of a level's groups."""
    parts: dict[str, Any] = {}
    for name, value in vars(level).items():
        parts[name] = Amounts(value.ore[kept], value.known[kept]) if isinstance(value, Amounts) else value[kept]
    return Level(**parts)
