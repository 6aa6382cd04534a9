"""Changes of method that move the level of a target: only the executive board may, and they are refused.

Source: the contracts of 2009 (section 4) and of 2011 (section 3), on who may change a target.
"""

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from schemas.codes import Summary, Unit, VersionKind
from schemas.frames import Record, records
from schemas.issues.issue import OF_GOAL, Issue
from schemas.reading import Understood
from schemas.rules.validation import goal_of
from schemas.tables import Goals
from schemas.versions import version_numbers
from schemas.words.vocabulary import Words
from udfs.goals.arrays import codes
from udfs.goals.goal_columns import matched, ratio_scale
from udfs.goals.measures import with_values
from udfs.goals.versions import YearLevels, line_levels, moves
from udfs.goals.year import baselines
from workbook.present import target_text, telling

_VERSION, _ROW = "_version", "_row"


def level_issues(goals: Understood, observed: Callable[[], pd.DataFrame], words: Words) -> list[Issue]:
    """Hold each change of method against the version before it.

    Args:
        goals: The register, as it stands, without errors.
        observed: Gives what is observed, for baselines that the register leaves to it; asked only where there is a
            change of method.
        words: The user's language.

    Returns:
        An error for each change of method that asks for another level, naming both; a warning where the level of one
        cannot be told yet, for its baseline was not observed.
    """
    if not (goals.frame[Goals.VERSION_KIND] == VersionKind.METHOD).any():
        return []
    old, new = _pairs(goals.frame)
    if not len(new):
        return []
    observations = observed()
    before, after = _levels(old, observations), _levels(new, observations)
    moved, unknown = moves(old, new, before, after)
    issues = []
    for at, (earlier, line) in enumerate(zip(records(old), records(new), strict=True)):
        place = goals.place(int(line[_ROW]), Goals.TARGET)
        about = {"start": line[Goals.VALID_FROM], OF_GOAL: goal_of(line)}
        if moved[at]:
            levels = [(float(each.target[at]), float(each.target_max[at])) for each in (before, after)]
            texts = _in_words((earlier, line), levels, words)
            issues.append(Issue("method_moves_level", place, texts[1], {**about, "old": texts[0]}))
        elif unknown[at]:
            issues.append(Issue("method_level_unknown", place, str(line[Goals.NUMBER]), about))
    return issues


def _pairs(frame: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The changes of method, and the version before each; row by row, numbered from 0."""
    told = frame.assign(_version=version_numbers(frame), _row=np.array(frame.index))
    new = told[(told[Goals.VERSION_KIND] == VersionKind.METHOD) & (told[_VERSION] > 0)].reset_index(drop=True)
    keys = [Goals.CENTRE, Goals.NUMBER, _VERSION]
    sought = new[keys].assign(**{_VERSION: new[_VERSION] - 1})
    return sought.merge(told, on=keys, how="left"), new


def _levels(lines: pd.DataFrame, observations: pd.DataFrame) -> YearLevels:
    summary, scale = codes(lines[Goals.SUMMARY], Summary), ratio_scale(lines)
    observed = with_values(matched(lines, observations), scale)
    return line_levels(lines, baselines(lines, observed, summary, scale).value)


def _in_words(lines: Sequence[Record], levels: Sequence[tuple[float, float]], words: Words) -> list[str]:
    """Both targets; what else than the level differs is said with it."""
    count = max(telling(*pair) for pair in zip(*levels, strict=True))
    differs = {name: lines[0][name] != lines[1][name] for name in (Goals.RULE, Goals.UNIT)}
    is_sum = [line[Goals.SUMMARY] == Summary.SUM for line in lines]
    texts = []
    for line, (target, upper) in zip(lines, levels, strict=True):
        unit = str(line[Goals.UNIT])
        parts = [words.show(Goals.RULE, line[Goals.RULE])] if differs[Goals.RULE] else []
        parts.append(target_text(target, upper, unit, words, count))
        parts += [words.show(Goals.UNIT, unit)] if differs[Goals.UNIT] and unit != Unit.PCT else []
        parts += [f"({words.show(Goals.SUMMARY, line[Goals.SUMMARY])})"] if is_sum[0] != is_sum[1] else []
        texts.append(" ".join(parts))
    return texts
