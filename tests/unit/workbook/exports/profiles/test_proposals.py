"""A proposed profile reads back as what was proposed, whatever its labels hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.profiles.export_profile import LEFT_OUT, Cases, ExportProfile, Layout, Match
from schemas.profiles.profile_files import parse_profile
from schemas.tables import Observations
from schemas.words.vocabulary import LANGUAGES, words
from tests.unit.workbook.exports.tidy.drawn import labels, sheet
from workbook.exports.profiles.profile_text import profile_text
from workbook.exports.profiles.propose import CENTRES, COLUMNS, MEASURES, Proposal, propose

LABELS = st.one_of(
    st.text(max_size=15),
    st.sampled_from(['"', "\\", "a\\n", "#", "# x", "a\nb", "a\r\nb", "\t", "\x00", "\x1f", "\x7f", "\x85", "\u2028", "'''", '"""', "]", "=", "a = 1\n[match]", "[[rules]]", "æøå", "\ufeff", " ", "a.b", "𝄞"]),
)  # fmt: skip
PAIRS = st.dictionaries(LABELS, LABELS, max_size=3)
FIELDS = st.dictionaries(LABELS, st.sampled_from([*map(str, Observations.fields), LEFT_OUT]), max_size=3)
UNKNOWN = st.lists(st.tuples(LABELS, LABELS), max_size=2)


@st.composite
def proposals(draw):
    layout = draw(st.sampled_from(list(Layout)))
    columns = draw(FIELDS) if layout is Layout.LIST else {}
    centres, measures = ({}, {}) if layout is Layout.CASES else (draw(PAIRS), draw(PAIRS))
    match = Match(tuple(draw(st.lists(LABELS, max_size=2))), tuple(draw(st.lists(LABELS, max_size=2))))
    cases = Cases(centre=draw(LABELS)) if layout is Layout.CASES else Cases()
    profile = ExportProfile(draw(LABELS), layout, match, columns, centres, measures, cases=cases)
    unknown = {section: draw(UNKNOWN) for section in (COLUMNS, CENTRES, MEASURES, "days")}
    return Proposal(profile, draw(LABELS), draw(st.floats(0, 1)), unknown)


@given(proposals(), st.lists(st.tuples(LABELS, st.floats(0, 1)), max_size=2), st.sampled_from(LANGUAGES))
def test_the_text_of_any_proposal_reads_back_as_it(proposal, others, language):
    text = profile_text(proposal, words(language), others)
    found, issues = parse_profile(text.encode().decode("utf-8"), "a.toml")
    assert issues == []
    wanted = proposal.profile
    for name in ("layout", "match", "columns", "centres", "measures", "cases"):
        assert getattr(found, name) == getattr(wanted, name), name
    assert found.name == (wanted.name or "a.toml")


SHEETS = [
    # drawing, layout, what is known, what is not with what it resembles
    (
        """
        Center | Indikator | Periode | Værdi | Enhedd
        Nord   | spent     | 2009-01 | 5     | x
        """,
        Layout.LIST,
        {"columns": {"Center": "centre", "Indikator": "measure", "Periode": "period", "Værdi": "value"}},
        {"columns": [("Enhedd", "")]},
    ),
    (
        """
        Sted | Hvad            | Hvornår | Tal
        Nord | Aktiveringsgrad | 2009-01 | 51
        Syd  | Forbrug         | 2009-01 | 7
        """,
        Layout.LIST,
        {"columns": {"Sted": "centre", "Hvad": "measure", "Hvornår": "period", "Tal": "value"}},
        {"columns": []},
    ),
    (
        """
        Aktiveringsgrad
        Center | jan 2009
        Nord   | 51
        Sydd   | 52
        Vest   | 53
        """,
        Layout.CROSSTAB,
        {"measures": {"Aktiveringsgrad": "activation"}},
        {"centres": [("Sydd", "Syd")], "measures": []},
    ),
    (
        """
        Sag | Enhed | Indkaldt   | Afholdt    | Udfald
        1   | Nord  | 2009-01-14 | 2009-01-15 | A
        2   | Syd   | 2009-01-14 | 2009-01-20 | B
        """,
        Layout.CASES,
        {"cases": Cases(centre="Enhed")},
        {"days": [("Indkaldt", ""), ("Afholdt", "")], "columns": [("Sag", ""), ("Udfald", "")]},
    ),
]


@pytest.mark.parametrize(("drawing", "layout", "known", "unknown"), SHEETS, ids=["known list", "list", "crosstab", "cases"])  # fmt: skip
def test_what_is_proposed_for_a_sheet(drawing, layout, known, unknown):
    found = propose(sheet(drawing), labels())
    assert (found.profile.layout, found.profile.match.files) == (layout, ("udtræk.xlsx",))
    assert {name: getattr(found.profile, name) for name in known} == known
    assert {name: list(each) for name, each in found.unknown.items()} == unknown
    back, issues = parse_profile(profile_text(found, words()), "a.toml")
    assert issues == []
    assert {name: getattr(back, name) for name in known} == known


def test_nothing_is_proposed_for_what_is_no_table_of_ours():
    assert propose(sheet("Forside\nUdarbejdet af LIS-teamet"), labels()) is None
