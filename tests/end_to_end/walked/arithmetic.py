"""What must come of the raw figures: the rules of the contracts in plain Python, apart from all that computes them.

The letters are those of the rules as they are written: ``A`` the result, ``T`` the year's target, ``B`` the baseline, ``M``
the goal's months of the year, ``m`` those gone by at its last figure, ``k`` those of them with a figure.
"""

from tests.end_to_end.walked import contract, figures
from tests.end_to_end.walked.figures import CENTRES, YEAR

TOLERANCE = 0.1
RED, FAR, YELLOW, HOLD = 1 / 3, 1 / 2, 2 / 3, 0.07
HARD = {"2.1", "3.1", "3.2"}
"""A level that may at most be reached, and the frames of budgets, have no tolerance."""
POSSIBLE = (0, 4)
"""What a hidden count (``<5``) may be, at the least and at the most."""
RATIOS = {
    "Jobsamtaler til tiden": (figures.HELD, figures.DUE, 100),
    "Fejl i stikprøver": (figures.WRONG, figures.SAMPLED, 100),
    "operating_budget_use": ("Driftsbudget", None, None),
    "purchase_budget_use": ("Købsbudget", None, None),
}


class Known:
    """The raw figures as they are known at the end of a quarter, with what was typed, and what may be hidden."""

    def __init__(self, quarter, typed=None, hidden=None):
        self.month = 3 * quarter
        self.possible = [Known(quarter, typed, each) for each in POSSIBLE] if hidden is None else []
        self.hidden = hidden
        self.held = {**figures.drawn(quarter), **(typed or {})}
        self.accounts = figures.accounts()

    def series(self, indicator, centre, year=YEAR):
        """Month (1 to 12) -> figure; a hidden one is none, or the one that it is taken to be."""
        found = {}
        for month in range(1, 13):
            text = self.held.get((indicator, centre, f"{year}-{month:02d}"))
            text = self.hidden if text == figures.HIDDEN else text
            if text is not None:
                found[month] = float(text)
        return found

    def pairs(self, indicator, centre):
        """Month -> numerator and denominator."""
        above, below, _ = RATIOS[indicator]
        if below is None:
            amounts = self.accounts[above, centre]
            used = zip(amounts["brugt"], amounts["budget"], strict=True)
            return {month: pair for month, pair in enumerate(used, start=1) if month <= self.month}
        beside = self.series(below, centre)
        return {month: (figure, beside[month]) for month, figure in self.series(above, centre).items()}

    def milestone(self, centre):
        """Month -> 1 or 0."""
        said = figures.MILESTONES[centre]
        return {month: float(text == "ja") for month, text in said.items() if month <= self.month}


def result(goal, known, first=1, last=12):
    """The figures of a goal to date: A, m, k, and of the year before the same months, those of the goal, the last."""
    name, centre, months = goal["Indikator"], goal["Center"], range(first, last + 1)
    if name in RATIOS:
        pairs = {at: pair for at, pair in known.pairs(name, centre).items() if at in months}
        value = 100 * sum(above for above, _ in pairs.values()) / sum(below for _, below in pairs.values())
        return value, max(pairs) - first + 1, len(pairs), None
    if goal["Regel"] == "milepæl":
        said = {at: value for at, value in known.milestone(centre).items() if at in months}
        return said[max(said)], max(said) - first + 1, max(said) - first + 1, None
    now = {at: value for at, value in known.series(name, centre).items() if at in months}
    before = {at: value for at, value in known.series(name, centre, YEAR - 1).items() if at in months}
    if not now:
        return None
    gone = max(now) - first + 1
    if goal["Opgøres som"] == "sum":
        like = sum(before[at] for at in now) if before else None
        to_date = sum(value for at, value in before.items() if at <= max(now))
        return sum(now.values()), gone, len(now), (like, to_date, sum(before.values())) if before else None
    return now[max(now)], gone, gone, (before[max(now)], None, before[last]) if before else None


