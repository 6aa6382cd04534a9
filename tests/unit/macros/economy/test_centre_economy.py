"""Spend against attainment: a line a centre, and the charts of them."""

import xml.etree.ElementTree as ET
import zipfile
from datetime import date, datetime

import pandas as pd
import pytest

from macros.steps.economy.centre_economy import _observed, centre_economy
from schemas.frames import is_missing, records
from schemas.reading import empty, frame_of
from schemas.tables import BalancedAttainments, CentreEconomy, Observations
from schemas.text.periods import parse_period, running_month
from schemas.words.vocabulary import words
from tests.unit.macros.economy.support import follow_up
from workbook.builder.cell_formats import Formats
from workbook.builder.economy_charts import economy_charts
from workbook.builder.opening import new_book

A, B, C = "Jobcenter A", "Jobcenter B", "Jobcenter C"
FOLLOW_UP = follow_up(
    (A, "purchase", 86.59, 58.9e6, 54e6, 51e6, 57e6, 85, 100),
    (A, "operating", 99.0, 2e7, 2e7, 2e7, 2e7, None, 100),
    (B, "purchase", 103.0, 4e7, 4.15e7, 4e7, 4.3e7, 85, 100),
)
BALANCED = frame_of(
    BalancedAttainments,
    [
        {"centre": A, "parameter": "Indsats", "balanced_attainment": 0.2},
        *({"centre": centre, "balanced_attainment": value} for centre, value in ((A, 0.924), (B, 0.8), (C, 0.7))),
    ],
)
FIGURES = {
    (A, "activation_degree"): 55.0,
    (B, "contact_interviews_on_time"): 81.0,
    (A, "purchase_budget_use"): 1.0,
    (B, "operating_budget_use"): 87.7,
}


def lines():
    return centre_economy(FOLLOW_UP, BALANCED, FIGURES, words())


def test_a_line_a_centre_says_what_it_lacks():
    a, b, c = records(lines())
    assert (a["purchase_use"], a["operating_use"], a["activation"], a["balanced_attainment"]) == (86.59, 99, 55, 0.924)
    assert is_missing(a["note"])
    assert (b["operating_use"], b["note"]) == (
        87.7, "Målets resultat, for der er ingen budgetlinjer: Forbrug af driftsbudgettet.",
    )  # fmt: skip
    assert (b["purchase_use"], b["on_time"], b["balanced_attainment"]) == (103, 81, 0.8)
    assert (c["centre"], c["balanced_attainment"]) == (C, 0.7)
    assert is_missing(c["purchase_use"]) and c["note"].startswith("Ikke i diagrammerne")


def test_budget_lines_without_a_use_are_not_called_missing():
    unused = follow_up((B, "operating", None, 2e7, None, None, None, None, 100))
    [b] = [row for row in records(centre_economy(unused, BALANCED, FIGURES, words())) if row["centre"] == B]
    assert b["operating_use"] == 87.7
    assert b["note"].startswith("Målets resultat, for forbruget kan ikke regnes af budgetlinjerne: Forbrug af drifts")


def test_what_was_observed_where_no_goal_is_about_it():
    rows = [
        ("activation_degree", "2009-01", 50.0, None, None),
        ("activation_degree", "2009-02", 60.0, None, None),
        ("activation_degree", "2009-Q1", 99.0, None, None),  # covers its months less well than they do
        ("activation_degree", "2009-03", 55.0, None, None),
        ("activation_degree", "2009-07", 90.0, None, None),  # after the reporting date
        ("activation_degree", "2008-02", 10.0, None, None),
        ("contact_interviews_on_time", "2009-01", None, 90, 100),
        ("contact_interviews_on_time", "2009-02", None, 10, 20),
        ("another", "2009-02", 1.0, None, None),
    ]
    names = (
        Observations.MEASURE, Observations.PERIOD, Observations.VALUE, Observations.NUMERATOR, Observations.DENOMINATOR,
    )  # fmt: skip
    frame = frame_of(
        Observations,
        [dict(zip(names, (row[0], parse_period(row[1]), *row[2:]), strict=True)) | {"centre": A} for row in rows],
    )
    found = _observed(frame, 2009, running_month(date(2009, 6, 30)))
    assert found == {(A, "activation_degree"): 55.0, (A, "contact_interviews_on_time"): pytest.approx(100 / 1.2)}
    assert _observed(empty(Observations), 2009, running_month(date(2009, 6, 30))) == {}


@pytest.fixture
def drawn(tmp_path):
    """The charts of a table of lines, as XML, with the description of each."""

    def make(frame):
        path = tmp_path / "diagram.xlsx"
        columns = tuple(str(field) for field in CentreEconomy.fields)
        with new_book(path) as book:
            Formats(book, words())
            sheet = book.add_worksheet("Økonomi")
            for row, line in enumerate(frame[list(columns)].astype(object).to_numpy().tolist(), start=4):
                sheet.write_row(row, 0, [None if pd.isna(value) else value for value in line])
            economy_charts(sheet, book, columns, frame, 8, words())
            book.set_properties({"created": datetime(2009, 7, 1)})
        with zipfile.ZipFile(path) as package:
            names = sorted(name for name in package.namelist() if "charts/chart" in name)
            charts = [ET.fromstring(package.read(name)) for name in names]
            drawing = package.read("xl/drawings/drawing1.xml").decode() if names else ""
        return charts, drawing

    return make


SPACES = {
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
}


def test_each_centre_with_both_figures_is_a_labelled_point(drawn):
    charts, drawing = drawn(lines())
    points = [
        [
            (each.find(".//c:tx//c:v", SPACES).text, each.find(".//c:xVal//c:v", SPACES).text)
            for each in chart.findall(".//c:scatterChart/c:ser", SPACES)
        ]
        for chart in charts
    ]
    assert points == [[(A, "86.59"), (B, "103")], [(A, "86.59")]]  # C has no budget, B no activation
    for chart in charts:
        labels = chart.findall(".//c:ser/c:dLbls/c:showSerName", SPACES)
        assert [each.get("val") for each in labels] == ["1"] * len(chart.findall(".//c:ser", SPACES))
        titles = ["".join(part.itertext()).strip() for part in chart.findall(".//c:title", SPACES)]
        assert any(text.startswith("Forbrug af købsbudgettet til dato") for text in titles)
        assert chart.find(".//c:legend", SPACES) is None
    assert "Jobcenter A 86,6 % – 92,4 %; Jobcenter B 103,0 % – 80,0 %" in drawing
    assert 'descr="' in drawing


def test_no_point_is_no_chart(drawn):
    bare = centre_economy(follow_up(), BALANCED, {}, words())
    assert drawn(bare) == ([], "")
