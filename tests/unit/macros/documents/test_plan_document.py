"""The action plans as a document: what of the workbooks stands in it, and where."""

from dataclasses import replace
from datetime import date

import pytest

from macros.steps.centre_results import read_part
from macros.steps.consolidating import brought_together, write_consolidated
from macros.steps.documents.material import Material
from macros.steps.documents.plan_document import plan_document
from schemas.cells import RawTable
from schemas.codes import Light, YesNo
from schemas.economy_codes import RecoveryStatus, WarningKind
from schemas.reading import empty, frame_of
from schemas.tables import ActionPlans, Requests, Themes, WarningsDue
from schemas.words.vocabulary import words
from tests.conftest import NOW
from tests.unit.macros.documents.plain import as_text, column, tables
from tests.unit.macros.plans_example import plans_2011
from workbook.closed.book import ClosedBook
from workbook.documents.model import Facts, Heading, Paragraph, TextKind

SIGNED, JULY = date(2011, 1, 26), date(2011, 7, 1)
NUMBER = {"Professionel service til tiden": 7, "Job og uddannelse til ledige": 9, "Lige muligheder for alle": 3}


@pytest.fixture(scope="module")
def parts(once):
    path = plans_2011(once)
    return {day: read_part(path, day, day) for day in (SIGNED, JULY)}


def material(*parts, language="da", economy=None):
    together = brought_together(parts, words(language))
    if economy is not None:
        together = replace(together, economy=economy)
    return Material(tuple(parts), together, words(language), date(2011, 7, 2))


def papers(part, **frames):
    return replace(part, papers={**part.papers, **frames})


def test_the_plans_of_2011_as_they_ship(parts):
    document = plan_document(material(parts[SIGNED]))
    overview = tables(document, "Temaer")[0]
    assert dict(zip(column(overview, "Tema"), column(overview, "Handlinger"), strict=True)) == {
        **{name: str(count) for name, count in NUMBER.items()},
        "I alt": "19",
    }
    assert column(overview, "Anmodninger") == ["2", "5", "3", "10"]
    assert column(overview, "Temaets mål") == ["8, 9, 10, 11, 12", "1, 2, 3, 4, 5, 6, 7", "1, 2, 6, 7", ""]
    assert [len(table.rows) for table in tables(document, "Handlinger: ")] == [7, 9, 3]
    assert [len(table.rows) for table in tables(document, "Anmodninger til")] == [2, 5, 3]
    assert "ingen handlingsplan nævner mål 13a, 13b" in as_text(document)


@pytest.mark.parametrize(
    ("day", "late"), [(SIGNED, ["Uge 2"]), (JULY, ["Uge 2", *["Ultimo 2. kvartal"], *["1. halvår 2011"] * 3])]
)
def test_what_is_overdue_on_the_reporting_date(parts, day, late):
    document = plan_document(material(parts[day]))
    (table,) = tables(document, "Handlinger over fristen")
    written = column(table, "Frist")
    assert set(late) <= set(written)
    assert len(written) == (1 if day == SIGNED else 10)
    assert column(table, "Dage over")[0] == ("10" if day == SIGNED else "166")


def test_all_words_of_the_document(parts, golden):
    golden("plans_2011.txt", as_text(plan_document(material(parts[JULY]))))


def test_a_document_in_english_has_no_danish_of_its_own(parts):
    text = as_text(plan_document(material(parts[JULY], language="en")))
    assert "= Action plans 2011" in text
    assert "Past their deadline on 2011-07-01: 10 of 19 actions." in text
    assert not {"Handlinger", "Frist", "Anmodninger", "fristen", "Logbog"} & set(text.replace(":", " ").split())


