"""The contract with the citizen: a page a target group, the promises, how they were kept, what pays for them."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from macros.steps.documents.citizen_contract import citizen_contract
from macros.steps.documents.citizen_promises import how_often
from macros.steps.documents.contract_source import Followed, contract_sources
from schemas.codes import Basis, Light, Rule, Summary, Unit, Verdict, YearProfile
from schemas.document_codes import CitizenPart
from schemas.frames import records
from schemas.reading import empty, frame_of
from schemas.tables import Accounts, BudgetFollowUp, BudgetLines, CitizenLines, Goals, Results, Services
from schemas.text.periods import parse_period
from schemas.words.vocabulary import words
from tests.unit.macros.documents.blocks import after, every_text, headings, lists, tables, texts
from tests.unit.macros.documents.plain import as_text
from udfs.economy.budget_years import budget_years
from workbook.documents.model import Heading, PageBreak, Paragraph, TextKind

DANISH, ENGLISH = words("da"), words("en")
TODAY = date(2009, 7, 20)
HEADINGS = [
    "Det kan du få hjælp til",
    "Det kan du få tilbudt",
    "Det lover vi dig",
    "Det forventer vi af dig",
    "Det er der penge til",
]


def source_of(year, language=DANISH):
    (source,) = contract_sources([Path(year)], None, None, TODAY, language)[0]
    return source


@pytest.fixture(scope="module")
def of_2009():
    return source_of("2009")


@pytest.fixture(scope="module")
def of_2007():
    return source_of("2007")


def document_of(source, language=DANISH):
    return citizen_contract([source], language)[0]


def followed(*results, is_approved=True, budgets=None):
    usual = {Results.DECIMALS: 1, Results.SHOWN_UNIT: Unit.PCT, Results.RESULT: 1.0}
    frame = frame_of(Results, [{**usual, **each} for each in results])
    return Followed(frame, date(2009, 6, 30), empty(BudgetFollowUp) if budgets is None else budgets, is_approved)


def result(number, value, light, verdict=None, **more):
    return {
        Results.NUMBER: number,
        Results.SHOWN_RESULT: value,
        Results.LIGHT: light,
        Results.VERDICT: verdict,
        **more,
    }


def promises(document, group):
    return tables(after(document, group))[2]


def test_each_target_group_has_a_page_with_help_offers_promises_and_what_is_expected(of_2009):
    document = document_of(of_2009)
    groups = [block.text for block in document.blocks if isinstance(block, Heading) and block.level == 1]
    assert groups == ["Ledige på kontanthjælp", "Unge under 30 år uden uddannelse"]
    breaks = [place for place, block in enumerate(document.blocks) if isinstance(block, PageBreak)]
    assert [document.blocks[place + 1].text for place in breaks] == groups[1:]
    assert headings(document) == [name for group in groups for name in (group, *HEADINGS)]
    assert not document.has_contents
    for group in groups:
        helped, offered, promised, paid = tables(after(document, group))
        assert [table.columns[1].title for table in (helped, offered, promised)] == ["Hvornår"] * 3
        assert all(row[1] not in {"", "–"} for table in (helped, offered, promised) for row in texts(table))
        assert paid.rows
        assert all(block.items for block in lists(after(document, group)))


def test_all_words_of_the_contracts_with_citizens(of_2007, of_2009, golden):
    golden("citizen_2007.txt", as_text(document_of(of_2007)))
    golden("citizen_2009.txt", as_text(document_of(of_2009)))


@pytest.mark.parametrize("year", ["of_2007", "of_2009"])
def test_shipped_text_that_no_source_has_says_that_it_is_an_example(year, request):
    document = document_of(request.getfixturevalue(year))
    groups = [block.text for block in document.blocks if isinstance(block, Heading) and block.level == 1]
    for group in groups:
        at = next(place for place, block in enumerate(document.blocks) if getattr(block, "text", "") == group)
        assert document.blocks[at + 2].text.startswith("Eksempel: teksten er et forslag")


def test_2007_promises_an_answer_within_10_days_every_time(of_2007):
    table = promises(document_of(of_2007), "Alle, der henvender sig til jobcentret")
    assert texts(table) == [
        ["Du får svar inden 10 dage, når du henvender dig", "inden 10 dage", "hver gang"],
        ["En medarbejder på centret tager telefonen, når du ringer", "i åbningstiden", "mindst 90 ud af 100 gange"],
    ]
    assert [line.text for line in table.below] == ["Her kan du i løbet af 2007 se, om vi holder det, vi lover."]


KEPT = [
    (result("1.3", 96.1, Light.GREEN), "96,1 %", "● Grøn: vi er på vej til at holde løftet"),
    (result("1.3", 94.6, Light.YELLOW), "94,6 %", "▲ Gul: det er usikkert, om vi holder løftet"),
    (result("1.3", 87.6, Light.RED), "87,6 %", "◆ Rød: vi ser ikke ud til at holde løftet"),
    (result("1.3", 95.0, Light.GREEN, Verdict.MET), "95,0 %", "● Grøn: vi har holdt løftet"),
    (result("1.3", 90.0, Light.RED, Verdict.NOT_MET), "90,0 %", "◆ Rød: vi har ikke holdt løftet"),
    (result("1.3", 4.0, Light.RED, **{Results.SHOWN_UNIT: Unit.COUNT}), "under 5", "◆ Rød: vi ser ikke ud til at holde løftet"),
    (result("1.3", 0.0, Light.RED, **{Results.SHOWN_UNIT: Unit.COUNT}), "0", "◆ Rød: vi ser ikke ud til at holde løftet"),
]  # fmt: skip


@pytest.mark.parametrize(("row", "so_far", "kept"), KEPT)
def test_how_a_promise_goes_is_told_in_words_beside_its_light(of_2009, row, so_far, kept):
    document = document_of(replace(of_2009, followed=followed(row)))
    talks, offers = texts(promises(document, "Ledige på kontanthjælp"))
    assert talks[3:] == [so_far, kept]
    # The goal of the other one has no result: nothing is claimed of it.
    assert offers[3:] == ["–", "–"]
    assert document.facts.lines[0] == ("Tallene er fra", "30-06-2009")


@pytest.mark.parametrize("is_approved", [True, False])
def test_figures_that_are_not_approved_make_a_draft(of_2009, is_approved):
    source = replace(of_2009, followed=followed(result("1.3", 96.0, Light.GREEN), is_approved=is_approved))
    assert document_of(source).is_draft is not is_approved


def lined(source, *lines):
    usual = {CitizenLines.TARGET_GROUP: "Alle", CitizenLines.TEXT: "Noget"}
    frame = frame_of(CitizenLines, [{**usual, **line} for line in lines])
    return replace(source, papers={**source.papers, CitizenLines.name: frame})


def test_goals_marked_as_promises_that_no_line_speaks_of_are_promised_by_their_title(of_2009):
    source = lined(of_2009, {CitizenLines.PART: CitizenPart.PROMISE, CitizenLines.TEXT: "Til tiden", CitizenLines.GOAL: "1.9"})  # fmt: skip
    assert [row[0] for row in texts(tables(document_of(source).blocks)[0])] == [
        "Til tiden",
        "Jobsamtaler holdt til tiden",
    ]


def test_a_contract_without_lines_holds_its_promises_and_marked_places(of_2009):
    source = lined(of_2009)
    document, issues = citizen_contract([source], DANISH)
    assert [issue.code for issue in issues] == ["no_citizen_lines"]
    assert headings(document)[0] == "Alle borgere"
    kinds = [block.kind for block in document.blocks if isinstance(block, Paragraph)]
    assert kinds.count(TextKind.PLACEHOLDER) == 3
    assert [row[0] for row in texts(tables(document.blocks)[0])] == ["Jobsamtaler holdt til tiden", "Aktiveringstilbud givet til tiden"]  # fmt: skip


def test_what_a_contract_with_citizens_lacks_is_said(of_2009):
    line = {CitizenLines.PART: CitizenPart.PROMISE, CitizenLines.GOAL: "1.1, 1.2"}
    _, issues = citizen_contract([lined(of_2009, line)], DANISH)
    assert [(issue.code, issue.value) for issue in issues] == [("promise_not_marked", "1.1, 1.2")]
    blank = replace(of_2009.inputs, goals=of_2009.inputs.goals.assign(promise=None))
    unpromised = replace(lined(of_2009, {CitizenLines.PART: CitizenPart.HELP}), inputs=blank)
    document, issues = citizen_contract([unpromised], DANISH)
    assert [(issue.code, issue.value) for issue in issues] == [("no_promises", of_2009.holder)]
    assert [block.kind for block in after(document, "Det lover vi dig")] == [TextKind.OWED]


def test_the_budget_that_pays_stands_beside_what_it_pays_for(of_2009):
    budget = {
        BudgetLines.CENTRE: of_2009.holder,
        BudgetLines.ACCOUNT: "purchase",
        BudgetLines.PERIOD: parse_period("2009"),
        BudgetLines.BUDGET: 27_600_000_00,
    }
    used = frame_of(BudgetFollowUp, [{BudgetFollowUp.ACCOUNT: "purchase", BudgetFollowUp.ACTUAL: 10_276_776_00}])
    help_ = {CitizenLines.PART: CitizenPart.HELP, CitizenLines.ACCOUNT: "Købsbudget"}
    unknown = {**help_, CitizenLines.ACCOUNT: "Købsbudgettt", CitizenLines.TEXT: "Andet"}
    source = replace(
        lined(of_2009, help_, unknown),
        budget_lines=frame_of(BudgetLines, [budget]),
        followed=followed(result("1.3", 96.0, Light.GREEN), budgets=used),
    )
    document, issues = citizen_contract([source], DANISH)
    (paid,) = tables(after(document, "Det er der penge til"))
    assert texts(paid) == [
        ["Købsbudget", "Noget", "27.600.000 kr.", "10.276.776 kr."],
        ["Købsbudgettt", "Andet", "[ikke oplyst]", "–"],
    ]
    (slip,) = [issue for issue in issues if issue.code == "citizen_account_unknown"]
    assert "Købsbudget" in str(slip.details["near"])


@pytest.mark.parametrize(
    ("name", "amount"),
    [
        ("Praktik og løntilskud, 1. halvår", "800.000 kr. (1. halvår)"),
        ("Praktik (2. kvartal)", "800.000 kr. (2. kvartal)"),
        ("Praktik, hele 2009", "800.000 kr."),
        ("Praktik, voksne", "800.000 kr."),
    ],
)
def test_a_service_of_a_part_of_the_year_says_so(of_2009, name, amount):
    line = {CitizenLines.PART: CitizenPart.OFFER, CitizenLines.ACCOUNT: name}
    service = {Services.SERVICE: name, Services.UNIT_PRICE: 4000_00, Services.BUDGETED_ACTIVITY: 200.0}
    services = frame_of(Services, [{**service, Services.YEAR: year} for year in (2008, 2009)])
    document = document_of(replace(lined(of_2009, line), services=services))
    (paid,) = tables(after(document, "Det er der penge til"))
    assert texts(paid)[0][2] == amount


@pytest.mark.parametrize(
    ("period", "amount"), [("2009", "26.250.000 kr."), ("2009-H1", "26.250.000 kr. (6 af 12 måneder)")]
)
def test_the_budget_of_a_workbook_is_as_it_was_corrected(of_2009, period, amount):
    line = {
        BudgetLines.CENTRE: of_2009.holder,
        BudgetLines.ACCOUNT: "purchase",
        BudgetLines.PERIOD: parse_period(period),
        BudgetLines.BUDGET: 27_600_000_00,
    }
    lines = frame_of(BudgetLines, [line, {**line, BudgetLines.CENTRE: "Et andet"}])
    years = budget_years(lines, empty(Accounts), 2009)
    less = years.reallocated.copy()
    less[years.at[of_2009.holder, "purchase"], 0] = -1_350_000_00
    seen = replace(followed(result("1.3", 96.0, Light.GREEN)), years=replace(years, reallocated=less))
    help_ = {CitizenLines.PART: CitizenPart.HELP, CitizenLines.ACCOUNT: "Købsbudget"}
    document = document_of(replace(lined(of_2009, help_), budget_lines=lines, followed=seen))
    (paid,) = tables(after(document, "Det er der penge til"))
    assert texts(paid)[0][2] == amount


@pytest.mark.parametrize(
    ("account", "said"),
    [("purchase", "Beløbene kan ikke vises: Indkøb findes hverken"), (None, "Beløbene for 2009 står her")],
)
def test_why_no_amount_is_known_is_said(of_2009, account, said):
    line = {
        BudgetLines.CENTRE: of_2009.holder,
        BudgetLines.ACCOUNT: account,
        BudgetLines.PERIOD: parse_period("2009"),
        BudgetLines.BUDGET: 1_00,
    }
    source = lined(of_2009, {CitizenLines.PART: CitizenPart.HELP, CitizenLines.ACCOUNT: "Indkøb"})
    source = replace(source, budget_lines=frame_of(BudgetLines, [line] if account else []))
    (paid,) = tables(after(document_of(source), "Det er der penge til"))
    assert paid.below[0].text.startswith(said)


def test_without_a_budget_only_the_accounts_are_named(of_2009):
    (paid,) = tables(after(after_group(of_2009), "Det er der penge til"))
    assert [column.title for column in paid.columns] == ["Pengene kommer fra", "Det bruges pengene til"]
    assert [row[0] for row in texts(paid)] == ["Driftsbudget", "Praktik og løntilskud, 1. halvår", "Købsbudget"]


def after_group(source):
    document = document_of(source)
    return replace(document, blocks=tuple(after(document, "Ledige på kontanthjælp")))


OFTEN = [
    ({}, "mindst 95 ud af 100 gange", "at least 95 times out of 100"),
    ({Goals.TARGET: 100.0}, "hver gang", "every time"),
    ({Goals.TARGET: 97.5}, "mindst 97,5 % i gennemsnit over året", "at least 97.5 % on average over the year"),
    ({Goals.RULE: Rule.AT_MOST, Goals.TARGET: 10.0, Goals.UNIT: Unit.DAYS}, "højst 10 dage i gennemsnit over året", "at most 10 days on average over the year"),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "danish", "english"), OFTEN)
def test_how_often_a_promise_is_to_be_kept_is_said_plainly(asked, danish, english):
    usual = {
        Goals.UNIT: Unit.PCT,
        Goals.RULE: Rule.AT_LEAST,
        Goals.BASIS: Basis.ABSOLUTE,
        Goals.TARGET: 95.0,
        Goals.SUMMARY: Summary.MEAN,
        Goals.PROFILE: YearProfile.FLAT,
    }
    (goal,) = records(frame_of(Goals, [{**usual, **asked}]))
    assert (how_often(goal, DANISH), how_often(goal, ENGLISH)) == (danish, english)


def test_several_centres_stand_in_one_document_each_group_with_its_centre(of_2009, of_2007):
    document = citizen_contract([of_2009, replace(of_2007, holder="Andre")], DANISH)[0]
    groups = [block.text for block in document.blocks if isinstance(block, Heading) and block.level == 1]
    assert groups[-1] == "Alle, der henvender sig til jobcentret – Andre"
    assert document.subtitle == "2 kontrakter"


def test_the_document_is_in_the_users_language():
    document = document_of(source_of("2009", ENGLISH), ENGLISH)
    assert headings(document)[1:3] == ["What you can get help with", "What you can be offered"]
    assert not [text for text in every_text(document) if text.startswith("citizen_")]
    assert isinstance(document.facts.lines, tuple)
