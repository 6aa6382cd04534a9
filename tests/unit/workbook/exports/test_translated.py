"""Names that the user has said the meaning of on the workbook's sheet: read so everywhere, with every check as before."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from schemas.issues.issue import Place
from schemas.rules.translation_rules import choices_of
from schemas.tables import Centres, Goals, Observations
from schemas.text.periods import Grain, Period
from schemas.translation_codes import NameKind
from schemas.translations import Own, Target, Translation, Translations, joined
from schemas.words.vocabulary import words
from tests.unit.workbook.exports.messy.messy import DEGREE, JKN, JKS, PLACED
from tests.unit.workbook.exports.messy.reading_here import Here
from workbook.exports.read import ReadOptions, read_exports
from workbook.exports.read_many import read_together

SHEET = "Oversættelse"


@pytest.fixture
def reading(contract, csv_file, tmp_path):
    """``reading({"name": "means"}, rows)``: what a csv of rows gives, by the names that are said to mean something."""

    def read(said, *tables, kinds=None, large=False, profile=None, goals=None):
        lines = []
        for row, (name, meant) in enumerate(said.items(), start=5):
            kind = (kinds or {}).get(name)
            target = contract.choices.meaning(meant, kind)
            lines.append(Translation(name, *target, Place("wb.xlsx", SHEET, row, "", f"E{row}"), kind, meant))
        paths = [
            csv_file(*(";".join("" if each is None else str(each) for each in row) for row in rows), name=f"u{at}.csv")
            for at, rows in enumerate(tables)
        ]
        expected = replace(contract.expected, translations=Translations(tuple(lines)))
        expected = replace(expected, goals=goals(expected.goals)) if goals else expected
        options = ReadOptions(profile, Here(large), folders=[tmp_path])
        return read_exports(paths, expected, words(), options)

    return read


def figures(export):
    frame = export.rows[Observations]
    return {
        (str(measure), str(period)): value
        for measure, period, value in zip(
            frame[Observations.MEASURE], frame[Observations.PERIOD], frame[Observations.VALUE], strict=True
        )
    }


def codes(export):
    return [issue.code for issue in export.issues if issue.is_error]


HEAD = ["Center", "Indikator", "Periode", "Værdi"]
ONE = {(PLACED, "2009-01"): 10}


@pytest.mark.parametrize("large", [False, True], ids=["cells", "condensed"])
@pytest.mark.parametrize(
    ("said", "rows", "kinds"),
    [
        ({"Afd. Syd": JKS}, [["Afd. Syd", PLACED, "2009-01", 10]], {}),
        ({"Afd. Syd": "JKS"}, [["Afd. Syd", PLACED, "2009-01", 10]], {}),
        ({"Praktik": PLACED}, [[JKS, "Praktik", "2009-01", 10]], {}),
        ({"Jan-kørsel": "2009-01"}, [[JKS, PLACED, "Jan-kørsel", 10]], {}),
        ({"Ukendt": "spring over"}, [[JKS, PLACED, "2009-01", 10], ["Ukendt", PLACED, "2009-01", 4]], {}),
        ({"Mentor": "skip"}, [[JKS, PLACED, "2009-01", 10], [JKS, "Mentor", "2009-01", 4]], {}),
        ({"Foreløbig": "spring over"}, [[JKS, PLACED, "2009-01", 10], [JKS, PLACED, "Foreløbig", 4]], {}),
    ],
)
def test_names_in_a_list(reading, said, rows, kinds, large):
    export = reading(said, [HEAD, *rows], kinds=kinds, large=large)
    assert (codes(export), figures(export)) == ([], ONE)
    assert not export.names


def test_headings_of_a_list(reading):
    said = {
        "Enhedsnavn": "overskrift: center",
        "Hvad": "overskrift: indikator",
        "Hvornår": "overskrift: periode",
        "Holdt": "tæller",
        "Skulle holdes": "nævner",
        "Andet": "spring over",
    }
    rows = [[*said], [JKS, "contact_interviews_on_time", "2009-01", 95, 100, "x"]]
    export = reading(said, rows, kinds=dict.fromkeys(said, NameKind.HEADING))
    assert codes(export) == []
    row = export.rows[Observations].iloc[0]
    assert (row[Observations.NUMERATOR], row[Observations.DENOMINATOR]) == (95, 100)


def test_headings_that_nobody_answered_are_asked_for_with_what_they_look_like(reading):
    export = reading(
        {}, [["Enhedsnavn", "Hvad", "Hvornår", "Tallet"], *[[JKS, DEGREE, f"2009-0{at}", 51] for at in (1, 2, 3)]]
    )
    asked = {each.name: each.near for each in export.names}
    assert asked["Hvad"] == (Target.ROLE, "measure")
    assert asked["Tallet"] == (Target.ROLE, "value")
    assert all(each.is_needed and each.kind is NameKind.HEADING for each in export.names)


CROSS = [
    ["Aktiveringsgrad for byen"],
    ["Sted", "Første", "Anden"],
    ["Afd. Syd", 51, 52],
    ["Afd. Vest", 5, 6],
    ["Øvrige hold", 1, 1],
]
SAID = {
    "Aktiveringsgrad for byen": DEGREE,
    "Første": "2009-01",
    "Anden": "2009-02",
    "Afd. Syd": JKS,
    "Afd. Vest": JKN,
    "Øvrige hold": "spring over",
}


def test_names_in_a_crosstab(reading):
    export = reading(SAID, CROSS, kinds={"Øvrige hold": NameKind.CENTRE})
    assert (codes(export), figures(export)) == ([], {(DEGREE, "2009-01"): 51, (DEGREE, "2009-02"): 52})


def test_a_column_that_is_passed_over(reading):
    rows = [[DEGREE], ["Center", "jan 2009", "Ønsket"], [JKS, 51, 60]]
    export = reading({"Ønsket": "spring over"}, rows, kinds={"Ønsket": NameKind.HEADING})
    assert (codes(export), figures(export)) == ([], {(DEGREE, "2009-01"): 51})


def test_a_translation_switches_no_check_off(reading):
    """A total that its parts do not give, a share above the whole: as without, and not as with a profile."""
    rows = [[DEGREE], ["Center", "jan 2009"], ["Afd. Syd", 510], [JKN, 5], ["I alt", 7]]
    assert "share_above_100" in codes(reading({"Afd. Syd": JKS}, rows))
    assert "title_no_results" in codes(reading({"Afd. Syd": JKS}, [["Måltal for 2009"], *rows]))


# ---- bad input -------------------------------------------------------------------------------------------------

MEETING = {"Afd. Syd": JKS, "Afd. Øst": JKS}


@pytest.mark.parametrize(
    "tables",
    [
        [[HEAD, ["Afd. Syd", PLACED, "jan 2009", 10], ["Afd. Øst", PLACED, "2009-01", 11]]],
        [[[PLACED], ["Center", "jan 2009"], ["Afd. Syd", 10], ["Afd. Øst", 11]]],
        [[HEAD, ["Afd. Syd", PLACED, "2009-01", 10]], [HEAD, ["Afd. Øst", PLACED, "2009-01", 11]]],
    ],
    ids=["list", "crosstab", "two files"],
)
def test_two_names_that_meet_in_one_figure_are_told_with_both_cells_and_both_lines(reading, tables):
    export = reading(MEETING, *tables)
    [issue] = [issue for issue in export.issues if issue.is_error]
    assert issue.code == "translations_meet"
    text = issue.message(words())
    assert "E5: Afd. Syd = " in text
    assert "E6: Afd. Øst = " in text
    cells = str(issue.details["cells"]).split(" / ")
    assert len(cells) == len(set(cells)) == 2
    assert all(each.startswith("u") for each in cells)


def test_a_name_that_meets_the_centres_own_is_told_too(reading):
    rows = [HEAD, [JKS, PLACED, "2009-01", 10], ["Afd. Øst", PLACED, "2009-01", 11]]
    assert codes(reading({"Afd. Øst": JKS}, rows)) == ["translations_meet"]
    assert codes(reading({"Afd. Vest": JKN}, [*rows[:2], [JKS, PLACED, "2009-01", 11]])) == ["duplicate_observation"]


def test_names_that_are_passed_over_and_leave_nothing_are_told(reading):
    export = reading({"Praktik": "spring over"}, [HEAD, [JKS, "Praktik", "2009-01", 10]])
    assert codes(export) == ["translations_leave_nothing"]
    assert "E5: Praktik" in next(issue for issue in export.issues if issue.is_error).message(words())


@pytest.mark.parametrize("many", [False, True], ids=["one", "many"])
def test_a_sheet_that_is_passed_over_and_leaves_nothing_is_told_by_the_line_that_says_so(contract, sheets, many):
    path = sheets({"Udtræk juli": [HEAD, [JKS, PLACED, "2009-01", 10]]})
    line = Translation("Udtræk juli", *contract.choices.meaning("spring over", None), Place("wb.xlsx", SHEET, 5, "", "E5"), NameKind.SHEET, "spring over")  # fmt: skip
    expected = replace(contract.expected, translations=Translations((line,)))
    options = ReadOptions(None, Here(None), folders=[path.parent])
    if many:
        other = replace(contract.expected, goals=contract.goals.assign(**{Goals.CENTRE: JKN}))
        export = read_together([path], [expected, other], words(), options)
    else:
        export = read_exports([path], expected, words(), options)
    assert codes(export) == ["translations_leave_nothing"]


CLOSED = {Goals.VALID_TO: date(2009, 2, 28)}


def _closed(goals):
    return goals.assign(**CLOSED)


def _closed_with_targets(goals):
    """As when a centre is closed with targets of its own: the lines that stood before name no end."""
    last = goals.assign(**{**CLOSED, Goals.VALID_FROM: CLOSED[Goals.VALID_TO]})
    return pd.concat([goals, last], ignore_index=True)


def test_a_figure_of_a_closed_centre_under_its_own_name_is_told(reading):
    rows = [[JKS, PLACED, f"2009-0{month}", 10] for month in (1, 3)]
    export = reading({}, [HEAD, *rows], goals=_closed)
    [issue] = [issue for issue in export.issues if issue.code == "figures_after_close"]
    assert not issue.is_error
    assert "2009-03" in issue.message(words())
    open_still = reading({}, [HEAD, *rows], goals=lambda goals: pd.concat([_closed(goals[1:]), goals[:1]]))
    assert "figures_after_close" not in {each.code for each in open_still.issues}


@pytest.mark.parametrize("close", [_closed, _closed_with_targets])
def test_figures_of_a_centre_after_it_was_closed(reading, close):
    january, march = (["Afd. Syd", PLACED, f"2009-0{month}", 10] for month in (1, 3))
    assert "translation_after_close" not in codes(reading({"Afd. Syd": JKS}, [HEAD, january], goals=close))
    export = reading({"Afd. Syd": JKS}, [HEAD, january, march], goals=close)
    assert "translation_after_close" in codes(export)
    assert "2009-03" in next(each for each in export.issues if each.code == "translation_after_close").message(words())


def test_a_profile_of_the_users_wins_and_a_contradiction_is_told(reading, tmp_path):
    path = tmp_path / "egen.profil.toml"
    path.write_text('layout = "list"\n[centres]\n"Afd. Syd" = "Jobcenter Skelbækgade"\n', encoding="utf-8")
    rows = [HEAD, ["Afd. Syd", PLACED, "2009-01", 10]]
    export = reading({"Afd. Syd": JKN}, rows, profile=path)
    assert figures(export) == ONE
    assert "translation_overruled" in [issue.code for issue in export.issues]
    agreed = reading({"Afd. Syd": JKS}, rows, profile=path)
    assert "translation_overruled" not in [issue.code for issue in agreed.issues]


# ---- several workbooks -----------------------------------------------------------------------------------------


def line(name, target, value):
    return Translation(name, target, value, Place("a.xlsx", SHEET, 5, "", "E5"), None, value)


@pytest.mark.parametrize(
    ("one", "other", "kept", "refused"),
    [
        (("centre", "A"), ("centre", "A"), "A", False),
        (("centre", "A"), ("centre", "B"), "A", True),
        (("role", "skip"), ("measure", "m"), "m", False),
        (("measure", "m"), ("role", "skip"), "m", False),
        (("role", "skip"), ("measure", "own"), "skip", True),
        (("role", "skip"), ("period", "2009-01"), "skip", True),
    ],
)
def test_translations_of_several_workbooks(one, other, kept, refused):
    books = [
        Own(Translations((line("X", Target(target), value),)), frozenset({"A"}), frozenset({"own"}))
        for target, value in (one, other)
    ]
    together, issues = joined(books)
    assert [each.code for each in issues] == (["translations_disagree"] if refused else [])
    assert [each.value for each in together.lines] == [kept]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("spring over", (Target.ROLE, "skip")),
        ("Skip", (Target.ROLE, "skip")),
        ("nævner", (Target.ROLE, "denominator")),
        (JKS, (Target.CENTRE, JKS)),
        ("»jobcenter  skelbækgade«", (Target.CENTRE, JKS)),
        ("BIF i alt", (Target.CENTRE, "BIF i alt")),
        ("Jobsamtaler holdt til tiden", (Target.MEASURE, "contact_interviews_on_time")),
        ("contact_interviews_on_time", (Target.MEASURE, "contact_interviews_on_time")),
        ("juni 2009", (Target.PERIOD, "2009-06")),
        ("2. kvartal", (Target.PERIOD, str(Period(2009, Grain.QUARTER, 2)))),
        ("noget helt andet", None),
    ],
)
def test_what_a_choice_means(contract, text, meant):
    assert contract.choices.meaning(text, None) == meant


@pytest.mark.parametrize(
    ("name", "kind", "near"),
    [
        ("Nyropsgade JC", NameKind.CENTRE, JKN),
        ("Klagepoint", NameKind.MEASURE, "Point for klager med medhold"),
        ("Jobcenter Skelbækgd.", NameKind.CENTRE, JKS),
        ("Helt andet hold", NameKind.CENTRE, ""),
    ],
)
def test_what_is_proposed(contract, name, kind, near):
    assert contract.choices.near(name, kind) == near


def test_choices_are_the_workbooks_own_in_its_language(contract):
    goals, centres = contract.goals, contract.frame(Centres)
    danish = contract.choices.listed
    assert danish[:2] == ["spring over", JKS]
    assert {"tæller", "Jobsamtaler holdt til tiden", JKN, "overskrift: center"} <= set(danish)
    assert len(set(danish)) == len(danish)
    assert choices_of(goals, centres, contract.measures, words("en")).listed[0] == "skip"


# ---- read for several at once ----------------------------------------------------------------------------------


def _of(contract, holder, *said):
    """The contract as another centre's, with what its user has said."""
    lines = tuple(
        Translation(
            name, *contract.choices.meaning(meant, None), Place(f"{holder}.xlsx", SHEET, 5, "", "E5"), None, meant
        )
        for name, meant in said
    )
    goals = contract.goals.assign(**{Goals.CENTRE: holder})
    return replace(contract.expected, goals=goals, translations=Translations(lines))


