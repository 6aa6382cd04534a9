"""Columns of a list that say which of its rows are results: kinds of figures, parts and wholes, first and last days."""

import json
from datetime import datetime

import pytest

from macros.cli import main
from tests.unit.workbook.exports.messy.messy import DEGREE, JKN, JKS, PLACED

MONTHLY = "dd-mm-yyyy"
D1, P1, P2 = (DEGREE, "2009-01"), (PLACED, "2009-01"), (PLACED, "2009-02")
Q1 = (PLACED, "2009-Q1")


def _kinds(*rows, column="Type"):
    return [["Center", "Indikator", column, "Periode", "Værdi"], *[[JKS, DEGREE, *row] for row in rows]]


def _sexes(*rows):
    return [["Center", "Indikator", "Køn", "Periode", "Værdi"], *[[JKS, PLACED, *row] for row in rows]]


def _spans(*rows, titles=("Fra", "Til")):
    return [["Center", "Indikator", *titles, "Værdi"], *[[JKS, PLACED, *row] for row in rows]]


def _day(year, month, day):
    return (datetime(year, month, day), MONTHLY)


JANUARY = [("Kvinder", "2009-01", 20), ("Mænd", "2009-01", 31), ("I alt", "2009-01", 51)]
GROUP = [["BIF i alt*", PLACED, *row] for row in JANUARY]


