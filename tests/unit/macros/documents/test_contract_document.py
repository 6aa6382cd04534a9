"""The contract as a document, from the shipped registers and from registers of a user's own."""

from datetime import date
from pathlib import Path

import pytest

from macros.steps.documents.contract_document import contract_document
from macros.steps.documents.contract_source import contract_sources
from schemas.codes import GoalType
from schemas.document_codes import ContractPart
from schemas.errors import RefusedError
from schemas.frames import records
from schemas.tables import ContractTexts, Goals
from schemas.words.vocabulary import words
from tests.unit.macros.documents.blocks import after, every_text, headings, lists, tables, texts
from tests.unit.macros.documents.plain import as_text
from workbook.documents.model import Bullets, Paragraph, Signatures, TextKind

DANISH, ENGLISH = words("da"), words("en")
TODAY = date(2009, 3, 2)
GOALS = """År;Center;Mål nr.;Styringsparameter;Fokus;Måltype;Mål;Indikator;Enhed;Regel;Grundlag;Måltal;Opgøres som;Årsprofil;Gælder fra;Ændring;Besluttet af;Begrundelse
2012;A;1;Kvalitet;Svartid;Indsatsmål (I);Svar til tiden;enquiries_answered_in_10_days;pct.;mindst;niveau;90;andel (tæller/nævner);samme hele året;;;;
2012;A;1;Kvalitet;Svartid;Indsatsmål (I);Svar til tiden;enquiries_answered_in_10_days;pct.;mindst;niveau;80;andel (tæller/nævner);samme hele året;01-07-2012;væsentlig;direktionen;Ny lov
2012;B;1;Kvalitet;;Resultatmål (R);Sygefravær;sickness_absence;dage;højst;niveau;9;sum;lige store måneder;;;;
"""  # fmt: skip


def sources_of(*names, centre=None, today=TODAY, language=DANISH):
    return contract_sources([Path(name) for name in names], centre, None, today, language)[0]


@pytest.fixture(scope="module")
def of_2009():
    return sources_of("2009")


@pytest.fixture(scope="module")
def of_2011():
    return sources_of("2011")


def made(sources, language=DANISH):
    return contract_document(sources, language)[0]


def test_2009_has_its_goals_its_focus_areas_and_its_29_efforts(of_2009):
    (source,) = of_2009
    document = made(of_2009)
    kinds = {str(goal[Goals.NUMBER]): goal[Goals.GOAL_TYPE] for goal in records(source.goals)}
    assert len(kinds) == 18
    efforts = [number for number, kind in kinds.items() if kind == GoalType.EFFORT]
    assert efforts == ["1.3", "1.9", "2.2", "2.3", "4.3"]
    (primary,) = tables(after(document, "De primære fokusområder i 2009"))
    (inner,) = tables(after(document, "Fokusområder for den indre effektivitet"))
    assert (len(primary.rows), len(inner.rows)) == (6, 3)
    under = {name: after(document, name) for name in headings(document) if name.startswith("Fokus: ")}
    assert [len(block.items) for blocks in under.values() for block in lists(blocks)] == [5, 3, 5, 5, 5, 3, 3]
    printed = [row[0].split()[-1] for blocks in under.values() for row in texts(tables(blocks)[0])]
    assert printed == list(kinds)


def test_2009_counts_its_goals_by_parameter(of_2009):
    overview = next(table for table in tables(made(of_2009).blocks) if table.anchor == "overview")
    assert texts(overview) == [
        ["Indsatsen", "2", "7", "9"],
        ["Kvalitet i indsatsen", "2", "1", "3"],
        ["Personale", "0", "3", "3"],
        ["Økonomi", "1", "2", "3"],
        ["Samlet antal mål", "5", "13", "18"],
    ]


def test_2011_counts_its_goals_by_vision_point_and_two_limits_as_one_goal(of_2011):
    overview = next(table for table in tables(made(of_2011).blocks) if table.anchor == "overview")
    # The contract prints 1/4/5 and 4/9/13, which its own list does not give.
    assert [row[1:] for row in texts(overview)] == [["2", "3", "5"], ["0", "2", "2"], ["3", "3", "6"], ["5", "8", "13"]]
    assert [column.title for column in overview.columns[1:]] == ["Indsatsmål (I)", "Resultatmål (R)", "I alt"]
    assert any("Mål 13" in line.text for line in overview.below)


