"""Reasons and notes: a row of results in, a text out; every why has its sentence, for open and ended years and every rule."""

import math

import pytest

from schemas.codes import Light, Rule, Summary, Unit, Verdict
from schemas.tables import Results
from schemas.why import Why
from schemas.words.vocabulary import LANGUAGES, words
from workbook.documents.prose.doubts import OF_SAMPLES, Drawn, HiddenRange
from workbook.documents.prose.reasons import Grounds, between, note, reason

ROW = {
    Results.UNIT: Unit.PCT, Results.SHOWN_UNIT: Unit.PCT, Results.RULE: Rule.AT_LEAST, Results.SUMMARY: Summary.RATIO,
    Results.MONTHS: 6, Results.MONTHS_COUNTED: 6, Results.MONTHS_OF_GOAL: 12, Results.VERDICT: Verdict.OPEN,
    Results.RESULT: 81.0, Results.TARGET: 95.0, Results.BASELINE: None, Results.TOLERANCE: 0.1, Results.DECIMALS: 1,
    Results.SHOWN_RESULT: 81.0, Results.SHOWN_TARGET: 95.0, Results.SHOWN_TARGET_MAX: None,
    Results.SHOWN_YEAR_TARGET: 95.0, Results.SHOWN_YEAR_TARGET_MAX: None, Results.SHOWN_FORECAST: 83.0,
    Results.SHOWN_RUN_RATE: 81.0, Results.FORECAST_SEASONAL: 83.0, Results.REQUIRED: 109.0, Results.CHANCE: None,
    Results.SHOWN_LOW: None, Results.SHOWN_HIGH: None,
    Results.SHOWN_REQUIRED: 109.0, Results.SHOWN_REQUIRED_MAX: None, Results.TARGET_MAX: None,
    Results.SAMPLE_LOW: 76.4, Results.SAMPLE_HIGH: 85.0, Results.LIGHT: Light.NONE,
}  # fmt: skip
LIKELY = {Results.CHANCE: 0.25, Results.SHOWN_LOW: 81.0, Results.SHOWN_HIGH: 85.5}
SAMPLE = Drawn(81.0, 300.0, 0.95)
HIDDEN = HiddenRange("<5", 0.0, 4.0)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rule", list(Rule))
@pytest.mark.parametrize("is_over", [False, True])
@pytest.mark.parametrize("why", list(Why))
def test_every_why_has_a_sentence(why, is_over, rule, language):
    likely = LIKELY if why in {Why.UNLIKELY, Why.UNSURE} else {}
    sample, hidden = SAMPLE if why in OF_SAMPLES else None, HIDDEN if why is Why.HIDDEN else None
    grounds = Grounds(why, is_over=is_over, border=0.5, sample=sample, hidden=hidden)
    text = reason({**ROW, **likely, Results.RULE: rule}, grounds, words(language))
    assert text and "{" not in text


@pytest.mark.parametrize(
    ("change", "grounds", "text"),
    [
        (
            {},
            Grounds(Why.IMPOSSIBLE),
            "Nås ikke: resten af året kræver 109,0 %, og det kan ikke lade sig gøre (årets måltal 95,0 %)",
        ),
        (
            {},
            Grounds(Why.MISSES_FAR),
            "Prognosen er 83,0 % mod årets måltal 95,0 %; det er uden for tolerancen på 9,5 %-point",
        ),
        ({}, Grounds(Why.NO_DATA, lacks_baseline=True), words().text("why_no_baseline")),
        (
            {Results.TOLERANCE: 0.0},
            Grounds(Why.MISSES_FAR),
            "Prognosen er 83,0 % mod årets måltal 95,0 %, og her er ingen tolerance",
        ),
        (
            {
                Results.RULE: Rule.BAND,
                Results.SHOWN_YEAR_TARGET: 85.0,
                Results.SHOWN_YEAR_TARGET_MAX: 100.0,
                Results.SHOWN_REQUIRED_MAX: 131.0,
            },
            Grounds(Why.IMPOSSIBLE),
            "Nås ikke: resten af året kræver 109,0–131,0 %, og det kan ikke lade sig gøre (årets måltal 85,0–100,0 %)",
        ),
        ({}, Grounds(Why.MET), "Nået: årets måltal 95,0 % er allerede nået med 81,0 %"),
        ({}, Grounds(Why.MET, is_over=True), "Nået: året endte på 81,0 % mod årets måltal 95,0 %"),
        ({Results.RULE: Rule.MILESTONE}, Grounds(Why.NOT_MET), "Ikke nået: milepælen blev ikke nået"),
        (
            {Results.DECIMALS: 2, Results.SHOWN_FORECAST: 3.4, Results.SHOWN_YEAR_TARGET: 3.43, Results.TARGET: 3.43},
            Grounds(Why.MISSES_NEAR),
            "Prognosen er 3,40 % mod årets måltal 3,43 %; det er inden for tolerancen på 0,34 %-point",
        ),
        (
            {},
            Grounds(Why.SAMPLE_CANNOT_TELL, sample=SAMPLE),
            "Stikprøven kan ikke afgøre det: 81,0 % af 300 sager (95 %: 76,4–85,0 %) mod mindst 95,0 %",
        ),
        (
            {},
            Grounds(Why.HIDDEN, hidden=HIDDEN),
            "Lyset kan ikke afgøres: tal er skjult (<5), og resultatet kan være 0,0–4,0 % mod mindst 95,0 %",
        ),
        (
            {Results.RULE: Rule.AT_MOST, Results.SHOWN_YEAR_TARGET: 4.04, Results.VERDICT: Verdict.MET},
            Grounds(Why.MET, hidden=HIDDEN),
            "Tal er skjult (<5), men resultatet er 0,00–4,00 %: årets måltal, højst 4,04 %, er nået, hvad de end er",
        ),
        (
            {Results.VERDICT: Verdict.NOT_MET},
            Grounds(Why.NOT_MET, hidden=HIDDEN),
            "Tal er skjult (<5), men resultatet er 0,0–4,0 %: årets måltal, mindst 95,0 %, er ikke nået, "
            "hvad de end er",
        ),
        (
            {Results.LIGHT: Light.RED},
            Grounds(Why.MISSES_FAR, hidden=HiddenRange("<5, ..", math.nan, 4.0, without_interval=True)),
            "Tal er skjult (<5, ..), og resultatet er 4,0 % eller mindre mod mindst 95,0 %; lysets farve er "
            "rød, hvad de end er (stikprøvens usikkerhed er ikke regnet med, når antallet er skjult)",
        ),
        (
            {},
            Grounds(Why.MET, hidden=HiddenRange("..", 81.0, math.nan, changes=False)),
            "Nået: årets måltal 95,0 % er allerede nået med 81,0 %; skjulte tal (..) kan gøre resultatet til 81,0 % eller "
            "mere, og lyset er det samme",
        ),
        (
            {},
            Grounds(Why.HIDDEN, hidden=HiddenRange("..", math.nan, math.nan)),
            "Lyset kan ikke afgøres: tal er skjult (..), og resultatet kan være hvad som helst mod mindst 95,0 %",
        ),
    ],
)
def test_the_sentences_hold_the_figures(change, grounds, text):
    assert reason({**ROW, **change}, grounds, words()) == text