@pytest.mark.parametrize(
    ("rows", "figures", "said"),
    [
        # kinds of figures, each row of its own
        (_kinds(("Mål", "2009-01", 56), ("Resultat", "2009-01", 51.5)), {D1: 51.5}, {("rows_left_out", "C2")}),
        (_kinds(("Realiseret", "2009-01", 51.5), ("Prognose", "2009-02", 57)), {D1: 51.5}, {("rows_left_out", "C3")}),
        (_kinds(("Sidste år", "2009-01", 49), ("I år", "2009-01", 51.5), column="Kolonne"), {D1: 51.5},
         {("rows_left_out", "C2")}),
        (_kinds(("Budget", "2009-01", 56), ("Mål", "2009-01", 57), ("Faktisk", "2009-01", 51.5)), {D1: 51.5},
         {("rows_left_out", "C2"), ("rows_left_out", "C3")}),
        # parts and their wholes
        (_sexes(*JANUARY, ("I alt", "2009-02", 53), ("Mænd", "2009-02", 33)), {P1: 51, P2: 53},
         {("parts_left_out", "C4")}),
        ([*_sexes(*JANUARY), *GROUP], {P1: 51}, {("parts_left_out", "C4")}),
        ([["Center", "Indikator", "Køn", "Alder", "Periode", "Værdi"],
          *[[JKS, PLACED, sex, age, "2009-01", value]
            for sex, age, value in [("Kvinder", "Alle", 20), ("Begge køn", "Alle", 51), ("Begge køn", "18-29", 11)]]],
         {P1: 51}, {("parts_left_out", "C3"), ("parts_left_out", "D2")}),
        # the first and the last day or month of each row
        (_spans(("01-01-2009", "31-03-2009", 33)), {Q1: 33}, set()),
        (_spans((_day(2009, 1, 1), _day(2009, 1, 31), 33), (_day(2009, 2, 1), _day(2009, 2, 28), 34)),
         {P1: 33, P2: 34}, set()),
        (_spans(("jan 2009", "mar 2009", 33), titles=("Startmåned", "Slutmåned")), {Q1: 33}, set()),
        ([["Center", "Indikator", "Periode", "Værdi"], [JKS, PLACED, "1. januar - 31. marts 2009", 33]], {Q1: 33},
         set()),
        # columns that say the same again
        ([["Center", "Indikator", "Måned", "Kvartal", "Værdi"], [JKS, PLACED, "2009-01", 1, 33],
          [JKS, PLACED, "2009-02", "1. kvartal", 34]], {P1: 33, P2: 34}, {("unknown_column", "D1")}),
        ([["Center", "Indikator", "Måned", "Fra", "Til", "Værdi"], [JKS, PLACED, "2009-01", "01-01-2009", "31-01-2009",
          33]], {P1: 33}, {("unknown_column", "D1"), ("unknown_column", "E1")}),
        ([["Center", "Indikator", "Periode", "Til", "Værdi"], [JKS, PLACED, "01-01-2009", "31-03-2009", 33]], {Q1: 33},
         set()),
        ([["Center", "Indikator", "Periode", "Periodetype", "Værdi"], [JKS, PLACED, "2009-01", "Måned", 33]], {P1: 33},
         {("unknown_column", "D1")}),
        # parts alone may be what the goal is about
        (_sexes(("Kvinder", "2009-01", 20), ("Kvinder", "2009-02", 21)), {P1: 20, P2: 21}, {("filter_column", "C2")}),
        ([["Center", "Team", "Indikator", "Periode", "Værdi"], [JKS, "Team 1", PLACED, "2009-01", 20]], {P1: 20},
         {("filter_column", "B2")}),
        (_sexes(("I alt", "2009-01", 51)), {P1: 51}, {("unknown_column", "C1")}),
        # a year of another column, where the months name none, and a day beside them
        ([["Center", "Indikator", "Dataår", "Måned", "Værdi"], [JKS, PLACED, 2009, "jan", 33]], {P1: 33},
         {("unknown_column", "C1")}),
        ([["Center", "Indikator", "Dannet", "Måned", "Værdi"], [JKS, PLACED, "05-01-2010", "jan", 33]], {P1: 33},
         {("unknown_column", "C1")}),
        # labels, years and kinds that are printed once, over rows that are left out
        ([["Center", "Indikator", "År", "Måned", "Type", "Værdi"], [JKS, PLACED, 2008, "dec", "Resultat", 8],
          [JKS, PLACED, 2009, "jan", "Mål", 9], [JKS, PLACED, None, "jan", "Resultat", 10],
          [JKS, PLACED, None, "feb", "Resultat", 11]], {(PLACED, "2008-12"): 8, P1: 10, P2: 11},
         {("rows_left_out", "E3")}),
        ([["Center", "Indikator", "Periode", "Type", "Værdi"], [JKS, PLACED, "2009-01", "Resultat", 15],
          [None, None, "2009-02", "Resultat", 16], [JKN, PLACED, "2009-03", "Budget", 18],
          [None, None, "2009-03", "Resultat", 7]], {P1: 15, P2: 16}, {("rows_left_out", "D4")}),
        ([["Center", "Indikator", "Periode", "Type", "Værdi"], [JKS, DEGREE, "2009-01", "Resultat", 51.5],
          [None, None, None, "Mål", 56], [None, None, "2009-02", "Resultat", 52], [None, None, None, "Mål", 56]],
         {D1: 51.5, (DEGREE, "2009-02"): 52}, {("rows_left_out", "D3")}),
        ([["Type", "Center", "Indikator", "Periode", "Værdi"], ["Resultat", JKS, DEGREE, "2009-01", 51.5],
          [None, JKS, DEGREE, "2009-02", 52], ["Mål", JKS, DEGREE, "2009-01", 56], [None, JKS, DEGREE, "2009-02", 56]],
         {D1: 51.5, (DEGREE, "2009-02"): 52}, {("rows_left_out", "A4")}),
        ([["Center", "Indikator", "Periode", "Køn", "Værdi"], [JKS, PLACED, "2009-01", "Kvinder", 20],
          [None, None, None, "I alt", 51], [None, None, "2009-02", "Kvinder", 20], [None, None, None, "I alt", 53]],
         {P1: 51, P2: 53}, {("parts_left_out", "D3")}),
        # other words for the same
        *((_kinds((one, "2009-01", 51.5), (other, "2009-01", 56), column="Tal"), {D1: 51.5}, {("rows_left_out", "C3")})
          for one, other in [("Regnskab", "Budget"), ("Resultat 2009", "Mål 2009"), ("Resultat*", "Prognose (maj)"),
                             ("Indeværende år", "Forrige år"), ("Måned", "ÅTD")]),
        (_sexes(("Alle køn", "jan 2009", 51), ("Mænd", "2009-01", 20)), {P1: 51}, {("parts_left_out", "C2")}),
        # a measure that is not divided, and parts of another centre
        ([*_sexes(*JANUARY), [JKS, DEGREE, "-", "2009-01", 51]], {P1: 51, D1: 51}, {("parts_left_out", "C4")}),
        ([*_sexes(*JANUARY), [JKN, PLACED, "Mænd", "2009-02", 9]], {P1: 51}, {("parts_left_out", "C4")}),
        # what may be of parts is said
        ([["Center", "Indikator", "Distrikt", "Team", "Periode", "Værdi"], [JKS, PLACED, "Nord", "I alt", "2009-01", 9],
          [JKS, PLACED, "Nord", "Team 1", "2009-01", 4]], {P1: 9}, {("parts_left_out", "D2"), ("filter_column", "C2")}),
        ([["Center", "Indikator", "Distrikt", "Team", "Periode", "Værdi"], [JKS, PLACED, "Syd", "Team 1", "2009-01", 4],
          [JKS, PLACED, "Nord", "I alt", "2009-01", 9]], {P1: 9}, {("parts_left_out", "D3"), ("filter_column", "C3")}),
        (_sexes((None, "2009-01", 15), ("Mænd", "2009-02", 9)), {P1: 15, P2: 9}, {("filter_column", "C3")}),
        ([["Center", "Indikator", None, "Periode", "Værdi"], [JKS, PLACED, "Kvinder", "2009-01", 15]], {P1: 15},
         {("filter_column", "C2")}),
        # an end that may be of something else, and ends of the period
        ([["Center", "Indikator", "Periode", "Slutdato", "Værdi"], [JKS, PLACED, "01-01-2009", "31-12-2009", 15]],
         {P1: 15}, {("unknown_column", "D1")}),
        ([["Center", "Indikator", "Periode", "Til", "Værdi"], [JKS, PLACED, "2009-01", "31-01-2009", 15]], {P1: 15},
         {("unknown_column", "D1")}),
        (_spans(("1. kvartal 2009", "1. kvartal 2009", 33), titles=("DatoFra", "DatoTil")), {Q1: 33}, set()),
        # remarks
        ([["Center", "Indikator", "Periode", "Værdi", "Bemærkning"], [JKS, PLACED, "2009-01", 15, "Faktisk"],
          [JKS, PLACED, "2009-02", 18, "Fald"]], {P1: 15, P2: 18}, {("unknown_column", "E1")}),
        # a remark is no part
        ([["Center", "Indikator", "Periode", "Værdi", "Note"], [JKS, PLACED, "2009-01", 51, "i alt"],
          [JKS, PLACED, "2009-02", 52, "rettet"]], {P1: 51, P2: 52}, {("unknown_column", "E1")}),
    ],
)  # fmt: skip
def test_the_rows_that_are_results_are_told_from_the_others(read, rows, figures, said):
    code, found, issues = read(rows)
    assert (code, found) == (0, figures), issues
    assert said <= set(issues)