def expected(goal, known, first=1, last=12, line=None):
    """Every figure of a goal; its light and verdict are those that all possible figures give.

    Args:
        goal: The line of the contract.
        known: The figures.
        first: The goal's first month of the year.
        last: Its last one.
        line: The computed line, of which the model's forecast and chance are taken as they are.
    """
    found = _expected(goal, known, first, last, line or {})
    ends = [_expected(goal, each, first, last, line or {}) for each in known.possible]
    if all(each["result"] == found["result"] for each in ends):
        return found
    lights, verdicts = ({each[name] for each in ends} for name in ("light", "verdict"))
    light = lights.pop() if len(lights) == 1 else "none"
    return {**found, "light": light, "verdict": verdicts.pop() if len(verdicts) == 1 else "open"}


def _expected(goal, known, first, last, line):
    """Every figure of a goal, by the rules.

    Returns:
        The figures under the names of the results, and the light.
    """
    found = result(goal, known, first, last)
    if found is None:
        return {"result": None, "light": "none"}
    (A, m, k, before), M = found, last - first + 1  # noqa: N806  the letters of the rules
    B = _baseline(goal, known)  # noqa: N806
    T = B * (1 + goal["Måltal"] / 100) if goal["Grundlag"] == "ændring i pct." else goal["Måltal"]  # noqa: N806
    U = goal["Måltal, øvre"]  # noqa: N806
    due = _due(goal, T, B, m, M, before)
    rate, season = _forecasts(goal, A, B, m, k, M, before)
    need, need_max = _required(goal, T, A, m, M), _required(goal, U, A, m, M) if U else None
    milestone, rule = goal["Regel"] == "milepæl", goal["Regel"]
    over = known.month >= last
    ended = (m >= M and not (goal["Opgøres som"] == "sum" and k < m)) or (milestone and over)
    reached, passed = _decided(goal, A, T)
    verdict = _verdict(_miss(rule, A, T, U), ended, reached or (milestone and T <= A), passed)
    chance = None if ended else line.get("chance")
    ahead = line["forecast"] if chance is not None else rate if season is None else season
    if ended:
        ahead, rate, season = A, None, None
    elif m >= M and k < m:
        ahead, rate, season, chance = None, None, None, None  # no month is left, and one is hidden
    elif milestone:
        ahead, rate, season = A if T <= A else None, None, None
    lower, upper = 0, 100 if goal["Indikator"] in list(RATIOS)[:2] else float("inf")
    impossible = _impossible(goal, need, need_max, lower, upper)
    size = abs(T - B) if goal["Grundlag"] == "ændring i pct." else U if U and ahead and ahead > T else T
    allowed = 0 if goal["Mål nr."] in HARD else TOLERANCE * size
    return {
        "result": A,
        "target": T,
        "target_to_date": due,
        "forecast": ahead,
        "forecast_run_rate": rate,
        "forecast_seasonal": season,
        "required": need,
        "required_max": need_max,
        "verdict": verdict,
        "months": m,
        "months_of_goal": M,
        "light": _held(line)
        or _light(rule, verdict, impossible, allowed, (A, due, T, U, ahead, rate, chance), m >= M, goal),
    }


def _baseline(goal, known):
    if goal["Basisperiode"] is None:
        return None
    before = known.series(goal["Indikator"], goal["Center"], YEAR - 1)
    months = {"2024-12": [12], "2024-H1": range(1, 7), "2024": range(1, 13)}[goal["Basisperiode"]]
    return sum(before[month] for month in months)


def _due(goal, T, B, m, M, before):  # noqa: N803
    match goal["Årsprofil"]:
        case "lige store måneder":
            return T * m / M
        case "som sidste år":
            return T * before[1] / before[2]
        case "jævnt fra basis til mål":
            return B + (T - B) * m / M
    return T


def _forecasts(goal, A, B, m, k, M, before):  # noqa: N803
    """The year's rate carried on, and last year's pattern where it is known."""
    if goal["Opgøres som"] == "sum":
        rate, season = A * M / k, A * before[2] / before[0] if before else None
    elif goal["Årsprofil"] == "jævnt fra basis til mål":
        rate, season = A + (A - B) / m * (M - m), A + before[2] - before[0]
    else:
        rate, season = A, None
    return rate, season


def _required(goal, T, A, m, M):  # noqa: N803
    if m >= M:
        return None
    if goal["Opgøres som"] == "sum" or goal["Årsprofil"] == "jævnt fra basis til mål":
        return (T - A) / (M - m)
    return T if goal["Regel"] == "milepæl" else (M * T - m * A) / (M - m)


