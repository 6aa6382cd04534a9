"""Whether all figures are in: goal by goal and month by month, as they came and whose they are."""

from datetime import date
from types import SimpleNamespace

import pytest

from macros.steps.data_status.centres import OfCentre, centre_data
from macros.steps.data_status.counting import counts_of, lacked_text
from macros.steps.data_status.figures import Figure, Revised, figures_in
from macros.steps.data_status.goals import goals_data
from macros.steps.data_status.sheet import DataSheet, facts_frame, status_frame
from macros.steps.papers.known_figures import known_figures
from macros.steps.tracing import OldOrigins
from schemas.codes import PeriodKind, Summary, Unit, YearProfile
from schemas.data_codes import DataState
from schemas.frames import records
from schemas.measures import catalogue_of
from schemas.reading import empty, frame_of
from schemas.tables import (
    MARK,
    STATUS_MONTHS,
    CentreData,
    DataFacts,
    DataStatus,
    Goals,
    Measures,
    Observations,
    Origins,
    Readiness,
)
from schemas.text.periods import parse_period
from schemas.words.vocabulary import words
from schemas.written import written

MAY, JUNE = date(2009, 5, 31), date(2009, 6, 30)
SIGNS = {
    "i": DataState.IN, "t": DataState.TYPED, "r": DataState.REVISED, "h": DataState.HIDDEN, "p": DataState.PARTLY,
    "x": DataState.MISSING, "w": DataState.WAITING, "l": DataState.LATER, "s": DataState.STANDS,
    "-": DataState.OUTSIDE,
}  # fmt: skip
LETTERS = {state: letter for letter, state in SIGNS.items()}


def contract(*goals, kind=None, lag=0, observed=(), budget=()):
    """A contract of 2009 with goals of one measure each, ``m``; observations as period -> fields."""
    frame = frame_of(Goals, [
        {"number": "1", "centre": "A", "measure": "m", "unit": Unit.PCT, "year": 2009, "title": "Mål 1",
         "summary": Summary.MEAN, "profile": YearProfile.FLAT, **goal}
        for goal in goals or ({},)
    ])  # fmt: skip
    lines = [{"measure": "m", "unit": Unit.PCT, "period_kind": kind, "lag": lag}]
    rows = frame_of(Observations, [
        {"centre": "A", "measure": "m", "period": parse_period(period), **fields} for period, fields in observed
    ])  # fmt: skip
    rows[MARK] = [fields.get(MARK) for _, fields in observed]
    return SimpleNamespace(
        goals=frame, year=2009, words=words(), catalogue=catalogue_of(frame_of(Measures, lines)), counted=rows,
        every_observation=rows, frame=lambda table: frame_of(table, budget),
    )  # fmt: skip


def months(of, figures, day=JUNE):
    """The states of January to December, a letter each; blank where a month is of a longer period."""
    (goal,) = goals_data(of, {("A", "m"): figures})
    found = goal.by_month(day)
    return "".join(LETTERS[found[month]] if month in found else " " for month in range(1, 13))


def seen(*periods, state=DataState.IN):
    return [Figure(parse_period(period), state) for period in periods]


H1 = [f"2009-{month:02d}" for month in range(1, 7)]


