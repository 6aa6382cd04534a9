"""The duty to warn: which accounts and goals, by how much and when; what people write in a line is never lost."""

import csv
import json
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest

from macros.steps.economy.due import lights_before
from macros.steps.economy.recoveries import recoveries
from macros.steps.economy.warning_texts import AccountYear, Spoken, account_message
from macros.steps.front import about_frame
from macros.steps.recalculating import recalculate
from schemas.cells import BLANK, Cell, CellKind, RawTable
from schemas.codes import Light
from schemas.frames import is_missing, records
from schemas.reading import empty
from schemas.tables import Goals, History, Results, WarningsDue
from schemas.text.amounts import ore_of
from schemas.words.vocabulary import words
from tests.unit.macros.command_line import run
from tests.unit.macros.economy.economy_book import computed, copy, fill, make, months, standing
from udfs.economy.limits import BrokenLimit
from workbook.closed.book import ClosedBook

CASES = Path(__file__).parents[3] / "cases" / "warnings.csv"
MARCH, JUNE, SEPTEMBER, DECEMBER = (date(2008, *day) for day in ((3, 31), (6, 30), (9, 30), (12, 31)))
NOW = datetime(2008, 10, 6, 9, 30)
TEXTS = {"why": "Flere i tilbud end ventet", "what": "Tilbud skæres ned\nfra oktober", "effect": "=halveret"}
ACCOUNT = ("CKB", "budget", "grant")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make(tmp_path_factory.mktemp("warnings"))


@pytest.fixture
def book(made, tmp_path):
    return copy(made, tmp_path)


def used(path, actual, count, account="Bevilling"):
    """A budget of 5 million a month, and so much used in the first months."""
    fill(path, "budget_lines", *months(account, 5_000_000, actual, count))


def written(path, texts, row=0, titles=None):
    """Type texts into a line of the sheet: field → text."""
    with ClosedBook(path) as book:
        raw = book.read(WarningsDue.name)
        values = {}
        for field, text in texts.items():
            title = (titles or {}).get(field) or words().title(WarningsDue, field)
            at = list(raw.header).index(title)
            values[title] = [text if place == row else cells[at].value for place, cells in enumerate(raw.rows)]
        book.write(WarningsDue.name, pd.DataFrame(values, dtype=object))
        book.save()


def line(path, key=ACCOUNT):
    """A line as it stands on the sheet."""
    names = (WarningsDue.CENTRE, WarningsDue.KIND, WarningsDue.SUBJECT)
    return next((row for row in standing(path, WarningsDue) if tuple(row[name] for name in names) == key), None)


def test_accounts_that_break_a_limit(book):
    with CASES.open(encoding="utf-8") as file:
        cases = {f"Konto {at}": case for at, case in enumerate(csv.DictReader(file, delimiter=";"), start=1)}
    limits = [
        {"account": account, "kind": case["kind"], **{name: float(case[name]) for name in ("floor", "ceiling") if case[name]}}
        for account, case in cases.items()
    ]  # fmt: skip
    fill(book, "accounts", *limits)
    for count, as_of in (("6", JUNE), ("12", DECEMBER)):
        mine = {account: case for account, case in cases.items() if case["months"] == count}
        year = [
            {"centre": "CKB", "account": account, "period": "2008", "budget": float(case["year_budget"])}
            for account, case in mine.items()
        ]
        use = [
            {"centre": "CKB", "account": account, "period": f"2008-{month:02d}", "actual": float(case["month"])}
            for account, case in mine.items()
            for month in range(1, int(count) + 1)
        ]
        fill(book, "budget_lines", *year, *use)
        tables, _ = computed(book, as_of, NOW)
        found = {row["subject"]: row for row in tables["warnings_due"] if row["kind"] == "budget"}
        assert set(found) == {account for account, case in mine.items() if case["limit"]}
        for account, row in found.items():
            case = mine[account]
            told = (row["limit"], row["over"], f"{row['forecast_use']:.2f}", row["crossed"] or "", row["message"])
            amounts = (ore_of(case["limit"]), ore_of(case["over"]))
            assert told == (*amounts, case["use"], case["crossed"], case["message"]), case["case"]


def test_a_line_is_opened_with_who_and_by_when_and_names_the_goal(book):
    used(book, 5_300_000, 6)
    tables, codes = computed(book, JUNE, NOW)
    [row] = tables["warnings_due"]  # the goal about the account is told of there, and not again
    assert row["message"].endswith("Vedrører mål 1.") and row["title"] == "Bevillingen overholdes"
    assert (row["opened_on"], row["by_when"], row["status"]) == (JUNE, date(2008, 7, 14), "opened")
    assert (row["who"], row["why"], row["what"]) == ("CKB", None, None)
    assert "recovery_overdue" not in codes


