"""The material of a status meeting, and what the calendar lacks: on a centre's made-up figures of 2009."""

import shutil
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest

from macros.steps.centre_results import read_part
from macros.steps.consolidating import brought_together
from macros.steps.documents.material import Material
from macros.steps.documents.status_material import status_material
from macros.steps.filling import fill_tables
from macros.steps.papers.received import received_of
from macros.steps.recalculating import recalculate
from schemas.codes import Light
from schemas.frames import records
from schemas.reading import empty
from schemas.tables import Meetings, Readiness, Received, Results
from schemas.words.vocabulary import words
from tests.conftest import write_csv
from tests.unit.macros.documents.outline import outline
from workbook.documents.model import Bullets, DataTable, Facts, Heading, Paragraph, TextKind, WritingLines

DA, EN = words(), words("en")
Q1, Q2, Q3 = date(2009, 3, 31), date(2009, 6, 30), date(2009, 9, 30)
COMMENTS = (
    "Mål nr.;Opgjort pr.;Tekst;Skrevet af;Skrevet den",
    "1.3;31-03-2009;To medarbejdere var syge i februar.;Anne Holm;15-04-2009",
    "3.1-3.3;31-03-2009;Om alle tre mål for personale.;;",
    "1.3;30-06-2009;Aftaler sendes nu {{pr. sms}}.;Anne Holm;14-07-2009",
)
ACTIONS = (
    "Mål nr.;Handling;Ansvarlig;Frist;Status;Logbog",
    "1.3;Samtaler lægges samlet om tirsdagen;Anne Holm;Ultimo maj;I gang;",
    "3.1;Sygesamtaler efter tre fraværsperioder;Bo Kjær;Ultimo 2009;Planlagt;",
    "2.3;Lyset slukkes selv;Bo Kjær;Ultimo marts;Udført;Sensorer sat op i marts.",
)
REQUESTS = ("Anmodning;Anmodet den;Status", "Adgang til den fælles kalender;20-04-2009;anmodet")


@pytest.fixture(scope="module")
def parts(_made, once):
    """Skelbækgade's workbook with comments and actions as of two dates; the first was computed and is its history."""

    def make(folder):
        path = Path(shutil.copy(_made / "Jobcenter Skelbækgade 2009 med tal.xlsx", folder / "Skelbækgade.xlsx"))
        tables = {"comments": COMMENTS, "action_plans": ACTIONS, "requests": REQUESTS}
        fill_tables(path, [write_csv(folder / f"{name}.csv", *lines) for name, lines in tables.items()])
        recalculate(path, Q1, datetime(2009, 4, 20, 9, 30))

    path = once("status", make) / "Skelbækgade.xlsx"
    return {Q1: read_part(path, Q1, date(2009, 4, 20)), Q2: read_part(path, Q2, date(2009, 7, 20))}


def made(*found, language=DA):
    return status_material(Material(found, brought_together(found, language), language, date(2009, 7, 20)))


@pytest.fixture(scope="module")
def second(parts):
    """The material on the figures of the second quarter."""
    return made(parts[Q2])


def under(document, heading):
    """The blocks between a heading and the next of its level."""
    blocks = list(document.blocks)
    at = next(place for place, block in enumerate(blocks) if isinstance(block, Heading) and block.text == heading)
    rest = blocks[at + 1 :]
    ends = [place for place, block in enumerate(rest) if isinstance(block, Heading)]
    return rest[: ends[0]] if ends else rest


def test_the_material_of_spring_as_text(parts, golden):
    golden("status_2009_q1.txt", outline(made(parts[Q1])))


def test_participants_and_date_are_those_of_the_calendar(parts):
    facts = dict(made(parts[Q1]).facts.lines)
    assert facts["Mødet"] == "06-05-2009 (statusmøde)"
    assert "kontorcheferne for RES og ØK" in facts["Deltagere"]


def test_a_meeting_on_other_figures_than_those_shown_is_said(second):
    owed = [block.text for block in second.blocks if isinstance(block, Paragraph) and block.kind is TextKind.OWED]
    assert "Mødet skal holdes på tallene for 3. kvartal 2009, men de viste er opgjort pr. 30-06-2009." in owed


def test_each_goal_has_its_trend_light_reason_and_what_the_rest_requires(parts, second):
    table = next(block for block in under(second, "Målene") if isinstance(block, DataTable))
    rows = records(parts[Q2].results)
    assert [row[0].text.split()[0] for row in table.rows] == [row[Results.NUMBER] for row in rows]
    for cells, row in zip(table.rows, rows, strict=True):
        assert cells[5].light == Light(row[Results.LIGHT])
        assert cells[6].text
        assert cells[1].picture is not None
    on_time = table.rows[2]
    assert on_time[7].text == "102,4 %, som ikke kan nås"
    assert "»Aftaler sendes nu {{pr. sms}}« (Anne Holm, 14-07-2009)." in on_time[6].text
    assert "februar" not in on_time[6].text  # that was said of the first quarter


