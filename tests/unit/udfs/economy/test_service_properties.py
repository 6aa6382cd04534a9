"""What must hold for every catalogue: parts add up to the whole, to the øre, on every level."""

import math
from fractions import Fraction

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from macros.steps.economy.services import service_variances
from macros.steps.economy.trade import trade
from schemas.codes import Element
from schemas.economy_codes import ServiceLevel, TradeLine
from schemas.frames import is_missing, records
from schemas.reading import frame_of
from schemas.tables import Services, ServiceVariances, Trade
from schemas.words.vocabulary import words

YEAR = 2007
WHOLE = (ServiceLevel.CENTRE, ServiceLevel.ELEMENT, ServiceLevel.SERVICE, ServiceLevel.PROVIDER, ServiceLevel.LINE)
SUMMED = (
    ServiceVariances.BUDGET, ServiceVariances.COST, ServiceVariances.DEVIATION, ServiceVariances.PRICE,
    ServiceVariances.VOLUME,
)  # fmt: skip
SPLIT = (ServiceVariances.PURE_VOLUME, ServiceVariances.MIX)
PARTIES = ("Jobcenter Nord", "CKB", "AOF", None)
odd = st.sampled_from([0.0, 5.551115123125783e-17, 0.1 + 0.2, 123456.789012345, 1e12, 1 / 3])
activity = st.one_of(st.none(), st.decimals(0, 5000, places=2).map(float), odd)


@st.composite
def catalogues(draw):
    """Catalogues with blanks of every kind."""
    line = st.fixed_dictionaries(
        {
            Services.YEAR: st.just(YEAR),
            Services.CENTRE: st.sampled_from(["Nord", "Syd"]),
            Services.SERVICE: st.sampled_from(["A", "B", "C"]),
            Services.ELEMENT: st.sampled_from([*Element]),
            Services.PURCHASER: st.sampled_from(PARTIES),
            Services.PROVIDER: st.sampled_from(PARTIES),
            Services.ACTIVITY_UNIT: st.sampled_from(["uger", "uger", "timer", None]),
            Services.UNIT_PRICE: st.one_of(st.none(), st.integers(0, 10**5)),
            Services.BUDGETED_ACTIVITY: activity,
            Services.ACTUAL_ACTIVITY: activity,
            Services.ACTUAL_COST: st.one_of(st.none(), st.integers(0, 10**10)),
        }
    )
    return frame_of(Services, draw(st.lists(line, min_size=1, max_size=12)))


def of_level(frame, level):
    return frame[frame[ServiceVariances.LEVEL] == level]


def summed(frame, field):
    return int(frame[field].fillna(0).sum())


@given(catalogues())
def test_every_level_adds_up_to_the_total(services):
    frame = service_variances(services, YEAR, words())
    [total] = records(of_level(frame, ServiceLevel.TOTAL))
    for level in WHOLE:
        parts = of_level(frame, level)
        for field in SUMMED:
            assert summed(parts, field) == (0 if is_missing(total[field]) else total[field]), (level, field)
        if not is_missing(total[ServiceVariances.MIX]):
            assert all(summed(parts, field) == total[field] for field in SPLIT), level


@given(catalogues())
def test_the_parts_of_each_line_add_up_to_it(services):
    for row in records(service_variances(services, YEAR, words())):
        if is_missing(row[ServiceVariances.DEVIATION]):
            assert all(is_missing(row[field]) for field in (ServiceVariances.PRICE, ServiceVariances.VOLUME, *SPLIT))
            continue
        assert row[ServiceVariances.DEVIATION] == row[ServiceVariances.PRICE] + row[ServiceVariances.VOLUME]
        if is_missing(row[ServiceVariances.MIX]):
            assert is_missing(row[ServiceVariances.PURE_VOLUME]) and row[ServiceVariances.NOTE]
        else:
            assert row[ServiceVariances.VOLUME] == row[ServiceVariances.PURE_VOLUME] + row[ServiceVariances.MIX]


@given(catalogues())
def test_a_line_is_the_product_rounded_once_and_lacks_what_it_lacks(services):
    lines = of_level(service_variances(services, YEAR, words()), ServiceLevel.LINE)
    for given_, row in zip(records(services), records(lines), strict=True):
        price, cost = given_[Services.UNIT_PRICE], given_[Services.ACTUAL_COST]
        budgeted, actual = given_[Services.BUDGETED_ACTIVITY], given_[Services.ACTUAL_ACTIVITY]
        budget = None if price is None or math.isnan(budgeted) else _ore(price, budgeted)
        assert row[ServiceVariances.BUDGET] == budget
        assert row[ServiceVariances.COST] == cost
        complete = budget is not None and cost is not None and not math.isnan(actual)
        assert is_missing(row[ServiceVariances.DEVIATION]) == (not complete)
        if complete:
            assert row[ServiceVariances.VOLUME] == _ore(price, actual) - budget
            assert row[ServiceVariances.DEVIATION] == cost - budget


def _ore(price, units):
    return int(Fraction(price) * Fraction(repr(units)) + Fraction(1, 2))


@given(catalogues())
def test_internal_trade_nets_out(services):
    frame = trade(services, {"ckb": (), "jobcenter nord": ()}, YEAR, words())
    by_line = {line: frame[frame[Trade.LINE] == line] for line in TradeLine}
    total = by_line[TradeLine.TOTAL]
    for field in (Trade.PURCHASE, Trade.INCOME, Trade.COST, Trade.PROVIDER_RESULT, Trade.NET):
        assert len({summed(by_line[line], field) for line in TradeLine}) == 1, field
    assert summed(total, Trade.NET) == summed(total, Trade.COST)
    assert summed(total, Trade.NET) == summed(total, Trade.PURCHASE) - summed(total, Trade.PROVIDER_RESULT)


@given(catalogues(), st.randoms(use_true_random=False))
def test_the_order_of_lines_moves_no_amount(services, random):
    order = list(range(len(services)))
    random.shuffle(order)
    names = [ServiceVariances.LEVEL, ServiceVariances.CENTRE, ServiceVariances.ELEMENT, ServiceVariances.SERVICE]
    names += [ServiceVariances.PROVIDER, ServiceVariances.PURCHASER, *SUMMED, *SPLIT]

    def told(frame):
        rows = pd.DataFrame(service_variances(frame, YEAR, words()))[[str(name) for name in names]]
        return sorted(map(str, rows.itertuples(index=False)))

    assert told(services) == told(services.iloc[order].reset_index(drop=True))
