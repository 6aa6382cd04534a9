"""Lists condensed where they are give what the ordinary way gives: the same rows, and the same kinds of errors."""

import csv
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.steps.importing import read_for
from schemas.errors import StepError
from schemas.issues.issue import errors
from tests import ROOT
from tests.drawing import examples
from tests.unit.workbook.exports.messy.reading_here import Here, figures
from workbook.exports.child import Work
from workbook.exports.guarded import FileReaders
from workbook.exports.read import ReadOptions

CORPUS = ROOT / "tests" / "corpus"
TITLES = ("Center", "Indikator", "Periode", "Værdi", "Tæller", "Nævner", "Kilde", "Udtræksdato")
HEADER = ";".join(TITLES)
JKS = "Jobcenter Skelbækgade"
AGGREGATE = ('layout = "list"', "aggregate = true")


def found(paths, contract, large, profile=None):
    """The rows, the codes of the errors, all codes, and how the files were read."""
    here = Here(large)
    try:
        export = read_for(contract, paths, contract.words, ReadOptions(profile, here))
    except StepError as problem:
        codes = {issue.code for issue in problem.issues}
        return [], codes, codes, here.asked
    wrong = {issue.code for issue in errors(export.issues)}
    return [] if wrong else figures(export), wrong, {issue.code for issue in export.issues}, here.asked


def same(path, contract, profile=None, condensed=True):
    """Read a file both ways and compare; what the ordinary way found."""
    rows, wrong, codes, _ = found([path], contract, False, profile)
    large_rows, large_wrong, _, asked = found([path], contract, True, profile)
    assert large_rows == rows
    assert large_wrong == wrong
    assert (Work.GRIDS not in asked) == condensed, asked
    return rows, codes


def values(rows):
    return [dict(row).get("value") for row in rows]


