"""The report's sentences: each chosen by the situation, none that says more than the figures."""

from datetime import date

import pytest

from schemas.codes import Light, Rule, ShowAs, Summary, Unit, Verdict, YearProfile, YesNo
from schemas.tables import Goals, Results
from schemas.words.vocabulary import LANGUAGES, words
from workbook.documents.prose.goal_standing import (
    Standing,
    about_one,
    about_several,
    judged,
    lights_counted,
    listed,
    outlook,
    verdict,
)
from workbook.documents.prose.shown_figures import Shown, decimals_of, is_small

ROW = {
    Results.UNIT: Unit.PCT, Results.SHOWN_UNIT: Unit.PCT, Results.RULE: Rule.AT_LEAST, Results.SUMMARY: Summary.MEAN,
    Results.PROFILE: YearProfile.FLAT, Results.RESULT: 91.0, Results.DIFFERENCE: -4.0, Results.TARGET: 95.0,
    Results.TARGET_MAX: None, Results.TOLERANCE: 0.1, Results.DECIMALS: 1, Results.SHOWN_RESULT: 91.0,
    Results.SHOWN_TARGET: 95.0, Results.SHOWN_TARGET_MAX: None, Results.SHOWN_DIFFERENCE: -4.0,
    Results.SHOWN_YEAR_TARGET: 95.0, Results.SHOWN_YEAR_TARGET_MAX: None, Results.FAVOURABLE: YesNo.NO,
    Results.FORECAST: 91.0, Results.SHOWN_FORECAST: 91.0, Results.CHANCE: None, Results.YELLOW_CHANCE: None,
    Results.SHOWN_LOW: None, Results.SHOWN_HIGH: None, Results.SHOWN_REQUIRED: 99.0, Results.SHOWN_REQUIRED_MAX: None,
    Results.BASELINE: None, Results.IMPOSSIBLE: YesNo.NO, Results.VERDICT: Verdict.OPEN, Results.LIGHT: Light.YELLOW,
    Results.COMPUTED_LIGHT: Light.YELLOW, Results.ASSESSMENT: None, Results.ASSESSMENT_REASON: None,
    Results.ASSESSED_BY: None, Results.ASSESSED_ON: None, Results.MONTHS_OF_GOAL: 12, Results.IS_HELD: YesNo.NO,
}  # fmt: skip
MOST = {
    Results.RULE: Rule.AT_MOST, Results.UNIT: Unit.DAYS, Results.SHOWN_UNIT: Unit.DAYS, Results.RESULT: 7.5,
    Results.SHOWN_RESULT: 7.5, Results.TARGET: 5.6, Results.SHOWN_TARGET: 5.6, Results.SHOWN_YEAR_TARGET: 5.6,
    Results.DIFFERENCE: 1.9, Results.SHOWN_DIFFERENCE: 1.9, Results.FORECAST: 7.5, Results.SHOWN_REQUIRED: 5.0,
    Results.COMPUTED_LIGHT: Light.RED, Results.LIGHT: Light.RED,
}  # fmt: skip
BAND = {
    Results.RULE: Rule.BAND, Results.TARGET: 85.0, Results.TARGET_MAX: 100.0, Results.SHOWN_TARGET: 85.0,
    Results.SHOWN_TARGET_MAX: 100.0, Results.SHOWN_YEAR_TARGET: 85.0, Results.SHOWN_YEAR_TARGET_MAX: 100.0,
}  # fmt: skip
AHEAD = {
    Results.RESULT: 96.0, Results.SHOWN_RESULT: 96.0, Results.DIFFERENCE: 1.0, Results.SHOWN_DIFFERENCE: 1.0,
    Results.FAVOURABLE: YesNo.YES, Results.SHOWN_REQUIRED: 94.0, Results.FORECAST: 96.0,
    Results.COMPUTED_LIGHT: Light.GREEN, Results.LIGHT: Light.GREEN,
}  # fmt: skip
NOTHING = {
    Results.RESULT: None, Results.DIFFERENCE: None, Results.SHOWN_RESULT: None, Results.SHOWN_DIFFERENCE: None,
    Results.LIGHT: Light.NONE, Results.COMPUTED_LIGHT: Light.NONE, Results.FORECAST: None, Results.SHOWN_FORECAST: None,
}  # fmt: skip
LIKELY = {Results.CHANCE: 0.25, Results.YELLOW_CHANCE: 0.66, Results.SHOWN_FORECAST: 92.4, Results.SHOWN_LOW: 91.0,
          Results.SHOWN_HIGH: 93.5}  # fmt: skip


