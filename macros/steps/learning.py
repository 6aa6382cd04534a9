"""How figures move, learned from the goals of all centres when they are consolidated, and handed back to each."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from macros.steps.contract_year import Inputs, prepared
from schemas.codes import Summary
from schemas.errors import RefusedError
from schemas.frames import records
from schemas.issues.issue import Issue, Place, errors
from schemas.reading import frame_of, read_table
from schemas.tables import LearnedKernels
from schemas.text.periods import running_month
from schemas.words.vocabulary import Words
from udfs.forecasting.outlook import KINDS, Learned, nothing_learned, outlook
from udfs.forecasting.posterior import forget_patterns
from udfs.goals.arrays import position
from udfs.goals.goal_columns import in_force
from udfs.goals.overlaps import year_start
from workbook.closed.book import ClosedBook
from workbook.port import Book


def learned_from(inputs: Inputs, as_of: date) -> Learned:
    """What the goals teach of how figures move.

    Args:
        inputs: The goals and observations of all centres.
        as_of: The reporting date.

    Returns:
        As much belief as series it was learned from.
    """
    contract = prepared(inputs, in_force(inputs.goals, as_of)).contract
    start, month = year_start(contract.year), running_month(as_of)
    forget_patterns()
    found = outlook(contract.observed, contract.asked, start, month, nothing_learned())
    told = np.zeros(KINDS)
    told[contract.asked.summary] = found.alike
    return Learned(found.learned.belief, np.maximum(nothing_learned().strength, told))


def learned_frame(learned: Learned) -> pd.DataFrame:
    """The table of what was learned."""
    return frame_of(
        LearnedKernels,
        [
            {
                LearnedKernels.SUMMARY: summary,
                LearnedKernels.KERNEL: number,
                LearnedKernels.LIKELY: float(likely),
                LearnedKernels.SERIES: int(learned.strength[position(summary)]),
            }
            for summary in Summary
            for number, likely in enumerate(learned.belief[position(summary)], start=1)
        ],
    )


def learned_of(frame: pd.DataFrame) -> Learned:
    """What a table of what was learned says; without rows nothing.

    Args:
        frame: From ``learned_frame``, or as it stands in a workbook. One that does not fit this version's kernels
            (another one made it) says nothing: the forecast must not rest on numbers that mean something else.
    """
    nothing = nothing_learned()
    belief, strength = np.zeros_like(nothing.belief), nothing.strength.copy()
    count = belief.shape[1]
    for row in records(frame):
        kind, number = position(row[LearnedKernels.SUMMARY]), int(row[LearnedKernels.KERNEL])
        if not 1 <= number <= count:
            return nothing
        belief[kind, number - 1] = max(row[LearnedKernels.LIKELY], 0.0)
        strength[kind] = max(row[LearnedKernels.SERIES], 0)
    known = belief.sum(axis=1) > 0
    belief = np.where(known[:, None], belief / np.where(known, belief.sum(axis=1), 1.0)[:, None], nothing.belief)
    return replace(nothing, belief=belief, strength=np.where(known, strength, nothing.strength))


def is_taught(frame: pd.DataFrame, summary: str) -> bool:
    """Whether a table of what was learned says anything of goals that are summed up in a way.

    Args:
        frame: The table, as it stands in a workbook.
        summary: Code of ``Summary``.
    """
    at = position(Summary(summary))
    return not np.array_equal(learned_of(frame).belief[at], nothing_learned().belief[at])


def learned_in(book: Book, words: Words) -> pd.DataFrame:
    """The table of what was learned as it stands in a workbook; without rows in one that has none.

    Raises:
        RefusedError: Somebody has written in it what cannot be read.
    """
    if LearnedKernels.name not in book.tables():
        return frame_of(LearnedKernels, [])
    found = read_table(LearnedKernels, book.read(LearnedKernels.name), words)
    if errors(found.issues):
        raise RefusedError(found.issues)
    return found.frame


def learned_by(consolidated: Path, words: Words) -> pd.DataFrame:
    """What a consolidated workbook hands back.

    Raises:
        CannotOpenError: The file cannot be read.
        RefusedError: It is no consolidated workbook, or was made before these handed anything back.
    """
    with ClosedBook(consolidated) as book:
        found = learned_in(book, words)
    if not len(found):
        raise RefusedError([Issue("nothing_learned", Place(consolidated.name))])
    return found