BLANKS = {"number below", "a row without its centre", "blanks for repeats", "labels printed once"}
"""Lists with blanks that may stand for the label above, or with a text alone, of which only the whole file tells."""
BLANKS |= {"hedged thousand, both signs", "bare digits, sparse", "personal numbers"}
BLANKS |= {"signs of two columns", "a sign as a formula"}
"""Lists whose figures or digits the other cells of their column tell."""
LISTS = {
    "plain": [f"{JKS};activation_degree;2009-01;51,5", f"{JKS};offers_on_time;2009-02;95;19;20;KMD;15-03-2009"],
    "sources": [f"{JKS};activation_degree;2009-01;51,5;;;KMD;", f"{JKS};activation_degree;2009-02;51,5;;;;"],
    "labels printed once": [
        f"{JKS};company_placements;2009-01;15",
        ";;2009-02;16",
        ";electricity_use;2009-01;51,2",
        ";;2009-02;ca. 52",
    ],
    "fields as formulas": [
        f'="{JKS}";company_placements;="2009-01";15',
        f'{JKS};="company_placements";"=""2009-02""";="16"',
        f"{JKS};company_placements;2009-03;17",
        f'{JKS};company_placements;2009-04;=""',
    ],
    "a centre missing": [
        *(f"{JKS};company_placements;2009-{month:02};1{month}" for month in range(1, 5)),
        ";electricity_use;2009-05;51,2",
    ],
    "totals between": [
        f"{JKS};company_placements;2009-01;15",
        f"{JKS};company_placements;2009-02;16",
        f"{JKS};company_placements;I alt;31",
        "I alt;company_placements;2009-01;15",
    ],
    "totals that disagree": [
        f"{JKS};company_placements;2009-01;15",
        "Jobcenter Nyropsgade;company_placements;2009-01;16",
        "I alt;company_placements;2009-01;32",
    ],
    "total and note below": [f"{JKS};activation_degree;2009-01;51", "I alt;;;51;;;;", "Kilde: KMD Sag"],
    "drawn below": [f"{JKS};activation_degree;2009-01;51", "Udtrukket 15-02-2009"],
    "drawn before the period ends": [f"{JKS};activation_degree;2009-03;51", "Udtrukket 15-02-2009"],
    "suppressed": [f"{JKS};company_placements;2009-01;<5", f"{JKS};company_placements;2009-02;.."],
    "text": [f"{JKS};activation_degree;2009-01;51", f"{JKS};activation_degree;2009-02;se bilag"],
    "error": [f"{JKS};activation_degree;2009-01;51", f"{JKS};activation_degree;2009-02;#I/T"],
    "negative": [f"{JKS};company_placements;2009-01;-3", f"{JKS};company_placements;2009-02;3"],
    "number in a note": [f"{JKS};activation_degree;2009-01;51;;;Sag 010190-1234;"],
    "number below": [f"{JKS};activation_degree;2009-01;51", "Kilde: borger 010190-1234"],
    "hedged thousand, comma": [f"{JKS};electricity_use;2009-01;51,2", f"{JKS};electricity_use;2009-02;ca. 1.472"],
    "hedged thousand, point": [f"{JKS};electricity_use;2009-01;51.2", f"{JKS};electricity_use;2009-02;ca. 1.472"],
    "hedged thousand, both signs": [
        f"{JKS};electricity_use;2009-01;51.2",
        f"{JKS};electricity_use;2009-03;51,2",
        f"{JKS};electricity_use;2009-02;ca. 1.472",
    ],
    "negative thousand": [f"{JKS};electricity_use;2009-01;51,2", f"{JKS};electricity_use;2009-02;-1.472"],
    "ambiguous": [f"{JKS};electricity_use;2009-01;1.472", f"{JKS};electricity_use;2009-02;2.310"],
    "twice": [f"{JKS};activation_degree;2009-01;51", f"{JKS};activation_degree;2009-01;51"],
    "twice, as odd and plain": [f"{JKS};activation_degree;2009-01;51", f"{JKS};activation_degree;2009-01;ca. 51"],
    "twice, as two spellings": [f"{JKS};activation_degree;2009-01;51", "JKS;activation_degree;jan 2009;52"],
    "twice, of two days": [
        f"{JKS};activation_degree;2009-01;51;;;;15-02-2009",
        f"{JKS};activation_degree;2009-01;51;;;;16-02-2009",
    ],
    "twice, of another centre": [
        "Jobcenter Nyropsgade;activation_degree;2009-01;51",
        "Jobcenter Nyropsgade;activation_degree;2009-01;51",
        f"{JKS};activation_degree;2009-01;51",
    ],
    "unknown centre": [f"{JKS};activation_degree;2009-01;51", "Jobcenter Skelbækgaed;activation_degree;2009-02;51"],
    "unknown measure": [f"{JKS};activation;2009-01;51"],
    "wider areas": [f"{JKS};activation_degree;2009-01;51", "Hele landet;activation_degree;2009-01;50"],
    "other centres": [f"{JKS};activation_degree;2009-01;51", "Jobcenter Nyropsgade;activation_degree;2009-01;xx"],
    "above a hundred": [f"{JKS};activation_degree;2009-01;151"],
    "fraction": [f"{JKS};activation_degree;2009-01;0,51"],
    "no figures": [f"{JKS};activation_degree;2009-01;51", f"{JKS};activation_degree;2009-02;;;;"],
    "header alone": [],
    "period unknown": [f"{JKS};activation_degree;forår 2009;51"],
    "after the year": [f"{JKS};activation_degree;2010-01;51"],
    "half a ratio": [f"{JKS};offers_on_time;2009-01;;9;"],
    "value against its parts": [f"{JKS};offers_on_time;2009-01;80;9;10"],
    "bare digits, sparse": [
        *(f"{JKS};activation_degree;2009-{month:02};51" for month in range(1, 9)),
        *(f"{JKS};electricity_use;2009-0{day};51;;;0{day}01901234" for day in range(1, 4)),
    ],
    "only total has a sign": [f"{JKS};electricity_use;2009-01;1.472", "I alt;electricity_use;2009-01;1.472,0"],
    "signs of two columns": [
        f"{JKS};electricity_use;2009-01;51,2",
        f"{JKS};offers_on_time;2009-01;;3.5;4.5",
        f"{JKS};electricity_use;2009-02;ca. 1.472",
    ],
    "a sign as a formula": [
        f"{JKS};electricity_use;2009-01;3.5",
        f'{JKS};electricity_use;2009-02;="3,5"',
        f"{JKS};electricity_use;2009-03;1.472",
    ],
    "a row of empty formulas": [f"{JKS};activation_degree;2009-01;51", ';;;=""', f"{JKS};activation_degree;2009-02;52"],
    "nothing of nothing": [f"{JKS};offers_on_time;2009-01;;0;0"],
    "a month without a year, as an odd row": [
        f"{JKS};activation_degree;jan;ca. 51",
        *(f"{JKS};activation_degree;{month};52" for month in ("feb", "mar", "nov", "dec")),
    ],
    "spaces": [f" {JKS} ; activation_degree ; 2009-01 ; 51 "],
}


