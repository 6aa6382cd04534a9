"""Simulated workbooks for the forecast: three years of ten centres with twenty goals, and what their makers know.

A goal has a level, two waves a year, dips in July and December, a trend and noise that lasts; its figures are shares
with denominators, means, counts or stocks. Worlds outside this family break one of its rules each.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from udfs.forecasting.distributions import normal_cdf
from udfs.forecasting.kernels import HISTORY, WINDOW
from udfs.goals.arrays import Figures, Flags
from udfs.goals.overlaps import Whole
from udfs.goals.targets import MONTHS

SHARE, MEAN, SUM, LAST = range(4)
CENTRES, GOALS = 10, 20
_SCALES = np.array([3.0, 1.0, 6.0, 30.0])  # of a month's noise, by kind
_LEVELS = np.array([[60.0, 92.0], [8.0, 20.0], [40.0, 90.0], [600.0, 2000.0]])
_CASES = (120.0, 600.0)
_AWAY = 0.15  # fewer cases in July and December
_MISSED = 0.8  # targets lie this many standard deviations of the yearly change from last year
_VAGUE = 1e8  # the variance of a level of which nothing is known


@dataclass(frozen=True)
class Shape:
    """How the goals of each measure move, in units of their noise."""

    lasting: Figures
    waves: Figures
    dips: Figures
    trend: Figures


@dataclass(frozen=True)
class World:
    """Goals x 36 months, the last twelve of them the year.

    Args:
        kind: Share, mean, sum or last.
        measure: The measure of each goal.
        value: A month's figure; shares in per cent.
        cases: The denominators of shares; 1 otherwise.
        counting: The variance that counting alone gives each figure.
        shape: Of each goal.
    """

    kind: Whole
    measure: Whole
    value: Figures
    cases: Figures
    counting: Figures
    shape: Shape

    @property
    def scale(self) -> Figures:
        """The noise of a month in each goal."""
        return _SCALES[self.kind]

    def year(self, first: int, months: int = MONTHS) -> Figures:
        """Each goal's figure over months from ``first``: what the arithmetic calls its result."""
        value, cases = (part[:, first : first + months] for part in (self.value, self.cases))
        share = (value * cases).sum(axis=1) / cases.sum(axis=1)
        return np.choose(self.kind, [share, value.mean(axis=1), value.sum(axis=1), value[:, -1]])


Change = Callable[[np.random.Generator, Figures], Figures]
"""What a world outside the family does to the goals' movements (goals x months, in units of their noise)."""


def world(draw: np.random.Generator, change: Change | None = None, centres: int = CENTRES) -> World:
    """A workbook with its three years."""
    kind, measure = (np.tile(part, centres) for part in (np.arange(GOALS) % 4, np.arange(GOALS)))
    bounds = ((0.2, 0.7), (0.2, 1.2), (0.0, 1.5), (0.0, 0.08))
    shape = Shape(*(np.tile(draw.uniform(*each, GOALS), centres) for each in bounds))
    moved = _moved(draw, shape)
    moved = moved if change is None else change(draw, moved)
    level = draw.uniform(*_LEVELS[kind].T)
    return _counted(draw, World(kind, measure, level[:, None] + _SCALES[kind][:, None] * moved, moved, moved, shape))


def near_zero(draw: np.random.Generator) -> World:
    """Counts of 0.3 to 3 a month, with half of the family's waves."""
    made = world(draw)
    count = len(made.kind)
    rate = np.exp(draw.uniform(np.log(0.3), np.log(3.0), count))
    moved = np.exp(0.15 * _moved(draw, made.shape))
    value = draw.poisson(rate[:, None] * moved).astype(np.float64)
    return replace(made, kind=np.full(count, SUM), value=value, cases=np.ones_like(value))


def _waves() -> tuple[Figures, Figures]:
    month = np.arange(WINDOW)
    angle = 2.0 * np.pi * month / MONTHS
    waves = [np.cos(angle), np.sin(angle), 0.5 * np.cos(2.0 * angle), 0.5 * np.sin(2.0 * angle)]
    return np.stack(waves), np.stack([month % MONTHS == 6, month % MONTHS == 11]).astype(np.float64)


def _moved(draw: np.random.Generator, shape: Shape) -> Figures:
    count, (waves, dips) = len(shape.waves), _waves()
    steps = draw.normal(size=(count, WINDOW))
    noise = steps.copy()
    for month in range(1, WINDOW):
        noise[:, month] = shape.lasting * noise[:, month - 1] + np.sqrt(1.0 - shape.lasting**2) * steps[:, month]
    season = (draw.normal(size=(count, 4)) * shape.waves[:, None]) @ waves
    fallen = -(np.abs(draw.normal(size=(count, 2))) * shape.dips[:, None]) @ dips
    slope = draw.normal(size=count) * shape.trend
    return season + fallen + slope[:, None] * _centred() + noise


def _centred() -> Figures:
    return np.arange(WINDOW) - (WINDOW - 1) / 2.0


def _counted(draw: np.random.Generator, made: World) -> World:
    """The figures as they are counted: shares of cases, counts of events."""
    usual = draw.uniform(*_CASES, len(made.kind))[:, None] * (1.0 - _AWAY * _waves()[1].sum(axis=0))
    cases = np.maximum(draw.poisson(usual), 1)
    part = np.clip(made.value / 100.0, 0.01, 0.99)
    rate = np.maximum(made.value, 0.5)
    is_share, is_sum = (made.kind == kind for kind in (SHARE, SUM))
    choices, several = [is_share[:, None], is_sum[:, None]], np.ones(made.value.shape)
    value = np.select(choices, [100.0 * draw.binomial(cases, part) / cases, draw.poisson(rate)], made.value)
    counting = np.select(choices, [1e4 * part * (1.0 - part) / cases, rate], 0.0)
    return replace(made, value=value, cases=np.where(is_share[:, None], cases, several), counting=counting)


