"""What stands around a table, or beside its figures, and changes what they are: it is refused, or pointed at."""

from datetime import datetime

import pytest

from tests.unit.workbook.exports.messy.messy import DEGREE, HEADER, JKN, JKS, PLACED, POWER

P, D, E, OT = PLACED, DEGREE, POWER, "offers_on_time"
PLAIN = [["Center", "jan 2009", "feb 2009"], [JKN, 50, 51], [JKS, 50, 52]]
LATE = [["Center", "okt", "nov", "dec"], [JKN, 30, 33, 31], [JKS, 50, 52, 51]]
LIST = [HEADER, [JKS, P, "2009-01", 50], [JKS, P, "2009-02", 52]]


@pytest.mark.parametrize(
    ("rows", "issue"),
    [
        # weeks, sums to date and quarters are no months
        ([[P], ["Uge", JKN, JKS], ["2009-05", 30, 50]], ("length_contradicts", "A2")),
        ([[P], ["Uge", "2009-05", "2009-06"], [JKN, 30, 33], [JKS, 50, 52]], ("length_contradicts", "A2")),
        ([[P], [None, "Uge"], ["Center", "2009-05", "2009-06"], [JKN, 30, 33], [JKS, 50, 52]],
         ("length_contradicts", "B2")),
        ([[P], ["Ugenr.", JKN, JKS], [datetime(2009, 1, 26), 30, 50], [datetime(2009, 2, 2), 33, 52]],
         ("length_contradicts", "A2")),
        ([[P], ["Til og med", "jan 2009", "feb 2009"], [JKN, 30, 63], [JKS, 50, 102]], ("length_contradicts", "A2")),
        ([[P], ["Til og med", JKN, JKS], ["jan 2009", 30, 50], ["feb 2009", 63, 102]], ("length_contradicts", "A2")),
        ([[f"{P} pr. kvartal"], ["Center", "2009-1", "2009-2"], [JKN, 94, 90], [JKS, 153, 150]],
         ("length_contradicts", "A1")),
        ([[P], ["Kvartal", JKN, JKS], [200901, 94, 153], [200902, 90, 150]], ("length_contradicts", "A2")),
        ([["Ugentlig opgørelse"], *LIST], ("length_contradicts", "A1")),
        ([HEADER, [JKS, P, "uge 6 2009", 12]], ("week_for_month", "C2")),
        ([[P], ["Center", "Uge 5", "Uge 9"], [JKN, 1, 2], [JKS, 3, 4]], ("week_for_month", "B2")),
        # a report that was made before the months that it would be read as
        ([["Ledelsesinformation, januar 2009"], [P], *LATE], ("year_unclear", "B3")),
        ([[P], [None, datetime(2009, 1, 12)], *LATE], ("year_unclear", "B3")),
        ([["Last Refresh Date: 12-01-2009"], [P], *LATE], ("year_unclear", "B3")),
        ([[P], *LATE, ["Kilde: Jobindsats.dk, opdateret 15. januar 2009"]], ("year_unclear", "B2")),
        ([["Dato: 12-01-2009"], HEADER, [JKS, P, "okt", 50], [JKS, P, "jan", 51]], ("year_unclear", "C3")),
        # filters below
        ([[P], ["Center", "jan", "feb"], [JKN, 20, 21], [JKS, 40, 41], [], ["År: 2008"]], ("year_unclear", "B2")),
        ([*LIST, [], ["Applied filters:\nType is Mål"]], ("title_no_results", "A5")),
        ([[P], *PLAIN, [], ["Anvendte filtre:\nType er Mål"]], ("title_no_results", "A6")),
        # parts, units and scales where nobody looks
        ([[OT], [None, "Nævner"], *PLAIN], ("title_no_results", "B2")),
        ([[D], [None, "Antal i alt"], *PLAIN], ("unit_disagrees", "B2")),
        ([[P], *PLAIN, [], ["Enhed: Pct."]], ("percent_for_other_unit", "A6")),
        ([[E], [*PLAIN[0], "(1.000 kWh)"], *PLAIN[1:]], ("title_scale", "D2")),
        ([[E], ["*1000"], *PLAIN], ("title_scale", "A2")),
        ([[D], PLAIN[0], [JKN, 1, 2], [JKS, (51.5, '0.0"‰"'), 2]], ("unit_disagrees", "B4")),
        ([[E], PLAIN[0], [JKN, 1, 2], [JKS, (34, '0" tus."'), 2]], ("title_scale", "B4")),
        ([[P], PLAIN[0], [JKN, 1, 2], [JKS, (54, '"mål: "0'), 2]], ("title_no_results", "B4")),
        # further columns of a list
        ([[*HEADER, "Tal"], [JKS, OT, "2009-01", 20, "Nævner"]], ("title_no_results", "E2")),
        ([[*HEADER, "Visning"], [JKS, D, "2009-01", 20, "Antal"]], ("unit_disagrees", "E2")),
        ([[*HEADER, "Akkumuleret"], [JKS, P, "2009-01", 20, "Ja"]], ("title_no_results", "E2")),
        ([[*HEADER, "Enhed"], [JKS, E, "2009-01", 34, "1.000"]], ("title_scale", "E2")),
        ([[*HEADER, "Skala"], [JKS, E, "2009-01", 34, 1000]], ("title_scale", "E2")),
    ],
)  # fmt: skip
def test_what_is_refused(read, rows, issue):
    code, _, issues = read(rows)
    assert (code, issue in issues) == (1, True), issues


