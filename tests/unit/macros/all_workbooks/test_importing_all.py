"""One export for all centres: each workbook gets what it would get alone; all of them, or none."""

import json
import shutil
from dataclasses import replace
from datetime import date, datetime

import pytest

from macros.steps.all_workbooks import importing_all
from macros.steps.all_workbooks.importing_all import How, import_by_all
from macros.steps.all_workbooks.outcome import MovedLight
from macros.steps.contract import open_book, read_contract
from macros.steps.importing import import_exports
from macros.steps.recalculating import recalculate
from macros.terminal.all_lines import all_message, all_records, all_sentence, all_table
from schemas.codes import Light, Unit
from schemas.errors import CannotOpenError, RefusedError
from schemas.tables import (
    BudgetLines,
    Goals,
    History,
    Issues,
    LogLines,
    Observations,
    Origins,
    Results,
    TranslationLines,
)
from schemas.words.vocabulary import words
from tests.conftest import write_csv
from tests.unit.macros.command_line import run
from workbook.closed import together
from workbook.closed.book import ClosedBook

NOW = datetime(2008, 7, 20, 9, 30)
CENTRES = ("Jobcenter København", "Jobcenter Sygedagpenge", "BIF i alt")
HEADER = "Center;Indikator;Periode;Værdi"
EXPORT = (
    HEADER,
    "Jobcenter København;exit_rate_over_12_months;2008-H1;18,2",
    "jobcenter københavn;sickness_absence;2008-01;9",
    "Jobcenter København;short_sickness_absence;2008-01;4,2",
    "Jobcenter Sygedagpenge;sickness_absence;2008-01;3,5",
    "Jobcenter Sygedagpenge;short_sickness_absence;2008-01;0,1",
    "Jobcenter Sygedagpenge;exit_rate_over_12_months;2008-H1;18,2",
    "BIF i alt;sickness_absence;2008-01;6,8",
    "Ydelsesservice;sickness_absence;2008-01;4,1",
    "Ydelsesservice;noget helt andet;2008-01;4,1",
)
"""A spelling, a small figure, a measure that only another centre has, a centre without a workbook here."""
COMPARED = (Observations, BudgetLines, Origins, Results, History)


def copies(made, folder, names=CENTRES):
    folder.mkdir()
    return [shutil.copy(made / f"{name} 2008.xlsx", folder) and folder / f"{name} 2008.xlsx" for name in names]


@pytest.fixture(scope="module")
def both(_made, tmp_path_factory):
    """The three workbooks after an import into all at once, and after imports into each; and what the first one said."""
    folder = tmp_path_factory.mktemp("all")
    export = write_csv(folder / "udtræk.csv", *EXPORT)
    at_once, alone = copies(_made, folder / "at once"), copies(_made, folder / "alone")
    done = import_by_all(at_once, [export], words(), How(NOW))
    for path in alone:
        import_exports(path, [export], NOW)
        recalculate(path, None, NOW)
    return at_once, alone, done


def cells(path, table):
    with ClosedBook(path) as book:
        raw = book.read(table.name)
        return [tuple((cell.value, cell.formula) for cell in row) for row in raw.rows]


@pytest.mark.parametrize("table", COMPARED, ids=lambda table: table.name)
def test_each_workbook_gets_what_it_gets_alone(both, table):
    at_once, alone, _ = both
    for one, other in zip(at_once, alone, strict=True):
        assert cells(one, table) == cells(other, table)
    assert any(row[0][0] for row in cells(at_once[0], table)) or table in {BudgetLines}


def test_each_workbook_has_the_findings_of_the_import_beside_those_of_the_recalculation(both):
    at_once, alone, done = both
    for one, other, outcome in zip(at_once, alone, done.outcomes, strict=True):
        of_both, of_recalculation = set(cells(one, Issues)), set(cells(other, Issues))  # which came last
        assert of_recalculation <= of_both
        told = {cell for row in of_both for cell, _ in row if isinstance(cell, str)}
        assert {issue.message(words()) for issue in outcome.issues if issue.code == "label_taken"} <= told
    assert any(set(cells(one, Issues)) > set(cells(other, Issues)) for one, other in zip(at_once, alone, strict=True))


