"""The reward line by line: one workbook's, and all of them together."""

from datetime import date

import pytest

from macros.steps.economy.reward_parts import REWARD_CODES, RewardPart, reward_of
from schemas.frames import is_missing, records
from schemas.issues.issue import Place, catalogue
from schemas.reading import empty, frame_of
from schemas.rules.reward_rules import REWARD_DECISION_RULES
from schemas.tables import Centres, Services
from schemas.words.vocabulary import words
from tests.unit.macros.economy.support import YEARS, basis, decisions, services

RULE = {"reward_per_person": 5000.0, "reward_attainment_cap": 1.0}
CENTRES = ("Jobcenter A", "Jobcenter B", "Jobcenter C")
ATTAINED = dict(zip(CENTRES, (0.9, 1.05, 0.8), strict=True))
ACTIVITY = decisions(*zip(CENTRES, (400, 300, 300), strict=True))


def part(basis_rows=YEARS, decided=None, attained=None, workbook="a.xlsx", parameters=RULE):
    decided = decisions() if decided is None else decided
    return RewardPart(workbook, "Belønning", basis(*basis_rows), decided, attained or {}, parameters)


def reward(*parts, catalogue=None, shared=True, language="da"):
    found = reward_of(
        parts, empty(Services) if catalogue is None else catalogue, empty(Centres), 2009, words(language), shared
    )
    return records(found.frame), found.issues


def of(rows, line):
    return [row for row in rows if row["reward_line"] == line]


def amounts(rows):
    return [None if is_missing(row["amount"]) else row["amount"] / 100 for row in of(rows, "share")]


@pytest.mark.parametrize(
    ("cap", "expected"), [(1.0, [1260000, 1050000, 840000]), (0.0, [1239344.26, 1084426.23, 826229.51])]
)
def test_the_acceptance_case(cap, expected):
    rows, issues = reward(part(decided=ACTIVITY, attained=ATTAINED, parameters={**RULE, "reward_attainment_cap": cap}))
    assert issues == []
    assert [row["persons"] for row in rows[:6]] == [21000, 19530, 30000, 28800, 20160, 630]
    (bonus,) = of(rows, "bonus")
    assert (bonus["amount"], "august 2010" in bonus["note"]) == (315000000, True)
    assert amounts(rows) == expected
    assert [row["balanced_attainment"] for row in of(rows, "share")] == [0.9, min(1.05, cap or 2), 0.8]
    assert {row["status"] for row in rows} == {"forslag"}


def test_one_workbook_alone_knows_the_bonus_and_not_the_sharing():
    rows, issues = reward(part(decided=ACTIVITY, attained={"Jobcenter A": 0.9}), shared=False)
    (share,) = of(rows, "share")
    assert (issues, share["activity"], share["balanced_attainment"]) == ([], 400, 0.9)
    assert is_missing(share["amount"]) and is_missing(share["bonus_share"])
    assert "samlede projektmappe" in share["note"]
    assert of(rows, "bonus")[0]["amount"] == 315000000


@pytest.mark.parametrize(("now", "note"), [(20160, "20.160"), (20500, "20.500")])
def test_no_bonus_says_why(now, note):
    rows, issues = reward(part([YEARS[0], ("2009", now, 28800)], ACTIVITY, ATTAINED))
    (bonus,) = of(rows, "bonus")
    assert (bonus["amount"], issues) == (0, [])
    assert "Ingen bonus" in bonus["note"] and note in bonus["note"]
    assert amounts(rows) == [0, 0, 0]


def test_a_benchmark_with_a_missing_month_is_refused_and_the_month_named():
    months = [(f"2009-{month:02d}", 19530, None if month == 11 else 28800) for month in range(1, 13)]
    rows, issues = reward(part([YEARS[0], *months], ACTIVITY, ATTAINED))
    assert rows == []
    assert [issue.code for issue in issues] == ["reward_months_missing"]
    assert "Resten af Sjælland: 2009-11." in issues[0].message(words())
    assert not issues[0].is_error  # the rest of the recalculation goes on


def test_what_both_columns_lack_is_said_once():
    rows, issues = reward(part([YEARS[0], ("2009-01", 1, 1)]))
    assert (rows, len(issues)) == ([], 1)
    text = issues[0].message(words())
    assert text.count("2009-12") == 1 and "Egne helårsmodtagere og Resten af Sjælland: 2009-02, " in text


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([*YEARS, YEARS[1]], "reward_twice"),
        ([*YEARS, ("2009-01", 1, 1)], "reward_year_and_months"),
        ([*YEARS, ("2009-H1", 1, 1)], "reward_length"),
        ([YEARS[0], ("2009", -1, 28800)], "reward_negative"),
        ([YEARS[0], ("2009", 2e13, 28800)], "reward_unlikely"),
        ([("2008", 21000, 1e-12), YEARS[1]], "reward_unlikely"),
        ([("2008", 21000, 0), YEARS[1]], "reward_benchmark_zero"),
    ],
)
def test_a_basis_that_is_no_basis(rows, code):
    found, issues = reward(part(rows, ACTIVITY, ATTAINED))
    assert found == []
    assert code in {issue.code for issue in issues}


def test_a_finding_points_at_its_cell():
    cells = {(1, "benchmark"): Place("a.xlsx", "Belønning", 6, "Resten af Sjælland", "C6")}
    told = part([YEARS[0], ("2009", 19530, 0)])
    _, issues = reward(RewardPart(told.workbook, told.sheet, told.basis, told.decisions, {}, RULE, cells))
    assert [issue.place.cell for issue in issues] == ["C6"]


