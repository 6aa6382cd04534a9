"""The pooled forecast on simulated contracts: is the year's target met? By month, against three other answers.

(a) is what a reader does without a forecast: to date against target to date. Beside it stand the run rate and last
year's rest (the two methods disclosed before), and the exact posterior of one who knows how each goal moves, which
nothing can beat. Then how often what is called likely comes true, worlds in which the forecast's own assumptions are
wrong, and what it costs. Seeds are fixed; ``BENCH_WORLDS`` is how many workbooks of 200 goals.
"""

import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable

import numpy as np

from benchmarks.forecast_picture import draw
from benchmarks.forecast_worlds import (
    CENTRES,
    GOALS,
    LAST,
    MEAN,
    OUTSIDE,
    SHARE,
    SUM,
    World,
    come_and_weights,
    exact,
    targets,
    world,
)  # fmt: skip
from benchmarks.measure import ROOT
from schemas.codes import Summary, YearProfile
from udfs.forecasting.counting import of_month, of_year
from udfs.forecasting.kernels import HISTORY, WINDOW
from udfs.forecasting.methods import run_rate, seasonal
from udfs.forecasting.pooled import Pooled, below, interval, kernel_weights, pooled, spread_of
from udfs.forecasting.posterior import posterior
from udfs.forecasting.series import Series, noise_of
from udfs.goals.arrays import Codes, Figures, Flags, position
from udfs.goals.targets import MONTHS

WORLDS = int(os.environ.get("BENCH_WORLDS", "40"))
PICTURE = ROOT / "docs" / "pictures" / "forecast.svg"
REPORTED = range(1, 10)  # January to September
JUDGED = range(3, 7)  # March to June, when there is still something to do
NAMES = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep"]
A, RATE, SEASON, OURS, LIMIT = "(a)", "run rate", "seasonal", "pooled", "exact"
LEAST_BRIER = 88.0  # per cent of the distance from (a) to the limit, March to June
LEAST_RIGHT = (74.0, 88.0, 88.0, 74.0)
MOST_OFF = 5.0  # points between a stated chance and how often it came true
MOST_BEHIND = 1.5  # points behind the better of (a) and seasonal outside the family
MOST_CPU = {GOALS: 0.15, 100 * GOALS: 1.0}  # seconds
_SUMMARIES = {SHARE: Summary.RATIO, MEAN: Summary.MEAN, SUM: Summary.SUM, LAST: Summary.LAST}
Maker = Callable[[np.random.Generator], World]
Tally = dict[tuple[str, int], list[Figures]]


def forecast(made: World, months: int, spread: float | None = None) -> Pooled:
    """The pooled forecast of every goal's year; without a spread, that of the back-test."""
    if spread is None:
        spread = _tested(made, months)
    return _forecast(made, months, spread, HISTORY)


def _tested(made: World, months: int) -> float:
    """The same forecast a year ago, when there was a year less of history."""
    back = World(made.kind, made.measure, *(_a_year_back(part) for part in (made.value, made.cases)), made.counting,
                 made.shape)  # fmt: skip
    year = _forecast(back, months, 1.0, MONTHS)
    return spread_of((made.year(HISTORY - MONTHS) - year.mean) / year.deviation)


def _a_year_back(part: Figures) -> Figures:
    return np.concatenate([part[:, :MONTHS], part[:, :-MONTHS]], axis=1)


def _forecast(made: World, months: int, spread: float, history: int) -> Pooled:
    come, weights = come_and_weights(made, months)
    count, first = len(come), HISTORY - history
    seen = slice(first, HISTORY + months)
    rows = history + months
    series = Series(
        count, np.repeat(np.arange(count), rows), np.tile(np.arange(WINDOW)[seen], count),
        np.ones(count * rows, np.int64), made.value[:, seen].ravel(), np.zeros(count * rows, np.bool_),
    )  # fmt: skip
    value, cases = made.value[:, seen], made.cases[:, seen]
    is_share = made.kind == SHARE
    number = np.where(is_share, (value * cases).sum(axis=1) / 100.0, value.sum(axis=1))
    level = value.mean(axis=1)
    least = of_month(is_share, made.kind == SUM, number, cases.sum(axis=1), np.float64(rows), level, level, 100.0)
    found = posterior(series, noise_of(series, least, made.measure), come, weights)
    return pooled(found, kernel_weights(found.evidence, made.kind), of_year(least, weights), spread)


def border(made: World, target: Figures, at_least: Flags) -> Figures:
    """The figure that the year must end above or below; of counts, between two whole ones."""
    between = np.where(at_least, np.ceil(target - 1e-9) - 0.5, np.floor(target + 1e-9) + 0.5)
    return np.where(made.kind == SUM, between, target)