def test_figures_that_leap_or_replace_others_are_named(both, tmp_path, capsys):
    again = [shutil.copy(path, tmp_path) and tmp_path / path.name for path in both[0][1:]]
    export = write_csv(tmp_path / "rettet.csv", HEADER, "Jobcenter Sygedagpenge;sickness_absence;2008-01;35")
    code, text = run(capsys, "import", *again, export)
    assert code == 0
    assert "3,5 er rettet til 35" in text
    assert "Se efter i tallene: Tal ændret: 1 (Jobcenter Sygedagpenge)." in text
    assert any("3,5 er rettet til 35" in str(cell) for row in cells(again[0], Issues) for cell, _ in row)
    done = import_by_all(again, [write_csv(tmp_path / "igen.csv", *EXPORT)], words(), How(NOW))
    assert "Se efter i tallene: Tal ændret: 1 (Jobcenter Sygedagpenge)." in all_message(done, words())


def test_the_whole_is_said_once_and_each_has_its_own(both):
    done = both[2]
    counts = [(each.centre, each.added, each.changed, bool(each.as_of)) for each in done.outcomes]
    assert counts == [(CENTRES[0], 3, 0, True), (CENTRES[1], 2, 0, True), (CENTRES[2], 1, 0, True)]
    codes = [issue.code for issue in done.whole]
    assert sorted(set(codes)) == sorted(codes)
    told = {issue.code: issue for issue in done.whole}
    assert told["other_centre"].value == "Ydelsesservice"
    assert done.of_nobody == 2
    assert told["measure_of_others"].value == "exit_rate_over_12_months"
    taken = [[issue.value for issue in each.issues if issue.code == "label_taken"] for each in done.outcomes]
    assert taken == [["jobcenter københavn"], [], []]
    assert all(moved.before != moved.after for each in done.outcomes for moved in each.lights)
    assert sum(len(each.lights) for each in done.outcomes) > 0


def test_names_that_were_passed_over_are_on_the_sheets_of_names_of_workbooks_that_do_not_know_them(both):
    at_once, alone, done = both
    names = [[row[0][0] for row in cells(path, TranslationLines)] for path in at_once]
    assert names == [[None], ["exit_rate_over_12_months"], ["exit_rate_over_12_months"]]
    assert cells(at_once[1], TranslationLines) == cells(alone[1], TranslationLines)
    assert [each.noted for each in done.outcomes] == [0, 1, 1]
    assert "Oversættelse" in all_table(done, words())[-1]


def test_the_table_says_as_of_when_each_workbook_stands(both):
    done = both[2]
    lines = all_table(done, words())
    for outcome, line in zip(done.outcomes, lines[2:], strict=False):
        assert words().day(outcome.as_of) in line
    apart = replace(done, outcomes=[replace(done.outcomes[0], as_of=date(2007, 12, 31)), *done.outcomes[1:]])
    assert "forskellige datoer fra 31-12-2007 til 31-01-2008" in all_sentence(apart, words())
    assert "Opgjort pr." not in all_table(replace(done, outcomes=[replace(done.outcomes[0], as_of=None)]), words())[0]


def test_every_light_that_changed_is_named_under_the_table(both):
    done = both[2]
    moved = [MovedLight("A", f"1.{number}", "", Light.GREEN, Light.RED) for number in range(1, 6)]
    lines = all_table(replace(done, outcomes=[replace(done.outcomes[0], lights=moved)]), words())
    named = next(line for line in lines if line.startswith(f"{CENTRES[0]}: "))
    assert all(f"1.{number}: " in named for number in range(1, 6))


def test_a_refused_import_into_a_folder_prints_the_keys_of_one_that_is_taken(both, tmp_path, capsys):
    export = write_csv(tmp_path / "udtræk.csv", HEADER, "Jobcenter Sygedagpenge;sickness_absence;2008-02;tre")
    code, said = run(capsys, "import", both[0][0].parent, export, "--json")
    told = json.loads(said)
    assert code == 1
    assert {*all_records(both[2], words()), "issues", "groups"} == {*told}
    assert told["workbooks"] == []
    assert told["total"]["workbooks"] == 0


