"""The report to the committee on workbooks of three centres: what stands in it, what is owed, and what is refused."""

import pickle
import shutil
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from macros.cli import main
from macros.steps.centre_results import read_part
from macros.steps.consolidating import brought_together
from macros.steps.documents.committee_report import annual_report, half_year_report
from macros.steps.documents.material import Material, read_material
from macros.steps.documents.report_basis import left_out_centres
from schemas.codes import Light, PlanStatus, Verdict, YesNo
from schemas.document_codes import MeetingKind
from schemas.errors import RefusedError
from schemas.reading import frame_of
from schemas.tables import ActionPlans, Comments, Goals, History, Meetings, Results
from schemas.words.vocabulary import words
from tests.conftest import GOLDEN
from tests.document_lines import rows, tables, text, under
from tests.unit.macros.test_consolidating import CENTRES, _make_three
from workbook.documents.model import Bullets, DataTable, Heading, Paragraph, TextKind

MARCH, JUNE, DECEMBER = date(2011, 3, 31), date(2011, 6, 30), date(2011, 12, 31)
FIRST, SECOND, THIRD = CENTRES


@pytest.fixture(scope="module")
def workbooks(once):
    made = once("three", _make_three)
    return [made / f"{centre} 2011.xlsx" for centre in CENTRES]


@pytest.fixture(scope="module")
def read(workbooks):
    """What the workbooks hold as of a day, read once."""
    kept = {}

    def parts(day):
        if day not in kept:
            kept[day] = pickle.dumps([read_part(path, day, day) for path in workbooks])
        return pickle.loads(kept[day])

    return parts


def material(parts, language="da", made_on=JUNE):
    return Material(tuple(parts), brought_together(parts, words(language)), words(language), made_on)


def changed(part, table, number, **values):
    """A part with other values in a line of its goals or results."""
    frame = getattr(part, table).copy()
    key = Goals.NUMBER if table == "goals" else Results.NUMBER
    for name, value in values.items():
        frame[name] = frame[name].astype(object)
        frame.loc[frame[key] == number, name] = value
    return replace(part, **{table: frame})


def with_paper(part, table, *lines):
    return replace(part, papers={**part.papers, table.name: frame_of(table, lines)})


def paragraphs(document, kind):
    return [block.text for block in document.blocks if isinstance(block, Paragraph) and block.kind is kind]


def test_its_parts_stand_in_order(read):
    document = half_year_report(material(read(MARCH)))
    found = [block.text for block in document.blocks if isinstance(block, Heading) and block.level == 1]
    assert found[:4] == ["Indledning", "Overblik", "1. Indsats", "2. Personale"]  # appendices follow
    assert document.title == "Halvårsopfølgning på resultatkontrakter 2011"
    assert document.is_draft
    lights = next(block for block in under(document, "Lysene") if isinstance(block, DataTable))
    assert [cell.light for cell, *_ in lights.rows] == [Light.RED, Light.YELLOW, Light.GREEN, Light.NONE]
    assert [column.title for column in tables(document)["Tabel 1"].columns] == [
        "Resultatmål", "Center", "Mål", "Resultat", "Forskel", "Lys", "Årsprognose",
    ]  # fmt: skip
    assert [column.title for column in tables(document)["Tabel 2"].columns][2:4] == ["Mål til dato", "Årets mål"]


def test_each_goal_has_a_place_for_background(read):
    document = half_year_report(material(read(MARCH)))
    places = paragraphs(document, TextKind.PLACEHOLDER)
    assert sum("hvad er gjort" in place for place in places) == len(tables(document)) == 4


def test_a_day_that_ends_no_half_year_is_said(read):
    at_march = half_year_report(material(read(MARCH)))
    assert "Halvåret slutter 30-06-2011, men tallene er opgjort pr. 31-03-2011." in paragraphs(at_march, TextKind.OWED)
    at_june = half_year_report(material(read(JUNE)))
    assert "Halvåret slutter" not in text(at_june)


def test_centres_without_workbooks_are_named(read):
    document = half_year_report(material(read(MARCH)))
    owed = next(line for line in paragraphs(document, TextKind.OWED) if line.startswith("Mangler i rapporten"))
    assert "Jobcenter Skelbækgade" in owed and FIRST not in owed
    matrix = next(block for block in document.blocks if isinstance(block, DataTable) and block.anchor == "matrix")
    states = {row[0].text: {cell.text for cell in row[1:]} for row in matrix.rows}
    assert states["Jobcenter Skelbækgade"] == {"mangler"}
    assert "mangler" not in states[FIRST]