def standing(change=(), goal=(), language="da", centre="CKB", masked=False):
    row = {**ROW, **dict(change)}
    shown = Shown(row, decimals_of([row]), words(language), masked)
    return Standing({Goals.SHOW_AS: ShowAs.LEVEL, **dict(goal)}, shown, centre)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, "CKB har nået 91 % mod mindst 95 %. Der mangler 4 %-point."),
        (AHEAD, "CKB har nået 96 % mod mindst 95 % og ligger 1 %-point over måltallet."),
        (
            {Results.RESULT: 95.0, Results.SHOWN_RESULT: 95.0, Results.DIFFERENCE: 0.0, Results.SHOWN_DIFFERENCE: 0.0},
            "CKB ligger på 95 % og rammer dermed måltallet.",
        ),
        (MOST, "CKB ligger på 7,5 dage mod højst 5,6 dage. Det er 1,9 dage for meget."),
        (
            {**BAND, Results.RESULT: 70.0, Results.SHOWN_RESULT: 70.0, Results.SHOWN_DIFFERENCE: -15.0},
            "CKB ligger på 70 % mod 85–100 %: 15 %-point under den nedre grænse og 30 %-point under den øvre.",
        ),
        (
            {**BAND, Results.RESULT: 104.0, Results.SHOWN_RESULT: 104.0, Results.SHOWN_DIFFERENCE: 4.0},
            "CKB ligger på 104 % mod 85–100 %: 4 %-point over den øvre grænse.",
        ),
        (BAND, "CKB ligger på 91 % og dermed inden for det aftalte, 85–100 %."),
        (NOTHING, "CKB har endnu ingen gyldige tal for målet."),
        (
            {Results.DIFFERENCE: None, Results.SHOWN_DIFFERENCE: None, Results.SHOWN_TARGET: None},
            "CKB har nået 91 %. Der er intet måltal til dato at holde det op mod.",
        ),
    ],
)
def test_a_result_against_its_target(change, said):
    assert about_one(standing(change), words()) == said


def test_a_masked_figure_is_in_no_sentence():
    hidden = standing({Results.UNIT: Unit.COUNT, Results.SHOWN_UNIT: Unit.COUNT, Results.RESULT: 3.0}, masked=True)
    assert about_one(hidden, words()) == "Tallet for CKB vises ikke, for det er for lille eller skjult i kilden."
    assert outlook(hidden, words()) == []
    assert hidden.shown.result == "under 5" and hidden.shown.difference == hidden.shown.forecast == "–"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {},
            [
                "Skal måltallet 95 % holde for hele året, skal resten af året give mindst 99 %.",
                "Beregnet lys ▲ Gul: holder niveauet til dato, misses måltallet, men inden for tolerancen på 9,5 %-point.",
            ],
        ),
        (
            LIKELY,
            [
                "Året ventes at ende på 92,4 % (91,0–93,5 %) mod måltallet 95,0 %; chancen for at nå det er 25 %.",
                "Skal måltallet 95,0 % holde for hele året, skal resten af året give mindst 99,0 %.",
            ],
        ),
        (
            {Results.IMPOSSIBLE: YesNo.YES, Results.SHOWN_REQUIRED: 109.0},
            ["Skulle måltallet 95 % nås, måtte resten af året give 109 %, og det kan ikke lade sig gøre."],
        ),
        ({Results.VERDICT: Verdict.MET}, ["Årets måltal 95 % er allerede nået."]),
        ({Results.VERDICT: Verdict.NOT_MET}, ["Årets måltal 95 % kan ikke længere nås."]),
        (NOTHING, []),
        (
            {**AHEAD, Results.RULE: Rule.AT_MOST},
            ["Skal grænsen 95 % holde for hele året, må resten af året højst give 94 %."],
        ),
        (
            {**AHEAD, Results.SUMMARY: Summary.LAST, Results.PROFILE: YearProfile.FLAT},
            [],
        ),
    ],
)
def test_where_the_year_goes(change, said):
    assert outlook(standing(change), words()) == said


def test_several_centres_are_told_together():
    rows = [standing({}, centre="A"), standing(AHEAD, centre="B"), standing(NOTHING, centre="C")]
    assert about_several(rows, words()) == (
        "1 af 2 ligger på det aftalte eller bedre: B. Ringere end aftalt: A (−4 %-point). Uden gyldige tal: C."
    )
    assert about_several(rows[1:2] * 2, words()).startswith("Begge ligger på det aftalte eller bedre: B og B.")
    assert "Tallet vises ikke for D." in about_several([*rows, standing({}, centre="D", masked=True)], words())