def chances(made: World, months: int, target: Figures, at_least: Flags, with_limit: bool = True) -> dict[str, Figures]:
    """What each answer says of the target: 1 or 0 without a chance."""
    edge = border(made, target, at_least)
    reached = (made.kind == SUM) & (come_and_weights(made, months)[0] > edge)

    def met(under: Figures) -> Figures:
        under = np.where(reached, 0.0, under)
        return np.where(at_least, 1.0 - under, under)

    def called(result: Figures, due: Figures) -> Figures:
        return np.where(at_least, result >= due, result <= due).astype(np.float64)

    due = np.choose(made.kind, [target, target, target * months / MONTHS, _path(made, months, target)])
    out = {
        A: called(made.year(HISTORY, months), due),
        RATE: called(_run_rate(made, months), target),
        SEASON: called(_seasonal(made, months), target),
        OURS: met(below(forecast(made, months), edge)),
    }
    return out | {LIMIT: met(exact(made, months, edge))} if with_limit else out


def _path(made: World, months: int, target: Figures) -> Figures:
    base = made.value[:, HISTORY - 1]
    return base + (target - base) * months / MONTHS


def _summary(made: World) -> tuple[Codes, Codes]:
    summary = np.array([position(_SUMMARIES[kind]) for kind in made.kind.tolist()], np.int8)
    ways = np.array([position(YearProfile.FLAT), position(YearProfile.PATH)], np.int8)
    return summary, ways[(made.kind == LAST).astype(int)]


def _run_rate(made: World, months: int) -> Figures:
    result = made.year(HISTORY, months)
    return run_rate(*_summary(made), result, np.full(len(result), float(months)), made.value[:, HISTORY - 1])


def _seasonal(made: World, months: int) -> Figures:
    before = HISTORY - MONTHS
    result, gone = made.year(HISTORY, months), np.full(len(made.kind), float(months))
    rest = made.year(before + months, MONTHS - months)
    upper = np.where(made.kind == SHARE, 100.0, np.inf)
    return seasonal(
        _summary(made)[0], result, gone, made.year(before, months), made.year(before), rest, np.float64(0.0), upper
    )


def compare(seeds: range, make: Maker = world, with_limit: bool = True) -> tuple[Tally, Tally]:
    """Every answer's chances, and what came true, by answer and month."""
    said: Tally = defaultdict(list)
    true: Tally = defaultdict(list)
    for seed in seeds:
        random = np.random.default_rng(seed)
        made = make(random)
        target, at_least = targets(random, made)
        this, edge = made.year(HISTORY), border(made, target, at_least)
        came = np.where(at_least, this > edge, this < edge).astype(np.float64)
        for month in REPORTED:
            for name, chance in chances(made, month, target, at_least, with_limit).items():
                said[name, month].append(chance)
                true[name, month].append(came)
    return said, true


def scores(said: Tally, true: Tally) -> tuple[dict[str, Figures], dict[str, Figures]]:
    """Right calls in per cent and Brier scores x 100, by month."""
    right: dict[str, list[float]] = defaultdict(list)
    brier: dict[str, list[float]] = defaultdict(list)
    for (name, month), parts in said.items():
        chance, came = np.concatenate(parts), np.concatenate(true[name, month])
        right[name].append(100.0 * ((chance > 0.5) == (came > 0.5)).mean())
        brier[name].append(100.0 * ((chance - came) ** 2).mean())
    return {name: np.array(part) for name, part in right.items()}, {
        name: np.array(part) for name, part in brier.items()
    }


def table(title: str, rows: dict[str, Figures]) -> None:
    print(f"\n{title}\n{'':<12}" + "".join(f"{name:>7}" for name in NAMES))
    for name, row in rows.items():
        print(f"{name:<12}" + "".join(f"{value:7.1f}" for value in row), flush=True)


def verdict(name: str, kept: bool, shown: str) -> bool:
    print(f"{name}: {shown} {'ok' if kept else 'MISSED'}", flush=True)
    return kept


