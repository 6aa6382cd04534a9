"""The economist at the buttons: a workbook is open, files are chosen, questions answered, and each of it is counted.

The open workbook is a file that is saved at once, as a user saves it after each button.
"""

from datetime import datetime

from macros.buttons.actions import press
from macros.buttons.desk import Wanted
from workbook.closed.book import ClosedBook
from workbook.live.places import OpenPlace


class _OpenWorkbook(ClosedBook):
    place = OpenPlace()


class Economist:
    """A host of the buttons.

    Args:
        path: The workbook that is open.
        folder: Where new files go.
        now: The time.
    """

    has_own_files = True

    def __init__(self, path, folder, now=datetime(2025, 4, 10, 9, 0)):
        self._path, self._folder, self._now = path, folder, now
        self._exports, self._answers, self._name = [], [], ""
        self.actions, self.said = 0, ""

    def press(self, button, exports=(), answers=(), name=""):
        """Press a button, which goes well: what is told.

        Args:
            button: The button.
            exports: The files that are chosen.
            answers: What is answered, in turn; a blank is the suggestion.
            name: What a new file is called; otherwise what is suggested.
        """
        self._exports, self._answers, self._name = list(exports), list(answers), name
        self.actions += 1
        outcome = press(button, self, self._now)
        assert not outcome.bad, outcome.text
        assert self._answers == [], "a question that was not asked"
        return outcome.text

    def _counted(self, answer):
        self.actions += 1
        return answer

    def book(self):
        return _OpenWorkbook(self._path)

    def files(self, wanted, _title):
        assert wanted is Wanted.EXPORTS, "the folder tells which workbooks are meant, and the workbook its register"
        return self._counted(self._exports)

    def place_for(self, _wanted, _title, suggestion):
        return self._counted(self._folder / (self._name or suggestion))

    def choose(self, _question, suggestion):
        return self._counted((self._answers.pop(0) if self._answers else "") or suggestion)

    def agrees(self, _question):
        return self._counted(answer=True)

    def selected(self):
        return None

    def unsaved(self):
        return False

    def keep(self, _content):
        """Undoing is tested elsewhere."""

    def where(self, path):
        return str(path)

    def paths_by_name(self, paths):
        return {path.name: path for path in paths}

    def made(self, _paths):
        """They lie where they are."""

    def progress(self, _text):
        """Nobody waits."""

    def show(self, _sheet, _cell):
        """Nobody looks."""

    def failed(self, issue, language):
        raise AssertionError(issue.message(language))

    def tell(self, text, bad):
        self.said = text