def test_a_preview_of_many_shows_each_ones_own_figures_and_says_the_rest_once(both, tmp_path, capsys):
    export = write_csv(tmp_path / "udtræk.csv", *EXPORT)
    code, said = run(capsys, "import", both[0][0].parent, export, "--preview")
    assert code == 0
    assert said.count("Intet er skrevet") == 1
    for path in both[0]:
        assert said.count(f"{path.name}\n") == 1
    assert "Andet center" not in said
    assert said.count("Ydelsesservice") == 1  # of no workbook here


def test_a_second_time_nothing_changes_and_figures_that_change_are_counted(both, tmp_path):
    at_once, _, _ = both
    again = [shutil.copy(path, tmp_path) and tmp_path / path.name for path in at_once[1:]]
    export = write_csv(tmp_path / "igen.csv", *EXPORT[:4], EXPORT[4].replace("3,5", "3,6"), *EXPORT[5:])
    done = import_by_all(again, [export], words(), How(NOW, recalculate=False))
    assert [(each.added, each.changed, each.unchanged) for each in done.outcomes] == [(0, 1, 1), (0, 0, 1)]
    assert [each.as_of for each in done.outcomes] == [None, None]


def test_an_error_for_one_of_them_is_none_for_all(_made, tmp_path):
    paths = copies(_made, tmp_path / "w")
    before = [path.read_bytes() for path in paths]
    export = write_csv(tmp_path / "udtræk.csv", *EXPORT, "Jobcenter Sygedagpenge;sickness_absence;2008-02;tre")
    with pytest.raises(RefusedError) as caught:
        import_by_all(paths, [export], words(), How(NOW))
    assert [(issue.code, issue.place.cell) for issue in caught.value.issues if issue.is_error] == [
        ("not_a_number", "D11")
    ]
    assert [path.read_bytes() for path in paths] == before
    assert [path.name for path in (tmp_path / "w").iterdir() if path not in paths] == []


@pytest.mark.parametrize("step", ["take_export", "recalculate_book", "place_together"])
def test_a_failure_at_any_step_leaves_every_byte(_made, tmp_path, monkeypatch, step):
    paths = copies(_made, tmp_path / "w", CENTRES[1:])
    before = [path.read_bytes() for path in paths]
    export = write_csv(tmp_path / "udtræk.csv", *EXPORT)
    real, called = getattr(importing_all, step), []

    def failing(*given, **named):
        called.append(given)
        if step == "place_together":
            replaced = []

            def put(new, path):
                replaced.append(path)
                if len(replaced) == 2:
                    raise PermissionError("open")
                new.replace(path)

            monkeypatch.setattr(together, "put_in_place", put)
        elif len(called) == 2:
            raise CannotOpenError([])
        return real(*given, **named)

    monkeypatch.setattr(importing_all, step, failing)
    with pytest.raises(CannotOpenError):
        import_by_all(paths, [export], words(), How(NOW))
    assert called
    assert [path.read_bytes() for path in paths] == before
    assert [path.name for path in (tmp_path / "w").iterdir() if path not in paths] == []


def known(path):
    book, language = open_book(path)
    with book:
        contract = read_contract(book, language)
        return importing_all.Known(path.name, 7, contract.expected)


@pytest.fixture(scope="module")
def three(_made):
    return [known(_made / f"{name} 2008.xlsx") for name in CENTRES]


def with_goals(one, column, value):
    goals = one.expected.goals.assign(**{column: value})
    return replace(one, expected=replace(one.expected, goals=goals))


def other_unit(one):
    goals = one.expected.goals
    is_it = goals[Goals.MEASURE] == "sickness_absence"
    return with_goals(one, Goals.UNIT, goals[Goals.UNIT].mask(is_it, Unit.COUNT))