def test_the_trend_is_told_to_those_who_do_not_see_it(second):
    table = next(block for block in under(second, "Målene") if isinstance(block, DataTable))
    told = table.rows[2][1].picture.alt
    assert told.startswith("Foran (+) eller bag (−) det, måneden skulle give: Jan −")
    assert told.count("%") == 6


def test_nothing_beside_a_count_under_five_tells_it(parts):
    frame = parts[Q2].results.copy()
    row = next(at for at, each in enumerate(records(frame)) if each[Results.NUMBER] == "1.3")
    small = {
        Results.RESULT: 4.0, Results.SHOWN_RESULT: 4.0, Results.UNIT: "count", Results.SHOWN_UNIT: "count",
        Results.LIGHT: Light.RED, Results.SHOWN_FORECAST: 44.0, Results.SHOWN_REQUIRED: 44.0,
        Results.REASON: "Resultatet er 44",
    }  # fmt: skip
    for name, value in small.items():
        frame[name] = frame[name].astype(object)
        frame.loc[row, name] = value
    document = made(replace(parts[Q2], results=frame))
    table = next(block for block in under(document, "Målene") if isinstance(block, DataTable))
    cells = [cell.text for cell in table.rows[row]]
    assert cells[3] == "under 5" and "Antal under 5" in cells[6]
    assert not [text for text in cells if "44" in text]
    assert not [line for line in outline(document).splitlines() if "1.3 " in line and "44" in line]


def test_reds_come_first_then_what_changed_for_the_worse(parts):
    before = {"2.2": Light.GREEN, "1.3": Light.YELLOW, "1.2": Light.YELLOW}  # 2.2 is yellow now, 1.3 red, 1.2 green
    history = parts[Q2].history.copy()
    history["light"] = [before.get(goal, light) for goal, light in zip(history["goal"], history["light"], strict=True)]
    document = made(replace(parts[Q2], history=history))
    points = next(block for block in under(document, "Punkter til drøftelse") if isinstance(block, Bullets)).items
    lights = {row[Results.NUMBER]: row[Results.LIGHT] for row in records(parts[Q2].results)}
    red = [number for number, light in lights.items() if light == Light.RED]
    assert [point.split()[0] for point in points[: len(red)]] == red
    assert points[red.index("1.3")].endswith("(var ▲ Gul pr. 31-03-2009)")
    worse = points[len(red) : len(red) + 1]
    assert worse[0].startswith("2.2 ")
    assert "(var ● Grøn pr. 31-03-2009)" in worse[0]
    assert not [point for point in points if point.startswith("1.2 ")]


def test_economy_is_an_item_of_its_own(parts, second):
    table = next(block for block in under(second, "Økonomi") if isinstance(block, DataTable))
    assert [row[0].text for row in table.rows] == ["Driftsbudget", "Købsbudget"]
    assert table.rows[1][7].text == "85–100 %"
    warned = next(block for block in under(second, "Økonomi") if isinstance(block, Bullets)).items
    assert warned[0].startswith("◆ Rød: Købsbudget. ")


def test_a_centre_without_budgets_says_so(parts):
    bare = replace(parts[Q2], economy=type(parts[Q2].economy)())
    blocks = under(status_material(Material((bare,), brought_together([parts[Q2]], DA), DA, Q2)), "Økonomi")
    assert [block.text for block in blocks] == ["Projektmappen har ingen budgettal for centret."]


def test_open_actions_those_due_first_on_top_and_overdue_ones_said(second):
    tables = [block for block in under(second, "Redegørelser og handlingsplaner") if isinstance(block, DataTable)]
    rows = [[cell.text for cell in row] for row in tables[-1].rows]
    assert [row[1] for row in rows] == ["Samtaler lægges samlet om tirsdagen", "Sygesamtaler efter tre fraværsperioder"]
    assert rows[0][0] == "mål 1.3"
    assert rows[0][3] == "Ultimo maj (31-05-2009)"
    assert rows[0][4].endswith(words().text("plan_past_due"))
    points = next(block for block in under(second, "Punkter til drøftelse") if isinstance(block, Bullets)).items
    assert "Overskredne handlinger: Samtaler lægges samlet om tirsdagen" in points
    assert "Ubesvarede anmodninger til centralforvaltningen: Adgang til den fælles kalender" in points


def test_there_is_room_for_notes_and_the_material_is_a_draft_until_its_figures_are_approved(parts, second):
    assert any(isinstance(block, WritingLines) for block in second.blocks)
    assert second.is_draft
    assert not made(replace(parts[Q2], is_approved=True)).is_draft


