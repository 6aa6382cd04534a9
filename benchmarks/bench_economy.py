"""The economy at full size: 100,000 services' variances on every level, against the same sums in one group-by."""

import numpy as np
import pandas as pd

from benchmarks.measure import in_turn, report, timed
from macros.steps.economy.services import service_variances
from schemas.codes import Element
from schemas.tables import Services
from schemas.words.vocabulary import words

SERVICES = 100_000
YEAR = 2007
ELEMENTS = np.array([*Element], dtype=object)
ACTIVITIES = (Services.BUDGETED_ACTIVITY, Services.ACTUAL_ACTIVITY)
KEYS = (Services.CENTRE, Services.ELEMENT, Services.SERVICE, Services.PURCHASER, Services.PROVIDER)
TEXTS = frozenset({*KEYS, Services.ACTIVITY_UNIT, Services.GOALS, Services.REQUIREMENT})


def catalogue(count: int) -> pd.DataFrame:
    """A catalogue as it is read: names as texts, activities with a decimal, amounts in whole øre."""
    draw = np.random.default_rng(2006)

    def names(kind: str, different: int) -> np.ndarray:
        each = np.array([f"{kind} {number}" for number in range(different)], dtype=object)
        return each[draw.integers(0, different, count)]

    activity = draw.uniform(1, 500, (2, count)).round(1)
    cost = (activity[1] * draw.uniform(900, 1100, count) * 100).astype(np.int64)
    columns = {
        Services.YEAR: np.full(count, float(YEAR)),
        Services.CENTRE: names("Center", 20),
        Services.SERVICE: names("Ydelse", 500),
        Services.ELEMENT: ELEMENTS[draw.integers(0, len(ELEMENTS), count)],
        Services.PURCHASER: names("Jobcenter", 20),
        Services.PROVIDER: names("Leverandør", 100),
        Services.ACTIVITY_UNIT: np.full(count, "uger", dtype=object),
        Services.UNIT_PRICE: pd.array(draw.integers(50_000, 150_000, count), dtype="Int64"),
        Services.BUDGETED_ACTIVITY: activity[0],
        Services.ACTUAL_ACTIVITY: activity[1],
        Services.ACTUAL_COST: pd.array(cost, dtype="Int64"),
        Services.GOALS: np.full(count, None, dtype=object),
        Services.REQUIREMENT: np.full(count, None, dtype=object),
    }
    return pd.DataFrame(
        {field: pd.Series(values, dtype=object if field in TEXTS else None) for field, values in columns.items()}
    )


def one_group_by(services: pd.DataFrame) -> pd.DataFrame:
    """The same sums as an economist would write them in pandas, once: no levels, no mix, no averages, no notes."""
    price, cost = services[Services.UNIT_PRICE], services[Services.ACTUAL_COST]
    budget, at_price = ((price * services[activity]).round() for activity in ACTIVITIES)
    parts = {
        "budget": budget,
        "cost": cost,
        "deviation": cost - budget,
        "price": cost - at_price,
        "volume": at_price - budget,
        "budgeted": services[Services.BUDGETED_ACTIVITY],
        "actual": services[Services.ACTUAL_ACTIVITY],
    }
    grouped = services.assign(**parts).groupby([*map(str, KEYS)], sort=False, dropna=False, as_index=False)
    return grouped[list(parts)].sum()


def services_kept() -> bool:
    """The variance table against one group-by."""
    frame = catalogue(SERVICES)
    language = words()
    ours, theirs = in_turn(
        7,
        lambda: timed(lambda: service_variances(frame, YEAR, language)),
        lambda: timed(lambda: one_group_by(frame)),
    )
    return report("variances of 100,000 services on seven levels / one group-by of pandas", ours, theirs, 2)


def main() -> bool:
    """Run the comparisons."""
    return services_kept()


if __name__ == "__main__":
    raise SystemExit(not main())