@pytest.mark.parametrize(
    ("day", "note", "is_told"),
    [
        (date(2011, 5, 11), "Aftalt", True),
        (date(2011, 5, 11), None, True),
        (date(2011, 7, 6), "Aftalt", False),
        (date(2011, 5, 11), "Forslag til dato. Forår.", False),
        (date(2011, 5, 11), "Proposal: moved from the calendar of 2009.", False),
    ],
)
def test_only_meetings_before_the_reporting_date_that_were_agreed_are_told_as_held(read, day, note, is_told):
    meeting = {
        Meetings.YEAR: 2011, Meetings.DATE: day, Meetings.MEETING_KIND: MeetingKind.STATUS_MEETING, Meetings.NOTE: note,
    }  # fmt: skip
    parts = [with_paper(part, Meetings, meeting) for part in read(JUNE)]
    found = text(half_year_report(material(parts, made_on=date(2011, 8, 1))))
    assert ("Der er holdt ét statusmøde med centrene" in found) is is_told


def test_parts_of_a_goal_that_count_as_one_are_said(read):
    document = half_year_report(material(read(MARCH)[:1]))
    counted = next(block for block in document.blocks if isinstance(block, DataTable) and block.anchor == "optaelling")
    assert [line.text for line in counted.below] == [
        "Mål 3a og 3b er dele af samme mål. De tælles som ét i antallet af mål (3) og hver for sig i lysene (4)."
    ]
    assert rows(counted)[-1][4] == "3"


def test_a_closed_centre_is_not_missing(read):
    parts = read(MARCH)
    parts[0] = replace(parts[0], closed=["Jobcenter Skelbækgade"])
    assert "Jobcenter Skelbækgade | mangler" not in text(half_year_report(material(parts)))


def test_a_goal_without_data_is_stated(read):
    document = half_year_report(material(read(MARCH)))
    found = [row for table in tables(document).values() for row in rows(table) if row[0] == "Trivsel, to"]
    assert found == [["Trivsel, to", FIRST, "60", "–", "–", "○ Ingen data", "–"]]
    assert "Uden gyldige tal: " in text(document)
    named = next(block for block in under(document, "Røde mål")[::-1] if isinstance(block, Bullets))
    assert f"3b Trivsel, to, {FIRST}" in named.items


def test_only_goals_for_the_committee(read):
    parts = [changed(part, "goals", "1", to_committee=YesNo.YES) for part in read(MARCH)]
    document = half_year_report(material(parts))
    assert list(tables(document)) == ["Tabel 1"]
    assert "Rapporten viser 3 mål, som er mærket til udvalget. 9 andre mål i projektmapperne er ikke med." in text(
        document
    )


def test_a_centre_none_of_whose_goals_is_marked_is_said(read):
    parts = read(MARCH)
    parts[0] = changed(parts[0], "goals", "1", to_committee=YesNo.YES)
    parts[1] = changed(parts[1], "goals", "1", to_committee=YesNo.YES)
    found = material(parts)
    document = half_year_report(found)
    matrix = next(block for block in document.blocks if isinstance(block, DataTable) and block.anchor == "matrix")
    assert {cell.text for row in matrix.rows if row[0].text == THIRD for cell in row[1:]} == {"ingen mål mærket"}
    assert f"Ingen mål er med fra {THIRD}: " in text(document)
    assert [(issue.code, issue.value) for issue in left_out_centres(found)] == [("none_for_committee", THIRD)]
    parts[2] = replace(parts[2], goals=parts[2].goals.assign(to_committee=YesNo.NO))
    assert left_out_centres(material(parts)) == []  # somebody decided it
    assert left_out_centres(material(read(MARCH))) == []


def test_no_goal_for_the_committee_is_refused(read):
    parts = read(MARCH)
    for at, part in enumerate(parts):
        parts[at] = replace(part, goals=part.goals.assign(to_committee=YesNo.NO))
    with pytest.raises(RefusedError) as refused:
        half_year_report(material(parts))
    assert [issue.code for issue in refused.value.issues] == ["no_committee_goals"]


@pytest.mark.parametrize(
    ("language", "said"),
    [("da", "31-03-2011 ("), ("en", "2011-03-31 (")],
)
def test_other_reporting_dates_are_refused(read, language, said):
    parts = [*read(MARCH)[:2], read(JUNE)[2]]
    with pytest.raises(RefusedError) as refused:
        half_year_report(material(parts, language))
    (issue,) = refused.value.issues
    assert issue.code == "different_dates"
    assert said in issue.value and f"{THIRD} 2011.xlsx" in issue.value