def test_who_is_responsible_owes_the_account(book):
    written_goals(book, Goals.RESPONSIBLE, "Bente")
    fill(book, "parameters", {"name": "recovery_days", "value": 30})
    used(book, 5_300_000, 6)
    [row] = computed(book, JUNE, NOW)[0]["warnings_due"]
    assert (row["who"], row["by_when"]) == ("Bente", date(2008, 7, 30))


def written_goals(path, field, text):
    with ClosedBook(path) as book:
        book.write(Goals.name, pd.DataFrame({words().title(Goals, field): [text]}, dtype=object))
        book.save()


def test_a_line_that_nobody_answers_is_said_once_when_its_day_has_passed(book):
    used(book, 5_300_000, 6)
    computed(book, JUNE, NOW)
    used(book, 5_300_000, 9)
    done = recalculate(book, SEPTEMBER, NOW)
    [late] = [issue for issue in done.issues if issue.code == "recovery_overdue"]
    assert "Bevilling (frist 14-07-2008)" in late.message(words())
    written(book, {"why": TEXTS["why"]})
    assert "recovery_overdue" not in computed(book, SEPTEMBER, NOW)[1]


def test_what_is_written_stays_while_the_warning_goes_and_comes_back(book, capsys):
    used(book, 5_300_000, 3)
    assert run(capsys, "recalculate", book, "--as-of", "2008-03-31")[0] == 0
    written(book, {**TEXTS, "who": "Karen"})
    used(book, 4_900_000, 6)
    _, said = run(capsys, "recalculate", book, "--as-of", "2008-06-30")
    assert "Varsler:" not in said
    gone = line(book)
    assert (gone["status"], gone["who"], gone["light"]) == ("lapsed", "Karen", None)
    assert "30-06-2008" in gone["message"] and is_missing(gone["forecast"])
    assert {name: gone[name] for name in TEXTS} == TEXTS
    used(book, 5_300_000, 9)
    _, said = run(capsys, "recalculate", book, "--as-of", "2008-09-30")
    assert "Varsler: 1, heraf 0 uden redegørelse" in said and "loftet overskrides i december" in said
    back = line(book)
    assert (back["status"], back["who"], back["light"]) == ("opened", "Karen", "red")
    assert (back["opened_on"], back["by_when"]) == (SEPTEMBER, date(2008, 10, 14))
    assert {name: back[name] for name in TEXTS} == TEXTS
    _, told = run(capsys, "recalculate", book, "--as-of", "2008-09-30", "--json")
    [warning] = json.loads(told)["warnings_due"]
    assert (warning["over"], warning["effect"], warning["status"]) == (3_600_000, "=halveret", "opened")


def test_a_line_that_nobody_touched_goes_with_its_warning(book):
    used(book, 5_300_000, 3)
    computed(book, MARCH, NOW)
    used(book, 4_900_000, 6)
    assert computed(book, JUNE, NOW)[0]["warnings_due"] == []
    assert line(book) is None


@pytest.mark.parametrize(
    "texts",
    [
        {"status": "Modtaget"},
        {"who": "Karen"},
        {"by_when": date(2008, 5, 2)},
        {"by_when": "efter ferien"},
        {"by_when": "ultimo maj"},
    ],
)
def test_whatever_is_changed_in_a_line_keeps_it(book, texts):
    used(book, 5_300_000, 3)
    computed(book, MARCH, NOW)
    written(book, texts)
    used(book, 4_900_000, 6)
    tables, codes = computed(book, JUNE, NOW)
    [row] = tables["warnings_due"]
    ((name, text),) = texts.items()
    assert row["status"] == "lapsed"
    assert name == "status" or row[name] == text
    assert ("recovery_unread" in codes) == (text == "efter ferien")


def test_by_when_may_be_written_as_deadlines_are(book):
    used(book, 5_300_000, 3)
    computed(book, MARCH, NOW)
    written(book, {"by_when": "primo juni"})
    used(book, 5_300_000, 6)
    done = recalculate(book, JUNE, NOW)
    [late] = [issue for issue in done.issues if issue.code.startswith("recovery_")]
    assert (late.code, "frist 10-06-2008" in str(late.value)) == ("recovery_overdue", True)
    assert records(done.economy.frame(WarningsDue))[0]["by_when"] == "primo juni"