def test_an_assessment_stands_with_reason_author_and_day():
    told = {
        Results.ASSESSMENT: Light.GREEN, Results.ASSESSMENT_REASON: "Tilgangen falder. ",
        Results.ASSESSED_BY: "Forvaltningen", Results.ASSESSED_ON: date(2008, 8, 14), Results.LIGHT: Light.GREEN,
    }  # fmt: skip
    assert judged(standing(told), words()) == (
        "Forvaltningen har sat lyset til ● Grøn, hvor beregningen giver ▲ Gul: Tilgangen falder (14-08-2008)."
    )
    alike = {**told, Results.COMPUTED_LIGHT: Light.GREEN}
    assert judged(standing(alike), words()).startswith("Forvaltningen vurderer lyset som beregnet, ● Grøn")
    assert judged(standing(), words()) == ""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("change", [{}, AHEAD, MOST, BAND, NOTHING, LIKELY, {Results.IMPOSSIBLE: YesNo.YES}])
@pytest.mark.parametrize("shown_as", list(ShowAs))
def test_every_situation_has_whole_sentences(language, change, shown_as):
    each = standing(change, {Goals.SHOW_AS: shown_as}, language)
    texts = [about_one(each, words(language)), *outlook(each, words(language)), verdict(each, words(language))]
    assert all(text.endswith(".") and "{" not in text and "None" not in text and "nan" not in text for text in texts)


@pytest.mark.parametrize(
    ("unit", "result", "hides"),
    [
        (Unit.COUNT, 4.0, True),
        (Unit.COUNT, 0.0, True),
        (Unit.COUNT, 5.0, False),
        (Unit.POINTS, 0.0, False),
        (Unit.PCT, 2.0, False),
        (Unit.DAYS, 4.8, False),
        (Unit.COUNT, None, False),
    ],
)
def test_only_small_counts_are_hidden(unit, result, hides):
    assert is_small({Results.UNIT: unit, Results.RESULT: result}) is hides


def test_a_difference_of_an_amount_is_told_in_per_cent_too():
    row = {**ROW, Results.UNIT: Unit.COUNT, Results.SHOWN_UNIT: Unit.COUNT, Results.SHOWN_RESULT: 281.0,
           Results.SHOWN_TARGET: 282.0, Results.SHOWN_YEAR_TARGET: 282.0, Results.SHOWN_DIFFERENCE: -1.0}  # fmt: skip
    assert Shown(row, 0, words()).difference == "−1 (0 %)"


def test_names_and_lights_in_a_row():
    assert [listed(list("ABC")[:count], words()) for count in range(4)] == ["", "A", "A og B", "A, B og C"]
    lights = [Light.GREEN, Light.RED, Light.RED, Light.NONE]
    assert lights_counted(lights, words()) == "◆ 2 røde, ● 1 grønt og ○ 1 uden data"
    assert lights_counted(lights, words("en")) == "◆ 2 red, ● 1 green and ○ 1 without data"


@pytest.mark.parametrize(
    ("light", "chance", "held", "said"),
    [
        (
            Light.GREEN,
            0.63,
            YesNo.YES,
            "Beregnet lys ● Grøn: det holdes fra måneden før, for chancen er tæt på en grænse.",
        ),
        (Light.YELLOW, 0.71, YesNo.YES, "Beregnet lys ▲ Gul: det holdes fra måneden før"),
        (Light.YELLOW, 0.86, YesNo.NO, "Beregnet lys ▲ Gul: målet ventes nået, men resultatet til dato er bagud"),
        (Light.YELLOW, 0.50, YesNo.NO, None),
        (Light.GREEN, 0.90, YesNo.NO, None),
    ],
)
def test_a_light_other_than_its_chance_gives_has_a_reason(light, chance, held, said):
    told = {Results.CHANCE: chance, Results.YELLOW_CHANCE: 0.66, Results.COMPUTED_LIGHT: light, Results.IS_HELD: held}
    found = " ".join(outlook(standing({**LIKELY, **told}), words()))
    assert said in found if said else "Beregnet lys" not in found


@pytest.mark.parametrize(
    ("note", "is_told"),
    [(None, True), ("Måltallet er årets.", True), ("Om måltallet er kvartalets eller årets, kan ikke ses.", False)],
)
def test_what_the_rest_requires_is_told_where_the_targets_period_is_known(note, is_told):
    found = " ".join(outlook(standing(MOST, {Goals.NOTE: note}), words()))
    assert ("må resten af året højst give" in found) is is_told