RETITLED = {
    "counts": ("Center;Indikator;Periode;Antal", f"{JKS};company_placements;2009-01;15"),
    "shares": ("Center;Indikator;Periode;Pct.", f"{JKS};activation_degree;2009-01;51,5"),
    "counts for shares": ("Center;Indikator;Periode;Antal", f"{JKS};activation_degree;2009-01;51,5"),
    "months by number": ("Center;Indikator;Måned;Værdi", f"{JKS};company_placements;3;15"),
    "quarters by number": ("Center;Indikator;Kvartal;Værdi", f"{JKS};company_placements;2;15"),
    "months for quarters": ("Center;Indikator;Kvartal;Værdi", f"{JKS};company_placements;mar;15"),
    "counts beside shares": ("Center;Indikator;Periode;Antal;Andel", f"{JKS};activation_degree;2009-01;15;51,5"),
    "years beside months": ("Center;Indikator;År;Måned;Værdi", f"{JKS};company_placements;2008;3;15"),
    "years as periods": ("Center;Indikator;Periode;Måned;Værdi", f"{JKS};company_placements;2008;mar;15"),
    "kinds of figures": (
        "Center;Indikator;Type;Periode;Værdi",
        *(f"{JKS};company_placements;{kind};2009-01;15" for kind in ("Resultat", "Mål")),
    ),
    "targets alone": (
        "Center;Indikator;Type;Periode;Værdi",
        *(f"{JKS};company_placements;Mål;2009-0{month};15" for month in (1, 2)),
    ),
    "parts and wholes": (
        "Center;Indikator;Køn;Periode;Værdi",
        *(f"{JKS};company_placements;{sex};2009-01;15" for sex in ("Kvinder", "Mænd", "I alt")),
    ),
    "a part alone": (
        "Center;Indikator;Køn;Periode;Værdi",
        f"{JKS};company_placements;Kvinder;2009-02;15",
        *(f"{JKS};company_placements;{sex};2009-01;15" for sex in ("Kvinder", "I alt")),
    ),
    "first and last days": ("Center;Indikator;Fra;Til;Værdi", f"{JKS};company_placements;01-01-2009;31-01-2009;15"),
    "another quarter": ("Center;Indikator;Måned;Kvartal;Værdi", f"{JKS};company_placements;2009-01;2;15"),
}
READ_WHOLE = {
    *("counts beside shares", "years beside months", "years as periods"),
    *("targets alone", "first and last days", "another quarter"),
}


@pytest.mark.parametrize("name", RETITLED)
def test_other_titles_give_the_same_both_ways(name, csv_file, contract):
    same(csv_file(*RETITLED[name]), contract, condensed=name not in READ_WHOLE)


FAR_BELOW = 8_000
"""Rows that no head of a file reaches over."""


@pytest.mark.parametrize(("note", "is_seen"), [("Budget", True), ("note 3", False)])
def test_a_word_far_below_among_many_remarks_is_seen(note, is_seen, csv_file, contract):
    others = [f"Jobcenter Nyropsgade;company_placements;note {row % 50};2009-01;15" for row in range(FAR_BELOW)]
    own = f"{JKS};company_placements;{note};2009-01;900"
    path = csv_file("Center;Indikator;Oplysning;Periode;Værdi", *others, own, "")
    _, wrong, _, asked = found([path], contract, True)
    assert ("title_no_results" in wrong, Work.GRIDS in asked) == (is_seen, False)


@pytest.mark.parametrize("name", LISTS)
def test_a_csv_gives_the_same_both_ways(name, csv_file, contract):
    same(csv_file(HEADER, *LISTS[name]), contract, condensed=name not in BLANKS)