@pytest.mark.parametrize(
    ("rows", "issue"),
    [
        (_kinds(("Mål", "2009-01", 56)), ("title_no_results", "C2")),
        (_kinds(("Mål", "2009-01", 56), ("Nord", "2009-02", 51)), ("title_no_results", "C2")),
        (_sexes(*JANUARY, ("Kvinder", "2009-02", 9)), ("part_alone", "C5")),
        (_sexes(*JANUARY, (None, "2009-02", 9)), ("duplicate_observation", "D3")),
        (_sexes(*JANUARY[:2]), ("duplicate_observation", "D3")),
        (_spans(("01-01-2009", "30-03-2009", 33)), ("not_a_period", "C2")),
        (_spans(("01-01-2009", "01-02-2009", 33)), ("not_a_period", "C2")),
        (_spans(("01-02-2009", "30-04-2009", 33)), ("not_a_period", "C2")),
        (_spans(("01-10-2008", "31-03-2009", 33)), ("not_a_period", "C2")),
        (_spans(("01-01-2009", None, 33)), ("not_a_period", "C2")),
        (_spans((2008, 2009, 33)), ("not_a_period", "C2")),
        ([["Center", "Indikator", "Måned", "Kvartal", "Værdi"], [JKS, PLACED, "2009-01", "2. kvartal", 33]],
         ("period_contradicts", "C2")),
        ([["Center", "Indikator", "År", "Kvartal", "Måned", "Værdi"], [JKS, PLACED, 2009, 1, "mar", 33],
          [JKS, PLACED, 2009, 1, "apr", 33]], ("period_contradicts", "E3")),
        ([["Center", "Indikator", "Periode", "Fra", "Til", "Værdi"],
          [JKS, PLACED, "2009-01", "01-02-2009", "28-02-2009", 33]], ("period_contradicts", "C2")),
        ([["Center", "Indikator", "Periode", "Periodetype", "Værdi"], [JKS, PLACED, "2009-03", "Kvartal", 33]],
         ("period_contradicts", "C2")),
        ([["Center", "Indikator", "Periode", "Længde", "Værdi"], [JKS, PLACED, "2009-03", "12 mdr.", 33]],
         ("period_contradicts", "C2")),
        ([["Center", "Indikator", "Dataår", "Måned", "Værdi"], [JKS, PLACED, 2008, "jan", 33]], ("year_unclear", "D2")),
        ([["Center", "Indikator", "Dataår", "Måned", "Værdi"], [JKS, PLACED, 2009, "jan", 33],
          [JKS, PLACED, 2008, "nov", 30]], ("year_unclear", "D3")),
        ([["Center", "Indikator", None, "Måned", "Værdi"], [JKS, PLACED, 2008, "jan", 33]], ("year_unclear", "D2")),
        ([["Center", "Indikator", "Registreret", "Måned", "Værdi"], [JKS, PLACED, "05-02-2008", "jan", 33]],
         ("year_unclear", "D2")),
        ([["Kontraktår", "Center", "Indikator", "År", "Måned", "Værdi"], [2009, JKS, PLACED, 2008, "jan", 33]],
         ("period_contradicts", "E2")),
        # words that are no whole of what stands beside them
        ([["Center", "Indikator", "Opgørelse", "Periode", "Værdi"], [JKS, PLACED, "Måned", "2009-02", 12],
          [JKS, PLACED, "I alt", "2009-02", 22]], ("duplicate_observation", "D3")),
        ([["Center", "Indikator", "Niveau", "Periode", "Værdi"], [JKS, DEGREE, "I alt", "2009-01", 49],
          [JKS, DEGREE, JKS, "2009-01", 51.5]], ("duplicate_observation", "D3")),
        ([["Center", "Indikator", "Køn", "Branche", "Periode", "Værdi"],
          *[[JKS, PLACED, sex, trade, "2009-01", 11]
            for sex, trade in [("I alt", "Industri"), ("Kvinder", "I alt"), ("Mænd", "I alt")]]], ("part_alone", "C3")),
        # periods beside which something else stands
        *(([["Center", "Indikator", "Periode", "Fra", "Til", "Værdi"], [JKS, PLACED, month, start, end, 33]],
           ("period_contradicts", "C2"))
          for month, start, end in [("2009-05", "01-01-2009", "31-05-2009"), ("2009-03", "01-04-2008", "31-03-2009"),
                                    ("2009-03", "01-01-2009", "31-03-2009"), ("2009-03", "01-03-2009", "15-03-2009")]),
        *(([["Center", "Indikator", "Periode", "Til", "Værdi"], [JKS, PLACED, month, end, 33]],
           ("period_contradicts", "C2")) for month, end in [("2009-01", "31-03-2009"), ("jan 2009", "mar 2009")]),
        *(([["Center", "Indikator", "Periode", "Dækker", "Værdi"], [JKS, PLACED, "2009-03", text, 33]],
           ("period_contradicts", "C2"))
          for text in ["1. januar - 31. maj 2009", "1. kvartal 2009", "Rullende 12 mdr.", "Seneste 12 måneder", "Uge"]),
        ([["Center", "Indikator", "Kvartal", "Periode", "Værdi"], [JKS, PLACED, "2. kvartal 2009", "01-04-2009", 33]],
         ("period_contradicts", "D2")),
        # kinds of figures
        *((_kinds(("Resultat", "2009-01", 15), (text, "2009-03", 18)), ("kind_unclear", "C3"))
          for text in ["Foreløbig", "2008", "Tæller"]),
        (_kinds((None, "2009-01", 15), ("Årsmål", "2009-12", 3), column="Kolonne"), ("title_no_results", "C3")),
        (_kinds(("Opnået", "2009-01", 15), ("Forventet", "2009-02", 18), column="Målopfyldelse"),
         ("title_no_results", "C3")),
        (_kinds(("Resultat", "2009-01", 15), ("Prognose", "2009-02", 18), column=None), ("title_no_results", "C3")),
        ([["Center", "Indikator", "Periode", "Værdi", "Kilde"], [JKS, DEGREE, "2009-01", 15, "LIS"],
          [JKS, DEGREE, "2009-02", 15, "Prognose"]], ("title_no_results", "E3")),
        ([["Center", "Indikator", "Sæson", "Måned", "Værdi"], [JKS, PLACED, "2008/09", "okt", 33]],
         ("year_unclear", "D2")),
    ],
)  # fmt: skip
def test_rows_that_may_be_something_else_are_not_taken(read, rows, issue):
    code, _, issues = read(rows)
    assert code == 1
    assert issue in issues


