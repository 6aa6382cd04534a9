"""A centre's workbook holds its contract too, and beside it what its figures say of the promises."""

from datetime import date
from pathlib import Path

from macros.steps.documents.citizen_contract import citizen_contract
from macros.steps.documents.contract_document import contract_document
from macros.steps.documents.contract_source import contract_sources
from schemas.words.vocabulary import words
from tests.unit.macros.documents.blocks import after, headings, tables, texts

DANISH = words("da")


def test_a_workbook_gives_the_contract_of_its_register_its_budget_and_how_promises_are_kept(filled):
    today = date(2009, 7, 20)
    sources, issues = contract_sources([filled], None, date(2009, 6, 30), today, DANISH)
    written, _ = contract_sources([Path("2009")], None, None, today, DANISH)
    ours, theirs = (contract_document(each, DANISH)[0] for each in (sources, written))
    assert [name for name in headings(ours) if name not in headings(theirs)] == ["Bilag: Budgetramme"]
    assert [name for name in headings(theirs) if name not in headings(ours)] == []
    # Baselines that the register leaves open are observed.
    baselines = {row[0]: row[4] for row in texts(tables(after(ours, "Bilag: Alle mål"))[0])}
    assert baselines["1.4"].endswith("(december 2008)")
    assert not baselines["1.4"].startswith("opgøres")
    (frame,) = tables(after(ours, "Bilag: Budgetramme"))
    assert "Driftsbudget" in {row[0] for row in texts(frame)}

    document, told = citizen_contract(sources, DANISH)
    assert document.is_draft
    for row in texts(tables(document.blocks)[2]):
        assert row[3].endswith(" %")
        assert row[4].partition(":")[2]
    assert not {issue.code for issue in told} & {"no_promises", "no_citizen_lines", "promise_not_marked"}
    # What is said of figures is said where figures are told, and not of the contract.
    assert issues == []


def test_a_contract_is_written_before_there_are_figures_and_misses_none(workbook):
    path = workbook("Jobcenter Musvågevej 2011")
    sources, issues = contract_sources([path], None, None, date(2011, 1, 20), DANISH)
    assert issues == []
    document, told = citizen_contract(sources, DANISH)
    assert {issue.code for issue in told} == {"no_citizen_lines"}
    assert not document.is_draft
    assert [len(row) for row in texts(tables(document.blocks)[0])] == [3, 3]