ADDED = {
    "counts": [f"{JKS};company_placements;2009-01;90", f"{JKS};company_placements;2009-01;80"],
    "ratios without parts": [f"{JKS};activation_degree;2009-01;51", f"{JKS};activation_degree;2009-01;42"],
    "days a head": [f"{JKS};sickness_absence;2009-01;1,2", f"{JKS};sickness_absence;2009-01;1,4"],
    "parts": [f"{JKS};offers_on_time;2009-01;;9;10", f"{JKS};offers_on_time;2009-01;;8;10"],
    "ratios with parts": [f"{JKS};offers_on_time;2009-01;90;9;10", f"{JKS};offers_on_time;2009-01;50;50;100"],
    "ratios with parts, one day": [f"{JKS};offers_on_time;2009-01;90;9;10"] * 3,
    "fractions with parts": [f"{JKS};offers_on_time;2009-01;0,9;9;10", f"{JKS};offers_on_time;2009-01;0,8;8;10"],
    "one without parts": [f"{JKS};offers_on_time;2009-01;;9;10", f"{JKS};offers_on_time;2009-01;80;;"],
    "one suppressed": [f"{JKS};company_placements;2009-01;90", f"{JKS};company_placements;2009-01;<5"],
    "one negative": [f"{JKS};company_placements;2009-01;-3", f"{JKS};company_placements;2009-01;50"],
    "two days": [
        f"{JKS};company_placements;2009-01;15;;;KMD;15-02-2009",
        f"{JKS};company_placements;2009-01;25;;;;16-02-2009",
    ],
    "two spellings": [f"{JKS};company_placements;2009-01;15", "JKS;company_placements;jan 2009;25"],
    "a row without its centre": [f"{JKS};company_placements;2009-01;90", ";company_placements;2009-01;80"],
    "once": [f"{JKS};activation_degree;2009-01;51,5"],
}


@pytest.mark.parametrize("name", ADDED)
def test_parts_that_are_added_give_the_same_both_ways(name, csv_file, profile_file, contract):
    same(csv_file(HEADER, *ADDED[name]), contract, profile_file(*AGGREGATE), condensed=name not in BLANKS)


def test_shares_are_never_added(csv_file, profile_file, contract):
    path, profile = csv_file(HEADER, *ADDED["ratios without parts"]), profile_file(*AGGREGATE)
    rows, wrong, _, _ = found([path], contract, True, profile)
    assert (rows, wrong) == ([], {"ratio_not_summed"})


def test_counts_are_added(csv_file, profile_file, contract):
    rows, _ = same(csv_file(HEADER, *ADDED["counts"]), contract, profile_file(*AGGREGATE))
    assert values(rows) == [170.0]


def test_titles_above_are_read_and_searched_for_personal_numbers(csv_file, contract):
    line = f"{JKS};activation_degree;2009-01;51"
    above = ["LIS-udtræk;;;", "Udtrukket 15-02-2009;;;", ";;;", HEADER, line]
    rows, _ = same(csv_file(*above), contract)
    assert dict(rows[0])["extracted"] == "2009-02-15"
    _, codes = same(csv_file("Sag 010190-1234;;;", HEADER, line), contract)
    assert "cpr_number" in codes


TITLED = {
    "accumulated": (["Akkumulerede tal;;;"], [], "title_no_results"),
    "thousands": (["Beløb i 1.000 kr.;;;"], [], "title_scale"),
    "thousands in a note": ([], ["Kilde: KMD. Tal i 1.000 kr."], "title_scale"),
    "accumulated in a note": ([], ["Note: Tallene er akkumulerede."], "note_no_results"),
}


@pytest.mark.parametrize("name", TITLED)
def test_titles_and_notes_that_say_what_figures_are_give_the_same_both_ways(name, csv_file, contract):
    above, below, code = TITLED[name]
    path = csv_file(*above, HEADER, f"{JKS};activation_degree;2009-01;51", *below)
    _, codes = same(path, contract)
    assert code in codes
    assert code in found([path], contract, True)[2]


def test_per_cent_above_counts_gives_the_same_both_ways(csv_file, contract):
    path = csv_file("I pct.;;;", HEADER, f"{JKS};company_placements;2009-01;51")
    assert "percent_for_other_unit" in same(path, contract)[1]


def test_titles_are_judged_where_a_shipped_profile_fits(csv_file, contract):
    lines = ["Enhed;Nøgletal;Måned;Antal", f"{JKS};activation_degree;2009-01;51"]
    assert not same(csv_file(*lines), contract)[1] & {"title_no_results"}
    assert "title_no_results" in same(csv_file("Prognose;;;", *lines), contract)[1]


