"""A sheet of XlsxWriter that prepares each formula once, however many cells and rules have it."""

from functools import lru_cache
from typing import Any

from xlsxwriter.worksheet import Worksheet

_MOST = 10_000
"""Formulas that are kept; a workbook has several hundred different ones."""


class FormulasOnce(Worksheet):  # type: ignore[misc]  # XlsxWriter has no types
    """A worksheet; to prepare a formula is to look it through for each of 150 newer functions."""

    def _prepare_formula(self, formula: str, *how: Any) -> str:
        return _prepared(formula, *how)


@lru_cache(maxsize=_MOST)
def _prepared(formula: str, *how: Any) -> str:
    return str(Worksheet()._prepare_formula(formula, *how))
