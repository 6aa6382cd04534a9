"""Drawings of a goal's months: what they tell in words, the figures behind them, and that they come out alike."""

import re
from dataclasses import replace

import pytest

from schemas.words.vocabulary import words
from tests.unit.workbook.documents.sample import TREND
from workbook.documents.drawing import figures_behind, spark_picture, told, trend_picture

BAND = replace(TREND, target=85.0, target_max=100.0, outlook=None)


@pytest.mark.parametrize(
    ("trend", "text"),
    [
        (TREND, "Fra 80,0 % i jan til 81,4 % i jun. Mål: 95,0 %. Prognose for året: 83,2 % (80,1–86,0 %)."),
        (BAND, "Fra 80,0 % i jan til 81,4 % i jun. Mål: 85,0–100,0 %."),
        (replace(TREND, values=(80,), target=None, outlook=None), "80,0 % i jan."),
        (replace(TREND, values=()), "Der er ingen tal at vise."),
        (replace(TREND, values=(None, float("nan"))), "Der er ingen tal at vise."),
    ],
)
def test_what_a_drawing_tells_in_words(trend, text):
    assert told(trend, words()) == text


def test_the_figures_behind_it_are_all_of_them():
    rows = [[cell.text for cell in row] for row in figures_behind(TREND, words("en")).rows]
    assert len(rows) == 13
    assert rows[1] == ["feb", "82.5 %", "95.0 %"]
    assert rows[2] == ["mar", "–", "95.0 %"]
    assert rows[12] == ["Forecast", "83.2 % (80.1–86.0 %)", "–"]


@pytest.mark.parametrize("make", [trend_picture, spark_picture])
def test_a_drawing_comes_out_alike_each_time(make):
    drawn = [make(TREND, words()).draw("svg") for _ in range(2)]
    assert drawn[0] == drawn[1]
    assert make(BAND, words()).draw("png").startswith(b"\x89PNG")


def test_its_letters_stay_letters_and_each_line_is_named():
    svg = trend_picture(TREND, words()).draw("svg").decode()
    texts = re.findall(r">([^<>]+)</text>", svg)
    assert {"jan", "dec", "Mål 95,0 %", "Resultat jun 81,4 %"} <= set(texts)
    assert "Arial" in svg


def test_lines_are_told_apart_without_colour():
    svg = spark_picture(TREND, words()).draw("svg").decode()
    assert len(set(re.findall(r"stroke-dasharray: ([\d., ]+)", svg))) == 2


@pytest.mark.parametrize("values", [(), (None,) * 12, (5.0,), (0.0,) * 12])
def test_months_without_figures_or_change_are_drawn_too(values):
    assert trend_picture(replace(TREND, values=values, outlook=None), words()).draw("svg")
