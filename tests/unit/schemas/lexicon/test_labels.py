"""What labels mean: scales, notes, days, centres, measures, periods, parts and totals."""

from datetime import date, datetime

import pytest

from schemas.cells import Cell, CellKind
from schemas.lexicon.figure_cells import is_figure, is_period_number
from schemas.lexicon.labels import Dimension, Labels, drawn_on, is_note
from schemas.lexicon.match import label_key
from schemas.lexicon.scale_texts import scale_of
from schemas.lexicon.title_names import names_in
from schemas.lexicon.titles import period_in, year_in

LABELS = Labels(
    centres={label_key(name): name for name in ("Nord", "Syd", "Jobcentre", "BIF i alt", "Hele byen")} | {"jc nord": "Nord"},
    measures={"aktiveringsgrad": "activation", "forbrug": "spent", "uddata": ""},
    parts={"rettidige": "numerator"},
    scales={"forbrug": 1000.0, "activation": 100.0},
    groups={"Jobcentre": frozenset({"Nord", "Syd"})},
    year=2009,
)  # fmt: skip


def text(value):
    return Cell(CellKind.TEXT, value)


def number(value):
    return Cell(CellKind.NUMBER, value)


@pytest.mark.parametrize(
    ("label", "bare", "factor"),
    [
        ("Forbrug (mio. kr.)", "Forbrug", 1e6),
        ("Forbrug [mio. kr.]", "Forbrug", 1e6),
        ("Forbrug, 1.000 kr.", "Forbrug", 1e3),
        ("Forbrug i t.kr.", "Forbrug", 1e3),
        ("Forbrug tkr", "Forbrug", 1e3),
        ("Forbrug (i mio. kr.)", "Forbrug", 1e6),
        ("Forbrug (i 1.000 kr.)", "Forbrug", 1e3),
        ("Forbrug (mio kr.)", "Forbrug", 1e6),
        ("Forbrug, mia. kr", "Forbrug", 1e9),
        ("Forbrug i t.kr", "Forbrug", 1e3),
        ("FORBRUG (MIO. KR.)  ", "FORBRUG", 1e6),
        ("Forbrug (mia. kr.)", "Forbrug", 1e9),
        ("Actual (DKK million)", "Actual", 1e6),
        ("Aktiveringsgrad (pct.)", "Aktiveringsgrad", 1),
        ("Aktiveringsgrad pct.", "Aktiveringsgrad pct.", 1),
        ("Forbrug (foreløbigt)", "Forbrug (foreløbigt)", 1),
        ("mio. kr.", "mio. kr.", 1),
        ("", "", 1),
    ],
)
def test_the_scale_of_a_label(label, bare, factor):
    assert scale_of(label) == (bare, factor)


@pytest.mark.parametrize(
    ("line", "is_one"),
    [("Kilde: DREAM", True), ("* foreløbig", True), ("1) kun fuldtid", True), ("¹ kun fuldtid", True), ("Source: x", True),
     ("ANM.: x", True), ("Nord", False), ("Kildevej", False), ("2009", False), ("", False)],
)  # fmt: skip
def test_notes(line, is_one):
    assert is_note(line) is is_one


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Udtrukket 15-07-2009", date(2009, 7, 15)),
        ("Udtræksdato: 15.07.2009 kl. 10.30", date(2009, 7, 15)),
        ("Opdateret 2009-07-15", date(2009, 7, 15)),
        ("Generated 1/7/2009", date(2009, 7, 1)),
        ("Udtrukket 31-02-2009", None),
        ("Udtrukket 31-02-2009, rettet 01-03-2009", date(2009, 3, 1)),
        ("Møde 15-07-2009", None),
        ("Udtrukket i går", None),
    ],
)
def test_the_day_drawn(line, day):
    assert drawn_on(line) == day


@pytest.mark.parametrize(
    ("cell", "meanings"),
    [
        (text("Nord"), [("centre", "Nord")]),
        (text(" NORD* "), [("centre", "Nord")]),
        (text("JC Nord:"), [("centre", "Nord")]),
        (text("Aktiveringsgrad"), [("measure", "activation")]),
        (text("Forbrug (mio. kr.)"), [("measure", "spent")]),
        (text("Uddata"), [("measure", "")]),
        (text("juni"), [("period", "2009-06")]),
        (text("juni 2008"), [("period", "2008-06")]),
        (text("2. kvt. 2008"), [("period", "2008-Q2")]),
        (number(2008.0), [("period", "2008")]),
        (number(200806.0), [("period", "2008-06")]),
        (number(200813.0), []),
        (number(51.0), []),
        (Cell(CellKind.DATE, datetime(2008, 6, 1)), [("period", "2008-06")]),
        (Cell(CellKind.DATE, date(1899, 12, 31)), []),  # a blank date as spreadsheets store it
        (text("Tæller"), [("part", "numerator")]),
        (text("Rettidige"), [("part", "numerator")]),
        (text("År til dato"), [("part", "ignore")]),
        (text("I alt"), [("total", "")]),
        (text("BIF i alt"), [("total", "BIF i alt")]),
        (text("Jobcentre i alt"), [("total", "Jobcentre")]),
        (text("Noget i alt"), [("total", "")]),
        (text("Ialting"), []),
        (text("Nordd"), []),
        (text(""), []),
        (Cell(CellKind.BOOL, True), []),
    ],
)
def test_what_a_cell_may_mean(cell, meanings):
    assert [(each.dimension.value, str(each.value)) for each in LABELS.meanings(cell)] == meanings


def test_the_total_that_holds_the_contract_is_its_centre():
    holders = Labels(centres=LABELS.centres, holders=frozenset({"BIF i alt"}))
    assert [each.dimension for each in holders.meanings(text("BIF i alt"))] == [Dimension.CENTRE]


