"""What is asked of each row of a frame, and how groups are summed, as polars has it."""

from collections.abc import Collection, Sequence
from functools import reduce
from operator import or_

import polars as pl

FIGURES = ("value", "numerator", "denominator")
"""The names of the columns of figures."""
_HUNDRED = 100.0
_DECIMALS = 9
"""Sums of the parts behind the decimal sign are whole at that place, in whichever order they were added."""


def any_true(flags: Sequence[pl.Expr]) -> pl.Expr:
    """Whether one of some flags is true; none is where there are none."""
    return reduce(or_, flags, pl.lit(False))


def among(name: str, texts: Collection[str | None]) -> pl.Expr:
    """Whether a column holds one of some texts; None stands for blank."""
    known = [text for text in texts if text is not None]
    found = [pl.col(name).is_in(known).fill_null(False)] if known else []
    return any_true([*found, pl.col(name).is_null()] if None in texts else found)


def may_be_summed(tolerance: float) -> pl.Expr:
    """Whether a row's figures can be summed: none below zero, a whole fraction, a value that agrees with it.

    Args:
        tolerance: How far a value may lie from its fraction, or a hundred times it.
    """
    every = [pl.col(name) for name in FIGURES]
    value, above, below = every
    ratio = above / below
    close = ((value - ratio).abs() <= tolerance) | ((value - _HUNDRED * ratio).abs() <= tolerance)
    fine = [each.is_null() | ((each >= 0) & each.is_finite()) for each in every]
    return (
        any_true([each.is_not_null() for each in every])
        & pl.all_horizontal(fine)
        & (above.is_null() == below.is_null())
        & (above.is_null() | ((above <= below) & (below > 0) & (value.is_null() | close)))
    )


def exact_sum(name: str) -> pl.Expr:
    """A sum that is the same to the last digit in whichever order rows are added: cores are never equally quick."""
    whole = pl.col(name).floor()
    added = whole.sum() + (pl.col(name) - whole).sum().round(_DECIMALS)
    return pl.when(pl.len() == 1).then(pl.col(name).first()).otherwise(added).alias(name)
