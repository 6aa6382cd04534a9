"""What a contract's text, or the contract with the citizen, would lack in the document."""

import pytest

from schemas.cells import BLANK, Cell, CellKind, RawTable
from schemas.context import Context
from schemas.reading import read_table
from schemas.rules.validation import validate
from schemas.tables import CitizenLines, ContractTexts
from schemas.words.vocabulary import words

CONTEXT = Context(2009, strict=False, numbers=frozenset({"1.3", "1.9"}), focuses=frozenset({"Svartid", "Økonomi"}))
TEXTS = (ContractTexts.PART, ContractTexts.HEADING, ContractTexts.UNDER, ContractTexts.TEXT, ContractTexts.NAME)
LINES = (
    CitizenLines.TARGET_GROUP,
    CitizenLines.PART,
    CitizenLines.TEXT,
    CitizenLines.GIVEN,
    CitizenLines.GOAL,
    CitizenLines.ACCOUNT,
)


def codes(table, fields, *rows, context=CONTEXT, language="da"):
    """The findings of rows, each with its cell."""
    cells = [[Cell(CellKind.TEXT, value) if value else BLANK for value in row] for row in rows]
    header = [words(language).title(table, field) for field in fields]
    raw = RawTable("bog.xlsx", "Ark", header, cells, range(2, 2 + len(rows)))
    found = validate(read_table(table, raw, words(language), 2009), context)
    return [(issue.code, issue.place.cell) for issue in found]


def part(name, under="", text="Noget", person=""):
    return (name, "", under, text, person)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([part("underskrift", person="Anne")], []),
        ([part("underskrift")], [("signature_without_name", "E2")]),
        ([part("part")], []),
        ([part("indsats", "Svartid"), part("indsats", "svartid "), part("indsats", "Økonomi")], []),
        # One slip, however many efforts stand under it; and a focus that the text itself names is known.
        ([part("indsats", "Svartiden"), part("indsats", "svartiden")], [("effort_astray", "C2")]),
        ([part("fokus", "Svartiden"), part("indsats", "Svartiden")], []),
        ([part("formål", "Svartiden"), part("indsats", "Svartiden")], [("effort_astray", "C3")]),
        ([part("indsats")], []),
        ([part("formål", text="Se\x07her")], [("control_characters", "D2")]),
        ([part("formål", text="{{navn}}\nto linjer\tog et hop")], []),
        ([part("sommerferie")], [("unknown_code", "A2")]),
    ],
)
def test_lines_of_a_contracts_text(rows, expected):
    assert codes(ContractTexts, TEXTS, *rows) == expected


def test_without_the_goals_no_effort_is_astray():
    assert codes(ContractTexts, TEXTS, part("indsats", "Svartiden"), context=Context(2009, strict=False)) == []


def line(name, group="Unge", text="Noget", goal=""):
    return (group, name, text, "", goal, "")


HELP = line("hjælp")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([HELP, line("løfte", goal="1.3")], []),
        ([HELP, line("løfte", goal="1.3; 1.9")], []),
        ([HELP, line("løfte")], [("promise_unmeasured", "E3")]),
        ([HELP, line("løfte", goal="7")], [("citizen_goal_unknown", "E3")]),
        ([HELP, line("tilbud", goal="1.3, 7 og 8")], [("citizen_goal_unknown", "E3")]),
        ([line("tilbud")], []),
        ([line("forventes af borgeren"), line("forventes af borgeren")], [("group_without_help", "A2")]),
        ([line("forventes af borgeren", "unge "), HELP], []),
        ([HELP, line("hjælp", text="Se\x1bher")], [("control_characters", "C3")]),
    ],
)
def test_lines_of_a_contract_with_the_citizen(rows, expected):
    assert codes(CitizenLines, LINES, *rows) == expected


def test_the_parts_may_be_written_in_english():
    assert codes(CitizenLines, LINES, line("help"), line("promise", goal="1.3"), language="en") == []
