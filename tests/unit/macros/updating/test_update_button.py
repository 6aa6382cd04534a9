"""The button *Opdatér fra register*: files are chosen, changes listed, and a yes writes them."""

from datetime import datetime

import pytest

from macros.buttons.desk import Wanted
from macros.buttons.update_workbooks import update_workbooks
from schemas.errors import CannotOpenError
from schemas.words.vocabulary import words
from tests.unit.macros.updating.test_update import (  # noqa: F401  a fixture
    JKS,
    RENEGOTIATED,
    ROWS,
    contents,
    folder,
    goals,
    write,
)

NOW = datetime(2009, 7, 20, 9, 30)


class Answers:
    """A host whose user chooses these files; a pane hands over all of them at once."""

    def __init__(self, folder, says_yes=True, answer="", is_pane=False):  # noqa: F811
        self._register, self._workbooks = [folder / "kontrakt.csv"], [folder / JKS]
        self._says_yes, self._answer, self._is_pane = says_yes, answer, is_pane
        self.asked, self.given, self.has_own_files = "", [], not is_pane

    def book(self):
        raise CannotOpenError([])  # none of ours is open

    def files(self, wanted, _title):
        if self._is_pane:
            return [*self._register, *self._workbooks]
        return self._register if wanted is Wanted.REGISTER else self._workbooks

    def agrees(self, question):
        self.asked = question
        return self._says_yes

    def choose(self, question, _suggestion):
        self.asked = question
        return self._answer

    def progress(self, _text):
        """Nothing to show."""

    def made(self, paths):
        self.given = list(paths)


@pytest.mark.parametrize("is_pane", [False, True])
def test_changes_are_listed_and_written_after_a_yes(folder, is_pane):  # noqa: F811
    write(folder / "kontrakt.csv", [ROWS[0], RENEGOTIATED, *ROWS[1:]])
    before = contents(folder)
    assert update_workbooks(Answers(folder, says_yes=False), words(), NOW)[0] == "Intet er valgt; intet er ændret."
    assert contents(folder) == before
    desk = Answers(folder, is_pane=is_pane)
    text, bad = update_workbooks(desk, words(), NOW)
    assert "Mål 1.1 fra 01-07-2009 : – → Pladser; Måltal 700" in desk.asked
    assert (text.startswith(f"{JKS}: 1 ændring(er) skrevet"), bad, len(goals(folder / JKS))) == (True, False, 3)
    assert desk.given == [folder / JKS]


def test_what_two_have_changed_is_asked(folder):  # noqa: F811
    write(folder / "kontrakt.csv", [ROWS[0].replace(";600;", ";650;"), *ROWS[1:]])
    desk = Answers(folder, answer="2")
    assert update_workbooks(desk, words(), NOW)[0].startswith(f"{JKS}: 0 ændring(er)")
    assert "Mål 1.1 Måltal: 600 → 650" in desk.asked
    assert update_workbooks(Answers(folder, answer=None), words(), NOW)[0].startswith("Projektmapperne") is False