def test_a_title_that_stands_for_a_column_gives_the_same_both_ways(csv_file, contract):
    lines = ["Center;Periode;Værdi", f"{JKS};2009-01;51", f"{JKS};2009-02;52,5"]
    rows, _ = same(csv_file("activation_degree;;", *lines), contract)
    assert values(rows) == [51.0, 52.5]


def test_cells_beside_the_list_are_searched_for_personal_numbers(csv_file, contract):
    lines = [f"{JKS};activation_degree;2009-01;51;;;;;010190-1234", f"{JKS};activation_degree;2009-02;51"]
    _, codes = same(csv_file(HEADER, *lines), contract, condensed=False)
    assert "cpr_number" in codes


PROFILES = {
    "own headers": (
        ["Afdeling;Nøgle;Tid;Resultat", "SKG;Aktgrad;2009-01;51,5", "SKG;Diverse;2009-01;7", "SKG;Diverse;2009-01;7"],
        [
            'layout = "list"',
            '[columns]\n"Afdeling" = "centre"\n"Nøgle" = "measure"\n"Tid" = "period"\n"Resultat" = "value"',
            f'[centres]\n"SKG" = "{JKS}"',
            '[measures]\n"Aktgrad" = "activation_degree"\n"Diverse" = ""',
        ],
    ),
    "scale of a header": (
        ["Center;Indikator;Periode;Værdi (1.000)", f"{JKS};electricity_use;2009-01;1,5"],
        ['layout = "list"'],
    ),
    "scale of a measure": (
        [HEADER, f"{JKS};electricity_use;2009-01;1,5", f"{JKS};activation_degree;2009-02;2,5"],
        ['layout = "list"', '[scales]\n"electricity_use" = 1000'],
    ),
    "decimal point": (
        [HEADER, f"{JKS};electricity_use;2009-01;1.472", f"{JKS};electricity_use;2009-02;2.310"],
        ['layout = "list"', 'decimal = "point"'],
    ),
    "decimal comma": (
        [HEADER, f"{JKS};electricity_use;2009-01;1.472", f"{JKS};electricity_use;2009-02;2.310"],
        ['layout = "list"', 'decimal = "comma"'],
    ),
    "whole sheet's period": (
        ["Center;Indikator;Værdi", f"{JKS};electricity_use;1,5", f"{JKS};activation_degree;2,5"],
        ['layout = "list"', 'period = "2009-01"'],
    ),
    "whole sheet's measure, added": (
        ["Center;Periode;Værdi", f"{JKS};2009-01;51", f"{JKS};2009-01;52"],
        [*AGGREGATE, 'measure = "activation_degree"'],
    ),
}


@pytest.mark.parametrize("name", PROFILES)
def test_a_profile_gives_the_same_both_ways(name, csv_file, profile_file, contract):
    lines, profile = PROFILES[name]
    same(csv_file(*lines), contract, profile_file(*profile))


@pytest.mark.parametrize(
    ("name", "lines"),
    {
        "crosstab": ["Gennemsnitlig aktiveringsgrad på 56 pct.;;;", ";jan 2009;feb 2009;mar 2009", f"{JKS};53,5;54;55"],
        "second header": [HEADER, f"{JKS};activation_degree;2009-01;51", HEADER, f"{JKS};activation_degree;2009-02;51"],
        "budget": ["Center;Konto;Periode;Budget;Forbrug", f"{JKS};Driftsbudget;2009;12,5;6"],
        "open quote": [HEADER, f'{JKS};activation_degree;2009-01;51;;;"KMD', f"{JKS};activation_degree;2009-02;52"],
        "unknown": ["Afdeling;Nøgle;Tid;Resultat", f"{JKS};activation_degree;2009-01;51"],
    }.items(),
)
def test_what_is_no_single_list_is_read_whole(name, lines, csv_file, contract):
    same(csv_file(*lines), contract, condensed=False)


