"""Centres that close within the year: their goals end on that day, and the list of centres says so."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from macros.steps.contract_changes.goal_changes import KEEP, Ending, close_goal
from macros.steps.contract_changes.goal_lives import centre_closed_by, end_of_year
from macros.steps.contract_changes.opened import OpenRegister
from macros.steps.contract_changes.planned import Decision, LineChange, Planned
from schemas.codes import YesNo
from schemas.errors import RefusedError
from schemas.fields import Field
from schemas.frames import records
from schemas.issues.issue import Issue, Place
from schemas.tables import BudgetLines, Centres, Goals
from schemas.words.vocabulary import text_key


@dataclass(frozen=True)
class TargetsLeft:
    """What becomes of a closing centre's targets of the whole year.

    Args:
        part: One of ``goal_changes.PARTS``; empty where nobody said.
        kept: The numbers of goals whose targets stay in any case.
    """

    part: str = ""
    kept: Sequence[str] = ()

    def of(self, number: str) -> Ending:
        """What becomes of one goal's target."""
        is_kept = text_key(number) in {text_key(each) for each in self.kept}
        return Ending(KEEP if is_kept else self.part, with_centre=True)


def close_centre(
    opened: OpenRegister, centre: str, decision: Decision, left: TargetsLeft, successors: Sequence[str] = ()
) -> Planned:
    """A centre that closes.

    Args:
        opened: The register.
        centre: Its name.
        decision: Its last day, with reason and who decided it.
        left: What becomes of the targets of the whole year.
        successors: The centres that take over.

    Raises:
        RefusedError: It is closed already, a goal of it begins later, or nobody said what becomes of a target.
    """
    words = opened.words
    row = opened.centre_row(centre)[0]
    if (issue := centre_closed_by(opened, centre, decision.day)) is not None:
        raise RefusedError([issue])
    if decision.day >= end_of_year(opened.year):
        place, about = Place(opened.path.name), {"year": opened.year}
        raise RefusedError([Issue("goal_closed_after_year", place, words.day(decision.day), about)])
    plans, issues = [], []
    for number in open_goals(opened, centre, decision.day):
        try:
            plans.append(close_goal(opened, centre, number, decision, left.of(number)))
        except RefusedError as refused:
            issues += refused.issues
    if issues:
        raise RefusedError(issues)
    values: dict[Field, object] = {
        Centres.VALID_TO: decision.day,
        Centres.DECIDED_BY: decision.decided_by,
        Centres.REASON: decision.reason,
    }
    values |= {Centres.SUCCESSOR: "; ".join(successors)} if successors else {}
    if row is None:
        values |= {Centres.CENTRE: centre, Centres.IN_TOTAL: YesNo.NO}
    told: dict[str, object] = {"centre": centre, "day": words.day(decision.day), "count": len(plans)}
    said = [words.text("centre_closed", **told), *(text for each in plans for text in each.told if _is_new(each))]
    if same := [str(_number(opened, each)) for each in plans if not _is_new(each)]:
        said.append(words.text("centre_targets_stay", goals=", ".join(same)))
    said += _budget_left(opened, centre, decision.day)
    changes = [change for each in plans for change in each.lines]
    return Planned([*changes, LineChange(Centres, values, row=row)], said)


def _is_new(plan: Planned) -> bool:
    """Whether a goal ends with a line of its own, since its target is another one."""
    return plan.lines[0].row is None


def _number(opened: OpenRegister, plan: Planned) -> object:
    return records(opened.goals.loc[[plan.lines[0].row]])[0][Goals.NUMBER]


def open_goals(opened: OpenRegister, centre: str, day: date) -> list[str]:
    """The numbers of a centre's goals that are not closed by a day."""
    own = opened.goals[opened.goals[Goals.CENTRE] == centre]
    numbers = dict.fromkeys(map(str, own[Goals.NUMBER]))
    found = []
    for number in numbers:
        end = opened.versions(centre, number)[-1][1][Goals.VALID_TO]
        if not (isinstance(end, date) and end <= day):
            found.append(number)
    return found


def _budget_left(opened: OpenRegister, centre: str, day: date) -> list[str]:
    """That the register has budgets of a centre for the months after it closes."""
    lines = opened.register.budget_lines
    own = lines[(lines[BudgetLines.CENTRE] == centre)]
    later = [period for period in own[BudgetLines.PERIOD] if period.last_day > day]
    return [opened.words.text("centre_budget_left", centre=centre, count=len(later))] if later else []