def test_a_workbook_without_figures_takes_the_others_day(workbooks, tmp_path):
    register = tmp_path / "r.csv"
    register.write_text(
        "År;Center;Mål nr.;Styringsparameter;Måltype;Mål;Indikator;Enhed;Regel;Grundlag;Måltal;Opgøres som;Årsprofil\n"
        "2011;Ydelsesservice;1;Indsats;result;Til tiden;on_time;pct;mindst;niveau;95;ratio;flat\n",
        encoding="utf-8",
    )
    blank = tmp_path / "tom.xlsx"
    assert main(["new", str(register), "--out", str(blank)]) == 0
    found = read_material([workbooks[0], blank], None, date(2011, 9, 1), words())
    assert [part.as_of for part in found.parts] == [MARCH, MARCH]
    document = half_year_report(found)
    assert "Ydelsesservice har endnu ingen gyldige tal for målet." not in text(document)  # two centres share the table
    assert "Uden gyldige tal: Ydelsesservice." in text(document)


def test_small_counts_and_totals_that_tell_them_are_hidden(read):
    small = {Results.RESULT: 3.0, Results.SHOWN_RESULT: 3.0}
    parts = read(MARCH)
    parts[1] = changed(parts[1], "results", "2", **small)
    document = half_year_report(material(parts))
    table = tables(document)["Tabel 2"]
    found = {row[1]: row[4] for row in rows(table)}
    assert found[SECOND] == "under 5"
    assert found[FIRST] == "50"
    assert any("Antal under 5" in line.text for line in table.below)
    assert f"{SECOND} har nået" not in text(document)


def test_what_people_wrote_stands_with_its_goal(read):
    parts = read(MARCH)
    comment = {
        Comments.GOAL: "2", Comments.AS_OF: MARCH, Comments.TEXT: "To aftaler faldt væk", Comments.AUTHOR: "A. Holm",
        Comments.WRITTEN_ON: date(2011, 4, 8), Comments.PARTS: "30 praktikker + 20 løntilskud",
    }  # fmt: skip
    plan = {
        ActionPlans.GOAL: "2", ActionPlans.ACTION: "Besøg hos 20 virksomheder", ActionPlans.RESPONSIBLE: "B. Lund",
        ActionPlans.DEADLINE: "Ultimo maj", ActionPlans.STATUS: PlanStatus.RUNNING,
    }  # fmt: skip
    done = {**plan, ActionPlans.ACTION: "Brev til alle", ActionPlans.STATUS: PlanStatus.DONE}
    parts[0] = with_paper(with_paper(parts[0], Comments, comment), ActionPlans, plan, done)
    document = half_year_report(material(parts))
    assert "To aftaler faldt væk. (A. Holm, 08-04-2011)" in text(document)
    assert "Besøg hos 20 virksomheder (B. Lund, Ultimo maj" in text(document)
    assert "Brev til alle" not in text(document)
    assert "50 (30 praktikker + 20 løntilskud)" in text(document)
    other = with_paper(read(MARCH)[0], Comments, {**comment, Comments.AS_OF: date(2010, 12, 31)})
    assert "To aftaler" not in text(half_year_report(material([other, *read(MARCH)[1:]])))


def test_actions_past_their_deadline_come_first_and_are_marked(read):
    parts = read(MARCH)
    plans = [
        {
            ActionPlans.GOAL: "2", ActionPlans.ACTION: f"Besøg {at}", ActionPlans.STATUS: PlanStatus.PLANNED,
            ActionPlans.IS_OVERDUE: YesNo.YES if at == 7 else YesNo.NO,
        }
        for at in range(1, 8)
    ]  # fmt: skip
    parts[0] = with_paper(parts[0], ActionPlans, *plans)
    items = next(
        block.items
        for block in half_year_report(material(parts)).blocks
        if isinstance(block, Bullets) and any("Besøg" in item for item in block.items)
    )
    assert items[0] == "Besøg 7 (planlagt, over fristen)" and items[1] == "Besøg 1 (planlagt)"


def test_parts_that_do_not_add_up_are_said(read):
    parts = read(MARCH)
    comment = {
        Comments.GOAL: "2",
        Comments.AS_OF: MARCH,
        Comments.TEXT: "-",
        Comments.PARTS: "30 praktikker + 25 løntilskud",
    }
    parts[0] = with_paper(parts[0], Comments, comment)
    assert "Delene giver tilsammen 55, men resultatet er 50." in text(half_year_report(material(parts)))