def together(contract, path, *said):
    contracts = [_of(contract, holder, *each) for holder, each in zip((JKS, JKN), said, strict=True)]
    return read_together([path], contracts, words(), ReadOptions(None, Here(None), folders=[path.parent]))


def test_what_is_answered_in_one_workbook_holds_for_all_that_are_read_for_together(contract, csv_file):
    rows = [HEAD, ["Afd. Syd", PLACED, "2009-01", 10], ["Afd. Vest", "Praktik", "2009-01", 20]]
    path = csv_file(*(";".join(map(str, row)) for row in rows))
    read = together(contract, path, [("Afd. Syd", JKS), ("Afd. Vest", JKN)], [("Praktik", PLACED)])
    assert not [issue.code for issue in read.issues if issue.is_error]
    assert [figures(each) for each in read.exports] == [ONE, {(PLACED, "2009-01"): 20}]
    assert {each.name for each in together(contract, path, [], []).names} >= {"Afd. Syd", "Afd. Vest"}


def test_workbooks_that_answer_differently_are_refused(contract, csv_file):
    path = csv_file(";".join(HEAD), f"Afd. Syd;{PLACED};2009-01;10")
    read = together(contract, path, [("Afd. Syd", JKS)], [("Afd. Syd", JKN)])
    [issue] = [issue for issue in read.issues if issue.code == "translations_disagree"]
    assert JKN in issue.message(words())
    assert f"{JKS}.xlsx, {SHEET}, E5" in issue.message(words())


