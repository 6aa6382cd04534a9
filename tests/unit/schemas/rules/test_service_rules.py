"""Lines of the service catalogue that cannot be, or are probably not meant."""

import pytest

from schemas.cells import BLANK, Cell, CellKind, RawTable
from schemas.context import Context
from schemas.reading import frame_of, read_table
from schemas.rules.validation import validate
from schemas.service_pairs import own_parties
from schemas.tables import Centres, Services
from schemas.words.vocabulary import words

GOOD = {
    Services.YEAR: 2007,
    Services.CENTRE: "Jobcenter Nord",
    Services.SERVICE: "Kursus",
    Services.ELEMENT: "Tilbud",
    Services.PURCHASER: "Jobcenter Nord",
    Services.PROVIDER: "CKB",
    Services.UNIT_PRICE: 1000,
    Services.BUDGETED_ACTIVITY: 10,
    Services.ACTUAL_ACTIVITY: 8,
    Services.ACTUAL_COST: 9000,
    Services.GOALS: "1.2; 1.3",
}
CENTRES = frame_of(
    Centres, [{Centres.CENTRE: "Jobcenter Nord"}, {Centres.CENTRE: "CKB", Centres.GROUP: "Beskæftigelsescentrene"}]
)
CONTEXT = Context(2007, strict=False, numbers=frozenset({"1.2", "1.3", "4", "13a"}), parties=own_parties(CENTRES))


def cell(value):
    if value is None:
        return BLANK
    return Cell(CellKind.TEXT, value) if isinstance(value, str) else Cell(CellKind.NUMBER, float(value))


def issues(*changes, language="da"):
    """The findings of a good line for each change of it."""
    rows = [[cell(value) for value in {**GOOD, **change}.values()] for change in changes]
    header = [words().title(Services, field) for field in GOOD]
    raw = RawTable("bog.xlsx", "Ydelseskatalog", header, rows, range(5, 5 + len(rows)))
    return validate(read_table(Services, raw, words(language), 2007), CONTEXT)


def codes(*changes):
    return [(issue.code, issue.place.cell) for issue in issues(*changes)]


OTHER = {Services.SERVICE: "Andet"}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({Services.UNIT_PRICE: None}, [("service_without_price", "G5")]),
        ({Services.UNIT_PRICE: None, Services.ACTUAL_ACTIVITY: None}, [("service_without_price", "G5")]),
        ({Services.UNIT_PRICE: None, Services.ACTUAL_ACTIVITY: None, Services.BUDGETED_ACTIVITY: None}, []),
        ({Services.UNIT_PRICE: 0}, []),
        ({Services.UNIT_PRICE: -1000}, [("service_negative", "G5")]),
        ({Services.BUDGETED_ACTIVITY: -1}, [("service_negative", "H5")]),
        ({Services.ACTUAL_ACTIVITY: -0.5}, [("service_negative", "I5")]),
        ({Services.ACTUAL_COST: -9000}, []),  # a service may have been paid back
        ({Services.UNIT_PRICE: 10**9, Services.ACTUAL_ACTIVITY: 10**6}, [("service_too_large", "G5")]),
        ({Services.YEAR: 2006}, [("service_other_year", "A5")]),
        ({Services.PROVIDER: "Jobcenter Nord"}, [("service_pair", "F5")]),
        ({Services.PROVIDER: "AOF"}, []),
        ({Services.PROVIDER: None, Services.PURCHASER: None}, []),
        ({Services.GOALS: "1.9"}, [("service_goal", "K5")]),
        ({Services.GOALS: None}, []),
    ],
)
def test_one_line(change, expected):
    assert codes(change) == expected


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("1.2", ""), ("1.2;1.3", ""), ("1.2, 1.3", ""), ("1,2", ""), ("4,1.2", ""), ("Mål 1.2 og 1.3", ""), ("13A", ""),
        ("1.2 + 1.7", "1.7"), ("5", "5"), ("1.2; 1.30; 9", "1.30, 9"), ("mål 2.", "2"), ("-", ""), ("alle", ""),
    ],
)  # fmt: skip
def test_goals_as_people_write_them(text, unknown):
    found = issues({Services.GOALS: text})
    assert [issue.details["unknown"] for issue in found] == ([unknown] if unknown else [])


def test_a_number_that_excel_took_for_a_figure_is_a_goal():
    assert codes({Services.GOALS: 1.2}) == []


def test_a_line_that_stands_there_twice():
    assert codes({}, {}) == [("duplicate_service", "C6")]
    assert codes({}, {Services.SERVICE: "KURSUS "}) == [("duplicate_service", "C6")]
    assert codes({Services.PROVIDER: None}, {Services.PROVIDER: None}) == [("duplicate_service", "C6")]
    for field, value in ((Services.YEAR, 2006), (Services.ELEMENT, "Formidlingsaktivitet"), (Services.PROVIDER, "AOF")):
        assert "duplicate_service" not in dict(codes({}, {field: value})), field


def test_the_sentences_name_what_is_wrong():
    [pair] = issues({Services.PROVIDER: "Jobcenter Nord"})
    assert "Tilbud: Jobcenter Nord → Jobcenter Nord" in pair.message(words())
    assert "jobcentre → beskæftigelsescentre" in pair.message(words())
    [goal] = issues({Services.GOALS: "1.9"})
    assert goal.message(words()) == "Kursus: mål 1.9 er ikke blandt kontraktens mål (1.2, 1.3, 13a, 4)."
    assert [issue.is_error for issue in issues({Services.UNIT_PRICE: -1})] == [True]
