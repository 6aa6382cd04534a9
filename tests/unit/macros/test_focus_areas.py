"""The focus areas of a map: lights rolled up from goals, how they came about, actions, effects; drawn from them."""

import pytest

from macros.steps.papers.focus_areas import Surroundings, focus_areas
from macros.steps.strategy_plan import strategy_plan
from schemas.codes import Light, PlanStatus, YesNo
from schemas.document_codes import StepKind
from schemas.reading import frame_of
from schemas.tables import ActionPlans, Goals, Results, StrategyLines, Theories
from schemas.words.vocabulary import words

LIGHTS = {"1": Light.GREEN, "2": Light.YELLOW, "3": Light.GREEN, "13a": Light.NONE, "13b": Light.RED}
WEIGHTS = {"1": 3, "2": 1, "3": None, "13a": 1, "13b": 1, "14": 1}


def around(lines, theories=(), actions=(), share=1.0, language="da"):
    goals = [{Goals.NUMBER: number, Goals.WEIGHT: weight} for number, weight in WEIGHTS.items()]
    results = [{Results.NUMBER: number, Results.LIGHT: light} for number, light in LIGHTS.items()]
    return Surroundings(
        frame_of(StrategyLines, lines),
        frame_of(Theories, theories),
        frame_of(ActionPlans, actions),
        frame_of(Goals, goals),
        frame_of(Results, results),
        share,
        words(language),
    )


def line(focus, goals=None, supports=None, perspective="By/Samfund"):
    return {
        StrategyLines.PERSPECTIVE: perspective,
        StrategyLines.FOCUS: focus,
        StrategyLines.SUPPORTS: supports,
        StrategyLines.STRATEGY_GOALS: goals,
    }


@pytest.mark.parametrize(
    ("goals", "share", "light", "how"),
    [
        ("1, 3", 1, Light.GREEN, "værst af 2: 2 grønne"),
        ("1-3", 1, Light.YELLOW, "værst af 3: 1 gul, 2 grønne"),
        ("1 og 13", 1, Light.RED, "værst af 3: 1 rød, 1 uden data, 1 grøn"),
        ("1-2", 0.75, Light.GREEN, "lyset, som mindst 75 pct. af vægten har eller er bedre end; af 2: 1 gul, 1 grøn"),
        ("1, 14", 1, Light.NONE, "værst af 2: 1 uden data, 1 grøn; ikke i kraft: 14"),
        ("1, 99", 1, Light.NONE, "værst af 2: 1 uden data, 1 grøn; står ikke i kontrakten: 99"),
        (None, 1, None, "ingen egne mål, derfor intet lys"),
    ],
)
def test_the_light_of_a_focus_area_and_how_it_came_about(goals, share, light, how):
    [area] = focus_areas(around([line("A", goals)], share=share))
    assert (area.rolled.light, area.rolled.how) == (light, how)


def test_a_theory_lends_its_goals_and_its_effect_to_the_focus_area_of_its_name():
    steps = [
        {Theories.THEORY: "Vejen", Theories.STEP_KIND: StepKind.ACTION, Theories.TEXT: "Samtaler"},
        {
            Theories.THEORY: "Vejen",
            Theories.STEP_KIND: StepKind.LONG_TERM,
            Theories.TEXT: "Flere i job.",
            Theories.THEORY_GOALS: "1-2",
        },
    ]
    plan = strategy_plan(focus_areas(around([line("vejen")], steps)), words())
    [box] = plan.boxes
    assert box.about == ("Langsigtet effekt: Flere i job.", "Mål 1-2")
    assert (box.light, box.light_text) == (Light.YELLOW, words().light(Light.YELLOW))


def test_actions_stand_under_their_focus_area_with_who_when_and_how_far():
    actions = [
        {ActionPlans.FOCUS: "Samarbejde", ActionPlans.ACTION: action, ActionPlans.RESPONSIBLE: "FJ"} | more
        for action, more in (
            ("Temadag: alle mødes", {ActionPlans.DEADLINE: "Ultimo 2011"}),
            ("Kursus. For alle", {ActionPlans.STATUS: PlanStatus.DONE, ActionPlans.IS_OVERDUE: YesNo.YES}),
            ("Møder", {ActionPlans.DEADLINE: "Maj", ActionPlans.IS_OVERDUE: YesNo.YES}),
        )
    ]
    actions.append({ActionPlans.FOCUS: "Andet", ActionPlans.ACTION: "Hører til et andet sted"})
    [area] = focus_areas(around([line("samarbejde")], actions=actions))
    assert area.plans == ("Temadag (FJ, Ultimo 2011)", "Kursus (FJ, udført)", "Møder (FJ, Maj, overskredet)")


def test_what_is_not_known_is_a_marked_blank_without_light_and_what_has_no_perspective_comes_last():
    lines = [
        line("A", "1"),
        line("[ikke læseligt]", perspective="Interne processer"),
        line("B", "3", "A; [ukendt]; Z", perspective="[ukendt]"),
        line(None, perspective="Mennesker og systemer"),
    ]
    plan = strategy_plan(focus_areas(around(lines)), words())
    assert [band.title for band in plan.bands] == [
        "By/Samfund", "Borger/Interessenter", "Interne processer", "Mennesker og systemer", "[ukendt]",
    ]  # fmt: skip
    assert [(box.title, box.is_blank, box.light) for box in plan.boxes] == [
        ("A", False, Light.GREEN), ("[ikke læseligt]", True, None), ("B", False, Light.GREEN),
    ]  # fmt: skip
    assert [box.supports for box in plan.boxes] == [(), (), (0,)]
    assert "By/Samfund: A, Mål 1, " in plan.alt


def test_a_map_in_english():
    plan = strategy_plan(
        focus_areas(around([line("A", "1-2", perspective="City/Society")], language="en")), words("en")
    )
    [box] = plan.boxes
    assert (box.note, box.about) == ("worst of 2: 1 yellow, 1 green", ("Goals 1-2",))
    assert plan.bands[0].boxes == (box,)
