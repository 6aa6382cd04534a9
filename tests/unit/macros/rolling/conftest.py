"""A year of a small contract, made, approved and rolled over once for all tests of this folder."""

import shutil
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest

from macros.steps.closing import Approval, close
from macros.steps.contract import open_book
from macros.steps.filling import fill_tables
from macros.steps.importing import import_exports
from macros.steps.new import new
from macros.steps.recalculating import recalculate
from macros.steps.register import read_register
from macros.steps.rolling.choice import choice
from macros.steps.rolling.roll_over import roll_over
from macros.steps.table_writing import write_table
from macros.terminal.roll_over_lines import roll_over_record
from macros.terminal.showing import as_json
from schemas.reading import frame_of, read_table
from schemas.tables import TranslationLines, WarningsDue
from schemas.translation_codes import NameKind
from schemas.words.vocabulary import words
from tests.unit.macros.test_job import set_results

CASES = Path(__file__).parents[3] / "cases" / "next_year"
NOW = datetime(2010, 1, 20, 9, 0)
YEAR_END = date(2009, 12, 31)


def write_account(path, goal, why):
    """What a centre writes of a warning."""
    book, language = open_book(path)
    with book:
        raw = book.read(WarningsDue.name)
        rows = read_table(WarningsDue, raw, language).frame
        told = [why if subject == goal else None for subject in rows[WarningsDue.SUBJECT]]
        write_table(book, WarningsDue.name, rows.assign(why=pd.Series(told, dtype=object)), language, raw)
        book.save()


def answer_name(path, name, means):
    """What an economist chooses on the sheet of names in exports."""
    book, language = open_book(path)
    with book:
        line = {TranslationLines.NAME: name, TranslationLines.KIND: NameKind.CENTRE, TranslationLines.MEANS: means}
        write_table(book, TranslationLines.name, frame_of(TranslationLines, [line]), language)
        book.save()


@pytest.fixture(scope="session")
def year(once):
    """The year that ends, approved, with a figure corrected afterwards."""

    def make(folder):
        new(read_register(CASES / "register.csv", words()), None, folder, words())
        path = folder / "Nordhavn 2009.xlsx"
        import_exports(path, [CASES / "figures_2009.csv"], NOW)
        fill_tables(path, sorted((CASES / "papers").glob("*.csv")))
        recalculate(path, YEAR_END, NOW)
        set_results(path, 0, assessment="▲ Gul", assessment_reason="Tæt på.", assessed_by="AH", assessed_on=YEAR_END)
        recalculate(path, YEAR_END, NOW)
        answer_name(path, "Nordhavn Jobcenter", "Nordhavn")
        write_account(path, "1.1", "Bemandingen skiftede i maj.")
        close(path, Approval(YEAR_END, date(2010, 1, 10), "Direktionen"), NOW)
        import_exports(path, [CASES / "correction.csv"], NOW)

    return once("rolled year", make)


@pytest.fixture(scope="session")
def rolled(year, once):
    """Next year, with its first month imported and computed."""

    def make(folder):
        made = roll_over([year / "Nordhavn 2009.xlsx"], 2010, folder / "2010", choice(), words(), NOW, lambda _: None)
        shutil.copy(folder / "2010" / "Nordhavn 2010.xlsx", folder / "januar.xlsx")
        import_exports(folder / "januar.xlsx", [CASES / "january_2010.csv"], NOW)
        recalculate(folder / "januar.xlsx", None, NOW)
        (folder / "gave.json").write_text(as_json(**roll_over_record(made, words())), encoding="utf-8")

    return once("rolled", make)