THEMES = [
    {Themes.THEME: "Service", Themes.THEME_GOALS: "8", Themes.LOG: "Mødt i maj.\nMødt i juni."},
    {Themes.THEME: "Tomt"},
]
ACTIONS = [
    {ActionPlans.THEME: " service", ActionPlans.ACTION: "Temadag: for alle", ActionPlans.LOG: "Holdt.",
     ActionPlans.DEADLINE: "primo maj", ActionPlans.DUE: date(2011, 5, 10), ActionPlans.STATUS: "done",
     ActionPlans.MOVEMENT: "80,0 % → 84,0 % (30-04-2011 → 30-06-2011)"},
    {ActionPlans.THEME: "Ukendt", ActionPlans.ACTION: "Løs", ActionPlans.DUE: date(2011, 6, 1),
     ActionPlans.IS_OVERDUE: YesNo.YES.value, ActionPlans.STATUS: "running"},
    {ActionPlans.ACTION: "Uden tema og frist", ActionPlans.GOAL: "1"},
]  # fmt: skip
REQUESTS = [
    {Requests.THEME: "Service", Requests.REQUEST: "Flere tolke", Requests.STATUS: "accepted",
     Requests.ANSWER: "Fra august.", Requests.ANSWERED_ON: date(2011, 3, 1), Requests.ASKED_ON: date(2011, 1, 1)},
    {Requests.REQUEST: "Et fælles værktøj", Requests.STATUS: "asked", Requests.ASKED_ON: date(2011, 2, 1)},
]  # fmt: skip


@pytest.fixture(scope="module")
def own(parts):
    """The workbook with plans of our own."""
    frames = {
        Themes.name: frame_of(Themes, THEMES),
        ActionPlans.name: frame_of(ActionPlans, ACTIONS),
        Requests.name: frame_of(Requests, REQUESTS),
    }
    return papers(parts[JULY], **frames)


def test_what_people_wrote_stands_under_its_theme(own):
    document = plan_document(material(own))
    headings = [block.text for block in document.blocks if isinstance(block, Heading) and block.level == 1]
    strategy = ["Vision og forandringsteorier", "Strategikort"]
    assert headings == ["Overblik", "Service", "Tomt", "Ukendt", "Uden tema", *strategy, "Skriftlige redegørelser"]
    (log,) = tables(document, "Logbog")
    assert [tuple(cell.text for cell in row) for row in log.rows] == [
        ("Hele temaet", "Mødt i maj."),
        ("Hele temaet", "Mødt i juni."),
        ("Temadag", "Holdt."),
    ]
    (moved,) = tables(document, "Målenes tal før og efter fristen")
    assert column(moved, "Før og efter fristen") == ["80,0 % → 84,0 % (30-04-2011 → 30-06-2011)"]
    text = as_text(document)
    assert "[placeholder] Her skrives baggrunden for temaet »Tomt«." in text
    assert "[owed] Temaet har ingen handlinger endnu." in text
    assert "Løs |  | ingen frist | 01-06-2011 | *I gang – over fristen*" in text
    assert "Uden tema og frist |  | ingen frist | – | " in text
    assert "Fra august. (01-03-2011)" in text


def test_a_centre_without_plans_is_said_to_have_none(parts, own):
    bare = papers(parts[JULY], **{table.name: empty(table) for table in (Themes, ActionPlans, Requests)})
    text = as_text(plan_document(material(bare)))
    assert "Der er ingen handlingsplaner i projektmapperne" in text
    assert "Ingen redegørelser skyldes den 01-07-2011" in text


def _other(part, name):
    """The same workbook as another centre's."""

    def named(frame):
        return frame.assign(centre=name) if "centre" in frame.columns else frame

    changed = {field: named(getattr(part, field)) for field in ("goals", "observations", "results")}
    return replace(part, path=part.path.with_name(f"{name}.xlsx"), **changed)


def test_requests_of_all_centres_are_a_list_of_their_own_with_what_is_unanswered_first(own, tmp_path):
    other = _other(own, "Jobcenter Nord")
    everything = material(own, other)
    document = plan_document(everything)
    (table,) = tables(document, "Anmodninger til centralforvaltningen")[-1:]
    assert column(table, "Status") == ["anmodet", "anmodet", "imødekommet", "imødekommet"]
    assert column(table, "Center") == ["Jobcenter Musvågevej", "Jobcenter Nord"] * 2
    assert "Uden svar: 2 af 4 anmodninger." in as_text(document)
    path = tmp_path / "samlet.xlsx"
    write_consolidated(everything.together, path, words(), NOW)
    with ClosedBook(path) as book:
        sheet = book.read(Requests.name)
    assert isinstance(sheet, RawTable)
    assert sheet.sheet == "Anmodninger"
    answers = [row[sheet.header.index("Svar")].value for row in sheet.rows]
    assert answers == [None, None, "Fra august.", "Fra august."]