def test_a_sheets_name_and_a_heading_that_looks_like_a_total_are_asked_for(reading, contract, sheets):
    def read(said):
        lines = tuple(
            Translation(name, *contract.choices.meaning(meant, None), Place("", SHEET), None, meant)
            for name, meant in said.items()
        )
        expected = replace(contract.expected, translations=Translations(lines))
        return read_exports([path], expected, words(), ReadOptions(None, Here(None), folders=[path.parent]))

    path = sheets(
        {
            "Strøm": [["Center", "jan 2009"], [JKS, 90], [JKN, 80]],
            "Liste": [
                ["Enhed", "Måling", "Kørsel", "Antal i alt", "Heraf ok"],
                *[[JKS, "contact_interviews_on_time", f"2009-0{month}", 100, 90 + month] for month in (1, 2, 3)],
            ],
        }
    )
    asked = {each.name: each.kind for each in read({}).names}
    assert asked["Strøm"] is NameKind.SHEET
    assert asked["Antal i alt"] is NameKind.HEADING
    said = {"Strøm": "electricity_use", "Enhed": "overskrift: center", "Måling": "overskrift: indikator"}
    said |= {"Kørsel": "overskrift: periode", "Heraf ok": "tæller", "Antal i alt": "nævner"}
    done = read(said)
    assert codes(done) == []
    assert figures(done)["electricity_use", "2009-01"] == 90
    assert len(done.rows[Observations]) == 4


def test_centres_of_a_case_list(reading):
    heads = ["Enhed", "Samtale nr.", "Samtale senest", "Samtale holdt"]
    cases = [[name, f"S{at}", "15-01-2009", "10-01-2009"] for at, name in enumerate(["Afd. Syd", JKS, "Ungehuset"])]
    assert {each.name for each in reading({}, [heads, *cases]).names} >= {"Ungehuset"}
    export = reading({"Afd. Syd": JKS, "Ungehuset": "spring over"}, [heads, *cases])
    assert codes(export) == []
    [numerator] = export.rows[Observations][Observations.NUMERATOR]
    assert numerator == 2