CASES = [
    (contract(), seen(*H1), JUNE, "iiiiiillllll"),
    (contract(), seen(*H1[:2], *H1[3:]), JUNE, "iixiiillllll"),
    (contract(), [], JUNE, "xxxxxxllllll"),
    (contract(), seen(*H1), MAY, "iiiiiillllll"),  # what came before it was due is in
    (contract(lag=2), seen(*H1[:3]), JUNE, "iiixwwllllll"),
    (contract(kind=PeriodKind.QUARTER), seen("2009-Q1"), JUNE, "  i  x  l  l"),
    (contract(kind=PeriodKind.QUARTER, lag=1), seen("2009-Q1"), JUNE, "  i  w  l  l"),
    (contract(kind=PeriodKind.HALF_YEAR), [], MAY, "     l     l"),
    (contract(kind=PeriodKind.YEAR), seen("2009-12"), JUNE, "           i"),  # a year's, at the month it ends with
    (contract({}, {"valid_from": date(2009, 4, 30), "valid_to": date(2009, 4, 30)}), [], JUNE, "xxxx--------"),  # closed
    (contract({"valid_to": date(2009, 2, 28)}, {"valid_from": date(2009, 3, 1)}), [], JUNE, "xxxxxxllllll"),
    (contract({"valid_from": date(2009, 3, 1), "valid_to": date(2009, 5, 31)}, {}), [], JUNE, "xxxxx-------"),
    (contract(), seen("2009-Q1"), JUNE, "  i  x  l  l"),  # by what its figures cover where the catalogue is silent
    (contract(), seen("2009-Q1", "2009-04"), JUNE, "iiiixxllllll"),
    (contract(), seen("2009-H1"), JUNE, "     i     l"),
    (contract(kind=PeriodKind.PERIOD), seen("2009-01", "2009-Q2"), JUNE, "  p  i  l  l"),
    (contract({"valid_from": date(2009, 7, 1)}), [], JUNE, "------llllll"),
    (contract({"valid_to": date(2009, 4, 30)}), seen(*H1[:3]), JUNE, "iiix--------"),
    (contract({"summary": Summary.LAST}), seen("2009-03"), JUNE, "  isss      "),
    (contract({"summary": Summary.LAST}), [], JUNE, "     xllllll"),  # one is needed, whenever it comes
    (contract(), seen("2009-01", state=DataState.HIDDEN), date(2009, 1, 31), "hlllllllllll"),
]  # fmt: skip
"""Contract, figures, reporting date, and the states from January to December."""


@pytest.mark.parametrize(("of", "figures", "day", "expected"), CASES)
def test_the_months_of_a_goal(of, figures, day, expected):
    assert months(of, figures, day) == expected


@pytest.mark.parametrize(("of", "figures", "day", "expected"), CASES)
def test_the_calendar_says_the_same_of_the_latest_figure_that_is_due(of, figures, day, expected):
    periods = [{"centre": "A", "measure": "m", "period": each.period, "value": 1.0} for each in figures]
    rows = frame_of(Observations, periods)
    calendar = known_figures(SimpleNamespace(**{**vars(of), "every_observation": rows}), day).missing(day)
    latest = expected.replace("l", "").replace("w", "").replace("-", "").replace(" ", "")[-1:]
    assert (calendar == ["1"]) == (latest == "x")


KEY = ("observations", "A", "m", parse_period("2009-01"))
ROW = {"value": 12.0, "numerator": None, "denominator": None}
WRITTEN = {"file": "lis.csv", "sha256": "ab", "written": written(Observations, ROW)}


@pytest.mark.parametrize(
    ("fields", "origin", "revised", "state"),
    [
        (ROW, WRITTEN, (), DataState.IN),
        (ROW, {**WRITTEN, "written": "13"}, (), DataState.TYPED),
        (ROW, None, (), DataState.TYPED),
        (ROW, {**WRITTEN, "replaced": "11"}, (), DataState.REVISED),
        (ROW, WRITTEN, [("A", "m", parse_period("2009-01"))], DataState.REVISED),
        ({"numerator": 4.0}, WRITTEN, (), DataState.PARTLY),
        ({"denominator": 4.0, MARK: "<5"}, WRITTEN, (), DataState.HIDDEN),
        ({MARK: ".."}, WRITTEN, (), DataState.HIDDEN),
    ],
)  # fmt: skip
def test_whose_a_figure_is(fields, origin, revised, state):
    of = contract(observed=[("2009-01", fields), ("2008-12", {"value": 1.0}), ("2009-02", {})])
    kept = {} if origin is None else {KEY: {str(name): None for name in Origins.fields} | origin}
    origins = OldOrigins(object(), kept, from_the_start=True, imported_on={"ab": JUNE})
    (found,) = figures_in(of, origins, Revised(frozenset(revised)))["A", "m"]
    assert found.state is state
    if state in {DataState.IN, DataState.REVISED}:
        assert (found.file, found.on) == ("lis.csv", JUNE)


