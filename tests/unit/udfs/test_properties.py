"""What must hold for every goal, whatever its figures."""

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.udfs.support import compute

ORDER = {"green": 0, "yellow": 1, "red": 2}
figure = st.floats(0.0, 1000.0).map(lambda value: round(value, 4))
positive = st.floats(0.5, 1000.0).map(lambda value: round(value, 4))
month = st.integers(1, 11).map(float)
maybe = st.one_of(st.just(math.nan), positive)
one_sided = st.sampled_from(["at_least", "at_most"])
summary = st.sampled_from(["mean", "ratio", "sum", "last"])
profile = st.sampled_from(["flat", "linear", "path", "seasonal"])


@given(one_sided, summary, profile, positive, positive, figure, figure, month, maybe, maybe, maybe)
def test_a_better_result_never_gives_a_worse_light(
    rule, how, when, target, baseline, one, other, months, before, year, rest
):
    given_ = {
        "rule": rule, "summary": how, "profile": when, "stated": target, "baseline": baseline, "months": months,
        "last_year_to_date": before, "last_year": year, "last_year_rest": rest,
    }  # fmt: skip
    worse, better = (min, max) if rule == "at_least" else (max, min)
    first, second = (compute(result=pick(one, other), **given_)["light"] for pick in (worse, better))
    assert ("none" in {first, second} and first == second) or ORDER[second] <= ORDER[first]


@given(positive, positive, figure, figure, month)
def test_a_result_nearer_a_band_never_gives_a_worse_light(low, width, one, other, months):
    high = low + width
    sides = [value for value in (one, other) if value < low] or [min(one, low), min(other, low)]
    worse, better = min(sides), max(sides)
    lights = [
        compute(rule="band", summary="last", stated=low, stated_max=high, result=value, months=months)["light"]
        for value in (worse, better)
    ]
    assert ORDER[lights[1]] <= ORDER[lights[0]]


change = st.floats(-60.0, 60.0).map(lambda value: round(value, 2))


@given(
    one_sided,
    st.sampled_from(["absolute", "change_pct", "maintain"]),
    positive,
    change,
    positive,
    figure,
    figure,
    month,
)
def test_attainment_is_monotone(rule, basis, target, moved, baseline, one, other, months):
    """A better result never has a lower attainment, also where the target allows a move the wrong way."""
    stated = target if basis == "absolute" else moved
    low, high = sorted((one, other))
    given_ = {"rule": rule, "basis": basis, "stated": stated, "baseline": baseline, "months": months}
    first, second = (compute(result=value, **given_)["attainment"] for value in (low, high))
    slack = 1e-6 * max(1.0, abs(first), abs(second))
    assert first <= second + slack if rule == "at_least" else first >= second - slack


@given(st.sampled_from(["mean", "ratio"]), positive, figure, month)
def test_a_mean_with_the_required_level_ends_exactly_at_the_target(how, target, result, months):
    need = compute(summary=how, stated=target, result=result, months=months)["required"]
    assert np.isclose((months * result + (12 - months) * need) / 12, target)


@given(positive, figure, month)
def test_a_sum_with_the_required_months_ends_exactly_at_the_target(target, result, months):
    need = compute(summary="sum", profile="linear", stated=target, result=result, months=months)["required"]
    assert np.isclose(result + (12 - months) * need, target)


@given(positive, positive, figure, month)
def test_a_stock_with_the_required_change_ends_exactly_at_the_target(target, baseline, result, months):
    given_ = {"summary": "last", "profile": "path", "rule": "at_most", "stated": target, "baseline": baseline}
    need = compute(result=result, months=months, **given_)["required"]
    assert np.isclose(result + (12 - months) * need, target)


@given(positive, figure, month)
def test_a_forecast_on_target_requires_the_level_so_far(target, result, months):
    # The two agree: at the run rate the year ends at the target exactly when the required level is the level to date.
    on_target = compute(summary="mean", stated=target, result=target, months=months)
    assert np.isclose(on_target["required"], on_target["forecast"])
    total = compute(summary="sum", profile="linear", stated=target, result=target * months / 12, months=months)
    assert np.isclose(total["forecast"], target)
    assert np.isclose(total["required"], target / 12)


@given(summary, profile, positive, positive, figure, month, st.sampled_from([0.001, 0.5, 10.0, 1000.0]))
def test_scaling_the_unit_scales_the_differences(how, when, target, baseline, result, months, scale):
    def both(factor):
        return compute(
            summary=how,
            profile=when,
            stated=target * factor,
            baseline=baseline * factor,
            result=result * factor,
            months=months,
            last_year_to_date=baseline * factor / 2,
            last_year=baseline * factor,
            last_year_rest=baseline * factor / 3,
        )

    plain, scaled = both(1.0), both(scale)
    for name in ("difference", "target_to_date", "forecast", "required"):
        assert np.isclose(scaled[name], plain[name] * scale, rtol=1e-9, atol=1e-9 * scale, equal_nan=True)
    assert np.isclose(scaled["attainment"], plain["attainment"], equal_nan=True)
    assert scaled["light"] == plain["light"]


@given(figure, positive, month)
def test_inputs_are_not_changed(result, target, months):
    from schemas.codes import Rule
    from udfs.goals.arrays import codes
    from udfs.goals.attainment import difference

    arrays = [np.array([result]), np.array([target]), np.array([math.nan])]
    copies = [array.copy() for array in arrays]
    difference(codes(["at_least"], Rule), *arrays)
    assert all(np.array_equal(array, copy, equal_nan=True) for array, copy in zip(arrays, copies, strict=True))


def test_columns_give_what_scalars_give():
    from schemas.codes import Rule
    from udfs.goals.arrays import codes
    from udfs.goals.attainment import attainment, difference

    scalar = difference(codes("at_least", Rule), 81.0, 95.0, math.nan)
    assert float(scalar) == -14.0
    from schemas.codes import Basis

    column = attainment(codes(["at_least"] * 3, Rule), codes(["absolute"] * 3, Basis), [81, 95, 100], 95, math.nan, 0)
    assert column.tolist() == [81 / 95, 1.0, 100 / 95]