def test_the_shape_follows_from_what_a_contract_holds(of_2009, of_2011):
    of_both = [[name for name in headings(made(sources)) if not name.startswith("Fokus: ")] for sources in (of_2009, of_2011)]  # fmt: skip
    older, newer = of_both
    assert older.index("Vision og fokusområder") < older.index("Kontraktens mål i 2009")
    assert newer.index("Kontraktens mål") < newer.index("Strategisk afsæt") < newer.index("Mission")
    for each in of_both:
        ends = ["Opfølgning", "Ændring af kontrakten", "Underskrift", "Bilag: Alle mål"]
        assert [name for name in each if name in ends] == ends


@pytest.mark.parametrize(
    ("year", "signed"),
    [
        ("2009", [("Marianne Larsen", "Jobcenterchef"), ("Morten Binder", "Administrerende direktør")]),
        ("2011", [("Niels Gansted", "Centerchef"), ("Morten Binder", "Administrerende direktør")]),
    ],
)
def test_who_signs_and_when_is_data(year, signed):
    day = {"2009": "06-02-2009", "2011": "26-01-2011"}[year]
    (block,) = [block for block in made(sources_of(year)).blocks if isinstance(block, Signatures)]
    assert block.lines == tuple((*line, day) for line in signed)


def test_what_the_source_does_not_show_is_a_marked_place(of_2011):
    document = made(of_2011)
    assert [block.kind for block in after(document, "Mission")] == [TextKind.PLACEHOLDER]
    assert document.facts.lines[1] == ("Senest opdateret", "21-01-2011")


def test_the_years_calendar_stands_under_follow_up(of_2009):
    (calendar,) = tables(after(made(of_2009), "Opfølgning"))
    assert [row[1:3] for row in texts(calendar)] == [
        ["statusmøde", "1. kvartal 2009"],
        ["halvårsrapport", "2. kvartal 2009"],
        ["statusmøde", "3. kvartal 2009"],
        ["årsrapport", "4. kvartal 2009"],
    ]


def test_the_appendix_holds_each_goal_with_what_it_asks_its_baseline_and_its_source(of_2011):
    asked, counted = tables(after(made(of_2011), "Bilag: Alle mål"))
    numbers = [*map(str, range(1, 13)), "13a", "13b"]
    assert [row[0] for row in texts(asked)] == numbers == [row[0] for row in texts(counted)]
    seventh = texts(asked)[6]
    assert "2,6 %" in seventh[3]
    assert "det svarer til højst 1.510,3" in seventh[3]
    assert seventh[4] == "1.472 (december 2010)"
    assert texts(asked)[9][4] == "opgøres for 2010"
    # What all sources begin with is said once.
    assert texts(counted)[0][4] == "Kontraktmål 1"
    assert counted.below[0].text == "Kilde: Resultatkontrakt 2011, Jobcenter København Musvågevej (21.01.2011)."


def test_the_measures_of_the_goals_are_an_appendix(of_2011):
    (measures,) = tables(after(made(of_2011), "Bilag: Indikatorkatalog"))
    assert len(measures.rows) == 14


def test_the_document_is_in_the_users_language():
    document = made(sources_of("2011", language=ENGLISH), ENGLISH)
    assert document.title == "Performance contract 2011"
    assert "Goals of the contract" in headings(document)
    assert not [text for text in every_text(document) if text.startswith("contract_")]


@pytest.fixture
def own(tmp_path):
    path = tmp_path / "kontrakt.csv"
    path.write_text(GOALS, encoding="utf-8")
    return path


