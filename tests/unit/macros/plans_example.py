"""The workbook of the plans of 2011, made once a run."""

from datetime import datetime

from macros.steps.demo_examples import PLANS, make_example
from schemas.words.vocabulary import words


def plans_2011(once):
    """Where it lies; nobody writes to it."""
    folder = once("plans of 2011", lambda folder: make_example(PLANS, folder, words(), datetime(2011, 1, 26, 9)))
    return next(folder.glob("*.xlsx"))