CANNOT_BE_JOINED = {
    "another year": (lambda one: with_goals(one, Goals.YEAR, 2009), "different_years", "2008", "2009"),
    "an older layout": (lambda one: replace(one, columns=4), "different_layouts", "BIF i alt", "Jobcenter København"),
    "another unit": (other_unit, "different_units", "sickness_absence", "BIF i alt"),
    "the same centre": (
        lambda one: with_goals(one, Goals.CENTRE, CENTRES[0]),
        "centre_in_two_workbooks",
        CENTRES[0],
        "BIF i alt",
    ),
}


@pytest.mark.parametrize("case", CANNOT_BE_JOINED)
def test_workbooks_that_do_not_fit_each_other_are_refused_by_name(three, case):
    make, code, *told = CANNOT_BE_JOINED[case]
    with pytest.raises(RefusedError) as caught:
        importing_all.require_joinable([*three[:2], make(three[2])], [], None, importing_all.DEFAULT, words())
    issue = next(each for each in caught.value.issues if each.code == code)
    for text in told:
        assert text in issue.message(words()) + issue.place.file


def test_the_command_takes_a_folder_and_passes_over_what_is_not_ours(both, _made, tmp_path, capsys):
    folder = tmp_path / "centre"
    paths = copies(_made, folder, CENTRES[1:])
    (folder / "~$noget.xlsx").write_bytes(b"lock")
    (folder / "ødelagt.xlsx").write_bytes(b"no workbook")
    (folder / "notat.txt").write_text("x")
    export = write_csv(tmp_path / "udtræk.csv", *EXPORT)
    code, text = run(capsys, "import", folder, export, "--as-of", "2008-06")
    assert code == 0
    assert "ødelagt.xlsx kan ikke læses" in text
    lines = text.splitlines()
    row = next(line for line in lines if line.startswith("Jobcenter Sygedagpenge"))
    assert row.split()[2:4] == ["2", "0"]
    assert any(line.startswith("I alt (2)") for line in lines)
    assert (
        "Rækker for centre uden projektmappe her, som er sprunget over: 5 (Jobcenter København, Ydelsesservice)."
        in text
    )
    assert "genberegnet pr. 30-06-2008" in text
    with ClosedBook(paths[0]) as book:
        assert len(book.read(LogLines.name).rows) >= 2


def test_json_holds_each_workbook_the_total_and_the_whole(_made, tmp_path, capsys):
    paths = copies(_made, tmp_path / "w", CENTRES[1:])
    export = write_csv(tmp_path / "udtræk.csv", *EXPORT)
    code, text = run(capsys, "import", *paths, export, "--no-recalculate", "--json")
    told = json.loads(text)
    assert code == 0
    assert [(each["centre"], each["added"]) for each in told["workbooks"]] == [(CENTRES[1], 2), (CENTRES[2], 1)]
    assert told["total"]["added"] == 3
    assert told["total"]["of_nobody"] == 5
    assert {issue["code"] for issue in told["issues"]} >= {"other_centre"}


def test_a_preview_for_several_reads_as_their_import_does(_made, tmp_path, capsys):
    paths = copies(_made, tmp_path / "w")
    export = write_csv(tmp_path / "udtræk.csv", *EXPORT)  # measures that only one of them has, for another of them
    code, text = run(capsys, "import", *paths, export, "--preview", "--json")
    told = json.loads(text)
    assert (code, {issue["severity"] for issue in told["issues"]}) == (0, {"warning"})
    assert [(sheet["workbook"], sheet["layout"], sheet["count"]) for sheet in told["sheets"]] == [
        (path.name, "list", count) for path, count in zip(paths, (3, 2, 1), strict=True)
    ]
    code, text = run(capsys, "import", *paths, export, "--preview")
    assert (code, text.count("Ydelsesservice")) == (0, 1)


def test_a_folder_without_workbooks_is_told(tmp_path, capsys):
    export = write_csv(tmp_path / "udtræk.csv", *EXPORT)
    code, text = run(capsys, "import", tmp_path, export)
    assert (code, "har ingen projektmapper fra resultatkontrakt" in text) == (3, True)