def _miss(rule, value, floor, ceiling):
    if value is None:
        return None
    return max(
        0.0, {"højst": value - floor, "mellem": max(floor - value, value - (ceiling or 0))}.get(rule, floor - value)
    )


def _decided(goal, A, T):  # noqa: N803
    """Whether a sum of counts has reached its floor, or has passed its ceiling."""
    is_sum = goal["Opgøres som"] == "sum"
    return is_sum and goal["Regel"] == "mindst" and A >= T, is_sum and goal["Regel"] == "højst" and A > T


def _verdict(missed, ended, reached, passed):
    if ended:
        return "met" if missed == 0 else "not_met"
    return "met" if reached else "not_met" if passed else "open"


def _impossible(goal, need, need_max, lower, upper):
    if need is None or goal["Årsprofil"] == "jævnt fra basis til mål":
        return False
    match goal["Regel"]:
        case "mindst":
            return need > upper
        case "højst":
            return need < lower
        case "mellem":
            return need > upper or need_max < lower
    return False


def _held(line):
    """Last month's light, where the line says that it is held near a border; otherwise none."""
    if "holdes fra måneden før" not in (line.get("reason") or ""):
        return None
    assert min(abs(line["chance"] - border) for border in (RED, FAR, YELLOW)) < HOLD
    return line["light"]


def _light(rule, verdict, impossible, allowed, numbers, is_over, goal):
    A, due, T, U, ahead, other, chance = numbers  # noqa: N806
    if verdict != "open":
        return "green" if verdict == "met" else "red"
    if is_over:
        return "none"  # a month that is missing would decide
    gap = _miss(rule, ahead, T, U)
    if chance is not None:
        late = _miss(rule, A, T if rule == "mellem" else due, U)
        tolerated = 0 if goal["Mål nr."] in HARD else allowed / abs(T) * abs(due)
        if impossible or chance < RED or (gap > allowed and chance < FAR):
            return "red"
        return "yellow" if chance < YELLOW or late > tolerated else "green"
    if impossible or (gap is not None and gap > allowed):
        return "red"
    behind = _miss(rule, A, T if rule == "mellem" else due, U) > 0
    return "yellow" if gap is None or gap > 0 or (_miss(rule, other, T, U) or 0) > 0 or behind else "green"


def goals(quarter):
    """Every goal in the state of a quarter, with its first and last month.

    After the second quarter Sundby's have ended in June; from the third on 1.5 has begun in July.
    """
    for centre in CENTRES:
        ends = centre == figures.SUND and quarter >= 2
        for goal in contract.lines(centre):
            changed = contract.UNTIL_JUNE.get(goal["Mål nr."], {}) if ends else {}
            yield {**goal, **changed}, 1, figures.CLOSED_AFTER if ends else 12
        if centre in contract.WITH_JULY and quarter >= 3:
            yield contract.lines(centre, contract.JULY_GOAL)[0], 7, 12


def inside(lines, known):
    """Those of several centres' goals that a total is made of: a stock is of the centres that are still there."""
    if lines[0][0]["Opgøres som"] == "seneste værdi":
        return [each for each in lines if each[2] >= known.month]
    return lines


def total(lines, known):
    """Result and target to date of several centres' same goal: shares of all their cases, sums of all else.

    A centre that has closed is part of shares and sums up to its last month, and of no stock after it; a level that
    holds all year is the mean of all months of whoever had the goal.

    Args:
        lines: The members' goals, each with its first and last month.
        known: The figures.
    """
    goal, _, last = lines[0]
    name = goal["Indikator"]
    lines = inside(lines, known)
    made = [expected(goal, known, first, last) for goal, first, last in lines]
    if name in RATIOS:
        pairs = [pair for each, _, _ in lines for at, pair in known.pairs(name, each["Center"]).items() if at <= last]
        months = [end - first + 1 for _, first, end in lines]
        due = sum(each["target_to_date"] * count for each, count in zip(made, months, strict=True)) / sum(months)
        return 100 * sum(above for above, _ in pairs) / sum(below for _, below in pairs), due
    return sum(each["result"] for each in made), sum(each["target_to_date"] for each in made)
