"""Each kind of rule, on lists that can be counted by hand, and against plain Python on lists made at random."""

from collections import defaultdict
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.drawing import examples
from tests.unit.workbook.exports.cases.support import (
    POINTS,
    count,
    csv,
    days,
    grid,
    on_time,
    points,
    profile,
    shown,
    within,
)
from workbook.exports.cases.aggregate import aggregate_cases

INTERVIEWS = """
Center | Frist      | Holdt
Nord   | 10-06-2009 | 10-06-2009
Nord   | 30-06-2009 | 01-07-2009
Nord   | 30-06-2009 |
Syd    | 01-07-2009 | 12-05-2009
Nord   | 01-07-2009 | 01-07-2009
"""
COMPLAINTS = """
Center | Frist      | Udfald         | Type
Nord   | 10-06-2009 | Medhold        | Formel
Nord   | 11-06-2009 | DELVIS MEDHOLD | formel
Nord   | 12-06-2009 | Ikke medhold   | Formel
Nord   | 12-06-2009 | Medhold        | Andet
Syd    | 12-07-2009 | Delvis medhold | Formel
"""


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (on_time(), ["Nord 2009-06 1/3", "Nord 2009-07 1/1", "Syd 2009-07 1/1"]),
        (within(1), ["Nord 2009-06 2/3", "Nord 2009-07 1/1", "Syd 2009-07 1/1"]),
        (count(), ["Nord 2009-06 3", "Nord 2009-07 1", "Syd 2009-07 1"]),
    ],
)
def test_interviews(tmp_path, rule, expected):
    assert shown(aggregate_cases(csv(tmp_path, INTERVIEWS), profile(rule))) == expected


def test_complaints_give_points(tmp_path):
    everything = aggregate_cases(csv(tmp_path, COMPLAINTS), profile(points()))
    formal = aggregate_cases(csv(tmp_path, COMPLAINTS), profile(points(where={"Type": (" FORMEL ",)})))
    assert shown(everything) == ["Nord 2009-06 2.5", "Syd 2009-07 0.5"]
    assert shown(formal) == ["Nord 2009-06 1.5", "Syd 2009-07 0.5"]
    assert everything.cases == 5 and everything.issues == []


def test_absence_is_split_on_its_months(tmp_path):
    spells = """
Center | Frist      | Holdt
Nord   | 30-12-2008 | 02-02-2009
Nord   | 05-01-2009 | 05-01-2009
Syd    | 27-02-2008 | 01-03-2008
"""
    assert shown(aggregate_cases(csv(tmp_path, spells), profile(days()))) == [
        "Nord 2008-12 2", "Nord 2009-01 32", "Nord 2009-02 2", "Syd 2008-02 3", "Syd 2008-03 1",
    ]  # fmt: skip


def test_open_absence_runs_to_the_day_the_list_was_drawn(tmp_path):
    path = csv(tmp_path, "Center | Frist | Holdt\nNord | 30-06-2009 | \n")
    assert shown(aggregate_cases(path, profile(days(), extracted="2009-07-10"))) == [
        "Nord 2009-06 1",
        "Nord 2009-07 10",
    ]
    assert shown(aggregate_cases(path, profile(days()))) == []


@pytest.mark.parametrize(
    "text",
    ["03-06-2009", "3-6-2009", "03.06.2009", "03/06/2009", "2009-06-03", " 03-06-2009 ", "03-06-2009 10:30",
     "2009-06-03 10:30:59.123", "2009-06-03T10:30:00", "03/06/2009 9.05"],
)  # fmt: skip
def test_dates_as_people_write_them(tmp_path, text):
    result = aggregate_cases(csv(tmp_path, f"Center | Frist\nNord | {text}\n"), profile(count()))
    assert (shown(result), result.issues) == (["Nord 2009-06 1"], [])


def test_a_sheet_has_real_dates_and_titles_above_its_header():
    sheet = grid(
        ["Jobsamtaler 2009"],
        [],
        ["center", "FRIST", "Holdt"],
        ["Nord", date(2009, 6, 3), date(2009, 6, 3)],
        ["Nord", date(2009, 6, 3), None],
    )
    assert shown(aggregate_cases(sheet, profile(on_time()))) == ["Nord 2009-06 1/2"]


def test_two_measures_of_one_list_are_ordered(tmp_path):
    result = aggregate_cases(csv(tmp_path, INTERVIEWS), profile(count(), within(0)))
    assert [row.centre for row in result.rows] == ["Nord"] * 4 + ["Syd"] * 2


DAY = st.dates(date(2008, 1, 1), date(2009, 12, 31))
CASE = st.tuples(
    st.sampled_from(["Nord", "Syd"]), DAY, st.one_of(st.none(), st.integers(-40, 400)), st.sampled_from(sorted(POINTS))
)
DRAWN = date(2009, 12, 31)


def plainly(cases, limit):
    """The same figures, one case at a time."""
    sums = defaultdict(float)
    for centre, start, length, outcome in cases:
        end = None if length is None else start + timedelta(length)
        month = f"{start:%Y-%m}"
        for name, most in (("on_time", 0), ("within", limit)):
            sums[centre, name, month] += 1j + (end is not None and (end - start).days <= most)
        sums[centre, "points", month] += POINTS[outcome]
        sums[centre, "count", month] += 1
        day = start
        while day <= (end or DRAWN):
            sums[centre, "days", f"{day:%Y-%m}"] += 1
            day += timedelta(1)
    return dict(sums)


@settings(max_examples=examples(15), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cases=st.lists(CASE, max_size=30), limit=st.integers(0, 60))
def test_every_kind_counts_as_plain_python_does(tmp_path, cases, limit):
    from dataclasses import replace

    named = {"on_time": on_time(), "within": within(limit), "points": points(), "count": count(), "days": days()}
    rules = [replace(rule, measure=name) for name, rule in named.items()]
    lines = ["Center | Frist | Holdt | Udfald"]
    for centre, start, length, outcome in cases:
        end = "" if length is None else f"{start + timedelta(length):%d.%m.%Y}"
        lines.append(f"{centre} | {start:%d-%m-%Y} | {end} | {outcome}")
    result = aggregate_cases(csv(tmp_path, "\n".join(lines)), profile(*rules, extracted=DRAWN.isoformat()))
    counted = {
        (row.centre, row.measure, str(row.period)): row.value
        if row.value is not None
        else (row.numerator or 0) + 1j * (row.denominator or 0)
        for row in result.rows
    }
    assert counted == plainly(cases, limit)
    assert result.cases == len(cases)
