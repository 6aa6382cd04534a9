"""The log's chain: any line that is altered, removed, put in or moved is found, and nothing else is."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.tables import LogLines
from workbook.trail.log_chain import Break, Damage, breaks, canonical, links

FIELDS = [
    LogLines.TIME,
    LogLines.PERSON,
    LogLines.STEP,
    LogLines.DETAIL,
    LogLines.FILE,
    LogLines.SHA256,
    LogLines.VERSION,
]
TEXTS = st.one_of(st.none(), st.text(alphabet="aBæ1 =:\n,", max_size=6))
LINES = st.fixed_dictionaries(dict.fromkeys(map(str, FIELDS), TEXTS))


def line(detail, **others):
    return {LogLines.TIME: "2009-07-20 09:30:00", LogLines.STEP: "Genberegn", LogLines.DETAIL: detail, **others}


def logged(*runs, before=()):
    """A log as runs have written it, each adding its lines; the lines before had no chain."""
    log = [dict(each) for each in before]
    for run in runs:
        told = links(log, run)
        log = [{**each, LogLines.CHAIN: link} for each, link in zip([*log, *run], told, strict=True)]
    return log


def found(log):
    return [(each.damage, each.at) for each in breaks(log)]


FIVE = logged([line("a")], [line("b"), line("c")], [line("d")], [line("e")])


def test_a_log_that_is_as_it_was_written_holds():
    assert breaks(FIVE) == []
    assert [each[LogLines.CHAIN].partition(":")[0] for each in FIVE] == ["1", "2", "3", "4", "5"]
    assert [each[LogLines.CHAIN].endswith(".") for each in FIVE] == [False] * 4 + [True]


def test_a_line_is_linked_to_all_before_it():
    others = logged([line("x")], [line("b"), line("c")], [line("d")], [line("e")])
    assert all(one[LogLines.CHAIN] != other[LogLines.CHAIN] for one, other in zip(FIVE, others, strict=True))


def test_a_lines_goals_are_part_of_it_and_lines_from_before_there_were_any_stand_as_they_were():
    log = logged([line("a")], [line("b", goals="1.1, 1.2")], [line("c", goals=None)])
    assert found(log) == []
    for goals in (None, "1.1", "1.1, 1.2, 1.3"):
        assert found([log[0], {**log[1], LogLines.GOALS: goals}, log[2]]) == [("altered", 1)]
    assert (
        canonical(line("a"))
        == canonical(line("a", goals=""))
        == ("time=19:2009-07-20 09:30:00\nperson=0:\nstep=9:Genberegn\ndetail=1:a\nfile=0:\nsha256=0:\nversion=0:")
    )


def changed(at, **values):
    return [{**each, **values} if place == at else each for place, each in enumerate(FIVE)]


@pytest.mark.parametrize(
    ("log", "expected"),
    [
        pytest.param(changed(2, detail="C"), [("altered", 2)], id="a text altered"),
        pytest.param(changed(0, person="en anden"), [("altered", 0)], id="the first line altered"),
        pytest.param(changed(1, goals="1.1"), [("altered", 1)], id="goals written into a line that had none"),
        pytest.param(changed(4, time="2009-07-20 09:30:01"), [("altered", 4)], id="the last line altered"),
        pytest.param(changed(2, chain=f"3:{'0' * 64}"), [("altered", 2)], id="a link altered"),
        pytest.param(changed(2, chain="vrøvl"), [("altered", 2)], id="a link made unreadable"),
        pytest.param(changed(2, chain=None), [("unchained", 2)], id="a link deleted"),
        pytest.param([*FIVE[:2], *FIVE[3:]], [("removed", 2)], id="a line removed"),
        pytest.param(FIVE[1:], [("removed", 0)], id="the first line removed"),
        pytest.param(FIVE[:4], [("cut_off", 3)], id="the last line removed"),
        pytest.param([*FIVE[:1], FIVE[2], FIVE[1], *FIVE[3:]], [("moved", 2)], id="two lines swapped"),
        pytest.param([*FIVE[:3], FIVE[4], FIVE[3]], [("moved", 4)], id="the last two swapped"),
        pytest.param([*FIVE[:2], line("ny"), *FIVE[2:]], [("inserted", 2)], id="a line put in"),
        pytest.param([line("ny"), *FIVE], [("inserted", 0)], id="a line put in at the top"),
        pytest.param([*FIVE, line("ny")], [("inserted", 5)], id="a line put in at the end"),
        pytest.param([*FIVE[:3], FIVE[2], *FIVE[3:]], [("inserted", 3)], id="a line copied"),
    ],
)  # fmt: skip
def test_what_is_not_as_it_was_is_named(log, expected):
    assert found(log) == expected


def test_lines_removed_in_the_middle_are_counted():
    assert breaks([FIVE[0], *FIVE[3:]]) == [Break(Damage.REMOVED, 1, 2)]


def test_lines_cut_off_are_still_told_after_the_next_run():
    log = FIVE[:3]
    after = links(log, [line("ny")])
    log = [{**each, LogLines.CHAIN: link} for each, link in zip([*log, line("ny")], after, strict=True)]
    assert found(log) == [("removed", 3)]


OLD = [line("gammel 1"), line("gammel 2")]
UPGRADED = logged([line("opgraderet")], [line("ny")], before=OLD)


def test_lines_from_before_the_chain_stay_without_and_are_covered():
    assert [each.get(LogLines.CHAIN) for each in UPGRADED[:2]] == [None, None]
    assert found(UPGRADED) == []
    for tampered in (
        UPGRADED[1:],
        [line("en anden"), *UPGRADED[1:]],
        [UPGRADED[1], UPGRADED[0], *UPGRADED[2:]],
        [line("før"), *UPGRADED],
    ):
        assert "earlier" in [damage for damage, _ in found(tampered)]


def test_a_log_without_any_link_says_nothing():
    assert breaks(OLD) == []
    assert breaks([]) == []


def test_a_line_of_an_older_version_is_told_until_and_after_the_chain_covers_it():
    log = [*FIVE, line("fra en ældre version")]
    assert found(log) == [("inserted", 5)]
    after = links(log, [line("ny")])
    log = [{**each, LogLines.CHAIN: link} for each, link in zip([*log, line("ny")], after, strict=True)]
    assert found(log) == [("unchained", 5)]


@pytest.mark.parametrize(
    ("name", "written", "saved"),
    [
        ("time", "2009-07-20 09:30:00", datetime(2009, 7, 20, 9, 30)),
        ("time", "2009-07-20 09:30:00", 40014.395833333336),
        ("time", "2009-07-20 09:30:01", datetime(2009, 7, 20, 9, 30, 1, 400)),
        ("detail", "to\r\nlinjer", "to\nlinjer"),
        ("detail", "to\r\nlinjer", "to_x000D_\nlinjer"),
        ("detail", " mellemrum ", "mellemrum"),
        ("detail", "Vurdering: A\u030a", "Vurdering: Å"),
        ("detail", "", None),
        ("detail", None, float("nan")),
        ("version", "1", 1.0),
    ],
)  # fmt: skip
def test_what_a_save_in_another_program_changes_is_no_change(name, written, saved):
    assert canonical({name: written}) == canonical({name: saved})


def test_fields_are_told_apart():
    assert canonical({LogLines.STEP: "ab", LogLines.DETAIL: "c"}) != canonical(
        {LogLines.STEP: "a", LogLines.DETAIL: "bc"}
    )
    assert canonical({LogLines.DETAIL: "a\nfile=1:b"}) != canonical({LogLines.DETAIL: "a", LogLines.FILE: "b"})


@given(
    st.lists(st.lists(LINES, min_size=1, max_size=4), min_size=1, max_size=5), st.lists(LINES, max_size=3), st.data()
)
def test_any_altered_removed_moved_or_inserted_line_is_found(runs, before, data):
    log = logged(*runs, before=before)
    assert breaks(log) == []
    at = data.draw(st.integers(0, len(log) - 1))
    match data.draw(st.sampled_from(["alter", "remove", "swap", "insert", "copy"])):
        case "alter":
            name, value = data.draw(st.sampled_from(list(map(str, FIELDS)))), data.draw(TEXTS)
            after = [*log[:at], {**log[at], name: value}, *log[at + 1 :]]
            same = canonical(after[at]) == canonical(log[at])
        case "remove":
            after, same = [*log[:at], *log[at + 1 :]], len(log) - len(before) == 1 and at >= len(before)
        case "swap":
            other = data.draw(st.integers(0, len(log) - 1))
            after = list(log)
            after[at], after[other] = after[other], after[at]
            same = after == log or (max(at, other) < len(before) and canonical(log[at]) == canonical(log[other]))
        case "insert":
            after, same = [*log[:at], data.draw(LINES), *log[at:]], False
        case _:
            after, same = [*log[:at], log[at], *log[at:]], False
    assert same or breaks(after)