def within_family() -> bool:
    """The tables by month, and what they must show."""
    said, true = compare(range(2008, 2008 + WORLDS))
    right, brier = scores(said, true)
    draw(PICTURE, NAMES, right)
    closed = {
        "right calls": 100.0 * (right[OURS] - right[A]) / (right[LIMIT] - right[A]),
        "Brier": 100.0 * (brier[A] - brier[OURS]) / (brier[A] - brier[LIMIT]),
    }
    table(f"Right year-end calls, per cent of {WORLDS * CENTRES * GOALS} goal-years", right)
    table("Brier score x 100", brier)
    table("Share of the distance from (a) to the limit that is closed, per cent", closed)
    judged = [month - 1 for month in JUDGED]
    errors = [round(error_of(said, true, month), 1) for month in JUDGED]
    may, july = right[OURS][4], right[A][6]
    print()
    return all([
        verdict("Brier closed, March-June", bool((closed["Brier"][judged] >= LEAST_BRIER).all()),
                f"at least {closed['Brier'][judged].min():.1f} (>= {LEAST_BRIER:g})"),
        verdict("Right calls closed, March-June", bool((closed["right calls"][judged] >= LEAST_RIGHT).all()),
                f"{np.round(closed['right calls'][judged], 1).tolist()} +- {errors} (>= {LEAST_RIGHT})"),
        verdict("May's call against (a)'s of July", bool(may >= july), f"{may:.1f} against {july:.1f}"),
        calibrated(said, true),
    ])  # fmt: skip


def calibrated(said: Tally, true: Tally) -> bool:
    """How often what was given a chance came true, by tenths of the chance; beside it the same for the limit."""
    print(
        "\nStated chance against how often it came true, January-September; beside it one who knows how each goal moves"
    )
    ours, limit = (_by_tenth(said, true, name) for name in (OURS, LIMIT))
    for (stated, found, calls), (known, came, _) in zip(ours, limit, strict=True):
        print(f"{stated:7.1f} {found:7.1f}   {calls:6.0f} calls {known:11.1f} {came:7.1f}")
    worst = max(abs(stated - found) for stated, found, _ in ours)
    return verdict("Stated chances", worst <= MOST_OFF, f"off by at most {worst:.1f} points (<= {MOST_OFF:g})")


def _by_tenth(said: Tally, true: Tally, name: str) -> list[tuple[float, float, float]]:
    chance, came = (np.concatenate([np.concatenate(part[name, month]) for month in REPORTED]) for part in (said, true))
    tenth = np.minimum((chance * 10).astype(int), 9)
    every = [tenth == number for number in range(10)]
    return [(100.0 * chance[rows].mean(), 100.0 * came[rows].mean(), float(rows.sum())) for rows in every]


def error_of(said: Tally, true: Tally, month: int) -> float:
    """The standard error of the share of right calls that is closed, over workbooks (jackknife)."""
    right = {}
    for name in (A, OURS, LIMIT):
        both = zip(said[name, month], true[name, month], strict=True)
        right[name] = np.array([((chance > 0.5) == (came > 0.5)).mean() for chance, came in both])
    count = len(right[A])
    without = {name: (part.sum() - part) / max(count - 1, 1) for name, part in right.items()}
    closed = 100.0 * (without[OURS] - without[A]) / (without[LIMIT] - without[A])
    return float(np.sqrt((count - 1) / count * ((closed - closed.mean()) ** 2).sum()))


def outside_family() -> bool:
    """Right calls where the forecast's assumptions are wrong, against the better of (a) and seasonal."""
    ahead = {}
    for number, (name, make) in enumerate(OUTSIDE.items()):
        first = 5000 + 1000 * number
        right, _ = scores(*compare(range(first, first + max(WORLDS // 2, 1)), make, with_limit=False))
        ahead[name] = right[OURS] - np.maximum(right[A], right[SEASON])
    table("Outside the family: right calls ahead of the better of (a) and seasonal, points", ahead)
    print()
    kept = [
        verdict(f"{name}, in total", bool(gap.mean() >= -MOST_BEHIND), f"{gap.mean():+.1f} (>= -{MOST_BEHIND:g})")
        for name, gap in ahead.items()
    ]
    return all(kept)


def cost(count: int) -> float:
    """Seconds of CPU for the forecast of so many goals in May, with its back-test, chances and intervals, when cold."""
    made = world(np.random.default_rng(1), centres=count // GOALS)
    start = time.process_time()
    year = forecast(made, 5)
    below(year, year.mean)
    interval(year)
    return time.process_time() - start


def costs() -> bool:
    """What it costs in a fresh process with one thread, best of three."""
    print()
    alone = os.environ | dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    kept = []
    for count, limit in MOST_CPU.items():
        command = [sys.executable, "-m", "benchmarks.bench_forecast", str(count)]
        runs = [subprocess.run(command, check=True, capture_output=True, cwd=ROOT, env=alone) for _ in range(3)]
        seconds = min(float(run.stdout) for run in runs)
        kept.append(verdict(f"CPU of {count} goals", seconds <= limit, f"{seconds:.3f} s (<= {limit:g})"))
    return all(kept)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(cost(int(sys.argv[1])))
    else:
        sys.exit(0 if all([within_family(), outside_family(), costs()]) else 1)
