"""What was reported before, beside the results: last time, what has become of it, and the lights of the year."""

from datetime import date

import pytest

from macros.steps.results_history import with_past
from schemas.codes import Light, Rule, Summary, Unit
from schemas.frames import records
from schemas.reading import frame_of
from schemas.tables import History, Results
from schemas.words.vocabulary import words

JANUARY, MARCH, JUNE = date(2009, 1, 31), date(2009, 3, 31), date(2009, 6, 30)


def row(
    result,
    rule=Rule.AT_LEAST,
    target=95.0,
    most=None,
    unit=Unit.PCT,
    shown_unit=None,
    light=Light.GREEN,
    summary=Summary.MEAN,
):
    return {
        "number": "1", "centre": "A", "measure": "m", "unit": unit, "shown_unit": shown_unit or unit, "rule": rule,
        "result": result, "shown_result": result, "target_to_date": target, "target_to_date_max": most, "light": light,
        "decimals": 1, "as_of": JUNE, "summary": summary,
    }  # fmt: skip


def line(result, target=95.0, day=MARCH, light=Light.RED, approved=None, **more):
    return {
        "centre": "A", "goal": "1", "as_of": day, "result": result, "shown_result": result, "target_to_date": target,
        "light": light, "approved": approved, **more,
    }  # fmt: skip


def told(now, *lines, language="da"):
    results, past = frame_of(Results, [now]), frame_of(History, lines)
    (found,) = records(with_past(results, past, JUNE, words(language)))
    return found[Results.LAST_SHOWN], found[Results.CHANGE_SHOWN], found[Results.LIGHT_STRIP]


@pytest.mark.parametrize(
    ("now", "before", "change"),
    [
        (row(96.1), line(94.0), "+2,1\nbedre"),
        (row(93.0), line(94.0), "−1,0\nringere"),
        (row(94.0), line(94.0), "uændret"),
        (row(3.3, Rule.AT_MOST, 3.0), line(3.6, 3.0), "−0,3\nbedre"),
        # A sum has grown, and what is asked of it more: 15 of at most 16.5 is further ahead than 7.9 of 8.
        (row(15.0, Rule.AT_MOST, 16.5, unit=Unit.POINTS, summary=Summary.SUM), line(7.9, 8.0), "+7,1\nbedre"),
        (row(300.0, target=325.0, unit=Unit.COUNT, summary=Summary.SUM), line(160.0, 162.0), "+140\nringere"),
        # A level that fell as it should is better, though more is asked by now.
        (row(1260.0, Rule.AT_MOST, 1214.0, unit=Unit.COUNT), line(1267.0, 1240.0), "−7\nbedre"),
        (row(90.0, Rule.BAND, 85.0, 100.0), line(80.0, 85.0), "+10,0\nbedre"),  # the ceiling was not kept then
        (row(88.0, Rule.BAND, 85.0, 100.0), line(90.0, 85.0), "−2,0"),  # both within
        (row(1.0, Rule.MILESTONE, 1.0, unit=Unit.YES_NO), line(0.0, 1.0), "bedre"),
        (row(None), line(94.0), None),
        (row(96.1), line(None), None),
    ],
)  # fmt: skip
def test_the_change_in_the_goals_unit_and_whether_it_is_better(now, before, change):
    assert told(now, before)[1] == change


def test_last_time_is_the_approved_date_and_the_strip_has_every_date_of_the_year():
    lines = [
        line(90.0, day=date(2008, 12, 31)), line(91.0, day=JANUARY, light=Light.YELLOW, approved=MARCH),
        line(91.5, day=JANUARY, light=Light.GREEN), line(92.0, day=MARCH), line(1.0, day=JUNE),
    ]  # fmt: skip
    assert told(row(96.0), *lines) == ("91,0 ▲\n31-01-2009", "+5,0\nbedre", "▲◆●")
    assert told(row(96.0), *lines, language="en")[:2] == ("91.0 ▲\n2009-01-31", "+5.0\nbetter")


def test_a_goal_that_was_not_there_has_a_dash_in_the_strip_and_nothing_else():
    other = line(92.0) | {"goal": "2"}
    assert told(row(96.0), other) == (None, None, "–●")
    assert told(row(96.0)) == (None, None, "●")


def test_a_level_of_before_is_not_shown_among_changes_of_it():
    now = row(12.0, shown_unit=Unit.PCT, unit=Unit.COUNT)
    assert told(now, line(1203.0, shown_result=None))[:2] == ("– ◆\n31-03-2009", None)
    assert told(now, line(1203.0, shown_result=10.0))[0] == "10,0 ◆\n31-03-2009"
