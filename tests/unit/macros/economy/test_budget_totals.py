"""Exports of budgets with totals of accounts or of months: left out, and held against the lines that they cover."""

import pytest

from macros.steps.contract import open_book, read_contract
from macros.steps.importing import read_for
from schemas.tables import BudgetLines
from schemas.words.vocabulary import words
from tests.unit.macros.economy.economy_book import make
from workbook.exports.read import DEFAULT

KRONER = "Center;Konto;Periode;Budget;Forbrug"
THOUSANDS = "Center;Konto;Periode;Budget (1.000 kr.);Forbrug (1.000 kr.)"
ACCOUNTS = ["CKB;Driftsbudget;2008-01;4150000;4000000,5", "CKB;Købsbudget;2008-01;1150000;1100000,4"]
MONTHS = ["CKB;Driftsbudget;2008-01;4150000;4150000", "CKB;Driftsbudget;2008-02;4150000;4150000"]
ROUNDED = ["CKB;Driftsbudget;2008-01;4150,4;4150,4", "CKB;Købsbudget;2008-01;2333,4;2333,4"]
CASES = [
    (KRONER, ACCOUNTS, "CKB;I alt;2008-01;5300000;5100001", []),  # in whole kroner
    (KRONER, ACCOUNTS, "CKB;I alt;2008-01;5300001;5100000,9", []),
    (KRONER, ACCOUNTS, "CKB;I alt;2008-01;5300003;5100000,9", ["total_disagrees"]),
    (KRONER, ACCOUNTS, "CKB;Total;2008-01;5300000;5100000,75", ["total_disagrees"]),  # to the øre
    (KRONER, MONTHS, "CKB;Driftsbudget;I alt;8300000;8300000", []),
    (KRONER, MONTHS, "CKB;Driftsbudget;I alt;8300000;8301000", ["total_disagrees"]),
    (THOUSANDS, ROUNDED, "CKB;I alt;2008-01;6484;6484", []),
    (THOUSANDS, ROUNDED, "CKB;I alt;2008-01;6482;6484", ["total_disagrees"]),
]


@pytest.fixture(scope="module")
def contract(tmp_path_factory):
    book, language = open_book(make(tmp_path_factory.mktemp("totals")))
    with book:
        yield read_contract(book, language)


@pytest.mark.parametrize(("header", "lines", "total", "codes"), CASES)
def test_totals_are_no_lines(contract, csv_file, header, lines, total, codes):
    export = read_for(contract, [csv_file(header, *lines, total)], words(), DEFAULT)
    assert [issue.code for issue in export.issues if issue.is_error] == codes
    assert "totals_left_out" in [issue.code for issue in export.issues]
    if not codes:
        assert len(export.rows[BudgetLines]) == len(lines)


def test_a_name_that_ends_in_a_word_for_a_total_is_an_account(contract, csv_file):
    lines = ["CKB;Løn;2008-01;10;9", "CKB;Drift i alt;2008-01;20;18"]
    export = read_for(contract, [csv_file(KRONER, *lines)], words(), DEFAULT)
    assert [issue.code for issue in export.issues if issue.is_error] == []
    assert export.rows[BudgetLines][BudgetLines.ACCOUNT].tolist() == ["Løn", "Drift i alt"]