def test_a_year_beside_the_label_goes_before_the_contracts():
    assert str(LABELS.period(text("juni"), 2007)) == "2007-06"
    assert Labels().period(text("juni")) is None


def test_what_resembles_a_name_is_proposed():
    assert LABELS.near("Nordd", Dimension.CENTRE) == "Nord"
    assert LABELS.near("Aktiverngsgrad", Dimension.MEASURE) == "activation"
    assert LABELS.near("Noget helt andet", Dimension.CENTRE) == ""


@pytest.mark.parametrize(
    ("label", "measure", "factor"),
    [
        ("Forbrug (mio. kr.)", "", 1000.0),  # the user's word goes before the label's
        ("Budget (mio. kr.)", "", 1e6),
        ("Aktivering", "activation", 100.0),
        ("Budget", "", 1.0),
    ],
)
def test_what_figures_are_multiplied_by(label, measure, factor):
    assert LABELS.scaled(label, measure)[1] == factor


@pytest.mark.parametrize("value", ["51", "1.472", "-3,2", "(3)", "95 %", "<5", "-", "..", "#I/T", "ca. 300"])
def test_texts_that_stand_where_a_figure_should(value):
    assert is_figure(text(value))


@pytest.mark.parametrize("value", ["Nord", "", "  ", "365-385", "jan 2009", "se bilag"])
def test_texts_that_are_no_figures(value):
    assert not is_figure(text(value))


def test_a_number_an_error_and_a_formula_without_value_are_figures():
    assert all(map(is_figure, [number(0.0), Cell(CellKind.ERROR, "#N/A"), Cell(CellKind.BLANK, None, "", "A1")]))
    assert not any(map(is_figure, [Cell(CellKind.BLANK), Cell(CellKind.BOOL, True), Cell(CellKind.DATE, date.min)]))


@pytest.mark.parametrize(
    ("value", "is_one"),
    [("1990", True), ("2099", True), ("1989", False), ("2100", False), ("200812", True), ("200800", False), ("9" * 5000, False), ("²⁰⁰⁸", False), ("٢٠٠٨", False)],
)  # fmt: skip
def test_numbers_that_may_be_periods(value, is_one):
    assert is_period_number(text(value)) is is_one


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("Jobsamtaler, juni 2008", "2008-06"),
        ("Status pr. 30. juni 2008 for centrene", "2008-06"),
        ("Resultater 2. kvartal 2008", "2008-Q2"),
        ("Jobsamtaler 2008", None),  # only which year the months are of
        ("Jobsamtaler januar 2008 til juni 2008", None),
        ("Jobsamtaler januar - juni 2008", "2008-H1"),
        ("Jobsamtaler, januar til marts 2008", "2008-Q1"),
        ("Jobsamtaler januar-maj 2008", None),
        ("Jobsamtaler marts-maj 2008", None),
        ("Jobsamtaler", None),
        ("", None),
    ],
)
def test_the_one_period_of_a_title(title, period):
    found = period_in(title, LABELS)
    assert (found and str(found)) == period


@pytest.mark.parametrize(
    ("title", "name"),
    [("Center: Nord", "Nord"), ("Nord, juni 2008", "Nord"), ("Nord (2008)", "Nord"), ("Nord pr. juni 2008", "Nord"), ("Nord", "Nord")],
)  # fmt: skip
def test_the_names_in_a_title(title, name):
    assert name in names_in(title, LABELS)


@pytest.mark.parametrize(
    ("title", "year"),
    [("Aktivering 2008", 2008), ("2008: budget 2008", 2008), ("2007-2008", None), ("12008", None), ("x", None)],
)
def test_the_one_year_of_a_title(title, year):
    assert year_in(title) == year


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("Udskriftsdato: 05-04-2009", None),
        ("København, 5. april 2009", None),
        ("Status pr. 5. april 2009", None),
        ("Dato: 05-04-2009", None),
        ("Sagsnr. 2009-04", None),
        ("Version april 2009", None),
        ("Frist: maj 2009", None),
        ("Næste opdatering: maj 2009", None),
        ("januar til og med marts 2009", None),
        ("Seneste 12 måneder, marts 2009", None),
        ("Rullende år marts 2009", None),
        ("Årets resultat pr. marts 2009", None),
        ("marts 2009 og tidligere", None),
        ("Til 31-03-2009", None),
        ("Uge 1-13 2009", None),
        ("Periode: marts 2009", "2009-03"),
        ("Opgjort pr. 31-03-2009", "2009-03"),
        ("Ultimo marts 2009", "2009-03"),
        ("Periode: 01-03-2009 - 31-03-2009", "2009-03"),
        ("Periode: 01-01-2009 - 31-03-2009", "2009-Q1"),
        ("Periode: 01-01-2009 - 30-04-2009", None),
        ("Periode: 01-01-2008 - 31-12-2009", None),
        ("Periode: 01-01-2009 - 31-12-2009", None),
        ("Januar-december 2009", None),
        ("Sager afgjort inden for fristen, marts 2009", "2009-03"),
        ("Tilbud til unge, marts 2009", "2009-03"),
        ("LIS-udtræk, marts 2009", "2009-03"),
        ("Udtræk pr. 31-03-2009", None),
        ("Udtrukket april 2009", None),
        ("Fravær, marts 2009", "2009-03"),
        ("Ugentlige samtaler, marts 2009", "2009-03"),
    ],
)
def test_days_and_ranges_in_titles_are_no_period(title, period):
    found = period_in(title, LABELS)
    assert (found and str(found)) == period
