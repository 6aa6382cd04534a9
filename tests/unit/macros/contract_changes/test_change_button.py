"""The button *Ret kontrakt*: it asks step by step, tries the change, and writes it after a yes."""

from datetime import date, datetime
from pathlib import Path

import pytest

from macros.buttons.change_contract import change_contract
from macros.buttons.change_questions import ROOM
from macros.buttons.listed_question import OF_AN_ANSWER
from macros.steps.contract_changes.opened import OpenRegister
from macros.steps.register import read_register
from schemas.errors import RefusedError
from schemas.tables import Centres, Goals
from schemas.words.vocabulary import entries, words
from tests.unit.macros.contract_changes.test_register_changes import JKM, JKS, register  # noqa: F401  a fixture

NOW = datetime(2009, 7, 20, 9, 30)


class Answers:
    """A host whose user gives these answers; blank takes what is suggested."""

    def __init__(self, path, *answers, says_yes=True):
        self._path, self._answers, self._says_yes = path, list(answers), says_yes
        self.asked = []

    has_own_files = False

    def files(self, _wanted, _title):
        return [self._path]

    def choose(self, question, suggestion):
        self.asked.append((question, suggestion))
        return (self._answers.pop(0) if self._answers else None) or suggestion

    def progress(self, _text):
        """Nothing to show."""

    def agrees(self, question):
        self.asked.append((question, ""))
        return self._says_yes


def pressed(desk, proposed=("", "")):
    return change_contract(desk, words(), proposed, NOW)


def test_the_selected_goal_is_proposed_and_renegotiated_after_a_yes(register):  # noqa: F811
    desk = Answers(register, "1", "", "", "Måltal = 700; Mål = 700 pladser", "01-07-2009", "1", "ny lov", "")
    text, bad = pressed(desk, (JKS, "1.1"))
    assert not bad
    assert "Måltal: 600 → 700" in text and "Skrevet i kontrakt.csv" in text
    assert desk.asked[1][1] == "1.1"
    assert desk.asked[2][1] == JKS  # two centres have a goal 1.1


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        (("1", "1.2", "Måltal = 90", "01-07-2009", "1", "ny lov", ""), "Måltal: 95,5 → 90"),
        (("2", "1.2", "JKS", "1.3; Flere samtaler; 80; 01-07-2009", "ny lov", ""), "gælder fra 01-07-2009; måltal 80 %"),
        (("3", "1.1", "JKS", "30-06-2009", "1", "ny lov", ""), "med måltallet 300"),
        (("3", "1.1", "JKS", "30-06-2009", "250", "ny lov", ""), "med måltallet 250"),
        (("4", "JKM", "30-06-2009", "2", "ny lov", ""), "Jobcenter Musvågevej lukker 30-06-2009"),
    ],
)  # fmt: skip
def test_each_kind_of_change_is_written(register, answers, told):  # noqa: F811
    text, bad = pressed(Answers(register, *answers))
    assert (told in text, bad) == (True, False)
    read = read_register(register, words())
    decided = [*read.goals[Goals.DECIDED_BY].dropna(), *read.centres[Centres.DECIDED_BY].dropna()]
    assert set(decided) == {"direktionen"}


def test_a_no_or_a_missing_answer_writes_nothing(register):  # noqa: F811
    before = register.read_bytes()
    answers = ("1", "1.2", "Måltal = 90", "01-07-2009", "1", "ny lov", "direktionen")
    assert pressed(Answers(register, *answers, says_yes=False))[0] == "Intet er valgt; intet er ændret."
    for given in range(1, len(answers) - 1):
        assert "der mangler et svar" in pressed(Answers(register, *answers[:given]))[0]
    assert pressed(Answers(register, "9")) == ("»9« er ikke et af numrene. Intet er ændret.", True)
    assert register.read_bytes() == before


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        (("1", "1.2", "Måltal 90"), "change_field_unknown"),
        (("2", "1.2", "JKS", "1.3; Flere samtaler; 80"), "change_box_parts"),
        (("2", "1.2", "JKS", "1.3; Flere samtaler; 80; i morgen"), "not_a_date"),
        (("2", "1.2", "JKS, JKX", ""), "centre_not_listed"),
        (("1", "1.2", "Måltal = 90", "i morgen"), "not_a_date"),
        (("3", "1.2", "30-06-2009", "halvdelen"), "not_a_number"),
    ],
)
def test_an_answer_that_is_none_is_refused(register, answers, code):  # noqa: F811
    with pytest.raises(RefusedError) as refused:
        pressed(Answers(register, *answers))
    assert [issue.code for issue in refused.value.issues] == [code]
    assert date(2009, 1, 1) < date(2009, 7, 1)


@pytest.mark.parametrize("named", ["alle", "JKS; Jobcenter Musvågevej"])
def test_a_goal_is_added_for_several_centres_in_one_go_with_fields_of_its_own(register, named):  # noqa: F811
    box = "1.5; Unge i uddannelse; 60; 01-07-2009; Indikator = youth_in_education; Enhed = pct.; Opgøres som = andel (tæller/nævner); Årsprofil = samme hele året"  # fmt: skip
    desk = Answers(register, "2", "1.1", named, box, "ny lov", "")
    text, bad = pressed(desk)
    assert not bad, text
    assert len(desk.asked) == 7  # with the yes
    added = read_register(register, words()).goals
    added = added[added[Goals.NUMBER] == "1.5"]
    assert added[Goals.CENTRE].tolist() == [JKS, JKM]
    assert added[[Goals.MEASURE, Goals.TARGET, Goals.VALID_FROM]].drop_duplicates().to_numpy().tolist() == [["youth_in_education", 60, date(2009, 7, 1)]]  # fmt: skip


def test_groups_and_the_total_are_no_centres():
    shipped = read_register("2008", words())
    opened = OpenRegister(Path("kontrakt.csv"), "", shipped, words())
    held = {*shipped.holders} - {*opened.open_then(date(2008, 7, 1))}
    assert held == {"BIF i alt"}  # the groups of 2008 hold contracts of their own, which no centre of theirs has


def test_all_centres_are_those_that_are_open_then(register):  # noqa: F811
    pressed(Answers(register, "4", "JKM", "30-06-2009", "2", "ny lov", ""))
    text, _ = pressed(Answers(register, "2", "1.2", "alle", "1.5; Flere samtaler; 80; 01-07-2009", "ny lov", ""))
    assert JKS in text and JKM not in text


@pytest.mark.parametrize("language", ["da", "en"])
def test_excels_box_for_an_answer_holds_every_question(language):
    about = {"choices": "x" * (ROOM + 1), "register": "x" * 60, "year": 2009}
    asked = [key for key in entries()["texts"] if key.startswith("ask_change")]
    lengths = {key: len(words(language).text(key, **about)) for key in asked}
    assert len(lengths) > 10
    assert {key: length for key, length in lengths.items() if length > OF_AN_ANSWER} == {}