def shifted_level(draw: np.random.Generator, moved: Figures) -> Figures:
    """The level moves for good by two units, in some month from the last year to the middle of this one."""
    at = draw.integers(MONTHS, HISTORY + 6, len(moved))[:, None]
    return moved + np.where(np.arange(WINDOW) >= at, 2.0 * _sign(draw, len(moved)), 0.0)


def outlier(draw: np.random.Generator, moved: Figures) -> Figures:
    """One month is six units off, in the last year or early in this one."""
    at = draw.integers(MONTHS, HISTORY + 3, len(moved))[:, None]
    return moved + np.where(np.arange(WINDOW) == at, 6.0 * _sign(draw, len(moved)), 0.0)


def changing_season(draw: np.random.Generator, moved: Figures) -> Figures:
    """A season beside the steady one that is another every year."""
    waves = _waves()[0]
    fresh = np.repeat(draw.normal(size=(len(moved), 3, 4)), MONTHS, axis=1)
    return moved + 0.7 * (fresh * waves.T).sum(axis=2)


def broken_trend(draw: np.random.Generator, moved: Figures) -> Figures:
    """A trend of 0.15 units a month that ends, or turns, between the middles of last year and this one."""
    at = draw.integers(MONTHS + 6, HISTORY + 4, len(moved))[:, None]
    after = np.where(draw.random(len(moved)) < 0.5, 0.0, -1.0)[:, None]
    gone = np.arange(WINDOW) - at
    return moved + 0.15 * _sign(draw, len(moved)) * (np.minimum(gone, 0) + after * np.maximum(gone, 0))


def _sign(draw: np.random.Generator, count: int) -> Figures:
    return np.where(draw.random(count) < 0.5, 1.0, -1.0)[:, None]


OUTSIDE: dict[str, Callable[[np.random.Generator], World]] = {
    "level shift": lambda draw: world(draw, shifted_level),
    "outlier month": lambda draw: world(draw, outlier),
    "changing season": lambda draw: world(draw, changing_season),
    "counts near zero": near_zero,
    "broken trend": lambda draw: world(draw, broken_trend),
}


def targets(draw: np.random.Generator, made: World) -> tuple[Figures, Flags]:
    """The year's targets, and which of them say at least.

    They lie about last year by what its figures had changed from the year before: with this year's change in them,
    targets would tell of what is to come, and even the limit's chances would be wrong.
    """
    before, last = made.year(0), made.year(MONTHS)
    usual = np.array([(last - before)[made.measure == measure].std() for measure in range(GOALS)])
    at_least = draw.random(len(last)) < 0.5
    return last + _MISSED * usual[made.measure] * _sign(draw, len(last))[:, 0], at_least


def come_and_weights(made: World, months: int) -> tuple[Figures, Figures]:
    """The part of the year's figure that has come, and what each other month counts (goals x window)."""
    cases = made.cases[:, HISTORY:].copy()
    before = made.cases[:, HISTORY - MONTHS : HISTORY]
    growth = cases[:, :months].sum(axis=1) / before[:, :months].sum(axis=1) if months else np.ones(len(cases))
    kept = np.clip(growth, 0.5, 2.0) ** (months / (months + 2.0))
    cases[:, months:] = before[:, months:] * kept[:, None]
    even = np.ones(cases.shape)
    of_last = np.where(np.arange(MONTHS) == MONTHS - 1, even, 0.0)
    ways = [cases / cases.sum(axis=1, keepdims=True), even / MONTHS, even, of_last]
    weights = np.choose(made.kind[:, None], ways)
    come = (weights * made.value[:, HISTORY:])[:, :months].sum(axis=1)
    ahead = np.zeros((len(cases), WINDOW))
    ahead[:, HISTORY + months :] = weights[:, months:]
    return come, ahead


def exact(made: World, months: int, border: Figures) -> Figures:
    """The chance that the year ends below a border, for one who knows how each goal moves: the limit."""
    waves, dips = _waves()
    lag = np.abs(np.subtract.outer(np.arange(WINDOW), np.arange(WINDOW)))
    trend = np.outer(_centred(), _centred())
    come, weights = come_and_weights(made, months)
    seen, ahead = np.arange(HISTORY + months), np.arange(HISTORY + months, WINDOW)
    centre, deviation = np.zeros(len(come)), np.zeros(len(come))
    shape = made.shape
    for goal, scale in enumerate(made.scale):
        own = shape.waves[goal] ** 2 * waves.T @ waves + shape.trend[goal] ** 2 * trend + shape.lasting[goal] ** lag
        # A dip is half a normal variable: its mean is sqrt(2/pi) of its unit, its variance 1 - 2/pi.
        own += shape.dips[goal] ** 2 * (1.0 - 2.0 / np.pi) * dips.T @ dips
        latent = scale**2 * own + _VAGUE
        every = latent + np.diag(made.counting[goal])
        usual = -np.sqrt(2.0 / np.pi) * scale * shape.dips[goal] * dips.sum(axis=0)
        level = made.value[goal, :HISTORY].mean()
        gain = np.linalg.solve(every[np.ix_(seen, seen)], latent[np.ix_(seen, ahead)])
        rest = level + usual[ahead] + (made.value[goal, seen] - level - usual[seen]) @ gain
        left = every[np.ix_(ahead, ahead)] - latent[np.ix_(ahead, seen)] @ gain
        weight = weights[goal, ahead]
        centre[goal] = come[goal] + weight @ rest
        deviation[goal] = np.sqrt(max(weight @ left @ weight, 1e-12))
    return normal_cdf((border - centre) / deviation)