def test_text_over_the_day_it_was_opened_is_said_and_stays_through_all_that_follows(book):
    used(book, 5_300_000, 3)
    computed(book, MARCH, NOW)
    written(book, {"opened_on": "på mødet i marts"})
    for actual, count, day, status in (
        (5_300_000, 3, MARCH, "opened"),
        (4_900_000, 6, JUNE, "lapsed"),
        (5_300_000, 9, SEPTEMBER, "opened"),
    ):
        used(book, actual, count)
        done = recalculate(book, day, NOW)
        [said] = [issue for issue in done.issues if issue.code == "recovery_unread"]
        assert (said.place.column, said.value) == ("Åbnet den", "på mødet i marts")
        [row] = standing(book, WarningsDue)
        assert row["status"] == status
    [row] = computed(book, SEPTEMBER, NOW)[0]["warnings_due"]
    assert (row["opened_on"], row["light"]) == ("på mødet i marts", "red")


@pytest.mark.parametrize(
    ("spoken", "forecast", "is_ceiling", "language", "message"),
    [
        ("expense", 62_400_000, True, "da", "Årsprognosen er 62,4 mio. kr. mod et budget på 0 kr., 62,4 mio. kr. over loftet."),
        ("income", 120_000, False, "da", "Årets indtægt ventes at blive \u2212120.000 kr. mod et budget på 0 kr., 120.000 kr. under gulvet."),
        ("surplus", -50_000, False, "da", "Årets overskud ventes at blive \u221250.000 kr. mod et mål på 0 kr., 50.000 kr. under gulvet."),
        ("expense", 62_400_000, True, "en", "The year's forecast is DKK 62.4 million against a budget of DKK 0, DKK 62.4 million above the ceiling."),
    ],
)  # fmt: skip
def test_an_account_without_a_budget(spoken, forecast, is_ceiling, language, message):
    broken = BrokenLimit(is_ceiling, 97.5, 0, forecast * 100, float("nan"))
    year = AccountYear(Spoken(spoken), forecast * 100, broken, None, 6, False)
    assert account_message(year, words(language)) == message


def test_lines_that_change_places_take_their_texts_with_them(book):
    """Two accounts, the worse first; columns of the user's own go along."""
    both = ("Driftsbudget", "Bevilling")
    fill(book, "budget_lines", *(each for name in both for each in months(name, 5_000_000, 5_300_000, 3)))
    computed(book, MARCH, NOW)
    own = words().title(WarningsDue, "crossed")
    with ClosedBook(book) as opened:
        header = list(opened.read(WarningsDue.name).header)
    assert own in header
    first = [row["subject"] for row in standing(book, WarningsDue)]
    for row, subject in enumerate(first):
        written(book, {"why": f"om {subject}", "what": f"for {subject}"}, row)
    worse = dict(zip(both, (5_900_000, 5_200_000) if first[0] == "grant" else (5_200_000, 5_900_000), strict=True))
    lines = [each for name in both for each in months(name, 5_000_000, worse[name], 6)]
    fill(book, "budget_lines", *lines)
    computed(book, JUNE, NOW)
    after = standing(book, WarningsDue)
    assert [row["subject"] for row in after] == first[::-1]
    assert all(row["why"] == f"om {row['subject']}" and row["what"] == f"for {row['subject']}" for row in after)


def test_a_line_of_the_users_own_stays_as_it_is(book):
    used(book, 5_300_000, 3)
    computed(book, MARCH, NOW)
    with ClosedBook(book) as opened:
        raw = opened.read(WarningsDue.name)
        own = {"kind": "Mål", "subject": "9", "centre": "CKB", "why": "Aftalt på mødet", "status": "Modtaget"}
        titles = {words().title(WarningsDue, field): text for field, text in own.items()}
        rows = [[cells[at].value for cells in raw.rows] + [titles.get(title)] for at, title in enumerate(raw.header)]
        opened.write(WarningsDue.name, pd.DataFrame(dict(zip(raw.header, rows, strict=True)), dtype=object))
        opened.save()
    for _ in range(2):
        computed(book, MARCH, NOW)
        kept = line(book, ("CKB", "goal", "9"))
        assert (kept["why"], kept["status"], kept["opened_on"]) == ("Aftalt på mødet", "received", None)
        assert line(book)["status"] == "opened"