JAN, FEB = datetime(2009, 1, 1), datetime(2009, 2, 1)
PAGES = {
    "plain": {
        "LIS": [TITLES, [JKS, "activation_degree", "2009-01", 51.5], [JKS, "offers_on_time", "2009-02", 95, 19, 20]]
    },
    "titles, total and note": {
        "LIS": [
            ["LIS-udtræk, juli 2009"],
            ["Udtrukket 15-07-2009"],
            [],
            TITLES[:4],
            [JKS, "activation_degree", "2009-01", 51.5],
            ["I alt", None, None, 51.5],
            ["Kilde: DREAM"],
        ]
    },
    "percent": {
        "LIS": [TITLES[:4], *([JKS, "activation_degree", f"2009-0{n}", (0.5 + n / 100, "0.0%")] for n in (1, 2))]
    },
    "percent with parts": {"LIS": [TITLES[:6], [JKS, "offers_on_time", "2009-01", (0.95, "0%"), 19, 20]]},
    "percent here and there": {
        "LIS": [
            TITLES[:4],
            [JKS, "activation_degree", "2009-01", (0.954, "0.0%")],
            [JKS, "activation_degree", "2009-02", 51.2],
        ]
    },
    "dates": {
        "LIS": [
            TITLES[:4],
            [JKS, "activation_degree", (JAN, "mmm-yy"), 51.5],
            [JKS, "activation_degree", (FEB, "mmm-yy"), 52.5],
        ]
    },
    "error cell": {"LIS": [TITLES[:4], [JKS, "activation_degree", "2009-01", "#N/A"]]},
    "text for a number": {
        "LIS": [TITLES[:4], [JKS, "electricity_use", "2009-01", "1.472"], [JKS, "electricity_use", "2009-02", 5]]
    },
    "several sheets": {
        "A": [TITLES[:4], [JKS, "activation_degree", "2009-01", 51.5]],
        "B": [TITLES[:4], [JKS, "activation_degree", "2009-02", 52.5]],
    },
    "twice across sheets": {
        "A": [TITLES[:4], [JKS, "activation_degree", "2009-01", 51.5]],
        "B": [TITLES[:4], [JKS, "activation_degree", "2009-01", 52.5]],
    },
    "personal numbers": {
        "LIS": [
            [*TITLES[:4], "Sag"],
            *([JKS, "activation_degree", f"2009-0{n}", 51, 101901234 + n * 10**7] for n in range(1, 6)),
        ]
    },
    "blanks for repeats": {
        "LIS": [
            TITLES[:4],
            [JKS, "activation_degree", "2009-01", 51.5],
            [None, None, "2009-02", 52.5],
        ]
    },
    "formula": {"LIS": [TITLES[:4], [JKS, "activation_degree", "2009-01", "=50+1"]]},
}


@pytest.mark.parametrize("name", PAGES)
def test_a_sheet_gives_the_same_both_ways(name, sheets, contract):
    same(sheets(PAGES[name]), contract, condensed=name not in BLANKS)


def test_percent_of_a_column_that_is_added(sheets, profile_file, contract):
    rows = [[JKS, "offers_on_time", "2009-01", (each, "0%"), each * 20, 20] for each in (0.95, 0.9)]
    rows, _ = same(sheets({"LIS": [TITLES[:6], *rows]}), contract, profile_file(*AGGREGATE))
    assert [(dict(row)["numerator"], dict(row)["denominator"]) for row in rows] == [(37.0, 40.0)]


def test_a_cover_page_makes_the_file_be_read_whole(sheets, contract):
    pages = {"Forside": [["LIS"], ["Indhold"]], "LIS": PAGES["plain"]["LIS"]}
    rows, codes = same(sheets(pages), contract, condensed=False)
    assert (len(rows), "sheet_left_out" in codes) == (2, True)


def _corpus():
    with (CORPUS / "expected.csv").open(encoding="utf-8-sig", newline="") as file:
        cases = csv.DictReader(file, delimiter=";")
        return [
            (each["file"], each["profile"]) for each in cases if Path(each["file"]).suffix in {".csv", ".tsv", ".xlsx"}
        ]


@pytest.mark.parametrize(("file", "profile"), _corpus())
def test_every_csv_and_xlsx_of_the_corpus_gives_the_same_both_ways(file, profile, contract):
    path, given = CORPUS / "files" / file, CORPUS / "profiles" / profile if profile else None
    ordinary, large = found([path], contract, False, given), found([path], contract, True, given)
    assert large[:2] == ordinary[:2]