@pytest.mark.parametrize(
    ("rows", "issue"),
    [
        *(([[P], *PLAIN, [], [note]], ("note_no_results", "A6")) for note in (
            "Løbende 12 mdr.", "Sum af seneste 12 måneder", "Budgettal", "Numbers are estimates", "Å-t-d",
            "12 months moving average", "Tallene er prognoser fra februar", "Tallene viser afvigelsen fra mål",
        )),
        *(([[P], *PLAIN, [], [note]], ("filter_above", "A6")) for note in (
            "Filter: Alder = 16-29 år", "Udvalgt: Køn = Mand", "Applied filters:\nMålgruppe is Kontanthjælp",
        )),
        ([[*HEADER, "Status"], [JKS, OT, "2009-01", 5, "Ikke rettidig"]], ("filter_column", "E2")),
        ([[OT], ["Center", "Status", "jan 2009"], [JKN, "Ikke rettidig", 10], [JKS, "Ikke rettidig", 5]],
         ("filter_column", "B3")),
    ],
)  # fmt: skip
def test_what_is_pointed_at(read, rows, issue):
    code, _, issues = read(rows)
    assert (code, issue in issues) == (0, True), issues


@pytest.mark.parametrize("sheet", ["Løbende 12 mdr", "Budgettal", "Nævner"])
def test_a_sheets_name_may_say_it(read, sheet):
    assert ("title_no_results", None) in read([[OT], *PLAIN], sheet=sheet)[2]


@pytest.mark.parametrize(
    "rows",
    [
        [["Ledelsesinformation, december 2009"], [P], *LATE],
        [["Data fra januar 2009"], [P], *LATE],
        [["Dato: 12-01-2010"], [P], *LATE],
        [[P], *LATE, ["År: 2009"]],
    ],
)
def test_what_speaks_against_nothing(read, rows):
    code, figures, issues = read(rows)
    assert (code, figures) == (0, {(P, f"2009-{10 + at}"): value for at, value in enumerate((50, 52, 51))}), issues


@pytest.mark.parametrize(
    "rows",
    [
        [[D], *PLAIN, [], ["Enhed: pct."]],
        [[P], [None, "Måned"], *PLAIN],
        [[P], ["Kvartal", "Måned", JKN, JKS], ["1. kvt. 2009", "jan 2009", 50, 50], [None, "feb 2009", 51, 52]],
        [[P], *PLAIN, [], ["Type: Resultat"]],
        [HEADER, [JKS, P, "2009-01", 50], [JKS, P, "2009-02", 52], [], ["Note: uden prognose"]],
        [[f"{P} efter område og tid"], [], [None, "2009M01", "2009M02"], *PLAIN[1:]],
        [[P], PLAIN[0], [], *PLAIN[1:]],
        [[JKS], ["Mål", "jan 2009", "feb 2009"], [P, 50, 52]],
    ],
)
def test_what_changes_nothing(read, rows):
    measure = D if rows[0] == [D] else P
    code, figures, issues = read(rows)
    assert (code, figures) == (0, {(measure, "2009-01"): 50, (measure, "2009-02"): 52}), issues
    assert not {name for name, _ in issues} & {"note_no_results", "filter_above", "title_unread"}