def test_what_changed_since_last_time(read):
    parts = read(MARCH)
    line = {History.CENTRE: FIRST, History.AS_OF: date(2010, 12, 31)}
    past = [
        {**line, History.GOAL: "1", History.LIGHT: Light.GREEN, History.APPROVED: date(2011, 1, 5)},
        {**line, History.GOAL: "1", History.LIGHT: Light.RED},
        {**line, History.GOAL: "3a", History.LIGHT: parts[0].results[Results.LIGHT].iloc[2]},
    ]
    parts[0] = replace(parts[0], history=frame_of(History, past))
    document = half_year_report(material(parts))
    now = words().light(Light(parts[0].results[Results.LIGHT].iloc[0]))
    found = [
        item for block in under(document, "Ændret siden sidst") if isinstance(block, Bullets) for item in block.items
    ]
    assert found == [f"Værre: 1 Til tiden, {FIRST}, fra ● Grøn til {now}"]
    assert f"Uden tidligere opgørelse: {SECOND} og {THIRD}." in text(document).replace(
        f"{SECOND}, {THIRD}", f"{SECOND} og {THIRD}"
    )


def test_figures_revised_after_their_approval_are_said(read):
    parts = read(MARCH)
    line = {History.CENTRE: FIRST, History.AS_OF: MARCH, History.APPROVED: date(2011, 4, 20)}
    own = list(parts[0].results[[Results.NUMBER, Results.RESULT, Results.LIGHT]].itertuples(index=False))
    past = [
        {**line, History.GOAL: number, History.LIGHT: light, History.RESULT: 12.0 if number == "1" else result}
        for number, result, light in own
    ]
    parts[0] = replace(parts[0], history=frame_of(History, past))
    facts = dict(half_year_report(material(parts)).facts.lines)
    assert facts["Tallene"] == (
        "er ikke godkendt, som de står her; rapporten er et udkast. "
        f"Godkendt, men tal er siden rettet: {FIRST} (godkendt 20-04-2011; andre tal for mål 1)"
    )


def at_years_end(read):
    """The three at the year's end: the first met goal 1, the others did not; the second explains, the third does not."""
    parts = read(DECEMBER)
    verdicts = (Verdict.MET, Verdict.NOT_MET, Verdict.NOT_MET)
    for at, verdict in enumerate(verdicts):
        parts[at] = changed(parts[at], "results", "1", verdict=verdict)
    why = {Comments.GOAL: "1", Comments.AS_OF: DECEMBER, Comments.TEXT: "Ny lov fra juli", Comments.AUTHOR: "C. Vind"}
    parts[1] = with_paper(parts[1], Comments, why)
    return parts


def test_the_year_says_of_each_goal_whether_it_was_met(read):
    document = annual_report(material(at_years_end(read), made_on=date(2012, 1, 20)))
    found = {row[1]: row[-1] for row in rows(tables(document)["Tabel 1"])}
    assert [found[centre] for centre in CENTRES] == ["nået", "ikke nået", "ikke nået"]
    assert f"Årets mål er ikke nået af {SECOND} og {THIRD}." in text(document)
    counted = next(block for block in document.blocks if isinstance(block, DataTable) and block.anchor == "afgoerelser")
    assert rows(counted)[0][:3] == ["Indsats", "1", "2"]
    assert "skal resten af året" not in text(document) and "ventes at ende" not in text(document)


def test_the_year_lists_explanations_that_are_owed(read):
    document = annual_report(material(at_years_end(read), made_on=date(2012, 1, 20)))
    owed = [
        item
        for block in under(document, "Manglende forklaringer")
        if isinstance(block, Bullets)
        for item in block.items
    ]
    assert f"1 Til tiden, {THIRD}" in owed
    assert f"1 Til tiden, {SECOND}" not in owed and f"1 Til tiden, {FIRST}" not in owed
    assert f"Forklaring mangler: 1 Til tiden, {THIRD}." in paragraphs(document, TextKind.OWED)
    assert "Ny lov fra juli. (C. Vind, 31-12-2011)" in text(document)


@pytest.mark.parametrize(
    ("light", "reason", "counts"),
    [(Light.RED, "For få medarbejdere", True), (Light.GREEN, "Ventes fuldt nået", False), (Light.RED, "–", False)],
)
def test_which_assessment_explains_a_miss(read, light, reason, counts):
    parts = at_years_end(read)
    told = {"assessment": light, "assessment_reason": reason, "assessed_by": "D", "assessed_on": DECEMBER}
    parts[2] = changed(parts[2], "results", "1", **told)
    found = text(annual_report(material(parts, made_on=date(2012, 1, 20))))
    assert (f"Forklaring mangler: 1 Til tiden, {THIRD}." in found) is not counts


