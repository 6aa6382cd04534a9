"""Targets as contracts print them: what is certain is taken, and what may be read in two ways is not."""

import pytest

from schemas.text.printed_targets import read_printed
from schemas.text.values import Decimal

CELL, SENTENCE = True, False
PRINTED = [
    # as printed, whether alone in its cell, and: rule, basis, target, target_max, unit, baseline period, baseline
    ("mindst 650", CELL, "at_least", "absolute", 650, None, None, None, None),
    ("højst 3 %", CELL, "at_most", "absolute", 3, None, "pct", None, None),
    ("≤ 3 %", CELL, "at_most", "absolute", 3, None, "pct", None, None),
    ("at least 95 per cent", CELL, "at_least", "absolute", 95, None, "pct", None, None),
    ("85-100 %", CELL, "band", "absolute", 85, 100, "pct", None, None),
    ("mellem 85 og 100 pct.", CELL, "band", "absolute", 85, 100, "pct", None, None),
    ("Min. 95 %, maks. 100 %", CELL, "band", "absolute", 95, 100, "pct", None, None),
    ("fald på 5,5 % i forhold til ultimo 2008", CELL, "at_most", "change_pct", -5.5, None, None, "2008-12", None),
    ("10 pct. færre end i 2008", CELL, "at_most", "change_pct", -10, None, None, "2008", None),
    ("Fald på 10 pct.-point fra 2008", CELL, "at_most", "change_points", -10, None, "pct", "2008", None),
    ("højst 2,6 pct. flere end i 2008", CELL, "at_most", "change_pct", 2.6, None, None, "2008", None),
    ("Uændret i forhold til 2008", CELL, None, "maintain", None, None, None, "2008", None),
    ("ja", CELL, "milestone", "absolute", 1, None, "yes_no", None, None),
    ("650", CELL, None, "absolute", 650, None, None, None, None),
    ("95 %", CELL, None, None, 95, None, None, None, None),
    ("-10 %", CELL, None, None, None, None, None, None, None),
    ("< 3 %", CELL, None, None, 3, None, None, None, None),
    ("12 mio. kr.", CELL, None, None, None, None, None, None, None),
    ("31.12.2009", CELL, None, None, None, None, None, None, None),
    ("Reduktion: 10 %", CELL, None, None, None, None, None, None, None),
    ("reduceres til max. 3 måneder", SENTENCE, "at_most", "absolute", 3, None, "months", None, None),
    ("nedbringes fra 20,4 dage i 2008 til 17,3 dage", SENTENCE, "at_most", "absolute", 17.3, None, "days", "2008", 20.4),
    ("5 pct. ned, fra 412.854 kWh i 2008", SENTENCE, "at_most", "change_pct", -5, None, "kwh", "2008", 412854),
    ("må maksimalt stige med 2,6 pct.", SENTENCE, "at_most", "change_pct", 2.6, None, None, None, None),
    ("må falde med højst 5 pct.", SENTENCE, "at_least", "change_pct", -5, None, None, None, None),
    ("skal stige med mindst 2 procentpoint", SENTENCE, "at_least", "change_points", 2, None, "pct", None, None),
    ("raten på 3,43 pct. fastholdes fra 2008", SENTENCE, None, "maintain", None, None, "pct", "2008", 3.43),
    ("36 pct. er i job i min. 3 måneder", SENTENCE, None, "absolute", 36, None, "pct", None, None),
    ("Mindst 95 pct. af unge under 30 år", SENTENCE, "at_least", "absolute", 95, None, "pct", None, None),
    ("min. 77 point, svarende til 2,5 pct. op", SENTENCE, "at_least", "absolute", 77, None, "points", None, None),
    ("nedbringes fra 20,4 til 17,3 dage i forhold til 2008", SENTENCE, "at_most", "absolute", 17.3, None, "days", "2008", 20.4),
    ("nedbringes fra 20,4 til 17,3 dage", SENTENCE, "at_most", "absolute", 17.3, None, "days", None, 20.4),
    # each may be read in two ways
    ("falder med 5,5 % i forhold til ultimo 2008 og mindst 85 pct. er tilfredse", SENTENCE, None, None, None, None, None, None, None),
    ("falder med 5,5 % i forhold til 2008, og 85 pct. er tilfredse", SENTENCE, None, None, None, None, None, None, None),
    ("80 pct. fastholdes i job", SENTENCE, None, None, None, None, None, None, None),
    ("Mindst en samtale for 95 pct. af de ledige", SENTENCE, None, "absolute", 95, None, "pct", None, None),
    ("95 pct. af samtalerne holdes til tiden", SENTENCE, None, "absolute", 95, None, "pct", None, None),
    ("højst 2,6 pct. flere end 1.472", CELL, None, None, None, None, None, None, None),
    ("nedbringes til 95 pct. af 2008-niveauet", SENTENCE, None, None, None, None, None, None, None),
    ("10 % under 2008", SENTENCE, None, None, None, None, None, None, None),
    ("mindst 95 pct. af de 650 borgere", SENTENCE, None, None, None, None, None, None, None),
    ("falder til 3 pct. og til 5 dage", SENTENCE, None, None, None, None, None, None, None),
    ("Alle henvendelser besvares inden 10 dage", SENTENCE, None, None, None, None, None, None, None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "is_cell", "rule", "basis", "target", "upper", "unit", "period", "baseline"),
    PRINTED,
    ids=[row[0] for row in PRINTED],
)
def test_a_printed_target_tells_what_is_certain(text, is_cell, rule, basis, target, upper, unit, period, baseline):
    found = read_printed(text, Decimal.COMMA, 2009, is_cell)
    told = (found.rule, found.basis, found.target, found.target_max, found.unit, found.baseline)
    assert told == (rule, basis, target, upper, unit, baseline)
    assert (str(found.baseline_period) if found.baseline_period else None) == period
    assert found.says_target or found.doubt or found.target is None


def test_a_figure_that_is_a_thousand_or_a_decimal_is_left_open():
    assert read_printed("mindst 1.472", Decimal.UNKNOWN, 2009).doubt == "register_why_number"
    assert read_printed("mindst 1.472", Decimal.COMMA, 2009).target == 1472