def test_without_a_calendar_the_date_and_participants_are_asked_for(parts):
    bare = replace(parts[Q2], papers={**parts[Q2].papers, Meetings.name: empty(Meetings)})
    facts = dict(made(bare).facts.lines)
    assert facts["Mødet"] == "Intet møde i kalenderen: skriv dato og deltagere på arket Kalender."
    assert facts["Deltagere"] == "ikke skrevet i kalenderen"


def test_a_date_to_which_the_figures_do_not_reach_is_said(parts):
    late = [replace(issue, details={**issue.details}) for issue in parts[Q2].issues]
    behind = [*late, *(issue for issue in _behind("1.3", "2.3"))]
    document = made(replace(parts[Q2], issues=behind))
    texts = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert "Uden tal til og med 30-06-2009: mål 1.3, 2.3." in texts


def _behind(*numbers):
    from schemas.issues.issue import Issue, Place

    details = {"measure": "x", "year": 2009, "as_of": Q2, "latest": Q1}
    return [Issue("data_behind", Place("Skelbækgade.xlsx"), number, details) for number in numbers]


def test_several_centres_have_a_chapter_each(parts):
    both = Material((parts[Q1], parts[Q2]), brought_together([parts[Q2]], DA), DA, Q2)
    document = status_material(both)
    chapters = [block.text for block in document.blocks if isinstance(block, Heading) and block.level == 1]
    assert chapters == ["Jobcenter Skelbækgade"] * 2
    assert document.has_contents
    assert sum(isinstance(block, Facts) for block in document.blocks) == 2


def test_the_material_in_english(parts):
    document = made(parts[Q2], language=EN)
    headings = [block.text for block in document.blocks if isinstance(block, Heading)]
    assert headings == [
        "The goals", "Economy", "Written accounts and action plans", "Points to discuss", "Notes of the meeting",
    ]  # fmt: skip
    assert document.title == "Status meeting: Jobcenter Skelbækgade"


def lacks(part):
    return {
        (str(line[Readiness.THROUGH]), line[Readiness.NEED]): int(line[Readiness.MISSING])
        for line in records(part.handed_in.readiness)
    }


def test_what_the_next_date_lacks_is_worked_out_on_the_reporting_date(parts):
    off = [row for row in records(parts[Q1].results) if row[Results.LIGHT] in (Light.RED, Light.YELLOW)]
    named = {"1.3", "3.1", "3.2", "3.3"}
    silent = [row for row in off if row[Results.NUMBER] not in named]
    assert lacks(parts[Q1]) == {
        ("2009-Q1", "tal"): 0,
        ("2009-Q1", "kommentarer"): len(silent),
        ("2009-Q1", "redegørelser"): len(off),
    }
    second = lacks(parts[Q2])
    assert second["2009-Q2", "tal"] == 0
    assert second["2009-Q2", "godkendelse"] == 1
    assert not [key for key in second if key[0] == "2009-Q1"]  # its figures are there


def test_a_message_names_the_goals_that_lack_something(parts):
    lines = {line[Readiness.NEED]: line[Readiness.MESSAGE] for line in records(parts[Q2].handed_in.readiness)}
    assert lines["tal"] == "Intet mangler."
    assert lines["kommentarer"].startswith("Gule eller røde uden kommentar til 30-06-2009: mål 1.4, ")
    assert lines["godkendelse"] == "Tallene pr. 30-06-2009 er ikke godkendt."
    assert lines["redegørelser"].startswith("Uden skriftlig redegørelse: Købsbudget, mål 1.3, ")


def test_all_centres_together_see_what_is_received_and_approved(parts):
    approved = replace(parts[Q1].handed_in, approved=date(2009, 4, 25))
    first = replace(parts[Q1], handed_in=approved, is_approved=True)
    changed = replace(parts[Q2], handed_in=replace(parts[Q2].handed_in, approved=date(2009, 7, 25)))
    lines = records(received_of([first, changed], ["CAB"], DA))
    assert [line[Received.CENTRE] for line in lines] == ["Jobcenter Skelbækgade", "Jobcenter Skelbækgade", "CAB"]
    assert (lines[0][Received.GOALS], lines[0][Received.FIGURES]) == (18, 18)
    assert lines[0][Received.COMMENTS_DUE] - lines[0][Received.COMMENTS] == lacks(parts[Q1])["2009-Q1", "kommentarer"]
    assert lines[0][Received.APPROVED] == date(2009, 4, 25)
    assert lines[0][Received.NEXT_DUE] == "statusmøde 06-05-2009 om 1. kvartal 2009"
    assert lines[1][Received.LACKS].endswith("; tallene er ændret siden godkendelsen")
    assert lines[2][Received.LACKS] == "projektmappen er ikke med"
    assert pd.isna(lines[2][Received.GOALS])