@pytest.mark.parametrize(
    ("change", "grounds", "keys"),
    [
        ({Results.RESULT: None}, Grounds(Why.NO_DATA), []),
        (LIKELY, Grounds(Why.BEHIND), ["note_equal_volumes"]),
        (LIKELY, Grounds(Why.BEHIND, is_simple=True), ["note_simple", "note_equal_volumes"]),
        ({**LIKELY, Results.SUMMARY: Summary.SUM}, Grounds(Why.BEHIND), ["note_a_month"]),
        ({**LIKELY, Results.SUMMARY: Summary.LAST}, Grounds(Why.BEHIND, is_stock=True), ["note_change_a_month"]),
        ({Results.FORECAST_SEASONAL: None, Results.REQUIRED: None}, Grounds(Why.MEETS), ["note_one_method"]),
        ({Results.REQUIRED: None}, Grounds(Why.MEETS), ["note_two_methods"]),
        ({Results.VERDICT: Verdict.MET}, Grounds(Why.MET), []),
        (
            {Results.VERDICT: Verdict.MET},
            Grounds(Why.MET, sample=Drawn(math.nan, math.nan, 0.95)),
            ["note_sample_without_cases"],
        ),
        ({Results.VERDICT: Verdict.MET}, Grounds(Why.SAMPLE_MEETS, sample=SAMPLE), []),
    ],
)
def test_notes(change, grounds, keys):
    assert note({**ROW, **change}, grounds, words()) == (" ".join(words().text(key) for key in keys) or None)


@pytest.mark.parametrize(
    ("change", "grounds", "because"),
    [
        ({}, Grounds(Why.UNLIKELY, border=1 / 3), "chancen er 25 %, og under 33 % er lyset rødt"),
        ({Results.CHANCE: 0.3331}, Grounds(Why.UNLIKELY, border=1 / 3),
         "chancen er 33,31 %, og under 33,33 % er lyset rødt"),
        ({Results.CHANCE: 0.45}, Grounds(Why.MISSES_FAR, border=0.5),
         "prognosen misser med mere end 9,5 %-point, og chancen er 45 %, under 50 %"),
        ({Results.CHANCE: 0.45, Results.TOLERANCE: 0.0}, Grounds(Why.MISSES_FAR, border=0.5),
         "prognosen misser, her er ingen tolerance, og chancen er 45 %, under 50 %"),
        ({Results.CHANCE: 0.64}, Grounds(Why.MEETS, is_held=True, border=2 / 3),
         "chancen er 64 %, men lyset holdes fra måneden før, for den er tæt på grænsen på 67 %"),
        ({Results.CHANCE: 0.999}, Grounds(Why.MEETS, border=2 / 3), "chancen er over 99 %"),
        ({Results.CHANCE: 0.0}, Grounds(Why.UNLIKELY, border=1 / 3),
         "chancen er under 1 %, og under 33 % er lyset rødt"),
    ],
)  # fmt: skip
def test_a_light_by_chance_says_result_forecast_bounds_requirement_and_why(change, grounds, because):
    text = reason({**ROW, **LIKELY, **change}, grounds, words())
    assert text == (
        "Resultatet er 81,0 %, og året ventes at ende på 83,0 % (81,0–85,5 %) mod måltallet 95,0 %, "
        f"så resten kræver 109,0 %; {because}"
    )


def test_bounds_of_what_is_counted_are_whole():
    counted = {Results.SHOWN_UNIT: Unit.COUNT, Results.SHOWN_LOW: 640.2, Results.SHOWN_HIGH: 688.4}
    assert between({**ROW, **counted}, words()) == "640–689"