FIGURE = st.one_of(
    st.integers(0, 99).map(str),
    st.decimals(0, 99, places=1).map(lambda each: str(each).replace(".", ",")),
    st.sampled_from(["", "<5", "..", "-", "51,5 %", "ca. 3", "1.472", "-3", "#I/T", "ja", " 5", "(3)", "1 472"]),
)
ROW = st.tuples(
    st.sampled_from([JKS, JKS, JKS, "JKS", "Jobcenter Nyropsgade", "Jobcenter Roskilde", ""]),
    st.sampled_from(["activation_degree", "offers_on_time", "company_placements", "electricity_use", "ukendt"]),
    st.sampled_from([f"2009-{month:02d}" for month in range(1, 13)] * 4 + ["jan 2009", "2009-Q1", "i fjor", ""]),
    FIGURE,
    st.one_of(st.just(""), st.just(""), FIGURE),
    st.one_of(st.just(""), st.just(""), FIGURE),
    st.sampled_from(["", "KMD", "Sag 010190-1234"]),
    st.sampled_from(["", "", "15-02-2009"]),
)
TIDY = st.builds(
    lambda measure, month, figure, source: (JKS, measure, f"2009-{month:02d}", f"{figure},5", "", "", source, ""),
    st.sampled_from(["activation_degree", "company_placements", "electricity_use"]),
    st.integers(1, 12),
    st.integers(5, 99),
    st.sampled_from(["", "KMD"]),
)


class Compared:
    """Lists written, read both ways and compared; shown short where one differs."""

    def __init__(self, folder, contract):
        self._path, self._profile, self._contract = folder / "liste.csv", folder / "sammen.toml", contract
        self._profile.write_text("\n".join(AGGREGATE), encoding="utf-8")

    def both(self, rows, aggregate):
        self._path.write_text("\n".join([HEADER, *(";".join(row) for row in rows)]) + "\n", encoding="utf-8")
        given = self._profile if aggregate else None
        return [found([self._path], self._contract, large, given)[:2] for large in (False, True)]


@pytest.fixture(scope="module")
def compared(tmp_path_factory, contract):
    return Compared(tmp_path_factory.mktemp("drawn"), contract)


@settings(max_examples=examples(40))
@given(rows=st.one_of(st.lists(ROW, max_size=8), st.lists(TIDY, max_size=20)), aggregate=st.booleans())
def test_any_list_gives_the_same_both_ways(rows, aggregate, compared):
    ordinary, large = compared.both(rows, aggregate)
    assert large == ordinary


def test_a_forecast_far_below_gives_the_same_both_ways(csv_file, contract):
    lines = ["Center;Indikator;Periode;Værdi;Slags", *["Jobcenter Nyropsgade;electricity_use;2009-01;51,2;"] * 5200]
    path = csv_file(*lines, f"{JKS};electricity_use;2009-02;51,2;Budget")
    assert "title_no_results" in found([path], contract, False)[1]
    assert "title_no_results" in found([path], contract, True)[1]


def test_brackets_in_a_files_name_are_no_pattern(csv_file, contract):
    csv_file(HEADER, f"{JKS};electricity_use;2009-01;99", name="liste1.csv")
    rows, _ = same(csv_file(HEADER, f"{JKS};electricity_use;2009-01;51,2", name="liste[1].csv"), contract)
    assert values(rows) == [51.2]


def test_a_broken_byte_in_utf_8_is_read_as_the_whole_file_is(csv_file, contract):
    lines = [f"{JKS};electricity_use;2009-{month:02};51,2;;;x" for month in range(1, 13)]
    path = csv_file("Center;Indikator;Periode;Value;Numerator;Denominator;Kilde", *lines)
    path.write_bytes(path.read_bytes().removeprefix(b"\xef\xbb\xbf") + b"\xff\n")
    assert found([path], contract, True)[:2] == found([path], contract, False)[:2]


def test_processes_of_their_own_do_as_this_one_does(csv_file, contract, monkeypatch):
    path = csv_file(HEADER, *LISTS["plain"])
    monkeypatch.setattr("workbook.exports.guarded.is_large", lambda path: True)
    with FileReaders([path]) as readings:
        export = read_for(contract, [path], contract.words, ReadOptions(readings=readings))
    assert figures(export) == found([path], contract, False)[0]