def test_a_request_is_answered_where_an_answer_is_written(parts):
    asked = [
        {Requests.REQUEST: "Et ja", Requests.STATUS: "asked", Requests.ANSWER: "Ja"},
        {Requests.REQUEST: "Kun status", Requests.STATUS: "accepted", Requests.ANSWERED_ON: date(2011, 3, 1)},
        {Requests.REQUEST: "En streg", Requests.STATUS: "done", Requests.ANSWER: "–"},
    ]
    one = papers(parts[JULY], **{Requests.name: frame_of(Requests, asked)})
    document = plan_document(material(one, _other(papers(one, **{Requests.name: empty(Requests)}), "Jobcenter Nord")))
    (table,) = tables(document, "Anmodninger til centralforvaltningen")[-1:]
    assert column(table, "Anmodning") == ["Kun status", "En streg", "Et ja"]
    assert column(table, "Svar") == ["intet svar endnu", "intet svar endnu", "Ja"]
    assert "Uden svar: 2 af 3 anmodninger." in as_text(document)


def test_the_list_of_requests_is_left_out_where_nobody_asks(parts):
    assert not len(material(papers(parts[JULY], requests=empty(Requests))).together.requests)


ACCOUNT = {
    WarningsDue.CENTRE: "Jobcenter Musvågevej", WarningsDue.KIND: WarningKind.GOAL.value, WarningsDue.SUBJECT: "8",
    WarningsDue.TITLE: "Jobsamtaler til tiden", WarningsDue.LIGHT: Light.RED.value, WarningsDue.MESSAGE: "80 % mod 95 %",
    WarningsDue.OPENED_ON: date(2011, 4, 30), WarningsDue.BY_WHEN: date(2011, 5, 14), WarningsDue.WHO: "Lone",
    WarningsDue.STATUS: RecoveryStatus.OPENED.value,
}  # fmt: skip


def test_written_accounts_stand_apart_from_themed_plans(parts):
    lines = [
        ACCOUNT,
        {**ACCOUNT, WarningsDue.SUBJECT: "9", WarningsDue.WHY: "Sygdom.", WarningsDue.WHAT: "Vikarer.",
         WarningsDue.EFFECT: "95 % i august", WarningsDue.STATUS: RecoveryStatus.RECEIVED.value},
        {**ACCOUNT, WarningsDue.SUBJECT: "10", WarningsDue.LIGHT: None, WarningsDue.WHY: "Det gik over.",
         WarningsDue.STATUS: RecoveryStatus.LAPSED.value},
    ]  # fmt: skip
    made = material(parts[JULY])
    economy = made.together.economy
    economy = replace(economy, frames={**economy.frames, WarningsDue: frame_of(WarningsDue, lines)})
    document = plan_document(replace(made, together=replace(made.together, economy=economy)))
    text = as_text(document)
    assert "[lead] Åbne varsler: 2. Uden redegørelse: 1." in text
    assert text.index("# Lige muligheder for alle") < text.index("# Skriftlige redegørelser")
    owed = [block.text for block in document.blocks if isinstance(block, Paragraph) and block.kind is TextKind.OWED]
    assert owed == ["Redegørelsen mangler. Den skyldtes af Lone senest 14-05-2011; den frist er overskredet."]
    facts = [dict(block.lines) for block in document.blocks if isinstance(block, Facts)]
    assert facts[1]["Hvorfor"] == "Sygdom."
    assert facts[1]["Varsel"].endswith("80 % mod 95 %")
    assert facts[2]["Hvorfor"] == "Det gik over."
    assert "## Varsler, der er ovre" in text