def test_totals_of_the_whole_are_checked_against_the_wholes(read):
    rows = [*_sexes(*JANUARY), [JKN, PLACED, "I alt", "2009-01", 9], [JKN, PLACED, "Mænd", "2009-01", 9]]
    code, _, issues = read([*rows, ["Total", PLACED, "I alt", "2009-01", 61]])
    assert (code, [place for name, place in issues if name == "total_disagrees"]) == (1, ["E7"])
    assert read([*rows, ["Total", PLACED, "I alt", "2009-01", 60]])[0] == 0


LATER = [["Center", "jan", "feb"], [JKN, 56, 56], [JKS, 56, 56]]
TAKEN = {(DEGREE, "2009-01"): 30, (DEGREE, "2009-02"): 61}
TABLE = [[f"{DEGREE} 2009"], LATER[0], [JKN, 20, 41], [JKS, 30, 61], []]
LIST = [["Center", "Indikator", "Periode", "Værdi"], [JKS, DEGREE, "2009-01", 30], [JKS, DEGREE, "2009-02", 61]]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([*TABLE, ["Mål"], *LATER], ["A6"]),
        ([*TABLE, ["Måltal 2009"], *LATER], ["A6"]),
        ([*TABLE, ["Ændring fra 2008"], *LATER, [], ["Prognose"], *LATER], ["A6", "A11"]),
        ([*LIST, [], ["Mål"], LIST[0], [JKS, DEGREE, "2009-03", 56]], ["A5"]),
        ([["Resultat"], *LIST, [], ["Forventet"], [], LIST[0], [JKS, DEGREE, "2009-03", 56]], ["A6"]),
        ([*LIST, ["Kilde: LIS"], [], ["Budget 2009"], LIST[0], [JKS, DEGREE, "2009-03", 56]], ["A6"]),
    ],
)
def test_tables_below_that_are_no_results_are_left_out(read, rows, said):
    code, found, issues = read(rows)
    assert (code, found) == (0, TAKEN), issues
    assert sorted(cell for name, cell in issues if name == "table_left_out") == sorted(said)