@pytest.mark.parametrize(
    ("rows", "status"),
    [
        ([("Jobcenter A", 400, "Udvalget", date(2010, 8, 18))], "godkendt af Udvalget den 18-08-2010"),
        ([("Jobcenter A", 400, "Udvalget", None)], "forslag"),
        ([("Jobcenter A", 400, None, date(2010, 8, 18))], "forslag"),
        (
            [(None, None, "Udvalget", date(2010, 8, 18)), (None, None, "Organisationerne", date(2010, 7, 1))],
            "godkendt af Organisationerne den 01-07-2010 og godkendt af Udvalget den 18-08-2010",
        ),
        ([(None, None, "Udvalget", date(2010, 8, 18))] * 2, "godkendt af Udvalget den 18-08-2010"),
    ],
)
def test_a_proposal_until_somebody_approved_it(rows, status):
    found, _ = reward(part(attained=ATTAINED), part([], decisions(*rows), workbook="b.xlsx"))
    assert {row["status"] for row in found} == {status}


def test_workbooks_with_the_same_basis_count_once_and_complete_each_other():
    own = [("2008", 21000, None), ("2009", 19530, None)]
    benchmark = [("2008", 21000, 30000), ("2009", None, 28800)]
    for second in (YEARS, benchmark):
        first = YEARS if second is YEARS else own
        rows, issues = reward(part(first, ACTIVITY, ATTAINED), part(second, workbook="b.xlsx"))
        assert (issues, of(rows, "bonus")[0]["amount"]) == ([], 315000000)


def test_workbooks_that_contradict_each_other_are_both_named():
    other = [("2008", 21000, 30100), ("2009", 19530, 28800)]
    rows, issues = reward(part(attained=ATTAINED), part(other, workbook="b.xlsx"), part(workbook="c.xlsx"))
    assert (rows, [issue.code for issue in issues]) == ([], ["reward_bases_differ"])
    assert issues[0].message(words()).endswith("»Resten af Sjælland« for 2008 er 30000 i a.xlsx og 30100 i b.xlsx.")


def test_rules_that_differ_are_both_named():
    rows, issues = reward(part(), part(workbook="b.xlsx", parameters={**RULE, "reward_per_person": 6000.0}))
    assert (rows, [issue.code for issue in issues]) == ([], ["reward_rules_differ"])
    assert all(text in issues[0].message(words()) for text in ("reward_per_person", "5000", "6000", "a.xlsx", "b.xlsx"))


CATALOGUE = services(
    ("Jobcenter A", "Tilbud", "Jobcenter B", "Jobcenter A", 10000, 40),
    ("Jobcenter A", "Kontakt", "Jobcenter A", "Jobcenter A", 500.5, 10),
    ("Jobcenter B", "Sprog", "Jobcenter B", "Sprogcenter", 2000, 7),
)


def test_activity_without_a_written_one_is_the_catalogues_value():
    rows, issues = reward(part(attained=ATTAINED), catalogue=CATALOGUE)
    shares = of(rows, "share")
    assert [row["activity"] for row in shares[:2]] == [40 * 10000 + 5005, 40 * 10000 + 14000]
    assert [word in row["note"] for row, word in zip(shares, ("udfører", "bestiller", "hverken"), strict=True)] == [
        True
    ] * 3
    assert (amounts(rows)[2], issues) == (0, [])
    assert sum(amounts(rows)) == pytest.approx(3150000, abs=1e-6)


def test_activities_of_two_kinds_are_said():
    rows, issues = reward(part(attained=ATTAINED, decided=decisions(("Jobcenter C", 12))), catalogue=CATALOGUE)
    assert [issue.code for issue in issues] == ["reward_activity_mixed"]
    assert sum(amounts(rows)) == pytest.approx(3150000, abs=1e-6)


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        ((("Jobcenter A", 400), ("Jobcenter A", 401), ("Jobcenter B", 1)), ["reward_activity_twice"]),
        ((("Jobcenter A", 400), ("Jobcenter A", 400), ("jobcenter b", 1)), []),
        ((("Jobcenter A", 400), ("Jobcenter Z", 1)), ["reward_unknown_centre"]),
        ((("Jobcenter A", 400), (None, 7)), ["reward_activity_of_nobody"]),
        ((("Jobcenter A", -1),), ["reward_nobody_shares"]),
        ((), ["reward_nobody_shares"]),
    ],
)
def test_activities_that_cannot_be_used_are_said(rows, codes):
    found, issues = reward(part(attained=ATTAINED, decided=decisions(*rows)))
    assert [issue.code for issue in issues] == codes
    assert len(of(found, "share")) == 3


def test_nothing_entered_is_nothing_said():
    assert reward(part([], attained=ATTAINED)) == ([], [])


def test_english():
    rows, _ = reward(part(decided=ACTIVITY, attained=ATTAINED), language="en")
    assert "released about august 2010" in of(rows, "bonus")[0]["note"].casefold()
    assert rows[0]["status"] == "proposal"


def test_every_code_of_the_reward_is_told_anew_of_all_centres_together():
    of_rows = {rule.code for rule in REWARD_DECISION_RULES}
    assert {code for code in catalogue() if code.startswith("reward_")} - of_rows == REWARD_CODES


def test_a_total_and_a_group_whose_centres_share_do_not_share_themselves():
    both = {**ATTAINED, "Gruppen": 1.0, "BIF i alt": 1.0}
    decided = decisions(*zip(both, (400, 300, 300, 1000, 1000), strict=True))
    centres = frame_of(Centres, [{Centres.CENTRE: name, Centres.GROUP: "Gruppen"} for name in CENTRES])
    found = reward_of([part(decided=decided, attained=both)], empty(Services), centres, 2009, words(), True)
    assert amounts(records(found.frame)) == [1260000, 1050000, 840000]
