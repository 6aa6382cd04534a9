"""Lists of goals as people write them."""

import pytest

from schemas.text.goal_lists import goal_list

KNOWN = [*map(str, range(1, 13)), "13a", "13b"]
OF_2009 = ["1.1", "1.2", "1.3", "2.1"]


@pytest.mark.parametrize(
    ("text", "known", "goals", "unknown"),
    [
        ("8-12", KNOWN, ["8", "9", "10", "11", "12"], []),
        ("1–7", KNOWN, ["1", "2", "3", "4", "5", "6", "7"], []),
        ("1, 2, 6 og 7", KNOWN, ["1", "2", "6", "7"], []),
        ("1 2 6 7", KNOWN, ["1", "2", "6", "7"], []),
        ("12 til 13", KNOWN, ["12", "13a", "13b"], []),
        ("13", KNOWN, ["13a", "13b"], []),
        ("Resultatmål 8 og mål 9", KNOWN, ["8", "9"], []),
        ("1.1-1.3", OF_2009, ["1.1", "1.2", "1.3"], []),
        ("1.1; 2.1.", OF_2009, ["1.1", "2.1"], []),
        ("7 14", KNOWN, ["7"], ["14"]),
        ("11-17", KNOWN, [], ["11-17"]),
        (None, KNOWN, [], []),
        (float("nan"), KNOWN, [], []),
    ],
)
def test_lists(text, known, goals, unknown):
    found = goal_list(text, known)
    assert ([*found.goals], [*found.unknown]) == (goals, unknown)