@pytest.mark.parametrize(
    "rows",
    [
        [["Budget 2009"], *TABLE, [PLACED], *LATER],
        [["Mål"], *LATER, [], *TABLE],
        [*TABLE, ["Mål"], *LATER, [], [f"{PLACED} 2009"], *LATER],
        [
            *LIST,
            [],
            ["Mål"],
            LIST[0],
            [JKS, DEGREE, "2009-03", 56],
            [],
            ["Antal"],
            LIST[0],
            [JKS, PLACED, "2009-03", 5],
        ],
    ],
)
def test_results_below_other_tables_may_be_of_them(read, rows):
    code, _, issues = read(rows)
    assert (code, "title_no_results" in {name for name, _ in issues}) == (1, True)


def test_a_note_below_the_results_is_none_of_the_next_table(read):
    code, found, issues = read([*LIST, ["Tallene er kumulative"], [], LIST[0], [JKS, DEGREE, "2009-03", 56]])
    assert (code, len(found), ("note_no_results", "A4") in issues) == (0, 3, True)


@pytest.mark.parametrize("name", ["Mål", "Budget 2009", "Prognose"])
def test_sheets_of_targets_are_left_out_beside_those_of_results(name, sheets, own_workbook, capsys):
    def codes(pages):
        code = main(["validate", str(sheets(pages)), "--workbook", str(own_workbook), "--json"])
        return code, {issue["code"] for issue in json.loads(capsys.readouterr().out)["issues"]}

    code, found = codes({"Resultat": LIST, name: [LIST[0], [JKS, DEGREE, "2009-01", 56]]})
    assert (code, "sheet_of_others" in found) == (0, True)
    code, found = codes({name: LIST})
    assert (code, "title_no_results" in found) == (1, True)


@pytest.mark.parametrize(("title", "more"), [("Sted", ""), ("Team", '[columns]\n"Team" = "ignore"')])
def test_wholes_are_not_added_to_parts(sheets, profile_file, own_workbook, capsys, title, more):
    rows = [["Center", "Indikator", title, "Periode", "Værdi"]]
    rows += [[JKS, PLACED, place, "2009-01", 9] for place in ("I alt", "Nord", "Syd")]
    export, profile = sheets({"LIS": rows}), profile_file('layout = "list"', "aggregate = true", more)
    command = ["validate", str(export), "--workbook", str(own_workbook), "--profile", str(profile), "--json"]
    assert main(command) == 1
    assert "wholes_among_parts" in {issue["code"] for issue in json.loads(capsys.readouterr().out)["issues"]}