def test_the_light_before_is_that_of_the_last_earlier_date():
    names = (History.CENTRE, History.GOAL, History.AS_OF, History.LIGHT, History.ASSESSMENT)
    rows = [
        ("A", "1", MARCH, "green", None),
        ("A", "1", JUNE, "red", "yellow"),
        ("A", "1", SEPTEMBER, "red", None),
        ("A", "2", SEPTEMBER, "yellow", None),
    ]
    history = [dict(zip(names, row, strict=True)) for row in rows]
    assert lights_before(history, SEPTEMBER) == {("A", "1"): Light.YELLOW}
    assert lights_before(history, MARCH) == {}


def test_a_goal_is_told_of_when_red_or_newly_yellow_and_stays_while_it_is_off(book):
    """The lights of one goal by reporting date, as a person assesses it: which dates have a line, opened when."""
    path = book
    recalculate(path, date(2007, 12, 31), NOW)
    lights = [(1, "Gul", 1), (2, "Gul", 1), (3, "Grøn", None), (4, "Gul", 4), (5, "Rød", 4), (6, "Gul", 4)]
    for month, light, opened in lights:
        day = date(2008, month, 28)
        assessed(path, light, day)
        recalculate(path, day, NOW)
        recalculate(path, day, NOW)
        row = line(path, ("CKB", "goal", "1"))
        told = None if row is None else (row["opened_on"], row["light"])
        expected = opened and (date(2008, opened, 28), {"Gul": "yellow", "Rød": "red"}[light])
        assert told == expected, month
    assert row["message"] and is_missing(row["forecast"])


def assessed(path, light, day):
    """Assess the workbook's one goal."""
    texts = {"assessment": light, "assessment_reason": "Efter mødet", "assessed_by": "Bente", "assessed_on": day}
    with ClosedBook(path) as book:
        values = {words().title(Results, field): [text] for field, text in {**texts, "as_of": None}.items()}
        book.write(Results.name, pd.DataFrame(values, dtype=object))
        book.save()


def test_the_front_page_counts_the_warnings(book):
    used(book, 5_300_000, 6)
    computed(book, JUNE, NOW)
    assert front(book)["Varsler"] == "1, heraf 1 uden redegørelse"
    written(book, {"what": TEXTS["what"]})
    computed(book, JUNE, NOW)
    assert front(book)["Varsler"] == "1, heraf 0 uden redegørelse"
    used(book, 4_900_000, 6)
    computed(book, JUNE, NOW)
    assert front(book)["Varsler"] == "Ingen"


def front(path):
    with ClosedBook(path) as book:
        return {str(row[0].value): row[1].value for row in book.read("about").rows}


def test_without_budgets_and_goals_that_are_off_nothing_is_said(book):
    tables, codes = computed(book, JUNE, NOW)
    assert tables["warnings_due"] == [] and not {"recovery_overdue", "recovery_unread"} & set(codes)
    assert records(recalculate(book, JUNE, NOW).economy.frame(WarningsDue)) == []


def test_columns_of_the_users_own_go_with_their_lines():
    names = [*map(str, WarningsDue.fields), "Sag nr."]
    rows = [("CKB", "Budget", "Bevilling", "4711"), ("CKB", "Mål", "1", ""), ("CKB", "Mål", "2", "4712")]
    at = [names.index(name) for name in (WarningsDue.CENTRE, WarningsDue.KIND, WarningsDue.SUBJECT, "Sag nr.")]
    cells = [[BLANK] * len(names) for _ in rows]
    for line_of, row in zip(cells, rows, strict=True):
        for place, text in zip(at, row, strict=True):
            line_of[place] = Cell(CellKind.TEXT, text) if text else BLANK
    before = recoveries(RawTable("a.xlsx", "Varslingspligt", names, cells, [5, 6, 7]), words())
    assert before.own_columns([2, None, 0]) == ({"Sag nr.": ["4712", None, "4711"]}, [])
    assert [each.is_written("CKB", 14) for each in before.lines] == [True, False, True]


def test_a_front_page_without_room_tells_the_warnings_with_the_findings():
    """Workbooks of earlier versions have their list of goals right below the facts."""
    nothing = empty(WarningsDue)
    facts = about_frame(words(), warnings=nothing)
    assert about_frame(words(), warnings=nothing, room=len(facts)).equals(facts)
    fewer = about_frame(words(), warnings=nothing, room=len(facts) - 3)
    assert fewer["label"].tolist() == [
        label for label in facts["label"] if label not in {"Varsler", "Samlet målopfyldelse", "Skiftet lys"}
    ]
    assert fewer["fact"].tolist()[-1] == "0 fejl, 0 advarsler; Varsler: Ingen"
