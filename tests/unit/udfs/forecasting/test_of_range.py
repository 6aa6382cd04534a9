"""A range of months: what the pooled forecast says of a single series."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.codes import Rule, Summary
from udfs.forecasting.of_range import chance_of, interval_of, year_of

NAN = np.nan
HISTORY = np.array([80.0, 82, 81, 79, 83, 82, 80, 78, 84, 82, 81, 83])
figures = st.lists(st.floats(40, 60), min_size=3, max_size=11)


def year(months, history=(), summary=Summary.MEAN, lower=0.0, upper=100.0, target=NAN):
    padded = np.concatenate([months, np.full(12 - len(months), NAN)])
    return year_of(padded, np.array(history, np.float64), summary, lower, upper, target)


def test_more_months_make_the_interval_narrower():
    widths = [
        np.diff(interval_of(year([81.0, 83, 80, 82, 84, 81, 82, 80, 83, 82, 81][:count], HISTORY)))[0]
        for count in (3, 6, 9, 11)
    ]
    assert widths == sorted(widths, reverse=True)
    assert widths[-1] > 0


def test_a_season_of_two_years_is_known_again():
    season = np.array([50.0, 50, 50, 50, 50, 50, 90, 90, 90, 90, 90, 90])
    low, high = interval_of(year(season[:6], [*season, *season], Summary.SUM, 0.0, NAN))
    assert low < season.sum() < high
    assert low > 750  # the run rate alone would say 600


@pytest.mark.parametrize("rule", list(Rule))
def test_a_year_that_is_over_is_met_or_not(rule):
    done = year([82.0] * 12)
    chances = [chance_of(done, rule, target, 83.0) for target in (81.0, 82.0, 83.0)]
    assert chances == {
        Rule.AT_LEAST: [1.0, 1.0, 0.0], Rule.AT_MOST: [0.0, 1.0, 1.0], Rule.BAND: [1.0, 1.0, 0.0],
        Rule.MILESTONE: [1.0, 1.0, 0.0],
    }[rule]  # fmt: skip


def test_counts_are_whole():
    calm = year([0.0] * 6, [0.0] * 24, Summary.SUM, 0.0, NAN)
    assert chance_of(calm, Rule.AT_LEAST, 0.0, NAN) == 1.0
    assert 0.5 < chance_of(calm, Rule.AT_MOST, 0.0, NAN) < 1.0  # none of thirty months is not never
    assert chance_of(calm, Rule.AT_LEAST, 1.0, NAN) == pytest.approx(1.0 - chance_of(calm, Rule.AT_MOST, 0.0, NAN))


def test_two_figures_tell_nothing():
    assert np.isnan(interval_of(year([81.0], [80.0]))).all()
    assert np.isnan(chance_of(year([81.0], [80.0]), Rule.AT_LEAST, 85.0, NAN))


@given(figures, st.sampled_from([Summary.MEAN, Summary.SUM, Summary.LAST]), st.floats(0, 5))
def test_a_better_result_never_lowers_the_chance(months, summary, more):
    target = 50.0 * (12 if summary is Summary.SUM else 1)
    lifted = [month + more for month in months]
    before, after = (chance_of(year(each, [], summary), Rule.AT_LEAST, target, NAN) for each in (months, lifted))
    assert after >= before - 1e-9


@given(figures, st.floats(30, 70), st.floats(30, 70))
def test_a_harder_target_never_has_a_better_chance_and_a_band_is_both_its_borders(months, one, other):
    low, high = sorted((one, other))
    ahead = year(months)
    at_least = [chance_of(ahead, Rule.AT_LEAST, target, NAN) for target in (low, high)]
    assert at_least[0] >= at_least[1]
    band = chance_of(ahead, Rule.BAND, low, high)
    assert band == pytest.approx(max(at_least[0] + chance_of(ahead, Rule.AT_MOST, high, NAN) - 1.0, 0.0))