def test_a_figure_of_which_nothing_is_known_is_in():
    of = contract(observed=[("2009-01", ROW)])
    (found,) = figures_in(of, OldOrigins(), Revised())["A", "m"]
    assert (found.state, found.file, found.on) == (DataState.IN, None, None)


def goals_of(*numbers, figures=(), lag=0):
    of = contract(*({"number": number, "title": f"Mål {number}"} for number in numbers), lag=lag)
    return goals_data(of, {("A", "m"): [*figures]})


def test_the_sheet_counts_and_names_what_is_missing():
    goals = goals_of("1.1", figures=[*seen(*H1[:3]), *seen("2009-05", state=DataState.TYPED)])
    (line,) = records(status_frame(goals, JUNE, words()))
    assert (line[DataStatus.FIGURES_IN], str(line[DataStatus.LAST_IN])) == ("4/6", "2009-05")
    assert line[DataStatus.FROM_FILE] == "tastet i hånden"
    facts = facts_frame(words(), DataSheet(goals, JUNE, empty(Readiness)))[DataFacts.FACT].tolist()
    assert facts[:5] == [
        "30-06-2009", "4 af 6 ventede tal er inde; 2 mangler.", "1.1: Apr, Jun", "intet",
        "1 tastet i hånden, 0 rettet, 0 skjult, 0 delvis",
    ]  # fmt: skip
    assert len(facts) == len(facts_frame(words()))


def test_what_waits_by_its_lag_is_no_lack():
    goals = goals_of("1.1", figures=seen(*H1[:4]), lag=2)
    facts = facts_frame(words("en"), DataSheet(goals, JUNE, empty(Readiness)))[DataFacts.FACT].tolist()
    assert facts[1:4] == [
        "All 4 figures that are due are in.", "nothing", "2 figures are by their lag due later only: 1.1: May–Jun",
    ]  # fmt: skip
    assert counts_of(goals, JUNE)[DataState.WAITING] == 2


def test_of_many_goals_the_first_are_named():
    text = lacked_text(goals_of(*map(str, range(20))), MAY, DataState.MISSING, words())
    assert text.startswith("0: Jan–Maj; 1: Jan–Maj") and text.endswith("og 12 mere")


def test_all_centres_the_one_without_figures_first_and_a_line_of_all():
    full, some, none = (goals_of("1", figures=seen(*H1[:known])) for known in (6, 4, 0))
    parts = [OfCentre("Fuld", "f.xlsx", full), OfCentre("Noget", "n.xlsx", some), OfCentre("Intet", "i.xlsx", none)]
    lines = records(centre_data(parts, ["Uden"], JUNE, words()))
    assert [line[CentreData.CENTRE] for line in lines] == ["Uden", "Intet", "Noget", "Fuld", "Alle centre"]
    said = [line[CentreData.LACKED] for line in lines[:4]]
    assert said == ["× projektmappen er ikke med", "× ingen tal endnu", "1: Maj–Jun", ""]
    columns = (CentreData.EXPECTED, CentreData.COUNTED_IN, CentreData.MISSING)
    assert [tuple(int(line[name]) for name in columns) for line in lines[1:]] == [
        (6, 0, 6), (6, 4, 2), (6, 6, 0), (18, 10, 8),
    ]  # fmt: skip
    assert [lines[-1][STATUS_MONTHS[at]] for at in (0, 5, 6)] == ["× 2/3", "× 1/3", None]
    assert lines[3][STATUS_MONTHS[0]] == "✓ 1/1"