@pytest.mark.parametrize(
    ("day", "said", "author", "counts"),
    [
        (DECEMBER, "For få medarbejdere", "D. Krog", True),
        (JUNE, "Det går bedre", "D. Krog", False),
        (DECEMBER, "-", "D. Krog", False),
        (DECEMBER, "For få medarbejdere", None, False),
    ],
)
def test_which_comment_explains_a_miss(read, day, said, author, counts):
    parts = at_years_end(read)
    why = {Comments.GOAL: "1", Comments.AS_OF: day, Comments.TEXT: said, Comments.AUTHOR: author}
    parts[2] = with_paper(parts[2], Comments, why)
    found = text(annual_report(material(parts, made_on=date(2012, 1, 20))))
    assert (f"Forklaring mangler: 1 Til tiden, {THIRD}." in found) is not counts


@pytest.mark.parametrize(
    ("verdict", "said"),
    [
        (Verdict.OPEN, "Ingen mål er afgjort endnu."),
        (Verdict.MET, "Ingen mål er afgjort som ikke nået."),
        (Verdict.NOT_MET, "Alle mål, der ikke er nået, er forklaret."),
    ],
)
def test_where_no_explanation_is_owed_it_says_why(read, verdict, said):
    parts = [replace(part, results=part.results.assign(verdict=verdict)) for part in read(JUNE)]
    why = {Comments.GOAL: "1, 2, 3a, 3b", Comments.AS_OF: JUNE, Comments.TEXT: "Ny lov", Comments.AUTHOR: "C. Vind"}
    parts = [with_paper(part, Comments, why) for part in parts]
    blocks = under(annual_report(material(parts)), "Manglende forklaringer")
    assert [block.text for block in blocks if isinstance(block, Paragraph)][:1] == [said]


def test_a_year_that_is_not_over_is_said(read):
    document = annual_report(material(read(JUNE)))
    assert any(
        line.startswith("Året er ikke slut: tallene er opgjort pr. 30-06-2011")
        for line in paragraphs(document, TextKind.OWED)
    )


def test_in_english_no_danish_words_of_ours(read):
    document = half_year_report(material(read(MARCH), "en"))
    found = text(document)
    for word in ("Mål til dato", "Resultatmål", "Kilde", "Forskel", "Årsprognose", "Indledning", "Baggrund"):
        assert word not in found
    assert "Table 2" in tables(document)


def test_texts_of_people_are_no_templates(read):
    parts = [changed(part, "goals", "1", title="Til {tiden} {{nu}}") for part in read(MARCH)]
    assert "Til {tiden} {{nu}}" in text(half_year_report(material(parts)))


@pytest.mark.parametrize(
    ("language", "said"), [("da", "Tag kun én projektmappe med"), ("en", "Include only one workbook")]
)
def test_two_workbooks_of_one_centre(workbooks, tmp_path, capsys, language, said):
    twice = shutil.copy(workbooks[0], tmp_path / "kopi.xlsx")
    out = tmp_path / "r.docx"
    command = [
        "--language",
        language,
        "report",
        "--kind",
        "half-year",
        str(workbooks[0]),
        str(twice),
        "--out",
        str(out),
    ]
    assert main(command) == 1
    assert said in "".join(capsys.readouterr()) and not out.exists()


def test_workbooks_of_other_years_layouts_or_none_at_all(workbooks, tmp_path, capsys):
    old = GOLDEN.parent / "old" / "0.1.0.xlsx"
    out = tmp_path / "r.docx"
    command = ["report", "--kind", "half-year", "--out", str(out), str(old)]
    assert main([*command, str(workbooks[0])]) == 1
    said = "".join(capsys.readouterr())
    assert f"2009 (0.1.0.xlsx), 2011 ({workbooks[0].name})" in said and not out.exists()
    assert main(["report", "--kind", "half-year", str(tmp_path / "nej.xlsx"), "--out", str(out)]) == 3
    assert "nej.xlsx" in "".join(capsys.readouterr()) and not out.exists()
    assert main(command) == 0
    assert "0.1.0.xlsx har ikke arkene til kommentarer" in "".join(capsys.readouterr())


def test_nothing_of_the_workbooks_is_changed(read):
    parts = read(MARCH)
    before = pickle.dumps([part.results.to_dict() for part in parts])
    half_year_report(material(parts))
    assert pickle.dumps([part.results.to_dict() for part in parts]) == before
    assert all(isinstance(part.goals, pd.DataFrame) for part in parts)
