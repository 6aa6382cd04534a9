"""What is said of the lines of a strategy map and of theories of change; nothing of it refuses."""

import pytest

from schemas.cells import BLANK, Cell, CellKind, RawTable
from schemas.context import Context
from schemas.issues.issue import Severity
from schemas.reading import read_table
from schemas.rules.validation import validate
from schemas.tables import StrategyLines, Theories
from schemas.words.vocabulary import words

CONTEXT = Context(2011, strict=False, numbers=frozenset({"1", "2", "10", "13a", "13b"}))
LINE = (StrategyLines.PERSPECTIVE, StrategyLines.FOCUS, StrategyLines.SUPPORTS, StrategyLines.STRATEGY_GOALS)


def found(table, fields, lines):
    rows = [[Cell(CellKind.TEXT, text) if text else BLANK for text in line] for line in lines]
    header = [words().title(table, field) for field in fields]
    raw = RawTable("bog.xlsx", "Strategikort", header, rows, range(5, 5 + len(rows)))
    issues = validate(read_table(table, raw, words(), 2011), CONTEXT)
    assert {issue.severity for issue in issues} <= {Severity.WARNING}
    return issues


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([("By/Samfund", "A", "", "1-2"), ("Interne processer", "B", "A", "13")], []),
        ([("By / samfund", "A", "", ""), ("City/Society", "B", "A", "")], []),
        ([("", "A", "", ""), ("[ikke læseligt i kilden]", "[ikke læseligt]", "", "")], []),
        ([("[x]", "[ukendt]", "", ""), ("[x]", "[ukendt]", "", "")], []),  # two blanks are no double
        ([("Kunder", "A", "", "")], [("perspective_unknown", "A5")]),
        ([("", "A", "", ""), ("", "a", "", "")], [("focus_twice", "B6")]),
        ([("", "A", "", ""), ("", "B", "C", "")], [("supports_unknown", "C6")]),
        ([("", "A, og B", "", ""), ("", "C", "A, og B; [ukendt]", "")], []),  # a name may hold a comma
        ([("", "A", "A", "")], [("supports_circle", "C5")]),
        (
            [("", "A", "C", ""), ("", "B", "A", ""), ("", "C", "B", "")],
            [("supports_circle", f"C{n}") for n in (5, 6, 7)],
        ),
        ([("", "A", "", "1, 3"), ("", "B", "", "[ukendt]")], [("map_goal_unknown", "D5")]),
    ],
)
def test_lines_of_the_map(lines, expected):
    assert [(issue.code, issue.place.cell) for issue in found(StrategyLines, LINE, lines)] == expected


def test_what_is_said_names_what_there_is():
    [issue] = found(StrategyLines, LINE, [("", "Hurtig hjælp", "Hurtig hjelp", "")])
    assert "Hurtig hjælp" in issue.suggestion(words())
    [issue] = found(Theories, (Theories.THEORY, Theories.THEORY_GOALS), [("Vejen til job", "1-5")])
    assert issue.code == "map_goal_unknown"
    assert "1, 2, 10, 13a, 13b" in issue.suggestion(words())
