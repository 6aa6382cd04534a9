"""What a roll-over made, for a terminal and as JSON: a line a centre, and what must be decided of each goal."""

from datetime import date

from macros.steps.rolling.new_goals import GoalLine
from macros.steps.rolling.new_workbook import RolledWorkbook
from macros.steps.rolling.roll_over import RolledOver
from macros.terminal.console import table
from macros.terminal.showing import issue_records
from schemas.frames import is_missing
from schemas.roll_over_codes import BaselineSource, GoalFate
from schemas.tables import Goals
from schemas.words.vocabulary import Words
from workbook.documents.prose.targets import target_with_versions
from workbook.layout import TABLES
from workbook.present import amount

_WIDEST = 44
_FIGURES = frozenset({1, 2, 3, 4, 5, 6, 7})
_TAKEN = (BaselineSource.APPROVED, BaselineSource.FIGURES)


def roll_over_lines(done: RolledOver, words: Words) -> list[str]:
    """What was made, for a terminal.

    Args:
        done: What was made.
        words: The user's language.
    """
    lines = []
    decide = [row for each in done.workbooks for row in _decide(each, words)]
    if decide:
        last = done.year - 1
        header = [
            words.title(Goals, Goals.CENTRE),
            words.text("rolled_goal"),
            words.title(Goals, Goals.TITLE),
            words.text("rolled_target", last=last),
            words.text("rolled_baseline", last=last),
            words.text("rolled_to_decide"),
        ]
        lines += [words.text("rolled_decide", year=done.year), *table(header, decide), ""]
    dropped = [row for each in done.workbooks for row in _dropped(each, words)]
    if dropped:
        header = [
            words.title(Goals, Goals.CENTRE),
            words.text("rolled_goal"),
            words.title(Goals, Goals.TITLE),
            words.text("rolled_why"),
        ]
        lines += [words.text("rolled_dropped"), *table(header, dropped), ""]
    for each in done.workbooks:
        told = [*each.to_do, *each.own, *_left(each, words)]
        lines += [each.centre, *(f"    {line}" for line in told), ""] if told else []
    if done.profiles:
        lines += [words.text("rolled_profiles", names=", ".join(done.profiles)), ""]
    made = sum(each.path is not None for each in done.workbooks)
    lines.append(words.text("rolled_title", year=done.year, count=made, folder=done.register.parent))
    return [*lines, *table(_heads(words), [_row(each, words) for each in done.workbooks], _FIGURES)]


def _heads(words: Words) -> list[str]:
    return [
        words.title(Goals, Goals.CENTRE),
        words.text("rolled_carried"),
        words.text("rolled_left"),
        words.text("rolled_taken"),
        words.text("rolled_missing"),
        words.text("rolled_months"),
        words.text("rolled_plans"),
        words.text("rolled_assessments"),
        words.text("rolled_file"),
    ]


def _row(each: RolledWorkbook, words: Words) -> list[str]:
    carried = sum(line.is_carried for line in each.lines)
    counts = (
        carried,
        len(each.lines) - carried,
        each.baselines(*_TAKEN),
        each.baselines(BaselineSource.MISSING),
        each.months,
        each.plans,
        each.assessments,
    )
    return [each.centre, *map(str, counts), each.path.name if each.path else words.text("rolled_no_file")]


def _decide(each: RolledWorkbook, words: Words) -> list[list[str]]:
    carried = [line for line in each.lines if line.is_carried]
    return [
        [line.centre, line.number, _short(line), target(line, words), baseline(line, words), to_decide(line, words)]
        for line in carried
    ]


def target(line: GoalLine, words: Words) -> str:
    """A goal's target as a phrase."""
    return target_with_versions(line.goal, [line.goal], words)


def baseline(line: GoalLine, words: Words) -> str:
    """A goal's new baseline with where it comes from; blank where it needs none."""
    found, unit = line.baseline, str(line.goal[Goals.UNIT])
    if found.source is BaselineSource.NONE:
        return ""
    told = [words.text(f"rolled_base_{found.source}")]
    if found.figures_give is not None:
        told.append(words.text("rolled_figures_give", value=amount(found.figures_give, unit, words)))
    if found.is_lost:
        told.append(words.text("rolled_figures_lost"))
    if found.before is not None:
        told.append(words.text("rolled_base_before", period=found.before))
    value = "–" if found.value is None else amount(found.value, unit, words)
    return f"{found.period}: {value} ({'; '.join(told)})"


def to_decide(line: GoalLine, words: Words) -> str:
    """What must be decided of a goal that comes along."""
    told = [] if line.is_decided else [words.text("rolled_decide_target")]
    told += [words.text("rolled_decide_months", months=line.months)] if line.months else []
    told += [words.text("rolled_decide_baseline")] if line.baseline.source is BaselineSource.MISSING else []
    told += [words.text("rolled_decide_title", what=line.dated)] if line.dated else []
    return "; ".join(told) or words.text("rolled_decide_nothing")


def _dropped(each: RolledWorkbook, words: Words) -> list[list[str]]:
    return [[line.centre, line.number, _short(line), why(line, words)] for line in each.lines if not line.is_carried]


def why(line: GoalLine, words: Words) -> str:
    """Why a goal was left behind."""
    day = line.goal[Goals.VALID_TO]
    return words.text(f"rolled_fate_{line.fate}", day=words.day(day) if isinstance(day, date) else "")


def _left(each: RolledWorkbook, words: Words) -> list[str]:
    tables = ", ".join(f"{words.table(TABLES[name])}: {count}" for name, count in each.left.items())
    return [words.text("rolled_stays", tables=tables)] if tables else []


def _short(line: GoalLine) -> str:
    text = str(line.goal[Goals.TITLE])
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}…"


def roll_over_record(done: RolledOver, words: Words) -> dict[str, object]:
    """What was made, as JSON holds it."""
    return {
        "year": done.year,
        "workbooks": [_workbook(each, words) for each in done.workbooks],
        "register": done.register,
        "profiles": done.profiles,
        "issues": issue_records(done.issues, words),
    }


def _workbook(each: RolledWorkbook, words: Words) -> dict[str, object]:
    return {
        "old": each.old,
        "workbook": each.path,
        "centre": each.centre,
        "goals": [_goal(line, words) for line in each.lines],
        "months": each.months,
        "observations": each.observations,
        "plans": each.plans,
        "assessments": each.assessments,
        "left": each.left,
        "to_do": list(each.to_do),
        "own": list(each.own),
    }


def _goal(line: GoalLine, words: Words) -> dict[str, object]:
    found = line.baseline
    figure = line.goal[Goals.TARGET]
    return {
        "centre": line.centre,
        "number": line.number,
        "title": line.goal[Goals.TITLE],
        "fate": line.fate.value,
        "why": "" if line.fate is GoalFate.CARRIED else why(line, words),
        "target": None if is_missing(figure) else figure,
        "target_in_words": target(line, words),
        "baseline_period": None if found.period is None else str(found.period),
        "baseline": found.value,
        "baseline_source": found.source.value,
        "figures_give": found.figures_give,
        "to_decide": to_decide(line, words) if line.is_carried else "",
    }
