"""A profile's file: every key is read, and whatever is wrong with it is a finding with the key's name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.issues.issue import Issue
from schemas.profiles.export_profile import CaseKind, CaseRule, Cases, CaseSource, ExportProfile, Layout, Match, Totals
from schemas.profiles.profile_files import parse_profile
from schemas.words.vocabulary import LANGUAGES, words

EVERYTHING = """
name = "Jobsamtaler"
layout = "cases"
centre = "Nord"
measure = "interviews"
period = "juni"
year = 2009
decimal = "comma"
aggregate = true
totals = "ignore"
match = { files = ["job*"], sheets = ["LIS"], words = ["Udtræk"] }
columns = { "Måned" = "period" }
centres = { "N." = "Nord" }
measures = { "Samtaler" = "interviews" }
parts = { "Rettidige" = "numerator" }
scales = { "Forbrug" = 1000 }

[cases]
centre = "Enhed"
case = "Sag"
extracted = 2009-07-15

[source]
url = "postgres://server/lis"
table = "samtaler"

[[rules]]
measure = "interviews"
kind = "within_days"
month = "Dato"
start = "Fra"
end = "Til"
days = 14
outcome = "Udfald"
points = { "medhold" = 1, "delvis" = 0.5 }
where = { "Type" = ["A", 2], "Status" = "åben" }
"""
READ = ExportProfile(
    name="Jobsamtaler",
    layout=Layout.CASES,
    match=Match(("job*",), ("LIS",), ("Udtræk",)),
    columns={"Måned": "period"},
    centres={"N.": "Nord"},
    measures={"Samtaler": "interviews"},
    parts={"Rettidige": "numerator"},
    scales={"Forbrug": 1000.0},
    centre="Nord",
    measure="interviews",
    period="juni",
    year=2009,
    decimal="comma",
    aggregate=True,
    totals=Totals.IGNORE,
    cases=Cases(
        "Enhed",
        "Sag",
        "2009-07-15",
        (
            CaseRule(
                "interviews", CaseKind.WITHIN_DAYS, "Dato", "Fra", "Til", 14, "Udfald", {"medhold": 1.0, "delvis": 0.5},
                {"Type": ("A", "2"), "Status": ("åben",)},
            ),
        ),
        CaseSource("postgres://server/lis", "samtaler"),
    ),
    path="a.toml",
)  # fmt: skip


@pytest.mark.parametrize("before", ["", "\ufeff"])
def test_every_key(before):
    assert parse_profile(before + EVERYTHING, "a.toml") == (READ, [])


def test_an_empty_file_is_a_profile_named_after_it():
    profile, issues = parse_profile("", "a.toml")
    assert (profile, issues) == (ExportProfile(name="a.toml", path="a.toml"), [])


@pytest.mark.parametrize(
    ("text", "code", "named"),
    [
        ("naem = 'x'", "profile_key", "naem"),
        ("[match]\nfile = ['x']", "profile_key", "match.file"),
        ("[cases]\nrules = []", "profile_key", "cases.rules"),
        ("[[rules]]\nkind = 'count'\nday = 3", "profile_key", "rules[1].day"),
        ("name = 5", "profile_value", "name"),
        ("layout = 'krydstabel'", "profile_value", "layout"),
        ("year = '2009'", "profile_value", "year"),
        ("year = true", "profile_value", "year"),
        ("year = 209", "profile_value", "year"),
        ("year = [2009]\nperiod = 'juni'", "profile_value", "year"),
        ("year = 0x" + "f" * 9000, "profile_value", "year"),
        ("period = 'juni'", "profile_value", "period"),
        ("period = 'snart'\nyear = 2009", "profile_value", "period"),
        ("decimal = ','", "profile_value", "decimal"),
        ("aggregate = 'ja'", "profile_value", "aggregate"),
        ("totals = 'sum'", "profile_value", "totals"),
        ("match = 5", "profile_value", "match"),
        ("[match]\nfiles = 'x.csv'", "profile_value", "match.files"),
        ("[match]\nfiles = [1]", "profile_value", "match.files"),
        ("[columns]\na = 1", "profile_value", "columns"),
        ("[columns]\na = 'vaerdi'", "profile_value", "columns.a"),
        ("[scales]\na = 0", "profile_value", "scales.a"),
        ("[scales]\na = -1", "profile_value", "scales.a"),
        ("[parts]\na = 'halv'", "profile_value", "parts.a"),
        ("[scales]\na = '1000'", "profile_value", "scales"),
        ("[scales]\na = true", "profile_value", "scales"),
        ("[scales]\na = nan", "profile_value", "scales"),
        ("[scales]\na = 1" + "0" * 400, "profile_value", "scales"),
        ("rules = 5", "profile_value", "rules"),
        ("rules = [1]", "profile_value", "rules"),
        ("rules = ['measure']", "profile_value", "rules"),
        ("[[rules]]\nmeasure = 'x'", "profile_value", "rules[1].kind"),
        ("[[rules]]\nkind = 'count'\n[[rules]]\nkind = 'points'\npoints = {a = inf}", "profile_value", "rules[2].points"),
        ("[[rules]]\nkind = 'count'\nwhere = {a = {b = 1}}", "profile_value", "rules[1].where"),
        ("[[rules]]\nkind = 'within_days'\ndays = -1", "profile_value", "rules[1].days"),
        ("[[rules]]\nkind = 'within_days'\ndays = 1" + "0" * 30, "profile_value", "rules[1].days"),
        ("[cases]\nextracted = '15-07-2009'", "profile_value", "cases.extracted"),
        ("[cases]\nextracted = 2009-07-15T10:00:00", "profile_value", "cases.extracted"),
        ("[cases]\nextracted = 10:00:00", "profile_value", "cases.extracted"),
        ("name = ", "profile_unreadable", ""),
        ("name = 'a'\nname = 'b'", "profile_unreadable", ""),
        ("year = " + "1" * 5000, "profile_unreadable", ""),
        ("a = " + "[" * 50_000, "profile_unreadable", ""),
    ],
    ids=lambda text: text[:40].replace("\n", " "),
)  # fmt: skip
def test_what_is_wrong_is_a_finding_that_names_the_key(text, code, named):
    profile, [issue] = parse_profile(text, "a.toml")
    assert (profile, issue.code, issue.place.file) == (None, code, "a.toml")
    assert named in {"", issue.value, issue.details.get("key")}
    assert all(issue.message(words(language)) for language in LANGUAGES)


def test_every_misspelt_key_is_named_at_once():
    _, issues = parse_profile("naem = 'x'\n[match]\nfile = []\n[source]\nurll = ''", "a.toml")
    assert [issue.value for issue in issues] == ["naem", "match.file", "source.urll"]


KEYS = ["name", "layout", "match", "columns", "parts", "scales", "period", "year", "cases", "rules", "source", "x", "kind", "where", "points", "extracted", "files"]  # fmt: skip
VALUES = ["''", "'list'", "'count'", "5", "-1", "1e9", "nan", "true", "2009-07-15", "10:00:00", "[]", "['a']", "[1]", "{}", "{a = 1}", "{a = 'value'}", "[{}]", "'"]  # fmt: skip
LINES = st.one_of(
    st.builds("{} = {}".format, st.sampled_from(KEYS), st.sampled_from(VALUES)),
    st.builds("[{}]".format, st.sampled_from(KEYS)),
    st.builds("[[{}]]".format, st.sampled_from(KEYS)),
)


@given(st.one_of(st.lists(LINES, max_size=6).map("\n".join), st.text(max_size=40)))
def test_any_text_is_a_profile_or_findings(text):
    profile, issues = parse_profile(text, "a.toml")
    assert (profile is None) == bool(issues)
    assert all(isinstance(issue, Issue) and issue.message(words()) for issue in issues)
