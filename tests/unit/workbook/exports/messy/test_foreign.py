"""What an export holds that the contract does not have is left out and said once; what resembles ours is asked about."""

import pytest

from schemas.lexicon.resemblance import Resemblance
from tests.unit.workbook.exports.messy.messy import DEGREE, HEADER, JKN, JKS, PLACED

LIST = [HEADER, [JKS, PLACED, "2009-01", 10]]
TABLE = [["Center", "Jan 2009", "Feb 2009"], [JKS, 5, 6]]
FIGURES = {(PLACED, "2009-01"): 10}
BOTH = {(DEGREE, "2009-01"): 5, (DEGREE, "2009-02"): 6}


def codes(found):
    return {name for name, _ in found}


@pytest.mark.parametrize(
    "more",
    [
        [[JKS, "Fleksjob", "2009-01", 3]],
        [["Naboby", PLACED, "2009-01", 3]],
        [["Naboby", "Fleksjob", "2009-01", None], ["Naboby", "Mentor", "2009-02", "abc"]],
    ],
)
def test_rows_of_others_are_left_out_of_a_list_and_said_once(read, more):
    code, figures, found = read([*LIST, *more])
    assert (code, figures) == (0, FIGURES)
    assert [name for name, _ in found].count("foreign_left_out") == 1
    assert not codes(found) & {"unknown_centre", "unknown_measure", "not_a_number", "no_figure"}


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ([JKS, "company_placement", "2009-02", 3], "unknown_measure"),
        ([JKS, "Placements", "2009-02", 3], "unknown_measure"),
        (["Jobcenter Skelbekgade", PLACED, "2009-02", 3], "unknown_centre"),
        (["Skelbækgade 2", PLACED, "2009-02", 3], "unknown_centre"),
    ],
)
def test_names_that_resemble_ours_are_asked_about(read, row, code):
    exit_code, _, found = read([*LIST, row])
    assert (exit_code, code in codes(found), "foreign_left_out" in codes(found)) == (1, True, False)


def test_an_export_where_nothing_is_ours_is_refused_with_every_name(read):
    code, _, found = read([HEADER, [JKS, "Fleksjob", "2009-01", 3], ["Naboby", PLACED, "2009-01", 3]])
    assert code == 1
    assert codes(found) >= {"unknown_measure", "unknown_centre"}
    assert "foreign_left_out" not in codes(found)


def test_a_text_alone_in_a_list_is_no_row_of_others(read):
    assert read([*LIST, ["Foreløbige tal", None, None, 3]])[0] == 1


def test_centres_and_tables_of_others_are_left_out_of_crosstabs(read):
    across = [[DEGREE], ["Måned", JKS, "Naboby"], ["2009-01", 5, 50], ["2009-02", 6, 60]]
    assert read(across)[:2] == (0, BOTH)
    for other in ("Fleksjob", "Udgift pr. elev"):
        code, figures, found = read([[DEGREE], *TABLE, [], [other], ["Center", "Jan 2009", "Feb 2009"], [JKS, 70, 80]])
        assert (code, figures, "foreign_left_out" in codes(found)) == (0, BOTH, True)


def test_a_table_that_may_be_of_ours_is_asked_about(read):
    code, _, found = read([[DEGREE], *TABLE, [], ["company placement"], *TABLE])
    assert (code, "foreign_left_out" in codes(found)) == (1, False)


def test_a_breakdown_of_our_measure_is_none_of_others(read):
    code, _, found = read([[DEGREE, "2009-01"], ["Center", "Mænd", "Kvinder"], [JKS, 5, 6]])
    assert (code, "foreign_left_out" in codes(found)) == (1, False)


def test_a_total_over_centres_of_others_counts_them(read):
    rows = [[PLACED], ["Måned", JKS, JKN, "Naboby", "I alt"], ["2009-01", 5, 6, 50, 61]]
    code, figures, found = read(rows)
    assert (code, figures, "total_disagrees" in codes(found)) == (0, {(PLACED, "2009-01"): 5}, False)
    assert "total_disagrees" in codes(read([*rows[:2], ["2009-01", 5, 6, 50, 62]])[2])


def test_a_sheet_of_others_is_a_note_beside_one_of_ours(read_sheets):
    code, found = read_sheets(LIS=LIST, Skole=[["Center", "Elever"], [JKS, 20], [JKN, 30]])
    assert (code, "foreign_left_out" in codes(found)) == (0, True)
    assert read_sheets(Skole=[["Center", "Elever"], [JKS, 20]])[0] == 1


def test_what_a_profile_says_is_not_mine_is_left_out_without_a_word(checked, tmp_path):
    profile = tmp_path / "min.toml"
    profile.write_text('name = "x"\nlayout = "list"\nnot_mine = ["Fleksjob", "Naboby"]\n', encoding="utf-8")
    path = tmp_path / "e.csv"
    rows = [*LIST, [JKS, "Fleksjob", "2009-01", 3], ["Naboby", PLACED, "2009-01", 4]]
    path.write_text("\n".join(";".join(map(str, row)) for row in rows), encoding="utf-8")
    code, figures, found = checked(path, "--profile", profile)
    assert (code, figures, codes(found) & {"foreign_left_out", "profile_target"}) == (0, FIGURES, set())


@pytest.mark.parametrize(
    ("names", "alike", "other"),
    [
        (
            ["klager", "virksomhedspraktik", "rettidige jobsamtaler"],
            ["klage", "Klager i alt", "antal klager", "klgaer", "Praktik", "rettidige samtaler", "Klager (000's)"],
            ["gæld", "Fleksjob", "udgift pr. elev", "beboere", "Mentor"],
        ),
        (
            ["jobcenter nordhavn", "center a"],
            ["Jobcenter Norhavn", "Nordhavn", "JC Nordhavn", "JobcenterNordhavn"],
            ["Jobcenter Sydhavn", "Jobcenter Roskilde", "Naboby", "Center B"],
        ),
        (["0101", "0999"], ["101", "0102"], ["3456"]),
    ],
)
def test_resemblance_is_generous_to_misspellings_and_not_to_others(names, alike, other):
    resembles = Resemblance(names)
    assert [name for name in alike if not resembles.of(name)] == []
    assert [name for name in other if resembles.of(name)] == []


def test_tables_of_other_units_under_titles_of_units_are_left_out(read):
    one = ["Indikator", "Jan 2009", "Feb 2009"], [DEGREE, 5, 6]
    code, figures, found = read([[JKS], *one, [], ["Naboby"], *one])
    assert (code, figures, "foreign_left_out" in codes(found)) == (0, BOTH, True)
    assert read([["Naboby"], *one])[0] == 1


def test_labels_of_which_none_is_known_are_asked_about(read_sheets):
    for header in (["Center", "M01", "M02"], ["Center", "Elever", "Skoler"]):
        assert read_sheets(LIS=LIST, Data=[header, [JKS, 20, 30]])[0] == 1
