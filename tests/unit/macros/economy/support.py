"""What tests of the economy share: frames of a few lines."""

from schemas.reading import frame_of
from schemas.tables import BudgetFollowUp, RewardBasis, RewardDecisions, Services
from schemas.text.periods import parse_period

YEARS = (("2008", 21000, 30000), ("2009", 19530, 28800))
"""The basis of the acceptance case: 630 persons beyond what was expected."""


def basis(*rows):
    names = (RewardBasis.PERIOD, RewardBasis.OWN, RewardBasis.BENCHMARK)
    return frame_of(RewardBasis, [dict(zip(names, (parse_period(row[0]), *row[1:]), strict=True)) for row in rows])


def decisions(*rows):
    """Lines of centre, activity, approved by, approved on."""
    return frame_of(RewardDecisions, [dict(zip(RewardDecisions.fields, row, strict=False)) for row in rows])


def services(*rows):
    """Lines of centre, service, purchaser, provider, unit price in kroner, actual activity."""
    names = (
        Services.CENTRE, Services.SERVICE, Services.PURCHASER, Services.PROVIDER, Services.UNIT_PRICE,
        Services.ACTUAL_ACTIVITY,
    )  # fmt: skip
    lines = [dict(zip(names, row, strict=True)) | {Services.YEAR: 2009} for row in rows]
    return frame_of(Services, [line | {Services.UNIT_PRICE: line[Services.UNIT_PRICE] * 100} for line in lines])


def follow_up(*rows):
    """Lines of centre, account, use to date, corrected budget, forecast, low and high in kroner, floor, ceiling."""
    names = (
        BudgetFollowUp.CENTRE, BudgetFollowUp.ACCOUNT, BudgetFollowUp.USE, BudgetFollowUp.CORRECTED,
        BudgetFollowUp.FORECAST, BudgetFollowUp.FORECAST_LOW, BudgetFollowUp.FORECAST_HIGH, BudgetFollowUp.FLOOR,
        BudgetFollowUp.CEILING,
    )  # fmt: skip
    amounts = names[3:7]
    lines = [dict(zip(names, row, strict=True)) for row in rows]
    for line in lines:
        line |= {name: None if line[name] is None else round(line[name] * 100) for name in amounts}
        if line[BudgetFollowUp.FORECAST] is not None and line[BudgetFollowUp.CORRECTED]:
            line[BudgetFollowUp.FORECAST_USE] = 100 * line[BudgetFollowUp.FORECAST] / line[BudgetFollowUp.CORRECTED]
    return frame_of(BudgetFollowUp, lines)
