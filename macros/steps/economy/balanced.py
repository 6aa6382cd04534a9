"""Balanced attainment of the centres (steering model 2006: balanced results)."""

from collections.abc import Sequence

import pandas as pd

from schemas.codes import Unit
from schemas.frames import Record, is_missing, records
from schemas.measures import HUNDRED_PER_CENT
from schemas.reading import frame_of
from schemas.tables import BalancedAttainments, Goals, Results
from schemas.words.vocabulary import Words, text_key
from udfs.economy.balanced import Balanced, balanced
from udfs.economy.reward import CAP
from workbook.present import amount


def _by_centre(
    goals: pd.DataFrame, results: pd.DataFrame, cap: float
) -> dict[str, tuple[list[object], list[Balanced]]]:
    """Each centre's steering parameters and their attainment; the whole, without a parameter, last."""
    lines = pd.DataFrame(
        {
            "centre": goals[Goals.CENTRE].to_numpy(),
            "parameter": _alike(goals[Goals.PARAMETER].tolist()),
            "weight": goals[Goals.WEIGHT].to_numpy(dtype=float),
            "attainment": results[Results.ATTAINMENT].to_numpy(dtype=float),
        }
    )
    found = {}
    for centre, own in lines.groupby("centre", sort=False):
        parts, whole = balanced(own["parameter"].tolist(), own["attainment"], own["weight"], cap)
        found[str(centre)] = ([*parts, None], [*parts.values(), whole])
    return found


def _alike(parameters: Sequence[object]) -> list[str]:
    """The steering parameters, each as it is written first: letter case and spaces tell none apart."""
    first: dict[str, str] = {}
    written = ["" if is_missing(each) else str(each) for each in parameters]
    return [first.setdefault(text_key(each), each) for each in written]


def balanced_attainments(goals: pd.DataFrame, results: pd.DataFrame) -> pd.DataFrame:
    """Each centre's attainment by steering parameter, and of all.

    Args:
        goals: The goals in force.
        results: Their results, row by row the same goals.

    Returns:
        A line a parameter (an empty text for goals without one), and one of the whole (without a parameter) after them.
    """
    rows = []
    for centre, (parameters, attained) in _by_centre(goals, results, CAP).items():
        last = len(parameters) - 1
        for at, (parameter, each) in enumerate(zip(parameters, attained, strict=True)):
            rows.append(
                {
                    BalancedAttainments.CENTRE: centre,
                    BalancedAttainments.PARAMETER: None if at == last else parameter,
                    BalancedAttainments.GOALS: each.goals,
                    BalancedAttainments.WITH_FIGURES: each.with_figures,
                    BalancedAttainments.ATTAINMENT: each.attainment,
                }
            )
    return frame_of(BalancedAttainments, rows)


def attained(goals: pd.DataFrame, results: pd.DataFrame, cap: float) -> dict[str, float]:
    """Each centre's balanced attainment as the reward counts it.

    Args:
        goals: The goals in force.
        results: Their results, row by row the same goals.
        cap: The most of a goal's attainment that counts (a parameter); 0 for no cap.

    Returns:
        Centre → fraction; NaN without figures.
    """
    return {centre: parts[-1].attainment for centre, (_, parts) in _by_centre(goals, results, cap).items()}


def whole_lines(balanced_lines: pd.DataFrame) -> list[Record]:
    """The lines of whole centres."""
    return records(balanced_lines[balanced_lines[BalancedAttainments.PARAMETER].isna()])


def attainment_text(balanced_lines: pd.DataFrame, words: Words, key: str = "balanced_value") -> str:
    """The balanced attainment of a workbook's centre, or centres, in a line; empty where there are no goals.

    Args:
        balanced_lines: As ``balanced_attainments`` gives them.
        words: The language.
        key: The text of a centre's attainment: with its counts of goals, or ``balanced_brief`` without.
    """
    lines = whole_lines(balanced_lines)
    texts = [_text(line, words, key) for line in lines]
    if len(lines) > 1:
        texts = [f"{line[BalancedAttainments.CENTRE]}: {text}" for line, text in zip(lines, texts, strict=True)]
    return "; ".join(texts)


def _text(line: Record, words: Words, key: str) -> str:
    reached = line[BalancedAttainments.ATTAINMENT]
    share = float("nan") if is_missing(reached) else reached * HUNDRED_PER_CENT
    counts = {"all": int(line[BalancedAttainments.GOALS]), "known": int(line[BalancedAttainments.WITH_FIGURES])}
    return words.text(key, attainment=amount(share, Unit.PCT, words), **counts)


def readable(balanced_lines: pd.DataFrame, words: Words) -> pd.DataFrame:
    """The lines as a sheet shows them: each centre's whole first, and a name where there is no parameter.

    Args:
        balanced_lines: As ``balanced_attainments`` gives them.
        words: The sheet's language.
    """
    if not len(balanced_lines):
        return balanced_lines
    is_whole = balanced_lines[BalancedAttainments.PARAMETER].isna()
    place = balanced_lines.groupby(BalancedAttainments.CENTRE, sort=False).ngroup()
    order = pd.DataFrame({"centre": place, "part": ~is_whole}).sort_values(["centre", "part"], kind="stable").index
    names = [
        words.text("balanced_whole") if whole else name or words.text("balanced_no_parameter")
        for name, whole in zip(balanced_lines[BalancedAttainments.PARAMETER], is_whole, strict=True)
    ]
    named = balanced_lines.assign(
        **{BalancedAttainments.PARAMETER: pd.Series(names, balanced_lines.index, dtype=object)}
    )
    return named.loc[order].reset_index(drop=True)