def test_a_register_without_texts_gives_marked_places_and_says_so_once(own):
    sources, _ = contract_sources([own], None, None, date(2012, 2, 1), DANISH)
    document, issues = contract_document(sources, DANISH)
    assert [(issue.code, issue.value) for issue in issues] == [("contract_without_text", "A, B")]
    owed = [
        block.text for block in document.blocks if isinstance(block, Paragraph) and block.kind is TextKind.PLACEHOLDER
    ]
    for part in ("party", "purpose", "frame", "vision", "follow_up", "change", "signature"):
        assert DANISH.text(f"contract_write_{part}") in owed
    # Two contracts in one document stand under their centres.
    assert [name for name in headings(document) if name in {"A", "B"}] == ["A", "B"]


def test_one_centre_of_several_is_chosen_by_its_name(own):
    (source,) = contract_sources([own], "b", None, date(2012, 2, 1), DANISH)[0]
    assert source.holder == "B"
    with pytest.raises(RefusedError) as refused:
        contract_sources([own], "C", None, date(2012, 2, 1), DANISH)
    assert refused.value.issues[0].code == "no_such_centre"


def test_the_goal_in_force_is_shown_and_what_it_was_before(own):
    early, late = ((date(2012, 2, 1), "mindst 90 %"), (date(2012, 9, 1), "mindst 80 %"))
    for day, asked in (early, late):
        (source,) = contract_sources([own], "A", None, day, DANISH)[0]
        document = made([source])
        (row,) = texts(tables(after(document, "Bilag: Alle mål"))[0])
        assert row[3].startswith(asked)
        (change,) = texts(tables(after(document, "Bilag: Genforhandlede mål"))[0])
        assert change[:2] == ["1", "01-07-2012"]
        assert change[2].startswith("mindst 90 %")
        assert change[3].startswith("mindst 80 %")
        assert change[4:] == ["væsentlig ændring", "direktionen", "Ny lov"]


def test_texts_beside_a_csv_are_read_for_the_centre_they_name(own):
    own.with_name("kontrakt_Kontrakttekst.csv").write_text(
        "Center;Del;Overskrift;Under;Tekst;Navn;Dato\n"
        "A;part;;;Centret;;\n;formål;;;Fælles {{formål}}\x07 og mål;;\nA;indsats;;Svartid;Nyt system;;\n"
        "A;indsats;;Svartiden;Ny vagtplan;;\nC;part;;;Ingen;;\nA;underskrift;;;Chef;;01-02-2012\n",
        encoding="utf-8",
    )
    sources, issues = contract_sources([own], None, None, date(2012, 2, 1), DANISH)
    codes = {issue.code for issue in issues}
    assert {"effort_astray", "control_characters", "paper_of_nobody", "signature_without_name"} <= codes
    first, second = (made([source]) for source in sources)
    assert lists(after(first, "Formål")) == lists(after(second, "Formål")) == [Bullets(("Fælles {{formål}} og mål",))]
    assert lists(after(first, "Fokus: Svartid")) == [Bullets(("Nyt system",))]
    # An effort under a name that is no focus is printed all the same.
    assert lists(after(first, "Øvrige indsatser")) == [Bullets(("Ny vagtplan",))]
    assert not lists(after(second, "Aftalens parter"))


def test_contracts_of_two_years_and_one_contract_twice_are_refused(own):
    with pytest.raises(RefusedError) as years:
        contract_sources([Path("2009"), Path("2011")], None, None, TODAY, DANISH)
    assert [issue.code for issue in years.value.issues] == ["different_years"]
    with pytest.raises(RefusedError) as twice:
        contract_sources([own, own], "A", None, TODAY, DANISH)
    assert [issue.code for issue in twice.value.issues] == ["duplicate_workbook"]


def test_all_words_of_both_contracts(of_2009, of_2011, golden):
    for year, sources in (("2009", of_2009), ("2011", of_2011)):
        golden(f"contract_{year}.txt", as_text(made(sources)))


def test_every_part_of_the_shipped_texts_has_its_place(of_2009, of_2011):
    for sources in (of_2009, of_2011):
        (source,) = sources
        said = "\n".join(every_text(made(sources)))
        for line in records(source.paper(ContractTexts)):
            if line[ContractTexts.PART] not in {ContractPart.SIGNATURE, ContractPart.EDITION, ContractPart.MISSION}:
                assert line[ContractTexts.TEXT] in said
