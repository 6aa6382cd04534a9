"""What stands in words beside what people type: the columns are the program's own, and no part of what was agreed."""

from datetime import date

import pandas as pd
import pytest

from macros.steps.contract import open_book, read_contract
from macros.steps.papers.in_words import parameter_titles, targets_in_words, write_in_words
from schemas.codes import Basis, Rule, Summary, Unit, VersionKind, YearProfile
from schemas.reading import frame_of
from schemas.tables import Goals, Parameters
from schemas.words.vocabulary import words
from workbook.closed.book import ClosedBook

DA, EN = words("da"), words("en")


def lines(*goals):
    usual = {
        Goals.CENTRE: "A",
        Goals.NUMBER: "1",
        Goals.RULE: Rule.AT_LEAST,
        Goals.UNIT: Unit.PCT,
        Goals.BASIS: Basis.ABSOLUTE,
        Goals.SUMMARY: Summary.MEAN,
        Goals.PROFILE: YearProfile.FLAT,
    }
    return frame_of(Goals, [usual | goal for goal in goals])


def test_a_renegotiation_is_summed_up_on_both_lines():
    later = {
        Goals.TARGET: 90.0,
        Goals.VALID_FROM: date(2009, 7, 1),
        Goals.VERSION_KIND: VersionKind.SUBSTANTIAL,
        Goals.DECIDED_BY: "direktionen",
    }
    goals = lines({Goals.TARGET: 95.0}, later, {Goals.NUMBER: "2", Goals.TARGET: 80.0})
    said = targets_in_words(goals, DA)
    assert said[0].startswith("mindst 95 %") and "01-07-2009" in said[0]
    assert said[1].startswith("mindst 90 %") and "direktionen" in said[1] and "mindst 95 %" in said[1]
    assert said[2] == "mindst 80 % i gennemsnit over året"


def test_lines_are_versions_by_their_day_wherever_they_stand():
    later = {Goals.TARGET: 90.0, Goals.VALID_FROM: date(2009, 7, 1), Goals.VERSION_KIND: VersionKind.SUBSTANTIAL}
    there, back = lines({Goals.TARGET: 95.0}, later), lines(later, {Goals.TARGET: 95.0})
    assert targets_in_words(there, EN) == targets_in_words(back, EN)[::-1]


@pytest.mark.parametrize(("language", "title"), [(DA, "Lys: tolerance"), (EN, "Lights: tolerance")])
def test_a_parameter_of_the_users_own_is_called_by_its_name(language, title):
    own = frame_of(Parameters, [{Parameters.NAME: "tolerance"}, {Parameters.NAME: "min_sats"}])
    assert parameter_titles(own, language) == [title, "min_sats"]


def test_only_what_is_not_right_is_written_and_nothing_of_it_is_read(workbook):
    path = workbook("Jobcenter Skelbækgade 2009")
    title = DA.title(Goals, Goals.TARGET_IN_WORDS)
    with ClosedBook(path) as book:
        raw = book.read("goals")
        at = raw.header.index(title)
        right = [row[at].value for row in raw.rows]
        wrong = pd.DataFrame({title: pd.Series(["noget helt andet", *right[1:]], dtype=object)})
        book.write("goals", wrong, list(range(len(raw.rows))))
        book.save()
    book, language = open_book(path)
    with book:
        contract = read_contract(book, language)
        assert contract.goals[Goals.TARGET_IN_WORDS].isna().all()
        write_in_words(book, contract)
        book.save()
    with ClosedBook(path) as book:
        raw = book.read("goals")
    assert [row[raw.header.index(title)].value for row in raw.rows] == right
    assert right[0] == "mindst 36 % i gennemsnit over året"
