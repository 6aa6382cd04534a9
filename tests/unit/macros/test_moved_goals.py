"""The front page's goals that moved: since the last approved date, from which light to which, in both languages."""

from datetime import date

import pytest

from macros.steps.front import about_frame, attention_frame
from macros.steps.moved_goals import moved_goals
from schemas.codes import Light, Unit, Verdict, YesNo
from schemas.reading import frame_of
from schemas.tables import History, Results
from schemas.words.vocabulary import words

MARCH, MAY, JUNE = date(2009, 3, 31), date(2009, 5, 31), date(2009, 6, 30)
LIGHTS = {"1": Light.GREEN, "2": Light.RED, "3": Light.RED, "4": Light.GREEN, "5": Light.YELLOW}


def results():
    """Five goals of June."""
    return frame_of(Results, [
        {
            "number": number, "centre": "A", "measure": f"m{number}", "title": f"Mål {number}", "unit": Unit.PCT,
            "shown_unit": Unit.PCT, "light": light, "computed_light": light, "reason": "Derfor", "decimals": 1,
            "verdict": Verdict.OPEN, "impossible": YesNo.NO, "as_of": JUNE, "shown_result": 90.0, "shown_target": 95.0,
        }
        for number, light in LIGHTS.items()
    ])  # fmt: skip


def history(*lines):
    """Lines of earlier dates: goal, date, light, day of approval."""
    names = ("goal", "as_of", "light", "approved")
    return frame_of(History, [{"centre": "A", **dict(zip(names, line, strict=True))} for line in lines])


APPROVED = [
    ("1", MARCH, Light.RED, JUNE), ("2", MARCH, Light.YELLOW, JUNE), ("3", MARCH, Light.RED, JUNE),
    ("4", MARCH, Light.NONE, JUNE),
]  # fmt: skip


def test_the_last_approved_date_goes_before_a_later_one_that_is_not():
    later = [(number, MAY, Light.YELLOW, None) for number in LIGHTS]
    found = moved_goals(history(*APPROVED, *later), results(), JUNE)
    assert (found.since, found.is_approved) == (MARCH, True)
    assert {goal: light for (_, goal), light in found.before.items()} == {
        "1": Light.RED, "2": Light.YELLOW, "4": Light.NONE,
    }  # fmt: skip
    assert found.sentence(words()) == (
        "1 til det bedre, 1 til det værre, 1 til eller fra ingen data siden 31-03-2009 (godkendt)"
    )


@pytest.mark.parametrize(
    ("lines", "language", "sentence"),
    [
        ([], "da", "Ingen tidligere opgørelse"),
        ([("1", JUNE, Light.RED, JUNE)], "en", "No earlier reporting date"),
        ([("2", MAY, Light.RED, None), ("5", MARCH, Light.RED, None)], "da", "Ingen siden 31-05-2009"),
        ([("5", MAY, Light.RED, None)], "en", "1 for the better, 0 for the worse since 2009-05-31"),
    ],
)
def test_what_is_said_where_nothing_is_approved(lines, language, sentence):
    assert moved_goals(history(*lines), results(), JUNE).sentence(words(language)) == sentence


def test_the_list_names_those_that_moved_green_ones_too():
    own = words()
    listed = attention_frame(own, results(), moved_goals(history(*APPROVED), results(), JUNE))
    assert listed[["number", "light", "light_moved"]].to_numpy().tolist() == [
        ["2", "◆ Rød", "▲ Gul → ◆ Rød"],
        ["3", "◆ Rød", None],
        ["5", "▲ Gul", None],
        ["1", "● Grøn", "◆ Rød → ● Grøn"],
        ["4", "● Grøn", "○ Ingen data → ● Grøn"],
    ]
    assert attention_frame(own, results())["number"].tolist() == ["2", "3", "5"]


def test_a_page_without_room_tells_it_beside_the_date():
    own = words()
    usual = about_frame(own, as_of=JUNE, moved="Ingen siden 31-03-2009")
    facts = dict(usual.to_numpy().tolist())
    assert facts["Skiftet lys"] == "Ingen siden 31-03-2009"
    narrow = dict(about_frame(own, as_of=JUNE, moved="Ingen", room=len(usual) - 1).to_numpy().tolist())
    assert narrow["Opgjort pr."] == "30-06-2009. Skiftet lys: Ingen"
    assert "Skiftet lys" not in narrow
